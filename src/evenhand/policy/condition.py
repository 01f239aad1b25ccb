"""Conditions: the small expressions of an edition, read into a frozen model.

`and or not`, one fact compared with constants (chains allowed), membership in a list. Everything else is refused, with
the place and what was expected. Text is checked token by token before Python's own parser sees it, so nothing in a
file from a stranger can be slow, deep, or anything but an expression.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from evenhand.docket.facts import MOST, Dictionary, nearest
from evenhand.docket.strict_yaml import DocumentError

LONGEST = 2_000  # characters
MOST_TOKENS = 400
DEEPEST = 20
LONGEST_LIFE = 150  # years
ORDERS = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}  # each with its mirror image


class ConditionError(DocumentError):
    """A condition that is not in the language; the message says at which character and what was expected."""


@dataclass(frozen=True)
class Truth:
    """A truth holds."""

    fact: str


@dataclass(frozen=True)
class Member:
    """A code or a count is one of the values (sorted, without repetition)."""

    fact: str
    values: tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True)
class Compare:
    """A count, a day or elapsed years stand to a constant as `order` says: < <= > >= ==."""

    fact: str
    order: str
    value: int | date
    parameter: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Not:
    """The opposite."""

    part: Condition


@dataclass(frozen=True)
class And:
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Or:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Atom: TypeAlias = Truth | Member | Compare
Condition: TypeAlias = Atom | Not | And | Or
Constant: TypeAlias = int | date


def atoms(condition: Condition) -> Iterator[Atom]:
    """This function will give every atom of a condition, from left to right, repeated where it stands twice."""
    if isinstance(condition, Not):
        yield from atoms(condition.part)
    elif isinstance(condition, And | Or):
        for part in condition.parts:
            yield from atoms(part)
    else:
        yield condition


def directed(condition: Condition, *, positive: bool = True) -> Iterator[tuple[Atom, bool]]:
    """This function will give every atom with whether it stands under an even number of `not`s."""
    if isinstance(condition, Not):
        yield from directed(condition.part, positive=not positive)
    elif isinstance(condition, And | Or):
        for part in condition.parts:
            yield from directed(part, positive=positive)
    else:
        yield condition, positive


def recorded(condition: Condition, dictionary: Dictionary) -> frozenset[str]:
    """This function will name the recorded facts that a condition reads (days, not ages)."""
    return frozenset(name for atom in atoms(condition) for name in dictionary.recorded(atom.fact))


def unparse(condition: Condition) -> str:
    """This function will write a condition so that `parse` reads the same condition back."""
    if isinstance(condition, Truth):
        return condition.fact
    if isinstance(condition, Member):
        listed = ", ".join(repr(value) for value in condition.values)
        return f"{condition.fact} in ({listed}{',' * (len(condition.values) == 1)})"
    if isinstance(condition, Compare):
        return f"{condition.fact} {condition.order} {condition.parameter or condition.value}"
    if isinstance(condition, Not):
        return f"not {_bracketed(condition.part)}"
    return (" and " if isinstance(condition, And) else " or ").join(_bracketed(part) for part in condition.parts)


def _bracketed(condition: Condition) -> str:
    text = unparse(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def parse(text: str, *, dictionary: Dictionary, parameters: Mapping[str, Constant]) -> Condition:
    """This function will read a condition, or raise ConditionError."""
    flat = re.sub(r"[\r\n\t]", " ", text).rstrip()
    _refuse_bad_tokens(flat)
    lead = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(flat.lstrip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = (getattr(error, "offset", None) or 1) + lead
        raise _error(
            at - 1, flat[at - 1 : at + 20], "not an expression; use and, or, not, comparisons and lists"
        ) from None
    _refuse_depth(tree)
    return _Reader(flat, lead, dictionary, parameters).read(tree.body)


_TOKEN = re.compile(
    r" +|[A-Za-z_][A-Za-z0-9_]*(?!['\"])|[0-9]+(?![A-Za-z0-9_.])"
    r"|(?:'[^'\\]*'|\"[^\"\\]*\")(?! *['\"])|[<>]=?|[=!]=|[(),\[\]]",
    re.ASCII,
)


def _refuse_bad_tokens(text: str) -> None:
    if not text.strip():
        raise _error(0, "", "the condition is empty")
    if len(text) > LONGEST:
        raise _error(
            LONGEST, text[LONGEST:], f"the condition has {len(text):,} characters; at most {LONGEST:,} are read"
        )
    at = tokens = depth = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _error(at, text[at:], "not part of the language of conditions")
        word = match[0]
        tokens += word[0] != " "
        depth += (word in "([") - (word in ")]")
        if tokens > MOST_TOKENS or depth > DEEPEST:
            raise _error(
                at, word, f"too long or too deep: at most {MOST_TOKENS} words and {DEEPEST} brackets in one another"
            )
        at = match.end()


def _refuse_depth(tree: ast.Expression) -> None:
    level: list[ast.AST] = [tree.body]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if not level:
            return
    raise _error(0, "", f"too deep: at most {DEEPEST} steps in one another; split the reason in two")


def _error(at: int, what: str, expected: str) -> ConditionError:
    shown = f" [{what[:30]}]" if what else ""
    return ConditionError(f"at character {at + 1}{shown}: {expected}")


_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


class _Reader:
    """Turns Python's syntax tree into the model, refusing all that is not in the language."""

    def __init__(self, text: str, lead: int, dictionary: Dictionary, parameters: Mapping[str, Constant]) -> None:
        self.text, self.lead, self.dictionary, self.parameters = text, lead, dictionary, parameters

    def error(self, node: ast.AST, expected: str) -> ConditionError:
        written = self.text[self.lead :].encode()  # Python counts bytes, people count characters
        ends = (node.col_offset, node.end_col_offset)  # type: ignore[attr-defined]
        start, end = (self.lead + len(written[:at].decode()) for at in ends)
        return _error(start, self.text[start:end], expected)

    def read(self, node: ast.expr) -> Condition:
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.read(value) for value in node.values)
            return And(parts) if isinstance(node.op, ast.And) else Or(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Not(self.read(node.operand))
        if isinstance(node, ast.Compare):
            return self.chain(node)
        if isinstance(node, ast.Name):
            return self.truth(node)
        raise self.error(node, "expected a fact, a comparison, and, or, not")

    def truth(self, node: ast.Name) -> Truth:
        if self.kind(node) != "truth":
            raise self.error(node, "not true or false by itself; compare it with something")
        return Truth(node.id)

    def kind(self, node: ast.Name) -> str:
        if node.id in self.dictionary.years:
            return "years"
        if node.id in self.dictionary.facts:
            return self.dictionary.facts[node.id].type
        if node.id in self.parameters:
            raise self.error(node, "a parameter stands where a fact is expected; compare a fact with it")
        if any(node.id in fact.codes for fact in self.dictionary.facts.values()):
            raise self.error(node, f"not a fact; if it is a code, write '{node.id}' in quotes")
        near = nearest(node.id, [*self.dictionary.facts, *self.dictionary.years, *self.parameters])
        raise self.error(node, f"not a fact of the dictionary nor a parameter of this edition{near}")

    def chain(self, node: ast.Compare) -> Condition:
        operands = [node.left, *node.comparators]
        names = [_OPERATORS.get(type(operator)) for operator in node.ops]
        if None in names:
            raise self.error(node, "expected < <= > >= == != in, or not in")
        links = [self.link(left, str(name), right)
                 for left, name, right in zip(operands, names, operands[1:], strict=False)]  # fmt: skip
        return links[0] if len(links) == 1 else And(tuple(links))

    def link(self, left: ast.expr, operator: str, right: ast.expr) -> Condition:
        if operator in ("in", "not in"):
            member = self.member(left, right)
            return member if operator == "in" else Not(member)
        if self.is_subject(right) and not self.is_subject(left):
            left, right = right, left
            operator = ORDERS.get(operator, operator)
        if not isinstance(left, ast.Name) or not self.is_subject(left):
            raise self.error(left, "expected a fact on one side of the comparison")
        if self.is_subject(right):
            raise self.error(right, "a fact is compared with a constant or a parameter, not with another fact")
        return self.compare(left, operator, right)

    def is_subject(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id not in self.parameters and self.kind(node) != ""

    def compare(self, left: ast.Name, operator: str, right: ast.expr) -> Condition:
        kind = self.kind(left)
        if kind == "truth":
            raise self.error(left, f"a truth is not compared; write [{left.id}] or [not {left.id}]")
        if kind == "code" and operator not in ("==", "!="):
            raise self.error(left, "a code is compared with ==, !=, in or not in")
        if kind == "years" and operator in ("==", "!="):
            raise self.error(left, 'elapsed years take < <= > >= only; "not above 30" is [age < 31]')
        value = self.constant(right, kind, fact=left.id)
        positive: Condition
        if kind == "code":
            positive = Member(left.id, (str(value),))
        else:
            assert not isinstance(value, str)
            parameter = right.id if isinstance(right, ast.Name) else None
            positive = Compare(left.id, "==" if operator == "!=" else operator, value, parameter)
        return Not(positive) if operator == "!=" else positive

    def member(self, left: ast.expr, right: ast.expr) -> Member:
        if not isinstance(left, ast.Name) or self.kind(left) not in ("code", "count"):
            raise self.error(left, "only a code or a count can be in a list; elapsed years and days take < <= > >=")
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise self.error(right, "expected a list of values in brackets, such as ('a', 'b')")
        kind = self.kind(left)
        values = {self.constant(element, kind, fact=left.id) for element in right.elts}
        if kind == "code" and values == set(self.dictionary.facts[left.id].codes):
            raise self.error(right, "every code is named, so this is always true; leave it out")
        return Member(left.id, tuple(sorted(values)))  # type: ignore[arg-type]

    def constant(self, node: ast.expr, kind: str, *, fact: str) -> Constant | str:
        value: object = None
        if isinstance(node, ast.Constant):
            value = node.value
        elif isinstance(node, ast.Name):
            value = self.parameters.get(node.id)
            if value is None:
                self.kind(node)  # says what else the name may be
        if kind == "code":
            return self.code(node, value, fact)
        if kind == "day":
            return self.day(node, value)
        lowest, highest = (1, LONGEST_LIFE) if kind == "years" else (0, MOST)
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self.error(node, f"expected a whole number from {lowest} to {highest:,}, or a parameter that is one")
        return value

    def code(self, node: ast.expr, value: object, fact: str) -> str:
        codes = self.dictionary.facts[fact].codes
        if not isinstance(value, str) or value not in codes:
            raise self.error(node, f"expected one of {', '.join(map(repr, codes))}{nearest(str(value), codes)}")
        return value

    def day(self, node: ast.expr, value: object) -> date:
        if not isinstance(value, date):
            raise self.error(node, "a day is compared with a parameter that is a day, such as 2007-06-15")
        return value

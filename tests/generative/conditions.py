"""Drawn conditions over a dictionary: every node, operator, type and value of the language, as text and as model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from evenhand.docket.facts import Dictionary, Fact
from evenhand.policy.condition import And, Atom, Compare, Condition, Constant, Member, Not, Or, Truth, unparse
from generative.choose import Choose

ORDERS = (">", ">=", "<", "<=")
RUNS = ((1,), (0, 1), (2, 3, 4), (0, 2), (1, 2, 4), (0, 3, 4, 6), (1, 3, 5))  # unbroken and broken


@dataclass(frozen=True)
class Language:
    """What a condition may name. The parameters' names begin with what they are compared with."""

    dictionary: Dictionary
    parameters: Mapping[str, Constant]
    among: Callable[[Fact], bool] = lambda _: True  # only such facts, where there are any
    used: set[str] | None = None  # recorded facts named so far, where none should be named twice

    @cached_property
    def subjects(self) -> list[tuple[str, str]]:
        """Everything that can be asked, with what kind of thing it is."""
        facts = self.dictionary.facts
        everything = [(name, fact.type) for name, fact in facts.items()]
        everything += [(name, "years") for name in self.dictionary.years]
        such = [(name, kind) for name, kind in everything
                if all(self.among(facts[fact]) for fact in self.dictionary.recorded(name))]  # fmt: skip
        return such or everything

    def subject(self, choose: Choose) -> tuple[str, str]:
        """This function will choose what an atom asks."""
        if self.used is None:
            return choose.one(self.subjects)
        unused = [one for one in self.subjects if not self.used & set(self.dictionary.recorded(one[0]))]
        name, kind = choose.one(unused or self.subjects)
        self.used.update(self.dictionary.recorded(name))
        return name, kind

    def named(self, kind: str) -> list[str]:
        """This function will name the parameters for one kind of thing."""
        return [name for name in self.parameters if name.startswith(f"limit_{kind}")]


@st.composite
def texts(draw: Any, language: Language, *, atoms: int = 5) -> str:
    """This function will draw a condition as people write it, or as the model writes itself."""
    choose = Choose(draw)
    if choose.chance(35):
        return unparse(_model(choose, language, atoms))
    return _text(choose, language, atoms)


@st.composite
def models(draw: Any, language: Language, *, atoms: int = 5) -> Condition:
    """This function will draw a condition as a model, as the parser would build it."""
    return _model(Choose(draw), language, atoms)


def _split(choose: Choose, atoms: int) -> list[int]:
    """So many atoms over two or three parts."""
    first = choose.number(1, atoms - 1)
    rest = atoms - first
    return [first, *_split(choose, rest)] if rest > 1 and choose.chance(30) else [first, rest]


def _text(choose: Choose, language: Language, atoms: int) -> str:
    wanted = choose.number(1, atoms)
    if wanted == 1:
        text = _atom_text(choose, language)
        return f"not {text}" if choose.chance(20) else text
    joined = choose.one((" or ", " and ")).join(_inner(choose, language, part) for part in _split(choose, wanted))
    return f"not ({joined})" if choose.chance(10) else joined


def _inner(choose: Choose, language: Language, atoms: int) -> str:
    text = _text(choose, language, atoms)
    return f"({text})" if atoms > 1 or choose.chance(10) else text


def _atom_text(choose: Choose, language: Language) -> str:
    name, kind = language.subject(choose)
    if kind == "truth":
        return name
    if kind == "code":
        return _code_text(choose, name, language.dictionary.facts[name].codes)
    if kind == "count" and choose.chance(30):
        return f"{name} {choose.one(('in', 'not in'))} {_list_text(choose, list(map(str, choose.one(RUNS))))}"
    form = choose.one(("plain", "plain", "mirrored", "chain" if language.used is None else "plain"))
    orders = ORDERS if kind == "years" else (*ORDERS, "==", "!=")
    constant = _constant(choose, language, kind)
    if form == "plain":
        return f"{name} {choose.one(orders)} {constant}"
    if form == "mirrored":
        return f"{constant} {choose.one(orders)} {name}"
    return f"{constant} {choose.one(('<', '<=', '>'))} {name} {choose.one(orders)} {_constant(choose, language, kind)}"


def _code_text(choose: Choose, name: str, codes: Sequence[str]) -> str:
    some = [f"'{code}'" for code in choose.some(codes, least=1, most=len(codes) - 1)]
    if len(some) > 1 or choose.chance(40):
        return f"{name} {choose.one(('in', 'not in'))} {_list_text(choose, some)}"
    order = choose.one(("==", "!="))
    return f"{some[0]} {order} {name}" if choose.chance(25) else f"{name} {order} {some[0]}"


def _list_text(choose: Choose, items: list[str]) -> str:
    return f"[{', '.join(items)}]" if choose.chance(30) else f"({', '.join(items)},)"


def _constant(choose: Choose, language: Language, kind: str) -> str:
    named = language.named(kind)
    if kind == "day" or (named and choose.chance(40)):
        return choose.one(named)
    return str(choose.number(1, 20) if kind == "years" else choose.number(0, 6))


def _model(choose: Choose, language: Language, atoms: int) -> Condition:
    wanted = choose.number(1, atoms)
    if wanted == 1:
        atom = _atom_model(choose, language)
        return Not(atom) if choose.chance(20) else atom
    parts = tuple(_model(choose, language, part) for part in _split(choose, wanted))
    joined = Or(parts) if choose.chance(50) else And(parts)
    return Not(joined) if choose.chance(10) else joined


def _atom_model(choose: Choose, language: Language) -> Atom:
    name, kind = language.subject(choose)
    if kind == "truth":
        return Truth(name)
    if kind == "code":
        codes = language.dictionary.facts[name].codes
        return Member(name, tuple(sorted(choose.some(codes, least=1, most=len(codes) - 1))))
    if kind == "count" and choose.chance(30):
        return Member(name, choose.one(RUNS))
    order = choose.one(ORDERS if kind == "years" else (*ORDERS, "=="))
    text = _constant(choose, language, kind)
    parameter = text if text in language.parameters else None
    return Compare(name, order, language.parameters[text] if parameter else int(text), parameter)

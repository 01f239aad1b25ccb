"""A table drawn in text: what is known of some cases, and what every engine must say of each.

A column is a fact, a column of the docket (`check_<kind>`, `disputed`), a column of the outcomes (`outcome`,
`favorable_<reason>`), `ask` (the facts to ask), `why` (a word to the reader), or else a rule, to be true, false or
unknown. A table of two columns `instead of` and `write` holds rules that are refused, and rules that are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

import drawn
from evenhand.docket import strict_yaml
from evenhand.docket.facts import Dictionary, Record, Value, load_dictionary, read_dictionary, read_value
from evenhand.docket.strict_yaml import DocumentError, Node, Text
from evenhand.policy import document
from evenhand.policy.document import Edition
from evenhand.policy.outcomes import LEADING
from spec.engines import ENGINES, Question, Row

AS_OF = "2012-01-13"
WHY, ASK, DISPUTED, UNKNOWN = "why", "ask", "disputed", "unknown"
INSTEAD, WRITE = "instead of", "write"
REASONS = ("favorable_", "priority_", "consideration_")
HEAD = {"edition": "drawn", "kind": "lists", "title": "A policy drawn for one paragraph", "issued_by": "Nobody"}


@dataclass(frozen=True)
class Drawing:
    """One drawn table, the facts it speaks of (YAML), and the policy (YAML, or a packaged edition by its name)."""

    table: str
    facts: str = ""
    policy: str = ""
    edition: str = ""
    as_of: str = AS_OF

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The cells by column."""
        return drawn.rows(self.table)

    @cached_property
    def dictionary(self) -> Dictionary:
        """The facts it speaks of."""
        return load_dictionary() if self.edition else read_dictionary(strict_yaml.loads(self.facts), hash="drawn")

    @cached_property
    def results(self) -> dict[str, str]:
        """Each column that an engine must give, with its name in the outcomes table; a rule's name is a number."""
        given = {*self.dictionary.facts, *(f"check_{kind}" for kind in self.dictionary.checks), DISPUTED, WHY}
        wanted = [name for name in self.rows[0] if name not in given]
        rules = [name for name in wanted if not (name in (*LEADING, ASK) or name.startswith(REASONS))]
        return {name: f"consideration_rule_{rules.index(name)}" if name in rules else name for name in wanted}

    @cached_property
    def rules(self) -> dict[str, str]:
        """Each column that is a rule, with the name under which the drawn edition asks it."""
        return {rule: name.removeprefix("consideration_") for rule, name in self.results.items() if rule != name}


@dataclass(frozen=True)
class Spec:
    """What a spec test draws with; the runner checks each drawing, the manual prints it."""

    take: Callable[[Drawing], None]

    def __call__(self, table: str, *, facts: str = "", policy: str = "", edition: str = "", as_of: str = AS_OF) -> None:
        """This function will draw one table."""
        self.take(Drawing(table=table, facts=facts, policy=policy, edition=edition, as_of=as_of))


def question(drawing: Drawing) -> Question:
    """This function will turn a drawing into what an engine is asked."""
    return Question(
        records=[_record(f"SYN-{number:03}", row, drawing) for number, row in enumerate(drawing.rows, start=1)],
        edition=_edition(drawing),
        dictionary=drawing.dictionary,
        as_of=date.fromisoformat(drawing.as_of),
    )


def _record(case_id: str, row: Mapping[str, str], drawing: Drawing) -> Record:
    checks = {kind: row.get(f"check_{kind}", "") for kind in drawing.dictionary.checks}
    return Record(
        case_id=case_id,
        values={name: _value(name, row[name], drawing.dictionary) for name in drawing.dictionary.facts if name in row},
        disputed=frozenset(row.get(DISPUTED, "").split()),
        checks={kind: date.fromisoformat(day) for kind, day in checks.items() if day},
    )


def _value(name: str, text: str, dictionary: Dictionary) -> Value:
    return read_value(dictionary.facts[name], "" if text == UNKNOWN else text)


def _edition(drawing: Drawing) -> Edition:
    if drawing.edition:
        assert not drawing.rules, f"not a column of {drawing.edition}: {drawing.rules}"
        return document.load(drawing.edition, drawing.dictionary)
    if not drawing.rules:
        return _read({}, drawing)
    reasons: Node = {_text(name): _reason(rule) for rule, name in drawing.rules.items()}
    scope = next(iter(drawing.rules))  # any will do: reasons are asked in and out of scope
    return _read({_text("scope"): _text(scope), _text("considerations"): reasons}, drawing)


def _read(fields: Mapping[Text, Node], drawing: Drawing) -> Edition:
    """The drawn policy, with fields of the drawing and those that a paragraph leaves out."""
    policy = strict_yaml.loads(drawing.policy or "{}")
    assert isinstance(policy, dict)
    head: dict[Text, Node] = {_text(name): _text(value) for name, value in HEAD.items()}
    head[_text("in_force")] = [{_text("from"): _text("2000-01-01")}]
    return document.read({**head, **fields, **policy}, dictionary=drawing.dictionary, folder=Path())


def _reason(rule: str) -> Node:
    fields = {"text": "A drawn rule", "cite": "none", "wording": "paraphrased", "when": rule}
    return {_text(name): _text(value) for name, value in fields.items()}


def _text(value: str) -> Text:
    return Text(value, line=0, column=0)


def check(drawing: Drawing) -> None:
    """This function will check one drawing."""
    if INSTEAD in drawing.rows[0]:
        _check_mended(drawing)
    else:
        _check_screened(drawing)


def _check_mended(drawing: Drawing) -> None:
    for row in drawing.rows:
        _read({_text("scope"): _text(row[WRITE])}, drawing)
        with pytest.raises(DocumentError):
            _read({_text("scope"): _text(row[INSTEAD])}, drawing)


def _check_screened(drawing: Drawing) -> None:
    """Every engine says what was drawn, and in all other columns too they say the same."""
    asked = question(drawing)
    found = {name: engine(asked) for name, engine in ENGINES.items()}
    for engine, rows in found.items():
        wrong = [f"{engine} says {column}: {said}, drawn: {cells}"
                 for row, cells in zip(rows, drawing.rows, strict=True)
                 for column, said in _said(row, drawing).items() if said != cells[column]]  # fmt: skip
        assert drawing.results, "no column to compare"
        assert not wrong, "\n".join(wrong)
    assert all(rows == found["the reference evaluator"] for rows in found.values()), found


def _said(row: Row, drawing: Drawing) -> dict[str, str]:
    asked = ", ".join(name.removeprefix("ask_") for name, flag in row.items() if name.startswith("ask_") and flag)
    return {column: asked if column == ASK else _word(column, row[name]) for column, name in drawing.results.items()}


def _word(column: str, value: object) -> str:
    if value is None:
        return "" if column in ("worklist", "out_of_scope_by") else UNKNOWN
    return str(value).lower() if isinstance(value, bool) else str(value)

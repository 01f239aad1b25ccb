"""Worked cases that come with an edition: a lawyer writes them, and `policy check` runs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from evenhand.docket import strict_yaml
from evenhand.docket.facts import Dictionary, Record, Value, nearest, read_day, read_value
from evenhand.docket.strict_yaml import DocumentError, Fields, Node, Text, where
from evenhand.policy.document import Edition
from evenhand.policy.evaluate import Screened, screen
from evenhand.policy.outcomes import OUTCOMES, WORKLISTS

TRUTHS = {"true": True, "false": False, "unknown": None}


@dataclass(frozen=True)
class Example:
    """One worked case: what is known of it, and what an edition must say of it."""

    title: str
    line: int
    as_of: date
    record: Record
    expect: Mapping[str, str]
    reasons: Mapping[str, bool | None]
    ask: tuple[str, ...]


def load(edition: Edition, dictionary: Dictionary) -> tuple[Example, ...]:
    """This function will read an edition's examples.yaml (no file, no examples), or raise DocumentError."""
    path = edition.folder / "examples.yaml"
    if not path.exists():
        return ()
    try:
        fields = Fields(strict_yaml.load(path), what="the examples")
        given = {name: _values(Fields({Text("facts", line=0, column=0): body}, what=f"given [{name}]"), dictionary)
                 for name, body in fields.mapping("given").items()}  # fmt: skip
        examples = tuple(
            _example(body, given, edition=edition, dictionary=dictionary) for body in fields.items("examples")
        )
        fields.end()
        return examples
    except DocumentError as error:
        message = str(error)
        raise DocumentError(message if message.startswith(str(path)) else f"{path}: {message}") from None


def _values(fields: Fields, dictionary: Dictionary) -> dict[str, Value]:
    return {str(name): _value(name, text, dictionary) for name, text in fields.mapping("facts").items()}


def _shared(fields: Fields, given: Mapping[Text, Mapping[str, Value]]) -> dict[str, Value]:
    shared: dict[str, Value] = {}
    for name in fields.texts("given"):
        if name not in given:
            raise DocumentError(
                f"{where(name)}[{name[:40]}] is not given at the head of the file{nearest(name, given)}"
            )
        shared |= given[name]
    return shared


def _example(
    node: Node, given: Mapping[Text, Mapping[str, Value]], *, edition: Edition, dictionary: Dictionary
) -> Example:
    fields = Fields(node, what="an example")
    title = fields.text("case")
    fields.what = what = f"example [{title[:60]}]"
    expect = Fields(fields.node("expect"), what=what)
    record = Record(
        case_id="example",
        values=_shared(fields, given) | _values(fields, dictionary),
        disputed=frozenset(str(_fact(name, dictionary)) for name in fields.texts("disputed")),
        checks={str(kind): _day(text) for kind, text in fields.mapping("checks").items() if _kind(kind, dictionary)},
    )
    example = Example(
        title=str(title), line=title.line, as_of=_day(fields.text("as_of")), record=record,
        expect={name: _choice(expect, name, choices) for name, choices in _EXPECT.items() if name in expect.rest},
        reasons={str(name): _truth(name, text, edition) for name, text in expect.mapping("reasons").items()},
        ask=tuple(str(_fact(name, dictionary)) for name in expect.texts("ask")),
    )  # fmt: skip
    expect.end()
    fields.end()
    if "outcome" not in example.expect:
        raise DocumentError(f"{where(title)}{what}: [expect] must say the outcome")
    return example


_EXPECT = {
    "outcome": OUTCOMES, "outcome_if_clear": OUTCOMES, "worklist": tuple(WORKLISTS),
    "needs_check": ("true", "false"), "needs_finding": ("true", "false"),
}  # fmt: skip


def _choice(fields: Fields, name: str, choices: tuple[str, ...]) -> str:
    return fields.choice(name, choices)


def _fact(name: Text, dictionary: Dictionary) -> Text:
    if name not in dictionary.facts:
        raise DocumentError(f"{where(name)}[{name[:40]}] is not a fact{nearest(name, dictionary.facts)}")
    return name


def _kind(kind: Text, dictionary: Dictionary) -> bool:
    if kind not in dictionary.checks:
        raise DocumentError(f"{where(kind)}[{kind[:40]}] is not a kind of check{nearest(kind, dictionary.checks)}")
    return True


def _value(name: Text, node: Node, dictionary: Dictionary) -> Value:
    fact = dictionary.facts[_fact(name, dictionary)]
    if not isinstance(node, Text):
        raise DocumentError(f"{where(name)}[{name}] must be plain text")
    try:
        return read_value(fact, node)
    except ValueError as error:
        raise DocumentError(f"{where(node)}[{name}] is [{node[:40]}]: {error}") from None


def _day(node: Node) -> date:
    try:
        if not isinstance(node, Text):
            raise ValueError
        days = read_day(node)
    except ValueError:
        raise DocumentError(f"{where(node)}must be a day such as 2012-01-13") from None
    if days.earliest is None or days.earliest != days.latest:
        raise DocumentError(f"{where(node)}[{node[:40]}] must be one whole day such as 2012-01-13")
    return days.earliest


def _truth(name: Text, node: Node, edition: Edition) -> bool | None:
    if name not in {reason.name for reason in edition.reasons}:
        raise DocumentError(f"{where(name)}[{name[:40]}] is not a reason of {edition.name}")
    if not isinstance(node, Text) or node not in TRUTHS:
        raise DocumentError(f"{where(name)}[{name}] must be true, false or unknown")
    return TRUTHS[str(node)]


def failures(example: Example, edition: Edition, dictionary: Dictionary) -> Iterator[str]:
    """This function will say, in words, each thing that an edition says differently of an example."""
    found = screen(example.record, edition=edition, dictionary=dictionary, as_of=example.as_of)
    for name, expected in example.expect.items():
        if (said := _said(found, name)) != expected:
            yield f"{name} is [{said}], the example expects [{expected}]"
    values = {reason.name: value for reason, value in found.reasons.items()}
    words = {value: word for word, value in TRUTHS.items()}
    for name, truth in example.reasons.items():
        if values[name] is not truth:
            yield f"reason [{name}] is {words[values[name]]}, the example expects {words[truth]}"
    for name in example.ask:
        if name not in found.ask:
            yield f"[{name}] is not among the facts to ask, the example expects it"


def _said(found: Screened, name: str) -> str:
    value = getattr(found, name)
    return str(value).lower() if isinstance(value, bool) else str(value)

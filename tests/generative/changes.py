"""Drawn changes of a case: something learned within its bounds, or something no longer known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from evenhand.docket.facts import Count, Days, Fact, Record, Value
from evenhand.policy.evaluate import NoEvent, Screened, prepare, screen
from generative.choose import Choose
from generative.dictionaries import Shape
from generative.records import Near
from generative.strategies import Drawn, screenings, shown

FEW = 10
SMALL = Shape(least=3, most=6)  # few facts, so that rules share them
Pair = tuple[Record, Record]  # a case before and after
Change = Callable[[Choose, Drawn, Record], Pair]


@dataclass(frozen=True, repr=False)
class Changed:
    """Cases, each before and after a change."""

    drawn: Drawn
    pairs: tuple[Pair, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        cases = "\n".join(f"  {shown(before)}\n    then {shown(after)}" for before, after in self.pairs)
        return f"\n{self.drawn.text}as of {self.drawn.as_of}\ncases:\n{cases}\n"

    def screened(self) -> Iterator[tuple[str, Screened, Screened]]:
        """This function will give each case in words, with what screening finds before and after its change."""
        for before, after in self.pairs:
            words = f"{shown(before)}\n  then {shown(after)}"
            yield words, found(before, self.drawn), found(after, self.drawn)


def found(record: Record, drawn: Drawn) -> Screened:
    """This function will screen one case with the reference evaluator."""
    return screen(record, edition=drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of)


@st.composite
def changed(draw: Any, change: Change) -> Changed:
    """This function will draw cases and a change to each."""
    drawn: Drawn = draw(screenings(most=FEW, shape=SMALL, reasons=2))
    choose = Choose(draw)
    return Changed(drawn, tuple(change(choose, drawn, record) for record in drawn.records))


def narrowed(choose: Choose, drawn: Drawn, record: Record) -> Pair:
    """This function will learn something of some facts, and perhaps what a check says."""
    names = [name for name in drawn.dictionary.facts if choose.chance(50)]
    kinds = [kind for kind in drawn.dictionary.checks if choose.chance(30)]
    checks = {**record.checks, **dict.fromkeys(kinds, drawn.as_of)}
    return record, learned(choose, replace(record, checks=checks), drawn=drawn, names=names)


def answered(choose: Choose, drawn: Drawn, record: Record) -> Pair:
    """This function will learn something of facts that are settled neither by a check nor by an adverse finding."""
    names = [name for name, fact in drawn.dictionary.facts.items()
             if not fact.check and not (fact.adverse and fact.finding) and choose.chance(70)]  # fmt: skip
    values = {name: value for name, value in record.values.items() if not choose.chance(50)}
    before = replace(record, values=values)
    return before, learned(choose, before, drawn=drawn, names=names)


def forgotten(choose: Choose, drawn: Drawn, record: Record) -> Pair:
    """This function will take away some facts, and perhaps that a check was completed."""
    values = {name: value for name, value in record.values.items() if not choose.chance(30)}
    checks = {kind: day for kind, day in record.checks.items() if not choose.chance(20)}
    return record, replace(record, values=values, checks=checks)


def unasked(choose: Choose, drawn: Drawn, record: Record) -> Pair:
    """This function will take a case as it is understood, all checks answered, and learn of facts nobody asks."""
    screened = found(record, drawn)
    values = {name: value for name, value in screened.case.known.items() if not isinstance(value, NoEvent)}
    checks = dict.fromkeys(drawn.dictionary.checks, drawn.as_of)
    before = Record(record.case_id, values=values, checks=checks, office=record.office)
    names = [name for name in drawn.dictionary.facts if name not in screened.ask and choose.chance(90)]
    return before, learned(choose, before, drawn=drawn, names=names)


def learned(choose: Choose, record: Record, *, drawn: Drawn, names: list[str]) -> Record:
    """This function will narrow some facts of a case, so that some world is left that keeps the order of days.

    What contradicts something, or is after the as-of date, has no world left to begin with, and stays as it is.
    """
    near = Near(drawn.edition, drawn.dictionary, drawn.as_of)
    for name in names:
        fact = drawn.dictionary.facts[name]
        value = _within(choose, record.values.get(name, fact.unknown), fact=fact, near=near)
        after = replace(record, values={**record.values, name: value})
        if _odd(after, drawn) == _odd(record, drawn):
            record = after
    return record


def _odd(record: Record, drawn: Drawn) -> tuple[frozenset[str], frozenset[str]]:
    case = prepare(record, edition=drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of)
    return case.defects, case.disputed


def _within(choose: Choose, value: Value, *, fact: Fact, near: Near) -> Value:
    if isinstance(value, Count):
        highest = max(value.at_least, 7) if value.at_most is None else value.at_most
        low = choose.number(value.at_least, min(highest, value.at_least + 7))
        highs = [high for high in (low, low + 1, low + 3, highest) if low <= high <= highest]
        return Count(low, choose.one([*highs, value.at_most]))
    if isinstance(value, Days):
        return _days_within(choose, value, near=near, name=fact.name)
    if value is not None:
        return value
    return choose.chance(50) if fact.type == "truth" else choose.one(fact.codes)


def _days_within(choose: Choose, value: Days, *, near: Near, name: str) -> Days:
    first, last = value.earliest or date(1900, 1, 1), value.latest or near.as_of
    around = [day + timedelta(days=step) for day in near.days[name] for step in (-1, 0, 1)]
    inside = sorted({day for day in (first, last, *around) if first <= day <= last}) or [first]
    low = choose.one(inside)
    return Days(low, choose.one([day for day in inside if day >= low]))

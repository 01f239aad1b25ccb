"""Drawn records: values on, just below and just above every constant of an edition, at every precision."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from evenhand.docket.facts import AS_OF, Count, Days, Dictionary, Fact, Record, Value
from evenhand.policy.condition import Atom, Compare, Member, atoms, recorded
from evenhand.policy.document import Edition
from generative.choose import Choose

ONE_DAY = timedelta(days=1)
LEAP = date(1996, 2, 29)


@dataclass(frozen=True)
class Near:
    """The values near which an edition's thresholds lie, on a day."""

    edition: Edition
    dictionary: Dictionary
    as_of: date

    @cached_property
    def atoms(self) -> list[Atom]:
        """Every atom of the edition, once."""
        conditions = [self.edition.scope, *(reason.condition for reason in self.edition.reasons)]
        return list(dict.fromkeys(atom for condition in conditions for atom in atoms(condition)))

    @cached_property
    def of_scope(self) -> frozenset[str]:
        """The facts of the scope: mostly known, or nothing but the scope would ever be asked."""
        return recorded(self.edition.scope, self.dictionary)

    @cached_property
    def spans(self) -> list[tuple[str, str, int]]:
        """Elapsed years that the edition asks of two recorded days: from, to, how many."""
        return [(start, end, years) for start, end, years in self._elapsed() if end != AS_OF]

    def _elapsed(self) -> Iterator[tuple[str, str, int]]:
        for atom in self.atoms:
            if isinstance(atom, Compare) and isinstance(atom.value, int) and atom.fact in self.dictionary.years:
                years = self.dictionary.years[atom.fact]
                yield years.start, years.end, atom.value

    @cached_property
    def counts(self) -> dict[str, list[int]]:
        """Per count, the numbers at which something changes."""
        near: dict[str, set[int]] = {name: {0, 2} for name in self.dictionary.facts}
        for atom in self.atoms:
            listed = atom.values if isinstance(atom, Member) else [atom.value] if isinstance(atom, Compare) else []
            if atom.fact in near:
                near[atom.fact] |= {value + step for value in listed if isinstance(value, int) for step in (-1, 0, 1)}
        return {name: sorted(number for number in numbers if number >= 0) for name, numbers in near.items()}

    @cached_property
    def days(self) -> dict[str, list[date]]:
        """Per day, the days at which something changes."""
        near: dict[str, set[date]] = {name: {date(1995, 6, 15), LEAP} for name in self.dictionary.facts}
        for atom in self.atoms:
            if isinstance(atom, Compare) and isinstance(atom.value, date):
                near[atom.fact].add(atom.value)
        for start, end, years in self._elapsed():
            near[start] |= {later(self.as_of, -years)} if end == AS_OF else {later(day, -years) for day in near[end]}
            if end != AS_OF:
                near[end] |= {later(day, years) for day in near[start]}
        return {name: sorted(days) for name, days in near.items()}


def later(day: date, years: int) -> date:
    """This function will give the same day in another year; 29 February becomes 1 March in a common year."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


@st.composite
def records(draw: Any, near: Near) -> Record:
    """This function will draw what is known of one case."""
    choose = Choose(draw)
    facts = near.dictionary.facts
    values = {name: _value(choose, fact, near) for name, fact in facts.items()
              if not choose.chance(_unknown(fact, near))}  # fmt: skip
    values |= _aligned(choose, values, near)
    disputed = choose.some(list(facts), least=1, most=2) if choose.chance(15) else []
    return Record(
        case_id="SYN",
        office=choose.one(("SYN-EAST", "SYN-WEST")),
        values={name: value for name, value in values.items() if value != facts[name].unknown},
        disputed=frozenset(disputed),
        checks=_checks(choose, near),
    )


def _unknown(fact: Fact, near: Near) -> int:
    """How often nothing is known of a fact, in a hundred cases: mostly so of findings, seldom of the scope."""
    return 4 if fact.name in near.of_scope else 60 if fact.finding else 15


def _value(choose: Choose, fact: Fact, near: Near) -> Value:
    if fact.type == "truth":
        return choose.chance(25 if fact.adverse else 50)
    if fact.type == "code":
        return choose.one(fact.codes)
    exact = choose.chance(80 if fact.name in near.of_scope else 30)
    return _count(choose, near.counts[fact.name], exact) if fact.type == "count" else _days(choose, near, fact, exact)


def _count(choose: Choose, near: list[int], exact: bool) -> Count:
    low = choose.one(near)
    form = "exact" if exact else choose.one(("open", "range"))
    if form == "range":
        return Count(low, choose.one([number for number in near if number >= low]))
    return Count(low, low if form == "exact" else None)


def _days(choose: Choose, near: Near, fact: Fact, exact: bool) -> Days:
    day = choose.one(near.days[fact.name]) + choose.one((0, 0, 1, -1)) * ONE_DAY
    if choose.chance(6):
        day = near.as_of + choose.one((0, 1, 40)) * ONE_DAY
    form = "exact" if exact else choose.one(("month", "year", "range", "earliest", "latest"))
    if form == "range":
        return Days(day, day + choose.one((1, 40, 800)) * ONE_DAY)
    if form in ("earliest", "latest"):
        return Days(day, None) if form == "earliest" else Days(None, day)
    return spread(day, form)


def spread(day: date, form: str) -> Days:
    """This function will give a day at a precision: exact, month or year."""
    if form == "month":
        return Days(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    return Days(date(day.year, 1, 1), date(day.year, 12, 31)) if form == "year" else Days(day, day)


def _aligned(choose: Choose, values: dict[str, Value], near: Near) -> dict[str, Value]:
    """Now and then, sets a day on, before or after the anniversary of another that the edition asks about."""
    if not near.spans or not choose.chance(50):
        return {}
    start, end, years = choose.one(near.spans)
    known = values.get(start)
    if not isinstance(known, Days) or known.earliest is None:
        return {}
    day = later(choose.one([one for one in known if one]), years) + choose.one((0, 1, -1)) * ONE_DAY
    return {end: spread(day, choose.one(("exact", "exact", "month")))}


def _checks(choose: Choose, near: Near) -> dict[str, date]:
    checks = {}
    for kind in near.dictionary.checks:
        limit = near.edition.validity.get(kind)
        days = min(limit.value, 4_000) if limit and isinstance(limit.value, int) else 4_000
        ages = (0, 1, days, 30, days + 1, -1)
        if choose.chance(70):
            checks[kind] = near.as_of - choose.one(ages) * ONE_DAY
    return checks

"""Which answers would settle a case: at most two favorable facts or findings that fix "if clear", whatever the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, product

from evenhand.docket.facts import AS_OF, Count, Days, Dictionary, Fact, Record, Value
from evenhand.policy.condition import Atom, Compare, Member, atoms
from evenhand.policy.document import Edition
from evenhand.policy.evaluate import Screened, outcome_if_clear
from evenhand.policy.outcomes import INCOMPLETE

Answers = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Settling:
    """Answers to one or two facts with which "if clear" has this outcome, however all other facts turn out."""

    answers: Answers
    outcome: str


@dataclass(frozen=True)
class _Case:
    record: Record
    edition: Edition
    dictionary: Dictionary
    as_of: date

    def outcome(self, answers: Answers) -> str:
        learned = replace(self.record, values={**self.record.values, **dict(answers)})
        return outcome_if_clear(learned, edition=self.edition, dictionary=self.dictionary, as_of=self.as_of)


def settling(
    record: Record, found: Screened, *, edition: Edition, dictionary: Dictionary, as_of: date
) -> tuple[Settling, ...]:
    """This function will give the sets of one or two answers that settle "if clear", none containing another.

    Days and counts are answered by examples on both sides of every threshold. Nothing is given where the case is
    settled already, or where no two answers settle it.
    """
    if found.outcome_if_clear != INCOMPLETE:
        return ()
    case = _Case(record, edition, dictionary, as_of)
    askable = [fact for name, fact in dictionary.facts.items() if name in found.ask - found.case.disputed]
    open_facts = [fact for fact in askable if not fact.adverse]
    answers = {fact.name: list(_answers(fact, found.case.known, case)) for fact in open_facts}
    alone = [Settling(one, outcome) for name in answers for one in _each(answers, (name,))
             if (outcome := case.outcome(one)) != INCOMPLETE]  # fmt: skip
    settled = {one.answers[0] for one in alone}
    pairs = [Settling(two, outcome) for names in combinations(answers, 2) for two in _each(answers, names)
             if not settled & set(two) and (outcome := case.outcome(two)) != INCOMPLETE]  # fmt: skip
    return (*alone, *pairs)


def _each(answers: Mapping[str, list[Value]], names: tuple[str, ...]) -> Iterator[Answers]:
    for values in product(*(answers[name] for name in names)):
        yield tuple(zip(names, values, strict=True))


def _answers(fact: Fact, known: Mapping[str, object], case: _Case) -> Iterator[Value]:
    """Every truth or code; of counts and days one on each side of every threshold that the bounds allow."""
    if fact.type == "truth":
        yield from (True, False)
    elif fact.type == "code":
        yield from fact.codes
    elif fact.type == "count":
        bounds = known[fact.name]
        assert isinstance(bounds, Count)
        yield from (Count(n, n) for n in _counts(fact, case)
                    if n >= bounds.at_least and (bounds.at_most is None or n <= bounds.at_most))  # fmt: skip
    else:
        within = known[fact.name]
        assert isinstance(within, Days)
        yield from (Days(day, day) for day in _days(fact, case)
                    if (within.earliest or date.min) <= day <= (within.latest or case.as_of))  # fmt: skip


def _atoms(fact: Fact, case: _Case) -> list[Atom]:
    conditions = [case.edition.scope, *(reason.condition for reason in case.edition.reasons)]
    named = [atom for condition in conditions for atom in atoms(condition)]
    return [atom for atom in dict.fromkeys(named) if fact.name in case.dictionary.recorded(atom.fact)]


def _counts(fact: Fact, case: _Case) -> list[int]:
    numbers: set[int] = {0}
    for atom in _atoms(fact, case):
        values = atom.values if isinstance(atom, Member) else (atom.value,) if isinstance(atom, Compare) else ()
        numbers |= {
            value + step for value in values if isinstance(value, int) for step in (-1, 0, 1) if value + step >= 0
        }
    return sorted(numbers)


def _days(fact: Fact, case: _Case) -> list[date]:
    days: set[date] = set()
    for atom in _atoms(fact, case):
        assert isinstance(atom, Compare)
        for edge in _edges(fact, atom, case):
            days |= {edge + timedelta(days=step) for step in (-1, 0, 1) if date.min < edge < date.max}
    return sorted(days)


def _edges(fact: Fact, atom: Compare, case: _Case) -> Iterator[date]:
    """The days on which an atom may change: a day parameter, or an anniversary of the other day."""
    if isinstance(atom.value, date):
        yield atom.value
        return
    years = case.dictionary.years[atom.fact]
    other = years.end if years.start == fact.name else years.start
    ends = [case.as_of] if other == AS_OF else [*_known_ends(case.record.values.get(other))]
    shift = -atom.value if years.start == fact.name else atom.value
    for end in ends:
        if 1 < end.year + shift < 9999:
            yield _anniversary(end, end.year + shift)


def _anniversary(day: date, year: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 3, 1) if leap_day else day.replace(year=year)


def _known_ends(value: Value) -> Iterator[date]:
    if isinstance(value, Days):
        yield from (end for end in value if end is not None)

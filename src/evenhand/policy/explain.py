"""Why a case has its outcome: what determined each reason, what is missing, and who can settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from evenhand.docket.facts import AS_OF, Days, Dictionary, Record, Value
from evenhand.policy.condition import And, Compare, Condition, Not, Or, atoms, recorded, unparse
from evenhand.policy.document import Edition, Reason
from evenhand.policy.evaluate import NoEvent, Screened, View, cleared, screen
from evenhand.policy.settle import Settling, settling


@dataclass(frozen=True)
class Read:
    """One value that a rule read: a recorded fact, or elapsed years in completed years (least, most)."""

    name: str
    value: Value
    years: tuple[int | None, int | None] | None = None


@dataclass(frozen=True)
class Missing:
    """One fact still to ask, and who can settle it."""

    name: str
    question: str
    settled_by: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One reason, or the scope: whether it holds, the values read, and the facts missing where it is unknown."""

    list: str
    name: str
    text: str
    cite: str
    wording: str
    when: str
    numbers: tuple[tuple[str, str], ...]  # the parameters its rule names, with their values
    holds: bool | None
    read: tuple[Read, ...]
    missing: tuple[str, ...]
    protected: bool


@dataclass(frozen=True)
class Explanation:
    """Why one case has its outcome. `rests_on` alone, screened again, gives the same outcome."""

    case_id: str
    office: str | None
    edition: Edition
    as_of: date
    found: Screened
    scope: Line
    reasons: tuple[Line, ...]
    missing: tuple[Missing, ...]
    rests_on: Record
    settling: tuple[Settling, ...]


def explain(
    record: Record, *, edition: Edition, dictionary: Dictionary, as_of: date, settle: bool = False
) -> Explanation:
    """This function will screen one case and say what the result rests on.

    With `settle` it also looks for answers that would settle the case: a second where nearly nothing is known.
    """
    found = screen(record, edition=edition, dictionary=dictionary, as_of=as_of)
    view = View(found.case.known, dictionary, as_of)
    scope = Reason("scope", "scope", "The edition covers the case", cite="", wording="", condition=edition.scope)
    asked = [dictionary.facts[name] for name in dictionary.facts if name in found.ask]
    return Explanation(
        case_id=record.case_id,
        office=record.office,
        edition=edition,
        as_of=as_of,
        found=found,
        scope=_line(scope, view, edition),
        reasons=tuple(_line(reason, view, edition) for reason in edition.reasons),
        missing=tuple(Missing(fact.name, fact.question, fact.settled_by) for fact in asked),
        rests_on=_rests_on(record, found, edition=edition, dictionary=dictionary, as_of=as_of),
        settling=settling(record, found, edition=edition, dictionary=dictionary, as_of=as_of) if settle else (),
    )


def _line(reason: Reason, view: View, edition: Edition) -> Line:
    holds = view.holds(reason.condition)
    unknown = {name for atom in atoms(reason.condition) if view.atom(atom) is None
               for name in recorded(atom, view.dictionary) if _is_open(view.known[name])}  # fmt: skip
    return Line(
        list=reason.list,
        name=reason.name,
        text=reason.text,
        cite=reason.cite,
        wording=reason.wording,
        when=unparse(reason.condition),
        numbers=tuple(dict.fromkeys(_numbers(reason.condition))),
        holds=holds,
        read=tuple(_reads(reason.condition, view)),
        missing=tuple(name for name in view.dictionary.facts if name in unknown) if holds is None else (),
        protected=edition.protected(reason, view.dictionary),
    )


def _numbers(condition: Condition) -> Iterator[tuple[str, str]]:
    for atom in atoms(condition):
        if isinstance(atom, Compare) and atom.parameter:
            yield atom.parameter, str(atom.value)


def _is_open(value: Value | NoEvent) -> bool:
    return value is None or (isinstance(value, tuple) and value[0] != value[1])


def _reads(condition: Condition, view: View) -> Iterator[Read]:
    """What is known of each fact a condition names, and of each elapsed time; nothing where nothing is known."""
    for atom in dict.fromkeys(atoms(condition)):
        if isinstance(atom, Compare) and (years := view.dictionary.years.get(atom.fact)):
            ends = (view.known[years.start], _day(view.as_of) if years.end == AS_OF else view.known[years.end])
            least, most = _completed(*ends)
            if least or most is not None:
                yield Read(atom.fact, None, years=(least, most))
    for name in sorted(recorded(condition, view.dictionary)):
        value = view.known[name]
        fact = view.dictionary.facts[name]
        if value != fact.unknown and value != Days(None, view.as_of) and not isinstance(value, NoEvent):
            yield Read(name, value)


def _day(day: date) -> Days:
    return Days(day, day)


def _completed(start: Value | NoEvent, end: Value | NoEvent) -> tuple[int | None, int | None]:
    assert isinstance(start, Days) and isinstance(end, Days)
    least, most = _years(start.latest, end.earliest), _years(start.earliest, end.latest)
    return max(least or 0, 0), most if most is None else max(most, 0)


def _years(start: date | None, end: date | None) -> int | None:
    if start is None or end is None:
        return None
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _rests_on(record: Record, found: Screened, *, edition: Edition, dictionary: Dictionary, as_of: date) -> Record:
    names: set[str] = set()
    for checks in (False, True):
        for findings in (False, True):
            known = cleared(found.case, dictionary, checks=checks, findings=findings)
            supposable = found.case.clearable if checks or findings else frozenset()
            names |= _determining(View(known, dictionary, as_of), edition, supposable)
    closed = set().union(*(dictionary.touching(name) for name in names))
    values = {name: value for name, value in record.values.items() if name in closed}
    return replace(record, values=values, disputed=found.case.disputed)


def _determining(view: View, edition: Edition, supposable: frozenset[str]) -> set[str]:
    names = determined_by(edition.scope, view, supposable)
    for name in ("favorable", "priority"):
        conditions = [reason.condition for reason in edition.listed(name)]
        if edition.kind == "totality":
            names = names.union(*(determined_by(condition, view, supposable) for condition in conditions))
        elif conditions:
            names |= determined_by(Or(tuple(conditions)), view, supposable)
    return names


def determined_by(condition: Condition, view: View, supposable: frozenset[str]) -> set[str]:
    """This function will name recorded facts whose values alone make a condition what it is.

    What is unknown needs only what would be supposed clear if it were taken away: to take other knowledge away never
    settles anything.
    """
    holds = view.holds(condition)
    if holds is None:
        return set(supposable & recorded(condition, view.dictionary))
    if isinstance(condition, Not):
        return determined_by(condition.part, view, supposable)
    if not isinstance(condition, And | Or):
        return set(recorded(condition, view.dictionary))
    if holds is isinstance(condition, Or):  # one true part makes an `or` true, one false part an `and` false
        return determined_by(next(part for part in condition.parts if view.holds(part) is holds), view, supposable)
    return set().union(*(determined_by(part, view, supposable) for part in condition.parts))

"""The reference evaluator: one case, plain Python, slow and obvious.

It is the meaning of an edition. `compile` is the fast way and shares nothing with it but the condition model; tests
hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from evenhand.docket.facts import AS_OF, Count, Days, Dictionary, Fact, Record, Value
from evenhand.policy.condition import And, Atom, Compare, Condition, Member, Not, Or, Truth, atoms, recorded, unparse
from evenhand.policy.document import Edition, Reason
from evenhand.policy.outcomes import INCOMPLETE, MIXED, OUT_OF_SCOPE, PURSUE, RECOMMEND, WEIGH

T, F, U = True, False, None
AND: Final = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR: Final = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
NOT: Final = {T: F, F: T, U: U}
NINE: Final = {  # (some favorable factor, some priority) -> outcome
    (T, F): RECOMMEND, (F, T): PURSUE, (T, T): MIXED, (F, F): WEIGH,
    (T, U): INCOMPLETE, (U, T): INCOMPLETE, (U, F): INCOMPLETE, (F, U): INCOMPLETE, (U, U): INCOMPLETE,
}  # fmt: skip

Reasons = Mapping[Reason, bool | None]


@dataclass(frozen=True)
class NoEvent:
    """A day on which, for the sake of argument, nothing happened: every comparison with it is false."""


Known = Mapping[str, Value | NoEvent]


@dataclass(frozen=True)
class Case:
    """One case on one day: what is known after disputes, expired checks, the as-of date and the order of days."""

    known: Known
    clearable: frozenset[str]  # adverse facts that only an open check, or a finding nobody wrote, would settle
    as_of: date
    defects: frozenset[str]  # events certainly after the as-of date
    disputed: frozenset[str]


@dataclass(frozen=True)
class Screened:
    """What screening finds of one case."""

    outcome: str
    outcome_if_clear: str
    needs_check: bool
    needs_finding: bool
    worklist: str | None
    out_of_scope_by: str | None
    some_favorable: bool | None
    some_priority: bool | None
    reasons: Reasons
    ask: frozenset[str]
    case: Case


@dataclass(frozen=True)
class View:
    """One case under one supposition, ready to be asked conditions."""

    known: Known
    dictionary: Dictionary
    as_of: date

    def holds(self, condition: Condition) -> bool | None:
        """This function will say whether a condition is true, false or unknown (None)."""
        if isinstance(condition, Not):
            return NOT[self.holds(condition.part)]
        if isinstance(condition, And):
            return every(self.holds(part) for part in condition.parts)
        if isinstance(condition, Or):
            return some(self.holds(part) for part in condition.parts)
        return self.atom(condition)

    def atom(self, atom: Atom) -> bool | None:
        """This function will say whether an atom is true, false or unknown (None)."""
        if atom.fact in self.dictionary.years:
            assert isinstance(atom, Compare)
            return self.elapsed(atom)
        value = self.known[atom.fact]
        if isinstance(atom, Truth):
            assert value is None or isinstance(value, bool)
            return value
        if isinstance(atom, Member):
            return _member(value, atom.values)
        return _compare(value, atom)

    def elapsed(self, atom: Compare) -> bool | None:
        """This function will compare elapsed years by days: n years are reached on the n-th anniversary."""
        years = self.dictionary.years[atom.fact]
        start = self.known[years.start]
        end = Days(self.as_of, self.as_of) if years.end == AS_OF else self.known[years.end]
        if isinstance(start, NoEvent) or isinstance(end, NoEvent):
            return False
        assert isinstance(start, Days) and isinstance(end, Days) and isinstance(atom.value, int)
        least = _key(end.earliest) - _key(start.latest) if end.earliest and start.latest else None
        most = _key(end.latest) - _key(start.earliest) if end.latest and start.earliest else None
        return _between(least, most, atom.order, 10_000 * atom.value)


def every(values: Iterable[bool | None]) -> bool | None:
    """This function will join by three-valued `and`; of nothing it is true."""
    result: bool | None = True
    for value in values:
        result = AND[result, value]
    return result


def some(values: Iterable[bool | None]) -> bool | None:
    """This function will join by three-valued `or`; of nothing it is false."""
    result: bool | None = False
    for value in values:
        result = OR[result, value]
    return result


def _key(day: date) -> int:
    return 10_000 * day.year + 100 * day.month + day.day


def _member(value: Value | NoEvent, values: tuple[str, ...] | tuple[int, ...]) -> bool | None:
    if isinstance(value, Count):
        possible = range(value.at_least, value.at_most + 1) if value.at_most is not None else None
        if possible is not None and len(possible) <= len(values) and all(number in values for number in possible):
            return True
        reachable = [number for number in values if isinstance(number, int) and number >= value.at_least
                     and (value.at_most is None or number <= value.at_most)]  # fmt: skip
        return None if reachable else False
    return None if value is None else value in values


def _compare(value: Value | NoEvent, atom: Compare) -> bool | None:
    if isinstance(value, NoEvent):
        return False
    if isinstance(value, Count):
        assert isinstance(atom.value, int)
        return _between(value.at_least, value.at_most, atom.order, atom.value)
    assert isinstance(value, Days) and isinstance(atom.value, date)
    low, high = (None if day is None else _key(day) for day in value)
    return _between(low, high, atom.order, _key(atom.value))


def _between(low: int | None, high: int | None, order: str, bound: int) -> bool | None:
    """Something is at least `low` and at most `high` (None: open). Does it stand to the bound as `order` says?"""
    if order == "==":
        if low is not None and low == high == bound:
            return True
        beyond = (low is not None and low > bound) or (high is not None and high < bound)
        return False if beyond else None
    if order in ("<", "<="):
        return NOT[_between(low, high, {"<": ">=", "<=": ">"}[order], bound)]
    if low is not None and (low > bound or (order == ">=" and low == bound)):
        return True
    if high is not None and (high < bound or (order == ">" and high == bound)):
        return False
    return None


def prepare(record: Record, *, edition: Edition, dictionary: Dictionary, as_of: date) -> Case:
    """This function will settle what may be used of a record on a day, before any rule is asked."""
    live = {kind for kind, day in record.checks.items() if _live(day, kind, edition=edition, as_of=as_of)}
    known: dict[str, Value] = {}
    defects = set()
    for name, fact in dictionary.facts.items():
        value = fact.unknown if name in record.disputed else record.values.get(name, fact.unknown)
        if fact.check and fact.check not in live:
            value = _reopened(fact, value)
        if isinstance(value, Days):
            value, late = _by(value, as_of)
            defects |= {name} if late else set()
        known[name] = value
    contradicted = _narrow(known, dictionary, as_of=as_of)
    disputed = record.disputed | contradicted
    return Case(
        known=known,
        clearable=frozenset(name for name, fact in dictionary.facts.items()
                            if fact.adverse and name not in disputed
                            and (fact.finding or (fact.check and fact.check not in live))),
        as_of=as_of,
        defects=frozenset(defects),
        disputed=disputed,
    )  # fmt: skip


def _live(day: date, kind: str, *, edition: Edition, as_of: date) -> bool:
    if day > as_of:
        return False
    if kind not in edition.validity:
        return True
    days = edition.validity[kind].value
    assert isinstance(days, int)
    return (as_of - day).days <= days


def _reopened(fact: Fact, value: Value) -> Value:
    """Zero is not zero: where no live check has answered, a file's n is at least n, and its "no" is unknown."""
    if isinstance(value, Count):
        return Count(value.at_least, None)
    return None if value is False or (fact.clear is not None and value == fact.clear) else value


def _by(value: Days, as_of: date) -> tuple[Days, bool]:
    if value.earliest and value.earliest > as_of:
        return Days(None, as_of), True
    return Days(value.earliest, min(value.latest or as_of, as_of)), False


def _narrow(known: dict[str, Value], dictionary: Dictionary, *, as_of: date) -> frozenset[str]:
    """Narrow pairs of days by their order; where nothing is left, both are disputed and so unknown."""
    contradicted: set[str] = set()
    for first, second in dictionary.ordered:
        early, late = known[first], known[second]
        assert isinstance(early, Days) and isinstance(late, Days)
        if early.earliest and late.latest and early.earliest > late.latest:
            contradicted |= {first, second}
            known[first] = known[second] = Days(None, as_of)
            continue
        known[first] = Days(
            early.earliest, min(early.latest, late.latest) if early.latest and late.latest else late.latest
        )
        known[second] = Days(max(early.earliest, late.earliest) if early.earliest and late.earliest
                             else early.earliest or late.earliest, late.latest)  # fmt: skip
    return frozenset(contradicted)


def cleared(case: Case, dictionary: Dictionary, *, checks: bool, findings: bool) -> Known:
    """This function will suppose that open checks come back clear, or that unwritten adverse findings are not made."""
    supposed = dict(case.known)
    for name in case.clearable:
        fact = dictionary.facts[name]
        if findings if fact.finding else checks:
            supposed[name] = _clear(fact, case.known[name], as_of=case.as_of)
    return supposed


def _clear(fact: Fact, value: Value | NoEvent, *, as_of: date) -> Value | NoEvent:
    if isinstance(value, Count):
        return Count(value.at_least, value.at_least)
    if isinstance(value, Days):
        return NoEvent() if value == Days(None, as_of) else value
    if value is None:
        return False if fact.type == "truth" else fact.clear
    return value


def screen(record: Record, *, edition: Edition, dictionary: Dictionary, as_of: date) -> Screened:
    """This function will screen one case under an edition on a day."""
    case = prepare(record, edition=edition, dictionary=dictionary, as_of=as_of)
    views = {(checks, findings): View(cleared(case, dictionary, checks=checks, findings=findings), dictionary, as_of)
             for checks in (False, True) for findings in (False, True)}  # fmt: skip
    found = {supposed: _outcome(view, edition) for supposed, view in views.items()}
    outcome, if_clear = found[False, False], found[True, True]
    needs_finding = outcome != if_clear and found[True, False] != if_clear
    needs_check = outcome != if_clear and (found[False, True] != if_clear or not needs_finding)
    plain = views[False, False]
    reasons = {reason: plain.holds(reason.condition) for reason in edition.reasons}
    return Screened(
        outcome=outcome,
        outcome_if_clear=if_clear,
        needs_check=needs_check,
        needs_finding=needs_finding,
        worklist=_worklist(views, edition) if outcome == INCOMPLETE else None,
        out_of_scope_by=_out_of_scope_by(plain, edition) if outcome == OUT_OF_SCOPE else None,
        some_favorable=some(reasons[reason] for reason in edition.listed("favorable")),
        some_priority=some(reasons[reason] for reason in edition.listed("priority")),
        reasons=reasons,
        ask=_ask(plain, reasons, edition) if outcome == INCOMPLETE else frozenset(),
        case=case,
    )


def outcome_if_clear(record: Record, *, edition: Edition, dictionary: Dictionary, as_of: date) -> str:
    """This function will give only the outcome "if clear" of one case."""
    case = prepare(record, edition=edition, dictionary=dictionary, as_of=as_of)
    return _outcome(View(cleared(case, dictionary, checks=True, findings=True), dictionary, as_of), edition)


def lists(view: View, edition: Edition) -> tuple[bool | None, bool | None]:
    """This function will say whether some favorable factor holds, and whether some priority does."""
    favorable = some(view.holds(reason.condition) for reason in edition.listed("favorable"))
    return favorable, some(view.holds(reason.condition) for reason in edition.listed("priority"))


def _outcome(view: View, edition: Edition) -> str:
    scope = view.holds(edition.scope)
    if scope is not True:
        return INCOMPLETE if scope is None else OUT_OF_SCOPE
    if edition.kind == "lists":
        return NINE[lists(view, edition)]
    settling = [*edition.listed("favorable"), *edition.listed("priority")]
    return INCOMPLETE if any(view.holds(reason.condition) is None for reason in settling) else WEIGH


def _worklist(views: Mapping[tuple[bool, bool], View], edition: Edition) -> str:
    if views[False, False].holds(edition.scope) is None:
        return "scope"
    favorable, priority = lists(views[False, True], edition)
    if favorable is not None:
        return "favorable_shown" if favorable else "no_favorable"
    if priority is not None:
        return "priority_shown" if priority else "no_priority"
    only_the_check = lists(views[True, True], edition)[1] is False
    return "no_priority" if only_the_check else "nothing_settled"


def scope_parts(edition: Edition) -> tuple[Condition, ...]:
    """This function will give the parts of an edition's scope that must each hold."""
    return edition.scope.parts if isinstance(edition.scope, And) else (edition.scope,)


def _out_of_scope_by(view: View, edition: Edition) -> str:
    return next(unparse(part) for part in scope_parts(edition) if view.holds(part) is False)


def _ask(view: View, reasons: Reasons, edition: Edition) -> frozenset[str]:
    """Facts that are open, in an unknown atom, of an unknown reason that could still change the outcome."""
    live = [edition.scope] if view.holds(edition.scope) is None else []
    for name in ("favorable", "priority"):
        listed = {reason: reasons[reason] for reason in edition.listed(name)}
        if edition.kind == "totality" or some(listed.values()) is None:
            live += [reason.condition for reason, value in listed.items() if value is None]
    read = {fact for condition in live for atom in atoms(condition) if view.atom(atom) is None
            for fact in recorded(atom, view.dictionary) if _open(view.known[fact])}  # fmt: skip
    return frozenset(fact for name in read for fact in view.dictionary.touching(name) if _open(view.known[fact]))


def _open(value: Value | NoEvent) -> bool:
    return value is None or (isinstance(value, Count | Days) and value[0] != value[1])

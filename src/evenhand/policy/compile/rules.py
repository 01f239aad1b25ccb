"""The middle stages: every atom, every reason and the scope as three-valued columns, under each supposition."""

from __future__ import annotations

from calendar import isleap
from datetime import date

import narwhals as nw

from evenhand.docket.facts import AS_OF
from evenhand.policy.compile import logic
from evenhand.policy.compile.known import bounds
from evenhand.policy.compile.terms import MODES, PLAIN, Mode, Stage, Terms
from evenhand.policy.condition import And, Atom, Compare, Condition, Member, Not, Or, Truth
from evenhand.policy.document import Reason


def atoms(terms: Terms) -> Stage:
    """This function will ask every atom, plain and as supposed."""
    return {atom_name(terms, atom, mode): _atom(terms, atom, terms.touches(atom, mode))
            for atom in terms.atoms for mode in MODES}  # fmt: skip


def atom_name(terms: Terms, atom: Atom, mode: Mode) -> str:
    """This function will name the column of an atom under a supposition."""
    return f"_atom_{terms.atoms.index(atom)}{terms.touches(atom, mode)}"


def _atom(terms: Terms, atom: Atom, mode: Mode) -> nw.Expr:
    clear = "_clear" if mode != PLAIN else ""  # before the name: a fact may be called record_clear
    if isinstance(atom, Compare) and (atom.fact in terms.dictionary.years or isinstance(atom.value, date)):
        held = _elapsed(terms, atom) if atom.fact in terms.dictionary.years else _day(atom)
        return _unless_nothing_happened(terms, held, atom=atom, mode=mode)
    if isinstance(atom, Truth):
        return nw.col(f"{clear}_value_{atom.fact}")
    if terms.dictionary.facts[atom.fact].type == "count":
        return logic.count(nw.col(f"_low_{atom.fact}"), nw.col(f"{clear}_high_{atom.fact}"), atom)
    assert isinstance(atom, Member)
    return logic.is_one_of(nw.col(f"{clear}_value_{atom.fact}"), atom)


def _day(atom: Compare) -> nw.Expr:
    low, high = bounds(atom.fact)
    return logic.compare(low, high, atom.order, nw.lit(atom.value))


def _elapsed(terms: Terms, atom: Compare) -> nw.Expr:
    """Elapsed years by keys of days; where they end on the as-of date, by the one day that would be the anniversary."""
    years = terms.dictionary.years[atom.fact]
    assert isinstance(atom.value, int)
    low, high = bounds(years.start)
    if years.end == AS_OF:
        order, day = _anniversary(terms.as_of, atom.value, atom.order)
        return logic.compare(low, high, order, nw.lit(day))
    (start_low, start_high), (end_low, end_high) = _keys(years.start), _keys(years.end)
    return logic.compare(end_low - start_high, end_high - start_low, atom.order, nw.lit(10_000 * atom.value))


def _keys(day: str) -> tuple[nw.Expr, nw.Expr]:
    return nw.col(f"_key_low_{day}"), nw.col(f"_key_high_{day}")


def _anniversary(as_of: date, years: int, order: str) -> tuple[str, date]:
    """How a day must stand to the day so many years before, for the years elapsed since it to stand as `order` says.

    Where the calendar has no such day (29 February, or before the first), the next one takes its place; a day is
    before that one, or it is not.
    """
    year = as_of.year - years
    if year >= 1 and ((as_of.month, as_of.day) != (2, 29) or isleap(year)):
        return {">": "<", ">=": "<=", "<": ">", "<=": ">="}[order], as_of.replace(year=year)
    following = date(year, 3, 1) if year >= 1 else date.min
    return ("<" if order in (">", ">=") else ">="), following


def _unless_nothing_happened(terms: Terms, held: nw.Expr, *, atom: Compare, mode: Mode) -> nw.Expr:
    """Where a day that only a check settles is taken as no event, every comparison with it is false."""
    facts = [terms.dictionary.facts[name] for name in terms.dictionary.recorded(atom.fact)]
    none = [nw.col(f"_none_{fact.name}") for fact in facts if mode != PLAIN and fact.adverse and fact.check]
    return nw.when(logic.any_of(none)).then(nw.lit(False)).otherwise(held) if none else held


def holds(terms: Terms, condition: Condition, mode: Mode) -> nw.Expr:
    """This function will join the columns of a condition's atoms as the condition says."""
    if isinstance(condition, Not):
        return ~holds(terms, condition.part, mode)
    if not isinstance(condition, And | Or):
        return nw.col(atom_name(terms, condition, mode))
    joined, *rest = (holds(terms, part, mode) for part in condition.parts)
    for part in rest:
        joined = joined & part if isinstance(condition, And) else joined | part
    return joined


def scope(terms: Terms, mode: Mode) -> nw.Expr:
    """This function will give the column of the scope under a supposition."""
    return nw.col(f"_scope{terms.touches(terms.edition.scope, mode)}")


def reason(terms: Terms, wanted: Reason, mode: Mode) -> nw.Expr:
    """This function will give the column of a reason under a supposition."""
    return nw.col(_reason_name(terms, wanted, mode))


def _reason_name(terms: Terms, wanted: Reason, mode: Mode) -> str:
    return f"_reason_{terms.edition.reasons.index(wanted)}{terms.touches(wanted.condition, mode)}"


def reasons(terms: Terms) -> Stage:
    """This function will ask the scope and every reason, plain and, where it settles anything, as supposed."""
    scope = terms.edition.scope
    stage = {f"_scope{terms.touches(scope, mode)}": holds(terms, scope, mode) for mode in MODES}
    for one in terms.edition.reasons:
        for mode in MODES if one in terms.settling else (PLAIN,):
            stage[_reason_name(terms, one, mode)] = holds(terms, one.condition, mode)
    return stage


def lists(terms: Terms) -> Stage:
    """This function will say whether some favorable factor holds, some priority, and whether any is unknown."""
    stage: Stage = {}
    for mode in MODES:
        for name in ("favorable", "priority"):
            stage[f"_some_{name}{mode}"] = logic.any_of(reason(terms, one, mode) for one in terms.edition.listed(name))
        if terms.edition.kind == "totality":
            stage[f"_unknown{mode}"] = logic.any_of(reason(terms, one, mode).is_null() for one in terms.settling)
    return stage

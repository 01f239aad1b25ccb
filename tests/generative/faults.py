"""Faults that a compiler of rules may have, each put into `evenhand.policy.compile` by name.

A fault changes one thing, as a slip of the hand would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any

import narwhals as nw
import pytest

from evenhand.docket.facts import Fact
from evenhand.policy import compile as compiler
from evenhand.policy.compile import known, logic, results, rules
from evenhand.policy.compile.terms import PLAIN, Mode, Stage, Terms
from evenhand.policy.document import Reason

Fault = Callable[[pytest.MonkeyPatch], None]


def _instead(module: ModuleType, name: str, change: Callable[..., Any]) -> Fault:
    """A fault in one function: `change` is given the sound one before its arguments."""

    def put(patch: pytest.MonkeyPatch) -> None:
        sound = getattr(module, name)
        patch.setattr(module, name, lambda *given, **named: change(sound, *given, **named))

    return put


def _made(step: Callable[[Terms], Stage], change: Callable[[Stage], Stage]) -> Fault:
    """A fault in the columns that a step makes."""

    def put(patch: pytest.MonkeyPatch) -> None:
        steps = tuple((lambda terms: change(step(terms))) if one is step else one for one in compiler.STEPS)
        patch.setattr(compiler, "STEPS", steps)

    return put


def _named(start: str, change: Callable[[str, nw.Expr], nw.Expr]) -> Callable[[Stage], Stage]:
    """The same change to every column whose name begins so; `change` is given the rest of the name."""
    return lambda stage: {name: change(name.removeprefix(start), column) if name.startswith(start) else column
                          for name, column in stage.items()}  # fmt: skip


def _order(wrong: Mapping[str, str]) -> Fault:
    def change(sound: Callable[..., nw.Expr], low: nw.Expr, high: nw.Expr, order: str, bound: nw.Expr) -> nw.Expr:
        return sound(low, high, wrong.get(order, order), bound)

    return _instead(logic, "compare", change)


def _open_is_exact(sound: Callable[..., Stage], fact: Fact, terms: Terms) -> Stage:
    low, high = sound(fact, terms).values()
    return {f"_low_{fact.name}": low, f"_high_{fact.name}": high.fill_null(low)}


def _first_day(sound: Callable[..., Stage], fact: Fact, terms: Terms) -> Stage:
    low, high = sound(fact, terms).values()
    return {f"_low_{fact.name}": low, f"_high_{fact.name}": nw.when(~low.is_null()).then(low).otherwise(high)}


def _small_month(_sound: object, day: nw.Expr) -> nw.Expr:
    month = (day.dt.month().cast(nw.Int8) * nw.lit(100, dtype=nw.Int8)).cast(nw.Int64)
    return day.dt.year().cast(nw.Int64) * 10_000 + month + day.dt.day().cast(nw.Int64)


def _no_leap_day(day: date) -> date:
    return day.replace(day=28) if (day.month, day.day) == (2, 29) else day


def _answered(_sound: object, _terms: Terms, kind: str) -> nw.Expr:
    return ~nw.col(f"check_{kind}").is_null()


def _unlimited(sound: Callable[..., nw.Expr], terms: Terms, kind: str) -> nw.Expr:
    return sound(replace(terms, edition=replace(terms.edition, validity={})), kind)


def _from_the_file(sound: Callable[..., Stage], fact: Fact, terms: Terms) -> Stage:
    return sound(replace(fact, settled_by=("file",)), terms)


def _whatever_the_check(sound: Callable[..., Stage], fact: Fact, terms: Terms) -> Stage:
    return sound(fact if fact.type != "truth" else replace(fact, settled_by=("finding",)), terms)


def _old_name(_sound: object, terms: Terms, wanted: Reason, mode: Mode) -> str:
    return f"_{wanted.list}_{wanted.name}{terms.touches(wanted.condition, mode)}"


def _swapped(stage: Stage) -> Stage:
    check, finding = stage["_out_needs_check"], stage["_out_needs_finding"]
    return stage | {"_out_needs_check": finding, "_out_needs_finding": check}


FAULTS: Mapping[str, Fault] = {
    "more than is taken as at least": _order({">": ">="}),
    "less than is taken as at most": _order({"<": "<="}),
    "at least is taken as exactly": _order({">=": "=="}),
    "an open upper bound is taken as the lower": _instead(known, "_count", _open_is_exact),
    "of a month only the first day is read": _instead(known, "_day", _first_day),
    "a month is kept in eight bits": _instead(known, "key", _small_month),
    "years are counted without months": _instead(
        known, "key", lambda _, day: day.dt.year().cast(nw.Int64) * 10_000),
    "29 February is taken as the 28th": _instead(
        rules, "_anniversary", lambda sound, as_of, years, order: sound(_no_leap_day(as_of), years, order)),
    "an unknown atom is taken as false": _instead(rules, "_atom", lambda sound, *atom: logic.known(sound(*atom))),
    "an unknown reason leaves its list false": _made(
        rules.lists, _named("_some_", lambda _, column: logic.known(column))),
    "an unknown scope is taken as out of it": _instead(
        results, "scope", lambda sound, *scope: logic.known(sound(*scope))),
    "a dispute is ignored": _made(known.marks, _named("_disputed_", lambda *_: nw.lit(False))),
    "an expired check is taken as live": _instead(known, "_live", _unlimited),
    "a check of the future is taken as live": _instead(known, "_live", _answered),
    "a no in a file is taken for the check's": _instead(known, "_value", _from_the_file),
    "a number in a file is taken for the check's": _instead(known, "_count", _from_the_file),
    "a completed check is taken as clear": _instead(known, "_clear", _whatever_the_check),
    "a disputed fact is taken as clear": _instead(
        known, "_clear", lambda sound, fact, terms: sound(fact, replace(terms, disputable=frozenset()))),
    "no event is taken as an unknown day": _instead(
        rules, "_unless_nothing_happened", lambda _, _terms, held, **_named: held),
    "a day of which something is known is taken as no event": _made(
        known.supposed, _named("_none_", lambda name, none: none | ~nw.col(f"_low_{name}").is_null())),
    "what comes after the as-of date is used": _instead(
        known, "_day", lambda sound, fact, terms: sound(fact, replace(terms, as_of=date(9999, 12, 31)))),
    "days are not narrowed by their order": _made(
        known.narrowed, lambda _: {}),
    "a day does not narrow the one after it": _made(
        known.narrowed, lambda stage: {name: days for name, days in stage.items() if not name.startswith("_low_")}),
    "a list with gaps is taken as whole": _instead(logic, "_runs", lambda _, values: [(values[0], values[-1])]),
    "what rests on a check is said to rest on a finding": _made(results.needs, _swapped),
    "findings are never supposed to be unmade": lambda patch: patch.setattr(results, "FINDINGS", PLAIN),
    "a totality edition settles": _instead(
        results, "_totality", lambda _, terms, mode: results._lists(terms, mode)),
    "facts of settled lists are asked": _made(results.unsettled, _named("_unsettled_", lambda *_: nw.lit(True))),
    "a supposition's column has the name of a reason's": _instead(rules, "_reason_name", _old_name),
}  # fmt: skip

"""All possible worlds of an edition, for z3: what a rule can and cannot reach, whatever the facts turn out to be.

A world gives every recorded fact a value. It is a third reading of the conditions, two-valued and exact; it shares no
code with `evaluate` or `compile`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import z3

from evenhand.docket.facts import AS_OF, MOST, Count, Days, Dictionary, Fact, Value
from evenhand.policy.condition import And, Compare, Condition, Member, Not, Truth
from evenhand.policy.document import Edition
from evenhand.policy.outcomes import MIXED, OUT_OF_SCOPE, PURSUE, RECOMMEND, WEIGH


@dataclass(frozen=True)
class Worlds:
    """The worlds of an edition on a day. A day is the number 10000*year + 100*month + day."""

    edition: Edition
    dictionary: Dictionary
    as_of: date

    @cached_property
    def facts(self) -> Mapping[str, z3.ExprRef]:
        """One z3 variable per recorded fact."""
        return {name: _variable(fact) for name, fact in self.dictionary.facts.items()}

    @cached_property
    def possible(self) -> list[z3.BoolRef]:
        """What holds in every world: calendar days, not after the as-of date, codes of the set, counts from 0."""
        return [limit for fact in self.dictionary.facts.values() for limit in self._limits(fact)]

    @cached_property
    def ordered(self) -> list[z3.BoolRef]:
        """The order of days: nobody arrives before being born."""
        return [self.facts[first] <= self.facts[second] for first, second in self.dictionary.ordered]

    def _limits(self, fact: Fact) -> Iterable[z3.BoolRef]:
        variable = self.facts[fact.name]
        if fact.type == "code":
            return [variable >= 0, variable < len(fact.codes)]
        if fact.type == "count":
            return [variable >= 0, variable <= 10 * MOST]
        return [*_calendar(variable), variable <= _key(self.as_of)] if fact.type == "day" else []

    def holds(self, condition: Condition) -> z3.BoolRef:
        """This function will say a condition in z3's terms."""
        if isinstance(condition, Not):
            return z3.Not(self.holds(condition.part))
        if isinstance(condition, Truth):
            return self.facts[condition.fact]
        if isinstance(condition, Member):
            codes = self.dictionary.facts[condition.fact].codes
            numbers = [codes.index(value) if isinstance(value, str) else value for value in condition.values]
            return z3.Or([self.facts[condition.fact] == number for number in numbers])
        if isinstance(condition, Compare):
            return self._compare(condition)
        parts = [self.holds(part) for part in condition.parts]
        return z3.And(parts) if isinstance(condition, And) else z3.Or(parts)

    def _compare(self, atom: Compare) -> z3.BoolRef:
        if atom.fact in self.dictionary.years:
            years = self.dictionary.years[atom.fact]
            end = z3.IntVal(_key(self.as_of)) if years.end == AS_OF else self.facts[years.end]
            left = end - self.facts[years.start]
            assert isinstance(atom.value, int)
            right = 10_000 * atom.value
        else:
            left = self.facts[atom.fact]
            right = _key(atom.value) if isinstance(atom.value, date) else atom.value
        orders = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "==": left == right}
        return orders[atom.order]

    def some(self, name: str) -> z3.BoolRef:
        """This function will say that some reason of a list holds."""
        return z3.Or([self.holds(reason.condition) for reason in self.edition.listed(name)])

    @cached_property
    def outcomes(self) -> Mapping[str, z3.BoolRef]:
        """When each outcome that a whole record can have is the outcome."""
        scope, favorable, priority = self.holds(self.edition.scope), self.some("favorable"), self.some("priority")
        if self.edition.kind == "totality":
            return {WEIGH: scope, OUT_OF_SCOPE: z3.Not(scope)}
        return {
            RECOMMEND: z3.And(scope, favorable, z3.Not(priority)),
            PURSUE: z3.And(scope, z3.Not(favorable), priority),
            MIXED: z3.And(scope, favorable, priority),
            WEIGH: z3.And(scope, z3.Not(favorable), z3.Not(priority)),
            OUT_OF_SCOPE: z3.Not(scope),
        }

    def within(self, known: Mapping[str, Value]) -> list[z3.BoolRef]:
        """This function will say that a world agrees with what is known."""
        return [limit for name, value in known.items() for limit in self._agrees(name, value)]

    def _agrees(self, name: str, value: Value) -> Iterable[z3.BoolRef]:
        variable = self.facts[name]
        if isinstance(value, Count | Days):
            low, high = (_key(end) if isinstance(end, date) else end for end in value)
            return [*([variable >= low] if low is not None else []), *([variable <= high] if high is not None else [])]
        if value is None:
            return []
        return [variable == (self.dictionary.facts[name].codes.index(value) if isinstance(value, str) else value)]

    def exist(self, *conditions: z3.BoolRef, free: bool = False) -> bool:
        """This function will say whether some world satisfies all conditions; a `free` one keeps no order of days."""
        solver = z3.SolverFor("QF_LIA")
        solver.add(*self.possible, *([] if free else self.ordered), *conditions)
        answer = solver.check()
        if answer == z3.unknown:
            raise RuntimeError(f"z3 could not decide: {solver.reason_unknown()}")
        return bool(answer == z3.sat)


def _variable(fact: Fact) -> z3.ExprRef:
    return z3.Bool(fact.name) if fact.type == "truth" else z3.Int(fact.name)


def _key(day: date) -> int:
    return 10_000 * day.year + 100 * day.month + day.day


def _calendar(key: z3.ExprRef) -> list[z3.BoolRef]:
    year, month, day = (z3.Int(f"{key}.{part}") for part in ("year", "month", "day"))
    leap = z3.Or(z3.And(year % 4 == 0, year % 100 != 0), year % 400 == 0)
    thirty = z3.Or([month == number for number in (4, 6, 9, 11)])
    last = z3.If(month == 2, z3.If(leap, 29, 28), z3.If(thirty, 30, 31))
    return [
        key == 10_000 * year + 100 * month + day,
        year >= 1,
        year <= 9999,
        month >= 1,
        month <= 12,
        day >= 1,
        day <= last,
    ]

"""For rivals without a third truth value: every truth as two, certain and possible; unknown is possible, not certain.

The facts are prepared as numbers and booleans by Evenhand's own first stages; rules over them are the rival's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from evenhand.docket.facts import AS_OF, Fact
from evenhand.policy.compile import known
from evenhand.policy.compile.terms import CLEAR, PLAIN, Mode, Terms
from evenhand.policy.condition import And, Compare, Condition, Member, Not, Or, Truth
from evenhand.policy.document import Reason
from evenhand.policy.outcomes import INCOMPLETE, MIXED, OUT_OF_SCOPE, PURSUE, RECOMMEND, WEIGH

OPEN = 1_000_000_000  # more than any count that is believed
UNKNOWN = -1
CODES = {RECOMMEND: 1, PURSUE: 2, MIXED: 3, WEIGH: 4, INCOMPLETE: 5, OUT_OF_SCOPE: 6}
MODES = (PLAIN, CLEAR)
CERTAIN, POSSIBLE = RAILS = ("certain", "possible")


def suffix(mode: Mode) -> str:
    """This function will give the ending of a name under a supposition."""
    return "" if mode == PLAIN else "_clear"


def prepared(docket: pl.LazyFrame, terms: Terms) -> pl.LazyFrame:
    """This function will give the facts of a docket as numbers and booleans, under both suppositions."""
    frame = nw.from_native(docket.select(known.inputs(terms)))
    for step in (known.marks, known.prepared, known.narrowed, known.supposed):
        frame = frame.with_columns(**step(terms))
    columns = [column for fact in terms.facts for column in _inputs(fact, terms)]
    return nw.to_native(frame).select("case_id", "office", *columns)


def _inputs(fact: Fact, terms: Terms) -> list[pl.Expr]:
    name, low, high, value = fact.name, f"_low_{fact.name}", f"_high_{fact.name}", pl.col(f"_value_{fact.name}")
    supposed = fact.adverse and bool(fact.check or fact.finding)
    if fact.type == "truth":
        certain, possible = (
            value.fill_null(False).alias(f"{name}_certain"),
            value.fill_null(True).alias(f"{name}_possible"),
        )
        clear = [pl.col(f"_clear_value_{name}").fill_null(True).alias(f"{name}_possible_clear")] if supposed else []
        return [certain, possible, *clear]
    if fact.type == "code":
        return [value.replace_strict({code: at for at, code in enumerate(fact.codes)}, default=UNKNOWN).alias(name)]
    if fact.type == "day":
        assert not supposed
        return [key(low).fill_null(0).alias(f"{name}_low"), key(high).alias(f"{name}_high")]
    clear = [pl.col(f"_clear_high_{name}").fill_null(OPEN).alias(f"{name}_high_clear")] if supposed else []
    return [pl.col(low).alias(f"{name}_low"), pl.col(high).fill_null(OPEN).alias(f"{name}_high"), *clear]


def key(column: str) -> pl.Expr:
    """This function will give the days of a column as numbers: 10000*year + 100*month + day."""
    day = pl.col(column).dt
    return day.year().cast(pl.Int64) * 10_000 + day.month().cast(pl.Int64) * 100 + day.day()


@dataclass(frozen=True)
class Rails:
    """Writes conditions in a rival's language: how it says and, or, not, and names an input or what was said before."""

    terms: Terms
    both: str
    either: str
    negation: str
    given: str
    said: str

    def definitions(self) -> dict[str, str]:
        """This function will write the scope, every reason and both lists, on both rails, plain and if clear."""
        written: dict[str, str] = {}
        for mode in MODES:
            for rail in RAILS:
                written[f"scope_{rail}{suffix(mode)}"] = self._rail(self.terms.edition.scope, mode, rail=rail)
                for name in ("favorable", "priority"):
                    reasons = {self._reason(one, mode, rail): self._rail(one.condition, mode, rail=rail)
                               for one in self.terms.edition.listed(name)}  # fmt: skip
                    written |= reasons
                    written[f"{name}_{rail}{suffix(mode)}"] = self.either.join(map(self.said.format, reasons))
        return written

    def _reason(self, reason: Reason, mode: Mode, rail: str) -> str:
        return f"{reason.list}_{reason.name}_{rail}{suffix(self.terms.touches(reason.condition, mode))}"

    def _rail(self, condition: Condition, mode: Mode, *, rail: str) -> str:
        if isinstance(condition, Not):
            return f"{self.negation}({self._rail(condition.part, mode, rail=RAILS[rail == CERTAIN])})"
        if isinstance(condition, And | Or):
            parts = [self._rail(part, mode, rail=rail) for part in condition.parts]
            return f"({(self.both if isinstance(condition, And) else self.either).join(parts)})"
        clear = suffix(self.terms.touches(condition, mode))
        if isinstance(condition, Truth):
            return self._given(f"{condition.fact}_{rail}{clear if rail == POSSIBLE else ''}")
        if isinstance(condition, Member):
            return self._member(condition, certain=rail == CERTAIN)
        return self._compare(condition, clear, certain=rail == CERTAIN)

    def _given(self, name: str) -> str:
        return self.given.format(name)

    def _member(self, atom: Member, *, certain: bool) -> str:
        codes = self.terms.dictionary.facts[atom.fact].codes
        numbers = [codes.index(str(value)) for value in atom.values] + ([] if certain else [UNKNOWN])
        return f"({self.either.join(f'({self._given(atom.fact)} == {number})' for number in numbers)})"

    def _compare(self, atom: Compare, clear: str, *, certain: bool) -> str:
        low, high = self._bounds(atom, clear)
        assert isinstance(atom.value, int)
        bound = atom.value * (10_000 if atom.fact in self.terms.dictionary.years else 1)
        if atom.order == "==":
            orders = ("==", "==") if certain else ("<=", ">=")
            return f"(({low} {orders[0]} {bound}){self.both}({high} {orders[1]} {bound}))"
        return f"({low if certain == (atom.order in ('>', '>=')) else high} {atom.order} {bound})"

    def _bounds(self, atom: Compare, clear: str) -> tuple[str, str]:
        if atom.fact not in self.terms.dictionary.years:
            return self._given(f"{atom.fact}_low"), self._given(f"{atom.fact}_high{clear}")
        years, today = self.terms.dictionary.years[atom.fact], number(self.terms.as_of)
        end = [today, today] if years.end == AS_OF else [self._given(f"{years.end}_{side}") for side in ("low", "high")]
        start = [self._given(f"{years.start}_{side}") for side in ("low", "high")]
        return f"({end[0]} - {start[1]})", f"({end[1]} - {start[0]})"


def number(day: date) -> str:
    """This function will write a day as such a number."""
    return str(10_000 * day.year + 100 * day.month + day.day)


def needed(terms: Terms) -> list[str]:
    """This function will name what a rival must have found for `outcomes`."""
    reasons = [f"{reason.list}_{reason.name}_{rail}" for reason in terms.edition.reasons for rail in RAILS]
    return [*reasons, "outcome", "outcome_if_clear"]


def outcomes(found: pl.LazyFrame, terms: Terms) -> pl.LazyFrame:
    """This function will give words for outcomes, and three values for the two rails of each reason."""
    words = {code: word for word, code in CODES.items()}
    named = [pl.col(name).replace_strict(words, return_dtype=pl.String) for name in ("outcome", "outcome_if_clear")]
    reasons = [f"{reason.list}_{reason.name}" for reason in terms.edition.reasons]
    settled = [pl.when(pl.col(f"{name}_{CERTAIN}") | ~pl.col(f"{name}_{POSSIBLE}")).then(pl.col(f"{name}_{CERTAIN}"))
               .alias(name) for name in reasons]  # fmt: skip
    return found.select("case_id", "office", *named, *settled)

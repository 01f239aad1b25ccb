"""What the court's codes and days say of a case, as facts of the dictionary. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from evenhand.docket.facts import Days, read_day

CASE_TYPES: Mapping[str, str] = {
    "RMV": "removal",
    "DEP": "deportation",
    "EXC": "exclusion",
    "AOC": "asylum_only",
    "WHO": "withholding_only",
    "CFR": "credible_fear",
    "RFR": "reasonable_fear",
    "CSR": "claimed_status",
    "CDR": "continued_detention",
    "REC": "rescission",
    "NAC": "nacara",
    "DCC": "departure_control",
    "DDC": "dd_appeal",
}
CUSTODY = {"D": True, "N": False, "R": False}  # detained, never detained, released
CLOSED = ("A", "K", "Y", "M", "B")  # every administrative closure among the other completions
MOVED = ("C", "T")  # change of venue, transfer
OTHER_COMPLETIONS = (*CLOSED, *MOVED, "F", "H", "O", "P", "X")
OUTCOME_CODES = tuple("ACDEGHIJKLNOQRSTUVWXZ")  # the codes of the merits, of every case type
FIRST_DAY = date(1900, 1, 2)  # 1 January 1900 is what the publisher's system writes for no day
LAST_DAY = date(2035, 12, 31)
SOURCES: Mapping[str, str] = {
    "stage": "B_TblProceeding.COMP_DATE, OTHER_COMP and DEC_CODE of the last proceeding",
    "case_type": "B_TblProceeding.CASE_TYPE of the last proceeding, with A_TblCase.CASE_TYPE",
    "detained": "A_TblCase.CUSTODY, with B_TblProceeding.CUSTODY of the last proceeding",
    "birth": "A_TblCase.C_BIRTHDATE",
    "arrival": "A_TblCase.DATE_OF_ENTRY",
    "last_entry": "A_TblCase.DATE_OF_ENTRY",
    "resident": "A_TblCase.LPR",
}
CHARGE_SOURCE = "B_TblProceedCharges.CHARGE and CHG_STATUS"
_STAMP = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?)?$"
_MONTH = r"^[0-9]{1,2}/[0-9]{4}$"
_NOBODY = pl.lit(False)


@dataclass(frozen=True)
class Column:
    """One or two columns of the table, and where they cannot be believed."""

    fact: str
    values: Mapping[str, pl.Expr]
    defect: pl.Expr = _NOBODY
    disputed: pl.Expr = _NOBODY

    @property
    def settled(self) -> list[pl.Expr]:
        """The values, unknown where they are defective or disputed."""
        return [pl.when(~(self.defect | self.disputed)).then(value).alias(name) for name, value in self.values.items()]


def stage(*, on: date) -> tuple[Column, pl.Expr]:
    """This function will tell the stage where the three tables can, and why not where they cannot."""
    completion, dec, other = pl.col("comp_date"), pl.col("dec_code"), pl.col("other_comp")
    coded = dec.is_not_null() | other.is_not_null()
    foreign = ~dec.is_in(OUTCOME_CODES).fill_null(True) | ~other.is_in(OTHER_COMPLETIONS).fill_null(True)
    defects = {
        "a proceeding that could not be read may be the last": pl.col("uncertain"),
        "the completion date is unreadable or impossible": completion.is_not_null() & ~_believed(completion, until=on),
        "the completion code is in no code table": foreign,
    }
    disputes = {
        "a completion code but no completion date": completion.is_null() & coded,
        "both a decision and another completion": dec.is_not_null() & other.is_not_null(),
    }
    silent = {
        "completed without a code": completion.is_not_null() & ~coded,
        "transferred, and no later proceeding": other.is_in(MOVED),
        "completed otherwise": other.is_not_null() & ~other.is_in(CLOSED),
        # Whether it was appealed, is final, or ended the case stands in tables that are not read here.
        "decided: appeal, final order or ended": dec.is_not_null(),
    }
    why = _first(defects | disputes | silent)
    defect, disputed = why.is_in(list(defects)).fill_null(False), why.is_in(list(disputes)).fill_null(False)
    told = pl.when(completion.is_null()).then(pl.lit("pending")).otherwise(pl.lit("closed"))
    return Column("stage", {"stage": pl.when(why.is_null()).then(told)}, defect, disputed), why.alias("why")


def _first(rules: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.coalesce(pl.when(holds.fill_null(False)).then(pl.lit(reason)) for reason, holds in rules.items())


def case_type() -> Column:
    """This function will give the kind of proceeding on which case and last proceeding agree."""
    return _of_two("case_type", column="case_type", codes=CASE_TYPES)


def detained() -> Column:
    """This function will say whether the person is detained, where case and last proceeding agree."""
    return _of_two("detained", column="custody", codes=CUSTODY)


def _of_two(fact: str, *, column: str, codes: Mapping[str, str] | Mapping[str, bool]) -> Column:
    own, last = pl.col(column), pl.col(f"last_{column}")
    foreign = ~own.is_in(list(codes)).fill_null(True) | ~last.is_in(list(codes)).fill_null(True)
    own, last = _meaning(own, codes), _meaning(last, codes)
    defect = foreign | pl.col("uncertain")
    return Column(fact, {fact: pl.coalesce(last, own)}, defect, ~defect & (own != last).fill_null(False))


def _meaning(code: pl.Expr, codes: Mapping[str, str] | Mapping[str, bool]) -> pl.Expr:
    return pl.coalesce(pl.when(code == one).then(pl.lit(value)) for one, value in codes.items())


def birth_bounds(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """This function will read months of birth as their first and last days; what is no month is null."""
    distinct = texts.drop_nulls().unique()
    months = [_month(text) for text in distinct]
    firsts, lasts = [month.earliest for month in months], [month.latest for month in months]
    return _replaced(texts, distinct, firsts).rename("born_from"), _replaced(texts, distinct, lasts).rename("born_to")


def _replaced(texts: pl.Series, distinct: pl.Series, days: list[date | None]) -> pl.Series:
    return texts.replace_strict(distinct, pl.Series(days, dtype=pl.Date), default=None, return_dtype=pl.Date)


def _month(text: str) -> Days:
    try:
        return read_day(text) if re.fullmatch(_MONTH, text) else Days()
    except ValueError:
        return Days()


def days_of_life(*, on: date) -> list[Column]:
    """This function will give birth, arrival and last entry.

    DATE_OF_ENTRY is one entry that the person reported, and nothing says which. We read it so: the first arrival was
    on that day or before it, and the last entry on that day or after it.
    """
    text, stamp = pl.col("birth"), pl.col("entry")
    earliest, latest = pl.col("born_from"), pl.col("born_to")
    no_birth = text.is_not_null() & ~earliest.is_between(FIRST_DAY, on).fill_null(False)
    entry = _day(stamp)
    no_entry = stamp.is_not_null() & ~_believed(stamp, until=on)
    unborn = ~no_birth & ~no_entry & (earliest > entry).fill_null(False)
    return [
        Column("birth", {"birth_earliest": earliest, "birth_latest": latest}, no_birth, unborn),
        Column("arrival", {"arrival_latest": entry}, no_entry, unborn),
        Column("last_entry", {"last_entry_earliest": entry}, no_entry, unborn),
    ]


def _day(stamp: pl.Expr) -> pl.Expr:
    return pl.when(stamp.str.contains(_STAMP)).then(stamp.str.slice(0, 10)).str.to_date("%Y-%m-%d", strict=False)


def _believed(stamp: pl.Expr, *, until: date) -> pl.Expr:
    return _day(stamp).is_between(FIRST_DAY, min(until, LAST_DAY)).fill_null(False)


def next_hearing(*, on: date) -> pl.Expr:
    """This function will give the latest hearing where it is still to come and can be believed."""
    day = _day(pl.col("hearing"))
    return pl.when(day.is_between(on, LAST_DAY)).then(day)


def impossible_hearing() -> pl.Expr:
    """This function will say where a hearing is written that cannot be."""
    return pl.col("hearing").is_not_null() & ~_believed(pl.col("hearing"), until=LAST_DAY)


def resident() -> Column:
    """This function will say who is a resident; a 0 says nothing, since the column is hardly ever filled."""
    lpr = pl.col("lpr")
    return Column("resident", {"resident": pl.when(lpr == "1").then(True)}, ~lpr.is_in(["0", "1"]).fill_null(True))


def charged(fact: str) -> Column:
    """This function will say that a charge stands; no charge says nothing, since the table may be stale."""
    stands = pl.col("charged").list.contains(fact).fill_null(False)
    defect = ~stands & pl.col("charge_defects").list.contains(fact).fill_null(False)
    return Column(fact, {fact: pl.when(stands).then(True)}, defect)


def descriptors() -> dict[str, pl.Expr]:
    """This function will give the descriptors whose codes have the shape of one."""
    shapes = {"nationality": r"^[A-Z]{2}$", "language": r"^[A-Z0-9]{1,3}$", "sex": r"^[FM]$"}
    return {name: pl.when(pl.col(name).str.contains(shape)).then(pl.col(name)) for name, shape in shapes.items()}

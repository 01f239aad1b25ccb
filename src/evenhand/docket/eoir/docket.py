"""The docket table of a release, one row a case, and what is counted on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from evenhand.docket.eoir import facts
from evenhand.docket.eoir.facts import Column
from evenhand.docket.facts import Dictionary


@dataclass(frozen=True)
class Docket:
    """A docket table that is ready to be written, and its counts."""

    frame: pl.LazyFrame
    taken: int
    sources: Mapping[str, str]  # fact -> table and column
    stage_unknown: Mapping[str, int]  # reason -> cases
    counts: Mapping[str, Any]


def make_docket(joined: Path, *, dictionary: Dictionary, charges: Iterable[str], on: date) -> Docket:
    """This function will make the docket table from the joined tables of a release."""
    cases = pl.scan_parquet(joined, glob=False)
    stage, why = facts.stage(on=on)
    columns = [
        stage,
        facts.case_type(),
        facts.detained(),
        *facts.days_of_life(on=on),
        facts.resident(),
        *(facts.charged(fact) for fact in sorted(charges)),
    ]
    known = [column for column in columns if column.fact in dictionary.facts]
    reasons = cases.group_by(why).len().sort("why")
    tally, unknown = pl.collect_all([_tally(cases, known), reasons], engine="streaming")
    numbers = tally.row(0, named=True)
    taken = numbers.pop("taken")
    return Docket(
        frame=_frame(cases, known, on=on),
        taken=taken,
        sources={column.fact: facts.SOURCES.get(column.fact, facts.CHARGE_SOURCE) for column in known},
        stage_unknown={reason: count for reason, count in unknown.iter_rows() if reason is not None},
        counts=_counts(numbers),
    )


def _frame(cases: pl.LazyFrame, columns: list[Column], *, on: date) -> pl.LazyFrame:
    return cases.select(
        pl.col("id").cast(pl.String).alias("case_id"),
        "court",
        "office",
        facts.next_hearing(on=on).alias("next_hearing"),
        *(value for column in columns for value in column.settled),
        _named({column.fact: column.disputed for column in columns}).alias("disputed"),
        _named({column.fact: column.defect for column in columns}).alias("defects"),
        *(code.alias(f"descriptor_{name}") for name, code in facts.descriptors().items()),
    )


def _named(flags: Mapping[str, pl.Expr]) -> pl.Expr:
    names = [pl.when(flags[fact]).then(pl.lit(fact)) for fact in sorted(flags)]
    return pl.concat_list(names).list.drop_nulls()


def _tally(cases: pl.LazyFrame, columns: list[Column]) -> pl.LazyFrame:
    odd = [(pl.col(name).is_not_null() & code.is_null()).sum().alias(f"descriptors {name}")
           for name, code in facts.descriptors().items()]  # fmt: skip
    return cases.select(
        pl.len().alias("taken"),
        *((pl.lit(True) & column.defect).sum().alias(f"defects {column.fact}") for column in columns),
        *((pl.lit(True) & column.disputed).sum().alias(f"disputed {column.fact}") for column in columns),
        *odd,
        facts.impossible_hearing().sum().alias("impossible_hearings"),
    )


def _counts(numbers: Mapping[str, int]) -> dict[str, Any]:
    counts: dict[str, Any] = {"defects": {}, "disputed": {}, "descriptors": {}}
    for name, number in numbers.items():
        group, _, fact = name.partition(" ")
        if fact and number:
            counts[group][fact] = number
        elif not fact:
            counts[name] = number
    counts["descriptors_in_no_code_table"] = counts.pop("descriptors")
    return counts

"""What a docket knows: how many cases have each fact, office by office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from evenhand.docket import table
from evenhand.docket.facts import Dictionary, Fact
from evenhand.docket.table import fact_columns

ALL = "all offices"
COUNTS = ("cases", "known", "partly_known", "unknown", "disputed", "defects")


def describe(path: Path, dictionary: Dictionary) -> pl.DataFrame:
    """This function will count, for each office and fact, the cases in which it is known, partly known and unknown.

    Disputed facts and defects are counted among the unknown; the last rows are those of all offices together.
    """
    facts = list(dictionary.facts.values())
    counted = [pl.len().alias("cases"), *(count for fact in facts for count in _counts(fact))]
    offices = table.scan(path, dictionary).group_by("office").agg(counted).sort("office").collect(engine="streaming")
    total = offices.select(pl.lit(ALL).alias("office"), pl.exclude("office").sum())
    both = pl.concat([offices, total])
    lines = [_line(row, fact.name) for row in both.iter_rows(named=True) for fact in facts]
    return pl.DataFrame(lines, schema={"office": pl.String(), "fact": pl.String(), **dict.fromkeys(COUNTS, pl.Int64())})


def _counts(fact: Fact) -> Iterator[pl.Expr]:
    disputed = pl.col("disputed").list.contains(fact.name).fill_null(False)
    exact, nothing = _exact(fact), _nothing(fact)
    counted = {
        "known": exact & ~disputed,
        "unknown": nothing | disputed,
        "disputed": disputed,
        "defects": pl.col("defects").list.contains(fact.name).fill_null(False),
    }
    return (holds.sum().alias(f"{fact.name} {name}") for name, holds in counted.items())


def _exact(fact: Fact) -> pl.Expr:
    low, *high = _bounds(fact)
    return (low == high[0]).fill_null(False) if high else low.is_not_null()


def _nothing(fact: Fact) -> pl.Expr:
    low, *high = _bounds(fact)
    open_low = low == 0 if fact.type == "count" else low.is_null()
    return open_low & high[0].is_null() if high else open_low


def _bounds(fact: Fact) -> list[pl.Expr]:
    columns = [pl.col(name) for name in fact_columns(fact)]
    return [columns[0].fill_null(0), columns[1]] if fact.type == "count" else columns  # nobody has fewer than none


def _line(row: dict[str, object], fact: str) -> dict[str, object]:
    known, unknown, disputed, defects = (row[f"{fact} {name}"] for name in ("known", "unknown", "disputed", "defects"))
    partly = int(str(row["cases"])) - int(str(known)) - int(str(unknown))
    return {"office": row["office"], "fact": fact, "cases": row["cases"], "known": known, "partly_known": partly,
            "unknown": unknown, "disputed": disputed, "defects": defects}  # fmt: skip

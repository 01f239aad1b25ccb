"""Rows that cannot be taken into a docket: why, where, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from evenhand.presentation import sheets

COLUMNS = ("row", "line", "case_id", "column", "value", "reason", "remedy")
SHOWN = 80  # characters of a value that are shown
NAMED = 5  # other rows with the same id that are named
LONGEST = 200  # characters of a case id or an office


class Refused(NamedTuple):
    """One quarantined row; `id` is its case id where that much is usable."""

    row: int
    line: int | None
    case_id: str
    column: str
    value: str
    reason: str
    remedy: str
    id: str | None = None


SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(), "line": pl.Int64(), **dict.fromkeys(COLUMNS[2:], pl.String()), "id": pl.String(),
}  # fmt: skip


class _Fault(NamedTuple):
    column: str
    holds: pl.Expr
    reason: str
    remedy: str


def shown(text: str) -> str:
    """This function will give the beginning of a text with everything unprintable written out."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text[:SHOWN])


def sift(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused]]:
    """This function will part the rows that can be taken from those without a usable id or office, or with a NUL."""
    faults = [*_name_faults("case_id"), *_name_faults("office"), *_nul_faults(batch)]
    which = pl.coalesce(pl.when(fault.holds).then(pl.lit(place, pl.Int16)) for place, fault in enumerate(faults))
    marked = batch.with_columns(which.alias("_fault"))
    bad = marked.filter(pl.col("_fault").is_not_null())
    refused = [_refused(row, faults[row["_fault"]]) for row in bad.iter_rows(named=True)]
    return marked.filter(pl.col("_fault").is_null()).drop("_fault"), refused


def _name_faults(column: str) -> Iterator[_Fault]:
    text = pl.col(column)
    yield _Fault(column, text.is_null(), f"the row has no {column}", f"write its {column}; every case needs one")
    unprintable = text.str.contains(r"[\p{C}\p{Zl}\p{Zp}]")
    yield _Fault(column, unprintable, f"the {column} holds a character that cannot be printed", "take it out")
    quoted = text.str.contains('"', literal=True)  # half of a cell that a line break tore in two
    yield _Fault(column, quoted, f"the {column} holds a quotation mark", "take it out, or mend the line above")
    long = text.str.len_chars() > LONGEST
    yield _Fault(column, long, f"the {column} is longer than {LONGEST} characters", f"write the {column} alone")


def _nul_faults(batch: pl.DataFrame) -> Iterator[_Fault]:
    for name, kind in batch.schema.items():
        if kind == pl.String and name not in ("case_id", "office"):
            holds = pl.col(name).str.contains("\0", literal=True)
            yield _Fault(name, holds, "the cell holds a NUL character", "export the row again as plain text")


def _refused(row: dict[str, object], fault: _Fault) -> Refused:
    known = None if fault.column == "case_id" else str(row["case_id"])
    return Refused(
        row=int(str(row["_row"])),
        line=None if row["_line"] is None else int(str(row["_line"])),
        case_id=shown(str(row["case_id"] or "")),
        column=fault.column,
        value=shown(str(row[fault.column] or "")),
        reason=fault.reason,
        remedy=fault.remedy,
        id=known,
    )


def frame(refused: list[Refused]) -> pl.DataFrame:
    """This function will give quarantined rows as a table."""
    return pl.DataFrame(refused, schema=SCHEMA, orient="row")


def repeated(taken: pl.LazyFrame, refused: pl.LazyFrame) -> pl.DataFrame:
    """This function will quarantine every row taken whose id stands on another row too, naming the others."""
    places = pl.concat([
        taken.select(id="case_id", row="_row", line="_line"),
        refused.filter(pl.col("id").is_not_null()).select("id", "row", "line"),
    ])  # fmt: skip
    first = pl.struct("row", "line").sort_by("row").head(NAMED + 1).alias("places")
    groups = places.group_by("id").agg(pl.len().alias("times"), first).filter(pl.col("times") > 1)
    rows = taken.select(id="case_id", row="_row", line="_line").join(groups, on="id").collect(engine="streaming")
    return frame([_twice(**row) for row in rows.iter_rows(named=True)])


def _twice(*, id: str, row: int, line: int | None, times: int, places: list[dict[str, int | None]]) -> Refused:
    others = [place for place in places if place["row"] != row][:NAMED]
    named = ", ".join(f"row {one['row']}" + (f" (line {one['line']})" if one["line"] else "") for one in others)
    more = f" and {times - 1 - len(others):,} more" if times - 1 > len(others) else ""
    return Refused(
        row=row,
        line=line,
        case_id=shown(id),
        column="case_id",
        value=shown(id),
        reason=f"the case_id stands {times:,} times: also on {named}{more}; nothing says which row is right",
        remedy="keep one row for each case",
        id=id,
    )


def save(path: Path, rows: pl.DataFrame) -> None:
    """This function will write quarantined rows for people, in the order of the file they came from."""
    ordered = rows.sort("row").select(COLUMNS)
    sheets.save(path, header=COLUMNS, rows=ordered.iter_rows())

"""Reading a published release of the court's case data into a docket table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from evenhand.docket import table
from evenhand.docket.eoir import charges, offices
from evenhand.docket.eoir.docket import Docket, make_docket
from evenhand.docket.eoir.join import join
from evenhand.docket.eoir.release import CASES, COUNT_FILE, Release, find_release
from evenhand.docket.eoir.rows import Rows
from evenhand.docket.eoir.tables import lay_out
from evenhand.docket.facts import Dictionary
from evenhand.docket.quarantine import shown
from evenhand.docket.table import About, DocketError, Progress, beside
from evenhand.presentation import sheets

MADE_BY = "evenhand docket eoir"
QUARANTINE_COLUMNS = ("table", "line", "case_id", "column", "value", "reason", "remedy")
_AT_ONCE = 50_000  # quarantined rows held in memory


@dataclass(frozen=True)
class Taken:
    """What became of a release: where the docket came from, and what could not be taken or told."""

    about: About
    quarantine: Path
    stage_unknown: Mapping[str, int]  # reason -> cases
    notes: tuple[str, ...]  # where the publisher's own count of rows differs


@dataclass(frozen=True)
class _Read:
    release: Release
    rows: Mapping[str, Rows]
    offices: Path


def read_release(
    folder: Path,
    target: Path,
    *,
    dictionary: Dictionary,
    progress: Progress | None = None,
    offices_table: Path | None = None,
) -> Taken:
    """This function will read a folder in the published format into a docket table, and quarantine what it cannot take.

    `offices_table` takes the place of the package's own table of offices.
    """
    release = find_release(folder)
    answering = offices.load_offices(offices_table or offices.PATH, on=release.day)
    _check_paths(target, release)
    with table.workshop(target) as parts:
        rows = {name: lay_out(name, path, parts, progress=progress) for name, path in release.tables.items()}
        if not rows[CASES].rows:
            raise DocketError(f"{release.tables[CASES]}: the table has a header and no rows; unzip the release again")
        codes = charges.load_charges()
        unfitting = join(parts, codes=codes, offices=answering)
        docket = make_docket(
            parts / "taken.parquet", dictionary=dictionary, charges=codes["fact"].unique(), on=release.day
        )
        read = _Read(release, rows, offices_table or offices.PATH)
        about = _about(read, docket, counts=unfitting | _quarantined(parts))
        draft = parts / "quarantine.csv"
        sheets.save(draft, header=QUARANTINE_COLUMNS, rows=_quarantine_rows(parts))
        table.write(docket.frame, target, dictionary=dictionary, about=about, quarantine=draft)
    return Taken(about, beside(target), docket.stage_unknown, tuple(_notes(read)))


def _check_paths(target: Path, release: Release) -> None:
    for written in (target, beside(target)):
        if written.exists() and not written.is_file():
            raise DocketError(f"{written}: is not a file; choose another name for the docket")
        if written.exists() and any(written.samefile(path) for path in release.tables.values()):
            raise DocketError(f"{written}: would overwrite a table that is read; choose another name for the docket")


def _quarantined(parts: Path) -> dict[str, Any]:
    rows = pl.scan_parquet(parts / "quarantine.parquet", glob=False).group_by("table").len().sort("table")
    return {"quarantined_rows": dict(rows.collect(engine="streaming").iter_rows())}


def _quarantine_rows(parts: Path) -> Iterator[tuple[sheets.Cell, ...]]:
    columns = ("table", "line", "id", "column", "value", "reason", "remedy")
    rows = pl.scan_parquet(parts / "quarantine.parquet", glob=False).select(columns)
    for batch in rows.collect_batches(chunk_size=_AT_ONCE, maintain_order=True):
        for name, line, case, column, value, reason, remedy in batch.iter_rows():
            yield name, line, case, column, shown(value or ""), reason, remedy


def _about(read: _Read, docket: Docket, *, counts: Mapping[str, Any]) -> About:
    used = {f"{name}.csv": rows.hash for name, rows in read.rows.items()}
    used |= {path.name: sha256(path.read_bytes()).hexdigest() for path in (read.offices, charges.PATH)}
    return About(
        made_by=MADE_BY,
        rows_in=read.rows[CASES].rows,
        taken=docket.taken,
        quarantined=counts["quarantined_rows"].get(CASES, 0),
        read=used,
        sources=docket.sources,
        counts={
            "release": str(read.release.day),
            "rows": {name: rows.rows for name, rows in read.rows.items()},
            "rows_stated": dict(read.release.stated),
            "blank_lines": {name: rows.blank_lines for name, rows in read.rows.items() if rows.blank_lines},
            "stage_unknown": dict(docket.stage_unknown),
            **docket.counts,
            **counts,
        },
    )


def _notes(read: _Read) -> Iterator[str]:
    for name, stated in read.release.stated.items():
        if stated != read.rows[name].rows:
            yield f"{name}: {COUNT_FILE} states {stated:,} rows and the file has {read.rows[name].rows:,}"

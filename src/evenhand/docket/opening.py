"""Any docket as a table: a table of our own as it stands, anything else through intake first."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from evenhand.docket import intake, table
from evenhand.docket.facts import Dictionary, Record
from evenhand.docket.table import DocketError, Progress


@dataclass(frozen=True)
class Opened:
    """A docket table, and the file of rows that were not taken where intake has just made it."""

    table: Path
    quarantine: Path | None = None


@contextmanager
def opened(docket: Path, dictionary: Dictionary, *, progress: Progress | None = None) -> Iterator[Opened]:
    """This function will lend a docket as a table; what it had to take in is gone again at the end."""
    if intake.is_table(docket):
        yield Opened(docket)
        return
    with tempfile.TemporaryDirectory(prefix="evenhand-") as scratch:
        taken = intake.take(docket, Path(scratch) / "docket.parquet", dictionary=dictionary, progress=progress)
        yield Opened(Path(scratch) / "docket.parquet", taken.quarantine)


def rows(docket: Path) -> int | None:
    """This function will count a table's rows without reading them, or give None for a file that must be read first."""
    return pl.scan_parquet(docket, glob=False).select(pl.len()).collect().item() if intake.is_table(docket) else None


def find(docket: Path, case_id: str, dictionary: Dictionary) -> Record:
    """This function will read one case of any docket, or raise DocketError; a quarantined one is named as such."""
    with opened(docket, dictionary) as found:
        if found.quarantine:
            lines = pl.read_csv(found.quarantine, infer_schema=False).filter(pl.col("case_id") == case_id)
            for line in lines.iter_rows(named=True):
                where = f"{docket}: case [{case_id}], line {line['line']}"
                raise DocketError(f"{where}, is in quarantine: {line['reason']}. {line['remedy']}")
        return table.find(found.table, case_id, dictionary)

"""Dockets given to intake by tests, and what came of them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from evenhand.docket import intake, table
from evenhand.docket.facts import Record, load_dictionary
from evenhand.docket.intake import Taken

DICTIONARY = load_dictionary()
OLD = b"what stood here before"


def standing(folder: Path) -> Path:
    """This function will make a place for a docket where an old one, with its quarantine, stands already."""
    folder = folder / "out"
    folder.mkdir()
    (folder / "docket.parquet").write_bytes(OLD)
    (folder / "docket.parquet.quarantine.csv").write_bytes(OLD)
    return folder / "docket.parquet"


def unchanged(target: Path) -> bool:
    return {path.name: path.read_bytes() for path in target.parent.iterdir()} == {
        "docket.parquet": OLD, "docket.parquet.quarantine.csv": OLD,
    }  # fmt: skip


def take(target: Path, content: str | bytes, *, name: str = "docket.csv") -> Taken:
    source = target.parent.parent / name
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    return intake.take(source, target, dictionary=DICTIONARY)


def ids(target: Path) -> list[str]:
    return table.scan(target, DICTIONARY).select("case_id").collect()["case_id"].to_list()


def quarantined(taken: Taken) -> list[dict[str, str]]:
    with taken.quarantine.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def reconciles(taken: Taken, target: Path) -> bool:
    about = taken.about
    listed, kept = len(quarantined(taken)), len(ids(target))
    return (about.rows_in, about.taken, about.quarantined) == (listed + kept, kept, listed)


def rows(folder: Path) -> list[dict[str, Any]]:
    """This function will read the rows of a folder's docket."""
    return table.scan(folder / "docket.parquet", DICTIONARY).collect().to_dicts()


def records(folder: Path) -> dict[str, Record]:
    """This function will read what a folder's docket knows of each case."""
    return {row["case_id"]: table.record(row, DICTIONARY) for row in rows(folder)}

"""Finding a published release: its tables, its day, and the row counts its publisher states."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenhand.docket.table import DocketError

CASES, PROCEEDINGS, CHARGES = "A_TblCase", "B_TblProceeding", "B_TblProceedCharges"
TABLES = (CASES, PROCEEDINGS, CHARGES)
COUNT_FILE = "Count.txt"
_NAMES = {f"{table}.csv".lower(): table for table in TABLES} | {COUNT_FILE.lower(): COUNT_FILE}
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)", re.ASCII)
_STATED = re.compile(r"\s*(\w+?)(?:\.csv)?\s*\t\s*(\d[\d,]{0,14})\s*", re.ASCII)
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Release:
    """What stands below a release's folder."""

    day: date
    tables: Mapping[str, Path]
    stated: Mapping[str, int]  # rows by table; empty where the publisher states none


def find_release(folder: Path) -> Release:
    """This function will find the tables of a release below a folder, or raise DocketError saying what is missing."""
    if not folder.is_dir():
        raise DocketError(f"{folder}: there is no such folder; unzip the release and name the folder it makes")
    found = dict(_found(folder))
    for table in TABLES:
        if table not in found:
            raise DocketError(f"{folder}: there is no [{table}.csv] below it; {_seen(folder)}; unzip the whole release")
    days = {_day(found[table], folder) for table in TABLES}
    if len(days) > 1:
        listed = " and ".join(str(day) for day in sorted(days))
        raise DocketError(f"{folder}: the tables are of different releases ({listed}); keep one release in the folder")
    stated = _stated(found[COUNT_FILE]) if COUNT_FILE in found else {}
    return Release(day=days.pop(), tables={table: found[table] for table in TABLES}, stated=stated)


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    places: dict[str, Path] = {}
    for path in _files(folder):
        name = _NAMES.get(path.name.lower())
        if name in places:
            raise DocketError(f"{folder}: [{name}] stands twice, as {places[name]} and {path}; keep one release in it")
        if name:
            places[name] = path
            yield name, path


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _seen(folder: Path) -> str:
    names = [f"[{path.name}]" for path in _files(folder)]
    more = f" and {len(names) - 8:,} more" if len(names) > 8 else ""
    return f"found {', '.join(names[:8])}{more}" if names else "it is empty"


def _day(table: Path, folder: Path) -> date:
    top = folder.absolute().parent  # the dated folder often holds one more folder, which may be the one that was named
    for place in table.absolute().parents:
        if place == top.parent:
            break
        days = set(_days(place.name))
        if len(days) > 1:
            raise DocketError(f"{place}: the folder's name holds more than one day; keep the day of the release")
        if days:
            return days.pop()
    raise DocketError(
        f"{folder}: no folder's name says the day of the release; name it as published, as [EOIR Case Data 2026-0401]"
    )


def _days(name: str) -> Iterator[date]:
    for year, month, day in _DAY.findall(name):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:  # digits that are no day
            continue


def _stated(path: Path) -> dict[str, int]:
    try:
        with path.open("rb") as file:
            lines = file.read(_MOST_BYTES).decode("latin-1").splitlines()
    except OSError as error:
        raise DocketError(f"{path}: {error.strerror or error}") from error
    matches = [match for line in lines if (match := _STATED.fullmatch(line))]
    counts = {match[1].lower(): int(match[2].replace(",", "")) for match in matches}
    return {table: counts[table.lower()] for table in TABLES if table.lower() in counts}

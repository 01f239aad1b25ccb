"""CSV files for people: no text in them can turn into a formula when a spreadsheet opens them."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TextIO, TypeAlias
from unicodedata import normalize

Cell: TypeAlias = str | bool | int | float | Decimal | date | None

_FORMULA = frozenset("=+-@\u2212")  # U+2212 is the typographic minus
_LEADING = frozenset("\t\r\n\0")
_SKIPPED = " \t\r\n\0\u00a0\u200b\ufeff"  # some programs pass over these before they look for a formula


def safe(text: str) -> str:
    """This function will give a text that no spreadsheet takes for a formula: a risky one gets an apostrophe."""
    first = text.lstrip(_SKIPPED)[:1]
    risky = text[:1] in _LEADING or normalize("NFKC", first)[:1] in _FORMULA  # full-width forms are normalized away
    return f"'{text}" if risky else text


def cell(value: Cell) -> str | int | float | Decimal:
    """This function will give a value as a CSV cell; true numbers stay numbers, blank is None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return value
    return safe(value.isoformat() if isinstance(value, date) else value or "")


def write(stream: TextIO, *, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """This function will write a table as CSV that is safe to open in a spreadsheet."""
    lines = csv.writer(stream, lineterminator="\r\n")  # with less, a bare CR in a cell goes unquoted and begins a row
    lines.writerow([cell(name) for name in header])
    lines.writerows([cell(value) for value in row] for row in rows)


def save(path: Path, *, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """This function will write such a CSV file in UTF-8, and see it onto the disk."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        write(stream, header=header, rows=rows)
        stream.flush()
        os.fsync(stream.fileno())

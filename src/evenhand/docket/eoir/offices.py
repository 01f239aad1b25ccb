"""Which office answers for which court, on which day."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from evenhand.docket.table import DocketError

PATH = Path(str(files("evenhand.docket.eoir") / "offices.csv"))
COLUMNS = ("court", "office", "from", "until", "source")
_MOST_LINES = 10_000


def load_offices(path: Path, *, on: date) -> Mapping[str, str]:
    """This function will read the office of every court on one day, or raise DocketError naming the line."""
    offices: dict[str, str] = {}
    for line, row in _rows(path):
        court, office = row["court"].strip().upper(), row["office"].strip()
        if not court or not office or not row["source"].strip():
            raise DocketError(f"{path}: line {line} needs a court, an office and a source")
        since, until = (_day(row[name], where=f"{path}: line {line}, column [{name}]") for name in ("from", "until"))
        if (since or date.min) > on or (until or date.max) <= on:
            continue
        if offices.setdefault(court, office) != office:
            raise DocketError(f"{path}: line {line}: court [{court}] has two offices on {on}; give one of them an end")
    return offices


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                raise DocketError(f"{path}: column [{missing[0]}] is missing; the columns are {', '.join(COLUMNS)}")
            for row in reader:
                if reader.line_num > _MOST_LINES:
                    raise DocketError(f"{path}: more than {_MOST_LINES:,} lines; this is not a table of offices")
                yield reader.line_num, row
    except OSError as error:
        raise DocketError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DocketError(f"{path}: not a CSV file in UTF-8 ({error}); save it as one") from error


def _day(text: str, *, where: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise DocketError(f"{where}: [{text[:30]}] is not a day; write it as 2012-01-13 or leave it blank") from None

"""A canonical docket as it comes, CSV or Parquet: its columns checked, its rows in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Protocol

import polars as pl

from evenhand.docket import table
from evenhand.docket.facts import Dictionary
from evenhand.docket.quarantine import Refused, shown
from evenhand.docket.rows import Row, Rows
from evenhand.docket.table import About, DocketError, column_problems, fact_columns
from evenhand.docket.values import text_columns

BATCH = 20_000  # rows
BATCH_BYTES = 32_000_000
PARQUET = b"PAR1"
MOST_PROBLEMS = 3  # of a header that are named at once


@dataclass(frozen=True)
class Batch:
    """Some rows: those that are rows, with `_row` and `_line`, and those that are not."""

    frame: pl.DataFrame
    refused: list[Refused]

    @property
    def rows(self) -> int:
        """How many rows of the file these are."""
        return self.frame.height + len(self.refused)


class Source(Protocol):
    """A docket that is being read; its hash is that of what was read, and known at the end."""

    path: Path
    columns: list[str]
    earlier: About | None

    @property
    def hash(self) -> str: ...

    def batches(self) -> Iterator[Batch]: ...


@contextmanager
def opened(path: Path, dictionary: Dictionary) -> Iterator[Source]:
    """This function will open a docket for reading, or raise DocketError saying what is wrong with it."""
    with path.open("rb") as stream:
        magic = stream.read(len(PARQUET))
        stream.seek(0)
        if magic == PARQUET:
            yield _ParquetSource(path, dictionary)
        elif magic and path.suffix.lower() == ".parquet":
            raise DocketError(f"{path}: not a Parquet file, although its name says so; make or copy it again")
        else:
            yield _CsvSource(Rows(stream, path=path), dictionary)


class _CsvSource:
    def __init__(self, rows: Rows, dictionary: Dictionary) -> None:
        self.path, self.rows, self.columns = rows.path, rows, rows.header
        self.earlier: About | None = None
        _check_names(self.path, self.columns, wanted=text_columns(dictionary))

    @property
    def hash(self) -> str:
        return self.rows.hash

    def batches(self) -> Iterator[Batch]:
        rows = iter(self.rows)
        while (batch := self._batch(rows)).rows:
            yield batch

    def _batch(self, rows: Iterator[Row | Refused]) -> Batch:
        sound: list[Row] = []
        refused: list[Refused] = []
        began = self.rows.size
        for one in islice(rows, BATCH):
            if isinstance(one, Row):
                sound.append(one)
            else:
                refused.append(one)
            if self.rows.size - began > BATCH_BYTES:
                break
        return Batch(self._frame(sound), refused)

    def _frame(self, rows: list[Row]) -> pl.DataFrame:
        cells = zip(*(row.cells for row in rows), strict=True) if rows else ([] for _ in self.columns)
        named = dict(zip(self.columns, cells, strict=True))
        texts = pl.DataFrame(named, schema=dict.fromkeys(self.columns, pl.String()))
        numbers = pl.Series("_row", [row.number for row in rows], pl.Int64)
        return texts.with_columns(numbers, pl.Series("_line", [row.line for row in rows], pl.Int64))


class _ParquetSource:
    def __init__(self, path: Path, dictionary: Dictionary) -> None:
        self.path = path
        with _reading(path):
            self.earlier = table.about(path)
            self.frame = pl.scan_parquet(path, glob=False)
            schema = self.frame.collect_schema()
            self.length: int = self.frame.select(pl.len()).collect().item()
        self.columns = schema.names()
        _check_names(path, self.columns, wanted=text_columns(dictionary) | table.schema(dictionary))
        _check_types(path, schema, dictionary)
        self.texts = [name for name, kind in schema.items() if kind == pl.Null and name in text_columns(dictionary)]

    @property
    def hash(self) -> str:
        with self.path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()

    def batches(self) -> Iterator[Batch]:
        for start in range(0, self.length, BATCH):
            with _reading(self.path):
                frame = self.frame.slice(start, BATCH).collect(engine="streaming")
            row = pl.int_range(start + 1, start + 1 + pl.len(), dtype=pl.Int64)
            line = pl.lit(None, pl.Int64)
            yield Batch(frame.with_columns(pl.col(self.texts).cast(pl.String), _row=row, _line=line), [])


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        said = (str(error).splitlines() or [""])[0][:120]
        raise DocketError(f"{path}: not a whole Parquet file ({said}); make or copy it again") from error


def _check_names(path: Path, names: list[str], *, wanted: Mapping[str, object]) -> None:
    problems = list(islice(_name_problems(names, wanted), MOST_PROBLEMS))
    if problems:
        raise DocketError(f"{path}: the header is wrong: {'; '.join(problems)}")


def _name_problems(names: list[str], wanted: Mapping[str, object]) -> Iterator[str]:
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        if not name:
            yield f"column {place} has no name; name it or remove it"
        elif name in seen:
            yield f"[{shown(name)}] stands twice; keep one"
        elif name not in wanted and name.lower() in wanted:
            yield f"[{name}] is written with capitals; write [{name.lower()}]"
        seen.add(name)
    yield from column_problems([shown(name) for name in names if name], wanted=wanted)


def _check_types(path: Path, have: Mapping[str, pl.DataType], dictionary: Dictionary) -> None:
    typed, texts = table.schema(dictionary), text_columns(dictionary)
    for name, kind in have.items():
        allowed = {one[name] for one in (texts, typed) if name in one} or {pl.String()}
        if kind not in (*allowed, pl.Null()):
            listed = " or ".join(sorted(map(str, allowed)))
            raise DocketError(f"{path}: column [{name}] holds {kind}; it must hold {listed}")
    for fact in dictionary.facts.values():
        both = [name for name in (fact.name, *fact_columns(fact)) if name in have]
        if fact.name in have and fact.name not in fact_columns(fact) and len(both) > 1:
            raise DocketError(f"{path}: columns [{both[0]}] and [{both[1]}] say the same thing; keep one")

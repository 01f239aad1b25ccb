"""The docket table: one row a case, in Parquet, with where it came from in the file's own metadata.

A truth or a code is one nullable column; a count is `<fact>_at_least` and `<fact>_at_most`, a day `<fact>_earliest`
and `<fact>_latest`. Null is unknown, or an open bound.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from evenhand.docket.facts import Count, Days, Dictionary, Fact, Record, Value, nearest

MARK = "evenhand.docket"
DESCRIPTORS = ("nationality", "birthplace", "language", "sex", "ethnicity", "religion")
FIXED: dict[str, pl.DataType] = {
    "case_id": pl.String(),
    "court": pl.String(),
    "office": pl.String(),
    "lead_case": pl.String(),
    "next_hearing": pl.Date(),
}
ROW_GROUP = 100_000


class DocketError(ValueError):
    """A docket that cannot be read or written; the message says what, where and what to do."""


@dataclass(frozen=True)
class About:
    """Where a docket came from: counts of rows, hashes of what was read, a source per fact."""

    made_by: str
    rows_in: int
    taken: int
    quarantined: int
    read: Mapping[str, str] = field(default_factory=dict)  # name of a file read -> SHA-256
    sources: Mapping[str, str] = field(default_factory=dict)  # fact -> file, table, column
    counts: Mapping[str, Any] = field(default_factory=dict)  # whatever else was counted on the way


def schema(dictionary: Dictionary) -> dict[str, pl.DataType]:
    """This function will give the columns of the docket table and their types, in order."""
    columns = dict(FIXED)
    for fact in dictionary.facts.values():
        columns.update(fact_columns(fact))
    columns.update({f"check_{kind}": pl.Date() for kind in dictionary.checks})
    columns.update({"disputed": pl.List(pl.String()), "defects": pl.List(pl.String())})
    return columns | {f"descriptor_{name}": pl.String() for name in DESCRIPTORS}


def fact_columns(fact: Fact) -> dict[str, pl.DataType]:
    """This function will give the columns of one fact and their types."""
    if fact.type == "count":
        return {f"{fact.name}_at_least": pl.Int64(), f"{fact.name}_at_most": pl.Int64()}
    if fact.type == "day":
        return {f"{fact.name}_earliest": pl.Date(), f"{fact.name}_latest": pl.Date()}
    return {fact.name: pl.Boolean() if fact.type == "truth" else pl.String()}


def complete(frame: pl.LazyFrame, dictionary: Dictionary) -> pl.LazyFrame:
    """This function will give a frame every column of the table, in order; what it lacks is unknown.

    Columns named `source_<fact>` are kept, at the end.
    """
    have = frame.collect_schema().names()
    wanted = schema(dictionary)
    empty = {"disputed": pl.lit([], pl.List(pl.String())), "defects": pl.lit([], pl.List(pl.String()))}
    columns = [(pl.col(name) if name in have else empty.get(name, pl.lit(None))).cast(kind).alias(name)
               for name, kind in wanted.items()]  # fmt: skip
    return frame.select(*columns, *(name for name in have if name.startswith("source_")))


def write(
    frame: pl.LazyFrame, target: Path, *, dictionary: Dictionary, about: About, quarantine: Path | None = None
) -> None:
    """This function will write a docket table; the target is the old file or the whole new one, never half.

    `quarantine` is a finished draft of the rows that were not taken, which is put beside the target with it.
    """
    said = json.dumps(asdict(about) | {"dictionary": dictionary.hash}, sort_keys=True)
    with workshop(target) as folder:
        draft = folder / "docket.parquet"
        complete(frame, dictionary).sink_parquet(draft, metadata={MARK: said}, row_group_size=ROW_GROUP)
        place(({quarantine: beside(target)} if quarantine else {}) | {draft: target})


def beside(target: Path) -> Path:
    """This function will name the quarantine file of a docket table."""
    return target.with_name(f"{target.name}.quarantine.csv")


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """This function will lend a folder beside the target, for drafts; whatever fails there changes nothing."""
    if not target.parent.is_dir():
        raise DocketError(f"{target}: there is no folder [{target.parent}]; make it first")
    prefix = f".{target.name}."
    try:
        with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        named = str(error.filename or target)
        where = target if prefix in named else named  # a draft means nothing to the reader
        raise DocketError(f"{where}: {error.strerror or error}; nothing was changed") from error
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:  # a full disk may be one of these
        raise DocketError(f"{target}: could not be written ({_first(error)}); nothing was changed") from error


def place(drafts: Mapping[Path, Path]) -> None:
    """This function will put drafts in place of their targets, all of them or none."""
    for draft in drafts:
        with draft.open("rb") as written:
            os.fsync(written.fileno())
    with ExitStack() as undo:
        for draft, target in drafts.items():
            undo.callback(_restore, target, _kept(target, draft.with_name(f"{draft.name}.before")))
            draft.replace(target)
        undo.pop_all()


def _kept(target: Path, aside: Path) -> Path | None:
    if not target.exists():
        return None
    try:
        aside.hardlink_to(target)  # the target is never missing, not even for a moment
    except OSError:
        shutil.copy2(target, aside)
    return aside


def _restore(target: Path, kept: Path | None) -> None:
    if kept:
        kept.replace(target)
    else:
        target.unlink(missing_ok=True)


def about(path: Path) -> About | None:
    """This function will read where a docket came from, or None where its file does not say."""
    said = _metadata(path).get(MARK)
    if said is None:
        return None
    try:
        known = json.loads(said)
        known.pop("dictionary", None)
        return About(**known)
    except (ValueError, TypeError, AttributeError) as error:
        raise DocketError(f"{path}: its mark cannot be read ({_first(error)}); make the docket again") from error


def _metadata(path: Path) -> Mapping[str, str]:
    try:
        return pl.read_parquet_metadata(path)
    except FileNotFoundError as error:
        raise DocketError(f"{path}: there is no such file") from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DocketError(f"{path}: not a whole Parquet file ({_first(error)}); make or copy it again") from error


def scan(path: Path, dictionary: Dictionary) -> pl.LazyFrame:
    """This function will open a docket table for streaming, or raise DocketError saying which column is wrong."""
    _metadata(path)
    frame = pl.scan_parquet(path, glob=False)
    try:
        have = frame.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise DocketError(f"{path}: not a whole Parquet file ({_first(error)}); make or copy it again") from error
    wanted = schema(dictionary)
    for problem in column_problems(list(have), wanted=wanted):
        raise DocketError(f"{path}: {problem}")
    for name, kind in have.items():
        if name in wanted and kind != wanted[name]:
            raise DocketError(f"{path}: column [{name}] holds {kind}; it must hold {wanted[name]}")
    return complete(frame, dictionary)


def column_problems(have: list[str], *, wanted: Mapping[str, object]) -> Iterator[str]:
    """This function will say what is wrong with a table's column names, in words."""
    for name in ("case_id", "office"):
        if name not in have:
            yield f"there is no column [{name}]; every docket needs case_id and office"
    for name in have:
        if name not in wanted and not name.startswith("source_"):
            yield f"[{name}] is not a column of a docket{nearest(name, wanted)}; remove it or mend its name"


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120]


def record(row: Mapping[str, Any], dictionary: Dictionary) -> Record:
    """This function will turn one row of the table into what is known of the case."""
    values = {name: _value(fact, row) for name, fact in dictionary.facts.items()}
    return Record(
        case_id=row["case_id"],
        office=row["office"],
        values={name: value for name, value in values.items() if value != dictionary.facts[name].unknown},
        disputed=frozenset(row.get("disputed") or ()),
        checks=_checks(row, dictionary),
    )


def _checks(row: Mapping[str, Any], dictionary: Dictionary) -> dict[str, date]:
    return {kind: row[f"check_{kind}"] for kind in dictionary.checks if row.get(f"check_{kind}") is not None}


def _value(fact: Fact, row: Mapping[str, Any]) -> Value:
    low, *high = (row.get(name) for name in fact_columns(fact))
    if fact.type == "count":
        return Count(low or 0, high[0])
    return Days(low, high[0]) if fact.type == "day" else low


def row(known: Record, dictionary: Dictionary) -> dict[str, Any]:
    """This function will turn what is known of a case into a row of the table (the inverse of `record`)."""
    cells: dict[str, Any] = {"case_id": known.case_id, "office": known.office}
    for name, fact in dictionary.facts.items():
        value = known.values.get(name, fact.unknown)
        parts = value if isinstance(value, Count | Days) else (value,)
        cells |= dict(zip(fact_columns(fact), parts, strict=True))
    cells |= {f"check_{kind}": known.checks.get(kind) for kind in dictionary.checks}
    return cells | {"disputed": sorted(known.disputed), "defects": []}


def frame(records: list[Record], dictionary: Dictionary) -> pl.LazyFrame:
    """This function will make a docket table in memory from records."""
    rows = [row(known, dictionary) for known in records]
    kinds = {name: kind for name, kind in schema(dictionary).items() if not rows or name in rows[0]}
    return complete(pl.LazyFrame(rows, schema=kinds), dictionary)


def find(path: Path, case_id: str, dictionary: Dictionary) -> Record:
    """This function will read one case, or raise DocketError suggesting the nearest ids."""
    table = scan(path, dictionary)
    rows = table.filter(pl.col("case_id") == case_id).collect(engine="streaming").to_dicts()
    if rows:
        return record(rows[0], dictionary)
    ids = table.select("case_id").head(100_000).collect()["case_id"].to_list()
    raise DocketError(
        f"{path}: there is no case [{case_id}]{nearest(case_id, ids) or f'; the first is [{ids[0]}]' if ids else ''}"
    )


Progress = Callable[[int], None]
"""Called with a number of rows each time that many more are done."""

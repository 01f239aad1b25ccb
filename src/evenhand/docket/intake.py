"""Intake of a canonical docket: a CSV or Parquet file read into a docket table, its quarantine beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from evenhand.docket import quarantine, table, values
from evenhand.docket.canonical import Batch, Source, opened
from evenhand.docket.facts import Dictionary
from evenhand.docket.table import About, DocketError, Progress, beside, fact_columns

MADE_BY = "evenhand docket intake"


@dataclass(frozen=True)
class Taken:
    """What intake took: where it came from, defects and disputes by fact, and the file of rows not taken."""

    about: About
    defects: Mapping[str, int]
    disputed: Mapping[str, int]
    quarantine: Path


class _Parts:
    """What has been read so far, in files of a folder of its own, so that a docket of any size fits."""

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        self.folder, self.dictionary = folder, dictionary
        self.rows = 0
        self.names: list[str] = []

    def add(self, batch: Batch) -> None:
        name = f"{len(self.names):06}.parquet"
        texts = batch.frame.with_columns(pl.col(pl.String).str.strip_chars().replace("", None))
        sound, refused = quarantine.sift(texts)
        values.settle(sound, self.dictionary).write_parquet(self.folder / f"taken-{name}", compression="lz4")
        quarantine.frame(batch.refused + refused).write_parquet(self.folder / f"refused-{name}", compression="lz4")
        self.names.append(name)
        self.rows += batch.rows

    def scan(self, kind: str) -> pl.LazyFrame:
        return pl.scan_parquet([self.folder / f"{kind}-{name}" for name in self.names], glob=False)


def take(source: Path, target: Path, *, dictionary: Dictionary, progress: Progress | None = None) -> Taken:
    """This function will read a canonical docket (CSV or Parquet) into a docket table, its quarantine beside it."""
    _check_paths(source, target)
    with table.workshop(target) as folder, opened(source, dictionary) as docket:
        parts = _Parts(folder, dictionary)
        for batch in docket.batches():
            parts.add(batch)
            if progress:
                progress(batch.rows)
        if not parts.rows:
            raise DocketError(f"{source}: the docket has a header and no cases; export it again")
        return _publish(parts, docket, target)


def is_table(path: Path) -> bool:
    """This function will say whether a file is a docket table of our own making: Parquet with our mark."""
    try:
        return table.about(path) is not None
    except DocketError:
        return False


def _check_paths(source: Path, target: Path) -> None:
    if not source.is_file():
        problem = "is not a file; name one CSV or Parquet file" if source.exists() else "there is no such file"
        raise DocketError(f"{source}: {problem}")
    if not target.parent.is_dir():
        raise DocketError(f"{target}: there is no folder [{target.parent}]; make it first")
    for written in (target, beside(target)):
        if written.exists() and not written.is_file():
            raise DocketError(f"{written}: is not a file; choose another name for the docket")
        if written.exists() and written.samefile(source):
            raise DocketError(f"{written}: would overwrite the file that is read; choose another name for the docket")


def _publish(parts: _Parts, docket: Source, target: Path) -> Taken:
    twice = quarantine.repeated(parts.scan("taken"), parts.scan("refused"))
    refused = pl.concat([parts.scan("refused").collect(), twice])
    frame = parts.scan("taken").filter(~pl.col("case_id").is_in(twice["id"].implode()))
    defects, disputed = _tally(frame, "defects"), _tally(frame, "disputed")
    taken: int = frame.select(pl.len()).collect(engine="streaming").item()
    counts = {"defects": defects, "disputed": disputed}
    about = _about(docket, parts, taken=taken, quarantined=refused.height, counts=counts)
    draft = parts.folder / "quarantine.csv"
    quarantine.save(draft, refused)
    table.write(frame, target, dictionary=parts.dictionary, about=about, quarantine=draft)
    return Taken(about=about, defects=defects, disputed=disputed, quarantine=beside(target))


def _tally(frame: pl.LazyFrame, column: str) -> dict[str, int]:
    names = frame.select(pl.col(column).explode()).drop_nulls().group_by(column).len().collect(engine="streaming")
    return dict(sorted(names.iter_rows()))


def _about(docket: Source, parts: _Parts, *, taken: int, quarantined: int, counts: Mapping[str, object]) -> About:
    earlier = docket.earlier or About(made_by="", rows_in=0, taken=0, quarantined=0)
    return About(
        made_by=MADE_BY,
        rows_in=parts.rows,
        taken=taken,
        quarantined=quarantined,
        read={**earlier.read, docket.path.name: docket.hash},
        sources={**_sources(docket, parts.dictionary), **earlier.sources},
        counts={**earlier.counts, **counts},
    )


def _sources(docket: Source, dictionary: Dictionary) -> dict[str, str]:
    have = set(docket.columns)
    columns = {name: sorted(have & {name, *fact_columns(fact)}) for name, fact in dictionary.facts.items()}
    return {name: f"{docket.path.name}: {', '.join(found)}" for name, found in columns.items() if found}

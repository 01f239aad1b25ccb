"""Screening: an edition over a docket, streamed, into an outcomes folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

import evenhand
from evenhand.docket import table
from evenhand.docket.facts import Dictionary, dictionary_path
from evenhand.docket.opening import opened
from evenhand.docket.table import Progress
from evenhand.policy.compile import compile_edition
from evenhand.policy.document import Edition
from evenhand.screening import folder, summary
from evenhand.screening.folder import ScreeningError

QUARANTINE = "quarantine.csv"


@dataclass(frozen=True)
class Request:
    """What to screen: a docket (a table, or a canonical CSV), under an edition, as of a day."""

    docket: Path
    edition: Edition
    dictionary: Dictionary
    as_of: date
    outside_in_force: bool = False


def screen(request: Request, out: Path, *, replace: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """This function will screen a docket into an outcomes folder, and give the folder's manifest."""
    in_force = request.edition.in_force_on(request.as_of)
    if not in_force and not request.outside_in_force:
        raise ScreeningError(
            f"{_times(request.edition)}, not on {request.as_of}; say --outside-in-force to screen all the same"
        )
    opening = opened(request.docket, request.dictionary, progress=progress)
    with folder.making(out, replace=replace) as made, opening as docket:
        outcomes = made / folder.OUTCOMES
        write_outcomes(docket.table, outcomes, request=request, progress=progress)
        manifest = _manifest(request, docket.table, outcomes) | {"in_force": in_force}
        summary.reconcile(manifest["counts"], manifest["docket"])
        if docket.quarantine:
            shutil.copyfile(docket.quarantine, made / QUARANTINE)
        assert request.edition.file is not None
        shutil.copyfile(request.edition.file, made / folder.EDITION)
        shutil.copyfile(dictionary_path(), made / folder.DICTIONARY)
        folder.write_manifest(made, manifest)
    return manifest


def _times(edition: Edition) -> str:
    times = [f"from {time.start}" + (f" until {time.until}" if time.until else "") for time in edition.in_force]
    return f"{edition.name} was in force {' and '.join(times)}"


def write_outcomes(docket: Path, outcomes: Path, *, request: Request, progress: Progress | None) -> None:
    """This function will stream a docket table through an edition into an outcomes file: same input, same bytes."""
    frame = table.scan(docket, request.dictionary)
    compiled = compile_edition(request.edition, dictionary=request.dictionary, as_of=request.as_of,
                               disputable=disputed_facts(docket, request.dictionary))  # fmt: skip
    result = nw.to_native(compiled.run(nw.from_native(frame)))
    assert isinstance(result, pl.LazyFrame)
    if progress:
        result = result.map_batches(_told(progress), streamable=True)
    result.sink_parquet(outcomes, row_group_size=table.ROW_GROUP)


def _told(progress: Progress) -> Callable[[pl.DataFrame], pl.DataFrame]:
    def told(batch: pl.DataFrame) -> pl.DataFrame:
        progress(batch.height)
        return batch

    return told


def disputed_facts(docket: Path, dictionary: Dictionary) -> frozenset[str]:
    """This function will name the facts that any row of a docket disputes, so that only those are looked for."""
    named = table.scan(docket, dictionary).select(pl.col("disputed").explode().unique()).collect(engine="streaming")
    return frozenset(named["disputed"].drop_nulls().to_list())


def _manifest(request: Request, docket: Path, outcomes: Path) -> dict[str, Any]:
    return {
        "evenhand": evenhand.__version__,
        "engine": {"hash": folder.engine_hash(), "polars": pl.__version__, "narwhals": nw.__version__},
        "edition": {"name": request.edition.name, "hash": request.edition.hash, "title": request.edition.title},
        "dictionary": {"hash": request.dictionary.hash},
        "as_of": request.as_of.isoformat(),
        "docket": _about(docket),
        "after_as_of": late_events(docket, request),
        "outcomes": {"sha256": folder.digest(outcomes)},
        "counts": summary.count(outcomes),
    }


def _about(docket: Path) -> dict[str, Any]:
    about = table.about(docket)
    assert about is not None
    said = {name: getattr(about, name) for name in ("made_by", "rows_in", "taken", "quarantined", "read")}
    return {**said, "sha256": folder.digest(docket)}


def late_events(docket: Path, request: Request) -> dict[str, int]:
    """This function will count, per day, the cases whose event is certainly after the as-of date, and so unknown."""
    days = [name for name, fact in request.dictionary.facts.items() if fact.type == "day"]
    late = [(pl.col(f"{name}_earliest") > request.as_of).sum().alias(name) for name in days]
    counts = table.scan(docket, request.dictionary).select(*late).collect(engine="streaming").to_dicts()[0]
    return {name: count for name, count in counts.items() if count}

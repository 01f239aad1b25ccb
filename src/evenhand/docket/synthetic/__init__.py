"""The synthetic docket: made-up cases at two offices, whose rates and whose differences are known from their design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl

from evenhand.docket import table
from evenhand.docket.facts import Dictionary
from evenhand.docket.synthetic import gaps, lives, recording
from evenhand.docket.synthetic.mix import Mix, Plan, design, load_mix, office_cases, plan, seeds
from evenhand.docket.table import About, DocketError, Progress

CHUNK = 50_000


@dataclass(frozen=True)
class Made:
    """A synthetic docket that was written."""

    target: Path
    cases: int
    about: About


def make(
    target: Path,
    *,
    dictionary: Dictionary,
    cases: int | None = None,
    seed: int = 20120113,
    progress: Progress | None = None,
) -> Made:
    """This function will write a synthetic docket: the pilot's two offices, or so many cases in the same proportion."""
    if seed < 0 or (cases is not None and cases < 1):
        raise DocketError(
            f"cannot make [{cases}] cases from seed [{seed}]; ask for at least one case and a seed from 0 up"
        )
    mix = load_mix()
    about = _about(mix, dictionary, cases=cases, seed=seed)
    with table.workshop(target) as folder:
        parts: list[Path] = []
        for chunk in _chunks(mix, cases=cases, seed=seed):
            parts.append(folder / f"{len(parts):06}.parquet")
            chunk.write_parquet(parts[-1], compression="lz4")
            if progress:
                progress(chunk.height)
        table.write(pl.scan_parquet(parts, glob=False), target, dictionary=dictionary, about=about)
    return Made(target=target, cases=about.taken, about=about)


def _about(mix: Mix, dictionary: Dictionary, *, cases: int | None, seed: int) -> About:
    by_office = office_cases(mix, cases)
    total = sum(by_office.values())
    return About(
        made_by="evenhand docket synthetic",
        rows_in=total,
        taken=total,
        quarantined=0,
        read={"mix.yaml": sha256((files(__package__) / "mix.yaml").read_bytes()).hexdigest()},
        sources=dict.fromkeys(dictionary.facts, "synthetic"),
        counts={"cases": by_office, "seed": seed, "design": design(mix)},
    )


def _chunks(mix: Mix, *, cases: int | None, seed: int) -> Iterator[pl.DataFrame]:
    for office, count in office_cases(mix, cases).items():
        whole = plan(mix, office=office, cases=count, seed=seed)
        chunks = -(-count // CHUNK)
        for at, own in enumerate(seeds(mix, office=office, seed=seed, count=1 + chunks)[1:]):
            yield _chunk(mix, office, whole, first=at * CHUNK, seed=own)


def _chunk(mix: Mix, office: str, whole: Plan, *, first: int, seed: np.random.SeedSequence) -> pl.DataFrame:
    rng = np.random.Generator(np.random.PCG64(seed))
    kind, shown = whole.kind[first : first + CHUNK].astype(np.int64), whole.shown[first : first + CHUNK]
    slots = gaps.draw_gaps(rng, mix.kinds, kind=kind, shown=shown)
    people = lives.draw(rng, slots, today=int(np.datetime64(mix.as_of, "D").astype(np.int64)))
    rows = recording.record(rng, slots, people, mix.offices[office])
    court = mix.offices[office].court
    numbers = pl.Series(np.arange(first + 1, first + slots.size + 1))
    leads = pl.Series(np.where(people.times.lead < 0, 0, first + 1 + people.times.lead))
    return rows.with_columns(
        _ids(court, numbers).alias("case_id"),
        pl.when(pl.lit(leads) > 0).then(_ids(court, leads)).alias("lead_case"),
        pl.lit(court).alias("court"),
        pl.lit(office).alias("office"),
    )


def _ids(court: str, numbers: pl.Series) -> pl.Expr:
    return pl.lit(f"SYN-{court}-") + pl.lit(numbers).cast(pl.String()).str.zfill(7)

"""The dockets: `python -m benchmarks.dockets CASES DOCKET FINISHED [--altered]` makes one and its finished table.

The altered one has what the synthetic docket lacks: answered checks, written findings, closed counts, days to come,
impossible and leap days, more disputes, cases out of scope. Rivals are held to Evenhand's table on it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks import AS_OF
from benchmarks.job import Job
from benchmarks.rivals import evenhand_polars
from evenhand.docket import synthetic, table
from evenhand.docket.facts import Dictionary, load_dictionary
from evenhand.docket.synthetic.recording import DISPUTABLE

SEED = 20111117
OFTEN = {"day": 0.6, "count": 0.2}
CHECKS: Sequence[Any] = (None, date(2011, 6, 1), AS_OF, AS_OF + timedelta(days=1))
TRUTHS: Sequence[Any] = ((None,), (True,), (False,))
COUNTS: Sequence[Any] = ((None, None), (None, 0), (0, 0), (1, 1), (0, 1), (1, None), (1, 3), (2, 2), (3, None))
LATE = (AS_OF + timedelta(days=1), AS_OF + timedelta(days=30))
EDGES = [AS_OF.replace(year=AS_OF.year - years) for years in (3, 5, 10, 18, 49, 65)]  # came 49 years ago, at 16
LEAP = date(1996, 2, 29)
SPANS: Sequence[Any] = ((None, None), LATE, (AS_OF, None), (LEAP, LEAP), (None, EDGES[0]), (EDGES[0], LATE[0]),
                        *((day, day) for day in EDGES))  # fmt: skip


def make(docket: Path, *, cases: int, altered: bool = False) -> None:
    """This function will write a synthetic docket of so many cases, altered or as it is."""
    dictionary = load_dictionary()
    if not altered:
        synthetic.make(docket, dictionary=dictionary, cases=cases)
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.parquet"
        synthetic.make(plain, dictionary=dictionary, cases=cases)
        about = table.about(plain)
        assert about is not None
        table.write(alter(pl.read_parquet(plain), dictionary).lazy(), docket, dictionary=dictionary, about=about)


def alter(docket: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    """This function will put other values in some rows of each fact, the same ones every time."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    changed: dict[str, pl.Series] = {}
    for kind in dictionary.checks:
        changed |= _drawn(rng, docket, (f"check_{kind}",), [(day,) for day in CHECKS], often=1.0)
    for fact in dictionary.facts.values():
        codes = [(None,), *((code,) for code in fact.codes)]
        values = {"count": COUNTS, "day": SPANS, "truth": TRUTHS, "code": codes}[fact.type]
        often = OFTEN.get(fact.type, 0.05 if fact.adverse else 0.15)
        changed |= _drawn(rng, docket, tuple(table.fact_columns(fact)), values, often=often)
    disputes = [[], DISPUTABLE, *([name] for name in DISPUTABLE)]
    changed |= _drawn(rng, docket, ("disputed",), [(names,) for names in disputes], often=0.2)
    return _settled(docket.with_columns(**changed), dictionary, settled=pl.Series(rng.random(docket.height) < 0.3))


def _settled(docket: pl.DataFrame, dictionary: Dictionary, *, settled: pl.Series) -> pl.DataFrame:
    """On some rows every check has answered, every truth is known and every count is closed."""
    closed = {name: pl.lit(False) for name, fact in dictionary.facts.items() if fact.type == "truth"}
    closed |= {f"check_{kind}": pl.lit(CHECKS[1]) for kind in dictionary.checks}
    for name in (name for name, fact in dictionary.facts.items() if fact.type == "count"):
        closed[f"{name}_at_most"] = pl.coalesce(f"{name}_at_least", 0)
    return docket.with_columns(pl.when(pl.lit(settled) & pl.col(name).is_null()).then(value).otherwise(pl.col(name))
                               .alias(name) for name, value in closed.items())  # fmt: skip


def _drawn(
    rng: np.random.Generator, docket: pl.DataFrame, columns: tuple[str, ...], values: Sequence[Any], *, often: float
) -> Mapping[str, pl.Series]:
    which = np.where(rng.random(docket.height) < often, rng.integers(len(values), size=docket.height), -1)
    return {
        column: _replaced(docket[column], which, [value[at] for value in values]) for at, column in enumerate(columns)
    }


def _replaced(series: pl.Series, which: Any, values: Sequence[Any]) -> pl.Series:
    new = pl.Series(values, dtype=series.dtype).gather(np.maximum(which, 0))
    return series.zip_with(pl.Series(which < 0), new)


def main() -> None:
    """This function will make a docket and its finished table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("docket", type=Path)
    parser.add_argument("finished", type=Path)
    parser.add_argument("--altered", action="store_true")
    asked = parser.parse_args()
    if not asked.docket.exists():
        make(asked.docket, cases=asked.cases, altered=asked.altered)
    evenhand_polars.prepare(Job(asked.docket, finished=asked.finished, out=asked.finished)).work()


if __name__ == "__main__":
    main()

"""One run of one rival in this process: `python -m benchmarks.measure RIVAL DOCKET FINISHED OUT [--check]`.

It prints a line of JSON. With `--check` it also compares the table made with the finished one, and fails where they
differ.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import resource
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import polars as pl

from benchmarks.job import Job, Prepared

PACKAGES = ("polars", "narwhals", "duckdb", "numpy", "zen-engine", "openfisca-core")
LEAST = ("case_id", "office", "outcome", "outcome_if_clear")


def run(rival: str, job: Job) -> dict[str, object]:
    """This function will run a rival once, and say how long its work took and how much memory the process ever held."""
    prepared: Prepared = importlib.import_module(f"benchmarks.rivals.{rival}").prepare(job)
    gc.disable()  # as timeit does: or it would look through rows in memory again and again
    start, cpu = time.perf_counter(), time.process_time()
    found = prepared.work()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    gc.enable()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    prepared.write(found)
    made = pl.scan_parquet(job.out, glob=False)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak_mib": peak,
        "cases": made.select(pl.len()).collect().item(),
        "columns": len(made.collect_schema()),
        "versions": dict(_versions()),
    }


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue  # it belongs to the other environment
    return found


def differences(made: pl.DataFrame, finished: pl.DataFrame) -> list[str]:
    """This function will name the columns of a rival's table that are not as in the finished one, and say how."""
    if lacking := [name for name in LEAST if name not in made.columns]:
        return [f"it has no {', '.join(lacking)}"]
    if made.height != finished.height:
        return [f"it has {made.height} rows, not {finished.height}"]
    return [line for name in made.columns for line in _differences(made[name], finished.get_column(name, default=None))]


def _differences(made: pl.Series, finished: pl.Series | None) -> list[str]:
    if finished is None or made.dtype != finished.dtype:
        return [f"{made.name} holds {made.dtype}, not {finished.dtype if finished is not None else 'anything'}"]
    count = made.ne_missing(finished).sum()
    return [f"{made.name} differs in {count} rows"] if count else []


def main() -> None:
    """This function will run one rival once and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rival")
    parser.add_argument("docket", type=Path)
    parser.add_argument("finished", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    job = Job(asked.docket, finished=asked.finished, out=asked.out)
    measured = run(asked.rival, job)
    if asked.check and (wrong := differences(pl.read_parquet(job.out), pl.read_parquet(job.finished))):
        raise SystemExit(f"{asked.rival} does not give the finished table: {'; '.join(wrong)}")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()

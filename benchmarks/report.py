"""The report of one session, as the Markdown page that stands in docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import AS_OF, EDITION
from benchmarks.goals import of, per_case, results
from benchmarks.running import OURS, RIVALS, Run

HEAD = f"""# Benchmarks of screening

This page is written by `make bench`; its figures are those of one session on one machine.

Everyone applies edition `{EDITION}` as of {AS_OF} to the same synthetic docket: every reason, both evaluations (as \
it stands, and if clear), the worklist and a flag for each fact to ask, unless a rival is said to give less. Before \
anything is timed, every rival's table is compared with Evenhand's, cell for cell, on a small docket and on one \
altered to hold answered checks, written findings, disputes, days to come and cases out of scope.
"""

HOW = """## How it was measured

- Every run is a fresh process. The clock starts after imports, and after the edition is read. The whole command is \
timed from outside, with everything.
- Rivals take turns with Evenhand, round by round, each round in another order; a ratio is that of two medians of one \
session, with the lowest and the highest ratio within a round beside it. Files lie in the operating system's cache.
- The limit reads the columns that screening reads, keeps nothing, and writes the finished table, which lies in memory \
beforehand: same engine, same row groups, same compression.
- The SQL on DuckDB is `benchmarks/rivals/sql_by_hand.sql`, from Parquet to Parquet with the same row groups and \
compression. It looks for the synthetic docket's disputes only, by name.
- OpenFisca and zen-engine have no third truth value: each truth is two, certain and possible. They give the outcome, \
the outcome if clear and the reasons; no worklist and nothing to ask. OpenFisca is timed from Parquet to Parquet, its \
docket decoded into numbers by Polars. zen-engine is given facts that are prepared already, as JSON, all in one batch; \
neither that preparation nor a file is in its time.
- The generated Python function and the reference evaluator take rows that lie in memory and give rows in memory. What \
they are compared with, Evenhand from file to file, does more.
- Seconds of all cores are processor time, which what else runs on a machine disturbs less than the time on the clock.
- Memory is the most that the process ever held (resident), imports included.
"""

NOT = """## What these figures are not

The docket is made up: its cases follow a plan, no check in it is completed and no finding made, so its columns are \
emptier and compress better than those of a real docket. One edition was measured. The machine is shared, and what \
else ran on it is known only as the load below. Nothing here says how fast anyone's cases will be decided.
"""


@dataclass(frozen=True)
class Machine:
    """Where it ran and how busy that was."""

    cpu: str
    cores: int
    system: str
    python: str
    memory_gib: float

    def lines(self, load: Sequence[tuple[float, ...]], versions: dict[str, str]) -> Iterator[str]:
        """This function will describe the machine, the load before and after, and the versions."""
        yield f"- {self.cpu}, {self.cores} cores, {self.memory_gib:.0f} GiB, {self.system}, Python {self.python}"
        yield f"- {', '.join(f'{name} {number}' for name, number in sorted(versions.items()))}"
        said = ["/".join(f"{number:.2f}" for number in numbers) for numbers in load]
        yield f"- Load over 1, 5 and 15 minutes: {said[0]} before, {said[1]} after (the runs themselves included)"


def machine() -> Machine:
    """This function will read what this machine is."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(models[0] if models else platform.machine(), os.cpu_count() or 1, platform.system(),
                   platform.python_version(), memory)  # fmt: skip


def page(runs: Sequence[Run], *, machine: Machine, load: Sequence[tuple[float, ...]]) -> str:
    """This function will write the whole page."""
    versions = {name: number for run in runs for name, number in run.versions.items()}
    parts = [HEAD, "## Goals\n", *_goals(runs), "\n## Times\n", *_times(runs), "", HOW, NOT]
    return "\n".join([*parts, "## Machine\n", *machine.lines(load, versions), ""])


def _goals(runs: Sequence[Run]) -> Iterator[str]:
    yield "| Goal | Measured (lowest to highest in a round) | |"
    yield "|---|---|---|"
    for result in results(runs):
        yield f"| {result.text} | {result.measured} | {result.word} |"


def _times(runs: Sequence[Run]) -> Iterator[str]:
    heads = ["", "Cases", "Seconds: median (least to most)", "Of all cores", "Cases a second",
             "Times Evenhand, per case", "Columns", "Peak MiB"]  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * (len(heads) - 1)}"
    for size in sorted({run.beside for run in runs}):
        for rival in RIVALS:
            if mine := of(runs, rival.name, size):
                yield _row(rival.label, mine, ours=of(runs, OURS, size))


def _row(label: str, runs: Sequence[Run], *, ours: Sequence[Run]) -> str:
    seconds = [run.seconds for run in runs]
    cells = [
        label,
        f"{runs[0].cases:,}",
        f"{median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})",
        f"{median(run.cpu for run in runs):.2f}",
        f"{1 / per_case(runs):,.0f}",
        f"{per_case(runs) / per_case(ours):.2f}" if ours else "",
        str(runs[0].columns or ""),
        f"{max(run.peak_mib for run in runs):,.0f}",
    ]
    return f"| {' | '.join(cells)} |"

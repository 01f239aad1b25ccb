"""Runs rivals, each run in a fresh process, in rounds in which every rival takes its turn beside Evenhand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import AS_OF, EDITION

ROOT = Path(__file__).parent.parent
OURS = "evenhand_polars"
COMMAND = "command"


@dataclass(frozen=True)
class Rival:
    """Who is measured, and on how many cases: on all sizes, on sizes up to `most`, or on dockets of its own size."""

    name: str
    label: str
    most: int | None = None
    own_size: int | None = None
    elsewhere: bool = False  # it runs in the rivals' own environment

    def size(self, size: int, *, beside: int) -> int | None:
        """This function will give the docket on which it runs beside Evenhand at a size, if it does."""
        if self.own_size:
            return self.own_size if size == beside else None
        return None if self.most and size > self.most else size


RIVALS = (
    Rival(OURS, "Evenhand (`write_outcomes`)"),
    Rival("limit", "Limit: read the columns, write the finished table"),
    Rival(COMMAND, "Evenhand, the whole command `evenhand screen`"),
    Rival("sql_by_hand", "DuckDB, SQL by hand"),
    Rival("evenhand_duckdb", "Evenhand's compiled edition on DuckDB"),
    Rival("openfisca", "OpenFisca", most=1_000_000, elsewhere=True),
    Rival("generated_python", "Generated plain Python, case by case, in memory", own_size=50_000),
    Rival("zen_engine", "zen-engine, in one batch, in memory", own_size=10_000, elsewhere=True),
    Rival("reference", "Evenhand's reference evaluator, in memory", own_size=2_000),
)


@dataclass(frozen=True)
class Run:
    """One run in its own process."""

    rival: str
    beside: int  # the size at which Evenhand ran in the same round
    round: int
    seconds: float
    cpu: float  # seconds of all cores together
    cases: int
    peak_mib: float
    columns: int
    versions: dict[str, str] = field(default_factory=dict)


@dataclass
class Bench:
    """Where dockets lie, and which interpreter runs the rivals that have an environment of their own."""

    folder: Path
    elsewhere: Path
    tell: Callable[[str], None]
    ready: set[str] = field(default_factory=set)  # dockets whose finished table was made in this run

    def check(self, rivals: Sequence[Rival], *, cases: int) -> None:
        """This function will stop with a message unless every rival gives Evenhand's table, on two small dockets."""
        for altered in (False, True):
            docket, finished = self.docket(cases, altered=altered)
            for rival in (one for one in rivals if one.name != COMMAND):
                self._measure(rival, docket, finished, check=True)
                self.tell(f"{docket.name}: {rival.name} gives the same table")

    def rounds(self, rivals: Sequence[Rival], *, sizes: Sequence[int], beside: int, repeats: int) -> Iterator[Run]:
        """This function will run every rival at every size, so many times over, each round in another order."""
        for size in sizes:
            taking = [(rival, own) for rival in rivals if (own := rival.size(size, beside=beside))]
            for at in range(repeats):
                turn = at % len(taking)
                for rival, own in [*taking[turn:], *taking[:turn]]:
                    measured = self._one(rival, *self.docket(own))
                    run = Run(rival.name, beside=size, round=at, **measured)
                    self.tell(f"{run.cases:>10,} cases, round {at + 1}: {rival.name:17} {run.seconds:9.3f} s")
                    yield run

    def docket(self, cases: int, *, altered: bool = False) -> tuple[Path, Path]:
        """This function will give a docket of so many cases, kept from before or made, and its table, finished anew."""
        name = f"{cases}-altered" if altered else f"{cases}"
        docket, finished = self.folder / f"docket-{name}.parquet", self.folder / f"finished-{name}.parquet"
        if name not in self.ready:
            self.tell(f"a docket of {cases:,} cases{', altered' if altered else ''}")
            words = [str(cases), str(docket), str(finished), *(["--altered"] if altered else [])]
            _output([sys.executable, "-m", "benchmarks.dockets", *words])
            self.ready.add(name)
        return docket, finished

    def _one(self, rival: Rival, docket: Path, finished: Path) -> dict[str, Any]:
        return self._command(docket) if rival.name == COMMAND else self._measure(rival, docket, finished)

    def _measure(self, rival: Rival, docket: Path, finished: Path, *, check: bool = False) -> dict[str, Any]:
        out = self.folder / "out.parquet"
        python = str(self.elsewhere) if rival.elsewhere else sys.executable
        words = [rival.name, str(docket), str(finished), str(out), *(["--check"] if check else [])]
        try:
            measured: dict[str, Any] = json.loads(_output([python, "-m", "benchmarks.measure", *words]))
        finally:
            out.unlink(missing_ok=True)
        return measured

    def _command(self, docket: Path) -> dict[str, Any]:
        out = self.folder / "outcomes"
        words = ["screen", str(docket), "--edition", EDITION, "--as-of", AS_OF.isoformat(), "--out", str(out)]
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "evenhand", *words], stdout=subprocess.DEVNULL, env=_environment()
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"evenhand screen ended with {process.returncode}")
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        shutil.rmtree(out)
        return {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "cases": manifest["docket"]["taken"],
                "peak_mib": used.ru_maxrss / 1024, "columns": 0}  # fmt: skip


def _output(command: list[str]) -> str:
    done = subprocess.run(command, env=_environment(), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.strip() or f"{' '.join(command)} ended with {done.returncode}")
    return done.stdout


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}

"""What was to be reached, and whether it was: computed from the runs of one session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.running import OURS, Run

BOUND_CASES, BOUND_MIB = 10_000_000, 1024


@dataclass(frozen=True)
class Goal:
    """Evenhand beside a rival, in time per case: at least so many times faster, or at most so many times slower."""

    rival: str
    text: str
    times: float
    slower: bool = False  # Evenhand's time over the rival's, at most; otherwise the rival's over Evenhand's, at least


GOALS = (
    Goal("limit", "At most 1.4 times the limit", 1.4, slower=True),
    Goal("sql_by_hand", "At least 2 times faster than SQL by hand on DuckDB", 2),
    Goal("zen_engine", "Per case, at least 300 times faster than zen-engine", 300),
    Goal("generated_python", "Per case, at least 20 times faster than generated plain Python", 20),
    Goal("openfisca", "At least 4 times faster than OpenFisca, end to end", 4),
)


@dataclass(frozen=True)
class Result:
    """A goal at a size, what was measured, and whether it was reached (None: not measured)."""

    text: str
    measured: str
    reached: bool | None

    @property
    def word(self) -> str:
        """The result in words."""
        return "not measured" if self.reached is None else "reached" if self.reached else "not reached"


def per_case(runs: Sequence[Run]) -> float:
    """This function will give the median time per case, in seconds."""
    return median(run.seconds / run.cases for run in runs)


def results(runs: Sequence[Run]) -> list[Result]:
    """This function will compare every goal with the runs, at every size where both sides ran."""
    return [*(result for goal in GOALS for result in _ratios(goal, runs)), _memory(runs)]


def _ratios(goal: Goal, runs: Sequence[Run]) -> Iterator[Result]:
    sizes = sorted({run.beside for run in runs if run.rival == goal.rival})
    if not sizes:
        yield Result(goal.text, "", None)
    for size in sizes:
        ours, theirs = (of(runs, name, size) for name in (OURS, goal.rival))
        slow, fast = (ours, theirs) if goal.slower else (theirs, ours)
        ratio, pairs = per_case(slow) / per_case(fast), paired(slow, fast)
        reached = ratio <= goal.times if goal.slower else ratio >= goal.times
        measured = f"{_times(ratio)} ({_times(min(pairs))} to {_times(max(pairs))})"
        yield Result(f"{goal.text}, {size:,} cases", measured, reached)


def of(runs: Sequence[Run], rival: str, size: int) -> list[Run]:
    """This function will pick a rival's runs beside Evenhand at a size."""
    return [run for run in runs if run.rival == rival and run.beside == size]


def paired(slow: Sequence[Run], fast: Sequence[Run]) -> list[float]:
    """This function will give the ratio of times per case in each round."""
    per_round = {run.round: run.seconds / run.cases for run in fast}
    return [run.seconds / run.cases / per_round[run.round] for run in slow]


def _times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"


def _memory(runs: Sequence[Run]) -> Result:
    text = f"At most {BOUND_MIB:,} MiB at {BOUND_CASES:,} cases"
    peaks = [run.peak_mib for run in of(runs, OURS, BOUND_CASES)]
    return Result(text, f"{max(peaks):,.0f} MiB" if peaks else "", max(peaks) <= BOUND_MIB if peaks else None)

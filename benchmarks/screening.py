"""Measures the speed of screening: `python -m benchmarks.screening [--sizes N,...] [--repeats N] [--write FILE]`.

It makes dockets, holds every rival to Evenhand's table, then times them in turns, and prints or writes the report.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import machine, page
from benchmarks.running import OURS, RIVALS, ROOT, Bench, Rival, Run

SIZES = (400_000, 1_000_000, 4_000_000, 10_000_000)
BESIDE = 1_000_000  # rivals with dockets of their own size run beside Evenhand at this size
CHECKED = 5_000


def main(words: Sequence[str] | None = None) -> None:
    """This function will run the benchmarks and print or write their report."""
    asked = _parser().parse_args(words)
    rivals = _chosen(asked.rivals)
    if any(rival.elsewhere for rival in rivals) and not asked.elsewhere.exists():
        raise SystemExit(f"there is no [{asked.elsewhere}], which runs some of the rivals; say make bench")
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as temporary:
        folder: Path = asked.cache or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report = _measured(Bench(folder, asked.elsewhere, _tell), rivals, sizes=asked.sizes, repeats=asked.repeats)
    if asked.write:
        asked.write.write_text(report, encoding="utf-8")
    print(report)


def _measured(bench: Bench, rivals: Sequence[Rival], *, sizes: Sequence[int], repeats: int) -> str:
    load = [os.getloadavg()]
    bench.check(rivals, cases=CHECKED)
    beside = BESIDE if BESIDE in sizes else max(sizes)
    runs: list[Run] = list(bench.rounds(rivals, sizes=sizes, beside=beside, repeats=repeats))
    return page(runs, machine=machine(), load=[*load, os.getloadavg()])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="how many cases, with commas between")
    parser.add_argument("--repeats", type=int, default=5, help="rounds at each size")
    parser.add_argument("--rivals", type=lambda text: text.split(","), help="only these, beside Evenhand")
    parser.add_argument("--write", type=Path, help="the file that the report replaces")
    parser.add_argument("--cache", type=Path, help="where dockets are kept from one session to the next")
    parser.add_argument("--elsewhere", type=Path, default=ROOT / ".venv-bench" / "bin" / "python",
                        help="the interpreter of the rivals' own environment")  # fmt: skip
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _chosen(names: Sequence[str] | None) -> list[Rival]:
    unknown = set(names or ()) - {rival.name for rival in RIVALS}
    if unknown:
        raise SystemExit(f"no rival is called {sorted(unknown)}; there are {', '.join(rival.name for rival in RIVALS)}")
    return [rival for rival in RIVALS if names is None or rival.name in (OURS, *names)]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

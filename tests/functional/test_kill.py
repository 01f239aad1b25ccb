"""`kill -9` at any moment leaves the old target or the whole new one, never half."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from evenhand.docket import table
from evenhand.docket.facts import load_dictionary
from evenhand.docket.synthetic import make
from evenhand.screening.folder import digest, read_manifest

KILLS = 100 if os.environ.get("EVENHAND_PROFILE") == "release" else 10
SEED = 20120113


def killed_at_random(command: list[str], longest: float, *, draw: random.Random) -> bool:
    """This function will start a command, kill it at a random moment, and say whether it had ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "evenhand", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(draw.uniform(0, longest))
    process.kill()
    return process.wait() == 0


def how_long(command: list[str]) -> float:
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "evenhand", *command], check=True, capture_output=True)
    return time.monotonic() - start


@pytest.mark.slow
def test_a_killed_screening_leaves_no_folder_or_a_whole_one(tmp_path: Path) -> None:
    make(tmp_path / "docket.parquet", dictionary=load_dictionary(), cases=200_000)
    terms = [
        "screen",
        str(tmp_path / "docket.parquet"),
        "--edition",
        "ice-2011-11-17",
        "--as-of",
        "2012-01-13",
        "--out",
    ]
    longest = how_long([*terms, str(tmp_path / "whole")])
    whole = {path.name: digest(path) for path in (tmp_path / "whole").iterdir()}
    draw = random.Random(SEED)
    for kill in range(KILLS):
        out = tmp_path / f"out-{kill}"
        ended = killed_at_random([*terms, str(out)], longest * 1.1, draw=draw)
        assert out.exists() or not ended
        if out.exists():
            assert {path.name: digest(path) for path in out.iterdir()} == whole
            assert read_manifest(out)["docket"]["taken"] == 200_000


@pytest.mark.slow
def test_a_killed_docket_command_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "docket.parquet"
    command = ["docket", "synthetic", "--cases", "200000", "--out", str(target), "--seed"]
    longest = max(how_long([*command, seed]) for seed in ("0", "1"))
    draw = random.Random(SEED)
    have = {digest(target)}
    for seed in ("0", "1"):
        subprocess.run([sys.executable, "-m", "evenhand", *command, seed], check=True, capture_output=True)
        have.add(digest(target))
    assert len(have) == 2
    for kill in range(KILLS):
        killed_at_random([*command, str(kill % 2)], longest * 1.1, draw=draw)
        assert digest(target) in have
        assert pl.scan_parquet(target).select(pl.len()).collect().item() == table.about(target).taken  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_killed_intake_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    source, target = tmp_path / "docket.csv", tmp_path / "docket.parquet"
    command = ["docket", "check", str(source), "--out", str(target)]
    have = set()
    for stage in ("pending", "incoming"):
        rows = "".join(f"SYN-{n},Denver,{stage},1974-0{n % 9 + 1}\n" for n in range(60_000))
        source.write_text("case_id,office,stage,birth\n" + rows, encoding="utf-8")
        longest = how_long(command)
        have.add(digest(target))
    assert len(have) == 2
    draw = random.Random(SEED)
    for _ in range(KILLS):
        killed_at_random(command, longest * 1.1, draw=draw)
        assert digest(target) in have
        assert (tmp_path / "docket.parquet.quarantine.csv").is_file()

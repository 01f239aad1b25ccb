"""Draws docs/summary.svg: what `evenhand screen` prints for the invented pilot docket, with no outside address."""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import chdir
from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from evenhand.cli import terminal
from evenhand.cli.main import app

EDITION, DAY = "ice-2011-11-17", "2012-01-13"


def main(target: Path) -> None:
    """This function will make the docket, screen it with a recording console, and write what it printed as SVG."""
    target = target.absolute()
    terms = ["--edition", EDITION, "--as-of", DAY]
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        run("docket", "synthetic", "--out", "pilot.parquet")
        terminal.out = Console(record=True, width=84, file=StringIO(), highlight=False, markup=False, emoji=False)
        run("screen", "pilot.parquet", *terms, "--out", "pilot-outcomes")
        svg = terminal.out.export_svg(title=f"evenhand screen pilot.parquet {' '.join(terms)}", unique_id="summary")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!-- .*? -->", "", svg).replace("Fira Code", "monospace")
    target.write_text("\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n", encoding="utf-8")


def run(*words: str) -> None:
    """This function will run one command, and fail where it fails."""
    result = CliRunner().invoke(app, list(words))
    if result.exit_code:
        raise SystemExit(result.output)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

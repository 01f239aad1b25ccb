"""The documents are true: every command in them runs, every link leads somewhere, every picture is today's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ENVIRONMENT = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def shell_blocks(path: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def make_targets(path: Path) -> list[str]:
    return re.findall(r"^ {4}make ([a-z-]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in DOCUMENTS if shell_blocks(path)], ids=lambda path: path.name)
def test_every_command_in_a_document_runs(path: Path, tmp_path: Path) -> None:
    """They run one after the other, as a reader would run them, in a folder that holds the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for number, block in enumerate(shell_blocks(path)):
        shell = ["sh", "-e", "-c", block]
        ran = subprocess.run(shell, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{path.name}, block {number + 1}:\n{block}\n{ran.stderr}"


@pytest.mark.slow
def test_the_demo_runs_and_says_where_everything_lies(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    demo = [str(ROOT / "scripts" / "demo.sh"), "demo", "ice-2011-11-17", "2012-01-13"]
    environment = ENVIRONMENT | {"BIN": str(Path(sys.executable).parent)}
    ran = subprocess.run(["sh", *demo], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    said = ran.stdout[ran.stdout.index("Where everything lies") :]
    named = [line.split()[0] for line in said.splitlines()[1:] if line]
    assert len(named) == 5
    assert all((tmp_path / name).exists() for name in named)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_in_a_document_exists(path: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(make_targets(path)) <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_the_picture_is_what_the_command_prints_today(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "picture.py", tmp_path / "now.svg"], check=True)
    assert (tmp_path / "now.svg").read_bytes() == (ROOT / "docs" / "summary.svg").read_bytes()

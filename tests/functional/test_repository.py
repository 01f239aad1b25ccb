"""The repository keeps its own promises: shape of the code, hashed pins, a word for every dependency, no addresses."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FIRST_LINE = "This function will "


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    lengths = [length(node) for _, node in functions()]
    assert statistics.median(lengths) <= 8
    assert [f"{path.name}:{node.name}" for path, node in functions() if length(node) > 40] == []


def test_files_are_under_400_lines() -> None:
    long = [path.name for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) >= 400]
    assert long == []


def test_public_docstrings_finish_this_function_will() -> None:
    commands = ROOT / "src" / "evenhand" / "cli"
    odd = [
        f"{path.name}:{node.name}"
        for path, node in functions()
        if not node.name.startswith("_")
        and (said := ast.get_docstring(node))
        and not said.startswith(FIRST_LINE)
        and commands not in path.parents  # a command's docstring is its help
        and not any(isinstance(mark, ast.Name) and "property" in mark.id for mark in node.decorator_list)
    ]
    assert odd == []


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    dependencies = [line for line in lines if re.match(r'\s+"[A-Za-z0-9_-]+(\[.*\])?[>=<~!]', line)]
    assert len(dependencies) > 10
    assert [line for line in dependencies if "# " not in line] == []


def test_pins_have_hashes_and_name_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, flags=re.MULTILINE)
        entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
        assert len(pins) == sum("--hash=sha256:" in entry for entry in entries), path.name


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8").lower()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[>=<~!\[]", entry)[0].lower() for entry in wanted]
    assert [name for name in names if f"\n{name}==" not in f"\n{pinned}"] == []


def test_no_file_records_where_packages_come_from() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in tracked if name.endswith(("uv.lock", "package-lock.json", "poetry.lock"))]

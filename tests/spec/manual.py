"""Makes docs/language.md from the spec tests: package = chapter, module = section, test = paragraph.

Run as `python -m spec.manual` with `tests` on the path.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import spec
from spec.drawing import AS_OF, INSTEAD, WHY, WRITE, Drawing, Spec

TARGET = Path(__file__).parents[2] / "docs" / "language.md"
CHAPTERS = {
    "logic": ("test_truths", "test_joining"),
    "facts": ("test_codes", "test_counts", "test_days"),
    "years": ("test_thresholds", "test_leap_days", "test_imprecise_days", "test_between_two_days"),
    "evidence": ("test_order_of_days", "test_the_day_of_screening", "test_disputes", "test_checks"),
    "outcomes": (
        "test_nine_combinations", "test_scope", "test_if_clear", "test_worklists", "test_facts_to_ask",
        "test_considerations", "test_totality",
    ),
    "editions": ("test_an_edition_in_full", "test_instead", "test_november_2011"),
}  # fmt: skip


def make() -> str:
    """This function will write the whole manual."""
    lines = [*_headed("#", spec)]
    for chapter, sections in CHAPTERS.items():
        lines += _headed("##", import_module(f"spec.{chapter}"))
        for section in sections:
            lines += _section(import_module(f"spec.{chapter}.{section}"))
    return "\n".join(lines).rstrip() + "\n"


def _headed(marks: str, module: ModuleType) -> Iterator[str]:
    title, _, text = (inspect.getdoc(module) or "").partition("\n")
    yield from (f"{marks} {title}", "", *_unwrapped(text))


def _unwrapped(text: str) -> Iterator[str]:
    """One line a paragraph, as the browsers and editors of Markdown like it."""
    for paragraph in text.strip().split("\n\n"):
        if paragraph:
            yield from (" ".join(paragraph.split()), "")


def _section(module: ModuleType) -> Iterator[str]:
    yield from _headed("###", module)
    shown: dict[str, str] = {}
    for name, test in vars(module).items():
        if name.startswith("test_"):
            yield from _paragraph(test, shown)


def _paragraph(test: Callable[[Spec], None], shown: dict[str, str]) -> Iterator[str]:
    yield from (f"#### {test.__name__.removeprefix('test_').replace('_', ' ').capitalize()}", "")
    yield from _unwrapped(inspect.getdoc(test) or "")
    drawings: list[Drawing] = []
    test(Spec(drawings.append))
    for drawing in drawings:
        yield from _yaml("Facts", drawing.facts, shown)
        yield from _yaml("Policy", drawing.policy, shown)
        yield from ([f"As of {drawing.as_of}:", ""] if drawing.as_of != AS_OF else [])
        yield from (*_table(_cells(drawing)), "")


def _yaml(what: str, text: str, shown: dict[str, str]) -> Iterator[str]:
    """A block of YAML, where it is another than the one shown last."""
    if text.strip() and shown.get(what) != text:
        shown[what] = text
        yield from (f"{what}:", "", "```yaml", dedent(text).strip(), "```", "")


def _cells(drawing: Drawing) -> list[list[str]]:
    header, *_ = drawing.rows
    rules = INSTEAD in header
    names = [name if name in (WHY, INSTEAD, WRITE) else f"`{name}`" for name in header]
    return [names, *([f"`{cell}`" if rules else cell for cell in row.values()] for row in drawing.rows)]


def _table(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    header, *body = [f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows]
    yield from (header, f"|{'|'.join('-' * (width + 2) for width in widths)}|", *body)


if __name__ == "__main__":
    TARGET.write_text(make(), encoding="utf-8")

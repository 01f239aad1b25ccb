"""What the terminal shows: tables, progress, and errors that say what to do."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

out = Console(highlight=False, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, markup=False, emoji=False)


def clean(text: object) -> str:
    """This function will give text that a terminal only prints: control characters, which can redraw it, are shown."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs") else "\ufffd" for c in str(text)
    )


def width() -> int:
    """This function will give the columns of the terminal."""
    return out.width


def say(text: object = "", *, style: str = "") -> None:
    """This function will print a line, wrapped at words; what is indented stays indented where it wraps."""
    for line in clean(text).split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        wrapped = textwrap.wrap(line.strip(), out.width, initial_indent=indent, subsequent_indent=indent,
                                break_long_words=False, break_on_hyphens=False)  # fmt: skip
        out.print(Text("\n".join(wrapped), style=style), soft_wrap=True)


@contextmanager
def told() -> Iterator[None]:
    """This function will tell errors that Evenhand declares, and the system's own, in a line; others are our faults."""
    try:
        yield
    except OSError as error:
        raise _stop(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from None
    except ValueError as error:
        if not type(error).__module__.startswith("evenhand."):
            raise
        raise _stop(str(error)) from None


def _stop(message: str) -> typer.Exit:
    err.print(Text(f"evenhand: {clean(message)}"), style="red", soft_wrap=True)
    return typer.Exit(2)


def show_table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, right_from: int = 1) -> None:
    """This function will print a table; columns from `right_from` on are numbers. A row of one cell is a heading."""
    if title:
        say(title, style="bold")
    table = Table(pad_edge=False, box=None, header_style="bold")
    for number, name in enumerate(header):
        table.add_column(
            Text(clean(name)),
            justify="right" if number >= right_from else "left",
            overflow="fold",
            no_wrap=number == 0 or number >= right_from,
        )
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row), style="dim italic" if len(row) == 1 else "")
    out.print(table)


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """This function will show how far long work is, on the error stream; nothing where that is not a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda rows: bar.advance(task, rows)


def one_day(text: str) -> date:
    """This function will read a day given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"[{clean(text)[:40]}] is not a day; write it as 2012-01-13") from None

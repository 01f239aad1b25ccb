"""`evenhand docket`: make, take in, check and describe dockets."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from evenhand.cli.terminal import progress, say, show_table, told

app = typer.Typer(help="Make, read, check and describe dockets.", no_args_is_help=True)
FILE = Annotated[Path, typer.Argument(help="A docket: a table made by Evenhand (Parquet), or a canonical CSV.")]
OUT = Annotated[Path, typer.Option("--out", help="The docket table to write (Parquet).")]


@app.command()
def synthetic(
    out: OUT,
    cases: Annotated[
        int | None, typer.Option(min=1, help="How many; without it the two pilot offices as published.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same docket.")] = 20120113,
) -> None:
    """Make a docket of invented people, shaped like the two pilot offices of 2011-12."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.docket.synthetic import make

    with told(), progress("Inventing", cases) as tell:
        made = make(out, dictionary=load_dictionary(), cases=cases, seed=seed, progress=tell)
    say(f"{made.about.taken:,} invented cases: {out}")


@app.command()
def eoir(
    folder: Annotated[Path, typer.Argument(help="A folder with the court's published tables, unzipped.")],
    out: OUT,
) -> None:
    """Read the public court data (A_TblCase, B_TblProceeding, B_TblProceedCharges) into a docket table."""
    from evenhand.docket.eoir import read_release
    from evenhand.docket.facts import load_dictionary

    with told(), progress("Reading", None) as tell:
        read = read_release(folder, out, dictionary=load_dictionary(), progress=tell)
    _taken(read.about.rows_in, read.about.taken, read.about.quarantined)
    for reason, count in read.stage_unknown.items():
        say(f"Stage unknown, {reason}: {count:,}.")
    for note in read.notes:
        say(note)
    say(f"Docket: {out}")
    say(f"Quarantine: {read.quarantine}")


def _taken(rows_in: int, taken: int, quarantined: int) -> None:
    say(f"Rows in {rows_in:,} = taken {taken:,} + quarantined {quarantined:,}.")


@app.command()
def check(
    file: FILE,
    out: Annotated[
        Path | None, typer.Option("--out", help="Also keep what was taken as a docket table (Parquet).")
    ] = None,
) -> None:
    """Read a docket as screening would, and say what could not be taken and what contradicts itself."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.docket.intake import take
    from evenhand.docket.opening import rows

    with told(), tempfile.TemporaryDirectory() as scratch, progress("Checking", rows(file)) as tell:
        taken = take(file, out or Path(scratch) / "docket.parquet", dictionary=load_dictionary(), progress=tell)
        problems = _quarantined(taken.quarantine)
    _taken(taken.about.rows_in, taken.about.taken, taken.about.quarantined)
    for row in problems[:20]:
        say(f"  Row {row['row']}, line {row['line']}: {row['reason']}{_quoted(row['value'])}; {row['remedy']}.")
    if len(problems) > 20:
        say(f"  and {len(problems) - 20:,} more rows; --out FILE keeps them all in FILE.quarantine.csv")
    _by_fact("Unreadable or impossible values, taken as unknown", taken.defects)
    _by_fact("Contradictory values, taken as disputed", taken.disputed)
    if out:
        say(f"Docket: {out}")
        say(f"Quarantine: {taken.quarantine}")
    if taken.about.quarantined:
        raise typer.Exit(1)


def _quarantined(path: Path) -> list[dict[str, Any]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _quoted(value: str) -> str:
    return f" [{value}]" if value else ""


def _by_fact(heading: str, counts: Mapping[str, int]) -> None:
    if counts:
        show_table(heading, ["fact", "cases"], [(name, f"{count:,}") for name, count in counts.items()])


@app.command()
def describe(
    file: FILE,
    office: Annotated[str, typer.Option(help="One office; all offices together without it.")] = "all offices",
) -> None:
    """Say how much of each fact is known, per office."""
    import polars as pl

    from evenhand.docket.describe import describe as describe_docket
    from evenhand.docket.facts import load_dictionary, nearest
    from evenhand.docket.opening import opened

    with told():
        dictionary = load_dictionary()
        with opened(file, dictionary) as docket:
            described = describe_docket(docket.table, dictionary)
    offices = described["office"].unique(maintain_order=True).to_list()
    if office not in offices:
        raise typer.BadParameter(
            f"there is no office [{office}]{nearest(office, offices)}; known: {', '.join(offices)}"
        )
    rows = described.filter(pl.col("office") == office).to_dicts()
    lines = [(row["fact"], _share(row, "known"), _share(row, "partly_known"), _share(row, "unknown"),
              f"{row['disputed']:,}", f"{row['defects']:,}") for row in rows]  # fmt: skip
    show_table(
        f"{office}: {rows[0]['cases']:,} cases", ["fact", "known", "partly", "unknown", "disputed", "defects"], lines
    )
    say(f"Offices: {', '.join(offices)}.")


def _share(row: Mapping[str, Any], column: str) -> str:
    return f"{100 * row[column] / row['cases']:.1f} %" if row["cases"] else ""

"""The edition as one plain Python function for one case, written out by a generator and compiled once.

As fast as honest plain Python gets: local variables, no calls, nothing evaluated twice, and a shorter function for the
many rows that dispute nothing. Rows lie in memory as tuples before the clock starts; out comes the whole row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from benchmarks.generation import conditions, facts, outcomes
from benchmarks.generation.writer import Writer
from benchmarks.job import Job, Prepared
from evenhand.policy.compile import known
from evenhand.policy.compile.terms import Terms

Row = tuple[Any, ...]


def prepare(job: Job) -> Prepared:
    """This function will generate the function and read the rows, and give what screens them one by one."""
    screened = generate(job.terms)
    rows = pl.scan_parquet(job.docket, glob=False).select(known.inputs(job.terms)).collect().rows()

    def write(found: list[Row]) -> None:
        pl.DataFrame(found, schema=pl.read_parquet_schema(job.finished), orient="row").write_parquet(job.out)

    return Prepared(lambda: [screened(row) for row in rows], write)


def generate(terms: Terms) -> Callable[[Row], Row]:
    """This function will generate the function from a row of the docket, as screening reads it, to one of outcomes."""
    text = _source(terms, "undisputed", disputes=False)
    if not terms.disputable:
        return _compiled(text)["undisputed"]
    functions = _compiled(text + _source(terms, "disputed", disputes=True))
    undisputed, disputed = functions["undisputed"], functions["disputed"]
    return lambda row: disputed(row) if row[-1] else undisputed(row)


def _source(terms: Terms, name: str, *, disputes: bool) -> str:
    writer = Writer(terms, disputes)
    facts.write(writer)
    conditions.write_keys(writer)
    outcomes.write(writer)
    return "\n    ".join([f"def {name}(row):", *writer.lines]) + "\n"


def _compiled(text: str) -> dict[str, Callable[[Row], Row]]:
    days = set(re.findall(r"DAY_(\d{4})_(\d{2})_(\d{2})", text))
    space: dict[str, Any] = {f"DAY_{y}_{m}_{d}": date(int(y), int(m), int(d)) for y, m, d in days}
    exec(compile(text, "<edition>", "exec"), space)
    return space

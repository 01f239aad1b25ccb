"""The one comparison of the engines: the reference evaluator, Polars and DuckDB must give the same table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from evenhand.docket import table
from evenhand.policy.compile import Compiled, compile_edition
from evenhand.policy.evaluate import screen
from evenhand.policy.outcomes import columns
from generative.strategies import Drawn, shown

Row = tuple[Any, ...]
Table = tuple[tuple[str, ...], list[Row]]  # names of the columns, rows


def by_reference(drawn: Drawn) -> Table:
    """This function will screen with the reference evaluator, case by case."""
    names = columns(drawn.edition, drawn.dictionary)
    rows = []
    for record in drawn.records:
        found = screen(record, edition=drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of)
        cells = {name: getattr(found, name) for name in names[2:] if hasattr(found, name)}
        cells |= {f"{reason.list}_{reason.name}": value for reason, value in found.reasons.items()}
        cells |= {f"ask_{name}": True for name in found.ask}
        assert set(cells) <= set(names), f"no column for {sorted(set(cells) - set(names))}"
        rows.append((record.case_id, record.office, *(cells.get(name, False) for name in names[2:])))
    return names, rows


def by_polars(drawn: Drawn) -> Table:
    """This function will screen with the compiled edition on Polars, which is told what facts the docket disputes."""
    disputed = frozenset[str]().union(*(record.disputed for record in drawn.records))
    result = nw.to_native(_compiled(drawn, disputable=disputed).run(nw.from_native(_docket(drawn)))).collect()
    return tuple(result.columns), result.rows()


def by_duckdb(drawn: Drawn) -> Table:
    """This function will screen with the compiled edition on DuckDB, from a Parquet file."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "docket.parquet"
        _docket(drawn).collect().write_parquet(path)
        result = nw.to_native(_compiled(drawn).run(nw.from_native(connection.read_parquet(str(path)))))
        return tuple(result.columns), result.fetchall()


def differences(drawn: Drawn, *engines: Callable[[Drawn], Table]) -> list[str]:
    """This function will say in words where engines differ from the reference, in columns, rows or any cell."""
    wanted = by_reference(drawn)
    return [line for engine in engines for line in _differences(drawn, wanted, engine(drawn), engine.__name__)]


def _differences(drawn: Drawn, wanted: Table, found: Table, engine: str) -> Iterator[str]:
    names, rows = wanted
    if found[0] != names:
        yield f"{engine}: the columns are {found[0]}, not {names}"
        return
    if len(found[1]) != len(rows):
        yield f"{engine}: {len(found[1])} rows, not {len(rows)}"
        return
    for record, right, here in zip(drawn.records, rows, found[1], strict=True):
        for name, one, other in zip(names, right, here, strict=True):
            if one != other or type(one) is not type(other):
                yield f"{engine}: {name} is [{other}], the reference says [{one}]; {shown(record)}"


def _docket(drawn: Drawn) -> pl.LazyFrame:
    return table.frame(list(drawn.records), drawn.dictionary)


def _compiled(drawn: Drawn, *, disputable: frozenset[str] | None = None) -> Compiled:
    return compile_edition(drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of, disputable=disputable)

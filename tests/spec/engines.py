"""Every engine that screens, asked the same question: the reference evaluator, Polars and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import narwhals as nw
import polars as pl

from evenhand.docket import table
from evenhand.docket.facts import Dictionary, Record
from evenhand.policy.compile import Compiled, compile_edition
from evenhand.policy.document import Edition
from evenhand.policy.evaluate import Screened, screen
from evenhand.policy.outcomes import ask_columns, columns

Row = Mapping[str, object]


@dataclass(frozen=True)
class Question:
    """Some records, under an edition, on a day."""

    records: list[Record]
    edition: Edition
    dictionary: Dictionary
    as_of: date


def on_reference(question: Question) -> list[Row]:
    """This function will screen record by record in plain Python."""
    found = [screen(record, edition=question.edition, dictionary=question.dictionary, as_of=question.as_of)
             for record in question.records]  # fmt: skip
    return [_row(record, one, question) for record, one in zip(question.records, found, strict=True)]


def _row(record: Record, found: Screened, question: Question) -> Row:
    flags = {
        name: name.removeprefix("ask_") in found.ask for name in ask_columns(question.edition, question.dictionary)
    }
    reasons = {f"{reason.list}_{reason.name}": value for reason, value in found.reasons.items()}
    known = {"case_id": record.case_id, "office": record.office, **vars(found), **reasons, **flags}
    return {name: known[name] for name in columns(question.edition, question.dictionary)}


def on_polars(question: Question) -> list[Row]:
    """This function will screen the docket table with Polars."""
    frame = nw.from_native(table.frame(question.records, question.dictionary))
    result = nw.to_native(_compiled(question).run(frame))
    assert isinstance(result, pl.LazyFrame)
    return list(result.sort("case_id").collect().to_dicts())


def on_duckdb(question: Question) -> list[Row]:
    """This function will screen the docket table with DuckDB."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "docket.parquet"
        table.frame(question.records, question.dictionary).sink_parquet(path)
        result = nw.to_native(_compiled(question).run(nw.from_native(connection.read_parquet(str(path)))))
        rows = result.order("case_id").fetchall()
        return [dict(zip(result.columns, row, strict=True)) for row in rows]


def _compiled(question: Question) -> Compiled:
    return compile_edition(question.edition, dictionary=question.dictionary, as_of=question.as_of)


ENGINES: Mapping[str, Callable[[Question], list[Row]]] = {
    "the reference evaluator": on_reference,
    "Polars": on_polars,
    "DuckDB": on_duckdb,
}

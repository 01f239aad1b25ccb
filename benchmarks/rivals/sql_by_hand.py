"""The edition as SQL that someone wrote by hand for DuckDB, from Parquet to Parquet."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks import AS_OF
from benchmarks.job import Job, Prepared
from evenhand.docket.synthetic.recording import DISPUTABLE

SQL = Path(__file__).with_suffix(".sql")


def prepare(job: Job) -> Prepared:
    """This function will put names and day into the SQL, and give what runs it."""
    assert job.terms.disputable <= set(DISPUTABLE), "the SQL looks only for the disputes of the synthetic docket"
    sql = SQL.read_text(encoding="utf-8")
    for name, value in {"as_of": AS_OF, "docket": job.docket, "out": job.out}.items():
        sql = sql.replace(f"{{{name}}}", str(value))

    def work() -> None:
        with duckdb.connect() as connection:
            connection.execute(sql)

    return Prepared(work)

"""The same compiled edition on DuckDB instead of Polars, from Parquet to Parquet."""

from __future__ import annotations

import duckdb
import narwhals as nw

from benchmarks import AS_OF
from benchmarks.job import Job, Prepared
from evenhand.docket import table
from evenhand.policy.compile import compile_edition
from evenhand.screening.screen import disputed_facts


def prepare(job: Job) -> Prepared:
    """This function will read the edition, and give what screens the docket on DuckDB."""
    edition, dictionary = job.edition, job.dictionary

    def work() -> None:
        disputed = disputed_facts(job.docket, dictionary)
        compiled = compile_edition(edition, dictionary=dictionary, as_of=AS_OF, disputable=disputed)
        with duckdb.connect() as connection:
            docket = nw.from_native(connection.read_parquet(str(job.docket)))
            outcomes = nw.to_native(compiled.run(docket))
            outcomes.write_parquet(str(job.out), compression="zstd", row_group_size=table.ROW_GROUP)

    return Prepared(work)

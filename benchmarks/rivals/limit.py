"""The limit: reading the columns that screening reads, and writing the table that it writes, and nothing else.

The finished table lies in memory before the clock starts.
"""

from __future__ import annotations

import polars as pl

from benchmarks.job import Job, Prepared
from evenhand.docket import table
from evenhand.policy.compile import known


def prepare(job: Job) -> Prepared:
    """This function will read the finished table, and give what reads the docket and writes that table."""
    finished, columns = pl.read_parquet(job.finished), known.inputs(job.terms)

    def work() -> None:
        pl.scan_parquet(job.docket, glob=False).select(columns).sink_batches(lambda _: None, maintain_order=False)
        finished.lazy().sink_parquet(job.out, row_group_size=table.ROW_GROUP)

    return Prepared(work)

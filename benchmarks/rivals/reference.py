"""Evenhand's own reference evaluator: one case at a time, slow and obvious. It is the meaning, not a way to be fast."""

from __future__ import annotations

from typing import Any

import polars as pl

from benchmarks import AS_OF
from benchmarks.job import Job, Prepared
from evenhand.docket import table
from evenhand.policy.evaluate import Screened, screen

Row = dict[str, Any]


def prepare(job: Job) -> Prepared:
    """This function will read the records, and give what screens them one by one."""
    edition, dictionary = job.edition, job.dictionary
    records = [
        table.record(row, dictionary) for row in pl.scan_parquet(job.docket, glob=False).collect().iter_rows(named=True)
    ]

    def write(found: list[Screened]) -> None:
        schema = pl.read_parquet_schema(job.finished)
        named = [{"case_id": record.case_id, "office": record.office, **_row(one)}
                 for record, one in zip(records, found, strict=True)]  # fmt: skip
        rows = [[row.get(name, False) for name in schema] for row in named]
        pl.DataFrame(rows, schema=schema, orient="row").write_parquet(job.out)

    return Prepared(
        lambda: [screen(record, edition=edition, dictionary=dictionary, as_of=AS_OF) for record in records], write
    )


def _row(found: Screened) -> Row:
    reasons = {f"{reason.list}_{reason.name}": held for reason, held in found.reasons.items()}
    return vars(found) | reasons | {f"ask_{name}": True for name in found.ask}

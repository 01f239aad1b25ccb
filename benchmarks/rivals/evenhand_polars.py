"""Evenhand as it screens: both evaluations, every column, streamed through Polars from Parquet to Parquet."""

from __future__ import annotations

from benchmarks import AS_OF
from benchmarks.job import Job, Prepared
from evenhand.screening.screen import Request, write_outcomes


def prepare(job: Job) -> Prepared:
    """This function will read the edition, and give what screens the docket."""
    request = Request(job.docket, job.edition, job.dictionary, AS_OF)
    return Prepared(lambda: write_outcomes(job.docket, job.out, request=request, progress=None))

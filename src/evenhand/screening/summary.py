"""Counts of an outcomes table, by office, that reconcile to the last case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from evenhand.policy.outcomes import INCOMPLETE, OUT_OF_SCOPE
from evenhand.screening.folder import ScreeningError

KEYS = ("office", "outcome", "outcome_if_clear", "needs_check", "needs_finding", "worklist", "out_of_scope_by")
NEEDS = {
    (False, False): "nothing more",
    (True, False): "check",
    (False, True): "finding",
    (True, True): "check and finding",
}


def count(outcomes: Path) -> list[dict[str, Any]]:
    """This function will count the cases of an outcomes file by office, outcome, what "if clear" needs, worklist."""
    table = pl.scan_parquet(outcomes, glob=False).group_by(*KEYS).agg(pl.len().alias("cases"))
    return table.collect(engine="streaming").sort(*KEYS, nulls_last=True).to_dicts()


def by_office(cells: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """This function will add counted cells up to a summary per office, and "all offices" last.

    Each summary has `cases`, `out_of_scope`, and Counters `outcomes`, `if_clear` (outcome, what it needs), `worklists`
    and `out_of_scope_by`.
    """
    offices = sorted({cell["office"] for cell in cells})
    summaries = {office: _summary([cell for cell in cells if cell["office"] == office]) for office in offices}
    return {**summaries, "all offices": _summary(cells)}


def _summary(cells: list[dict[str, Any]]) -> dict[str, Any]:
    outcomes, if_clear, worklists, failed = Counter[str](), Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for cell in cells:
        outcomes[cell["outcome"]] += cell["cases"]
        if_clear[cell["outcome_if_clear"], NEEDS[cell["needs_check"], cell["needs_finding"]]] += cell["cases"]
        if cell["worklist"] is not None:
            worklists[cell["worklist"]] += cell["cases"]
        if cell["out_of_scope_by"] is not None:
            failed[cell["out_of_scope_by"]] += cell["cases"]
    return {
        "cases": outcomes.total(), "out_of_scope": outcomes[OUT_OF_SCOPE], "outcomes": outcomes,
        "if_clear": if_clear, "worklists": worklists, "out_of_scope_by": failed,
    }  # fmt: skip


def reconcile(cells: list[dict[str, Any]], docket: Mapping[str, Any]) -> None:
    """This function will raise ScreeningError unless every row in is screened, out of scope or quarantined."""
    for office, summary in by_office(cells).items():
        if summary["worklists"].total() != summary["outcomes"][INCOMPLETE]:
            raise ScreeningError(f"office [{office}]: some incomplete cases are on no worklist, or on two")
    total = sum(cell["cases"] for cell in cells)
    if total != docket["taken"]:
        raise ScreeningError(f"{docket['taken']:,} cases were taken, but {total:,} have outcomes; nothing was written")
    if docket["rows_in"] != docket["taken"] + docket["quarantined"]:
        raise ScreeningError(f"the docket's own counts do not add up: {docket}")

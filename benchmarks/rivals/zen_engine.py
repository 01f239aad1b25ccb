"""The edition as a decision graph for zen-engine, case by case, over facts that were prepared before the clock starts.

It gives less than Evenhand does: the outcome, the outcome if clear, and the reasons; nothing of what is still to ask.
"""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import zen

from benchmarks.job import Job, Prepared
from benchmarks.two_rails import Rails, outcomes, prepared, suffix
from evenhand.policy.compile.terms import CLEAR, PLAIN, Terms

KEY = "edition"
OUTCOME = (
    "not $.scope_possible{m} ? 6 : not $.scope_certain{m} ? 5 : "
    "$.favorable_certain{m} != $.favorable_possible{m} or $.priority_certain{m} != $.priority_possible{m} ? 5 : "
    "$.favorable_certain{m} ? ($.priority_certain{m} ? 3 : 1) : ($.priority_certain{m} ? 2 : 4)"
)


def prepare(job: Job) -> Prepared:
    """This function will load the graph and prepare the facts, and give what evaluates all cases in one batch."""
    facts = prepared(pl.scan_parquet(job.docket, glob=False), job.terms).collect()
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph(job.terms)}}})
    rows = facts.drop("case_id", "office").iter_rows(named=True)
    requests = [{"key": KEY, "context": json.dumps(row).encode()} for row in rows]  # it reads JSON faster than a dict

    def write(found: list[Any]) -> None:
        results = pl.DataFrame([one["data"]["result"] for one in found])
        whole = pl.concat([facts.select("case_id", "office"), results], how="horizontal")
        outcomes(whole.lazy(), job.terms).sink_parquet(job.out)

    return Prepared(lambda: engine.evaluate_batch(requests), write)


def graph(terms: Terms) -> dict[str, Any]:
    """This function will write the edition as a decision graph: facts in, one node of expressions, outcomes out."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in _expressions(terms).items()]
    return {
        "nodes": [
            {"id": "facts", "name": "facts", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode",
             "content": {"expressions": expressions, "passThrough": False}},
            {"id": "outcomes", "name": "outcomes", "type": "outputNode"},
        ],
        "edges": [{"id": "1", "sourceId": "facts", "targetId": "rules"},
                  {"id": "2", "sourceId": "rules", "targetId": "outcomes"}],
    }  # fmt: skip


def _expressions(terms: Terms) -> dict[str, str]:
    rails = Rails(terms, both=" and ", either=" or ", negation="not ", given="{}", said="$.{}")
    modes = {"outcome": PLAIN, "outcome_if_clear": CLEAR}
    return rails.definitions() | {name: OUTCOME.format(m=suffix(mode)) for name, mode in modes.items()}

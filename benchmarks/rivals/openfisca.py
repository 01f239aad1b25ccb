"""The edition as OpenFisca variables on whole columns, from Parquet to a finished Parquet table.

It gives less than Evenhand does: the outcome, the outcome if clear, and the reasons; nothing of what is still to ask.
OpenFisca is run, in an environment of its own; nothing of it is copied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks import AS_OF, numpy_facts
from benchmarks.job import Job, Prepared
from benchmarks.two_rails import MODES, Rails, needed, outcomes, suffix
from evenhand.docket import table
from evenhand.policy.compile.terms import Terms

PERIOD = str(AS_OF)


def prepare(job: Job) -> Prepared:
    """This function will give what makes the system, reads the docket, calculates and writes the table."""
    terms = job.terms

    def work() -> None:
        docket = numpy_facts.given(pl.scan_parquet(job.docket, glob=False), terms).collect(engine="streaming")
        simulation = _simulation(docket, terms)
        found = docket.select("case_id", "office").with_columns(
            pl.Series(name, simulation.calculate(name, PERIOD)) for name in needed(terms)
        )
        outcomes(found.lazy(), terms).sink_parquet(job.out, row_group_size=table.ROW_GROUP)

    return Prepared(work)


def _simulation(docket: pl.DataFrame, terms: Terms) -> Any:
    case = Entity("case", "cases", "A case", "")
    system = TaxBenefitSystem([case])
    columns = docket.drop("case_id", "office")
    for name, kind in columns.schema.items():
        system.add_variable(_variable(name, case, bool if kind == pl.Boolean else int))
    rails = Rails(terms, both=" & ", either=" | ", negation="~", given="case('{}', day)", said="case('{}', day)")
    for name, value, text in numpy_facts.definitions(terms):
        system.add_variable(_variable(name, case, value, _formula(text)))
    for name, text in rails.definitions().items():
        system.add_variable(_variable(name, case, bool, _formula(text)))
    for name, mode in zip(("outcome", "outcome_if_clear"), MODES, strict=True):
        system.add_variable(_variable(name, case, int, _outcome(suffix(mode))))
    simulation = SimulationBuilder().build_default_simulation(system, count=docket.height)
    for column in columns:
        simulation.set_input(column.name, PERIOD, column.to_numpy())
    return simulation


def _variable(name: str, case: Any, kind: type, formula: Callable[..., Any] | None = None) -> type:
    body = {"value_type": kind, "entity": case, "definition_period": DateUnit.DAY, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def _formula(text: str) -> Callable[..., Any]:
    space: dict[str, Any] = {"where": np.where, "minimum": np.minimum, "maximum": np.maximum}
    exec(f"def formula(case, day):\n    return {text}\n", space)
    made: Callable[..., Any] = space["formula"]
    return made


def _outcome(m: str) -> Callable[..., Any]:
    def formula(case: Any, day: Any) -> Any:
        favorable, may_favor = case(f"favorable_certain{m}", day), case(f"favorable_possible{m}", day)
        priority, may_pursue = case(f"priority_certain{m}", day), case(f"priority_possible{m}", day)
        unknown = ~case(f"scope_certain{m}", day) | (favorable != may_favor) | (priority != may_pursue)
        conditions = [~case(f"scope_possible{m}", day), unknown, favorable & priority, favorable, priority]
        return np.select(conditions, [6, 5, 3, 1, 2], default=4)

    return formula

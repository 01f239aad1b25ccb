"""The fast way: an edition becomes a few stages of column expressions that any Narwhals engine runs.

It shares nothing with the reference evaluator but the condition model. Columns of its own begin with an underscore and
never leave.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw

from evenhand.docket.facts import Dictionary
from evenhand.policy.compile import known, results, rules
from evenhand.policy.compile.terms import Stage, Terms
from evenhand.policy.document import Edition
from evenhand.policy.outcomes import columns

STEPS: tuple[Callable[[Terms], Stage], ...] = (
    known.marks, known.prepared, known.narrowed, known.keyed, known.supposed,
    rules.atoms, rules.reasons, rules.lists,
    results.outcomes, results.needs, results.unsettled, results.asked, results.finished,
)  # fmt: skip


@dataclass(frozen=True)
class Compiled:
    """An edition on a day, ready to run over a docket table."""

    terms: Terms

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The steps from a docket table to the outcomes table; each reads only what earlier ones made."""
        return tuple(step(self.terms) for step in STEPS)

    def run(self, docket: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """This function will give the outcomes table of a docket table, row for row."""
        frame = docket.select(*known.inputs(self.terms))
        for stage in self.stages:
            frame = frame.with_columns(**stage) if stage else frame
        names = columns(self.terms.edition, self.terms.dictionary)
        return frame.select(
            *(nw.col(name if name in ("case_id", "office") else f"_out_{name}").alias(name) for name in names)
        )


def compile_edition(
    edition: Edition, *, dictionary: Dictionary, as_of: date, disputable: frozenset[str] | None = None
) -> Compiled:
    """This function will compile an edition for a day, to run over docket tables of any size.

    `disputable` are the facts that some row may name in `disputed`, every fact by default; naming the few that a docket
    does dispute makes it faster.
    """
    everything = frozenset(dictionary.facts)
    return Compiled(Terms(edition, dictionary, as_of, disputable=everything if disputable is None else disputable))

"""Unknown is never adverse and never favorable: of a case of which nothing is known, no edition says anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from evenhand.docket.facts import Record, load_dictionary
from evenhand.policy import document
from evenhand.policy.outcomes import INCOMPLETE, reason_columns
from generative.engines import Table, by_duckdb, by_polars, by_reference
from generative.strategies import Drawn

ENGINES = (by_reference, by_polars, pytest.param(by_duckdb, marks=pytest.mark.slow))  # seconds for a whole edition


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", document.names())
def test_nothing_known_is_incomplete_and_no_reason_is_true_or_false(
    name: str, engine: Callable[[Drawn], Table]
) -> None:
    dictionary = load_dictionary()
    edition = document.load(name, dictionary)
    columns, [row] = engine(Drawn(dictionary, edition, date(2012, 1, 13), (Record("SYN-1"),), name))
    said = dict(zip(columns, row, strict=True))
    assert said["outcome"] == said["outcome_if_clear"] == INCOMPLETE
    assert {said[reason] for reason in reason_columns(edition)} == {None}

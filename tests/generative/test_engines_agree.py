"""The reference evaluator, Polars and DuckDB give the same table, whatever the dictionary, edition and cases."""

from __future__ import annotations

import pytest

from generative.engines import by_duckdb, by_polars, differences
from generative.profiles import Proof, proved
from generative.strategies import Drawn, screenings

AT_LENGTH: dict[str, Proof] = {}


@proved(screenings(), few=25, many=400, at_length=AT_LENGTH)
def test_polars_gives_the_table_of_the_reference(drawn: Drawn) -> None:
    assert differences(drawn, by_polars) == []


@proved(screenings(), few=5, many=200, at_length=AT_LENGTH)
def test_duckdb_gives_the_table_of_the_reference(drawn: Drawn) -> None:
    assert differences(drawn, by_duckdb) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", AT_LENGTH)
def test_at_length(name: str) -> None:
    AT_LENGTH[name]()

"""Nationality, birthplace, language, sex, ethnicity and religion change nothing: no rule can name them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from evenhand.docket import synthetic, table
from evenhand.docket.facts import load_dictionary
from evenhand.policy import document
from evenhand.policy.condition import ConditionError, parse
from evenhand.screening.screen import Request, write_outcomes

CASES = 10_000
DESCRIPTORS = [f"descriptor_{name}" for name in table.DESCRIPTORS]
DAY = date(2012, 1, 13)


@pytest.fixture(scope="module")
def docket(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Synthetic cases, every descriptor of which is filled in."""
    path = tmp_path_factory.mktemp("descriptors") / "docket.parquet"
    synthetic.make(path, dictionary=load_dictionary(), cases=CASES)
    frame = pl.read_parquet(path)
    filled = [pl.Series(name, [f"{name} {place % 7}" for place in range(CASES)]) for name in DESCRIPTORS]
    return frame.with_columns(filled)


def outcomes(frame: pl.DataFrame, folder: Path, edition: str) -> bytes:
    """This function will screen a docket, and give the very bytes of the outcomes."""
    docket, written = folder / "docket.parquet", folder / "outcomes.parquet"
    frame.write_parquet(docket)
    dictionary = load_dictionary()
    request = Request(docket, document.load(edition, dictionary), dictionary, DAY)
    write_outcomes(docket, written, request=request, progress=None)
    return written.read_bytes()


def permuted(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """This function will deal out the values of some columns anew, each column by itself."""
    return frame.with_columns(pl.col(name).shuffle(seed=place) for place, name in enumerate(names))


@pytest.mark.parametrize("edition", document.names())
def test_dealing_out_descriptors_anew_changes_no_byte_of_the_outcomes(
    docket: pl.DataFrame, edition: str, tmp_path: Path
) -> None:
    before = outcomes(docket, tmp_path, edition)
    dealt = permuted(docket, DESCRIPTORS)
    assert all((docket[name] != dealt[name]).sum() > CASES / 2 for name in DESCRIPTORS)
    assert outcomes(dealt, tmp_path, edition) == before
    assert outcomes(docket.drop(DESCRIPTORS), tmp_path, edition) == before
    truths = [name for name, fact in load_dictionary().facts.items() if fact.type == "truth"]
    assert outcomes(permuted(docket, truths), tmp_path, edition) != before  # what rules do read changes them


@pytest.mark.parametrize("name", [*table.DESCRIPTORS, *DESCRIPTORS])
def test_no_rule_can_name_a_descriptor(name: str) -> None:
    for condition in (name, f"{name} == 'x'", f"{name} in ('x', 'y')", f"not {name}"):
        with pytest.raises(ConditionError, match="not a fact of the dictionary"):
            parse(condition, dictionary=load_dictionary(), parameters={})

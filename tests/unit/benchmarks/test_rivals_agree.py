"""Like is compared with like: every rival that runs here gives Evenhand's table, cell for cell."""

from __future__ import annotations

import importlib
from pathlib import Path

import polars as pl
import pytest

from benchmarks import dockets
from benchmarks.job import Job
from benchmarks.measure import differences, run
from benchmarks.rivals import evenhand_polars
from benchmarks.running import RIVALS
from evenhand.policy.outcomes import OUTCOMES, WORKLISTS, columns

CASES = 5_000
HERE = [pytest.param(rival.name, marks=[pytest.mark.slow] if rival.name == "reference" else [])
        for rival in RIVALS if not rival.elsewhere and rival.name != "command"]  # fmt: skip


@pytest.fixture(scope="module", params=["as it is made", "altered"])
def job(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("dockets")
    job = Job(folder / "docket.parquet", finished=folder / "finished.parquet", out=folder / "out.parquet")
    dockets.make(job.docket, cases=CASES, altered=request.param == "altered")
    evenhand_polars.prepare(Job(job.docket, finished=job.finished, out=job.finished)).work()
    return job


@pytest.mark.parametrize("rival", HERE)
def test_a_rival_gives_the_whole_table(job: Job, rival: str) -> None:
    measured = run(rival, job)
    made, finished = pl.read_parquet(job.out), pl.read_parquet(job.finished)
    assert made.columns == list(columns(job.edition, job.dictionary))
    assert differences(made, finished) == []
    assert measured["cases"] == CASES


def test_the_rivals_with_an_environment_of_their_own_are_not_imported_here() -> None:
    elsewhere = [rival.name for rival in RIVALS if rival.elsewhere]
    assert elsewhere == ["openfisca", "zen_engine"]
    for name in elsewhere:
        with pytest.raises(ModuleNotFoundError, match=r"zen|openfisca_core"):
            importlib.import_module(f"benchmarks.rivals.{name}")


def test_the_altered_docket_has_every_outcome_worklist_and_value(tmp_path: Path) -> None:
    job = Job(tmp_path / "docket.parquet", finished=tmp_path / "finished.parquet", out=tmp_path / "finished.parquet")
    dockets.make(job.docket, cases=CASES, altered=True)
    evenhand_polars.prepare(job).work()
    finished = pl.read_parquet(job.out)
    assert set(finished["outcome"]) == set(finished["outcome_if_clear"]) == set(OUTCOMES)
    assert set(finished["worklist"]) == {None, *WORKLISTS}
    assert finished["out_of_scope_by"].n_unique() == 3
    for name in finished.columns[4:]:
        wanted = {None, True, False} if name.startswith(("some_", "favorable_", "priority_")) else {True, False}
        if finished[name].dtype == pl.Boolean:
            assert set(finished[name]) == wanted, name


FINISHED = pl.DataFrame({"case_id": ["SYN-1", "SYN-2"], "office": ["a", "a"], "outcome": ["weigh", "weigh"],
                         "outcome_if_clear": ["weigh", "weigh"], "favorable_x": [None, False]})  # fmt: skip


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (FINISHED.with_columns(favorable_x=pl.lit(None, pl.Boolean)), "favorable_x differs in 1 rows"),
        (FINISHED.with_columns(outcome=pl.lit("mixed")), "outcome differs in 2 rows"),
        (FINISHED.head(1), "it has 1 rows, not 2"),
        (FINISHED.drop("outcome"), "it has no outcome"),
        (FINISHED.with_columns(favorable_x=pl.lit(1)), "favorable_x holds Int32, not Boolean"),
        (FINISHED.with_columns(more=pl.lit(1)), "more holds Int32, not anything"),
    ],
)
def test_a_table_that_differs_is_told(made: pl.DataFrame, said: str) -> None:
    assert differences(made, FINISHED) == [said]


def test_a_table_may_have_fewer_columns() -> None:
    assert differences(FINISHED.drop("favorable_x"), FINISHED) == []

"""The synthetic docket of the pilot's two offices, made and then screened under the rules of November 2011."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from evenhand.docket import synthetic, table
from evenhand.docket.facts import load_dictionary
from evenhand.docket.synthetic import mix
from evenhand.policy import document, evaluate
from evenhand.screening import folder
from evenhand.screening.screen import Request, screen

DICTIONARY = load_dictionary()
MIX = mix.load_mix()
EDITION = document.load(MIX.edition, DICTIONARY)
AS_OF = date(2012, 1, 13)
RATES = {"Baltimore": 0.097, "Denver": 0.164}
SHOWS = {(True, False): "recommend", (True, True): "mixed", (False, True): "pursue", (False, False): "weigh"}


def screened(place: Path, *, cases: int | None = None, seed: int = 20120113) -> pl.DataFrame:
    """The outcomes of a synthetic docket, each case with its kind and whether its file shows it."""
    docket = synthetic.make(place / "docket.parquet", dictionary=DICTIONARY, cases=cases, seed=seed)
    screen(Request(docket.target, EDITION, DICTIONARY, AS_OF), place / "outcomes")
    outcomes = pl.read_parquet(place / "outcomes" / folder.OUTCOMES)
    kinds = [kinds_of(office, count, seed) for office, count in mix.office_cases(MIX, cases).items()]
    return outcomes.join(pl.concat(kinds), on="case_id", validate="1:1")


def kinds_of(office: str, cases: int, seed: int) -> pl.DataFrame:
    plan = mix.plan(MIX, office=office, cases=cases, seed=seed)
    court = MIX.offices[office].court
    return pl.DataFrame({
        "case_id": [f"SYN-{court}-{number:07}" for number in range(1, cases + 1)],
        "kind": [MIX.kinds[at].name for at in plan.kind],
        "shown": plan.shown,
    })  # fmt: skip


@pytest.fixture(scope="module")
def pilot(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    return screened(tmp_path_factory.mktemp("pilot"))


def rates(outcomes: pl.DataFrame) -> dict[str, float]:
    recommended = (pl.col("outcome_if_clear") == "recommend").mean()
    return dict(outcomes.group_by("office").agg(recommended).rows())


def test_the_pilot_docket_is_recommended_as_often_as_was_published(pilot: pl.DataFrame) -> None:
    found = pilot.filter(pl.col("outcome_if_clear") == "recommend").group_by("office").len().rows()
    assert dict(found) == {"Baltimore": 366, "Denver": 1_301}


@pytest.mark.parametrize(("cases", "seed"), [(2_000, 1), (2_000, 2), (2_500, 3), (7_001, 4), (60_000, 5)])
def test_any_seed_and_any_size_come_within_a_point_of_the_published_rates(
    tmp_path: Path, cases: int, seed: int
) -> None:
    for office, rate in rates(screened(tmp_path, cases=cases, seed=seed)).items():
        assert abs(rate - RATES[office]) < 0.01, office


def test_one_case_at_a_time_they_are_recommended_as_often(tmp_path: Path) -> None:
    docket = synthetic.make(tmp_path / "docket.parquet", dictionary=DICTIONARY, cases=2_000, seed=6).target
    found = [evaluate.screen(table.record(row, DICTIONARY), edition=EDITION, dictionary=DICTIONARY, as_of=AS_OF)
             for row in table.scan(docket, DICTIONARY).collect().to_dicts()]  # fmt: skip
    offices = table.scan(docket, DICTIONARY).select("case_id", "office").collect()
    for office, rate in rates(
        offices.with_columns(outcome_if_clear=pl.Series(one.outcome_if_clear for one in found))
    ).items():
        assert abs(rate - RATES[office]) < 0.01, office


@pytest.mark.parametrize("seed", [20120113, 11])
def test_a_file_that_shows_its_kind_has_the_kinds_outcome_and_any_other_is_incomplete(
    tmp_path: Path, seed: int
) -> None:
    outcomes = screened(tmp_path, cases=60_000, seed=seed)
    for kind in MIX.kinds:
        own = outcomes.filter(pl.col("kind") == kind.name)
        shows = SHOWS[kind.has(mix.FAVORABLE), kind.has(mix.PRIORITY)]
        shown = "incomplete" if kind.has(mix.OPEN) else shows
        assert set(own.filter(pl.col("shown"))["outcome_if_clear"]) <= {shown}, kind.name
        assert set(own.filter(~pl.col("shown"))["outcome_if_clear"]) == {"incomplete"}, kind.name


def test_the_gap_between_the_offices_divides_as_designed(pilot: pl.DataFrame) -> None:
    designed = mix.design(MIX)["gap_points"]
    by_mix, by_recording = mix.divide_gap(groups(pilot, "Baltimore"), groups(pilot, "Denver"))
    assert by_mix == pytest.approx(designed["mix"], abs=0.2)
    assert by_recording == pytest.approx(designed["recording"], abs=0.2)


def groups(outcomes: pl.DataFrame, office: str) -> dict[str, tuple[float, float]]:
    own = outcomes.filter(pl.col("office") == office)
    recommended = (pl.col("outcome_if_clear") == "recommend").mean()
    rows = own.group_by("kind").agg(pl.len() / own.height, recommended).rows()
    return {kind: (share, rate) for kind, share, rate in rows}


def test_every_outcome_and_every_worklist_within_scope_comes_up(pilot: pl.DataFrame) -> None:
    share = {outcome: count / pilot.height for outcome, count in pilot["outcome_if_clear"].value_counts().rows()}
    assert 0.15 < share["pursue"] < 0.25
    assert 0.01 < share["mixed"] < 0.04
    assert share["weigh"] > 0.03 and share["incomplete"] > 0.4
    worklists = dict(pilot["worklist"].drop_nulls().value_counts().rows())
    assert set(worklists) == {"favorable_shown", "priority_shown", "no_priority", "no_favorable", "nothing_settled"}
    assert min(worklists.values()) > 0.02 * pilot.height


def test_no_recommendation_stands_without_the_check(pilot: pl.DataFrame) -> None:
    assert "recommend" not in set(pilot["outcome"])
    assert pilot.filter(pl.col("outcome_if_clear") == "recommend")["needs_check"].all()


def test_no_event_lies_after_the_day_of_the_review(tmp_path: Path) -> None:
    docket = synthetic.make(tmp_path / "docket.parquet", dictionary=DICTIONARY, cases=5_000)
    manifest = screen(Request(docket.target, EDITION, DICTIONARY, AS_OF), tmp_path / "outcomes")
    assert manifest["after_as_of"] == {}

import resource
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.docket import synthetic, table
from evenhand.docket.facts import load_dictionary
from evenhand.docket.synthetic import gaps, lives, mix
from evenhand.docket.table import DocketError

DICTIONARY = load_dictionary()
MIX = mix.load_mix()
AS_OF = date(2012, 1, 13)
PUBLISHED = {"Baltimore": (3_759, 366), "Denver": (7_923, 1_301)}
BY_KIND = {kind.name: kind for kind in MIX.kinds}
BARE = list(BY_KIND).index("bare")


def make(folder: Path, *, cases: int | None = None, seed: int = 20120113) -> Path:
    return synthetic.make(folder / "docket.parquet", dictionary=DICTIONARY, cases=cases, seed=seed).target


def share(holds: pl.Series) -> float:
    """How often something holds, of those of which it is known."""
    return float(holds.drop_nulls().to_numpy().mean())


def years(earlier: str) -> pl.Expr:
    return (AS_OF - pl.col(earlier)).dt.total_days() / 365.25


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    return table.scan(make(tmp_path_factory.mktemp("synthetic"), cases=20_000), DICTIONARY).collect()


def test_without_a_number_it_has_the_cases_that_the_pilot_reviewed(tmp_path: Path) -> None:
    made = synthetic.make(tmp_path / "docket.parquet", dictionary=DICTIONARY)
    offices = table.scan(made.target, DICTIONARY).collect()["office"].value_counts().rows()
    assert dict(offices) == {"Baltimore": 3_759, "Denver": 7_923}
    assert made.cases == 11_682


def test_a_number_of_cases_is_divided_as_the_pilot_was() -> None:
    assert mix.office_cases(MIX, 11_682_000) == {"Baltimore": 3_759_000, "Denver": 7_923_000}
    assert mix.office_cases(MIX, 1) == {"Baltimore": 0, "Denver": 1}


def test_one_case_is_a_docket_too(tmp_path: Path) -> None:
    assert table.scan(make(tmp_path, cases=1), DICTIONARY).collect()["case_id"].to_list() == ["SYN-DEN-0000001"]


def test_the_file_says_what_it_is_made_of(tmp_path: Path) -> None:
    made = synthetic.make(tmp_path / "docket.parquet", dictionary=DICTIONARY, cases=500, seed=7)
    about = table.about(made.target)
    assert about == made.about
    assert (about.made_by, about.rows_in, about.taken, about.quarantined) == ("evenhand docket synthetic", 500, 500, 0)
    assert set(about.sources) == set(DICTIONARY.facts) and set(about.sources.values()) == {"synthetic"}
    assert about.counts["seed"] == 7 and about.counts["cases"] == {"Baltimore": 161, "Denver": 339}
    assert about.counts["design"] == mix.design(MIX)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    written = [synthetic.make(tmp_path / name, dictionary=DICTIONARY, cases=80_000, seed=seed).target.read_bytes()
               for name, seed in (("one", 3), ("two", 3), ("three", 4))]  # fmt: skip
    assert written[0] == written[1] != written[2]


def test_chunks_of_cases_do_not_repeat_one_another(tmp_path: Path) -> None:
    denver = table.scan(make(tmp_path, cases=160_000), DICTIONARY).filter(pl.col("office") == "Denver").collect()
    first, second = (denver["birth_earliest"].slice(at, synthetic.CHUNK) for at in (0, synthetic.CHUNK))
    assert share(first == second) < 0.01


def test_progress_is_told_of_every_case(tmp_path: Path) -> None:
    told: list[int] = []
    synthetic.make(tmp_path / "docket.parquet", dictionary=DICTIONARY, cases=90_000, progress=told.append)
    assert sum(told) == 90_000 and len(told) == 3


@pytest.mark.parametrize(("cases", "seed"), [(0, 1), (-5, 1), (10, -1)])
def test_a_docket_of_no_cases_or_from_a_negative_seed_is_refused(tmp_path: Path, cases: int, seed: int) -> None:
    with pytest.raises(DocketError, match=rf"\[{cases}\] cases from seed \[{seed}\]"):
        make(tmp_path, cases=cases, seed=seed)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"there is no folder \[.*nowhere\]; make it first"):
        make(tmp_path / "nowhere", cases=10)


def test_a_disk_that_takes_no_more_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(DocketError, match=r"docket.parquet: .*too large.*; nothing was changed"):
            make(tmp_path, cases=5_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.iterdir())


def test_nothing_but_the_docket_is_left_behind(tmp_path: Path) -> None:
    make(tmp_path, cases=1_000)
    assert [path.name for path in tmp_path.iterdir()] == ["docket.parquet"]


def test_brackets_in_a_folder_name_are_only_a_name(tmp_path: Path) -> None:
    (tmp_path / "a[1]*").mkdir()
    assert table.about(make(tmp_path / "a[1]*", cases=10)) is not None


def test_ids_are_obviously_made_up_and_number_each_office_from_one(rows: pl.DataFrame) -> None:
    for office, court in (("Baltimore", "BAL"), ("Denver", "DEN")):
        own = rows.filter(pl.col("office") == office)
        assert own["case_id"].to_list() == [f"SYN-{court}-{number:07}" for number in range(1, own.height + 1)]
        assert own["court"].unique().to_list() == [court]


def test_every_case_is_in_scope_and_heard_within_two_years(rows: pl.DataFrame) -> None:
    assert rows["detained"].to_list() == [False] * rows.height
    assert rows.filter(pl.col("stage") == "pending").height > 0.95 * rows.height
    assert set(rows["stage"]) == {"pending", "incoming"}
    assert rows.filter(pl.col("case_type") == "removal").height > 0.9 * rows.height
    assert rows.filter(pl.col("next_hearing").is_null())["stage"].unique().to_list() == ["incoming"]
    hearings = rows["next_hearing"].drop_nulls()
    assert hearings.is_between(AS_OF, date(2014, 1, 13), closed="right").all() and (hearings.dt.weekday() < 6).all()


def test_charges_are_known_once_a_case_is_filed_and_not_before(rows: pl.DataFrame) -> None:
    charges = [name for name in DICTIONARY.facts if name.startswith("charged_")]
    known = rows.select("stage", known=pl.all_horizontal(pl.col(charges).is_not_null())).unique().sort("stage")
    assert len(charges) == 8 and known.rows() == [("incoming", False), ("pending", True)]


def test_no_check_is_completed_and_no_finding_is_made(rows: pl.DataFrame) -> None:
    findings = [name for name, fact in DICTIONARY.facts.items() if fact.finding]
    unwritten = [*findings, *(f"check_{kind}" for kind in DICTIONARY.checks)]
    assert len(findings) == 7
    assert rows.select(unwritten).null_count().row(0) == (rows.height,) * len(unwritten)


def test_what_a_check_settles_is_never_false_and_never_closed(rows: pl.DataFrame) -> None:
    for name, fact in DICTIONARY.facts.items():
        if fact.check and fact.type == "truth":
            assert rows[name].drop_nulls().all(), name
        elif fact.check:
            assert rows[f"{name}_at_most"].is_null().all(), name
            assert (rows[f"{name}_at_least"].drop_nulls() >= 1).all(), name


def test_some_files_show_convictions_and_their_counts_add_up(rows: pl.DataFrame) -> None:
    least = rows.select(
        pl.col(f"{kind}convictions_at_least").fill_null(0).alias(kind or "all")
        for kind in ("", "felony_", "misdemeanor_", "minor_nonviolent_")
    )
    assert 0.05 < share(least["all"] > 0) < 0.2 and (least["felony_"] > 0).any()
    assert (least["all"] >= least["felony_"] + least["misdemeanor_"]).all()
    assert (least["minor_nonviolent_"] <= least["misdemeanor_"]).all()
    listed = rows.select(pl.any_horizontal("misdemeanor_violence", "misdemeanor_impaired_driving").fill_null(False))
    assert listed.to_series().any() and (least.filter(listed.to_series())["misdemeanor_"] >= 1).all()


def test_days_come_in_the_order_of_a_life(rows: pl.DataFrame) -> None:
    for first, second in (("birth", "arrival"), ("arrival", "last_entry"), ("arrival", "resident_since")):
        assert not (rows[f"{first}_earliest"] > rows[f"{second}_latest"]).any(), (first, second)
    for day in ("birth", "arrival", "last_entry", "violation_began", "resident_since"):
        assert not (rows[f"{day}_earliest"] > rows[f"{day}_latest"]).any()
        assert not (rows[f"{day}_earliest"] > AS_OF).any()


def test_days_are_recorded_as_days_months_and_years(rows: pl.DataFrame) -> None:
    known = rows.drop_nulls("arrival_earliest")
    spread = (known["arrival_latest"] - known["arrival_earliest"]).dt.total_days()
    shares = [share(spread.is_between(low, high)) for low, high in ((0, 0), (27, 30), (364, 365))]
    assert sum(shares) == pytest.approx(1) and min(shares) > 0.15


@pytest.mark.parametrize(
    ("day", "line"),
    [("birth", date(1994, 1, 13)), ("birth", date(1947, 1, 13)), ("arrival", date(2007, 1, 13)),
     ("last_entry", date(2009, 1, 13)), ("resident_since", date(2002, 1, 13))],
)  # fmt: skip
def test_some_files_leave_a_day_on_both_sides_of_a_line(rows: pl.DataFrame, day: str, line: date) -> None:
    both = rows.filter((pl.col(f"{day}_earliest") < line) & (pl.col(f"{day}_latest") > line))
    spread = (both[f"{day}_latest"] - both[f"{day}_earliest"]).dt.total_days()
    assert (spread <= 30).any() and (spread >= 364).any()


def test_those_who_came_young_finished_high_school_here_more_often(rows: pl.DataFrame) -> None:
    at = (pl.col("arrival_earliest") - pl.col("birth_earliest")).dt.total_days() / 365.25
    grown = rows.filter(years("birth_earliest") > 19)
    young, late = (share(grown.filter(came)["completed_high_school"]) for came in (at < 10, at > 21))
    assert young > late + 0.4


def test_citizen_family_grows_with_years_present(rows: pl.DataFrame) -> None:
    present = years("arrival_earliest")
    bands = [rows.filter(present.is_between(low, high)) for low, high in ((0, 5), (5, 10), (10, 15), (15, 50))]
    shares = [share(band["citizen_immediate_family"]) for band in bands]
    assert shares == sorted(shares) and shares[-1] > shares[0] + 0.3


def test_within_one_kind_of_case_too_citizen_family_grows_with_years_present() -> None:
    drawn = people(1, victim=10_000)
    family, present = drawn.truths["citizen_immediate_family"], drawn.times.present
    assert family[present > 15].mean() > family[present < 8].mean() + 0.2


def test_children_are_not_at_college_and_the_old_are_not_at_school(rows: pl.DataFrame) -> None:
    assert not rows.filter(pl.col("birth_earliest") > date(1996, 1, 13))["higher_education"].any()
    assert not rows.filter(pl.col("birth_latest") < date(1972, 1, 13))["in_school"].any()


def test_a_rider_is_a_child_of_about_the_age_who_came_and_is_heard_with_the_lead(rows: pl.DataFrame) -> None:
    pairs = rows.drop_nulls("lead_case").join(rows, left_on="lead_case", right_on="case_id", suffix="_of_lead")
    assert pairs.height == rows["lead_case"].drop_nulls().len() > 0.04 * rows.height
    assert pairs["lead_case_of_lead"].is_null().all()
    assert pairs["office"].equals(pairs["office_of_lead"])
    assert pairs["next_hearing"].equals(pairs["next_hearing_of_lead"], null_equal=True)
    older = (pairs["birth_latest"] - pairs["birth_earliest_of_lead"]).dt.total_days().drop_nulls() / 365.25
    assert (older > 16.9).all()
    exact = pairs.filter((pl.col("arrival_earliest") == pl.col("arrival_latest"))
                         & (pl.col("arrival_earliest_of_lead") == pl.col("arrival_latest_of_lead")))  # fmt: skip
    assert exact.height > 20 and exact["arrival_latest"].equals(exact["arrival_latest_of_lead"])
    manner = pairs.drop_nulls(["entered_illegally", "entered_illegally_of_lead"])
    assert manner["entered_illegally"].equals(manner["entered_illegally_of_lead"]) and manner.height > 100


def test_residents_and_those_who_lied_to_get_in_did_not_enter_illegally(rows: pl.DataFrame) -> None:
    for fact in ("resident", "found_immigration_fraud"):
        own = rows.filter(pl.col(fact))["entered_illegally"].drop_nulls()
        assert len(own) > 100 and not own.any(), fact


def people(seed: int, **kinds: int) -> lives.Lives:
    """The lives of so many people of each kind, whose files all show it."""
    kind = np.repeat([list(BY_KIND).index(name) for name in kinds], list(kinds.values()))
    slots = gaps.Slots(kinds=MIX.kinds, kind=kind, gap=np.full(len(kind), gaps.SHOWN))
    return lives.draw(np.random.default_rng(seed), slots, today=int(np.datetime64(AS_OF).astype(int)))


@pytest.mark.parametrize("seed", range(20))
def test_coming_with_a_family_leaves_a_child_the_kind_of_case_it_was(seed: int) -> None:
    times = people(seed, schoolchild=300, parent=15).times
    children = times.lead >= 0
    assert children.any()
    for which, years_then in (("present", times.present), ("arrived_at", times.arrived_at)):
        low, high = BY_KIND["schoolchild"].ranges[which]
        assert ((low - 0.01 < years_then) & (years_then < high + 0.01))[:300].all(), which


def test_descriptors_are_codes_that_follow_the_office_and_nothing_else(rows: pl.DataFrame) -> None:
    assert rows["descriptor_nationality"].str.contains(r"^ZZ-[1-9]$").all()
    assert rows["descriptor_language"].str.contains(r"^L-[1-5]$").all()
    first = rows.with_columns(first=pl.col("descriptor_nationality") == "ZZ-1")
    baltimore, denver = (first.filter(pl.col("office") == office) for office in ("Baltimore", "Denver"))
    assert share(denver["first"]) > share(baltimore["first"]) + 0.2
    for fact in ("completed_high_school", "citizen_immediate_family", "entered_illegally", "previously_removed"):
        yes, no = (share(denver.filter(pl.col(fact) == value)["first"]) for value in (True, False))
        assert abs(yes - no) < 0.05, fact


def test_a_few_facts_are_disputed_and_a_few_could_not_be_read(rows: pl.DataFrame) -> None:
    for doubt in ("disputed", "defects"):
        assert 0.002 < share(rows[doubt].list.len() > 0) < 0.01
    for name in gaps.HISTORY | {"birth", "arrival"}:
        column = f"{name}_earliest" if DICTIONARY.facts[name].type == "day" else name
        assert rows.filter(pl.col("defects").list.contains(name))[column].is_null().all()
        assert rows.filter(pl.col("disputed").list.contains(name))[column].is_not_null().all()


def test_the_design_is_whole() -> None:
    for office in MIX.offices:
        assert sum(kind.share[office] for kind in MIX.kinds) == 1
        assert all(0 <= kind.shown[office] <= 1 for kind in MIX.kinds)
    assert {trait for kind in MIX.kinds for trait in kind.traits} == set(mix.TRAITS)


def test_the_design_gives_the_published_rates_and_a_gap_of_two_known_parts() -> None:
    design = mix.design(MIX)
    for office, (cases, recommended) in PUBLISHED.items():
        assert design["expected_rate"][office] == pytest.approx(recommended / cases, abs=0.0005)
    gap = design["gap_points"]
    assert gap["mix"] + gap["recording"] == pytest.approx(gap["whole"])
    assert 2.5 < gap["mix"] < 4.5 and gap["recording"] > 2


def test_the_gap_is_divided_as_by_hand() -> None:
    """Shares .2 and .3, rates .5 and .6; the other kind has rate 0: .1 x .55 is mix, .1 x .25 is recording."""
    low, high = {"kind": (0.2, 0.5), "other": (0.8, 0.0)}, {"kind": (0.3, 0.6), "other": (0.7, 0.0)}
    assert mix.divide_gap(low, high) == pytest.approx((5.5, 2.5))


@given(total=st.integers(0, 10**7), weights=st.lists(st.integers(1, 10**4), min_size=1, max_size=12))
def test_quotas_add_up_and_none_is_a_whole_case_off(total: int, weights: list[int]) -> None:
    parts = mix.quotas(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(weight) * total / sum(weights)) < 1


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    assert mix.quotas(10, [Fraction(11, 20), Fraction(9, 40), Fraction(9, 40)]) == [6, 2, 2]
    assert mix.quotas(3, [1, 1]) == [2, 1]


@given(cases=st.integers(2_000, 12_000_000))
def test_an_office_comes_within_a_point_of_its_rate_at_any_size(cases: int) -> None:
    for office, (published, recommended) in PUBLISHED.items():
        count = mix.office_cases(MIX, cases)[office]
        quotas = mix.kind_quotas(MIX, office, count)
        exact = [of * kind.shown[office] for kind, (of, _) in zip(MIX.kinds, quotas, strict=True)]
        assert all(0 <= shown <= of and abs(shown - of_kind) < 1
                   for (of, shown), of_kind in zip(quotas, exact, strict=True))  # fmt: skip
        assert abs(sum(exact, Fraction()) - sum(shown for _, shown in quotas)) <= Fraction(1, 2)
        amenable = sum(shown for kind, (_, shown) in zip(MIX.kinds, quotas, strict=True) if kind.amenable)
        assert abs(amenable / count - recommended / published) < 0.01


@pytest.mark.parametrize(("cases", "seed"), [(2_000, 1), (2_000, 2), (7_923, 20120113), (100_003, 5)])
def test_a_plan_keeps_to_its_quotas_in_an_order_drawn_from_the_seed(cases: int, seed: int) -> None:
    drawn = mix.plan(MIX, office="Denver", cases=cases, seed=seed)
    counts = [((drawn.kind == at).sum(), drawn.shown[drawn.kind == at].sum()) for at in range(len(MIX.kinds))]
    assert counts == mix.kind_quotas(MIX, "Denver", cases)
    again, other = (mix.plan(MIX, office="Denver", cases=cases, seed=seed + more).kind for more in (0, 1))
    assert np.array_equal(drawn.kind, again) and not np.array_equal(drawn.kind, other)
    assert np.mean(drawn.kind[: cases // 2] == BARE) == pytest.approx(np.mean(drawn.kind == BARE), abs=0.03)


def test_a_file_that_shows_no_favorable_factor_needs_every_fact_about_the_person() -> None:
    assert gaps.needed(BY_KIND["settled"]) == gaps.PERSON | gaps.HISTORY
    assert gaps.needed(BY_KIND["removed"]) == gaps.PERSON | {"previously_removed"}
    assert gaps.needed(BY_KIND["elder"]) == gaps.HISTORY | {"birth", "arrival"}

"""A charge is looked up by its exact code and by the law the case stands under."""

import polars as pl
import pytest

from evenhand.docket.eoir.charges import PATH, load_charges, normal
from evenhand.docket.facts import load_dictionary


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("212a02Ai  I", "212a2AiI"),
        ("212a06Ai     ", "212a6Ai"),
        ("212a09Aii II", "212a9AiiII"),
        ("(212)(a)(03)(E)(i  )(   )", "212a03Ei"),
        ("212(a)(3)(E)(iii) ", "212a03Eiii   "),
        ("212a10Ci", "212a10Ci"),
    ],
)
def test_two_spellings_of_a_charge_are_one(written: str, also: str) -> None:
    spelled = pl.DataFrame({"code": [written, also]}).select(normal(pl.col("code")))["code"]
    assert spelled[0] == spelled[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("212a02Ai  I", "212a02Aii"), ("212a09Ci", "212a09Ci  II"), ("212a06B", "212a06Bi"), ("212a20", "212a02")],
)
def test_different_charges_stay_different(one: str, other: str) -> None:
    spelled = pl.DataFrame({"code": [one, other]}).select(normal(pl.col("code")))["code"]
    assert spelled[0] != spelled[1]


def facts_of(code: str) -> dict[str, str]:
    rows = load_charges().filter(code=code)
    return dict(zip(rows["law"], rows["fact"], strict=True))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("212a6A", {"old": "charged_prior_removal"}),  # 212(a)(6)(A) is presence without admission since 1997
        ("212a6Ai", {"new": "charged_entry_without_admission"}),
        ("212a6Bi", {"old": "charged_prior_removal"}),
        ("212a6B", {}),  # failure to attend a hearing
        ("212a9CiII", {"new": "charged_prior_removal"}),
        ("212a9Ci", {}),  # child abduction
        ("212a9A", {}),  # polygamy
        ("212a1Aiii", {"old": "charged_controlled_substances"}),  # a disorder since 1997
        ("212a1Aiv", {"new": "charged_controlled_substances"}),
        ("212a3Ci", {}),  # foreign policy
        ("237a2Diii", {"new": "charged_crime"}),
        ("237a4E", {"new": "charged_security"}),
        ("212a2AiI", {"either": "charged_crime"}),
        ("212a2AiII", {"either": "charged_controlled_substances"}),
    ],
)
def test_a_code_used_again_means_what_its_law_says(code: str, facts: dict[str, str]) -> None:
    assert facts_of(code) == facts


def test_every_line_of_the_table_names_a_fact_and_a_law_and_stands_once() -> None:
    table = load_charges()
    assert set(table["fact"]) <= set(load_dictionary().facts)
    assert set(table["law"]) == {"old", "new", "either"}
    assert table["code"].n_unique() == table.height
    assert pl.read_csv(PATH)["source"].null_count() == 0

"""An explanation says of each reason what was read and what is missing, and what the whole result rests on."""

from __future__ import annotations

from datetime import date

import pytest

import drawn
import policies
from evenhand.docket.facts import Count, Days, Record, read_value
from evenhand.policy.evaluate import screen
from evenhand.policy.explain import Explanation, Line, Missing, Read, explain

AS_OF = date(2012, 1, 13)
DICTIONARY = policies.facts("""
checks: {criminal: Criminal history check}
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency, court]}
  birth: {type: day, question: On what day was the person born?, settled_by: [court, respondent]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  ill: {type: truth, protected: "true", question: Is the person ill?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
  felonies: {type: count, adverse: "true", question: How many felonies?, settled_by: ["check:criminal"]}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
""")
EDITION = policies.edition(
    f"""{policies.HEAD}
scope: not detained
parameters:
  elder_age: {{value: 65, cite: A.1, checked_on: 2012-01-02}}
  cutoff: {{value: 2007-06-15, cite: A.2, checked_on: 2012-01-02}}
favorable:
  elder: {{text: Over 65 or served, cite: A.1, wording: quoted, when: age > elder_age or served}}
  child: {{text: Came early, cite: A.2, wording: from memory, when: age_at_arrival < 16 and arrival < cutoff}}
  ill: {{text: Ill, cite: A.3, wording: quoted, when: ill and family}}
priorities:
  felony: {{text: A felony, cite: B.1, wording: paraphrased, when: 1 <= felonies < 4}}
  removed: {{text: Removed before, cite: B.2, wording: quoted, when: removed and not family}}
""",
    DICTIONARY,
)


def record(*, disputed: str = "", check: date | None = None, **texts: str) -> Record:
    return Record(
        case_id="SYN-1",
        office="Elsewhere",
        values={name: read_value(DICTIONARY.facts[name], text) for name, text in texts.items()},
        disputed=frozenset(disputed.split()),
        checks={"criminal": check} if check else {},
    )


def explained(known: Record, *, as_of: date = AS_OF) -> Explanation:
    return explain(known, edition=EDITION, dictionary=DICTIONARY, as_of=as_of)


def line(explanation: Explanation, name: str) -> Line:
    return next(line for line in (explanation.scope, *explanation.reasons) if line.name == name)


def test_it_is_about_one_case_on_one_day_and_says_what_screening_found() -> None:
    known = record(detained="false", served="true")
    explanation = explained(known)
    assert (explanation.case_id, explanation.office, explanation.as_of) == ("SYN-1", "Elsewhere", AS_OF)
    assert explanation.found == screen(known, edition=EDITION, dictionary=DICTIONARY, as_of=AS_OF)


def test_each_reason_stands_in_order_with_its_words_and_its_rule() -> None:
    explanation = explained(record())
    assert [line.name for line in explanation.reasons] == ["elder", "child", "ill", "felony", "removed"]
    felony = line(explanation, "felony")
    assert (felony.list, felony.text, felony.cite, felony.wording) == ("priority", "A felony", "B.1", "paraphrased")
    assert felony.when == "felonies >= 1 and felonies < 4"
    assert line(explanation, "scope").when == "not detained"


def test_a_rule_comes_with_the_numbers_behind_its_parameters() -> None:
    explanation = explained(record())
    assert line(explanation, "elder").numbers == (("elder_age", "65"),)
    assert line(explanation, "child").numbers == (("cutoff", "2007-06-15"),)
    assert line(explanation, "felony").numbers == ()


def test_a_reason_that_names_a_protected_fact_is_marked() -> None:
    assert [line.name for line in explained(record()).reasons if line.protected] == ["ill"]


class TestWhatWasRead:
    def test_elapsed_years_stand_before_the_facts_by_name(self) -> None:
        explanation = explained(record(birth="1940-05", arrival="1985", served="false"))
        month, year = Days(date(1940, 5, 1), date(1940, 5, 31)), Days(date(1985, 1, 1), date(1985, 12, 31))
        assert line(explanation, "elder").read == (
            Read("age", None, (71, 71)),
            Read("birth", month),
            Read("served", False),
        )
        assert line(explanation, "child").read == (
            Read("age_at_arrival", None, (44, 45)), Read("arrival", year), Read("birth", month),
        )  # fmt: skip

    def test_elapsed_years_are_never_below_nought(self) -> None:
        explanation = explained(record(birth="1990", arrival="1990"))
        assert line(explanation, "child").read[0] == Read("age_at_arrival", None, (0, 0))

    def test_nothing_is_said_of_what_is_unknown(self) -> None:
        assert [line.read for line in explained(record()).reasons] == [()] * 5

    def test_a_count_is_read_as_it_may_be_used(self) -> None:
        """Without its check a file's 1 is at least 1, and its 0 says nothing."""
        assert line(explained(record(felonies="1")), "felony").read == (Read("felonies", Count(1, None)),)
        assert line(explained(record(felonies="0")), "felony").read == ()
        completed = explained(record(felonies="0", check=date(2012, 1, 3)))
        assert line(completed, "felony").read == (Read("felonies", Count(0, 0)),)

    def test_a_day_is_read_as_its_order_with_others_narrows_it(self) -> None:
        explanation = explained(record(arrival="1980-05-05", birth="1970..1990"))
        assert Read("birth", Days(date(1970, 1, 1), date(1980, 5, 5))) in line(explanation, "elder").read

    def test_a_disputed_fact_is_not_read(self) -> None:
        assert line(explained(record(served="true", disputed="served")), "elder").read == ()


COMPLETED = """
    birth        | as_of      | least | most
    -------------|------------|-------|-----
    1947-01-12   | 2012-01-13 | 65    | 65
    1947-01-13   | 2012-01-13 | 65    | 65
    1947-01-14   | 2012-01-13 | 64    | 64
    1947-01      | 2012-01-13 | 64    | 65
    1947         | 2012-01-13 | 64    | 65
    1946         | 2012-01-13 | 65    | 66
    1940..1950   | 2012-01-13 | 61    | 72
    ..1947-01-13 | 2012-01-13 | 65    |
    1947-01-14.. | 2012-01-13 | 0     | 64
    2012-01-13   | 2012-01-13 | 0     | 0
    1944-02-29   | 2011-02-28 | 66    | 66
    1944-02-29   | 2011-03-01 | 67    | 67
    1944-02-29   | 2012-02-28 | 67    | 67
    1944-02-29   | 2012-02-29 | 68    | 68
"""


@pytest.mark.parametrize("row", drawn.rows(COMPLETED), ids=lambda row: f"{row['birth']} on {row['as_of']}")
def test_elapsed_years_are_told_in_completed_years(row: dict[str, str]) -> None:
    explanation = explained(record(birth=row["birth"]), as_of=date.fromisoformat(row["as_of"]))
    years = (int(row["least"]), int(row["most"]) if row["most"] else None)
    assert line(explanation, "elder").read[0] == Read("age", None, years)


class TestWhatIsMissing:
    def test_an_unknown_reason_names_the_facts_that_are_open(self) -> None:
        """In the dictionary's order; what is known exactly is not missing."""
        explanation = explained(record(birth="1947", arrival="1985-03-01"))
        assert line(explanation, "elder").missing == ("birth", "served")
        assert line(explanation, "ill").missing == ("family", "ill")

    def test_only_the_unknown_part_of_a_reason_is_missing(self) -> None:
        assert line(explained(record(ill="true")), "ill").missing == ("family",)

    def test_a_reason_that_is_settled_misses_nothing(self) -> None:
        explanation = explained(record(served="true", family="false"))
        assert (line(explanation, "elder").holds, line(explanation, "elder").missing) == (True, ())
        assert (line(explanation, "ill").holds, line(explanation, "ill").missing) == (False, ())

    def test_the_whole_case_misses_what_is_to_be_asked_with_who_can_settle_it(self) -> None:
        explanation = explained(record(detained="false", served="true", family="true"))
        assert explanation.missing == (Missing("felonies", "How many felonies?", ("check:criminal",)),)
        assert {fact.name for fact in explanation.missing} == explanation.found.ask

    def test_a_settled_case_misses_nothing(self) -> None:
        assert explained(record(detained="true")).missing == ()


RESTS_ON = {
    "a true part of an or": (
        {"detained": "false", "birth": "1980-05-05", "served": "true", "family": "true", "felonies": "2"},
        {"detained", "served", "felonies"},
    ),
    "a false part of an and, and of each reason of a list": (
        {"detained": "false", "birth": "1980-05-05", "arrival": "2010-05-05", "served": "false", "family": "false",
         "ill": "true", "felonies": "2"},
        {"detained", "birth", "arrival", "served", "family", "felonies"},
    ),
    "a failing scope": ({"detained": "true"}, {"detained"}),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "names"), RESTS_ON.values(), ids=RESTS_ON)
def test_a_settled_outcome_rests_on_what_determined_it(texts: dict[str, str], names: set[str]) -> None:
    known = record(check=date(2012, 1, 3), **texts)
    rests_on = explained(known).rests_on
    assert set(rests_on.values) == names
    assert explained(rests_on).found.outcome == explained(known).found.outcome != "incomplete"


def test_it_rests_on_disputes_too_those_of_the_order_of_days_among_them() -> None:
    rests_on = explained(
        record(detained="false", birth="2001", arrival="1999", served="true", disputed="family")
    ).rests_on
    assert rests_on.disputed == {"birth", "arrival", "family"}


def test_it_rests_on_checks_as_they_were_completed() -> None:
    day = date(2012, 1, 3)
    assert explained(record(detained="false", served="true", felonies="0", check=day)).rests_on.checks == {
        "criminal": day
    }

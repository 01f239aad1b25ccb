"""Which one or two answers settle a case, whatever the rest."""

from __future__ import annotations

from datetime import date

import pytest

from evenhand.docket.facts import Dictionary, Record, Value, load_dictionary, read_value
from evenhand.policy import document
from evenhand.policy.document import Edition
from evenhand.policy.evaluate import outcome_if_clear, screen
from evenhand.policy.settle import Settling, settling
from policies import HEAD, facts
from policies import edition as edition_of

AS_OF = date(2012, 1, 13)
NOTHING_AGAINST = {"entered_illegally": "false", "violated_admission": "false", "previously_removed": "false",
                   "found_immigration_fraud": "false"}  # fmt: skip
NOT_FAVORED = {"service_member": "false", "honorably_discharged_veteran": "false", "resident": "false",
               "spouse_or_child_of_service_member": "false", "victim_of_domestic_violence": "false",
               "victim_of_trafficking": "false", "victim_of_other_serious_crime": "false",
               "serious_condition": "false", "citizen_immediate_family": "false"}  # fmt: skip


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return load_dictionary()


@pytest.fixture(scope="module")
def edition(dictionary: Dictionary) -> Edition:
    return document.load("ice-2011-11-17", dictionary)


def case(dictionary: Dictionary, **facts: str) -> Record:
    given = {"stage": "pending", "detained": "false"} | facts
    return Record("SYN-1", {name: read_value(dictionary.facts[name], text) for name, text in given.items()})


def settled(record: Record, edition: Edition, dictionary: Dictionary) -> tuple[Settling, ...]:
    found = screen(record, edition=edition, dictionary=dictionary, as_of=AS_OF)
    return settling(record, found, edition=edition, dictionary=dictionary, as_of=AS_OF)


def answers(sets: tuple[Settling, ...]) -> set[tuple[frozenset[str], str]]:
    return {(frozenset(name for name, _ in one.answers), one.outcome) for one in sets}


def test_one_favorable_fact_settles_a_case_with_nothing_against_it(dictionary: Dictionary, edition: Edition) -> None:
    found = settled(case(dictionary, **NOTHING_AGAINST), edition, dictionary)
    assert Settling((("honorably_discharged_veteran", True),), "recommend") in found


def test_two_findings_settle_a_case_that_hangs_on_both(dictionary: Dictionary, edition: Edition) -> None:
    facts = NOTHING_AGAINST | NOT_FAVORED | {"citizen_immediate_family": "true", "birth": "1970", "arrival": "1999"}
    found = settled(case(dictionary, **facts), edition, dictionary)
    assert (frozenset({"very_long_presence", "compelling_ties"}), "recommend") in answers(found)
    assert Settling((("compelling_ties", False),), "weigh") in found


def test_a_day_is_answered_on_both_sides_of_its_threshold(dictionary: Dictionary, edition: Edition) -> None:
    facts = NOTHING_AGAINST | NOT_FAVORED | {"birth": "1940-03-01"}
    found = settled(case(dictionary, **facts), edition, dictionary)
    days = {one.answers[0][1][0]: one.outcome for one in found if one.answers[0][0] == "arrival"}  # type: ignore[index]
    assert days[date(2002, 1, 12)] == "recommend"
    assert days[date(2002, 1, 13)] == "weigh"


def test_no_set_contains_another(dictionary: Dictionary, edition: Edition) -> None:
    found = [frozenset(one.answers) for one in settled(case(dictionary, **NOTHING_AGAINST), edition, dictionary)]
    assert not [(one, other) for one in found for other in found if one < other]


def test_every_set_settles_whatever_the_rest(dictionary: Dictionary, edition: Edition) -> None:
    record = case(dictionary, **NOTHING_AGAINST)
    for one in settled(record, edition, dictionary):
        values: dict[str, Value] = {**record.values, **dict(one.answers)}
        for truth in (True, False):
            rest: dict[str, Value] = {name: truth for name, fact in dictionary.facts.items()
                                      if fact.type == "truth" and not fact.adverse and name not in values}  # fmt: skip
            whole = Record("SYN-1", values | rest)
            said = outcome_if_clear(whole, edition=edition, dictionary=dictionary, as_of=AS_OF)
            assert said == one.outcome, one


def test_nothing_is_given_where_the_case_is_settled(dictionary: Dictionary, edition: Edition) -> None:
    assert settled(case(dictionary, **NOTHING_AGAINST, service_member="true"), edition, dictionary) == ()


def test_nothing_is_given_where_no_two_answers_settle_it(dictionary: Dictionary, edition: Edition) -> None:
    assert settled(case(dictionary, previously_removed=""), edition, dictionary) == ()


def test_disputed_and_adverse_facts_are_never_offered(dictionary: Dictionary, edition: Edition) -> None:
    record = case(dictionary, **NOTHING_AGAINST)
    disputed = Record("SYN-1", record.values, disputed=frozenset({"service_member"}))
    named = {name for one in settled(disputed, edition, dictionary) for name, _ in one.answers}
    assert "service_member" not in named
    assert not [name for name in named if dictionary.facts[name].adverse]


def test_a_threshold_at_the_end_of_the_calendar_is_no_trouble() -> None:
    small = facts("facts: {since: {type: day, question: Since when?, settled_by: [file]}}")
    rules = edition_of(
        HEAD
        + """\
parameters:
  first: {value: 0001-01-01, cite: I, checked_on: 2026-11-21}
  last: {value: 9999-12-31, cite: I, checked_on: 2026-11-21}
scope: since >= first
favorable:
  early: {text: Early, cite: I, wording: quoted, when: since < last}
""",
        small,
    )
    assert settled(Record("SYN-1"), rules, small) == ()

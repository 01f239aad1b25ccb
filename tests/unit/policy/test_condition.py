"""Conditions become a small frozen model; whatever is not in the language is refused with its place and a remedy."""

from __future__ import annotations

from datetime import date

import pytest

import policies
from evenhand.policy import condition
from evenhand.policy.condition import (
    And,
    Atom,
    Compare,
    Condition,
    ConditionError,
    Constant,
    Member,
    Not,
    Or,
    Truth,
    atoms,
    directed,
    recorded,
    unparse,
)

DICTIONARY = policies.facts("""
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  stage: {type: code, codes: [incoming, pending, closed, "é"], question: Where does it stand?, settled_by: [court]}
  children: {type: count, question: How many children has the person?, settled_by: [file]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
""")
CUTOFF = date(2007, 6, 15)
PARAMETERS: dict[str, Constant] = {"elder_age": 65, "many": 3, "thousands": 2_000, "cutoff": CUTOFF}
SERVED, FAMILY = Truth("served"), Truth("family")


def parse(text: str) -> Condition:
    return condition.parse(text, dictionary=DICTIONARY, parameters=PARAMETERS)


READ: dict[str, Condition] = {
    "served": SERVED,
    "not served": Not(SERVED),
    "not not served": Not(Not(SERVED)),
    "served and family and served": And((SERVED, FAMILY, SERVED)),
    "served or family and not served": Or((SERVED, And((FAMILY, Not(SERVED))))),
    "(served or family) and served": And((Or((SERVED, FAMILY)), SERVED)),
    "stage == 'closed'": Member("stage", ("closed",)),
    "'closed' == stage": Member("stage", ("closed",)),
    "stage != 'closed'": Not(Member("stage", ("closed",))),
    "stage in ('pending', 'closed', 'pending')": Member("stage", ("closed", "pending")),
    'stage not in ["pending"]': Not(Member("stage", ("pending",))),
    "stage == 'é'": Member("stage", ("é",)),
    "children in (3, 1, many)": Member("children", (1, 3)),
    "children in (300, 20, 1, 20)": Member("children", (1, 20, 300)),
    "children < 0": Compare("children", "<", 0),
    "children <= 1000000": Compare("children", "<=", 1_000_000),
    "children == 2": Compare("children", "==", 2),
    "children != 2": Not(Compare("children", "==", 2)),
    "2 != children": Not(Compare("children", "==", 2)),
    "2 < children": Compare("children", ">", 2),
    "2 <= children": Compare("children", ">=", 2),
    "2 > children": Compare("children", "<", 2),
    "2 >= children": Compare("children", "<=", 2),
    "1 < children <= many": And((Compare("children", ">", 1), Compare("children", "<=", 3))),
    "1 < children in (2, 3)": And((Compare("children", ">", 1), Member("children", (2, 3)))),
    "age >= 1": Compare("age", ">=", 1),
    "age_at_arrival < 150": Compare("age_at_arrival", "<", 150),
    "age > elder_age": Compare("age", ">", 65),
    "arrival == cutoff": Compare("arrival", "==", CUTOFF),
    "cutoff > arrival": Compare("arrival", "<", CUTOFF),
    "arrival != cutoff": Not(Compare("arrival", "==", CUTOFF)),
}


@pytest.mark.parametrize(("text", "model"), READ.items())
def test_a_condition_is_read_into_its_model(text: str, model: Condition) -> None:
    assert parse(text) == model


@pytest.mark.parametrize("text", READ)
def test_a_model_is_written_so_that_it_reads_back(text: str) -> None:
    assert parse(unparse(parse(text))) == parse(text)


WRITTEN = {
    "'closed' == stage": "stage in ('closed',)",
    "1 < children <= many": "children > 1 and children <= many",
    "not (served or family)": "not (served or family)",
    "served or (family and not served)": "served or (family and not served)",
    "65 < age": "age > 65",
    "elder_age < age": "age > elder_age",
}


@pytest.mark.parametrize(("text", "written"), WRITTEN.items())
def test_a_model_is_written_plainly_with_its_parameters_by_name(text: str, written: str) -> None:
    assert unparse(parse(text)) == written


ANY_CODE = "expected one of 'incoming', 'pending', 'closed', 'é'"
ONE_SIDE = "expected a fact on one side of the comparison"
TWO_FACTS = "a fact is compared with a constant or a parameter, not with another fact"
NO_LIST = "expected a list of values in brackets, such as ('a', 'b')"
NOT_LISTED = "only a code or a count can be in a list; elapsed years and days take < <= > >="
NO_DAY = "a day is compared with a parameter that is a day, such as 2007-06-15"
NO_COUNT = "expected a whole number from 0 to 1,000,000, or a parameter that is one"
NO_YEARS = "expected a whole number from 1 to 150, or a parameter that is one"
NO_FACT = "not a fact of the dictionary nor a parameter of this edition"

REFUSED = {
    "": "at character 1: the condition is empty",
    "served $": "at character 8 [$]: not part of the language of conditions",
    "served family": "at character 8 [family]: not an expression; use and, or, not, comparisons and lists",
    "served(family)": "at character 1 [served(family)]: expected a fact, a comparison, and, or, not",
    "served or 1": "at character 11 [1]: expected a fact, a comparison, and, or, not",
    "stage": "at character 1 [stage]: not true or false by itself; compare it with something",
    "not children": "at character 5 [children]: not true or false by itself; compare it with something",
    "arrival": "at character 1 [arrival]: not true or false by itself; compare it with something",
    "served and age": "at character 12 [age]: not true or false by itself; compare it with something",
    "elder_age": "at character 1 [elder_age]: a parameter stands where a fact is expected; compare a fact with it",
    "pending": "at character 1 [pending]: not a fact; if it is a code, write 'pending' in quotes",
    "stage == pending": "at character 10 [pending]: not a fact; if it is a code, write 'pending' in quotes",
    "servd": f"at character 1 [servd]: {NO_FACT}; did you mean [served]?",
    "age < elder_ag": f"at character 7 [elder_ag]: {NO_FACT}; did you mean [elder_age]?",
    "zzz": f"at character 1 [zzz]: {NO_FACT}",
    "children is 2": "at character 1 [children is 2]: expected < <= > >= == != in, or not in",
    "1 < 2": f"at character 1 [1]: {ONE_SIDE}",
    "elder_age < cutoff": f"at character 1 [elder_age]: {ONE_SIDE}",
    "(served or family) > 2": f"at character 2 [served or family]: {ONE_SIDE}",
    "birth < arrival": f"at character 9 [arrival]: {TWO_FACTS}",
    "1 < children < age": f"at character 16 [age]: {TWO_FACTS}",
    "served == family": f"at character 11 [family]: {TWO_FACTS}",
    "served == True": "at character 1 [served]: a truth is not compared; write [served] or [not served]",
    "True != served": "at character 9 [served]: a truth is not compared; write [served] or [not served]",
    "stage < 'closed'": "at character 1 [stage]: a code is compared with ==, !=, in or not in",
    "age == 65": 'at character 1 [age]: elapsed years take < <= > >= only; "not above 30" is [age < 31]',
    "65 != age": 'at character 7 [age]: elapsed years take < <= > >= only; "not above 30" is [age < 31]',
    "served in ('a', 'b')": f"at character 1 [served]: {NOT_LISTED}",
    "age in (1, 2)": f"at character 1 [age]: {NOT_LISTED}",
    "arrival not in (cutoff, cutoff)": f"at character 1 [arrival]: {NOT_LISTED}",
    "2 in (1, 2)": f"at character 1 [2]: {NOT_LISTED}",
    "stage in ('pending')": f"at character 11 ['pending']: {NO_LIST}",
    "stage in ()": f"at character 10 [()]: {NO_LIST}",
    "children in many": f"at character 13 [many]: {NO_LIST}",
    "stage in ('incoming', 'pending', 'closed', 'é')": (
        "at character 10 [('incoming', 'pending', 'close]: every code is named, so this is always true; leave it out"
    ),
    "stage == 'pendin'": f"at character 10 ['pendin']: {ANY_CODE}; did you mean [pending]?",
    "stage == 2": f"at character 10 [2]: {ANY_CODE}",
    "stage == many": f"at character 10 [many]: {ANY_CODE}",
    "stage in ('pending', 2)": f"at character 22 [2]: {ANY_CODE}",
    "children > 1000001": f"at character 12 [1000001]: {NO_COUNT}",
    "children > 'x'": f"at character 12 ['x']: {NO_COUNT}",
    "children > True": f"at character 12 [True]: {NO_COUNT}",
    "children > cutoff": f"at character 12 [cutoff]: {NO_COUNT}",
    "children in (1, 'x')": f"at character 17 ['x']: {NO_COUNT}",
    "children > (1, 2)": f"at character 12 [(1, 2)]: {NO_COUNT}",
    "age > 0": f"at character 7 [0]: {NO_YEARS}",
    "age > 151": f"at character 7 [151]: {NO_YEARS}",
    "age > cutoff": f"at character 7 [cutoff]: {NO_YEARS}",
    "age > thousands": f"at character 7 [thousands]: {NO_YEARS}",
    "arrival < 2007": f"at character 11 [2007]: {NO_DAY}",
    "arrival < '2007-06-15'": f"at character 11 ['2007-06-15']: {NO_DAY}",
    "arrival < elder_age": f"at character 11 [elder_age]: {NO_DAY}",
    "(" * 21 + "served": (
        "at character 21 [(]: too long or too deep: at most 400 words and 20 brackets in one another"
    ),
    "not " * 20 + "served": "at character 1: too deep: at most 20 steps in one another; split the reason in two",
    "x" * 2_001: "at character 2001 [x]: the condition has 2,001 characters; at most 2,000 are read",
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=lambda text: text[:40] or "nothing")
def test_what_is_not_in_the_language_is_refused_with_its_place_and_a_remedy(text: str, said: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert str(caught.value) == said


PLACES = {
    "   servd": "at character 4 [servd]",
    "\n\tserved\n and servd": "at character 15 [servd]",
    "stage == 'é' and servd": "at character 18 [servd]",
    " stage == 'é' and stage == 'é' family": "at character 32 [family]",
}


@pytest.mark.parametrize(("text", "place"), PLACES.items())
def test_a_place_is_counted_in_characters_from_the_beginning_of_the_text(text: str, place: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert str(caught.value).startswith(f"{place}: ")


def test_atoms_are_given_from_left_to_right_as_often_as_they_stand() -> None:
    found = list(atoms(parse("served or not (age > 65 and served)")))
    assert found == [SERVED, Compare("age", ">", 65), SERVED]


def test_an_atom_under_an_odd_number_of_nots_is_turned() -> None:
    found: list[tuple[Atom, bool]] = list(directed(parse("served and not (family or not (served or not family))")))
    assert found == [(SERVED, True), (FAMILY, False), (SERVED, True), (FAMILY, False)]


def test_a_condition_reads_recorded_days_not_ages() -> None:
    assert recorded(parse("age_at_arrival < 16 and served"), DICTIONARY) == {"birth", "arrival", "served"}


def test_the_name_of_a_parameter_makes_no_difference_to_what_an_atom_is() -> None:
    assert parse("age > elder_age") == parse("age > 65")
    assert hash(parse("age > elder_age")) == hash(parse("age > 65"))

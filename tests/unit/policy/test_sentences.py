"""An explanation is told in plain sentences and as plain data; what is protected is counted, never named."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drawn
import policies
from evenhand.docket.facts import Fact, Record, Value, load_dictionary, read_value
from evenhand.policy import document
from evenhand.policy.explain import Explanation, Read, explain
from evenhand.policy.sentences import headline, paragraphs, plain, say_day, say_read, say_value, say_who

AS_OF = date(2012, 1, 13)
DICTIONARY = policies.facts("""
checks: {criminal: Criminal history check}
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency, court]}
  birth: {type: day, question: On what day was the person born?, settled_by: [court, respondent]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
  served_in_army: {type: truth, question: Did the person serve?, settled_by: [file, respondent]}
  illness: {type: truth, protected: "true", question: Is the person sick?, settled_by: [file]}
  sick_since: {type: day, protected: "true", question: Since what day is the person sick?, settled_by: [file]}
  felonies: {type: count, adverse: "true", question: How many felonies?, settled_by: ["check:criminal"]}
  threat: {type: truth, adverse: "true", question: Is the person a threat?, settled_by: [finding]}
years:
  age: {from: birth, to: as_of}
  years_sick: {from: sick_since, to: as_of}
""")
EDITION = policies.edition(
    f"""{policies.HEAD}
scope: not detained
parameters:
  elder_age: {{value: 65, cite: A.1, checked_on: 2012-01-02}}
favorable:
  elder: {{text: Over 65, cite: A.1, wording: quoted, when: age > elder_age}}
  soldier: {{text: Served, cite: A.2, wording: from memory, when: served_in_army}}
  patient: {{text: Long sick, cite: A.3, wording: quoted, when: illness and years_sick > 2}}
priorities:
  felony: {{text: A felony, cite: B.1, wording: paraphrased, when: felonies >= 1}}
  threat: {{text: A threat, cite: B.2, wording: quoted, when: threat}}
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
    return explain(known, edition=EDITION, dictionary=DICTIONARY, as_of=as_of, settle=True)


def told(explanation: Explanation, *, protected: bool = False) -> dict[str, list[str]]:
    return dict(paragraphs(explanation, dictionary=DICTIONARY, protected=protected))


WORDS = """
    type  | text                   | words
    ------|------------------------|------------------------------------------
    day   | 1974-04-12             | 12 April 1974
    day   | 1974-04                | in April 1974
    day   | 4/1974                 | in April 1974
    day   | 1974                   | in 1974
    day   | 0974                   | in 0974
    day   | 2012-02                | in February 2012
    day   | 1974..1976             | between 1 January 1974 and 31 December 1976
    day   | 1974-04-12..1974-04-20 | between 12 April 1974 and 20 April 1974
    day   | 1974-04..1974-05       | between 1 April 1974 and 31 May 1974
    day   | 2001..                 | on or after 1 January 2001
    day   | ..2001                 | on or before 31 December 2001
    day   |                        | unknown
    count | 2                      | 2
    count | 0                      | 0
    count | >=2                    | at least 2
    count | 2..5                   | 2 to 5
    count |                        | at least 0
    truth | true                   | yes
    truth | false                  | no
    truth |                        | unknown
    code  | final_order            | final order
    code  |                        | unknown
"""


@pytest.mark.parametrize("row", drawn.rows(WORDS), ids=lambda row: f"{row['type']} {row['text']}")
def test_what_is_known_is_said_as_exactly_as_it_is_known(row: dict[str, str]) -> None:
    fact = Fact("x", row["type"], "?", ("file",), codes=("final_order", "pending") if row["type"] == "code" else ())
    assert say_value(read_value(fact, row["text"])) == row["words"]


def test_a_day_is_said_in_words() -> None:
    assert [say_day(date(2012, 1, 13)), say_day(date(1999, 12, 1))] == ["13 January 2012", "1 December 1999"]


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((71, 71), "age at arrival: 71"),
        ((64, 65), "age at arrival: 64 to 65"),
        ((65, None), "age at arrival: at least 65"),
        ((0, 64), "age at arrival: 0 to 64"),
    ],
)
def test_elapsed_years_are_said_in_completed_years(years: tuple[int, int | None], words: str) -> None:
    assert say_read(Read("age_at_arrival", None, years)) == words


WHO = {
    "court": "the court",
    "agency": "the agency's records",
    "file": "the file",
    "respondent": "the respondent",
    "finding": "a person's written finding",
    "check:criminal": "the criminal check",
}


@pytest.mark.parametrize(("who", "words"), WHO.items())
def test_who_can_settle_a_fact_is_said_in_words(who: str, words: str) -> None:
    assert say_who(who) == words


RESTS = {
    "both": (
        record(detained="false", served_in_army="true"),
        "the open background checks come back clear and no adverse finding is made",
    ),
    "a check": (
        record(detained="false", served_in_army="true", threat="false"),
        "the open background checks come back clear",
    ),
    "a finding": (
        record(detained="false", served_in_army="true", felonies="0", check=date(2012, 1, 3)),
        "no adverse finding is made",
    ),
}


class TestTheHeadline:
    def said(self, known: Record, *, as_of: date = AS_OF) -> list[str]:
        return headline(explained(known, as_of=as_of))

    def test_it_names_the_case_the_edition_and_the_day(self) -> None:
        lines = self.said(record(detained="true"))
        assert lines[:2] == [
            "Case SYN-1, office Elsewhere.",
            "Screened under small-2012, A small policy, as of 13 January 2012.",
        ]
        assert headline(explained(Record("SYN-2")))[0] == "Case SYN-2."

    def test_a_settled_case_has_its_outcome_and_its_meaning_and_no_next_step(self) -> None:
        known = record(detained="false", served_in_army="true", felonies="0", threat="false", check=date(2012, 1, 3))
        assert self.said(known)[2:] == [
            "Outcome: recommend - a favorable factor holds and no enforcement priority does: provisionally amenable.",
        ]

    @pytest.mark.parametrize(("known", "words"), RESTS.values(), ids=RESTS)
    def test_if_clear_says_what_it_rests_on(self, known: Record, words: str) -> None:
        assert self.said(known)[2:] == [
            "Outcome: incomplete - something unknown could change the answer.",
            f"If clear: recommend, provided that {words}.",
            "Next: file review and check, then decide (worklist favorable_shown).",
        ]

    def test_where_clear_checks_alone_settle_nothing_it_says_so(self) -> None:
        assert self.said(record(detained="false", birth="1947"))[3:] == [
            "If clear: the same; clear checks and unmade findings alone would not settle it.",
            "Next: send the form (worklist no_priority).",
        ]

    def test_out_of_scope_says_which_part_does_not_hold(self) -> None:
        assert self.said(record(detained="true"))[2:] == [
            "Outcome: out of scope - not a case this edition reviews.",
            "Out of scope, since this does not hold: not detained.",
        ]

    def test_a_day_on_which_the_edition_was_not_in_force_is_told(self) -> None:
        lines = self.said(record(detained="true"), as_of=date(2011, 12, 31))
        assert lines[2] == "That edition was not in force on this day."


HIDDEN = {
    "one holds": record(illness="true", sick_since="2001"),
    "unknown": record(illness="true"),
    "none holds": record(illness="false"),
}


class TestTheParagraphs:
    KNOWN = record(
        detained="false", birth="1940-05", arrival="2012-02-01", served_in_army="true", illness="false",
        disputed="served_in_army",
    )  # fmt: skip

    def test_each_has_its_heading_and_its_sentences(self) -> None:
        assert {heading: lines for heading, lines in told(explained(self.KNOWN)).items() if heading} == {
            "Scope": [
                "Holds: scope. The edition covers the case.",
                "    Rule: not detained.",
                "    Read: detained: no.",
            ],
            "Favorable factors": [
                "Holds: elder. Over 65 (A.1, quoted).",
                "    Rule: age > elder_age (elder_age 65).",
                "    Read: age: 71; birth: in May 1940.",
                "Unknown: soldier. Served (A.2, from memory).",
                "    Rule: served_in_army.",
                "    Missing: served in army.",
                "Protected reasons (1): none holds. Shown with --protected.",
            ],
            "Enforcement priorities": [
                "Unknown: felony. A felony (B.1, paraphrased).",
                "    Rule: felonies >= 1.",
                "    Missing: felonies.",
                "Unknown: threat. A threat (B.2, quoted).",
                "    Rule: threat.",
                "    Missing: threat.",
            ],
            "Not used": [
                "served in army: two sources disagree, so it counts as unknown.",
                "arrival: dated after the day of screening, so it counts as unknown.",
            ],
            "Still to ask, of those who can settle it": [
                "The criminal check:",
                "    How many felonies? (felonies)",
                "A person's written finding:",
                "    Is the person a threat? (threat)",
            ],
        }  # fmt: skip

    def test_protected_reasons_are_told_where_asked_for(self) -> None:
        lines = told(explained(self.KNOWN), protected=True)["Favorable factors"]
        assert "Does not hold: patient. Long sick (A.3, quoted)." in lines
        assert "    Read: illness: no." in lines
        assert not [sentence for sentence in lines if "Protected" in sentence]

    def test_facts_to_ask_are_grouped_by_who_can_settle_them(self) -> None:
        asked = told(explained(record(detained="false", felonies="1")))["Still to ask, of those who can settle it"]
        assert asked == [
            "The court or the respondent:",
            "    On what day was the person born? (birth)",
            "The file:",
            "    On what day did the person arrive? (arrival)",
            "The file or the respondent:",
            "    Did the person serve? (served_in_army)",
            "Protected facts (2): shown with --protected.",
        ]

    def test_days_that_contradict_their_order_are_told_as_disputed(self) -> None:
        assert told(explained(record(detained="false", birth="2001", arrival="1999")))["Not used"] == [
            "arrival: two sources disagree, so it counts as unknown.",
            "birth: two sources disagree, so it counts as unknown.",
        ]

    @pytest.mark.parametrize(("words", "known"), HIDDEN.items(), ids=HIDDEN)
    def test_protected_reasons_are_merged_into_one_sentence(self, words: str, known: Record) -> None:
        sentence = f"Protected reasons (1): {words}. Shown with --protected."
        assert told(explained(known))["Favorable factors"][-1] == sentence


class TestThePlainData:
    def test_it_is_ready_for_json_and_says_what_screening_found(self) -> None:
        known = record(detained="false", birth="1940-05", served_in_army="true", felonies="0", check=date(2012, 1, 3))
        data = json.loads(json.dumps(plain(explained(known), dictionary=DICTIONARY, protected=False)))
        found = {
            name: data[name] for name in ("outcome", "outcome_if_clear", "needs_check", "needs_finding", "worklist")
        }
        assert found == {
            "outcome": "incomplete", "outcome_if_clear": "recommend", "needs_check": False, "needs_finding": True,
            "worklist": "favorable_shown",
        }  # fmt: skip
        assert (data["case_id"], data["office"], data["as_of"]) == ("SYN-1", "Elsewhere", "2012-01-13")
        assert (data["edition"], data["edition_hash"], data["in_force"]) == ("small-2012", EDITION.hash, True)
        assert data["ask"] == [{"fact": "threat", "question": "Is the person a threat?", "settled_by": ["finding"]}]
        assert data["rests_on"]["checks"] == {"criminal": "2012-01-03"}
        assert data["rests_on"]["facts"]["felonies"] == "0"

    def test_a_reason_has_what_was_read_and_what_is_missing(self) -> None:
        data = plain(explained(record(birth="1947", arrival="2000")), dictionary=DICTIONARY, protected=False)
        assert data["reasons"][0] == {
            "list": "favorable", "name": "elder", "text": "Over 65", "cite": "A.1", "wording": "quoted",
            "rule": "age > elder_age", "numbers": {"elder_age": "65"}, "holds": None, "missing": ["birth"],
            "read": [
                {"name": "age", "completed_years_at_least": 64, "completed_years_at_most": 65},
                {"name": "birth", "value": "1947"},
            ],
        }  # fmt: skip

    def test_what_is_not_used_is_listed(self) -> None:
        known = record(detained="true", arrival="2013", served_in_army="true", disputed="served_in_army")
        data = plain(explained(known), dictionary=DICTIONARY, protected=False)
        assert (data["disputed"], data["after_as_of"]) == (["served_in_army"], ["arrival"])
        assert data["out_of_scope_by"] == "not detained"

    def test_protected_reasons_and_facts_are_there_where_asked_for(self) -> None:
        known = record(illness="true", sick_since="2013", disputed="illness")
        data = plain(explained(known), dictionary=DICTIONARY, protected=True)
        assert "patient" in [line["name"] for line in data["reasons"]]
        assert data["protected_reasons"] == 0
        assert (data["disputed"], data["after_as_of"]) == (["illness"], ["sick_since"])
        assert {"illness", "sick_since"} <= {asked["fact"] for asked in data["ask"]}


SECRET = ("illness", "sick", "patient")
PROTECTED_RECORDS = {
    "nothing is known": record(),
    "it holds": record(detained="false", illness="true", sick_since="2001-05-05"),
    "it does not hold": record(detained="false", illness="false", sick_since="2011"),
    "half of it is known": record(detained="false", illness="true"),
    "it is disputed": record(illness="true", sick_since="2001", disputed="illness sick_since"),
    "it is dated too late": record(illness="true", sick_since="2013"),
    "the case is out of scope": record(detained="true", illness="true"),
}


@pytest.mark.parametrize("known", PROTECTED_RECORDS.values(), ids=PROTECTED_RECORDS)
def test_no_name_no_question_and_no_value_of_a_protected_fact_is_told_unasked(known: Record) -> None:
    explanation = explained(known)
    text = str(told(explanation)) + json.dumps(plain(explanation, dictionary=DICTIONARY, protected=False))
    assert [word for word in (*SECRET, "2001", "2013") if word in text] == []
    asked = str(told(explanation, protected=True)) + json.dumps(
        plain(explanation, dictionary=DICTIONARY, protected=True)
    )
    assert [word for word in SECRET if word not in asked] == []


PACKAGED = load_dictionary()
PACKAGED_EDITION = document.load("ice-2011-11-17", PACKAGED)
PROTECTED_FACTS = [fact for fact in PACKAGED.facts.values() if fact.protected]
TEXTS = {"truth": ("true", "false"), "count": ("0", "2"), "day": ("1990", "2013"), "code": ("pending", "removal")}


def known_of(fact: Fact) -> st.SearchStrategy[Value]:
    texts = [text for text in TEXTS[fact.type] if not fact.codes or text in fact.codes]
    return st.sampled_from([read_value(fact, text) for text in texts])


@given(
    st.fixed_dictionaries({}, optional={name: known_of(fact) for name, fact in PACKAGED.facts.items()}),
    st.frozensets(st.sampled_from([fact.name for fact in PROTECTED_FACTS])),
)
def test_the_packaged_edition_names_no_protected_fact_unasked(
    values: dict[str, Value], disputed: frozenset[str]
) -> None:
    known = Record("SYN-1", values, disputed=disputed)
    explanation = explain(known, edition=PACKAGED_EDITION, dictionary=PACKAGED, as_of=AS_OF)
    sentences = str([*paragraphs(explanation, dictionary=PACKAGED, protected=False)])
    text = sentences + json.dumps(plain(explanation, dictionary=PACKAGED, protected=False))
    for fact in PROTECTED_FACTS:
        assert fact.name not in text
        assert fact.name.replace("_", " ") not in text
        assert fact.question not in text

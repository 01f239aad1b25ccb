"""If clear

Much hangs on checks and findings that come last. `outcome_if_clear` is the outcome on the supposition that every open
check comes back clear and that no adverse finding is made. `needs_check` and `needs_finding` say which of the two it
rests on.
"""

from spec.drawing import Spec

FACTS = """
checks:
  crime: Criminal history check
facts:
  held: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  ties: {type: truth, question: Are the ties compelling?, settled_by: [finding]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
  violent: {type: truth, adverse: "true", question: Is there a violent conviction?, settled_by: ["check:crime"]}
  threat: {type: truth, adverse: "true", question: Is the person a threat?, settled_by: [finding]}
"""
POLICY = """
scope: not held
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
priorities:
  violent: {text: Violent, cite: B.2, wording: quoted, when: violent}
  threat: {text: A threat, cite: B.3, wording: quoted, when: threat}
"""
KINDS = """
checks:
  crime: Criminal history check
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  felonies: {type: count, adverse: "true", question: How many felony convictions?, settled_by: ["check:crime"]}
  warrant:
    type: code
    codes: [none, old, live]
    clear: none
    adverse: "true"
    question: Is there a warrant?
    settled_by: ["check:crime"]
  last_crime: {type: day, adverse: "true", question: On what day was the last crime?, settled_by: ["check:crime"]}
years:
  years_since_crime: {from: last_crime, to: as_of}
"""


def test_it_rests_on_what_is_open(spec: Spec) -> None:
    """Where the outcome is settled already, it is the same if clear and needs nothing."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        held  | served | violent | threat  | check_crime | outcome    | outcome_if_clear | needs_check | needs_finding
        false | true   | unknown | unknown |             | incomplete | recommend        | true        | true
        false | true   | unknown | false   |             | incomplete | recommend        | true        | false
        false | true   | false   | unknown | 2012-01-03  | incomplete | recommend        | false       | true
        false | true   | false   | false   | 2012-01-03  | recommend  | recommend        | false       | false
        false | true   | true    | unknown |             | mixed      | mixed            | false       | false
        false | true   | unknown | true    |             | mixed      | mixed            | false       | false
        false | false  | unknown | unknown |             | incomplete | weigh            | true        | true
        false | false  | true    | unknown |             | pursue     | pursue           | false       | false
        """,
    )


def test_what_no_check_and_no_finding_settles_stays_unknown(spec: Spec) -> None:
    """Then clear checks alone do not settle the outcome, and it is incomplete if clear."""
    spec(
        facts=FACTS,
        policy="""
        scope: not held
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
          violent: {text: Violent, cite: B.2, wording: quoted, when: violent}
        """,
        table="""
        held    | served  | removed | violent | outcome    | outcome_if_clear | needs_check | needs_finding
        false   | true    | false   | unknown | incomplete | recommend        | true        | false
        false   | true    | unknown | unknown | incomplete | incomplete       | false       | false
        false   | unknown | false   | unknown | incomplete | incomplete       | false       | false
        unknown | true    | false   | unknown | incomplete | incomplete       | false       | false
        """,
    )


def test_a_favorable_finding_stays_unknown_until_it_is_written(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        scope: not held
        favorable:
          ties: {text: Compelling ties, cite: A.2, wording: quoted, when: ties}
        priorities:
          threat: {text: A threat, cite: B.3, wording: quoted, when: threat}
        """,
        table="""
        held  | ties    | threat  | outcome    | outcome_if_clear | needs_check | needs_finding
        false | unknown | unknown | incomplete | incomplete       | false       | false
        false | true    | unknown | incomplete | recommend        | false       | true
        """,
    )


def test_where_either_would_do_it_rests_on_the_check(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        scope: not held
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          dangerous: {text: Violent and a threat, cite: B.4, wording: quoted, when: violent and threat}
        """,
        table="""
        held  | served | violent | threat  | check_crime | outcome    | outcome_if_clear | needs_check | needs_finding
        false | true   | unknown | unknown |             | incomplete | recommend        | true        | false
        false | true   | true    | unknown |             | incomplete | recommend        | false       | true
        false | true   | unknown | true    |             | incomplete | recommend        | true        | false
        false | true   | false   | unknown | 2012-01-03  | recommend  | recommend        | false       | false
        """,
    )


def test_a_clear_count_is_what_is_already_known_of_it(spec: Spec) -> None:
    """At least so many as the file reports, and nought where it reports none."""
    spec(
        facts=KINDS,
        policy="""
        scope: served or not served
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          felonies: {text: Two felonies, cite: B.5, wording: quoted, when: felonies >= 2}
        """,
        table="""
        served | felonies | check_crime | outcome    | outcome_if_clear
        true   | unknown  |             | incomplete | recommend
        true   | 1        |             | incomplete | recommend
        true   | 1..3     |             | incomplete | recommend
        true   | 2        |             | mixed      | mixed
        true   | 1        | 2012-01-03  | recommend  | recommend
        """,
    )


def test_a_clear_code_is_the_one_that_the_dictionary_calls_clear(spec: Spec) -> None:
    spec(
        facts=KINDS,
        policy="""
        scope: served or not served
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          warrant: {text: A live warrant, cite: B.6, wording: quoted, when: warrant == 'live'}
        """,
        table="""
        served | warrant | outcome    | outcome_if_clear
        true   | unknown | incomplete | recommend
        true   | none    | incomplete | recommend
        true   | old     | recommend  | recommend
        true   | live    | mixed      | mixed
        """,
    )


def test_a_clear_day_is_no_event_and_every_comparison_with_it_is_false(spec: Spec) -> None:
    """Something known of the day is an event: then nothing is supposed."""
    spec(
        facts=KINDS,
        policy="""
        scope: served or not served
        parameters:
          cutoff: {value: 2008-01-01, cite: B.7, checked_on: 2012-01-02}
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          recent: {text: A crime within three years, cite: B.7, wording: quoted, when: years_since_crime < 3}
          old: {text: A crime before 2008, cite: B.7, wording: quoted, when: last_crime < cutoff}
        """,
        table="""
        served | last_crime | priority_recent | priority_old | outcome    | outcome_if_clear
        true   | unknown    | unknown         | unknown      | incomplete | recommend
        true   | 2011       | true            | false        | mixed      | mixed
        true   | 2008       | false           | false        | recommend  | recommend
        true   | 2008..     | unknown         | false        | incomplete | incomplete
        """,
    )


def test_what_a_completed_check_left_open_is_never_cleared(spec: Spec) -> None:
    """Nor is a disputed fact: somebody has to settle it."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        held  | served | violent | threat | check_crime | disputed | outcome    | outcome_if_clear
        false | true   | unknown | false  |             |          | incomplete | recommend
        false | true   | unknown | false  | 2012-01-03  |          | incomplete | incomplete
        false | true   | false   | false  |             | violent  | incomplete | incomplete
        false | true   | false   | false  |             | threat   | incomplete | incomplete
        """,
    )


def test_a_check_that_has_expired_is_open_again(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        policy="""
        scope: not held
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          violent: {text: Violent, cite: B.2, wording: quoted, when: violent}
          threat: {text: A threat, cite: B.3, wording: quoted, when: threat}
        check_validity_days:
          crime: {value: 90, cite: "section 6", checked_on: 2012-01-02}
        """,
        table="""
        held  | served | violent | threat | check_crime | outcome    | outcome_if_clear | needs_check
        false | true   | false   | false  | 2011-10-15  | recommend  | recommend        | false
        false | true   | false   | false  | 2011-10-14  | incomplete | recommend        | true
        false | true   | unknown | false  | 2011-10-15  | incomplete | incomplete       | false
        false | true   | unknown | false  | 2011-10-14  | incomplete | recommend        | true
        """,
    )


def test_a_check_fact_that_is_not_adverse_is_never_cleared(spec: Spec) -> None:
    """Only what could count against a person can come back clear."""
    spec(
        facts="""
        checks:
          records: Search of the agency's own records
        facts:
          served: {type: truth, question: Did the person serve?, settled_by: ["check:records"]}
          removed: {type: truth, adverse: "true", question: Removed before?, settled_by: ["check:records"]}
        """,
        policy="""
        scope: served or not served
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        priorities:
          removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
        """,
        table="""
        served  | removed | outcome    | outcome_if_clear
        true    | unknown | incomplete | recommend
        unknown | unknown | incomplete | incomplete
        """,
    )

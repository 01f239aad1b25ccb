"""29 February

An anniversary of 29 February is on 29 February in a leap year. In a common year it is reached on 1 March.
"""

from spec.drawing import Spec

FACTS = """
facts:
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age_at_arrival: {from: birth, to: arrival}
"""


def test_in_a_leap_year_the_anniversary_is_on_29_february(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        birth      | arrival    | age_at_arrival < 8 | age_at_arrival >= 8 | age_at_arrival > 8
        2000-02-29 | 2008-02-28 | true               | false               | false
        2000-02-29 | 2008-02-29 | false              | true                | false
        2000-02-29 | 2008-03-01 | false              | true                | true
        """,
    )


def test_in_a_common_year_it_is_reached_on_1_march(spec: Spec) -> None:
    """The day on which one would be exactly seven does not exist, and so on 1 March one is more than seven."""
    spec(
        facts=FACTS,
        table="""
        birth      | arrival    | age_at_arrival < 7 | age_at_arrival >= 7 | age_at_arrival > 7
        2000-02-29 | 2007-02-28 | true               | false               | false
        2000-02-29 | 2007-03-01 | false              | true                | true
        """,
    )


def test_the_year_1900_was_a_common_year_and_2000_a_leap_year(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        birth      | arrival    | age_at_arrival >= 4
        1896-02-29 | 1900-02-28 | false
        1896-02-29 | 1900-03-01 | true
        1996-02-29 | 2000-02-28 | false
        1996-02-29 | 2000-02-29 | true
        """,
    )


def test_the_days_beside_it_have_anniversaries_of_their_own(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        birth      | arrival    | age_at_arrival >= 8 | age_at_arrival > 8
        2000-02-28 | 2008-02-28 | true                | false
        2000-02-28 | 2008-02-29 | true                | true
        2000-03-01 | 2008-02-29 | false               | false
        2000-03-01 | 2008-03-01 | true                | false
        """,
    )

"""The order of days

The dictionary may say of a day that it is not before another. Nobody arrives before being born, or after the day of
screening.
"""

from spec.drawing import Spec

FACTS = """
facts:
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
  years_present: {from: arrival, to: as_of}
"""


def test_a_day_narrows_the_day_that_comes_before_it(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        birth      | arrival    | age > 16 | age > 31 | why
        unknown    | 1980-05-05 | true     | true     | born on that day or before
        1990..2000 | 1995       | true     | false    | born by the end of 1995
        1990..2000 | unknown    | unknown  | false    | nothing says when before 2000
        """,
    )


def test_a_day_narrows_the_day_that_comes_after_it(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        birth      | arrival    | years_present > 26 | years_present > 27 | why
        1985-06-01 | unknown    | unknown            | false              | arrived on that day or later
        1985-06    | 1980..1990 | unknown            | false              | arrived in that month or later
        unknown    | 1980..1990 | unknown            | unknown            | arrived in 1980 or later
        """,
    )


def test_two_days_may_fall_on_one(spec: Spec) -> None:
    """Where the order leaves a single day, that day is known."""
    spec(
        facts=FACTS,
        policy="""
        parameters:
          new_year: {value: 1999-01-01, cite: "section 5", checked_on: 2012-01-02}
        """,
        table="""
        birth      | arrival      | birth == new_year | arrival == new_year | age_at_arrival < 1
        1999-01-01 | 1999-01-01   | true              | true                | true
        1999       | ..1999-01-01 | true              | true                | true
        """,
    )


def test_days_that_contradict_their_order_are_both_disputed(spec: Spec) -> None:
    """Nobody can say which of the two is wrong, and so neither is used."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        birth      | arrival    | age > 5 | years_present > 5 | age_at_arrival < 16
        2001       | 1999       | unknown | unknown           | unknown
        2001-05-02 | 2001-05-01 | unknown | unknown           | unknown
        2001-05    | 2001       | true    | true              | true
        """,
    )

"""Between two recorded days

Where both days are uncertain, the least that can have elapsed is from the latest birth to the earliest arrival, and the
most from the earliest birth to the latest arrival.
"""

from spec.drawing import Spec

FACTS = """
facts:
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age_at_arrival: {from: birth, to: arrival}
"""


def test_a_month_of_birth_settles_an_arrival_in_another_month(spec: Spec) -> None:
    """A birth in April 1974 is a birth between 1 and 30 April."""
    spec(
        facts=FACTS,
        table="""
        birth  | arrival    | age_at_arrival < 16 | age_at_arrival >= 16
        4/1974 | 1990-03-31 | true                | false
        4/1974 | 1990-04-01 | unknown             | unknown
        4/1974 | 1990-04-29 | unknown             | unknown
        4/1974 | 1990-04-30 | false               | true
        4/1974 | 1990-03    | true                | false
        4/1974 | 1990-04    | unknown             | unknown
        4/1974 | 1990-05    | false               | true
        """,
    )


def test_years_settle_what_is_more_than_a_year_away(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        birth      | arrival | age_at_arrival < 16 | age_at_arrival > 16
        1974       | 1989    | true                | false
        1974       | 1990    | unknown             | unknown
        1974       | 1991    | false               | true
        1974-01-01 | 1990    | false               | unknown
        1974-12-31 | 1990    | unknown             | false
        """,
    )


def test_an_open_end_can_be_enough(spec: Spec) -> None:
    """Where nothing is known of one of the two days, the other settles nothing."""
    spec(
        facts=FACTS,
        table="""
        birth   | arrival | age_at_arrival < 16
        1974    | ..1985  | true
        1974    | 1991..  | false
        ..1960  | 1980    | false
        1980..  | 1990    | true
        1974    | unknown | unknown
        unknown | 1990    | unknown
        unknown | unknown | unknown
        """,
    )

"""Days that are not known exactly

Elapsed years have bounds too: from the latest beginning to the earliest end, and from the earliest to the latest.
"""

from spec.drawing import Spec

FACTS = """
facts:
  arrival: {type: day, question: On what day did the person arrive?, settled_by: [file]}
years:
  years_present: {from: arrival, to: as_of}
"""


def test_a_month_is_settled_on_either_side_of_the_anniversary(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        2001-12 | false              | false               | true               | true
        2002-01 | unknown            | unknown             | unknown            | unknown
        1/2002  | unknown            | unknown             | unknown            | unknown
        2002-02 | true               | true                | false              | false
        """,
    )


def test_a_year_is_settled_on_either_side_of_the_year_of_the_anniversary(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        2001    | false              | false               | true               | true
        2002    | unknown            | unknown             | unknown            | unknown
        2003    | true               | true                | false              | false
        """,
    )


def test_on_the_last_day_of_a_year_the_year_is_nearly_settled(spec: Spec) -> None:
    """Whoever came in 2002 has by 31 December 2012 been here ten years, and more than ten unless it was that day."""
    spec(
        as_of="2012-12-31",
        facts=FACTS,
        table="""
        arrival | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        2002    | false              | unknown             | unknown            | true
        """,
    )


def test_a_range_is_settled_up_to_the_anniversary_and_from_it(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival                | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        2002-01-01..2002-01-12 | false              | false               | true               | true
        2002-01-01..2002-01-13 | false              | unknown             | unknown            | true
        2002-01-12..2002-01-14 | unknown            | unknown             | unknown            | unknown
        2002-01-13..2002-01-31 | unknown            | true                | false              | unknown
        2002-01-14..2002-01-31 | true               | true                | false              | false
        """,
    )


def test_one_bound_can_be_enough(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival      | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        ..2002-01-12 | false              | false               | true               | true
        ..2002-01-13 | false              | unknown             | unknown            | true
        ..2002-01-14 | unknown            | unknown             | unknown            | unknown
        2002-01-12.. | unknown            | unknown             | unknown            | unknown
        2002-01-13.. | unknown            | true                | false              | unknown
        2002-01-14.. | true               | true                | false              | false
        unknown      | unknown            | unknown             | unknown            | unknown
        """,
    )

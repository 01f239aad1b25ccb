"""Days

A day is written as exactly as it is known: `2007-06-15`, `2007-06` or `6/2007` (a day of that month), `2007` (a day of
that year), or `FROM..TO`, where either end may be left out. It is compared with a parameter that is a day.
"""

from spec.drawing import Spec

FACTS = """
facts:
  arrival: {type: day, question: On what day did the person arrive?, settled_by: [file]}
"""
CUTOFF = """
parameters:
  cutoff: {value: 2007-06-15, cite: "section 3", checked_on: 2012-01-02}
"""


def test_a_day_is_before_on_or_after_another(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=CUTOFF,
        table="""
        arrival    | arrival < cutoff | arrival <= cutoff | arrival == cutoff | arrival >= cutoff | arrival > cutoff
        2007-06-14 | true             | true              | false             | false             | false
        2007-06-15 | false            | true              | true              | true              | false
        2007-06-16 | false            | false             | false             | true              | true
        """,
    )


def test_a_month_or_a_year_settles_what_all_its_days_settle(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=CUTOFF,
        table="""
        arrival | arrival < cutoff | arrival <= cutoff | arrival == cutoff | arrival != cutoff | arrival > cutoff
        2007-05 | true             | true              | false             | true              | false
        2007-06 | unknown          | unknown           | unknown           | unknown           | unknown
        6/2007  | unknown          | unknown           | unknown           | unknown           | unknown
        2007-07 | false            | false             | false             | true              | true
        2006    | true             | true              | false             | true              | false
        2007    | unknown          | unknown           | unknown           | unknown           | unknown
        2008    | false            | false             | false             | true              | true
        """,
    )


def test_a_range_settles_what_its_ends_settle(spec: Spec) -> None:
    """An end that is left out is open, save that nothing is later than the day of screening."""
    spec(
        facts=FACTS,
        policy=CUTOFF,
        table="""
        arrival                | arrival < cutoff | arrival <= cutoff | arrival == cutoff | arrival >= cutoff
        2007-06-01..2007-06-14 | true             | true              | false             | false
        2007-06-01..2007-06-15 | unknown          | true              | unknown           | unknown
        2007-06-15..2007-06-30 | false            | unknown           | unknown           | true
        2007-06-16..2007-06-30 | false            | false             | false             | true
        ..2007-06-14           | true             | true              | false             | false
        ..2007-06-15           | unknown          | true              | unknown           | unknown
        2007-06-15..           | false            | unknown           | unknown           | true
        2007-06-16..           | false            | false             | false             | true
        unknown                | unknown          | unknown           | unknown           | unknown
        """,
    )


def test_a_chain_says_between_two_days(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        parameters:
          first_day: {value: 2007-06-15, cite: "section 4", checked_on: 2012-01-02}
          last_day: {value: 2010-06-15, cite: "section 4", checked_on: 2012-01-02}
        """,
        table="""
        arrival    | first_day <= arrival <= last_day | not first_day < arrival < last_day
        2007-06-14 | false                            | true
        2007-06-15 | true                             | true
        2010-06-15 | true                             | true
        2010-06-16 | false                            | true
        2008       | true                             | false
        2007       | unknown                          | unknown
        2006       | false                            | true
        """,
    )

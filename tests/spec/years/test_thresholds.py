"""Before, on and after the anniversary

Elapsed years take `<`, `<=`, `>` and `>=`. They stand at exactly ten on one day, the tenth anniversary.
"""

from spec.drawing import Spec

FACTS = """
facts:
  arrival: {type: day, question: On what day did the person arrive?, settled_by: [file]}
years:
  years_present: {from: arrival, to: as_of}
"""
BIRTH = """
facts:
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
years:
  age: {from: birth, to: as_of}
"""


def test_more_than_n_years_is_true_the_day_after_the_anniversary(spec: Spec) -> None:
    """And n years or more is true on the anniversary itself."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival    | years_present < 10 | years_present <= 10 | years_present > 10 | years_present >= 10
        2002-01-12 | false              | false               | true               | true
        2002-01-13 | false              | true                | false              | true
        2002-01-14 | true               | true                | false              | false
        """,
    )


def test_over_65_begins_the_day_after_the_65th_birthday(spec: Spec) -> None:
    """Not on the 66th birthday, as it would where years are rounded down first."""
    spec(
        as_of="2012-01-13",
        facts=BIRTH,
        table="""
        birth      | age > 65 | age >= 65 | age >= 66 | why
        1946-01-13 | true     | true      | true      | the 66th birthday
        1947-01-12 | true     | true      | false     | the day after the 65th birthday
        1947-01-13 | false    | true      | false     | the 65th birthday
        1947-01-14 | false    | false     | false     | the day before the 65th birthday
        """,
    )


def test_not_above_30_is_under_31(spec: Spec) -> None:
    """A person of 30 and a half is "not above the age of 30" in such a text, but is past the 30th birthday."""
    spec(
        as_of="2012-06-15",
        facts=BIRTH,
        table="""
        birth      | age < 31 | age <= 30
        1981-06-15 | false    | false
        1981-06-16 | true     | false
        1981-12-15 | true     | false
        1982-06-15 | true     | true
        """,
    )


def test_a_chain_says_between_two_anniversaries(spec: Spec) -> None:
    """A parameter may stand in a number's place."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        policy="""
        parameters:
          long: {value: 10, cite: "section 1", checked_on: 2012-01-02}
        """,
        table="""
        arrival    | 5 < years_present <= long | long > years_present
        2002-01-12 | false                     | false
        2002-01-13 | true                      | false
        2002-01-14 | true                      | true
        2007-01-12 | true                      | true
        2007-01-13 | false                     | true
        """,
    )

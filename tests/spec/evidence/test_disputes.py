"""Disputed facts

Where two sources disagree about a fact, it is disputed, and counts as unknown until somebody settles it.
"""

from spec.drawing import Spec

FACTS = """
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  stage: {type: code, codes: [pending, closed], question: Where does the case stand?, settled_by: [court]}
  children: {type: count, question: How many children has the person?, settled_by: [file]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age: {from: birth, to: as_of}
  presence: {from: arrival, to: as_of}
"""


def test_a_disputed_fact_is_unknown_whatever_its_type(spec: Spec) -> None:
    """The other facts of the record keep their values."""
    spec(
        facts=FACTS,
        table="""
        served | stage   | children | arrival | disputed | not served | stage != 'closed' | children < 3 | presence > 9
        true   | pending | 2        | 2001    |          | false      | true              | true         | true
        true   | pending | 2        | 2001    | served   | unknown    | true              | true         | true
        true   | pending | 2        | 2001    | stage    | false      | unknown           | true         | true
        true   | pending | 2        | 2001    | children | false      | true              | unknown      | true
        true   | pending | 2        | 2001    | arrival  | false      | true              | true         | unknown
        """,
    )


def test_a_disputed_day_still_stands_in_order(spec: Spec) -> None:
    """Whenever the birth was, it was not after the arrival."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        birth | arrival | disputed | age > 30 | age > 40
        1950  | 1980    | birth    | true     | unknown
        1950  | 1980    |          | true     | true
        """,
    )

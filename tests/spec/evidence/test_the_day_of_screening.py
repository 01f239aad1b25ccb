"""Events after the day of screening

A record that is screened as of an earlier day may already speak of later ones.
"""

from spec.drawing import Spec

FACTS = """
facts:
  arrival: {type: day, question: On what day did the person arrive?, settled_by: [file]}
years:
  years_present: {from: arrival, to: as_of}
"""


def test_an_event_certainly_after_the_day_of_screening_is_unknown(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival    | years_present < 1
        2012-01-13 | true
        2012-01-14 | unknown
        2012-02    | unknown
        2013       | unknown
        """,
    )


def test_an_event_that_may_be_after_it_was_on_that_day_or_before(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        arrival    | years_present < 1 | years_present < 2
        2012-01    | true              | true
        2012       | true              | true
        2011..2013 | unknown           | true
        2011..     | unknown           | true
        """,
    )

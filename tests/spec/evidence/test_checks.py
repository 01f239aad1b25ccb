"""Zero is not zero: facts that a check settles

Some facts only a background check settles. A file that says "no convictions" may only say that nobody has looked. So
until that check is completed, the value n in a file means at least n, and "no" means unknown. What a file does report
counts.
"""

from spec.drawing import Spec

FACTS = """
checks:
  criminal: Criminal history check
  security: National security check
facts:
  felonies: {type: count, adverse: "true", question: How many felony convictions?, settled_by: ["check:criminal"]}
  violent:
    {type: truth, adverse: "true", question: Is there a violent conviction?, settled_by: ["check:criminal"]}
  warrant:
    type: code
    codes: [none, old, live]
    clear: none
    adverse: "true"
    question: Is there a warrant?
    settled_by: ["check:criminal"]
  gang: {type: truth, adverse: "true", question: Is the person a gang member?, settled_by: ["check:security"]}
  fraud: {type: truth, adverse: "true", question: Was fraud found?, settled_by: [agency]}
"""


def test_without_its_check_a_count_is_a_least_count(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        felonies | check_criminal | felonies >= 1 | felonies == 0 | felonies >= 2
        0        |                | unknown       | unknown       | unknown
        0        | 2012-01-03     | false         | true          | false
        1        |                | true          | false         | unknown
        1        | 2012-01-03     | true          | false         | false
        0..1     |                | unknown       | unknown       | unknown
        0..1     | 2012-01-03     | unknown       | unknown       | false
        unknown  | 2012-01-03     | unknown       | unknown       | unknown
        """,
    )


def test_without_its_check_a_no_is_unknown(spec: Spec) -> None:
    """A completed check from which nothing was written down settles nothing either."""
    spec(
        facts=FACTS,
        table="""
        violent | check_criminal | (violent) | not violent
        false   |                | unknown   | unknown
        false   | 2012-01-03     | false     | true
        true    |                | true      | false
        unknown | 2012-01-03     | unknown   | unknown
        """,
    )


def test_without_its_check_the_clear_code_is_unknown(spec: Spec) -> None:
    """The dictionary says which code is the clear one."""
    spec(
        facts=FACTS,
        table="""
        warrant | check_criminal | warrant == 'live' | warrant == 'none' | warrant == 'old'
        none    |                | unknown           | unknown           | unknown
        none    | 2012-01-03     | false             | true              | false
        old     |                | false             | false             | true
        live    |                | true              | false             | false
        """,
    )


def test_a_check_answers_for_its_own_facts_only(spec: Spec) -> None:
    """And a fact that no check settles is as the record says."""
    spec(
        facts=FACTS,
        table="""
        violent | gang  | fraud | check_criminal | check_security | (violent) | (gang)  | (fraud)
        false   | false | false |                |                | unknown   | unknown | false
        false   | false | false | 2012-01-03     |                | false     | unknown | false
        false   | false | false |                | 2012-01-04     | unknown   | false   | false
        """,
    )


def test_a_check_dated_after_the_day_of_screening_has_not_answered_yet(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        table="""
        violent | check_criminal | (violent)
        false   | 2012-01-13     | false
        false   | 2012-01-14     | unknown
        """,
    )


def test_a_check_holds_through_the_last_day_of_its_validity(spec: Spec) -> None:
    """15 October to 13 January are 90 days. The security check is without limit here, since the edition gives none."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        policy="""
        check_validity_days:
          criminal: {value: 90, cite: "section 6", checked_on: 2012-01-02}
        """,
        table="""
        violent | gang  | check_criminal | check_security | (violent) | (gang)
        false   | false | 2011-10-16     | 1995-05-05     | false     | false
        false   | false | 2011-10-15     | 1995-05-05     | false     | false
        false   | false | 2011-10-14     | 1995-05-05     | unknown   | false
        true    | false | 2011-10-14     | 1995-05-05     | true      | false
        """,
    )


def test_a_check_that_is_valid_for_no_days_holds_on_its_own_day(spec: Spec) -> None:
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        policy="""
        check_validity_days:
          criminal: {value: 0, cite: "section 6", checked_on: 2012-01-02}
        """,
        table="""
        violent | check_criminal | (violent)
        false   | 2012-01-13     | false
        false   | 2012-01-12     | unknown
        """,
    )

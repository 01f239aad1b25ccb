"""And, or, not

`and` is false as soon as one part is false, `or` is true as soon as one part is true: what is unknown beside them can
change nothing. Otherwise one unknown part makes the whole unknown.
"""

from spec.drawing import Spec

FACTS = """
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  school: {type: truth, question: Is the person in school?, settled_by: [file]}
"""


def test_every_pair_of_answers_is_joined_in_one_way(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        served  | family  | served and family | served or family | not family
        true    | true    | true              | true             | false
        true    | false   | false             | true             | true
        true    | unknown | unknown           | true             | unknown
        false   | true    | false             | true             | false
        false   | false   | false             | false            | true
        false   | unknown | false             | unknown          | unknown
        unknown | true    | unknown           | true             | false
        unknown | false   | false             | unknown          | true
        unknown | unknown | unknown           | unknown          | unknown
        """,
    )


def test_any_number_of_parts_is_joined_at_once(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        served  | family  | school | served and family and school | served or family or school
        true    | true    | true   | true                         | true
        true    | unknown | false  | false                        | true
        true    | unknown | true   | unknown                      | true
        false   | unknown | false  | false                        | unknown
        unknown | unknown | true   | unknown                      | true
        false   | false   | false  | false                        | false
        """,
    )


def test_not_binds_closest_then_and_then_or(spec: Spec) -> None:
    """Round brackets change the order."""
    spec(
        facts=FACTS,
        table="""
        served | family | school | served or family and school | (served or family) and school
        true   | false  | false  | true                        | false
        false  | true   | true   | true                        | true
        """,
    )
    spec(
        facts=FACTS,
        table="""
        served | family | not served and family | not (served and family)
        true   | false  | false                 | true
        false  | true   | true                  | true
        """,
    )


def test_not_turns_and_into_or(spec: Spec) -> None:
    """This holds with unknown parts too."""
    spec(
        facts=FACTS,
        table="""
        served  | family  | not (served and family) | not served or not family
        true    | true    | false                   | false
        true    | unknown | unknown                 | unknown
        false   | unknown | true                    | true
        unknown | unknown | unknown                 | unknown
        """,
    )


def test_a_fact_named_twice_is_asked_twice(spec: Spec) -> None:
    """
    Every answer would make this rule true, and yet it is unknown while the fact is: each place is asked by itself. A
    check of the edition names such rules.
    """
    spec(
        facts=FACTS,
        table="""
        served  | served or not served | served and not served
        true    | true                 | false
        false   | true                 | false
        unknown | unknown              | unknown
        """,
    )

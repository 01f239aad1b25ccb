"""Codes

A code is compared with `==` and `!=`, or looked for in a list. Codes stand in quotes.
"""

from spec.drawing import Spec

FACTS = """
facts:
  stage:
    type: code
    codes: [incoming, pending, closed, ended]
    question: Where does the case stand?
    settled_by: [court]
"""


def test_a_code_is_one_word_of_its_set(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        stage   | stage == 'pending' | 'pending' == stage | stage != 'pending'
        pending | true               | true               | false
        closed  | false              | false              | true
        unknown | unknown            | unknown            | unknown
        """,
    )


def test_a_list_holds_any_of_its_codes(spec: Spec) -> None:
    """Round and square brackets mean the same, and so do single and double quotes."""
    spec(
        facts=FACTS,
        table="""
        stage    | stage in ('incoming', 'pending') | stage in ["pending"] | stage not in ('incoming', 'pending')
        incoming | true                             | false                | false
        pending  | true                             | true                 | false
        ended    | false                            | false                | true
        unknown  | unknown                          | unknown              | unknown
        """,
    )

"""Truths

A truth is a fact that holds or does not. A rule names it, or puts `not` before it; it is not compared with anything.
"""

from spec.drawing import Spec

FACTS = """
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
"""


def test_a_truth_is_asked_by_its_name(spec: Spec) -> None:
    """The opposite of unknown is unknown."""
    spec(
        facts=FACTS,
        table="""
        served  | (served) | not served | not not served
        true    | true     | false      | true
        false   | false    | true       | false
        unknown | unknown  | unknown    | unknown
        """,
    )


def test_an_empty_record_settles_no_rule(spec: Spec) -> None:
    """Of a person about whom nothing is known, no rule is true and none is false, of whatever type the fact is."""
    spec(
        facts="""
        facts:
          served: {type: truth, question: Did the person serve?, settled_by: [file]}
          stage: {type: code, codes: [pending, closed], question: Where does the case stand?, settled_by: [court]}
          children: {type: count, question: How many children has the person?, settled_by: [file]}
          birth: {type: day, question: On what day was the person born?, settled_by: [file]}
        years:
          age: {from: birth, to: as_of}
        """,
        table="""
        served  | not served | stage == 'pending' | children >= 1 | children == 0 | age > 65 | age <= 65
        unknown | unknown    | unknown            | unknown       | unknown       | unknown  | unknown
        """,
    )

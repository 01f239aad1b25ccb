"""Considerations

A consideration is a factor that a person weighs. It is asked and shown, and it never settles anything: not the outcome,
not the next step, not what is asked.
"""

from spec.drawing import Spec

FACTS = """
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  school: {type: truth, question: Is the person in school?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
"""
POLICY = """
scope: not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
priorities:
  removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
considerations:
  school: {text: In school, cite: C.1, wording: quoted, when: school}
"""


def test_a_consideration_changes_no_outcome(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | removed | school  | consideration_school | outcome   | outcome_if_clear | ask
        false    | true   | false   | true    | true                 | recommend | recommend        |
        false    | true   | false   | false   | false                | recommend | recommend        |
        false    | true   | false   | unknown | unknown              | recommend | recommend        |
        false    | false  | false   | true    | true                 | weigh     | weigh            |
        false    | false  | true    | true    | true                 | pursue    | pursue           |
        """,
    )


def test_a_consideration_changes_no_next_step(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | removed | school  | consideration_school | outcome    | worklist        | ask
        false    | true   | unknown | true    | true                 | incomplete | favorable_shown | removed
        false    | true   | unknown | unknown | unknown              | incomplete | favorable_shown | removed
        """,
    )

"""The nine combinations

Each list is joined by `or`: some factor holds where one does, and none holds only where each is false.
"""

from spec.drawing import Spec

FACTS = """
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
  fraud: {type: truth, adverse: "true", question: Was fraud found?, settled_by: [agency]}
"""
POLICY = """
scope: not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
  family: {text: Has family here, cite: A.2, wording: quoted, when: family}
priorities:
  removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
  fraud: {text: Found to have committed fraud, cite: B.2, wording: quoted, when: fraud}
"""


def test_one_reason_that_holds_is_enough_and_one_unknown_keeps_a_list_open(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        served  | family  | removed | fraud   | favorable_served | favorable_family | some_favorable | some_priority
        true    | unknown | false   | unknown | true             | unknown          | true           | unknown
        false   | unknown | unknown | true    | false            | unknown          | unknown        | true
        false   | false   | false   | false   | false            | false            | false          | false
        unknown | unknown | unknown | unknown | unknown          | unknown          | unknown        | unknown
        """,
    )


def test_each_combination_has_one_outcome(spec: Spec) -> None:
    """
    `recommend`: provisionally amenable. `pursue`: an enforcement priority, proceed. `mixed`: both lists hold, and a
    person settles it with a reason. `weigh`: neither holds, and the totality of the circumstances is weighed.
    `incomplete`: something unknown could change the answer.
    """
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | family | removed | fraud | some_favorable | some_priority | outcome
        false    | true    | false  | false   | false | true           | false         | recommend
        false    | false   | false  | true    | false | false          | true          | pursue
        false    | true    | false  | true    | false | true           | true          | mixed
        false    | false   | false  | false   | false | false          | false         | weigh
        false    | true    | false  | unknown | false | true           | unknown       | incomplete
        false    | unknown | false  | true    | false | unknown        | true          | incomplete
        false    | unknown | false  | false   | false | unknown        | false         | incomplete
        false    | false   | false  | unknown | false | false          | unknown       | incomplete
        false    | unknown | false  | unknown | false | unknown        | unknown       | incomplete
        """,
    )


def test_an_empty_list_never_holds(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        scope: not detained
        favorable:
          served: {text: Served, cite: A.1, wording: quoted, when: served}
        """,
        table="""
        detained | served  | some_favorable | some_priority | outcome
        false    | true    | true           | false         | recommend
        false    | false   | false          | false         | weigh
        false    | unknown | unknown        | false         | incomplete
        """,
    )

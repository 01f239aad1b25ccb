"""Editions of the totality

Some policies settle nothing by a list: every factor is weighed with the others. Such an edition is of the kind
`totality`. Where the scope holds and every favorable factor and every priority is known, the outcome is `weigh`.
"""

from spec.drawing import Spec

FACTS = """
checks:
  criminal: Criminal history check
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  school: {type: truth, question: Is the person in school?, settled_by: [file]}
  violent: {type: truth, adverse: "true", question: Is there a violent conviction?, settled_by: ["check:criminal"]}
"""
POLICY = """
kind: totality
scope: not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
  family: {text: Has family here, cite: A.2, wording: quoted, when: family}
priorities:
  violent: {text: Violent, cite: B.1, wording: quoted, when: violent}
considerations:
  school: {text: In school, cite: C.1, wording: quoted, when: school}
"""


def test_no_factor_settles_alone(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | family | violent | check_criminal | some_favorable | some_priority | outcome
        false    | true   | true   | false   | 2012-01-03     | true           | false         | weigh
        false    | false  | false  | true    | 2012-01-03     | false          | true          | weigh
        false    | true   | false  | true    | 2012-01-03     | true           | true          | weigh
        false    | false  | false  | false   | 2012-01-03     | false          | false         | weigh
        true     | true   | true   | false   | 2012-01-03     | true           | false         | out_of_scope
        """,
    )


def test_every_factor_must_be_known(spec: Spec) -> None:
    """One that holds does not make the others needless. A consideration, such as school here, may stay unknown."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | family  | violent | check_criminal | outcome    | worklist        | ask
        false    | true    | unknown | false   | 2012-01-03     | incomplete | favorable_shown | family
        false    | unknown | unknown | true    | 2012-01-03     | incomplete | priority_shown  | served, family
        false    | true    | true    | unknown |                | incomplete | favorable_shown | violent
        unknown  | true    | true    | false   | 2012-01-03     | incomplete | scope           | detained
        false    | true    | true    | false   | 2012-01-03     | weigh      |                 |
        """,
    )


def test_clear_checks_can_complete_a_sheet_of_factors(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | family  | violent | outcome    | outcome_if_clear | needs_check | needs_finding
        false    | true   | false   | unknown | incomplete | weigh            | true        | false
        false    | true   | unknown | unknown | incomplete | incomplete       | false       | false
        """,
    )

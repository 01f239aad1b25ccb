"""Worklists

Every incomplete case has one next step, its worklist. Findings against a person that nobody has written count as not
made, so nobody waits for them.
"""

from spec.drawing import Spec

FACTS = """
checks:
  security: National security check
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
  gang: {type: truth, adverse: "true", question: Is the person a gang member?, settled_by: ["check:security"]}
  threat: {type: truth, adverse: "true", question: Is the person a threat?, settled_by: [finding]}
"""
POLICY = """
scope: not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
priorities:
  removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
  gang: {text: Gang member, cite: B.2, wording: quoted, when: gang}
  threat: {text: A threat, cite: B.3, wording: quoted, when: threat}
"""


def test_each_worklist_says_who_acts_next(spec: Spec) -> None:
    """
    `scope`: find out whether the edition covers the case. `favorable_shown`: file review and check, then decide.
    `priority_shown`: one look for any favorable factor, then decide. `no_priority`: send the form. `no_favorable`:
    check, then weigh. `nothing_settled`: pull agency and court data in bulk, then the file.
    """
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | removed | gang    | threat  | check_security | outcome    | worklist
        unknown  | true    | false   | false   | false   | 2012-01-04     | incomplete | scope
        false    | true    | unknown | false   | false   | 2012-01-04     | incomplete | favorable_shown
        false    | unknown | true    | unknown | unknown |                | incomplete | priority_shown
        false    | unknown | false   | false   | false   | 2012-01-04     | incomplete | no_priority
        false    | false   | unknown | false   | false   | 2012-01-04     | incomplete | no_favorable
        false    | unknown | unknown | unknown | unknown |                | incomplete | nothing_settled
        """,
    )


def test_a_case_that_is_not_incomplete_has_none(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | removed | gang  | threat | check_security | outcome      | worklist
        false    | true   | false   | false | false  | 2012-01-04     | recommend    |
        false    | false  | true    | false | false  | 2012-01-04     | pursue       |
        false    | true   | true    | false | false  | 2012-01-04     | mixed        |
        false    | false  | false   | false | false  | 2012-01-04     | weigh        |
        true     | true   | false   | false | false  | 2012-01-04     | out_of_scope |
        """,
    )


def test_an_unwritten_adverse_finding_counts_as_not_made(spec: Spec) -> None:
    """The finding that a person is a threat is unwritten in each of these, and holds up none."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | removed | gang  | threat  | check_security | some_priority | worklist
        false    | unknown | false   | false | unknown | 2012-01-04     | unknown       | no_priority
        false    | true    | false   | false | unknown | 2012-01-04     | unknown       | favorable_shown
        false    | false   | false   | false | unknown | 2012-01-04     | unknown       | no_favorable
        false    | unknown | true    | false | unknown | 2012-01-04     | true          | priority_shown
        """,
    )


def test_so_does_one_that_a_favorable_factor_would_not_survive(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        scope: not detained
        favorable:
          good_service: {text: Served and is no threat, cite: A.2, wording: quoted, when: served and not threat}
        priorities:
          removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
        """,
        table="""
        detained | served  | removed | threat  | some_favorable | worklist
        false    | true    | unknown | unknown | unknown        | favorable_shown
        false    | unknown | unknown | unknown | unknown        | nothing_settled
        """,
    )


def test_where_only_the_check_keeps_priorities_open_the_form_is_sent(spec: Spec) -> None:
    """The check can run meanwhile. Where an agency could answer too, its data come first."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | removed | gang    | threat  | worklist
        false    | unknown | false   | unknown | unknown | no_priority
        false    | unknown | unknown | unknown | unknown | nothing_settled
        """,
    )

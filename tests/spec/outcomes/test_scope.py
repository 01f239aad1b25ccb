"""Scope

The scope says which cases an edition covers. It is asked first.
"""

from spec.drawing import Spec

FACTS = """
facts:
  stage: {type: code, codes: [incoming, pending, closed], question: Where does the case stand?, settled_by: [court]}
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
"""
POLICY = """
scope: stage in ('incoming', 'pending') and not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served}
priorities:
  removed: {text: Removed before, cite: B.1, wording: quoted, when: removed}
"""


def test_a_case_out_of_scope_says_which_part_failed(spec: Spec) -> None:
    """Where several parts fail it is the first as the edition writes them. One part is enough, whatever the others."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        stage   | detained | outcome      | out_of_scope_by
        closed  | false    | out_of_scope | stage in ('incoming', 'pending')
        closed  | true     | out_of_scope | stage in ('incoming', 'pending')
        pending | true     | out_of_scope | not detained
        unknown | true     | out_of_scope | not detained
        closed  | unknown  | out_of_scope | stage in ('incoming', 'pending')
        """,
    )


def test_a_scope_that_is_not_a_list_of_parts_fails_as_a_whole(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy="""
        scope: stage == 'pending' or not detained
        """,
        table="""
        stage  | detained | outcome      | out_of_scope_by
        closed | true     | out_of_scope | stage in ('pending',) or not detained
        closed | false    | weigh        |
        """,
    )


def test_where_the_scope_is_unknown_the_case_is_incomplete(spec: Spec) -> None:
    """The next step is to find out whether the edition covers it, whatever the lists say."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        stage   | detained | served | removed | outcome    | worklist | out_of_scope_by | ask
        unknown | false    | true   | false   | incomplete | scope    |                 | stage
        pending | unknown  | false  | true    | incomplete | scope    |                 | detained
        unknown | unknown  | true   | true    | incomplete | scope    |                 | stage, detained
        """,
    )


def test_a_case_out_of_scope_has_its_reasons_and_no_next_step(spec: Spec) -> None:
    """Both outcomes say so, and nothing is asked."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        stage  | served | removed | outcome      | outcome_if_clear | some_favorable | priority_removed | worklist | ask
        closed | true   | unknown | out_of_scope | out_of_scope     | true           | unknown          |          |
        """,
    )

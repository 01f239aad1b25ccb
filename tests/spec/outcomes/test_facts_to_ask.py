"""Facts to ask

An incomplete case names the recorded facts that could still change its outcome, for those who can settle them. It may
name one too many, never one too few.
"""

from spec.drawing import Spec

FACTS = """
checks:
  criminal: Criminal history check
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  family: {type: truth, question: Has the person family here?, settled_by: [file]}
  school: {type: truth, question: Is the person in school?, settled_by: [file]}
  felonies: {type: count, adverse: "true", question: How many felony convictions?, settled_by: ["check:criminal"]}
years:
  age: {from: birth, to: as_of}
"""
POLICY = """
scope: not detained
favorable:
  served: {text: Served, cite: A.1, wording: quoted, when: served and family}
  elder: {text: Over 65, cite: A.2, wording: quoted, when: age > 65}
priorities:
  felonies: {text: Two felonies, cite: B.1, wording: quoted, when: felonies >= 2}
considerations:
  school: {text: In school, cite: C.1, wording: quoted, when: school}
"""


def test_a_list_that_holds_asks_nothing_more(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | family  | birth | felonies | outcome    | ask
        false    | true    | true    | 1970  | unknown  | incomplete | felonies
        false    | unknown | unknown | 1970  | 2        | incomplete | served, family
        false    | true    | true    | 1970  | 2        | mixed      |
        """,
    )


def test_only_what_could_change_a_reason_is_asked(spec: Spec) -> None:
    """Whoever did not serve is not asked about the family: that reason is false already."""
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served  | family  | birth | felonies | favorable_served | ask
        false    | true    | unknown | 1970  | 2        | unknown          | family
        false    | unknown | true    | 1970  | 2        | unknown          | served
        false    | false   | unknown | 1970  | 1        | false            | felonies
        """,
    )


def test_a_day_is_asked_not_an_age_and_with_it_the_days_that_could_narrow_it(spec: Spec) -> None:
    """A day that is known too roughly is asked again; one that is known exactly is not."""
    spec(
        as_of="2012-01-13",
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | birth      | arrival    | felonies | favorable_elder | ask
        false    | false  | unknown    | unknown    | 2        | unknown         | birth, arrival
        false    | false  | 1947       | 1990-05-05 | 2        | unknown         | birth
        false    | false  | 1947-01    | unknown    | 2        | unknown         | birth, arrival
        false    | false  | 1947-01-14 | unknown    | 1        | false           | felonies
        """,
    )


def test_a_disputed_fact_and_a_count_without_its_check_are_asked(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | family | birth | felonies | check_criminal | disputed | ask
        false    | true   | true   | 1970  | 1        |                |          | felonies
        false    | true   | true   | 1970  | 1        | 2012-01-03     |          |
        false    | true   | true   | 1970  | 2        |                | served   | served
        """,
    )


def test_where_the_scope_is_unknown_its_facts_are_asked_with_the_rest(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=POLICY,
        table="""
        detained | served | family  | birth | felonies | outcome    | ask
        unknown  | true   | true    | 1970  | 2        | incomplete | detained
        unknown  | true   | unknown | 1970  | unknown  | incomplete | detained, family, felonies
        """,
    )

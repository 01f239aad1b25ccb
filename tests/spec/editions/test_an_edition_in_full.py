"""An edition in full

Every reason has its text, where it stands, how sure the wording is (`quoted`, `paraphrased` or `from memory`) and the
rule. Everything that is not described here is refused, with its line and column.
"""

from spec.drawing import Spec


def test_every_field_that_an_edition_may_have(spec: Spec) -> None:
    """
    `until` is the first day no longer in force. `tier` and `departs` say a priority's rank and who may depart from it,
    where the memo says so. `unreachable` names an outcome that no case can have, and why.
    """
    spec(
        as_of="2012-01-13",
        facts="""
        checks:
          criminal: Criminal history check
        facts:
          detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
          birth: {type: day, question: On what day was the person born?, settled_by: [file, respondent]}
          felonies:
            type: count
            adverse: "true"
            question: How many felony convictions?
            settled_by: ["check:criminal"]
          school: {type: truth, question: Is the person in school?, settled_by: [file, respondent]}
        years:
          age: {from: birth, to: as_of}
        """,
        policy="""
        edition: sample-2011-06-01
        kind: lists
        title: A sample of every field
        issued_by: The office that wrote it
        in_force:
          - {from: 2011-06-01, until: 2012-01-01, wording: quoted}
          - {from: 2012-01-10}
        scope: not detained
        parameters:
          elder_age: {value: 65, cite: "A.1", checked_on: 2012-01-02}
        favorable:
          elder:
            text: Over 65
            cite: A.1
            wording: quoted
            when: age > elder_age
        priorities:
          felony:
            text: Convicted of a felony
            cite: B.1
            wording: paraphrased
            when: felonies >= 1
            tier: first
            departs: the head of the office
        considerations:
          school:
            text: In school
            cite: C.1
            wording: from memory
            when: school
        check_validity_days:
          criminal: {value: 90, cite: D.1, checked_on: 2012-01-02}
        interpretations:
          elder: Over 65 from the day after the 65th birthday
        sources:
          memo: Kept in the office's library
        """,
        table="""
        detained | birth      | felonies | check_criminal | school  | outcome    | outcome_if_clear
        false    | 1947-01-12 | 0        | 2012-01-03     | unknown | recommend  | recommend
        false    | 1947-01-12 | 0        |                | unknown | incomplete | recommend
        false    | 1947-01-13 | 1        |                | true    | pursue     | pursue
        """,
    )

"""What is refused, and what to write instead

A rule is `and`, `or`, `not`, comparisons of one fact with constants, and lists. Whatever else is written is refused,
and the message says at which character and what was expected.
"""

from spec.drawing import Spec

FACTS = """
facts:
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  stage: {type: code, codes: [incoming, pending, closed], question: Where does the case stand?, settled_by: [court]}
  children: {type: count, question: How many children has the person?, settled_by: [file]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
"""
PARAMETERS = """
parameters:
  cutoff: {value: 2007-06-15, cite: "section 3", checked_on: 2012-01-02}
  child_age: {value: 18, cite: "section 3", checked_on: 2012-01-02}
"""


def test_each_refused_rule_has_one_that_is_read(spec: Spec) -> None:
    spec(
        facts=FACTS,
        policy=PARAMETERS,
        table="""
        instead of             | write
        served == true         | served
        served == false        | not served
        served & children >= 1 | served and children >= 1
        stage == pending       | stage == 'pending'
        stage < 'closed'       | stage in ('incoming', 'pending')
        children               | children >= 1
        children == '2'        | children == 2
        children = 2           | children == 2
        children is not 2      | children != 2
        children + 1 > 2       | children > 1
        children >= 2.5        | children >= 3
        children >= 1_000      | children >= 1000
        age == 30              | 30 <= age < 31
        age != 30              | age < 30 or age >= 31
        age in (30, 31)        | 30 <= age < 32
        age < cutoff           | age < child_age
        arrival < 2007-06-15   | arrival < cutoff
        arrival < '2007-06-15' | arrival < cutoff
        arrival - birth < 16   | age_at_arrival < 16
        """,
    )

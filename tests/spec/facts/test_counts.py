"""Counts

A count is written `2` (exactly), `>=2` (two or more, nobody knows how many) or `2..5`. It is compared with whole
numbers or with parameters that are whole numbers.
"""

from spec.drawing import Spec

FACTS = """
facts:
  children: {type: count, question: How many children has the person?, settled_by: [file]}
"""


def test_an_exact_count_is_compared_as_a_number(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        children | children < 2 | children <= 2 | children == 2 | children != 2 | children >= 2 | children > 2
        0        | true         | true          | false         | true          | false         | false
        1        | true         | true          | false         | true          | false         | false
        2        | false        | true          | true          | false         | true          | false
        3        | false        | false         | false         | true          | true          | true
        """,
    )


def test_an_open_count_settles_what_its_lower_bound_settles(spec: Spec) -> None:
    """Of an unknown count only this is known, that it is not negative."""
    spec(
        facts=FACTS,
        table="""
        children | children < 2 | children <= 2 | children == 2 | children != 2 | children >= 2 | children > 2
        >=1      | unknown      | unknown       | unknown       | unknown       | unknown       | unknown
        >=2      | false        | unknown       | unknown       | unknown       | true          | unknown
        >=3      | false        | false         | false         | true          | true          | true
        unknown  | unknown      | unknown       | unknown       | unknown       | unknown       | unknown
        """,
    )
    spec(
        facts=FACTS,
        table="""
        children | children >= 0 | children < 0
        unknown  | true          | false
        """,
    )


def test_a_count_between_bounds_settles_what_both_settle(spec: Spec) -> None:
    spec(
        facts=FACTS,
        table="""
        children | children < 2 | children <= 2 | children == 2 | children != 2 | children >= 2 | children > 2
        0..1     | true         | true          | false         | true          | false         | false
        1..2     | unknown      | true          | unknown       | unknown       | unknown       | false
        1..3     | unknown      | unknown       | unknown       | unknown       | unknown       | unknown
        2..2     | false        | true          | true          | false         | true          | false
        2..5     | false        | unknown       | unknown       | unknown       | true          | unknown
        3..4     | false        | false         | false         | true          | true          | true
        """,
    )


def test_a_chain_holds_where_every_link_does(spec: Spec) -> None:
    """The fact may stand on either side."""
    spec(
        facts=FACTS,
        table="""
        children | 1 <= children <= 3 | 1 < children < 4 | 3 >= children | 2 == children
        0        | false              | false            | true          | false
        1        | true               | false            | true          | false
        2        | true               | true             | true          | true
        4        | false              | false            | false         | false
        1..3     | true               | unknown          | true          | unknown
        >=1      | unknown            | unknown          | unknown       | unknown
        >=4      | false              | false            | false         | false
        """,
    )


def test_a_list_holds_where_every_value_within_the_bounds_is_in_it(spec: Spec) -> None:
    """It fails where none is."""
    spec(
        facts=FACTS,
        table="""
        children | children in (1, 2, 3, 7) | children not in (1, 2, 3, 7)
        0        | false                    | true
        2        | true                     | false
        7        | true                     | false
        8        | false                    | true
        1..3     | true                     | false
        2..3     | true                     | false
        3..4     | unknown                  | unknown
        4..6     | false                    | true
        3..7     | unknown                  | unknown
        1..7     | unknown                  | unknown
        >=7      | unknown                  | unknown
        >=8      | false                    | true
        unknown  | unknown                  | unknown
        """,
    )


def test_a_number_of_law_is_a_parameter(spec: Spec) -> None:
    """A parameter has a citation and the day on which someone last checked it there."""
    spec(
        facts=FACTS,
        policy="""
        parameters:
          large_family: {value: 3, cite: "section 2", checked_on: 2012-01-02}
        """,
        table="""
        children | children >= large_family | 1 <= children < large_family | children in (0, large_family)
        0        | false                    | false                        | true
        2        | false                    | true                         | false
        3        | true                     | false                        | true
        >=2      | unknown                  | unknown                      | unknown
        """,
    )

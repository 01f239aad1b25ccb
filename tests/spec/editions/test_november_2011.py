"""The guidance of 17 November 2011

The thresholds of the edition `ice-2011-11-17`, on the day before, on and after each.
"""

import pytest

from spec.drawing import Spec

pytestmark = pytest.mark.slow  # DuckDB takes a second and a half to bind a whole edition

EDITION = "ice-2011-11-17"


def test_a_child_is_under_18(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        birth      | arrival    | in_school | favorable_child_in_school
        1994-01-12 | 2001-09-01 | true      | false
        1994-01-13 | 2001-09-01 | true      | false
        1994-01-14 | 2001-09-01 | true      | true
        1994-01    | 2001-09-01 | true      | unknown
        """,
    )


def test_a_child_in_school_has_been_here_for_more_than_five_years(spec: Spec) -> None:
    """School that is completed is as good."""
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        birth      | arrival    | in_school | completed_high_school | favorable_child_in_school
        2000-01-01 | 2007-01-12 | true      | unknown               | true
        2000-01-01 | 2007-01-13 | true      | unknown               | false
        2000-01-01 | 2007-01-14 | true      | unknown               | false
        2000-01-01 | 2007-01-12 | false     | true                  | true
        2000-01-01 | 2007-01-12 | false     | unknown               | unknown
        2000-01-01 | 2007-01-12 | false     | false                 | false
        """,
    )


def test_a_student_came_before_the_16th_birthday(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        birth      | arrival    | completed_high_school | higher_education | favorable_arrived_under_16
        1990-07-01 | 2006-06-30 | true                  | true             | true
        1990-07-01 | 2006-07-01 | true                  | true             | false
        1990-07-01 | 2006-07-02 | true                  | true             | false
        1990-07-01 | 2006       | true                  | true             | unknown
        1990-07    | 2006-06    | true                  | true             | true
        1990-07-01 | 2006-06-30 | true                  | unknown          | unknown
        """,
    )


def test_a_student_has_been_here_for_more_than_five_years(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        birth      | arrival    | completed_high_school | higher_education | favorable_arrived_under_16
        1993-02-01 | 2007-01-12 | true                  | true             | true
        1993-02-01 | 2007-01-13 | true                  | true             | false
        1993-02-01 | 2007-01-14 | true                  | true             | false
        """,
    )


def test_an_elder_is_past_the_65th_birthday_and_the_tenth_anniversary_of_the_arrival(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        birth      | arrival    | favorable_over_65
        1947-01-12 | 1985-03-01 | true
        1947-01-13 | 1985-03-01 | false
        1947-01-14 | 1985-03-01 | false
        1940-05-01 | 2002-01-12 | true
        1940-05-01 | 2002-01-13 | false
        1940-05-01 | 2002-01-14 | false
        """,
    )


def test_a_resident_of_ten_years_or_more_has_one_conviction_and_it_is_minor(spec: Spec) -> None:
    """Without the check nobody knows that it is the only one."""
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        resident | resident_since | convictions | minor_nonviolent_convictions | check_criminal | favorable_long_resident
        true     | 2002-01-12     | 1           | 1                            | 2012-01-03     | true
        true     | 2002-01-13     | 1           | 1                            | 2012-01-03     | true
        true     | 2002-01-14     | 1           | 1                            | 2012-01-03     | false
        true     | 2002-01-13     | 0           | 0                            | 2012-01-03     | false
        true     | 2002-01-13     | 2           | 1                            | 2012-01-03     | false
        true     | 2002-01-13     | 1           | 0                            | 2012-01-03     | false
        true     | 2002-01-13     | 1           | 1                            |                | unknown
        """,  # noqa: E501
    )


def test_an_entry_is_recent_until_its_third_anniversary(spec: Spec) -> None:
    """It counts where it was illegal."""
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        entered_illegally | last_entry | violated_admission | priority_recent_entry
        true              | 2009-01-12 | false              | false
        true              | 2009-01-13 | false              | false
        true              | 2009-01-14 | false              | true
        true              | 2009-01    | false              | unknown
        false             | 2009-01-14 | false              | false
        unknown           | 2009-01-14 | false              | unknown
        """,
    )


def test_a_violation_of_an_admission_is_recent_until_the_third_anniversary_of_its_beginning(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        entered_illegally | violated_admission | violation_began | priority_recent_entry
        false             | true               | 2009-01-12      | false
        false             | true               | 2009-01-13      | false
        false             | true               | 2009-01-14      | true
        false             | true               | 2007            | false
        """,
    )


def test_one_felony_or_two_misdemeanors_are_a_priority(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        felony_convictions | misdemeanor_convictions | check_criminal | priority_felony | priority_multiple_misdemeanors
        0                  | 1                       | 2012-01-03     | false           | false
        1                  | 2                       | 2012-01-03     | true            | true
        0                  | 1                       |                | unknown         | unknown
        >=1                | >=2                     |                | true            | true
        """,
    )


def test_it_covers_incoming_and_pending_cases_of_people_who_are_not_detained(spec: Spec) -> None:
    spec(
        edition=EDITION,
        as_of="2012-01-13",
        table="""
        stage       | detained | outcome      | out_of_scope_by
        incoming    | false    | incomplete   |
        pending     | false    | incomplete   |
        pending     | true     | out_of_scope | not detained
        encounter   | false    | out_of_scope | stage in ('incoming', 'pending')
        closed      | false    | out_of_scope | stage in ('incoming', 'pending')
        appeal      | false    | out_of_scope | stage in ('incoming', 'pending')
        final_order | false    | out_of_scope | stage in ('incoming', 'pending')
        ended       | false    | out_of_scope | stage in ('incoming', 'pending')
        """,
    )

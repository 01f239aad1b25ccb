"""What the texts of a docket mean: days at any precision, counts, truths and codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drawn
from evenhand.docket.facts import MOST, Count, Days, Fact, Value, nearest, read_value, write_value

STAGES = ("encounter", "pending", "closed")


def fact(type: str) -> Fact:
    return Fact(name="x", type=type, question="?", settled_by=("file",), codes=STAGES if type == "code" else ())


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


DAYS = """
    text                   | earliest   | latest
    -----------------------|------------|-----------
    1974-04-12             | 1974-04-12 | 1974-04-12
    1974                   | 1974-01-01 | 1974-12-31
    4/1974                 | 1974-04-01 | 1974-04-30
    04/1974                | 1974-04-01 | 1974-04-30
    1974-04                | 1974-04-01 | 1974-04-30
    2/2012                 | 2012-02-01 | 2012-02-29
    2/1900                 | 1900-02-01 | 1900-02-28
    2012-02-29             | 2012-02-29 | 2012-02-29
    1974..1976             | 1974-01-01 | 1976-12-31
    4/1974..1976-02        | 1974-04-01 | 1976-02-29
    1974-04-12..1974-04-20 | 1974-04-12 | 1974-04-20
    1974 .. 1976           | 1974-01-01 | 1976-12-31
    2001..                 | 2001-01-01 |
    ..2001                 |            | 2001-12-31
    ..                     |            |
    0001                   | 0001-01-01 | 0001-12-31
    9999                   | 9999-01-01 | 9999-12-31
"""


@pytest.mark.parametrize("row", drawn.rows(DAYS), ids=lambda row: row["text"])
def test_a_day_is_read_at_the_precision_it_is_written_with(row: dict[str, str]) -> None:
    assert read_value(fact("day"), row["text"]) == Days(day(row["earliest"]), day(row["latest"]))


NO_DAYS = """
    text                   | said
    -----------------------|--------------------------------------
    2011-02-31             | February 2011 has 28 days
    2012-02-30             | February 2012 has 29 days
    2011-04-00             | April 2011 has 30 days
    2011-13                | there is no such month
    2011-00                | there is no such month
    0/2011                 | there is no such month
    13/2011                | there is no such month
    0000                   | there is no such month or year
    12/04/1974             | write a day as
    1974-4-12              | write a day as
    1974-04-12T00:00:00    | write a day as
    April 1974             | write a day as
    74                     | write a day as
    -1974                  | write a day as
    19740412               | write a day as
    ١٩٧٤                   | write a day as
    unknown                | write a day as
    1976..1974             | the bounds are inverted; write 1974..1976
    1974...1976            | write a day as
    1974..1975..1976       | write a day as
    1974..soon             | write a day as
"""


@pytest.mark.parametrize("row", drawn.rows(NO_DAYS), ids=lambda row: row["text"])
def test_what_is_no_day_is_refused_in_words(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=row["said"]):
        read_value(fact("day"), row["text"])


COUNTS = """
    text    | at_least | at_most
    --------|----------|--------
    0       | 0        | 0
    2       | 2        | 2
    002     | 2        | 2
    >=2     | 2        |
    >= 2    | 2        |
    >=0     | 0        |
    2..5    | 2        | 5
    2 .. 5  | 2        | 5
    0..0    | 0        | 0
    1000000 | 1000000  | 1000000
"""


@pytest.mark.parametrize("row", drawn.rows(COUNTS), ids=lambda row: row["text"])
def test_a_count_is_read_as_bounds(row: dict[str, str]) -> None:
    high = int(row["at_most"]) if row["at_most"] else None
    assert read_value(fact("count"), row["text"]) == Count(int(row["at_least"]), high)


NO_COUNTS = """
    text         | said
    -------------|-----------------------------------------
    two          | write a count as
    2 or 3       | write a count as
    -1           | write a count as
    2.0          | write a count as
    1,000        | write a count as
    <=2          | write a count as
    >2           | write a count as
    >=2..5       | write a count as
    ..5          | write a count as
    2..          | write a count as
    ٢            | write a count as
    1e3          | write a count as
    5..2         | the bounds are inverted; write 2..5
    1000001      | a count above 1,000,000 is not believed
    2..1000001   | a count above 1,000,000 is not believed
    >=999999999  | a count above 1,000,000 is not believed
    123456789012 | write a count as
"""


@pytest.mark.parametrize("row", drawn.rows(NO_COUNTS), ids=lambda row: row["text"])
def test_what_is_no_count_is_refused_in_words(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=row["said"]):
        read_value(fact("count"), row["text"])


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("TRUE", True), ("False", False)])
def test_a_truth_is_true_or_false(text: str, value: bool) -> None:
    assert read_value(fact("truth"), text) is value


@pytest.mark.parametrize("text", ["yes", "no", "1", "0", "T", "unknown", "null"])
def test_a_truth_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="write true or false, or leave it blank"):
        read_value(fact("truth"), text)


def test_a_code_is_one_of_its_set() -> None:
    assert read_value(fact("code"), " pending ") == "pending"


@pytest.mark.parametrize("text", ["pendin", "Pending", "PENDING", "9"])
def test_another_code_is_refused_and_the_set_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="must be one of encounter, pending, closed"):
        read_value(fact("code"), text)


def test_a_mistyped_code_brings_the_nearest_to_mind() -> None:
    with pytest.raises(ValueError, match=r"did you mean \[pending\]\?"):
        read_value(fact("code"), "pendin")


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert nearest("zzz", STAGES) == ""


@pytest.mark.parametrize("blank", ["", " ", "\t"])
@pytest.mark.parametrize(
    ("type", "unknown"), [("truth", None), ("code", None), ("count", Count(0, None)), ("day", Days(None, None))]
)
def test_a_blank_is_unknown_whatever_the_type(type: str, unknown: Value, blank: str) -> None:
    assert read_value(fact(type), blank) == unknown == fact(type).unknown


WRITTEN = """
    text                   | why
    -----------------------|------------------------------------
    1974                   | a whole year
    1974-04                | a whole month
    1974-04-12             | one day
    1974-04-12..1974-04-20 | days of one month
    1974-04-12..1974-04-30 | the rest of a month
    1974-04-01..1974-04-20 | the first days of a month
    1974-01-01..1976-12-31 | whole years are written as their days
    2001-01-01..           | an open end
    ..2001-12-31           | an open beginning
"""


@pytest.mark.parametrize("row", drawn.rows(WRITTEN), ids=lambda row: row["why"])
def test_a_day_is_written_as_short_as_it_is_known(row: dict[str, str]) -> None:
    assert write_value(read_value(fact("day"), row["text"])) == row["text"]


@pytest.mark.parametrize("value", [None, Days(None, None), Count(0, None)])
def test_what_is_unknown_is_written_blank(value: Value) -> None:
    assert write_value(value) == ""


def _ordered(pair: tuple[date | None, date | None]) -> Days:
    low, high = pair
    return Days(high, low) if low and high and low > high else Days(low, high)


def _bounds(pair: tuple[int, int | None]) -> Count:
    low, high = pair
    return Count(min(low, low if high is None else high), None if high is None else max(low, high))


NEAR = st.dates(date(1974, 1, 1), date(1974, 3, 5))  # many drawn pairs share a month or a year
DAY = st.none() | NEAR | st.dates(date(1, 1, 1), date(9999, 12, 31))
COUNT = st.integers(0, MOST)
VALUES = st.one_of(
    st.tuples(st.just("day"), st.tuples(DAY, DAY).map(_ordered)),
    st.tuples(st.just("count"), st.tuples(COUNT, st.none() | COUNT).map(_bounds)),
    st.tuples(st.just("truth"), st.sampled_from([True, False, None])),
    st.tuples(st.just("code"), st.sampled_from([*STAGES, None])),
)


@given(VALUES)
def test_whatever_is_written_reads_back_the_same(drawn_value: tuple[str, Value]) -> None:
    type, value = drawn_value
    assert read_value(fact(type), write_value(value)) == value


TEXTS = st.text() | st.text(alphabet="0123456789/-.>= ", max_size=24)


@given(st.sampled_from(["day", "count", "truth", "code"]), TEXTS)
def test_a_text_is_read_or_refused_with_a_value_error_and_bounds_are_never_inverted(type: str, text: str) -> None:
    try:
        value = read_value(fact(type), text)
    except ValueError:
        return
    low, high = value if isinstance(value, Count | Days) else (None, None)
    assert low is None or high is None or low <= high  # type: ignore[operator]  # both are days or both are counts
    assert read_value(fact(type), write_value(value)) == value

"""What codes and days say of one case, and where they say nothing."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from evenhand.docket.eoir import facts
from evenhand.docket.eoir.facts import Column

ON = date(2012, 1, 13)
TEXTS = (
    "nationality", "language", "custody", "case_type", "hearing", "entry", "birth", "sex", "lpr",
    "dec_code", "other_comp", "comp_date", "last_custody", "last_case_type",
)  # fmt: skip
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(TEXTS, pl.String), "uncertain": pl.Boolean,
    "charged": pl.List(pl.String), "charge_defects": pl.List(pl.String),
}  # fmt: skip
NIGHT = " 00:00:00.000"


def case(**cells: Any) -> pl.DataFrame:
    return pl.DataFrame([{"uncertain": False} | cells], schema=SCHEMA)


def say(frame: pl.DataFrame, column: Column) -> tuple[tuple[object, ...], str]:
    """What the table will hold, and whether that is settled, a defect or disputed."""
    row = frame.select(*column.settled, defect=column.defect, disputed=column.disputed).row(0)
    *values, defect, disputed = row
    return tuple(values), "defect" if defect else "disputed" if disputed else ""


STAGES = """
    COMP_DATE    DEC_CODE  OTHER_COMP  stage    why
    -            -         -           pending  -
    2011-11-30   -         A           closed   -
    2011-11-30   -         K           closed   -
    2011-11-30   -         Y           closed   -
    2011-11-30   -         M           closed   -
    2011-11-30   -         B           closed   -
    2011-11-30   -         C           -        transferred, and no later proceeding
    2011-11-30   -         T           -        transferred, and no later proceeding
    2011-11-30   -         F           -        completed otherwise
    2011-11-30   X         -           -        decided: appeal, final order or ended
    2011-11-30   A         -           -        decided: appeal, final order or ended
    2011-11-30   -         -           -        completed without a code
    2011-11-30   X         Y           disputed both a decision and another completion
    -            -         Y           disputed a completion code but no completion date
    -            X         -           disputed a completion code but no completion date
    2011-11-30   -         ?           defect   the completion code is in no code table
    2011-11-30   2         -           defect   the completion code is in no code table
    SYN          -         Y           defect   the completion date is unreadable or impossible
    2011-02-30   -         Y           defect   the completion date is unreadable or impossible
    2925-04-01   -         Y           defect   the completion date is unreadable or impossible
    2012-01-14   -         Y           defect   the completion date is unreadable or impossible
    1900-01-01   -         Y           defect   the completion date is unreadable or impossible
    2012-01-13   -         Y           closed   -
"""


@pytest.mark.parametrize("drawn", STAGES.strip().splitlines()[1:], ids=str.strip)
def test_the_stage_is_told_from_the_last_proceeding_or_not_at_all(drawn: str) -> None:
    done, dec, other, stage, why = [None if cell == "-" else cell for cell in drawn.split(maxsplit=4)]
    done = done + NIGHT if done and done[0] in "12" else done
    column, reason = facts.stage(on=ON)
    frame = case(comp_date=done, dec_code=dec, other_comp=other)
    (value,), state = say(frame, column)
    assert (state or value) == stage
    assert frame.select(reason).item() == why


def test_a_lost_proceeding_leaves_stage_custody_and_case_type_open() -> None:
    frame = case(uncertain=True, custody="N", last_custody="N", case_type="RMV", last_case_type="RMV")
    for column in (facts.stage(on=ON)[0], facts.detained(), facts.case_type()):
        assert say(frame, column) == ((None,), "defect")


DETAINED = """
    case  last  detained
    D     D     True
    N     N     False
    R     N     False
    -     D     True
    N     -     False
    -     -     None
    D     N     disputed
    R     D     disputed
    SP    N     defect
    N     ENG   defect
    SP    D     defect
"""


@pytest.mark.parametrize("drawn", DETAINED.strip().splitlines()[1:], ids=str.strip)
def test_custody_is_believed_where_case_and_last_proceeding_agree(drawn: str) -> None:
    own, last, expected = drawn.split()
    frame = case(custody=None if own == "-" else own, last_custody=None if last == "-" else last)
    (value,), state = say(frame, facts.detained())
    assert (state or str(value)) == expected


@pytest.mark.parametrize(("code", "kind"), list(facts.CASE_TYPES.items()))
def test_every_case_type_has_its_code(code: str, kind: str) -> None:
    assert say(case(case_type=code, last_case_type=code), facts.case_type()) == ((kind,), "")


@pytest.mark.parametrize(
    ("own", "last", "said"),
    [
        ("WHO", "RMV", "disputed"), ("0", "RMV", "defect"), ("RMV", "MAA", "defect"), (None, "RMV", "removal"),
        ("RMV", None, "removal"),
    ],
)  # fmt: skip
def test_case_types_that_differ_or_are_no_code_are_not_believed(own: str | None, last: str | None, said: str) -> None:
    (value,), state = say(case(case_type=own, last_case_type=last), facts.case_type())
    assert (state or value) == said


def life(birth: str | None, entry: str | None) -> dict[str, tuple[tuple[object, ...], str]]:
    frame = case(birth=birth, entry=entry)
    born = frame.with_columns(facts.birth_bounds(frame["birth"]))
    return {column.fact: say(born, column) for column in facts.days_of_life(on=ON)}


def test_a_month_of_birth_is_two_bounds() -> None:
    assert life("4/1974", None)["birth"] == ((date(1974, 4, 1), date(1974, 4, 30)), "")


@pytest.mark.parametrize(
    "birth", ["1974", "1974-04-12", "13/1974", "0/1974", "1/1900", "3/2925", "2/2012", "SYN", "1/1974..2/1974"]
)
def test_a_birth_that_is_no_believable_month_is_a_defect(birth: str) -> None:
    assert life(birth, "2001-05-06")["birth"] == ((None, None), "defect")


def test_one_reported_entry_bounds_the_first_arrival_and_the_last_entry() -> None:
    said = life(None, "2001-05-06")
    assert said["arrival"] == ((date(2001, 5, 6),), "")
    assert said["last_entry"] == ((date(2001, 5, 6),), "")
    _, arrival, last_entry = facts.days_of_life(on=ON)
    assert (*arrival.values, *last_entry.values) == ("arrival_latest", "last_entry_earliest")


@pytest.mark.parametrize("entry", ["1900-01-01", "2012-01-14", "2040-01-01", "2001-13-01", "0001-01-01"])
def test_an_entry_that_cannot_be_is_a_defect_of_both(entry: str) -> None:
    said = life("4/1974", entry)
    assert said["arrival"] == said["last_entry"] == ((None,), "defect")
    assert said["birth"][1] == ""


def test_an_entry_before_birth_disputes_all_three() -> None:
    said = life("6/2001", "2001-05-31")
    assert {fact: state for fact, (_, state) in said.items()} == dict.fromkeys(
        ("birth", "arrival", "last_entry"), "disputed"
    )


def test_an_entry_in_the_month_of_birth_is_believed() -> None:
    assert {state for _, state in life("5/2001", "2001-05-01").values()} == {""}


@pytest.mark.parametrize("stamp", ["2001-05-06", "2001-05-06 08:30:00", "2001-05-06 00:00:00.000"])
def test_a_day_may_carry_a_time(stamp: str) -> None:
    assert life(None, "2001-05-06")["arrival"] == life(None, stamp)["arrival"]


@pytest.mark.parametrize(
    ("hearing", "day", "odd"),
    [
        ("2012-01-13", date(2012, 1, 13), False), ("2012-01-12", None, False),
        ("2035-12-31", date(2035, 12, 31), False),
        ("2036-01-01", None, True), ("2925-04-01", None, True), ("SYN", None, True), (None, None, False),
    ],
)  # fmt: skip
def test_the_next_hearing_is_one_to_come_that_can_be(hearing: str | None, day: date | None, odd: bool) -> None:
    frame = case(hearing=hearing)
    assert frame.select(facts.next_hearing(on=ON)).item() == day
    assert frame.select(facts.impossible_hearing()).item() == odd


@pytest.mark.parametrize(
    ("lpr", "value", "state"), [("1", True, ""), ("0", None, ""), (None, None, ""), ("1/2002", None, "defect")]
)
def test_only_a_one_says_that_somebody_is_a_resident(lpr: str | None, value: bool | None, state: str) -> None:
    assert say(case(lpr=lpr), facts.resident()) == ((value,), state)


@pytest.mark.parametrize(
    ("stands", "defects", "said"),
    [
        (["charged_crime"], None, ((True,), "")),
        (["charged_crime"], ["charged_crime"], ((True,), "")),
        (["charged_fraud"], ["charged_crime"], ((None,), "defect")),
        (None, None, ((None,), "")),
    ],
)
def test_a_charge_that_stands_is_true_and_no_charge_is_unknown(
    stands: list[str] | None, defects: list[str] | None, said: object
) -> None:
    assert say(case(charged=stands, charge_defects=defects), facts.charged("charged_crime")) == said


def test_descriptors_keep_codes_and_drop_what_is_none() -> None:
    frame = case(nationality="ES", language="SP", sex="U")
    assert frame.select(**facts.descriptors()).row(0) == ("ES", "SP", None)
    assert case(nationality="E1", language="SPAN", sex="F").select(**facts.descriptors()).row(0) == (None, None, "F")

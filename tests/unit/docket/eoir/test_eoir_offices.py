"""The office that answers for a court is read from a dated table."""

from datetime import date
from pathlib import Path

import pytest

from evenhand.docket.eoir.offices import PATH, load_offices
from evenhand.docket.table import DocketError

ON = date(2012, 1, 13)
HEADER = "court,office,from,until,source\n"


def offices(path: Path, text: str, *, on: date = ON) -> dict[str, str]:
    path.write_text(HEADER + text)
    return dict(load_offices(path, on=on))


def test_the_package_knows_the_two_pilot_courts() -> None:
    known = load_offices(PATH, on=ON)
    assert (known["BAL"], known["DEN"], known["LOS"]) == ("Baltimore", "Denver", "Los Angeles")
    assert not {"BIA", "OIT", "OIN"} & set(known)


@pytest.mark.parametrize(("on", "office"), [("2012-12-31", "Old"), ("2013-01-01", "New"), ("2019-05-05", "New")])
def test_the_line_that_holds_on_the_day_is_taken(tmp_path: Path, on: str, office: str) -> None:
    text = "BAL,Old,,2013-01-01,drawn\nBAL,New,2013-01-01,,drawn\n"
    assert offices(tmp_path / "o.csv", text, on=date.fromisoformat(on)) == {"BAL": office}


def test_a_court_without_a_line_on_the_day_has_no_office(tmp_path: Path) -> None:
    assert offices(tmp_path / "o.csv", "BAL,Later,2013-01-01,,drawn\n") == {}


def test_two_offices_on_one_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"line 3: court \[BAL\] has two offices on 2012-01-13"):
        offices(tmp_path / "o.csv", "BAL,One,,,drawn\nBAL,Two,2011-01-01,,drawn\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("BAL,,,,drawn\n", "line 2 needs a court, an office and a source"),
        ("BAL,Baltimore,,,\n", "line 2 needs a court, an office and a source"),
        ("BAL,Baltimore,soon,,drawn\n", r"line 2, column \[from\]: \[soon\] is not a day"),
    ],
)
def test_a_line_that_says_too_little_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DocketError, match=message):
        offices(tmp_path / "o.csv", text)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"court,office\nBAL,x\n", r"column \[from\] is missing"),
        (b"", r"column \[court\] is missing"),
        (HEADER.encode() + b"\xff,\n", "not a CSV file in UTF-8"),
        (HEADER.encode() + b"BAL,B,,,x\n" * 10_001, "more than 10,000 lines"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(data)
    with pytest.raises(DocketError, match=message):
        load_offices(path, on=ON)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"gone.csv: No such file"):
        load_offices(tmp_path / "gone.csv", on=ON)

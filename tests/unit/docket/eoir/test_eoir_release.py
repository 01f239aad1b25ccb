"""A release is found by the names of its tables, wherever they stand below the folder that was named."""

from datetime import date
from pathlib import Path

import pytest

from evenhand.docket.eoir.release import find_release
from evenhand.docket.table import DocketError
from public_format import CASES, CHARGES, PROCEEDINGS, write_release


def release(folder: Path) -> Path:
    write_release(folder)
    return folder


def test_tables_are_found_anywhere_below_the_folder_and_in_any_case(tmp_path: Path) -> None:
    inner = release(tmp_path / "EOIR Case Data 2026-0401" / "EOIR Case Data")
    (inner / f"{CASES}.csv").rename(inner / "A_TBLCASE.CSV")
    found = find_release(tmp_path / "EOIR Case Data 2026-0401")
    assert found.tables[CASES].name == "A_TBLCASE.CSV"
    assert set(found.tables) == {CASES, PROCEEDINGS, CHARGES}


@pytest.mark.parametrize("name", ["EOIR Case Data 2021-1201", "FOIA TRAC Report 20211201", "release 2021-12-01"])
def test_the_day_of_the_release_is_read_from_the_folders_name(tmp_path: Path, name: str) -> None:
    assert find_release(release(tmp_path / name)).day == date(2021, 12, 1)


def test_the_inner_folder_may_be_named_and_the_day_is_still_found(tmp_path: Path) -> None:
    inner = release(tmp_path / "EOIR Case Data 2026-0401" / "EOIR Case Data")
    assert find_release(inner).day == date(2026, 4, 1)


def test_a_day_further_up_is_not_taken_for_the_release(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match="no folder's name says the day of the release"):
        find_release(release(tmp_path / "backup 2024-0101" / "mine" / "release"))


def test_digits_that_are_no_day_are_passed_over(tmp_path: Path) -> None:
    assert find_release(release(tmp_path / "build 2026-9999" / "EOIR 2026-0401")).day == date(2026, 4, 1)


def test_two_days_in_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match="more than one day"):
        find_release(release(tmp_path / "EOIR 2026-0401 copied 2026-0405"))


def test_tables_of_two_releases_are_refused(tmp_path: Path) -> None:
    release(tmp_path / "EOIR 2026-0401")
    (tmp_path / "EOIR 2026-0301").mkdir()
    (tmp_path / "EOIR 2026-0401" / f"{CHARGES}.csv").rename(tmp_path / "EOIR 2026-0301" / f"{CHARGES}.csv")
    with pytest.raises(DocketError, match=r"different releases \(2026-03-01 and 2026-04-01\)"):
        find_release(tmp_path)


def test_a_table_that_stands_twice_is_refused(tmp_path: Path) -> None:
    release(tmp_path / "EOIR 2026-0401")
    release(tmp_path / "EOIR 2026-0401" / "again")
    with pytest.raises(DocketError, match=r"\[A_TblCase\] stands twice"):
        find_release(tmp_path)


def test_a_missing_table_is_named_with_what_was_found(tmp_path: Path) -> None:
    folder = release(tmp_path / "EOIR 2026-0401")
    (folder / f"{PROCEEDINGS}.csv").unlink()
    with pytest.raises(DocketError, match=r"no \[B_TblProceeding.csv\] below it; found \[A_TblCase.csv\]"):
        find_release(folder)


def test_an_empty_folder_is_called_empty(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match="it is empty"):
        find_release(tmp_path)


def test_a_long_list_of_other_files_is_cut(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").touch()
    with pytest.raises(DocketError, match=r"\[07.txt\] and 12 more"):
        find_release(tmp_path)


def test_a_zip_is_not_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "EOIR Case Data.zip"
    path.touch()
    with pytest.raises(DocketError, match="unzip the release"):
        find_release(path)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("A_TblCase\t12662540\r\nB_TblProceeding\t16,549,948\r\n", {CASES: 12662540, PROCEEDINGS: 16549948}),
        ("a_tblcase.csv\t7\ntbl_schedule\t9\n", {CASES: 7}),
        ("nothing of use\n\t\nA_TblCase\tmany\n", {}),
    ],
)
def test_stated_counts_are_read_where_they_can_be(tmp_path: Path, text: str, stated: dict[str, int]) -> None:
    folder = release(tmp_path / "EOIR 2026-0401")
    (folder / "COUNT.TXT").write_text(text)
    assert find_release(folder).stated == stated

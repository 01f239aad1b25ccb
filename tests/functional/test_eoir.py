"""A folder in the published format becomes a docket table; every row of it is taken or quarantined."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenhand.docket import table
from evenhand.docket.eoir import Taken, read_release
from evenhand.docket.facts import load_dictionary
from evenhand.docket.table import DocketError
from public_format import (
    CASES,
    CHARGES,
    EXAMPLE,
    PROCEEDINGS,
    case,
    charge,
    line,
    proceeding,
    write_example,
    write_release,
)

DICTIONARY = load_dictionary()
NIGHT = " 00:00:00.000"
WHEN = "EOIR Case Data 2012-0113"
DONE = f"2011-11-30{NIGHT}"


class Reading:
    """What became of a release: the cases by id, and the quarantine by table and line."""

    def __init__(self, folder: Path, target: Path, **settings: Any) -> None:
        self.taken: Taken = read_release(folder, target, dictionary=DICTIONARY, **settings)
        frame = table.scan(target, DICTIONARY).collect()
        self.cases = {int(row["case_id"]): row for row in frame.to_dicts()}
        with self.taken.quarantine.open(newline="") as file:
            self.quarantine = {(row["table"], int(row["line"])): row for row in csv.DictReader(file)}
        self.counts = self.taken.about.counts


def read(tmp_path: Path, **rows: Any) -> Reading:
    return Reading(write_release(tmp_path / WHEN, **rows), tmp_path / "docket.parquet")


def one(tmp_path: Path, charges: list[Any] | None = None, **cells: str) -> dict[str, Any]:
    rows = [proceeding(11, 1, **cells)]
    return read(tmp_path, cases=[case(1)], proceedings=rows, charges=charges or []).cases[1]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Reading(EXAMPLE, tmp_path_factory.mktemp("example") / "docket.parquet")


def test_the_example_that_is_kept_is_the_one_that_is_made(tmp_path: Path) -> None:
    write_example(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLE): path.read_bytes() for path in EXAMPLE.rglob("*") if path.is_file()}
    assert made == kept


def test_every_row_of_the_example_is_taken_or_quarantined(example: Reading) -> None:
    about = example.taken.about
    assert (about.rows_in, about.taken, about.quarantined) == (60, 55, 5)
    assert len(example.cases) == about.taken
    assert len([place for place in example.quarantine if place[0] == CASES]) == about.quarantined
    assert example.counts["quarantined_rows"] == {CASES: 5, PROCEEDINGS: 1, CHARGES: 1}
    assert table.about(example.taken.quarantine.with_name("docket.parquet")) == about


def test_the_example_shows_every_kind_of_stage(example: Reading) -> None:
    stages = {number: row["stage"] for number, row in example.cases.items()}
    assert stages[9000001] == "pending"
    assert stages[9000041] == "closed"
    assert stages[9000044] == "pending"  # closed once, and back on the calendar
    assert {number for number, stage in stages.items() if stage is None} == {9000042, 9000043, 9000056, 9000058}
    assert example.taken.stage_unknown == example.counts["stage_unknown"]
    assert sum(example.taken.stage_unknown.values()) == 4


def test_a_whole_case_is_read_into_facts(tmp_path: Path) -> None:
    days = {"C_BIRTHDATE": "4/1974", "DATE_OF_ENTRY": f"2001-05-06{NIGHT}", "LATEST_HEARING": f"2012-02-03{NIGHT}"}
    own = case(1, **days, Sex="F")
    row = read(tmp_path, cases=[own], proceedings=[proceeding(11, 1)]).cases[1]
    known = {name: value for name, value in row.items() if value not in (None, [])}
    assert known == {
        "case_id": "1", "court": "BAL", "office": "Baltimore", "next_hearing": date(2012, 2, 3), "stage": "pending",
        "case_type": "removal", "detained": False, "birth_earliest": date(1974, 4, 1),
        "birth_latest": date(1974, 4, 30), "arrival_latest": date(2001, 5, 6), "last_entry_earliest": date(2001, 5, 6),
        "descriptor_nationality": "ES", "descriptor_language": "SP", "descriptor_sex": "F",
    }  # fmt: skip


def test_the_last_proceeding_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    later = proceeding(100, 1, BASE_CITY_CODE="DEN", OSC_DATE=f"1999-01-01{NIGHT}")
    earlier = proceeding(99, 1, OTHER_COMP="Y", COMP_DATE=DONE, OSC_DATE=f"2010-01-01{NIGHT}")
    row = read(tmp_path, cases=[case(1)], proceedings=[later, earlier]).cases[1]
    assert (row["stage"], row["court"], row["office"]) == ("pending", "DEN", "Denver")


def test_a_ragged_case_is_quarantined_with_its_place_and_a_remedy(tmp_path: Path) -> None:
    ragged = line(CASES, case(2, ALIEN_CITY="SYN")).replace("SYN", "S\tN")
    reading = read(tmp_path, cases=[case(1), ragged], proceedings=[proceeding(11, 1), proceeding(12, 2)])
    assert list(reading.cases) == [1]
    assert reading.quarantine == {
        (CASES, 3): {
            "table": CASES, "line": "3", "case_id": "2", "column": "", "value": "",
            "reason": "40 cells where the header has 39",
            "remedy": "most often a TAB stands inside a text; "
            "mend the row in a copy of A_TblCase.csv and read the release again",
        }
    }  # fmt: skip


@pytest.mark.parametrize("id", ["", "12a", "-3", "1.5", "1" * 19, "=1+1"])
def test_an_id_that_is_no_number_is_quarantined(tmp_path: Path, id: str) -> None:
    reading = read(tmp_path, cases=[case(1), case(2, IDNCASE=id)], proceedings=[proceeding(11, 1)])
    refused = reading.quarantine[CASES, 3]
    assert (refused["column"], refused["reason"]) == ("IDNCASE", "the IDNCASE is not a number")
    assert refused["value"] == ("'" + id if id[:1] in ("-", "=") else id)  # safe to open in a spreadsheet
    assert (reading.taken.about.rows_in, reading.taken.about.taken, reading.taken.about.quarantined) == (2, 1, 1)


def test_unprintable_characters_of_a_refused_value_are_written_out(tmp_path: Path) -> None:
    reading = read(tmp_path, cases=[case(1), case(2, IDNCASE="2\x1b[31m\r9")], proceedings=[proceeding(11, 1)])
    assert reading.quarantine[CASES, 3]["value"] == "2\\x1b[31m\\r9"


def test_cases_stand_in_the_order_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand.docket.eoir.rows.CHUNK", 20_000)  # many parts, which are joined side by side
    numbers = [(step * 7919) % 10_007 + 1 for step in range(10_007)]
    rows = [proceeding(20_000 + number, number) for number in reversed(numbers)]
    assert list(read(tmp_path, cases=[case(number) for number in numbers], proceedings=rows).cases) == numbers


def test_an_id_with_padding_and_leading_zeros_is_the_same_number(tmp_path: Path) -> None:
    reading = read(tmp_path, cases=[case(1, IDNCASE=" 007 ")], proceedings=[proceeding(11, 7)])
    assert list(reading.cases) == [7]


def test_all_rows_of_a_repeated_id_are_quarantined(tmp_path: Path) -> None:
    ragged = line(CASES, case(3, ALIEN_CITY="SYN")).replace("SYN", "S\tN")
    reading = read(
        tmp_path,
        cases=[case(1), case(2), case(2, IDNCASE="02"), case(3), ragged],
        proceedings=[proceeding(10 + number, number) for number in (1, 2, 3)],
    )
    assert list(reading.cases) == [1]
    assert {number for _, number in reading.quarantine} == {3, 4, 5, 6}
    assert reading.quarantine[CASES, 5]["reason"] == "the IDNCASE stands on more than one row"


def test_a_case_without_a_proceeding_is_quarantined(tmp_path: Path) -> None:
    reading = read(tmp_path, cases=[case(1), case(2)], proceedings=[proceeding(11, 1)])
    assert reading.quarantine[CASES, 3]["reason"] == "no proceeding names the case, so no court is known"


def test_a_court_without_an_office_is_quarantined_until_a_table_names_one(tmp_path: Path) -> None:
    rows = {"cases": [case(1), case(2)], "proceedings": [proceeding(11, 1), proceeding(12, 2, BASE_CITY_CODE="qqq")]}
    reading = read(tmp_path, **rows)
    refused = reading.quarantine[CASES, 3]
    assert (refused["column"], refused["value"]) == ("BASE_CITY_CODE", "QQQ")
    assert "add a line for the court" in refused["remedy"]
    offices = tmp_path / "offices.csv"
    offices.write_text("court,office,from,until,source\nQQQ,Nowhere,,,drawn\nBAL,Elsewhere,,,drawn\n")
    again = Reading(tmp_path / WHEN, tmp_path / "again.parquet", offices_table=offices)
    assert {row["office"] for row in again.cases.values()} == {"Nowhere", "Elsewhere"}


def test_a_last_proceeding_without_a_court_is_quarantined(tmp_path: Path) -> None:
    rows = [proceeding(11, 1), proceeding(12, 1, BASE_CITY_CODE="")]
    reading = read(tmp_path, cases=[case(1)], proceedings=rows)
    assert reading.quarantine[CASES, 2]["reason"] == "the last proceeding names no court"


@pytest.mark.parametrize("broken", ["ragged", "number"])
def test_a_proceeding_that_is_lost_leaves_the_stage_open(tmp_path: Path, broken: str) -> None:
    lost = line(PROCEEDINGS, proceeding(10, 1, IJ_CODE="SYN"))
    lost = lost.replace("SYN", "S\tN") if broken == "ragged" else lost.replace("10\t1\t", "1O\t1\t", 1)
    reading = read(tmp_path, cases=[case(1), case(2)], proceedings=[proceeding(11, 1), lost, proceeding(12, 2)])
    assert (reading.cases[1]["stage"], reading.cases[1]["court"], reading.cases[2]["stage"]) == (None, "BAL", "pending")
    assert reading.cases[1]["defects"] == ["case_type", "detained", "stage"]
    assert reading.taken.stage_unknown == {"a proceeding that could not be read may be the last": 1}
    assert reading.quarantine[PROCEEDINGS, 3]["case_id"] == "1"
    assert reading.counts["quarantined_rows"] == {PROCEEDINGS: 1}
    assert (reading.taken.about.taken, reading.taken.about.quarantined) == (2, 0)


def test_a_case_whose_only_proceeding_is_lost_is_quarantined_for_that_reason(tmp_path: Path) -> None:
    lost = line(PROCEEDINGS, proceeding(11, 1)) + "\t"
    reading = read(tmp_path, cases=[case(1)], proceedings=[lost])
    assert reading.quarantine[CASES, 2]["reason"] == "no proceeding of the case could be read, so no court is known"


def test_a_proceeding_number_that_stands_twice_names_no_proceeding(tmp_path: Path) -> None:
    rows = [proceeding(11, 1), proceeding(12, 1, COMP_DATE=DONE, OTHER_COMP="Y"), proceeding(12, 2), proceeding(10, 2)]
    reading = read(tmp_path, cases=[case(1), case(2)], proceedings=rows)
    assert {row["stage"] for row in reading.cases.values()} == {None}
    assert reading.quarantine[PROCEEDINGS, 3]["reason"] == "the IDNPROCEEDING stands on more than one row"
    assert reading.counts["quarantined_rows"] == {PROCEEDINGS: 2}


def test_rows_that_belong_to_nothing_are_kept_out_and_counted(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        cases=[case(1), case(2)],
        proceedings=[proceeding(11, 1), proceeding(12, 2), proceeding(19, 9)],
        charges=[charge(1, 1, 11, "212a06Ai"), charge(2, 1, 12, "237a02Aiii"), charge(3, 9, 19, "212a06Ai")],
    )
    assert reading.counts["proceedings_without_case"] == 1
    assert reading.counts["charges_without_proceeding"] == 2
    assert reading.cases[1]["charged_entry_without_admission"] is True
    assert reading.cases[1]["charged_crime"] is None  # the proceeding it names is another case's
    assert reading.cases[1]["defects"] == ["charged_crime"]
    assert reading.cases[2]["defects"] == []


CHARGED = """
    case_type  charge        status  fact                             said
    RMV        212a06Ai      S       charged_entry_without_admission  true
    RMV        212a6Ai       -       charged_entry_without_admission  true
    RMV        212a07Ai__I   O       charged_entry_without_admission  true
    RMV        212a06Ai      N       charged_entry_without_admission  unknown
    RMV        212a06Ai      w       charged_entry_without_admission  unknown
    RMV        212a06Ai      \x1b    charged_entry_without_admission  defect
    RMV        212a06A       S       charged_prior_removal            unknown
    EXC        212a06A       S       charged_prior_removal            true
    DEP        212a06Ai      S       charged_entry_without_admission  unknown
    DEP        241a02Aiii    S       charged_crime                    true
    RMV        241a02Aiii    S       charged_crime                    unknown
    RMV        237a02Aiii    S       charged_crime                    true
    WHO        237a02Aiii    S       charged_crime                    unknown
    WHO        212a02Ai__I   S       charged_crime                    true
    EXC        212a01Aiii    S       charged_controlled_substances    true
    RMV        212a01Aiii    S       charged_controlled_substances    unknown
    RMV        212a09Ci__II  S       charged_prior_removal            true
    EXC        212a09Ci      S       charged_prior_removal            unknown
    RMV        212a03Ci      S       charged_security                 unknown
"""


@pytest.mark.parametrize("drawn", CHARGED.strip().splitlines()[1:], ids=str.strip)
def test_a_charge_counts_by_its_code_its_law_and_its_status(tmp_path: Path, drawn: str) -> None:
    kind, code, status, fact, said = re.split(" +", drawn.strip(" "))
    listed = charge(1, 1, 11, code.replace("_", " ") + "    ", "" if status == "-" else status)
    row = one(tmp_path, [listed], CASE_TYPE=kind)
    assert ("defect" if fact in row["defects"] else {True: "true", None: "unknown"}[row[fact]]) == said


def test_the_law_is_that_of_the_proceeding_the_charge_was_made_in(tmp_path: Path) -> None:
    rows = [proceeding(11, 1, CASE_TYPE="EXC", COMP_DATE=DONE, DEC_CODE="X"), proceeding(12, 1)]
    listed = [charge(1, 1, 11, "212a06A"), charge(2, 1, 12, "241a02Aiii")]
    reading = read(tmp_path, cases=[case(1)], proceedings=rows, charges=listed)
    assert (reading.cases[1]["charged_prior_removal"], reading.cases[1]["charged_crime"]) == (True, None)
    assert reading.counts["charges_of_another_law"] == 1


def test_a_ragged_charge_is_a_defect_of_every_charge_not_shown_otherwise(tmp_path: Path) -> None:
    row = one(tmp_path, ["1\t1\t11\t212a\t06Ai\tS", charge(2, 1, 11, "237a02Aiii")])
    assert row["charged_crime"] is True
    assert row["defects"] == sorted(
        name for name in DICTIONARY.facts if name.startswith("charged_") and name != "charged_crime"
    )


def test_codes_are_read_in_either_case(tmp_path: Path) -> None:
    own = case(1, CUSTODY="d", CASE_TYPE="rmv", NAT="es", Sex="f")
    rows = [proceeding(11, 1, CUSTODY="d", CASE_TYPE="rmv", BASE_CITY_CODE="bal", COMP_DATE=DONE, OTHER_COMP="y")]
    row = read(tmp_path, cases=[own], proceedings=rows).cases[1]
    assert (row["detained"], row["case_type"], row["court"], row["stage"]) == (True, "removal", "BAL", "closed")
    assert (row["descriptor_nationality"], row["descriptor_sex"]) == ("ES", "F")


def test_the_older_name_of_a_column_is_read_too(tmp_path: Path) -> None:
    folder = write_release(tmp_path / WHEN, cases=[case(1, Sex="F")], proceedings=[proceeding(11, 1)])
    path = folder / f"{CASES}.csv"
    path.write_bytes(path.read_bytes().replace(b"\tSex\t", b"\tGENDER\t"))
    assert Reading(folder, tmp_path / "docket.parquet").cases[1]["descriptor_sex"] == "F"


def test_what_is_odd_is_counted(example: Reading) -> None:
    assert example.counts["disputed"] == {"arrival": 1, "birth": 1, "case_type": 1, "detained": 1, "last_entry": 1}
    assert example.counts["impossible_hearings"] == 1
    assert example.counts["descriptors_in_no_code_table"] == {"sex": 1}
    assert example.counts["defects"]["detained"] == 2
    found: dict[str, int] = {}
    for row in example.cases.values():
        for fact in row["defects"]:
            found[fact] = found.get(fact, 0) + 1
    assert example.counts["defects"] == found


def test_a_fact_in_dispute_or_defective_has_no_value(example: Reading) -> None:
    for row in example.cases.values():
        for fact in (*row["disputed"], *row["defects"]):
            assert all(row[column] is None for column in table.fact_columns(DICTIONARY.facts[fact]))


def test_every_fact_that_is_filled_has_a_source(example: Reading) -> None:
    filled = {
        name
        for name, fact in DICTIONARY.facts.items()
        if any(row[column] is not None for row in example.cases.values() for column in table.fact_columns(fact))
    }
    assert filled <= set(example.taken.about.sources)
    assert not any("convict" in fact for fact in example.taken.about.sources)


def test_the_files_that_were_read_are_named_with_their_hashes(example: Reading) -> None:
    assert set(example.taken.about.read) == {
        f"{CASES}.csv", f"{PROCEEDINGS}.csv", f"{CHARGES}.csv", "offices.csv", "charges.csv",
    }  # fmt: skip


def test_a_dictionary_with_fewer_facts_gives_a_docket_with_fewer(tmp_path: Path) -> None:
    facts = {name: fact for name, fact in DICTIONARY.facts.items() if not name.startswith("charged_")}
    small = type(DICTIONARY)(facts=facts, years={}, checks=DICTIONARY.checks, hash="")
    taken = read_release(EXAMPLE, tmp_path / "d.parquet", dictionary=small)
    frame = table.scan(tmp_path / "d.parquet", small).collect()
    assert set(frame["defects"].explode().drop_nulls()) <= set(facts)
    assert set(taken.about.sources) <= set(facts)


def test_a_count_that_differs_from_the_publishers_is_reported(tmp_path: Path) -> None:
    folder = write_release(tmp_path / WHEN, cases=[case(1)], proceedings=[proceeding(11, 1)])
    (folder / "Count.txt").write_text("A_TblCase\t2\nB_TblProceeding\t1\n")
    reading = Reading(folder, tmp_path / "docket.parquet")
    assert reading.taken.notes == ("A_TblCase: Count.txt states 2 rows and the file has 1",)
    assert reading.counts["rows_stated"] == {CASES: 2, PROCEEDINGS: 1}


def test_progress_adds_up_to_the_rows_of_all_tables(tmp_path: Path) -> None:
    done: list[int] = []
    read_release(EXAMPLE, tmp_path / "docket.parquet", dictionary=DICTIONARY, progress=done.append)
    assert sum(done) == 60 + 61 + 49


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        read_release(EXAMPLE, tmp_path / f"{name}.parquet", dictionary=DICTIONARY)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    one, two = (tmp_path / f"{name}.parquet.quarantine.csv" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_with_signs_in_its_name_is_no_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [new] *"
    folder.mkdir()
    taken = read_release(EXAMPLE, folder / "docket.parquet", dictionary=DICTIONARY)
    assert taken.about.taken == 55
    assert table.scan(folder / "docket.parquet", DICTIONARY).collect().height == 55


def untouched(tmp_path: Path, folder: Path, message: str, **settings: Any) -> None:
    target = tmp_path / "out" / "docket.parquet"
    target.parent.mkdir()
    target.write_text("old")
    beside = target.with_name("docket.parquet.quarantine.csv")
    beside.write_text("old too")
    with pytest.raises(DocketError, match=message):
        read_release(folder, target, dictionary=DICTIONARY, **settings)
    assert {path.name: path.read_text() for path in target.parent.iterdir()} == {
        target.name: "old", beside.name: "old too",
    }  # fmt: skip


def test_a_release_without_cases_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    untouched(tmp_path, write_release(tmp_path / WHEN, proceedings=[proceeding(11, 1)]), "has a header and no rows")


def test_a_table_with_a_column_missing_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder = write_release(tmp_path / WHEN, cases=[case(1)])
    (folder / f"{CHARGES}.csv").write_text("IDNPRCDCHG\tIDNCASE\tIDNPROCEEDING\tCHARGE\n")
    untouched(
        tmp_path, folder, r"B_TblProceedCharges.csv: column \[CHG_STATUS\] is missing; the header has \[IDNPRCDCHG\]"
    )


def test_a_failure_at_the_very_end_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(table, "write", full)
    untouched(tmp_path, EXAMPLE, "No space left on device; nothing was changed")


def test_a_first_reading_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object, **settings: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(table, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        read_release(EXAMPLE, tmp_path / "out" / "docket.parquet", dictionary=DICTIONARY)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_join_that_finds_no_room_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand.docket.eoir.join.MEMORY", "1KB")
    untouched(tmp_path, EXAMPLE, "the tables could not be joined")


def test_a_target_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match="make it first"):
        read_release(EXAMPLE, tmp_path / "gone" / "docket.parquet", dictionary=DICTIONARY)


@pytest.mark.parametrize("name", ["docket.parquet", "docket.parquet.quarantine.csv"])
def test_a_target_that_is_a_folder_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(DocketError, match="is not a file; choose another name"):
        read_release(EXAMPLE, tmp_path / "docket.parquet", dictionary=DICTIONARY)


def test_a_table_of_the_release_is_never_overwritten(tmp_path: Path) -> None:
    folder = write_release(tmp_path / WHEN, cases=[case(1)], proceedings=[proceeding(11, 1)])
    with pytest.raises(DocketError, match="would overwrite a table that is read"):
        read_release(folder, folder / f"{CASES}.csv", dictionary=DICTIONARY)

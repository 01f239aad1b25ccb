"""What intake takes from a sound docket, and what it makes of each value."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

import drawn
from dockets import DICTIONARY, records, rows
from evenhand.docket import canonical, intake, table
from evenhand.docket.facts import Count, Days, Record, Value, load_dictionary
from evenhand.docket.intake import Taken
from evenhand.docket.table import About


def take(folder: Path, text: str | bytes, *, name: str = "docket.csv") -> Taken:
    source = folder / name
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    return intake.take(source, folder / "docket.parquet", dictionary=DICTIONARY)


WAYS = {
    "byte order mark": "\ufeffcase_id,office\nSYN-1,North\n",
    "CRLF": "case_id,office\r\nSYN-1,North\r\n",
    "blank lines": "\n\ncase_id,office\n\nSYN-1,North\n\n\n",
    "no last line end": "case_id,office\nSYN-1,North",
    "spaces": ' case_id , office \n  SYN-1 ,"North"\n',
    "quotes": '"case_id","office"\n"SYN-1","North"\n',
    "another order": "office,case_id\nNorth,SYN-1\n",
}


class TestCsv:
    def test_a_docket_is_taken_fact_by_fact(self, tmp_path: Path) -> None:
        take(tmp_path, "case_id,office,stage,detained,birth,convictions,check_criminal\n"
                       "SYN-1,North,pending,false,4/1974,2..5,2011-12-01\nSYN-2,South,,,,,\n")  # fmt: skip
        birth = Days(date(1974, 4, 1), date(1974, 4, 30))
        known: dict[str, Value] = {"stage": "pending", "detained": False, "birth": birth, "convictions": Count(2, 5)}
        checks = {"criminal": date(2011, 12, 1)}
        assert records(tmp_path) == {
            "SYN-1": Record("SYN-1", known, checks=checks, office="North"),
            "SYN-2": Record("SYN-2", office="South"),
        }

    def test_what_is_no_fact_is_taken_too(self, tmp_path: Path) -> None:
        take(tmp_path, "case_id,office,court,lead_case,next_hearing,descriptor_sex,source_birth\n"
                       "SYN-2,North,C1,SYN-1,2012-03-05,f,file 7\n")  # fmt: skip
        row = rows(tmp_path)[0]
        names = ("court", "lead_case", "next_hearing", "descriptor_sex", "source_birth")
        assert [row[name] for name in names] == ["C1", "SYN-1", date(2012, 3, 5), "f", "file 7"]

    @pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
    def test_the_ways_of_writing_one_docket_mean_the_same(self, tmp_path: Path, text: str) -> None:
        taken = take(tmp_path, text)
        assert records(tmp_path) == {"SYN-1": Record("SYN-1", office="North")}
        assert (taken.about.rows_in, taken.about.taken) == (1, 1)

    def test_a_comma_or_a_line_break_in_quotes_belongs_to_the_court(self, tmp_path: Path) -> None:
        take(tmp_path, 'case_id,court,office\nSYN-1,"First, upper\r\nand ""lower""\nfloor",North\nSYN-2,C2,South\n')
        assert [row["court"] for row in rows(tmp_path)] == ['First, upper\nand "lower"\nfloor', "C2"]

    def test_rows_keep_their_order_over_many_batches(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(canonical, "BATCH", 7)
        ids = [f"SYN-{number * 37 % 101}" for number in range(101)]
        done: list[int] = []
        source = tmp_path / "docket.csv"
        source.write_text("case_id,office\n" + "".join(f"{one},North\n" for one in ids))
        intake.take(source, tmp_path / "docket.parquet", dictionary=DICTIONARY, progress=done.append)
        assert [row["case_id"] for row in rows(tmp_path)] == ids
        assert done == [7] * 14 + [3]

    def test_a_batch_is_bounded_in_bytes_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(canonical, "BATCH_BYTES", 1000)
        done: list[int] = []
        source = tmp_path / "docket.csv"
        source.write_text("case_id,office,court\n" + "".join(f"SYN-{n},North,{'c' * 400}\n" for n in range(6)))
        intake.take(source, tmp_path / "docket.parquet", dictionary=DICTIONARY, progress=done.append)
        assert done == [3, 3]

    def test_the_same_docket_gives_the_same_bytes(self, tmp_path: Path) -> None:
        text = "case_id,office,birth\n" + "".join(f"SYN-{n},North,{1950 + n % 50}\n" for n in range(500))
        take(tmp_path, text)
        first = (tmp_path / "docket.parquet").read_bytes()
        take(tmp_path, text)
        assert (tmp_path / "docket.parquet").read_bytes() == first


ONE_VALUE = """
    column         | value      | because
    ---------------|------------|----------------------------------
    birth          | 2011-02-31 | there is no such day
    birth          | 1976..1974 | inverted bounds
    birth          | April      | no day at all
    convictions    | two        | letters
    convictions    | 5..2       | inverted bounds
    convictions    | 9999999    | not believed
    detained       | yes        | never guessed
    stage          | PENDING    | no code of the set
    next_hearing   | 3/2012     | a month is not one day
    next_hearing   | soon       | no day at all
    next_hearing   | ..         | any day is not one day
    check_criminal | 2011       | a year is not one day
    check_criminal | done       | no day at all
"""


@pytest.mark.parametrize("row", drawn.rows(ONE_VALUE), ids=lambda row: f"{row['column']} {row['value']}")
def test_a_typo_in_one_value_drops_nobody(tmp_path: Path, row: dict[str, str]) -> None:
    taken = take(tmp_path, f"case_id,office,{row['column']},resident\nSYN-1,North,{row['value']},true\n")
    assert records(tmp_path) == {"SYN-1": Record("SYN-1", {"resident": True}, office="North")}
    assert rows(tmp_path)[0]["defects"] == [row["column"]]
    assert rows(tmp_path)[0].get("next_hearing") is None
    assert (taken.defects, taken.about.quarantined) == ({row["column"]: 1}, 0)


def test_a_name_in_disputed_that_is_no_fact_is_a_defect_and_the_others_hold(tmp_path: Path) -> None:
    taken = take(tmp_path, "case_id,office,birth,disputed\nSYN-1,North,1974, birth ; brith ;;\n")
    assert (rows(tmp_path)[0]["disputed"], rows(tmp_path)[0]["defects"]) == (["birth"], ["disputed"])
    assert (taken.disputed, taken.defects) == ({"birth": 1}, {"disputed": 1})


def test_a_disputed_fact_is_unknown_whatever_stands_in_its_cell(tmp_path: Path) -> None:
    take(tmp_path, "case_id,office,birth,detained,convictions,stage,check_criminal,disputed\n"
                   "SYN-1,North,1974,true,2,pending,2011-12-01,stage;convictions;detained;birth;birth\n"
                   "SYN-2,North,1974,,,,,\n")  # fmt: skip
    assert records(tmp_path)["SYN-1"].values == {}
    assert rows(tmp_path)[0]["disputed"] == ["birth", "convictions", "detained", "stage"]
    assert "birth" in records(tmp_path)["SYN-2"].values


def test_blanks_between_disputed_names_are_no_names(tmp_path: Path) -> None:
    taken = take(tmp_path, "case_id,office,birth,disputed\nSYN-1,North,1974,;birth; ;\n")
    assert (taken.disputed, taken.defects) == ({"birth": 1}, {})


ORDER = """
    birth      | arrival    | disputed
    -----------|------------|---------
    1980-05-02 | 1980-05-01 | yes
    1980-05-01 | 1980-05-01 | no
    1981       | 1980       | yes
    1980       | 1980       | no
    5/1980     | 4/1980     | yes
    1980       | 4/1980     | no
    1981..     | ..1980     | yes
    ..1981     | 1980..     | no
    1981       |            | no
               | 1980       | no
"""


@pytest.mark.parametrize("row", drawn.rows(ORDER), ids=lambda row: f"{row['birth']} {row['arrival']}")
def test_only_a_birth_certainly_after_arrival_makes_both_disputed(tmp_path: Path, row: dict[str, str]) -> None:
    taken = take(tmp_path, f"case_id,office,birth,arrival\nSYN-1,North,{row['birth']},{row['arrival']}\n")
    clash = row["disputed"] == "yes"
    assert taken.disputed == ({"arrival": 1, "birth": 1} if clash else {})
    assert set(records(tmp_path)["SYN-1"].values) == {name for name in ("birth", "arrival") if row[name] and not clash}


def test_a_day_the_file_disputes_contradicts_nothing(tmp_path: Path) -> None:
    taken = take(tmp_path, "case_id,office,birth,arrival,disputed\nSYN-1,North,1981,1980,birth\n")
    assert taken.disputed == {"birth": 1}
    assert "arrival" in records(tmp_path)["SYN-1"].values


CHECKS = """
    column              | value | completed  | known
    --------------------|-------|------------|------
    convictions         | 0     |            |
    convictions         | 2     |            | >=2
    convictions         | 2..5  |            | >=2
    convictions         | 0..5  |            |
    convictions         | >=2   |            | >=2
    convictions         | 0     | 2011-12-01 | 0
    convictions         | 2..5  | 2011-12-01 | 2..5
    convictions         | 0     | someday    |
    convictions         |       | 2011-12-01 |
    misdemeanor_violence| false |            |
    misdemeanor_violence| true  |            | true
    misdemeanor_violence| false | 2011-12-01 | false
    misdemeanor_violence| false | 2011-12    |
    misdemeanor_violence|       | 2011-12-01 |
"""
KNOWN = {"": None, "0": Count(0, 0), ">=2": Count(2, None), "2..5": Count(2, 5), "true": True, "false": False}


@pytest.mark.parametrize(
    "row", drawn.rows(CHECKS), ids=lambda row: f"{row['column']} {row['value']} {row['completed']}"
)
def test_zero_is_not_zero_until_the_check_is_completed(tmp_path: Path, row: dict[str, str]) -> None:
    take(tmp_path, f"case_id,office,{row['column']},check_criminal\nSYN-1,North,{row['value']},{row['completed']}\n")
    assert records(tmp_path)["SYN-1"].values.get(row["column"]) == KNOWN[row["known"]]


def test_a_count_that_says_nothing_is_null_in_both_columns(tmp_path: Path) -> None:
    take(tmp_path, "case_id,office,convictions\nSYN-1,North,0\nSYN-2,North,>=0\nSYN-3,North,\n")
    assert {(row["convictions_at_least"], row["convictions_at_most"]) for row in rows(tmp_path)} == {(None, None)}


def test_a_check_opens_its_own_facts_and_no_others(tmp_path: Path) -> None:
    take(
        tmp_path,
        "case_id,office,convictions,gang_member,detained,check_security\nSYN-1,North,0,false,false,2011-12-01\n",
    )
    assert records(tmp_path)["SYN-1"].values == {"gang_member": False, "detained": False}


def test_a_clear_code_is_unknown_until_its_check_is_completed_and_other_facts_need_no_check(tmp_path: Path) -> None:
    (tmp_path / "dictionary.yaml").write_text(
        "checks: {criminal: Check}\nfacts:\n"
        "  warrant: {type: code, codes: [none, old, live], clear: none, question: Any?,\n"
        "            settled_by: ['check:criminal']}\n"
        "  children: {type: count, question: How many?, settled_by: [file]}\n"
        "  color: {type: code, codes: [none, red], question: Any?, settled_by: ['check:criminal']}\n"
    )
    dictionary = load_dictionary(tmp_path / "dictionary.yaml")
    (tmp_path / "a.csv").write_text(
        "case_id,office,warrant,color,children,check_criminal\n"
        "SYN-1,N,none,none,0,\nSYN-2,N,old,red,,\nSYN-3,N,none,none,,2011-12-01\n"
    )
    intake.take(tmp_path / "a.csv", tmp_path / "a.parquet", dictionary=dictionary)
    known = (
        table.scan(tmp_path / "a.parquet", dictionary).select("warrant", "color", "children_at_most").collect().rows()
    )
    assert known == [(None, "none", 0), ("old", "red", None), ("none", "none", None)]


class TestAbout:
    def test_it_tells_counts_hash_and_sources(self, tmp_path: Path) -> None:
        text = "case_id,office,birth,arrival\nSYN-1,North,1981,1980\n,North,,\nSYN-2,North,x,\nSYN-3,North,y,\n"
        taken = take(tmp_path, text)
        assert taken.about == table.about(tmp_path / "docket.parquet") == About(
            made_by=intake.MADE_BY,
            rows_in=4,
            taken=3,
            quarantined=1,
            read={"docket.csv": sha256(text.encode()).hexdigest()},
            sources={"birth": "docket.csv: birth", "arrival": "docket.csv: arrival"},
            counts={"defects": {"birth": 2}, "disputed": {"arrival": 1, "birth": 1}},
        )  # fmt: skip

    def test_only_our_own_tables_are_tables(self, tmp_path: Path) -> None:
        take(tmp_path, "case_id,office\nSYN-1,North\n")
        pl.DataFrame({"case_id": ["SYN-1"]}).write_parquet(tmp_path / "other.parquet")
        (tmp_path / "half.parquet").write_bytes((tmp_path / "docket.parquet").read_bytes()[:-9])
        names = ("docket.parquet", "other.parquet", "half.parquet", "docket.csv", "none.parquet", ".")
        assert [intake.is_table(tmp_path / name) for name in names] == [True, False, False, False, False, False]

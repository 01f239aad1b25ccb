"""What intake takes from Parquet: texts, typed columns, and tables of our own, which are checked again."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dockets import DICTIONARY, records, rows
from evenhand.docket import canonical, intake, table
from evenhand.docket.facts import Count, Days, Record
from evenhand.docket.intake import Taken
from evenhand.docket.table import About, DocketError

ABOUT = About(made_by="a test", rows_in=9, taken=2, quarantined=7, read={"court.csv": "0" * 64},
              sources={"birth": "court.csv: DOB"}, counts={"joined": 5})  # fmt: skip


def take(folder: Path, text: str) -> Taken:
    (folder / "docket.csv").write_text(text)
    return intake.take(folder / "docket.csv", folder / "docket.parquet", dictionary=DICTIONARY)


def take_frame(folder: Path, frame: pl.DataFrame, *, mark: About | None = None) -> Taken:
    source = folder / "given.parquet"
    metadata = {table.MARK: json.dumps(mark.__dict__ | {"dictionary": "x"})} if mark else None
    frame.write_parquet(source, metadata=metadata)
    return intake.take(source, folder / "docket.parquet", dictionary=DICTIONARY)


WRONG = {
    "a number for an id": ({"case_id": [1], "office": ["N"]}, r"\[case_id\] holds Int64; it must hold String"),
    "a number for a truth": (
        {"case_id": ["a"], "office": ["N"], "detained": [1]},
        r"\[detained\] holds Int64; it must hold Boolean or String",
    ),
    "bounds of text": (
        {"case_id": ["a"], "office": ["N"], "birth_earliest": ["1974"]},
        r"\[birth_earliest\] holds String; it must hold Date",
    ),
    "a fact said twice": (
        {"case_id": ["a"], "office": ["N"], "birth": ["1974"], "birth_latest": [date(1974, 1, 1)]},
        r"columns \[birth\] and \[birth_latest\] say the same thing; keep one",
    ),
    "an unknown column": (
        {"case_id": ["a"], "office": ["N"], "brith": ["c"]},
        r"\[brith\] .*did you mean \[birth\]",
    ),
    "defects in text": ({"case_id": ["a"], "office": ["N"], "defects": ["birth"]}, r"\[defects\] holds String"),
    "no rows": ({"case_id": [], "office": []}, "a header and no cases"),
}


IMPOSSIBLE = {
    "inverted days": ({"birth_earliest": date(1980, 1, 2), "birth_latest": date(1980, 1, 1)}, "birth"),
    "an inverted count": ({"convictions_at_least": 2, "convictions_at_most": 1}, "convictions"),
    "fewer than none": ({"convictions_at_least": -1}, "convictions"),
    "at most fewer than none": ({"convictions_at_most": -1}, "convictions"),
    "more than is believed": ({"convictions_at_least": 1_000_001}, "convictions"),
    "another code": ({"stage": "limbo"}, "stage"),
}  # fmt: skip


class TestParquet:
    def test_text_columns_mean_what_they_mean_in_csv(self, tmp_path: Path) -> None:
        columns = ["case_id", "office", "birth", "convictions", "detained", "disputed", "check_criminal"]
        cells = [[" SYN-1", "North ", "4/1974", "2..5", "false", "stage", "2011-12-01"],
                 ["SYN-2", "North", "2011-02-31", "two", "yes", "brith", "someday"],
                 ["SYN-3", "North", "", " ", None, "", None]]  # fmt: skip
        given = pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String()), orient="row")
        take_frame(tmp_path, given)
        from_parquet = rows(tmp_path)
        take(tmp_path, given.write_csv())
        assert from_parquet == rows(tmp_path)

    def test_typed_columns_are_taken_as_they_are(self, tmp_path: Path) -> None:
        known = Record(
            "SYN-1",
            {"detained": True, "birth": Days(date(1974, 4, 1), None), "convictions": Count(1, None)},
            disputed=frozenset({"stage"}),
            checks={"security": date(2011, 12, 1)},
            office="North",
        )
        take_frame(tmp_path, table.frame([known], DICTIONARY).collect())
        assert records(tmp_path) == {"SYN-1": known}

    def test_a_column_of_nothing_is_unknown(self, tmp_path: Path) -> None:
        nothing = pl.Series([None], dtype=pl.Null)
        given = pl.DataFrame(
            {"case_id": ["SYN-1"], "office": ["N"], "birth": nothing, "detained": nothing, "disputed": nothing}
        )
        take_frame(tmp_path, given)
        assert records(tmp_path) == {"SYN-1": Record("SYN-1", office="N")}

    def test_a_column_of_no_offices_quarantines_every_row(self, tmp_path: Path) -> None:
        given = pl.DataFrame({"case_id": ["SYN-1", "SYN-2"], "office": pl.Series([None, None], dtype=pl.Null)})
        assert take_frame(tmp_path, given).about.quarantined == 2

    def test_it_is_read_in_batches(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(canonical, "BATCH", 3)
        cases = [f"SYN-{number}" for number in range(8)]
        take_frame(tmp_path, pl.DataFrame({"case_id": cases, "office": ["N"] * 8}))
        assert list(records(tmp_path)) == cases

    @pytest.mark.parametrize(("cells", "fact"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
    def test_a_typed_value_that_cannot_be_is_unknown_and_a_defect(
        self, tmp_path: Path, cells: dict[str, object], fact: str
    ) -> None:
        done = {"check_criminal": date(2011, 12, 1), "check_security": date(2011, 12, 1)}
        taken = take_frame(
            tmp_path, pl.DataFrame([{"case_id": "SYN-1", "office": "N", "resident": True, **done, **cells}])
        )
        assert records(tmp_path)["SYN-1"].values == {"resident": True}
        assert taken.defects == {fact: 1}

    @pytest.mark.parametrize("column", ["birth_earliest", "birth_latest", "next_hearing", "check_criminal"])
    @pytest.mark.parametrize("days", [-800_000, 3_000_000])
    def test_a_day_beyond_our_calendar_is_unknown_and_a_defect(self, tmp_path: Path, column: str, days: int) -> None:
        far = pl.Series([days], dtype=pl.Int32).cast(pl.Date)
        taken = take_frame(tmp_path, pl.DataFrame({"case_id": ["SYN-1"], "office": ["N"], column: far}))
        assert rows(tmp_path)[0][column] is None
        assert taken.defects == {column.partition("_e")[0].partition("_l")[0]: 1}

    def test_a_table_of_our_own_is_checked_again_and_stays_the_same(self, tmp_path: Path) -> None:
        take(tmp_path, "case_id,office,birth,arrival,convictions,check_criminal,stage,disputed\n"
                       "SYN-1,North,1981,1980,0,,pending,\nSYN-2,South,x,1980,2,2011-12-01,y,detained\n")  # fmt: skip
        again = intake.take(tmp_path / "docket.parquet", tmp_path / "again.parquet", dictionary=DICTIONARY)
        first = table.scan(tmp_path / "docket.parquet", DICTIONARY).collect()
        assert table.scan(tmp_path / "again.parquet", DICTIONARY).collect().equals(first)
        assert again.defects == {"birth": 1, "stage": 1}
        assert again.disputed == {"arrival": 1, "birth": 1, "detained": 1}

    def test_a_defect_is_noted_once(self, tmp_path: Path) -> None:
        given = pl.DataFrame(
            {"case_id": ["SYN-1"], "office": ["N"], "stage": ["limbo"], "defects": [["stage", "birth"]]}
        )
        take_frame(tmp_path, given)
        assert rows(tmp_path)[0]["defects"] == ["birth", "stage"]

    def test_a_table_of_our_own_keeps_what_it_said_of_itself(self, tmp_path: Path) -> None:
        frame = table.frame([Record("SYN-1", office="North")], DICTIONARY).collect()
        about = take_frame(tmp_path, frame, mark=ABOUT).about
        assert set(about.read) == {"court.csv", "given.parquet"}
        assert about.sources["birth"] == "court.csv: DOB"
        assert about.counts == {"joined": 5, "defects": {}, "disputed": {}}
        assert (about.rows_in, about.taken, about.quarantined) == (1, 1, 0)

    def test_ids_that_cannot_be_used_are_quarantined_by_row(self, tmp_path: Path) -> None:
        given = pl.DataFrame(
            {"case_id": ["SYN-1", None, "SYN-1", "SYN-4", "SYN-5"], "office": ["N", "N", "N", " ", "N"]}
        )
        taken = take_frame(tmp_path, given)
        listed = pl.read_csv(taken.quarantine, infer_schema=False)
        assert list(records(tmp_path)) == ["SYN-5"]
        assert listed["row"].to_list() == ["1", "2", "3", "4"]
        assert set(listed["line"]) == {None}
        assert "also on row 3;" in listed["reason"][0]

    @pytest.mark.parametrize(("columns", "said"), WRONG.values(), ids=WRONG)
    def test_a_wrong_column_is_refused_by_name(
        self, tmp_path: Path, columns: dict[str, list[object]], said: str
    ) -> None:
        with pytest.raises(DocketError, match=said):
            take_frame(tmp_path, pl.DataFrame(columns))
        assert [path.name for path in tmp_path.iterdir()] == ["given.parquet"]

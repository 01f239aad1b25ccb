"""The docket table: its columns, its records, its file and what the file says of itself."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.docket import table
from evenhand.docket.facts import Count, Days, Dictionary, Fact, Record, load_dictionary
from evenhand.docket.table import About, DocketError

DICTIONARY = load_dictionary()
ABOUT = About(
    made_by="a test", rows_in=3, taken=2, quarantined=1, read={"a.csv": "0" * 64}, counts={"defects": {"x": 1}}
)
CASES = [Record("SYN-1", {"detained": True, "convictions": Count(2, None)}, office="North"),
         Record("SYN-2", {"birth": Days(date(1974, 4, 1), date(1974, 4, 30))}, office="South")]  # fmt: skip


def written(path: Path, records: list[Record] | None = None) -> Path:
    frame = table.frame(CASES if records is None else records, DICTIONARY)
    table.write(frame, path, dictionary=DICTIONARY, about=ABOUT)
    return path


@pytest.fixture
def docket(tmp_path: Path) -> Path:
    return written(tmp_path / "d.parquet")


class TestColumns:
    def test_a_truth_or_a_code_is_one_column_and_bounds_are_two(self) -> None:
        columns = {
            name: table.fact_columns(DICTIONARY.facts[name]) for name in ("detained", "stage", "convictions", "birth")
        }
        assert columns == {
            "detained": {"detained": pl.Boolean()},
            "stage": {"stage": pl.String()},
            "convictions": {"convictions_at_least": pl.Int64(), "convictions_at_most": pl.Int64()},
            "birth": {"birth_earliest": pl.Date(), "birth_latest": pl.Date()},
        }

    def test_every_fact_check_and_descriptor_has_its_columns(self) -> None:
        names = list(table.schema(DICTIONARY))
        assert names[:5] == ["case_id", "court", "office", "lead_case", "next_hearing"]
        assert {"check_criminal", "check_security", "disputed", "defects", "descriptor_sex"} <= set(names)

    def test_what_a_frame_lacks_is_unknown(self) -> None:
        whole = table.complete(pl.LazyFrame({"office": ["North"], "case_id": ["SYN-1"]}), DICTIONARY).collect()
        assert whole.columns == list(table.schema(DICTIONARY))
        assert table.record(whole.row(0, named=True), DICTIONARY) == Record("SYN-1", office="North")
        assert whole["disputed"].to_list() == [[]]

    def test_a_source_per_row_is_kept_and_other_columns_are_dropped(self) -> None:
        frame = pl.LazyFrame({"case_id": ["SYN-1"], "office": ["North"], "source_birth": ["a file"], "note": ["x"]})
        assert table.complete(frame, DICTIONARY).collect_schema().names()[-1] == "source_birth"


class TestRecords:
    def test_a_row_says_what_is_known_and_no_more(self) -> None:
        assert [table.record(row, DICTIONARY) for row in table.frame(CASES, DICTIONARY).collect().to_dicts()] == CASES

    def test_completed_checks_and_disputes_are_kept(self) -> None:
        known = Record("SYN-1", disputed=frozenset({"birth"}), checks={"criminal": date(2011, 12, 1)}, office="North")
        assert table.record(table.frame([known], DICTIONARY).collect().row(0, named=True), DICTIONARY) == known

    def test_a_docket_without_cases_has_all_its_columns(self) -> None:
        assert table.frame([], DICTIONARY).collect_schema().names() == list(table.schema(DICTIONARY))

    @given(st.data())
    def test_any_record_comes_back_from_its_row(self, data: st.DataObject) -> None:
        values = {
            name: data.draw(value_of(DICTIONARY.facts[name])) for name in ("stage", "detained", "birth", "convictions")
        }
        known = Record("SYN-1", {name: value for name, value in values.items() if value is not None}, office="North")
        assert table.record(table.row(known, DICTIONARY), DICTIONARY) == known


def value_of(fact: Fact) -> st.SearchStrategy[Any]:
    days = st.tuples(st.dates(max_value=date(1990, 1, 1)), st.none() | st.dates(min_value=date(1990, 1, 1)))
    counts = st.tuples(st.integers(1, 9), st.none() | st.integers(9, 99))
    known = {"truth": st.booleans(), "code": st.sampled_from(fact.codes or ("a",)),
             "day": days.map(lambda pair: Days(*pair)), "count": counts.map(lambda pair: Count(*pair))}  # fmt: skip
    return st.none() | known[fact.type]


WANTED = dict.fromkeys(["case_id", "office", "nationality"])


WRONG = {
    "an unknown column": ({"case_id": "a", "office": "b", "brith": "c"}, r"\[brith\] is not a column of a docket"),
    "no office": ({"case_id": "a"}, r"there is no column \[office\]"),
    "no case_id": ({"office": "a"}, r"there is no column \[case_id\]"),
    "another type": (
        {"case_id": "a", "office": "b", "detained": "c"},
        r"\[detained\] holds String; it must hold Boolean",
    ),
}


class TestFile:
    def test_it_comes_back_as_it_was_written(self, docket: Path) -> None:
        rows = table.scan(docket, DICTIONARY).collect().to_dicts()
        assert [table.record(row, DICTIONARY) for row in rows] == CASES

    def test_it_says_where_it_came_from(self, docket: Path) -> None:
        assert table.about(docket) == ABOUT

    def test_another_parquet_file_says_nothing(self, tmp_path: Path) -> None:
        pl.DataFrame({"case_id": ["SYN-1"]}).write_parquet(tmp_path / "a.parquet")
        assert table.about(tmp_path / "a.parquet") is None

    @pytest.mark.parametrize("mark", ["", "nonsense", "[]", "{}", '{"made_by": "x"}', '{"stray": 1}', "null"])
    def test_a_mark_that_is_not_ours_is_refused_in_words(self, tmp_path: Path, mark: str) -> None:
        pl.DataFrame({"case_id": ["SYN-1"]}).write_parquet(tmp_path / "a.parquet", metadata={table.MARK: mark})
        with pytest.raises(DocketError, match="its mark cannot be read"):
            table.about(tmp_path / "a.parquet")

    def test_brackets_and_stars_in_a_path_are_letters(self, tmp_path: Path) -> None:
        (tmp_path / "o[1]*").mkdir()
        docket = written(tmp_path / "o[1]*" / "d?.parquet")
        assert table.scan(docket, DICTIONARY).collect().height == 2

    def test_a_missing_file_is_said_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(DocketError, match="there is no such file"):
            table.scan(tmp_path / "none.parquet", DICTIONARY)

    def test_half_a_file_is_said_in_words(self, docket: Path) -> None:
        docket.write_bytes(docket.read_bytes()[:-100])
        with pytest.raises(DocketError, match="not a whole Parquet file"):
            table.scan(docket, DICTIONARY)

    @pytest.mark.parametrize(("columns", "said"), WRONG.values(), ids=WRONG)
    def test_a_wrong_column_is_named(self, tmp_path: Path, columns: dict[str, str], said: str) -> None:
        pl.DataFrame(columns).write_parquet(tmp_path / "a.parquet")
        with pytest.raises(DocketError, match=said):
            table.scan(tmp_path / "a.parquet", DICTIONARY)

    def test_a_wrong_column_brings_the_nearest_to_mind(self) -> None:
        problems = list(table.column_problems(["case_id", "office", "nationalty"], wanted=WANTED))
        assert problems == [
            "[nationalty] is not a column of a docket; did you mean [nationality]?; remove it or mend its name"
        ]

    def test_a_column_of_sources_is_no_wrong_column(self) -> None:
        assert list(table.column_problems(["case_id", "office", "source_birth"], wanted=WANTED)) == []

    def test_one_case_is_found(self, docket: Path) -> None:
        assert table.find(docket, "SYN-2", DICTIONARY) == CASES[1]

    def test_a_case_that_is_not_there_brings_the_nearest_to_mind(self, docket: Path) -> None:
        with pytest.raises(DocketError, match=r"there is no case \[SYN-22\]; did you mean \[SYN-2\]\?"):
            table.find(docket, "SYN-22", DICTIONARY)
        with pytest.raises(DocketError, match=r"there is no case \[Q\]; the first is \[SYN-1\]"):
            table.find(docket, "Q", DICTIONARY)


class TestPlacing:
    @pytest.fixture(params=["an error", "an interruption"])
    def failure(self, request: pytest.FixtureRequest) -> type[BaseException]:
        return {"an error": ValueError, "an interruption": KeyboardInterrupt}[request.param]

    def test_a_failure_leaves_the_old_file_and_nothing_else(self, tmp_path: Path, failure: type[BaseException]) -> None:
        target = tmp_path / "a"
        target.write_text("old")
        with pytest.raises(failure), table.workshop(target) as folder:
            (folder / "draft").write_text("half")
            raise failure
        assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]

    def test_drafts_take_the_place_of_their_targets(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("old")
        with table.workshop(tmp_path / "a") as folder:
            (folder / "1").write_text("new a")
            (folder / "2").write_text("new b")
            table.place({folder / "1": tmp_path / "a", folder / "2": tmp_path / "b"})
        assert sorted((path.name, path.read_text()) for path in tmp_path.iterdir()) == [("a", "new a"), ("b", "new b")]

    @pytest.mark.parametrize("first", ["old", None])
    def test_where_one_draft_cannot_be_placed_none_is(self, tmp_path: Path, first: str | None) -> None:
        if first:
            (tmp_path / "a").write_text(first)
        (tmp_path / "b").mkdir()
        with pytest.raises(DocketError, match="nothing was changed"), table.workshop(tmp_path / "a") as folder:
            (folder / "1").write_text("new a")
            (folder / "2").write_text("new b")
            table.place({folder / "1": tmp_path / "a", folder / "2": tmp_path / "b"})
        assert sorted(path.name for path in tmp_path.iterdir()) == (["a", "b"] if first else ["b"])
        assert not first or (tmp_path / "a").read_text() == first

    def test_the_new_file_can_be_read_by_colleagues_as_any_file_can(self, tmp_path: Path) -> None:
        (tmp_path / "ordinary").touch()
        written(tmp_path / "d.parquet")
        assert (tmp_path / "d.parquet").stat().st_mode == (tmp_path / "ordinary").stat().st_mode

    def test_a_missing_folder_is_said_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(DocketError, match=r"there is no folder \[.*none\]; make it first"):
            written(tmp_path / "none" / "d.parquet")

    def test_a_folder_in_the_place_of_the_file_is_said_in_words(self, tmp_path: Path) -> None:
        (tmp_path / "d.parquet").mkdir()
        with pytest.raises(DocketError, match=r"d\.parquet: .*; nothing was changed"):
            written(tmp_path / "d.parquet")
        assert [path.name for path in tmp_path.iterdir()] == ["d.parquet"]


def test_a_docket_written_twice_is_the_same_file(tmp_path: Path) -> None:
    one, two = written(tmp_path / "one.parquet"), written(tmp_path / "two.parquet")
    assert one.read_bytes() == two.read_bytes()


def test_the_file_names_the_dictionary_it_was_made_with(docket: Path) -> None:
    dictionary: Dictionary = DICTIONARY
    assert dictionary.hash in pl.read_parquet_metadata(docket)[table.MARK]

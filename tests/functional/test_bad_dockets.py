"""Bad dockets: a file that is none is refused, a bad row is quarantined, and each is told why."""

import io
from pathlib import Path

import pytest

from dockets import DICTIONARY, ids, quarantined, reconciles, standing, take, unchanged
from evenhand.docket import canonical, intake, rows
from evenhand.docket.table import DocketError


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return standing(tmp_path)


REFUSED = {
    "an empty file": (b"", "the file is empty; export it again"),
    "only blank lines": (b"\n\r\n \n", "the file is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "the file is empty"),
    "a header alone": (b"case_id,office\n", "the docket has a header and no cases"),
    "a header and blank lines": (b"case_id,office\n\n\n", "the docket has a header and no cases"),
    "no case_id": (b"office,birth\nN,1974\n", r"there is no column \[case_id\]"),
    "no office": (b"case_id,birth\nSYN-1,1974\n", r"there is no column \[office\]"),
    "an unknown column": (b"case_id,office,brith\nSYN-1,N,1\n", r"\[brith\] is not a column .*did you mean \[birth\]"),
    "a mistyped id": (b"caseid,office\nSYN-1,N\n", r"\[caseid\] is not a column .*did you mean \[case_id\]"),
    "a repeated column": (b"case_id,office,birth,birth\nSYN-1,N,1,2\n", r"\[birth\] stands twice; keep one"),
    "a column without a name": (b"case_id,office,\nSYN-1,N,\n", "column 3 has no name"),
    "capitals": (b"CASE_ID,office\nSYN-1,N\n", r"\[CASE_ID\] is written with capitals; write \[case_id\]"),
    "years, which are computed": (b"case_id,office,age\nSYN-1,N,9\n", r"\[age\] is not a column"),
    "bounds in text": (b"case_id,office,birth_earliest\nSYN-1,N,1974\n", r"\[birth_earliest\] is not a column"),
    "defects": (b"case_id,office,defects\nSYN-1,N,birth\n", r"\[defects\] is not a column"),
    "a descriptor nobody listed": (b"case_id,office,descriptor_hair\nSYN-1,N,x\n", r"\[descriptor_hair\] is not a col"),
    "semicolons": (b"case_id;office;birth\nSYN-1;N;1974\n", "line 1: the columns are separated by semicolons; save"),
    "tabs": (b"case_id\toffice\nSYN-1\tN\n", "the columns are separated by tabs"),
    "bars": (b"case_id|office\nSYN-1|N\n", "the columns are separated by bars"),
    "no header": (b"SYN-1,North,1974\nSYN-2,North,1975\n", r"there is no column \[case_id\]"),
    "an open quote in the header": (b'case_id,"office\nSYN-1,N\n', "line 1: the header cannot be read"),
    "line ends of CR alone": (b"case_id,office\rSYN-1,N\r", "line 1: the header cannot be read"),
    "UTF-16 with a mark": ("case_id,office\nSYN-1,N\n".encode("utf-16"), "byte 1 of the line is not UTF-8"),
    "UTF-16 without a mark": ("case_id,office\nSYN-1,N\n".encode("utf-16-le"), "it holds NUL characters"),
    "a header in another encoding": ("case_id,office,coûrt\n".encode("latin-1"), "byte 18 of the line is not UTF-8"),
    "a header without an end": (b"case_id," + b"x" * 2_000_000, "the row is longer than 1,048,576 bytes"),
    "a packed file": (b"\x1f\x8b\x08\x00" + bytes(range(256)) * 9, "the header cannot be read"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 9, "the header cannot be read"),
    "the beginning of a Parquet file": (b"PAR1", "not a whole Parquet file"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_docket_is_refused_in_words_and_changes_nothing(
    target: Path, content: bytes, said: str
) -> None:
    with pytest.raises(DocketError, match=said) as caught:
        take(target, content)
    assert str(caught.value).startswith(str(target.parent.parent / "docket.csv"))
    assert len(str(caught.value)) < 1000
    assert unchanged(target)


def test_a_header_with_many_wrong_names_is_refused_in_few_printable_words(target: Path) -> None:
    names = [f"\x1b[{number}m" for number in range(5000)]
    with pytest.raises(DocketError) as caught:
        take(target, f"case_id,office,{','.join(names)}\n")
    assert str(caught.value).count("is not a column") == canonical.MOST_PROBLEMS
    assert str(caught.value).isprintable()


def test_a_text_file_named_parquet_is_refused(target: Path) -> None:
    with pytest.raises(DocketError, match="not a Parquet file, although its name says so"):
        take(target, "case_id,office\nSYN-1,N\n", name="docket.parquet")
    assert unchanged(target)


def test_a_missing_file_or_a_folder_is_refused(target: Path) -> None:
    with pytest.raises(DocketError, match="there is no such file"):
        intake.take(target.with_name("none.csv"), target, dictionary=DICTIONARY)
    with pytest.raises(DocketError, match="is not a file; name one CSV or Parquet file"):
        intake.take(target.parent, target, dictionary=DICTIONARY)
    assert unchanged(target)


BROKEN = {
    "too few cells": ("SYN-2,North\n", "the row has 2 cells and the header has 3", "SYN-2", ""),
    "too many cells": ("SYN-2,North,C2,\n", "the row has 4 cells and the header has 3", "SYN-2", ""),
    "no id": (",North,C2\n", "the row has no case_id", "", "case_id"),
    "a blank id": ("  ,North,C2\n", "the row has no case_id", "", "case_id"),
    "no office": ("SYN-2,,C2\n", "the row has no office", "SYN-2", "office"),
    "nothing but commas": (",,\n", "the row has no case_id", "", "case_id"),
    "an id with a bell": ("SYN\x07-2,North,C2\n", "a character that cannot be printed", r"SYN\x07-2", "case_id"),
    "an id with a hidden space": ("SYN\u200b-2,North,C2\n", "cannot be printed", r"SYN\u200b-2", "case_id"),
    "an id with a quote": ('SYN-2",North,C2\n', "the case_id holds a quotation mark", 'SYN-2"', "case_id"),
    "an office with a quote": ('SYN-2,No"rth,C2\n', "the office holds a quotation mark", "SYN-2", "office"),
    "a very long id": (f"{'S' * 201},North,C2\n", "longer than 200 characters", "S" * 80, "case_id"),
    "a very long office": (f"SYN-2,{'N' * 201},C2\n", "longer than 200 characters", "SYN-2", "office"),
    "a NUL in the court": ("SYN-2,North,C\0 2\n", "the cell holds a NUL character", "SYN-2", "court"),
    "a NUL in the id": ("SYN\0-2,North,C2\n", "cannot be printed", r"SYN\x00-2", "case_id"),
    "another encoding": (b"SYN-2,North,C\xf4te\n", "byte 14 of the line is not UTF-8", "", ""),
    "half a character": (b"SYN-2,North,C\xed\xa0\x80\n", "byte 14 of the line is not UTF-8", "", ""),
    "a quote never closed": ('SYN-2,North,"C2\n', "a quote is opened on this line and never rightly closed", "", ""),
    "text after a quote": ('SYN-2,North,"C"2\n', "text follows a closing quote", "", ""),
    "a carriage return inside": ("SYN-2,North\rX,C2\n", "a carriage return stands inside the row", "", ""),
    "a huge cell": (f"SYN-2,North,{'C' * 131_073}\n", "a cell is longer than 131,072 characters", "", ""),
    "a huge quoted cell": (f'SYN-2,North,"{"C" * 131_073}"\n', "a cell is longer than 131,072 characters", "", ""),
    "a huge row": (f"SYN-2,North,{'C' * 3_000_000}\n", "the row is longer than 1,048,576 bytes", "", ""),
    "a huge row of commas": (f"SYN-2{',' * 1_100_000}\n", "the row is longer than 1,048,576 bytes", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("line", "reason", "case_id", "column"), BROKEN.values(), ids=BROKEN)
def test_a_broken_row_is_quarantined_with_its_place_and_takes_no_other_row_with_it(
    target: Path, line: str | bytes, reason: str, case_id: str, column: str
) -> None:
    raw = line.encode() if isinstance(line, str) else line
    taken = take(target, b"case_id,office,court\n\nSYN-1,North,C1\n" + raw + b"SYN-3,North,C3\n")
    [row] = quarantined(taken)
    assert ids(target) == ["SYN-1", "SYN-3"]
    assert (row["row"], row["line"], row["case_id"], row["column"]) == ("2", "4", case_id, column)
    assert reason in row["reason"]
    assert row["remedy"]
    assert len(row["value"]) < 500
    assert reconciles(taken, target)


def test_a_cell_of_the_largest_size_is_taken(target: Path) -> None:
    take(target, f"case_id,office,court\nSYN-1,North,{'C' * 131_072}\n")
    assert ids(target) == ["SYN-1"]


def test_a_stray_quote_swallows_none_of_the_cases_below_it(target: Path) -> None:
    lines = [f'SYN-{n},"North","C{n}"\n' for n in range(100)]
    lines[10] = 'SYN-10,"North","C10\n'
    lines[20] = 'SYN-20,"North,"C20"\n'
    lines[98] = 'SYN-98,"North","\n'
    taken = take(target, "case_id,office,court\n" + "".join(lines))
    assert [row["line"] for row in quarantined(taken)] == ["12", "22", "100"]
    assert ids(target) == [f"SYN-{n}" for n in range(100) if n not in (10, 20, 98)]


def test_quotes_that_close_each_other_over_whole_rows_swallow_none_of_them(target: Path) -> None:
    taken = take(target, 'case_id,office,court\nSYN-1,North,"C1\nSYN-2,North,C2\nSYN-3,North,C3"\nSYN-4,North,C4\n')
    assert ids(target) == ["SYN-2", "SYN-3", "SYN-4"]
    assert [row["row"] for row in quarantined(taken)] == ["1"]


@pytest.mark.parametrize("header", ["case_id,office", "office,case_id"])
def test_an_id_or_office_torn_in_two_makes_no_case(target: Path, header: str) -> None:
    taken = take(target, f'{header}\n"SYN\n-2",North\nSYN-3,South\n')
    assert len(ids(target)) == 1
    assert [row["line"] for row in quarantined(taken)] == ["2", "3"]


def test_a_line_break_in_a_fact_is_no_row(target: Path) -> None:
    taken = take(target, 'case_id,birth,office\nSYN-1,"1974\n",North\nSYN-2,1974,North\n')
    assert ids(target) == ["SYN-2"]
    assert [row["line"] for row in quarantined(taken)] == ["2", "3"]
    assert reconciles(taken, target)


def test_lines_joined_by_a_quote_that_still_make_no_row_are_each_told_of(target: Path) -> None:
    taken = take(target, 'case_id,office,court\nSYN-1,North,"C\n1",x\nSYN-2,North,C2\n')
    assert ids(target) == ["SYN-2"]
    assert [row["line"] for row in quarantined(taken)] == ["2", "3"]


def test_a_row_too_short_to_hold_its_id_is_told_of_without_it(target: Path) -> None:
    taken = take(target, "office,case_id\nNorth\nNorth,SYN-2\n")
    assert ids(target) == ["SYN-2"]
    assert [(row["line"], row["case_id"]) for row in quarantined(taken)] == [("2", "")]


def test_a_quoted_cell_may_not_run_on_for_ever(target: Path) -> None:
    inside = [f"x{number}" for number in range(rows.MOST_LINES)]
    lines = "\n".join(inside)
    taken = take(target, f'case_id,office,court\nSYN-1,North,"\n{lines}"\nSYN-2,North,C2\n')
    assert ids(target) == ["SYN-2"]
    assert [row["value"].strip('"') for row in quarantined(taken)] == ["SYN-1,North,", *inside]
    assert reconciles(taken, target)


class Watched(io.BytesIO):
    """A stream that remembers the longest piece it gave away."""

    longest = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        piece = super().readline(size)
        self.longest = max(self.longest, len(piece))
        return piece


def test_a_line_that_never_ends_is_read_in_bounded_memory() -> None:
    stream = Watched(b'case_id,office\nSYN-1,"' + b"x" * 5_000_000 + b"\nSYN-2,North\n")
    assert len(list(rows.Rows(stream, path=Path("docket.csv")))) == 2
    assert stream.longest <= rows.LONGEST_ROW + 1


def test_a_quote_never_closed_is_read_in_bounded_memory() -> None:
    stream = Watched(b'case_id,office\nSYN-1,"North\n' + b"x\n" * 100_000)
    read = rows.Rows(stream, path=Path("docket.csv"))
    next(iter(read))
    assert stream.tell() < 100


def test_no_more_lines_are_tried_once_a_row_cannot_come_of_them() -> None:
    began = b'case_id,office\nSYN-1,"North\n"x\n'
    stream = Watched(began + b"y\n" * 10)
    next(iter(rows.Rows(stream, path=Path("docket.csv"))))
    assert stream.tell() == len(began)


def test_a_quote_left_open_before_a_line_in_another_encoding_takes_only_its_own_line(target: Path) -> None:
    taken = take(target, b'case_id,office,court\nSYN-1,North,"C1\nC\xf4te\nSYN-2,North,C2\n')
    assert ids(target) == ["SYN-2"]
    assert ["quote" in row["reason"] for row in quarantined(taken)] == [True, False]


class Failing(io.BytesIO):
    """A stream on a disk that breaks at the second line."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().readline(size)


def test_a_disk_that_fails_while_it_is_read_is_told_of_with_the_file() -> None:
    read = rows.Rows(Failing(b"case_id,office\nSYN-1,North\n"), path=Path("docket.csv"))
    with pytest.raises(DocketError, match=r"^docket\.csv: could not be read: Input/output error; copy it again"):
        list(read)


class TestRepeatedIds:
    def test_every_row_of_a_repeated_id_is_quarantined_and_names_the_others(self, target: Path) -> None:
        taken = take(target, "case_id,office\nSYN-1,North\nSYN-2,North\n SYN-1,South\nSYN-3,North\nSYN-1,North\n")
        assert ids(target) == ["SYN-2", "SYN-3"]
        assert [(row["row"], row["line"], row["value"]) for row in quarantined(taken)] == [
            ("1", "2", "SYN-1"), ("3", "4", "SYN-1"), ("5", "6", "SYN-1"),
        ]  # fmt: skip
        assert "stands 3 times: also on row 1 (line 2), row 5 (line 6);" in quarantined(taken)[1]["reason"]
        assert reconciles(taken, target)

    def test_rows_without_an_id_repeat_nothing(self, target: Path) -> None:
        take(target, "case_id,office\n,North\n,North\nNone,North\n")
        assert ids(target) == ["None"]

    def test_they_are_found_over_batches(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(canonical, "BATCH", 3)
        lines = "".join(f"SYN-{n % 10},North\n" for n in range(19))
        taken = take(target, f"case_id,office\n{lines}")
        assert ids(target) == ["SYN-9"]
        assert [int(row["row"]) for row in quarantined(taken)] == [n for n in range(1, 20) if n != 10]

    def test_a_row_without_an_office_still_casts_doubt_on_its_id(self, target: Path) -> None:
        taken = take(target, "case_id,office\nSYN-1,\nSYN-1,North\nSYN-2,North\n")
        assert ids(target) == ["SYN-2"]
        reasons = [row["reason"] for row in quarantined(taken)]
        assert reasons[0] == "the row has no office"
        assert "also on row 1 (line 2);" in reasons[1]

    def test_ids_that_are_not_the_same_text_are_not_the_same(self, target: Path) -> None:
        take(target, "case_id,office\nSYN-1,North\nsyn-1,North\nSYN-01,North\n")
        assert len(ids(target)) == 3

    def test_many_others_are_counted_and_not_all_named(self, target: Path) -> None:
        taken = take(target, "case_id,office\n" + "SYN-1,North\n" * 1000)
        first, *_, last = (row["reason"] for row in quarantined(taken))
        assert "stands 1,000 times: also on row 2 (line 3), row 3 (line 4)" in first
        assert "stands 1,000 times: also on row 1 (line 2), row 2 (line 3)" in last
        assert all("and 994 more; nothing says which row is right" in said for said in (first, last))
        assert taken.about.taken == 0


class TestQuarantineFile:
    def test_it_is_a_header_alone_where_every_row_was_taken(self, target: Path) -> None:
        taken = take(target, "case_id,office\nSYN-1,North\n")
        assert taken.quarantine == target.with_name("docket.parquet.quarantine.csv")
        assert taken.quarantine.read_text() == "row,line,case_id,column,value,reason,remedy\n"

    def test_it_is_safe_to_open_in_a_spreadsheet(self, target: Path) -> None:
        taken = take(target, 'case_id,office\n"=HYPERLINK(1)",\n@x,North,\n+1,\n\uff1d1,\n')
        assert [row["case_id"] for row in quarantined(taken)] == ["'=HYPERLINK(1)", "'@x", "'+1", "'\uff1d1"]
        assert quarantined(taken)[1]["value"] == "'@x,North,"

    def test_it_is_in_the_order_of_the_file(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(canonical, "BATCH", 2)
        taken = take(target, "case_id,office\nA,N\n,N\nB\nA,N\nC,\n")
        assert [row["row"] for row in quarantined(taken)] == ["1", "2", "3", "4", "5"]

    def test_nothing_unprintable_gets_into_it(self, target: Path) -> None:
        taken = take(target, b"case_id,office,court\nSYN-1,,\x1b[31m\nSYN\x1b[2J,North,C\nSYN-3,\xff\x00\r\x85,C\n")
        text = taken.quarantine.read_bytes().decode().replace("\r\n", "")
        assert text.isprintable()

"""Rows are split at TAB and LF and nowhere else, whatever bytes stand between."""

from hashlib import sha256
from pathlib import Path

import pytest

from evenhand.docket.eoir import rows
from evenhand.docket.eoir.rows import Rows, decode
from evenhand.docket.table import DocketError

WANTED = {"id": ("ID",), "word": ("Word", "WORT")}


def read(path: Path, data: bytes) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], Rows]:
    path.write_bytes(data)
    table = Rows(path, wanted=WANTED)
    batches = list(table.batches())
    whole = [row for batch in batches for row in batch.whole.rows()]
    ragged = [row for batch in batches for row in batch.ragged.rows()]
    return whole, ragged, table


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Discretion \x96 Admin", "Discretion \u2013 Admin"),
        (b"\x93quoted\x94", "\u201cquoted\u201d"),
        (b"CO\xd1EJO", "CO\u00d1EJO"),
        (b"\x81\x8d\x8f\x90\x9d", "\x81\x8d\x8f\x90\x9d"),
        (b"a\0b\0", "ab"),
    ],
)
def test_bytes_are_windows_1252_and_latin_1_where_that_is_undefined(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_every_byte_decodes_to_one_character_of_its_own() -> None:
    assert len({decode(bytes([byte])) for byte in range(1, 256)}) == 255


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"  \r\n"])
def test_lines_end_in_lf_or_crlf_and_may_be_padded(tmp_path: Path, end: bytes) -> None:
    whole, _, _ = read(tmp_path / "t", end.join([b"ID\tOther\tWord", b"1\tx\tSP ", b"2\ty\tENG", b""]))
    assert whole == [(2, "1", "SP"), (3, "2", "ENG")]


def test_the_last_row_needs_no_line_end(tmp_path: Path) -> None:
    whole, _, _ = read(tmp_path / "t", b"ID\tWord\n1\tx")
    assert whole == [(2, "1", "x")]


def test_a_carriage_return_inside_a_field_ends_no_row(tmp_path: Path) -> None:
    whole, _, _ = read(tmp_path / "t", b"ID\tWord\tOther\r\n1\tx\ry\t\r\r\n2\t\r\tz\r\n")
    assert whole == [(2, "1", "x\ry"), (3, "2", None)]


def test_quotes_are_data(tmp_path: Path) -> None:
    whole, _, _ = read(tmp_path / "t", b'ID\tWord\n1\t"x\n2\ty"\n')
    assert whole == [(2, "1", '"x'), (3, "2", 'y"')]


@pytest.mark.parametrize("said", ["", "  ", "N/A", "n/a", "b6", "A.2.a", "??", "\0", " \r"])
def test_what_stands_for_nothing_is_nothing(tmp_path: Path, said: str) -> None:
    whole, _, _ = read(tmp_path / "t", f"ID\tWord\n1\t{said}\n".encode())
    assert whole == [(2, "1", None)]


def test_a_control_character_is_a_value(tmp_path: Path) -> None:
    assert read(tmp_path / "t", b"ID\tWord\n1\t\x1b\n")[0] == [(2, "1", "\x1b")]


def test_rows_of_another_width_are_ragged_and_take_no_other_row_with_them(tmp_path: Path) -> None:
    whole, ragged, table = read(tmp_path / "t", b"ID\tWord\n1\ta\tb\n2\n3\tc\n")
    assert whole == [(4, "3", "c")]
    assert [(row[0], row[1], row[2]) for row in ragged] == [(2, 3, "1"), (3, 1, "2")]
    assert table.rows == 3


def test_an_empty_line_is_no_row_and_is_counted(tmp_path: Path) -> None:
    whole, ragged, table = read(tmp_path / "t", b"ID\tWord\n\n1\ta\n\0\r\n")
    assert (len(whole), len(ragged), table.rows, table.blank_lines) == (1, 0, 1, 2)


def test_columns_are_found_by_name_in_any_order_case_and_spelling(tmp_path: Path) -> None:
    assert read(tmp_path / "t", b"wort\tother\tId \r\na\tb\t7\r\n")[0] == [(2, "7", "a")]


def test_a_utf_8_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert read(tmp_path / "t", b"\xef\xbb\xbfID\tWord\n1\ta\n")[0] == [(2, "1", "a")]


def test_a_missing_column_is_named_with_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"column \[Word\] is missing; the header has \[ID\], \[Other\]"):
        read(tmp_path / "t", b"ID\tOther\n")


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"column \[Word\] stands twice"):
        read(tmp_path / "t", b"ID\tWord\tWORT\n")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match="the file is empty"):
        read(tmp_path / "t", b"")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocketError, match=r"gone: could not be read: No such file"):
        list(Rows(tmp_path / "gone", wanted=WANTED).batches())


def test_a_file_without_lines_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "CHUNK", 64)
    monkeypatch.setattr(rows, "LONGEST", 256)
    with pytest.raises(DocketError, match="a line has more than 256 bytes"):
        read(tmp_path / "t", b"ID\tWord\n" + b"x" * 1000)


@pytest.mark.parametrize("chunk", [1, 2, 7, 64])
def test_chunks_of_any_size_give_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    data = b"ID\tWord\r\n" + b"".join(b"%d\tword%d\r\n" % (n, n) for n in range(20)) + b"20\tlast"
    whole, _, _ = read(tmp_path / "t", data)
    monkeypatch.setattr(rows, "CHUNK", chunk)
    assert read(tmp_path / "t", data)[0] == whole
    assert [row[0] for row in whole] == list(range(2, 23))


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    data = b"ID\tWord\r\n1\t\0\r\n"
    assert read(tmp_path / "t", data)[2].hash == sha256(data).hexdigest()

"""Text in a CSV file for people never becomes a formula."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.presentation import sheets


@pytest.mark.parametrize(
    "start", list("=+-@\t\r\n\0") + list("\uff1d\uff0b\uff0d\uff20") + list("\ufe66\ufe62\ufe63\ufe6b\u2212")
)
def test_a_text_that_could_start_a_formula_gets_an_apostrophe(start: str) -> None:
    assert sheets.safe(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("before", [" ", "  ", "\u00a0", "\ufeff", "\u200b", " \t"])
def test_what_a_spreadsheet_may_pass_over_hides_no_formula(before: str) -> None:
    assert sheets.safe(f"{before}=1+1").startswith("'")


@pytest.mark.parametrize("text", ["", " ", "Boston", "1974-04-12", "12", "a=b", "a@b", "'=1", "Peña", "…", "½"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sheets.safe(text) == text


def test_true_numbers_stay_numbers_and_numbers_in_text_do_not() -> None:
    numbers: list[sheets.Cell] = [-5, -0.5, Decimal("-1.50")]
    assert [sheets.cell(number) for number in numbers] == numbers
    assert sheets.cell("-5") == "'-5"


def test_truths_days_and_blanks_are_written_as_dockets_write_them() -> None:
    assert [sheets.cell(value) for value in (True, False, date(2011, 11, 17), None)] == [
        "true",
        "false",
        "2011-11-17",
        "",
    ]


def test_a_table_is_written_with_its_header_made_safe_too() -> None:
    stream = io.StringIO()
    sheets.write(stream, header=["case_id", "=reason"], rows=[["SYN-1", 'a "quoted", text'], [-3, "@x"]])
    assert stream.getvalue() == 'case_id,\'=reason\r\nSYN-1,"a ""quoted"", text"\r\n-3,\'@x\r\n'


def test_half_a_character_does_not_stop_a_file_from_being_written(tmp_path: Path) -> None:
    sheets.save(tmp_path / "a.csv", header=["value"], rows=[["caf\udce9"], ["Peña"]])
    assert (tmp_path / "a.csv").read_bytes() == "value\r\ncaf\\udce9\r\nPeña\r\n".encode()


@pytest.mark.parametrize("text", ["a\r=1+1", "a\n=1+1", "a\r\n=1+1", 'a"\r=1+1'])
def test_a_line_break_inside_a_cell_begins_no_row(text: str) -> None:
    stream = io.StringIO(newline="")
    sheets.write(stream, header=["a", "b"], rows=[[text, ""]])
    assert stream.getvalue().removeprefix("a,b\r\n").startswith('"a')


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_text_ever_starts_a_formula_and_every_row_comes_back(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    sheets.write(stream, header=["a", "b"], rows=rows)
    stream.seek(0)
    back = list(csv.reader(stream))[1:]
    assert back == [[sheets.safe(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) for row in back for cell in row)

"""YAML is read as plain text with places, and everything clever in it is refused."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from evenhand.docket import strict_yaml
from evenhand.docket.strict_yaml import DocumentError, Fields, Text, load, loads

QUICK = 2.0  # seconds; a guess at a slow shared machine, while a runaway takes minutes

REFUSED = {
    "an anchor": ("a: &x 1", "line 1, column 4: anchors and aliases"),
    "an anchored mapping": ("&x\na: 1", "line 1, column 1: anchors and aliases"),
    "an alias": ("a: 1\nb: *x", "line 2, column 4: anchors and aliases"),
    "an alias for a key": ("*x : 1", "line 1, column 1: anchors and aliases"),
    "a tag": ("a: !!int 1", "line 1, column 4: tags"),
    "a tag of nothing": ("a: ! 1", "line 1, column 4: tags"),
    "a tag that builds objects": ("a: !!python/object/apply:os.getcwd []", "line 1, column 4: tags"),
    "a repeated key": ("a: 1\nb: 2\na: 3", r"line 3, column 1: \[a\] stands twice"),
    "a repeated key in depth": ("a:\n  b: 1\n  b: 2", r"line 3, column 3: \[b\] stands twice"),
    "a list for a key": ("? [a]\n: b", "line 1, column 3: a key must be plain text"),
    "a mapping for a key": ("{{a: b}: c}", "line 1, column 2: a key must be plain text"),
    "two documents": ("a: 1\n---\nb: 2", "line 2, column 1: a second document begins"),
    "a tab for indentation": ("a:\n\tb: 1", "line 2, column 1: not readable as YAML"),
    "an open quote": ("a: 'x", "line 1, column 6: not readable as YAML"),
    "a NUL": ("a: 1\nb: \0", r"line 2, column 4: the character U\+0000 is not allowed"),
    "a bell": ("a: b\nc: \x07d", r"line 2, column 4: the character U\+0007 is not allowed"),
    "half a character": ("a: 1\nb: \ud800", "line 2, column 4: half a character"),
    "half a character, escaped": ('a: "\\ud800"', "line 1, column 7: not readable as YAML"),
    "nothing": ("", "the document is empty"),
    "only a comment": ("# nothing yet\n", "the document is empty"),
    "100,000 brackets": ("[" * 100_000, "line 1, column 10: nested more than 8 deep"),
    "100,000 closed brackets": ("[" * 100_000 + "]" * 100_000, "line 1, column 10: nested more than 8 deep"),
    "100,000 braces": ("{a: " * 100_000, "line 1, column 34: nested more than 8 deep"),
    "100,000 dashes": ("- " * 100_000, "line 1, column 19: nested more than 8 deep"),
    "100,000 question marks": ("? " * 100_000, "line 1, column 19: nested more than 8 deep"),
    "deep indentation": ("".join(f"{' ' * depth}a:\n" for depth in range(500)), "line 9, column 9: nested more than 8"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_its_place_and_quickly(text: str, said: str) -> None:
    began = perf_counter()
    with pytest.raises(DocumentError, match=said):
        loads(text)
    assert perf_counter() - began < QUICK


@pytest.mark.parametrize(
    "written", ["1.10", "no", "yes", "~", "null", "0x10", "010", "1e3", "2011-11-17", ".inf", "true"]
)
def test_every_scalar_stays_the_text_it_was_written_as(written: str) -> None:
    assert loads(f"cite: {written}") == {"cite": written}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert loads("<<: {a: 1}") == {"<<": {"a": "1"}}


def test_lists_and_mappings_keep_their_order() -> None:
    document = loads("b: [3, 1]\na: {d: 1, c: 2}")
    assert list(document) == ["b", "a"]
    assert document == {"b": ["3", "1"], "a": {"d": "1", "c": "2"}}


def test_eight_levels_are_read() -> None:
    assert loads("[" * 8 + "a" + "]" * 8) == [[[[[[[["a"]]]]]]]]


def test_a_byte_order_mark_at_the_start_is_passed_over() -> None:
    assert loads("\ufeffa: 1") == {"a": "1"}


def test_every_text_knows_its_place() -> None:
    document = loads("a:\n  - x\n  - 'y'\n")
    assert isinstance(document, dict)
    texts = [*document, *next(iter(document.values()))]
    assert [(text.line, text.column) for text in texts if isinstance(text, Text)] == [(1, 1), (2, 5), (3, 5)]


@given(st.text(max_size=200) | st.text(alphabet="a:-[]{}&*!?'\"|>%@#,\n \\\t", max_size=60))
@example("\x85")
@example("%YAML 9.9\n---\na")
def test_any_text_is_read_or_refused_and_nothing_else_escapes(text: str) -> None:
    try:
        node = loads(text)
    except DocumentError:
        pass
    else:
        assert isinstance(node, Text | list | dict)


class TestFiles:
    def test_a_file_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("a: 1\r\nb: 2\r\n")
        assert load(tmp_path / "a.yaml") == {"a": "1", "b": "2"}

    def test_a_400_kilobyte_file_is_refused_unread(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"a: 1\n" * 80_000)
        began = perf_counter()
        with pytest.raises(DocumentError, match=r"a\.yaml: the file has 400,000 bytes; at most 300,000 are read"):
            load(tmp_path / "a.yaml")
        assert perf_counter() - began < QUICK

    def test_invalid_utf_8_is_refused_with_its_place(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes("a: é\nb: ".encode() + b"\xff\n")
        with pytest.raises(DocumentError, match=r"a\.yaml: line 2, column 4: not UTF-8; save the file as UTF-8"):
            load(tmp_path / "a.yaml")

    def test_a_problem_in_a_file_names_the_file_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("a: 1\na: 2")
        with pytest.raises(DocumentError) as caught:
            load(tmp_path / "a.yaml")
        assert str(caught.value) == f"{tmp_path / 'a.yaml'}: line 2, column 1: [a] stands twice; keep one"

    def test_a_missing_file_or_a_folder_is_said_in_words(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match="No such file"):
            load(tmp_path / "none.yaml")
        with pytest.raises(DocumentError, match="directory"):
            load(tmp_path)


def fields(text: str) -> Fields:
    return Fields(loads(text), what="the thing")


WRONG_FIELDS = {
    "no mapping": (lambda: fields("\n- a"), "line 2, column 3: the thing must be a mapping"),
    "missing": (lambda: fields("a: 1").text("b"), r"the thing: \[b\] is missing"),
    "not text": (lambda: fields("a: [1]").text("a"), r"line 1, column 5: the thing: \[a\] must be plain text"),
    "not a mapping": (lambda: fields("a: x").mapping("a"), r"line 1, column 4: the thing: \[a\] must be a mapping"),
    "not a list": (lambda: fields("a: x").items("a"), r"line 1, column 4: the thing: \[a\] must be a list"),
    "a list of lists": (lambda: fields("a: [[x]]").texts("a"), r"the thing: \[a\] must be a list of plain texts"),
    "not a choice": (lambda: fields("a: x").choice("a", ("y", "z")), r"\[a\] is \[x\]; it must be one of y, z"),
    "left over": (lambda: fields("a: 1\nbee: 2").end(), r"line 1, column 1: the thing: \[a\] is not a field here"),
}


@pytest.mark.parametrize(("take", "said"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_wrong_field_is_refused_with_its_place(take, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DocumentError, match=said):
        take()


def test_fields_that_are_taken_leave_nothing_over() -> None:
    some = fields("a: 1\nb: [x, y]\nc: {d: e}")
    assert (some.text("a"), some.texts("b"), some.mapping("c"), some.text("f", "none")) == (
        "1",
        ("x", "y"),
        {"d": "e"},
        "none",
    )
    some.end()


def test_the_c_parser_and_the_plain_one_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a: [1, {b: c}]", "cite: 1.10", "a: &x 1", "a: 1\na: 2", "a: b\nc: \0", "x: 'é'"]
    fast = [_said(text) for text in texts]
    monkeypatch.setattr(strict_yaml, "LOADER", yaml.SafeLoader)
    assert [_said(text) for text in texts] == fast


def _said(text: str) -> object:
    try:
        return loads(text)
    except DocumentError as error:
        return str(error)

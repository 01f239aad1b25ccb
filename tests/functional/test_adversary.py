"""Edition files from a stranger: each is refused with its place and what was expected, or read right, and soon."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import pytest

from evenhand.docket.facts import Dictionary, load_dictionary
from evenhand.docket.strict_yaml import MOST_BYTES, DocumentError
from evenhand.policy import condition, document
from evenhand.policy.condition import LONGEST, Constant

SOON = 10  # seconds; a guess far above what any of these needs, and far below a runaway
PARAMETERS: dict[str, Constant] = {"elder_age": 65, "multiple": 2}
EDITION = """\
edition: hostile-2012
kind: lists
title: A hostile edition
issued_by: A stranger
in_force: [{from: 2011-11-17}]
scope: not detained
parameters:
  elder_age: {value: 65, cite: II.B, checked_on: 2012-01-02}
favorable:
  elder:
    text: Over 65
    cite: II.B
    wording: quoted
    when: age > elder_age
"""


@cache
def dictionary() -> Dictionary:
    return load_dictionary()


def parsed(text: str) -> str:
    return repr(condition.parse(text, dictionary=dictionary(), parameters=PARAMETERS))


def loaded(name: str) -> str:
    edition = document.load(name, dictionary())
    return json.dumps({"title": edition.title, "cites": [reason.cite for reason in edition.reasons]})


def answer(ask: Callable[[str], str], text: str) -> tuple[str, str, list[str]]:
    """What came of it, in a word and in full, and what was warned of."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            said, full = "read", ask(text)
        except DocumentError as error:
            said, full = type(error).__name__, str(error)
        except BaseException as error:  # whatever else escapes is what these tests look for
            said, full = f"escaped: {type(error).__name__}", str(error)
    return said, full, [str(one.message) for one in warned]


@pytest.fixture(scope="module")
def stranger() -> Iterator[Pool]:
    """A process of its own, so that what hangs or crashes takes only that down."""
    with get_context("spawn").Pool(1) as pool:
        pool.apply(dictionary)
        yield pool


def asked(stranger: Pool, ask: Callable[[str], str], text: str) -> tuple[str, str]:
    said, full, warned = stranger.apply_async(answer, (ask, text)).get(timeout=SOON)
    assert warned == []
    return said, full


TOO_LONG = f"at character {LONGEST + 1} "
TOO_DEEP = "too long or too deep: at most 400 words and 20 brackets in one another"
NOT_OURS = "not part of the language of conditions"
NO_PART = "expected a fact, a comparison, and, or, not"
NO_EXPRESSION = "not an expression; use and, or, not, comparisons and lists"
NO_FACT = "not a fact of the dictionary nor a parameter of this edition"

CONDITIONS = {
    "100,000 nots": (
        "not " * 100_000 + "detained",
        f"{TOO_LONG}[not not not not not not not no]: the condition has 400,008",
    ),
    "100,000 dots": (
        "." * 100_000,
        f"{TOO_LONG}[{'.' * 30}]: the condition has 100,000 characters; at most 2,000 are read",
    ),
    "100,000 brackets": ("(" * 100_000, f"{TOO_LONG}[{'(' * 30}]: the condition has 100,000 characters"),
    "100,000 closed brackets": (
        "(" * 100_000 + "detained" + ")" * 100_000,
        f"{TOO_LONG}[{'(' * 30}]: the condition has",
    ),
    "a chain of 400 kB": ("convictions" + " < 1" * 100_000, f"{TOO_LONG}["),
    "400 kB of spaces within": ("not" + " " * 400_000 + "detained", f"{TOO_LONG}["),
    "as many nots as fit": ("not " * 390 + "detained", "at character 1: too deep: at most 20 steps in one another"),
    "more words than fit": ("1<" * 201 + "1", f"at character 401 [1]: {TOO_DEEP}"),
    "as many dots as fit": ("." * 2_000, f"at character 1 [{'.' * 30}]: {NOT_OURS}"),
    "as many brackets as fit": ("(" * 2_000, f"at character 21 [(]: {TOO_DEEP}"),
    "lists within lists": ("[" * 300 + "]" * 300, f"at character 21 [[]: {TOO_DEEP}"),
    "a chain that fits": (
        "age > " * 190 + "1",
        "at character 7 [age]: a fact is compared with a constant or a parameter",
    ),
    "as many digits as fit": (
        "convictions > " + "9" * 1_900,
        f"at character 15 [{'9' * 30}]: expected a whole number from 0",
    ),
    "a name as long as fits": ("a" * 2_000, f"at character 1 [{'a' * 30}]: {NO_FACT}"),
    "a closing bracket": ("detained)", f"at character 9 [)]: {NO_EXPRESSION}"),
    "closing before opening": ("))((", f"at character 1 [))((]: {NO_EXPRESSION}"),
    "an open bracket": ("(detained", f"at character 1 [(detained]: {NO_EXPRESSION}"),
    "nothing in brackets": ("()", f"at character 1 [()]: {NO_PART}"),
    "a dunder name": ("__import__", f"at character 1 [__import__]: {NO_FACT}"),
    "a dunder call": ("__import__('os')", f"at character 1 [__import__('os')]: {NO_PART}"),
    "a dunder attribute": ("detained.__class__", f"at character 9 [.__class__]: {NOT_OURS}"),
    "a call": ("detained(1)", f"at character 1 [detained(1)]: {NO_PART}"),
    "a call within": ("detained and exec('1')", f"at character 14 [exec('1')]: {NO_PART}"),
    "a subscript": ("detained[0]", f"at character 1 [detained[0]]: {NO_PART}"),
    "an attribute": ("detained .real", f"at character 10 [.real]: {NOT_OURS}"),
    "a lambda": ("lambda: detained", f"at character 7 [: detained]: {NOT_OURS}"),
    "a lambda in brackets": ("(lambda x: x)(1)", f"at character 10 [: x)(1)]: {NOT_OURS}"),
    "an f-string": ("f'{detained}'", f"at character 1 [f'{{detained}}']: {NOT_OURS}"),
    "bytes": ("stage == b'pending'", f"at character 10 [b'pending']: {NOT_OURS}"),
    "raw bytes": ("stage == rb'pending'", f"at character 11 [b'pending']: {NOT_OURS}"),
    "three quotes": ("stage == '''pending'''", f"at character 10 ['''pending''']: {NOT_OURS}"),
    "two texts in a row": ("stage == 'pend' 'ing'", f"at character 10 ['pend' 'ing']: {NOT_OURS}"),
    "two texts in a list": ("stage in ('appeal' \"ended\")", f"at character 11 ['appeal' \"ended\")]: {NOT_OURS}"),
    "a fact after a letter of two bytes": ("stage == 'é' or x", "at character 10 ['é']: expected one of"),
    "an escape": (r"stage == 'pend\x69ng'", f"at character 10 ['pend\\x69ng']: {NOT_OURS}"),
    "an open quote": ("stage == 'pending", f"at character 10 ['pending]: {NOT_OURS}"),
    "a walrus": ("(x := detained)", f"at character 4 [:= detained)]: {NOT_OURS}"),
    "an assignment": ("detained = 1", f"at character 10 [= 1]: {NOT_OURS}"),
    "a choice": ("detained if detained else detained", f"at character 1 [detained if detained else deta]: {NO_PART}"),
    "a comprehension": ("[detained for x in (1, 2)]", f"at character 1 [[detained for x in (1, 2)]]: {NO_PART}"),
    "a generator": ("(x for x in (1, 2))", f"at character 1 [(x for x in (1, 2))]: {NO_PART}"),
    "a dictionary": ("{1: 2}", f"at character 1 [{{1: 2}}]: {NOT_OURS}"),
    "a star": ("convictions in (*x,)", f"at character 17 [*x,)]: {NOT_OURS}"),
    "a yield": ("(yield)", f"at character 2 [yield]: {NO_PART}"),
    "an await": ("await detained", f"at character 1 [await detained]: {NO_PART}"),
    "two statements": ("detained; detained", f"at character 9 [; detained]: {NOT_OURS}"),
    "two lines": ("detained\nimport os", f"at character 10 [import os]: {NO_EXPRESSION}"),
    "a comment": ("detained # and so on", f"at character 10 [# and so on]: {NOT_OURS}"),
    "a pair": ("detained, detained", f"at character 1 [detained, detained]: {NO_PART}"),
    "arithmetic": ("convictions + 1 > 2", f"at character 13 [+ 1 > 2]: {NOT_OURS}"),
    "a negative number": ("convictions > -1", f"at character 15 [-1]: {NOT_OURS}"),
    "bitwise and": ("detained & detained", f"at character 10 [& detained]: {NOT_OURS}"),
    "a power": ("convictions < 10**400", f"at character 17 [**400]: {NOT_OURS}"),
    "infinity": ("convictions < 1e309", f"at character 15 [1e309]: {NOT_OURS}"),
    "a decimal": ("convictions < 1.5", f"at character 15 [1.5]: {NOT_OURS}"),
    "a hexadecimal": ("convictions < 0x10", f"at character 15 [0x10]: {NOT_OURS}"),
    "an underscore in a number": ("convictions < 1_000", f"at character 15 [1_000]: {NOT_OURS}"),
    "an imaginary number": ("convictions < 1j", f"at character 15 [1j]: {NOT_OURS}"),
    "a number run into a word": ("convictions < 1or detained", f"at character 15 [1or detained]: {NOT_OURS}"),
    "a leading nought": ("convictions < 010", NO_EXPRESSION),
    "a number too large": (
        "convictions < 1000001",
        "at character 15 [1000001]: expected a whole number from 0 to 1,000,000",
    ),
    "identity": ("convictions is 1", "at character 1 [convictions is 1]: expected < <= > >= == != in, or not in"),
    "a constant alone": ("True", f"at character 1 [True]: {NO_PART}"),
    "a number alone": ("1", f"at character 1 [1]: {NO_PART}"),
    "a text alone": ("'pending'", f"at character 1 ['pending']: {NO_PART}"),
    "three dots": ("...", f"at character 1 [...]: {NOT_OURS}"),
    "a Cyrillic letter": ("detaіned", f"at character 5 [іned]: {NOT_OURS}"),
    "a full-width letter": ("ｄetained", f"at character 1 [ｄetained]: {NOT_OURS}"),
    "a full-width digit": ("convictions > １", f"at character 15 [１]: {NOT_OURS}"),
    "a full-width sign": ("convictions ＞ 1", f"at character 13 [＞ 1]: {NOT_OURS}"),
    "a ligature": ("oﬀice", f"at character 2 [ﬀice]: {NOT_OURS}"),
    "a joiner without width": ("detai\u200dned", f"at character 6 [\u200dned]: {NOT_OURS}"),
    "a right-to-left override": ("\u202edetained", f"at character 1 [\u202edetained]: {NOT_OURS}"),
    "a space that does not break": ("not\u00a0detained", f"at character 4 [\u00a0detained]: {NOT_OURS}"),
    "a byte order mark": ("\ufeffdetained", f"at character 1 [\ufeffdetained]: {NOT_OURS}"),
    "a NUL": ("detained\0", f"at character 9 [\0]: {NOT_OURS}"),
    "a bell": ("detained \a", f"at character 10 [\a]: {NOT_OURS}"),
    "a form feed": ("\fdetained", f"at character 1 [\fdetained]: {NOT_OURS}"),
    "a line separator": ("detained\u2028or resident", f"at character 9 [\u2028or resident]: {NOT_OURS}"),
    "half a character": ("stage == '\ud800'", "at character 1"),
    "only spaces": (" \t\r\n ", "at character 1: the condition is empty"),
}


@pytest.mark.parametrize(("text", "said"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_hostile_condition_is_refused_with_its_place(stranger: Pool, text: str, said: str) -> None:
    outcome, full = asked(stranger, parsed, text)
    assert outcome == "ConditionError"
    assert said in full


READ_CONDITIONS = {
    "as many parts as fit": " or ".join(["detained"] * 166),
    "as many brackets in one another as are read": "(" * 20 + "detained" + ")" * 20,
    "as many nots as are read": "not " * 18 + "detained",
    "tabs, line ends and spaces": "\tnot\r\n  detained \n",
    "a quote of the other kind": 'stage == "pending"',
    "no space but one": "not(detained)or(age>65)and(convictions in[1,2])",
}


@pytest.mark.parametrize("text", READ_CONDITIONS.values(), ids=READ_CONDITIONS)
def test_an_odd_but_sound_condition_is_read(stranger: Pool, text: str) -> None:
    outcome, full = asked(stranger, parsed, text)
    assert (outcome, full) == ("read", repr(condition.parse(text, dictionary=dictionary(), parameters=PARAMETERS)))


def with_line(text: str) -> bytes:
    return f"{EDITION}{text}\n".encode()


def with_reason(fields: str) -> bytes:
    return EDITION.replace("    cite: II.B\n", f"    {fields}\n").encode()


FILES = {
    "nothing": (b"", "the document is empty"),
    "only a comment": (b"# to come\n", "the document is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "line 1, column 1: not UTF-8; save the file as UTF-8"),
    "a list": (b"- a\n- b\n", "line 1, column 3: the edition must be a mapping of names to values"),
    "a text": (b"edition", "line 1, column 1: the edition must be a mapping of names to values"),
    "over 300 kB": (EDITION.encode() + b"#" * MOST_BYTES, "bytes; at most 300,000 are read"),
    "100,000 nots": (with_reason(f"when: {'not ' * 74_000}detained"), "line 14, column 5: [when] stands twice"),
    "as many nots as a file holds": (
        EDITION.replace("age > elder_age", "not " * 74_000 + "detained").encode(),
        "line 14, column 11: favorable [elder]: at character 2001 [not not not not not not not no]: the condition has",
    ),
    "a bad condition on a later line": (
        EDITION.replace("age > elder_age", ">-\n      age > elder_age\n      and agee < 3").encode(),
        "line 14, column 11: favorable [elder]: at character 21 [agee]: not a fact",
    ),
    "an anchor": (with_line("title2: &a x"), "line 15, column 9: anchors and aliases (& and *) are not allowed"),
    "an alias": (with_line("sources: *a"), "line 15, column 10: anchors and aliases (& and *) are not allowed"),
    "a billion laughs": (
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
        "line 1, column 4: anchors and aliases (& and *) are not allowed",
    ),
    "a tag": (with_line("sources: !!python/object/apply:os.getcwd []"), "line 15, column 10: tags (tag:yaml.org"),
    "a merge key": (with_line("<<: {title: Another}"), "line 15, column 1: the edition: [<<] is not a field here"),
    "a merge key in a reason": (with_reason("<<: {cite: II.C}"), "favorable [elder]: [cite] is missing"),
    "a repeated field": (with_line("title: Another"), "line 15, column 1: [title] stands twice; keep one"),
    "a repeated reason": (
        with_line("priorities:\n  a: {}\n  a: {}"),
        "line 17, column 3: [a] stands twice; keep one",
    ),
    "a repeated parameter": (
        EDITION.replace(
            "favorable:", "  elder_age: {value: 60, cite: II.B, checked_on: 2012-01-02}\nfavorable:"
        ).encode(),
        "line 9, column 3: [elder_age] stands twice; keep one",
    ),
    "deep lists": (with_line(f"sources: {'[' * 50_000}"), "line 15, column 18: nested more than 8 deep"),
    "deep mappings": (with_line(f"sources: {'{a: ' * 50_000}"), "line 15, column 39: nested more than 8 deep"),
    "a tab for indentation": (with_line("sources:\n\ta: b"), "line 16, column 1: not readable as YAML"),
    "two documents": (EDITION.encode() + b"---\n" + EDITION.encode(), "line 15, column 1: a second document begins"),
    "a NUL": (with_line("sources: {a: \0}"), "line 15, column 14: the character U+0000 is not allowed"),
    "a control character": (
        with_line("sources: {a: \x1b[2J}"),
        "line 15, column 14: the character U+001B is not allowed",
    ),
    "not UTF-8": (EDITION.encode() + b"sources: {a: \xff}\n", "line 15, column 14: not UTF-8"),
    "UTF-16": (EDITION.encode("utf-16"), "line 1, column 1: not UTF-8"),
    "an overlong NUL": (EDITION.encode() + b"sources: {a: \xc0\x80}\n", "line 15, column 14: not UTF-8"),
    "an escaped NUL in a condition": (
        EDITION.replace("age > elder_age", '"age > 65\\0"').encode(),
        "line 14, column 11: favorable [elder]: at character 9 [\0]: not part of the language of conditions",
    ),
    "a name that leads elsewhere": (
        EDITION.replace("hostile-2012", "../../etc/passwd").encode(),
        "line 1, column 10: [../../etc/passwd] is not an edition's name: small letters, digits, . and - only",
    ),
    "a name that is hidden": (
        EDITION.replace("hostile-2012", ".hidden").encode(),
        "[.hidden] is not an edition's name",
    ),
    "a name in capitals": (EDITION.replace("hostile-2012", "Hostile").encode(), "[Hostile] is not an edition's name"),
    "a huge number": (EDITION.replace("value: 65", f"value: {'9' * 5_000}").encode(), "line 8, column 22: [99999"),
    "a power": (
        EDITION.replace("value: 65", "value: 10**400").encode(),
        "[10**400] is neither a whole number up to 1,000,000",
    ),
    "infinity": (
        EDITION.replace("value: 65", "value: 1e309").encode(),
        "[1e309] is neither a whole number up to 1,000,000",
    ),
    "a hexadecimal": (EDITION.replace("value: 65", "value: 0x41").encode(), "[0x41] is neither a whole number"),
    "underscores": (EDITION.replace("value: 65", "value: 1_000").encode(), "[1_000] is neither a whole number"),
    "other digits": (EDITION.replace("value: 65", "value: ٦٥").encode(), "[٦٥] is neither a whole number"),
    "a negative number": (EDITION.replace("value: 65", "value: -1").encode(), "[-1] is neither a whole number"),
    "a moment for a day": (
        EDITION.replace("2011-11-17", "2011-11-17T00:00:00Z").encode(),
        "line 5, column 19: [2011-11-17T",
    ),
    "a day that is none": (
        EDITION.replace("2012-01-02", "2012-02-30").encode(),
        "line 8, column 50: [2012-02-30] is not a day",
    ),
    "a look-alike field": (with_line("sоurces: {}"), "line 15, column 1: the edition: [sоurces] is not a field here"),
    "a look-alike reason": (EDITION.replace("elder:", "eldеr:").encode(), "line 10, column 3: [eldеr] is not a name"),
    "an endless field": (
        with_line(f"{'x' * 900}: y"),
        f"line 15, column 1: the edition: [{'x' * 40}] is not a field here",
    ),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_a_hostile_file_is_refused_with_its_place(stranger: Pool, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "edition.yaml"
    path.write_bytes(content)
    outcome, full = asked(stranger, loaded, str(path))
    assert outcome == "DocumentError"
    assert full.startswith(f"{path}: ")
    assert said in full


ODD_FILES = {
    "a byte order mark": (b"\xef\xbb\xbf" + EDITION.encode(), "A hostile edition", "II.B"),
    "line ends of another system": (EDITION.replace("\n", "\r\n").encode(), "A hostile edition", "II.B"),
    "a citation like a number": (with_reason("cite: 1.10"), "A hostile edition", "1.10"),
    "a citation like a day": (with_reason("cite: 2011-11-17"), "A hostile edition", "2011-11-17"),
    "a citation like nothing": (with_reason("cite: ~"), "A hostile edition", "~"),
    "a title like a truth": (EDITION.replace("A hostile edition", "no").encode(), "no", "II.B"),
    "a title like another truth": (EDITION.replace("A hostile edition", "on").encode(), "on", "II.B"),
    "a title like a float": (EDITION.replace("A hostile edition", "1e309").encode(), "1e309", "II.B"),
    "a mark before the document": (f"---\n{EDITION}...\n".encode(), "A hostile edition", "II.B"),
    "as large as is read": (EDITION.encode().ljust(MOST_BYTES, b"#"), "A hostile edition", "II.B"),
    "a long title": (EDITION.replace("A hostile edition", "x" * 290_000).encode(), "x" * 290_000, "II.B"),
}


@pytest.mark.parametrize(("content", "title", "cite"), ODD_FILES.values(), ids=ODD_FILES)
def test_an_odd_but_sound_file_is_read_as_it_is_written(
    stranger: Pool, tmp_path: Path, content: bytes, title: str, cite: str
) -> None:
    path = tmp_path / "edition.yaml"
    path.write_bytes(content)
    outcome, full = asked(stranger, loaded, str(path))
    assert (outcome, json.loads(full)) == ("read", {"title": title, "cites": [cite]})


def test_a_file_of_nothing_but_reasons_is_read_soon(stranger: Pool, tmp_path: Path) -> None:
    fields = "text: t, cite: c, wording: quoted, when: age > 65"
    path = tmp_path / "edition.yaml"
    path.write_text(EDITION + "".join(f"  r{number}: {{{fields}}}\n" for number in range(4_500)))
    outcome, full = asked(stranger, loaded, str(path))
    assert (outcome, len(json.loads(full)["cites"])) == ("read", 4_501)


def test_a_name_near_thousands_of_others_is_refused_soon(stranger: Pool, tmp_path: Path) -> None:
    names = [f"{number:05}".translate(str.maketrans("0123456789", "abcdefghij")) * 10 for number in range(2_000)]
    lines = "".join(f"  {name}: {{value: 1, cite: c, checked_on: 2012-01-02}}\n" for name in names)
    path = tmp_path / "edition.yaml"
    path.write_text(
        EDITION.replace("favorable:", f"{lines}favorable:").replace("age > ", f"age > {'abcde' * 9}abcdz or age > ")
    )
    outcome, full = asked(stranger, loaded, str(path))
    assert outcome == "DocumentError"
    assert NO_FACT in full


NAMES = {
    "nothing": "",
    "a path that leads nowhere": "../../../../nowhere/edition.yaml",
    "a near miss": "ice-2011-11-71",
    "a folder without an edition": "/",
    "a device": "/dev/null",
    "a NUL": "ice\0",
    "half a character": "\ud800",
    "a name longer than any file's": "a" * 5_000,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_an_edition_that_is_not_there_is_refused_by_name(stranger: Pool, name: str) -> None:
    outcome, full = asked(stranger, loaded, name)
    assert outcome == "DocumentError"
    assert f"there is no edition [{name[:40]}" in full
    assert "the ones here: ice-2011-11-17" in full

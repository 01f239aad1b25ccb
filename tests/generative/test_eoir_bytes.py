"""Whatever bytes a release holds, a row is taken or quarantined, or the whole is refused in words."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from evenhand.docket import table
from evenhand.docket.eoir import read_release
from evenhand.docket.facts import load_dictionary
from evenhand.docket.table import DocketError
from public_format import CASES, CHARGES, HEADERS, PROCEEDINGS

DICTIONARY = load_dictionary()
FAILED = re.compile("nothing was changed|could not be joined")
WORDS = (
    b"", b" ", b"\0", b"\r", b"??", b"b6", b"1", b"2", b"3", b"03", b"N", b"D", b"Y", b"X", b"C", b"RMV", b"EXC",
    b"BAL", b"DEN", b"QQQ", b"4/1974", b"13/1974", b"1/0000", b"2001-05-06 00:00:00.000", b"2925-01-01", b"0000-00-00",
    b"212a06Ai", b"212a06A  ", b"\x81\x96\xff", b'"', b"=1+1", b"\x1b", b"9" * 30,
)  # fmt: skip
CELL = st.one_of(st.sampled_from(WORDS), st.binary(max_size=6))
ID = st.sampled_from((b"1", b"2", b"3", b"4", b"x", b""))
END = st.sampled_from((b"\n", b"\r\n"))


@st.composite
def rows(draw: st.DrawFn, name: str) -> bytes:
    """Rows of the right width, mostly, with ids that meet each other."""
    width, ids = len(HEADERS[name]), {CASES: (0,), PROCEEDINGS: (0, 1), CHARGES: (1, 2)}[name]
    cells = draw(st.lists(CELL, min_size=width, max_size=width))
    for place in ids:
        cells[place] = draw(ID)
    torn = draw(st.sampled_from((b"", b"", b"", b"", b"\t", b"\n", b"\0")))
    return b"\t".join(cells) + torn + draw(END)


@st.composite
def tables(draw: st.DrawFn, name: str) -> bytes:
    """A table as published, or any bytes at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200))
    header = "\t".join(HEADERS[name]).encode() + draw(END)
    return header + b"".join(draw(st.lists(rows(name), max_size=6)))


@given(st.fixed_dictionaries({name: tables(name) for name in HEADERS}))
def test_any_bytes_are_taken_quarantined_or_refused(release: dict[str, bytes]) -> None:
    with TemporaryDirectory() as name:
        folder, target = Path(name) / "EOIR 2012-0113", Path(name) / "docket.parquet"
        folder.mkdir()
        target.write_text("old")
        for one, data in release.items():
            (folder / f"{one}.csv").write_bytes(data)
        try:
            taken = read_release(folder, target, dictionary=DICTIONARY)
        except DocketError as error:
            assert not FAILED.search(str(error)), "a strange byte is no failure of the disk or of an engine"
            assert target.read_text() == "old"
            assert not target.with_name("docket.parquet.quarantine.csv").exists()
            return
        about = taken.about
        lines = [line for line in release[CASES].replace(b"\0", b"").split(b"\n")[1:] if line.strip(b" \r")]
        assert about.rows_in == len(lines) == about.taken + about.quarantined
        docket = table.scan(target, DICTIONARY).collect()
        assert docket.height == about.taken == docket["case_id"].n_unique()
        assert docket["office"].null_count() == 0
        assert docket["stage"].null_count() == sum(taken.stage_unknown.values())

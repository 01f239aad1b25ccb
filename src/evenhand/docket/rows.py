"""The rows of a CSV file, read in bounded memory: a row that is broken takes no other row with it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from evenhand.docket.quarantine import Refused, shown
from evenhand.docket.table import DocketError

LONGEST_ROW = 1_048_576  # bytes
LONGEST_CELL = 131_072  # characters
MOST_LINES = 20  # lines of one row, where a quoted cell holds line breaks
BOM = b"\xef\xbb\xbf"
LOOSE = ("descriptor_", "source_")  # besides the court, the only columns whose text may hold line breaks
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_OPEN = "unexpected end of data"  # what the strict csv reader says of a quote that is not closed


class Row(NamedTuple):
    """One sound row: its number below the header, the line it begins on, its cells."""

    number: int
    line: int
    cells: list[str]


class _BrokenRowError(Exception):
    def __init__(self, reason: str, remedy: str, *, value: str, case_id: str = "") -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.value, self.case_id = reason, remedy, value, case_id


class _Line(NamedTuple):
    number: int
    raw: bytes


class _Lines:
    """The lines of a stream, hashed as they pass; what is longer than a row may be is cut off."""

    def __init__(self, stream: BinaryIO, *, path: Path) -> None:
        self.stream, self.path = stream, path
        self.hash, self.size, self.number = sha256(), 0, 0
        self.back: deque[_Line] = deque()

    def next(self) -> _Line | None:
        if self.back:
            return self.back.popleft()
        raw = cut = self._read()
        while len(cut) > LONGEST_ROW and not cut.endswith(b"\n"):
            cut = self._read()
        self.number += 1
        return _Line(self.number, raw) if raw else None

    def _read(self) -> bytes:
        try:
            piece = self.stream.readline(LONGEST_ROW + 1)
        except OSError as error:
            raise DocketError(f"{self.path}: could not be read: {error.strerror or error}; copy it again") from error
        self.hash.update(piece)
        self.size += len(piece)
        return piece


class Rows:
    """The header and the rows of a CSV file."""

    def __init__(self, stream: BinaryIO, *, path: Path) -> None:
        self.path = path
        self.lines = _Lines(stream, path=path)
        self.header = self._read_header()
        self.loose = {place for place, name in enumerate(self.header) if name == "court" or name.startswith(LOOSE)}

    @property
    def hash(self) -> str:
        """The SHA-256 of what has been read."""
        return self.lines.hash.hexdigest()

    @property
    def size(self) -> int:
        """How many bytes have been read."""
        return self.lines.size

    def _read_header(self) -> list[str]:
        line = self.lines.next()
        while line is not None and not line.raw.removeprefix(BOM).strip():
            line = self.lines.next()
        if line is None:
            raise DocketError(f"{self.path}: the file is empty; export it again")
        try:
            text = _text(line.raw.removeprefix(BOM))
            names = [name.strip() for name in _split(text)]
            if "\0" in text:
                raise _BrokenRowError("it holds NUL characters", "", value=text)
        except (_BrokenRowError, csv.Error) as error:
            raise DocketError(f"{self.path}: line {line.number}: the header cannot be read: {error}; "
                              "save the file as comma-separated CSV in UTF-8") from error  # fmt: skip
        self._check_separator(names, line=line.number)
        return names

    def _check_separator(self, names: list[str], *, line: int) -> None:
        for sign, plural in SEPARATORS.items():
            if len(names) == 1 and sign in names[0]:
                raise DocketError(f"{self.path}: line {line}: the columns are separated by {plural}; "
                                  "save the file with commas between them")  # fmt: skip

    def __iter__(self) -> Iterator[Row | Refused]:
        number = 0
        while (line := self.lines.next()) is not None:
            if line.raw.strip():
                number += 1
                yield self._row(number, line)

    def _row(self, number: int, line: _Line) -> Row | Refused:
        try:
            return Row(number, line.number, self._cells(line))
        except _BrokenRowError as fault:
            case_id, value = shown(fault.case_id), shown(fault.value)
            return Refused(number, line.number, case_id, "", value, fault.reason, fault.remedy)

    def _cells(self, line: _Line) -> list[str]:
        text = _text(line.raw)
        try:
            cells = _split(text)
        except csv.Error as error:
            cells = self._continued(text) if _OPEN in str(error) else []
            if not cells:
                raise _BrokenRowError(*_quoting(error), value=text) from error
        if len(cells) != len(self.header):
            named = dict(zip(self.header, cells, strict=False)).get("case_id", "")
            raise _BrokenRowError(f"the row has {len(cells):,} cells and the header has {len(self.header):,}",
                         "give it one cell for each column; a comma inside a cell wants quotes around the cell",
                         value=text, case_id=named)  # fmt: skip
        return cells

    def _continued(self, text: str) -> list[str]:
        """Reads on where a quoted cell goes over line breaks; gives no cells, and the lines back, where it does not.

        A stray quote would otherwise swallow the cases below it.
        """
        after: list[_Line] = []
        for line in islice(iter(self.lines.next, None), MOST_LINES - 1):
            after.append(line)
            longer = self._longer(text, line.raw)
            cells = _try_split(longer) if longer is not None else []
            if cells and self._sound(cells):
                return cells
            if longer is None or cells is not None:
                break
            text = longer
        self.lines.back.extendleft(reversed(after))
        return []

    def _longer(self, text: str, raw: bytes) -> str | None:
        try:
            more = _text(raw)
        except _BrokenRowError:
            return None
        whole_row = len(_try_split(more) or ()) == len(self.header)
        return None if whole_row else f"{text}\n{more}"

    def _sound(self, cells: list[str]) -> bool:
        broken = {place for place, cell in enumerate(cells) if "\n" in cell}
        return len(cells) == len(self.header) and broken <= self.loose


def _text(raw: bytes) -> str:
    if len(raw) > LONGEST_ROW:
        raise _BrokenRowError(f"the row is longer than {LONGEST_ROW:,} bytes", "mend its line breaks and quotes",
                     value=raw[:400].decode("utf-8", "backslashreplace"))  # fmt: skip
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        near = raw[max(error.start - 20, 0) : error.start + 20].decode("utf-8", "backslashreplace")
        reason = f"byte {error.start + 1} of the line is not UTF-8"
        raise _BrokenRowError(reason, "save the file as UTF-8", value=near) from error
    return text.removesuffix("\n").removesuffix("\r")


def _split(text: str) -> list[str]:
    if '"' in text or "\r" in text or len(text) > LONGEST_CELL:
        return next(csv.reader([text], strict=True))
    return text.split(",")


def _try_split(text: str) -> list[str] | None:
    """Gives the cells, or none where the text is no row, or None where a quote is still open."""
    try:
        return _split(text)
    except csv.Error as error:
        return None if _OPEN in str(error) else []


def _quoting(error: csv.Error) -> tuple[str, str]:
    said = str(error)
    if _OPEN in said:
        return "a quote is opened on this line and never rightly closed", "close the quote, or take it out"
    if "field limit" in said:
        return f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it, or close its quote"
    if "new-line" in said:
        return "a carriage return stands inside the row", "end every line alike, and put one case on each"
    return "text follows a closing quote", "write a quote inside a quoted cell twice, or take it out"

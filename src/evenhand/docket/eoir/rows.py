"""Rows of a published table: TAB between cells, no quoting, Windows-1252, with NUL bytes and padding in them."""

from __future__ import annotations

from codecs import charmap_decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import polars as pl

from evenhand.docket.table import DocketError

CHUNK = 1 << 23
LONGEST = 1 << 20  # bytes in a line; no line of a release comes near it, so more is another kind of file
_UTF_8_MARK = "ï»¿"  # as Windows-1252 reads it
PSEUDO_NULLS = ("", "n/a", "b6", "a.2.a", "??")  # b6 and A.2.a name the exemption under which a value was withheld


def _character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes that Windows-1252 leaves undefined
        return chr(byte)


_CHARACTERS = "".join(_character(byte) for byte in range(256))


def decode(data: bytes) -> str:
    """This function will decode any bytes as Windows-1252, without NUL, and with Latin-1 where that is undefined."""
    return charmap_decode(data.replace(b"\0", b""), "strict", _CHARACTERS)[0]


@dataclass(frozen=True)
class Batch:
    """Rows in file order: the whole ones by column, and the ragged ones with the number of their cells."""

    whole: pl.DataFrame
    ragged: pl.DataFrame
    rows: int


class Rows:
    """One table, read once from its first byte to its last; its counts and hash are complete after that."""

    def __init__(self, path: Path, *, wanted: Mapping[str, tuple[str, ...]]) -> None:
        self.path, self.wanted = path, wanted
        self.rows, self.blank_lines, self.width = 0, 0, 0
        self._places: dict[str, int] = {}
        self._hash = sha256()

    @property
    def hash(self) -> str:
        """The SHA-256 of the bytes read so far."""
        return self._hash.hexdigest()

    def batches(self) -> Iterator[Batch]:
        """This function will read the table in batches, or raise DocketError."""
        try:
            with self.path.open("rb") as file:
                yield from self._batches(file)
        except OSError as error:
            raise DocketError(f"{self.path}: could not be read: {error.strerror or error}") from error

    def _batches(self, file: BinaryIO) -> Iterator[Batch]:
        line = 1
        for block in self._blocks(file):
            lines = decode(block).split("\n")
            if line == 1:
                self._read_header(lines.pop(0))
                line = 2
            yield self._batch(lines, line)
            line += len(lines)
        if line == 1:
            raise DocketError(f"{self.path}: the file is empty; copy or unzip it again")

    def _blocks(self, file: BinaryIO) -> Iterator[bytes]:
        rest = b""
        while piece := file.read(CHUNK):
            self._hash.update(piece)
            lines, newline, rest = (rest + piece).rpartition(b"\n")
            if newline:
                yield lines
            if len(rest) > LONGEST:
                raise DocketError(f"{self.path}: a line has more than {LONGEST:,} bytes; this is not a published table")
        if rest:
            yield rest

    def _read_header(self, line: str) -> None:
        names = [cell.strip() for cell in line.removeprefix(_UTF_8_MARK).split("\t")]
        lower = [name.lower() for name in names]
        self.width = len(names)
        for column, spellings in self.wanted.items():
            places = [place for place, name in enumerate(lower) if name in {one.lower() for one in spellings}]
            if len(places) != 1:
                problem = "stands twice" if places else "is missing"
                found = ", ".join(f"[{name[:30]}]" for name in names[:45])
                raise DocketError(f"{self.path}: column [{spellings[0]}] {problem}; the header has {found}")
            self._places[column] = places[0]

    def _batch(self, lines: list[str], first: int) -> Batch:
        frame = pl.DataFrame({"text": lines}, schema={"text": pl.String}).with_row_index("line", offset=first)
        rows = frame.filter(pl.col("text").str.strip_chars(" \r") != "")
        rows = rows.select("line", cells=pl.col("text").str.split("\t")).with_columns(width=pl.col("cells").list.len())
        self.rows += rows.height
        self.blank_lines += frame.height - rows.height
        cells = [self._cell(column) for column in self.wanted]
        whole = rows.filter(pl.col("width") == self.width).select("line", *cells)
        ragged = rows.filter(pl.col("width") != self.width).select("line", "width", *cells)
        return Batch(whole=whole, ragged=ragged, rows=rows.height)

    def _cell(self, column: str) -> pl.Expr:
        text = pl.col("cells").list.get(self._places[column], null_on_oob=True).str.strip_chars()
        said = ~text.str.to_lowercase().is_in(PSEUDO_NULLS)
        return pl.when(said).then(text).alias(column)

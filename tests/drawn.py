"""Tables drawn in text, for tests: a header, then one line a row, cells between bars."""

from __future__ import annotations


def rows(text: str) -> list[dict[str, str]]:
    """This function will read a drawn table; blank cells are ''."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if set(line) - set("-| ")]
    header, *body = lines
    return [dict(zip(header, cells, strict=True)) for cells in body]

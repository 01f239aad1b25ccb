"""Three-valued columns: unknown is null, and `&`, `|`, `~` mean the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

import narwhals as nw

from evenhand.policy.condition import Compare, Member


def null() -> nw.Expr:
    """This function will give the unknown truth."""
    return nw.lit(None, dtype=nw.Boolean)


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """This function will join by three-valued `or`; of nothing it is false."""
    listed = list(parts)
    return reduce(or_, listed) if listed else nw.lit(False)


def all_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """This function will join by three-valued `and`; there must be at least one."""
    return reduce(and_, parts)


def known(truth: nw.Expr) -> nw.Expr:
    """This function will make an unknown truth false."""
    return truth.fill_null(False)


def key(day: nw.Expr) -> nw.Expr:
    """This function will give 10000*year + 100*month + day, in 64 bits: a month is 8 bits on some engines."""
    year, month = day.dt.year().cast(nw.Int64), day.dt.month().cast(nw.Int64)
    return year * 10_000 + month * 100 + day.dt.day().cast(nw.Int64)


def compare(low: nw.Expr, high: nw.Expr, order: str, bound: nw.Expr) -> nw.Expr:
    """This function will compare what lies between two bounds (null: open): unknown where the bounds disagree."""
    if order == "==":
        beyond = known(low > bound) | known(high < bound)
        return known((low == bound) & (high == bound)) | (~beyond & null())
    certain = {">": low > bound, ">=": low >= bound, "<": high < bound, "<=": high <= bound}[order]
    possible = {">": high > bound, ">=": high >= bound, "<": low < bound, "<=": low <= bound}[order]
    return known(certain) | (possible & null())


def count(low: nw.Expr, high: nw.Expr, atom: Compare | Member) -> nw.Expr:
    """This function will ask an atom of a count between two bounds; the lower is never null, the upper may be."""
    if isinstance(atom, Compare):
        assert isinstance(atom.value, int)
        return compare(low, high, atom.order, nw.lit(atom.value))
    runs = list(_runs([value for value in atom.values if isinstance(value, int)]))
    inside = known(any_of((low >= first) & (high <= last) for first, last in runs))
    reaches = any_of((low <= last) & (high.is_null() | known(high >= first)) for first, last in runs)
    return inside | (reaches & null())


def _runs(values: list[int]) -> Iterable[tuple[int, int]]:
    """Unbroken runs of numbers: bounds lie within a list just where they lie within one run."""
    start = previous = values[0]
    for value in values[1:]:
        if value != previous + 1:
            yield start, previous
            start = value
        previous = value
    yield start, previous


def is_one_of(value: nw.Expr, atom: Member) -> nw.Expr:
    """This function will ask whether a code is one of an atom's values."""
    return any_of(value == code for code in atom.values)

"""What may be used of each fact, written for OpenFisca's formulas: the docket as plain numbers, then numpy over them.

A formula reads a column with `case(name, day)`. Days are year, month and day as one number; 0 and LATE are open bounds.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from benchmarks.two_rails import OPEN, UNKNOWN, key, number
from evenhand.docket.facts import Fact
from evenhand.policy.compile import known
from evenhand.policy.compile.terms import Terms

LATE = 99_999_999

Definitions = Iterator[tuple[str, type, str]]  # name, kind of value, formula


def given(docket: pl.LazyFrame, terms: Terms) -> pl.LazyFrame:
    """This function will give the docket's columns as numbers and booleans without gaps."""
    columns = [column for fact in terms.facts for column in _given(fact)]
    checks = [key(f"check_{kind}").fill_null(LATE).alias(f"check_{kind}") for kind in terms.kinds]
    disputed = [pl.col("disputed").list.contains(name).alias(f"{name}_disputed") for name in sorted(terms.disputable)]
    return docket.select("case_id", "office", *columns, *checks, *disputed)


def _given(fact: Fact) -> list[pl.Expr]:
    first, *last = known.columns(fact)
    if fact.type == "truth":
        return [
            pl.col(first).fill_null(False).alias(f"{first}_yes"),
            (~pl.col(first)).fill_null(False).alias(f"{first}_no"),
        ]
    if fact.type == "code":
        codes = {code: at for at, code in enumerate(fact.codes)}
        return [pl.col(first).replace_strict(codes, default=UNKNOWN).alias(f"{first}_given")]
    if fact.type == "count":
        return [pl.col(first).fill_null(0), pl.col(last[0]).fill_null(OPEN)]
    return [key(first).fill_null(0), key(last[0]).fill_null(LATE)]


def definitions(terms: Terms) -> Definitions:
    """This function will write what may be used of each fact, as it is and as supposed clear."""
    assert not terms.edition.validity
    for kind in terms.kinds:
        yield f"live_{kind}", bool, f"{_read(f'check_{kind}')} <= {number(terms.as_of)}"
    for fact in terms.facts:
        yield from {"truth": _truth, "code": _code, "count": _count, "day": _day}[fact.type](fact, terms)
    for first, second in terms.dictionary.ordered:
        yield from _narrowed(first, second, today=number(terms.as_of))


def _read(name: str) -> str:
    return f"case('{name}', day)"


def _disputed(fact: Fact, terms: Terms) -> list[str]:
    return [_read(f"{fact.name}_disputed")] if fact.name in terms.disputable else []


def _live(fact: Fact) -> list[str]:
    return [_read(f"live_{fact.check}")] if fact.check else []


def _all(*parts: str) -> str:
    return " & ".join(f"({part})" for part in parts)


def _truth(fact: Fact, terms: Terms) -> Definitions:
    undisputed = [f"~{column}" for column in _disputed(fact, terms)]
    certain, possible = (_read(f"{fact.name}_{rail}") for rail in ("certain", "possible"))
    yield f"{fact.name}_certain", bool, _all(_read(f"{fact.name}_yes"), *undisputed)
    yield f"{fact.name}_possible", bool, f"~({_all(_read(f'{fact.name}_no'), *_live(fact), *undisputed)})"
    if fact.adverse and (fact.check or fact.finding):
        kept = " | ".join([certain, *_live(fact), *_disputed(fact, terms)])
        yield f"{fact.name}_possible_clear", bool, _all(possible, kept)


def _code(fact: Fact, terms: Terms) -> Definitions:
    value = _read(f"{fact.name}_given")
    for column in _disputed(fact, terms):
        value = f"where({column}, {UNKNOWN}, {value})"
    yield fact.name, int, value


def _count(fact: Fact, terms: Terms) -> Definitions:
    low, high = (_read(column) for column in known.columns(fact))
    for column in _disputed(fact, terms):
        low, high = f"where({column}, 0, {low})", f"where({column}, {OPEN}, {high})"
    for live in _live(fact):
        high = f"where({live}, {high}, {OPEN})"
    yield f"{fact.name}_low", int, low
    yield f"{fact.name}_high", int, high
    if fact.adverse and fact.check:
        kept = " | ".join([*_live(fact), *_disputed(fact, terms)])
        yield (
            f"{fact.name}_high_clear",
            int,
            f"where({kept}, {_read(f'{fact.name}_high')}, {_read(f'{fact.name}_low')})",
        )


def _day(fact: Fact, terms: Terms) -> Definitions:
    assert not (fact.adverse and fact.check)
    low, high = (_read(column) for column in known.columns(fact))
    today, ending = number(terms.as_of), "_alone" if any(fact.name in pair for pair in terms.dictionary.ordered) else ""
    undisputed = [f"~{column}" for column in _disputed(fact, terms)]
    for column in _disputed(fact, terms):
        high = f"where({column}, {LATE}, {high})"
    yield f"{fact.name}_low{ending}", int, f"where({_all(f'{low} <= {today}', *undisputed)}, {low}, 0)"
    yield f"{fact.name}_high{ending}", int, f"minimum({high}, {today})"


def _narrowed(first: str, second: str, *, today: str) -> Definitions:
    low1, high1, low2, high2 = (_read(f"{name}_{side}_alone") for name in (first, second) for side in ("low", "high"))
    impossible = _read(f"{second}_impossible")
    yield f"{second}_impossible", bool, f"{low1} > {high2}"
    yield f"{first}_low", int, f"where({impossible}, 0, {low1})"
    yield f"{first}_high", int, f"where({impossible}, {today}, minimum({high1}, {high2}))"
    yield f"{second}_low", int, f"where({impossible}, 0, maximum({low1}, {low2}))"
    yield f"{second}_high", int, f"where({impossible}, {today}, {high2})"

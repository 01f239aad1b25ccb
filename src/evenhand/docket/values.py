"""What the cells of a docket say: texts read into values, defects, disputes, and what no check has settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from evenhand.docket.facts import MOST, Dictionary, Fact, read_day, read_value
from evenhand.docket.table import complete, fact_columns, schema

Reader: TypeAlias = Callable[[str], tuple[Any, ...]]
NAMES = pl.List(pl.String())
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


def text_columns(dictionary: Dictionary) -> dict[str, pl.DataType]:
    """This function will give the columns of a docket written as text, and their type."""
    typed = {column for fact in dictionary.facts.values() for column in fact_columns(fact)}
    others = [name for name in schema(dictionary) if name not in typed and name != "defects"]
    return dict.fromkeys([*others, *dictionary.facts], pl.String())


def settle(batch: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    """This function will read a batch of rows into the docket table; what it cannot read or believe is unknown."""
    read, unreadable = _read_texts(batch, dictionary)
    frame = complete(read.lazy(), dictionary).collect()
    frame = frame.with_columns(pl.col("disputed", "defects").fill_null(pl.lit([], NAMES)))
    frame = _note(frame, "defects", unreadable)
    frame = _refuse_impossible(frame, dictionary)
    frame = _dispute(frame, dictionary)
    return frame.with_columns(*_left_open(dictionary)).hstack(batch.select("_row", "_line"))


def _read_texts(batch: pl.DataFrame, dictionary: Dictionary) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    unreadable = {}
    for name, (reader, columns) in _readers(dictionary).items():
        if batch.schema.get(name) == pl.String:
            read = _read_column(batch[name], reader, columns=columns)
            unreadable[name] = read["_unreadable"]
            batch = batch.drop(name).hstack(read.drop("_unreadable"))
    if batch.schema.get("disputed") == pl.String:
        names = pl.col("disputed").str.split(";").list.eval(pl.element().str.strip_chars().replace("", None))
        batch = batch.with_columns(names.list.drop_nulls())
    return batch, unreadable


def _readers(dictionary: Dictionary) -> dict[str, tuple[Reader, Mapping[str, pl.DataType]]]:
    facts = [fact for fact in dictionary.facts.values() if fact.type != "code"]  # a code is its own text
    days = {name: (_one_day, {name: pl.Date()}) for name in _day_columns(dictionary)}
    return days | {fact.name: (_reader(fact), fact_columns(fact)) for fact in facts}


def _day_columns(dictionary: Dictionary) -> list[str]:
    return ["next_hearing", *(f"check_{kind}" for kind in dictionary.checks)]


def _one_day(text: str) -> tuple[date]:
    days = read_day(text)
    if days.earliest is None or days.earliest != days.latest:
        raise ValueError("write one day")
    return (days.earliest,)


def _reader(fact: Fact) -> Reader:
    if fact.type == "truth":
        return lambda text: (read_value(fact, text),)
    return lambda text: tuple(read_value(fact, text))  # type: ignore[arg-type]  # a count or days: two bounds


def _read_column(texts: pl.Series, reader: Reader, *, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Reads each distinct text once: a docket says few different things in many rows."""
    blank = (None,) * len(columns)
    read = [(text, *(_read(reader, text) or (*blank, True))) for text in texts.drop_nulls().unique()]
    table = pl.DataFrame(read, schema={"_text": pl.String(), **columns, "_unreadable": pl.Boolean()}, orient="row")
    found = texts.rename("_text").to_frame().join(table, on="_text", how="left", maintain_order="left")
    return found.drop("_text").with_columns(pl.col("_unreadable").fill_null(False))


def _read(reader: Reader, text: str) -> tuple[Any, ...] | None:
    try:
        return (*reader(text), False)
    except ValueError:
        return None


def _note(frame: pl.DataFrame, column: str, flags: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Adds the names that are flagged to each row's list of names."""
    raised = [pl.when(flag).then(pl.lit(name)) for name, flag in flags.items() if flag.any()]
    names = pl.concat_list(column, *raised).list.drop_nulls().list.unique().list.sort()
    return frame.with_columns(names.alias(column)) if raised else frame


def _refuse_impossible(frame: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    impossible = dict(_impossible(dictionary))
    flags = frame.select(**{name: holds.fill_null(False) for name, holds in impossible.items()}).to_dict()
    frame = _note(frame, "defects", flags)
    known = pl.col("disputed").list.set_intersection(list(dictionary.facts)).list.sort()
    frame = frame.with_columns(known.alias("disputed"))
    return _blank(frame, {name: flag for name, flag in flags.items() if name != "disputed"}, dictionary)


def _impossible(dictionary: Dictionary) -> Iterator[tuple[str, pl.Expr]]:
    """What no value can be, column by column: tables come typed too, and nothing says their writer looked."""
    for name in _day_columns(dictionary):
        yield name, _no_day(name)
    for fact in dictionary.facts.values():
        columns = list(fact_columns(fact))
        if fact.type == "code":
            yield fact.name, ~pl.col(fact.name).is_in(fact.codes)
        elif fact.type == "count":
            beyond = [(pl.col(one) < 0) | (pl.col(one) > MOST) for one in columns]
            yield fact.name, pl.any_horizontal(*beyond, pl.col(columns[0]) > pl.col(columns[1]))
        elif fact.type == "day":
            yield fact.name, pl.any_horizontal(*map(_no_day, columns), pl.col(columns[0]) > pl.col(columns[1]))
    yield "disputed", pl.col("disputed").list.set_difference(list(dictionary.facts)).list.len() > 0


def _no_day(column: str) -> pl.Expr:
    return (pl.col(column) < FIRST_DAY) | (pl.col(column) > LAST_DAY)  # the calendar of a file is longer than ours


def _blank(frame: pl.DataFrame, flags: Mapping[str, pl.Series], dictionary: Dictionary) -> pl.DataFrame:
    """Makes unknown, row by row, whatever is flagged."""
    gone: dict[str, pl.Expr] = {}
    for name, flag in flags.items():
        columns = fact_columns(dictionary.facts[name]) if name in dictionary.facts else {name: None}
        gone |= {column: pl.when(~flag).then(pl.col(column)) for column in columns if flag.any()}
    return frame.with_columns(**gone)


def _dispute(frame: pl.DataFrame, dictionary: Dictionary) -> pl.DataFrame:
    frame = _blank(frame, _named(frame, dictionary), dictionary)
    clashes = {pair: frame.select(_clash(*pair).fill_null(False)).to_series() for pair in dictionary.ordered}
    for pair, clash in clashes.items():
        frame = _note(frame, "disputed", dict.fromkeys(pair, clash))
    return _blank(frame, _named(frame, dictionary), dictionary)


def _named(frame: pl.DataFrame, dictionary: Dictionary) -> dict[str, pl.Series]:
    names = set(frame["disputed"].explode().drop_nulls()) & set(dictionary.facts)
    return frame.select(**{name: pl.col("disputed").list.contains(name) for name in sorted(names)}).to_dict()


def _clash(first: str, later: str) -> pl.Expr:
    return pl.col(f"{first}_earliest") > pl.col(f"{later}_latest")


def _left_open(dictionary: Dictionary) -> Iterator[pl.Expr]:
    """Zero is not zero: until its check is completed, a clear value settles nothing and a count may be higher."""
    for fact in dictionary.facts.values():
        done = pl.col(f"check_{fact.check}").is_not_null() if fact.check else pl.lit(True)
        value = pl.col(fact.name)
        if fact.type == "count":
            least, most = (pl.col(name) for name in fact_columns(fact))
            most = pl.when(done).then(most)
            yield from (pl.when((least > 0) | most.is_not_null()).then(least), most.alias(f"{fact.name}_at_most"))
        elif fact.check and fact.type == "truth":
            yield pl.when(done | value).then(value)
        elif fact.check and fact.clear:
            yield pl.when(done | (value != fact.clear)).then(value)

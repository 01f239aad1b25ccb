"""The first stages: what may be used of each fact, before any rule is asked.

They make `_value_<fact>` of a truth or a code, `_low_<fact>` and `_high_<fact>` of a count or a day, each with a
second column for what it is if clear.
"""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw

from evenhand.docket.facts import AS_OF, Fact
from evenhand.policy.compile.logic import all_of, any_of, key, known, null
from evenhand.policy.compile.terms import Stage, Terms


def inputs(terms: Terms) -> tuple[str, ...]:
    """This function will name the docket's columns that are read."""
    names = [name for fact in terms.facts for name in columns(fact)]
    disputed = ("disputed",) if _disputable(terms) else ()
    return ("case_id", "office", *names, *(f"check_{kind}" for kind in terms.kinds), *disputed)


def columns(fact: Fact) -> tuple[str, ...]:
    """This function will name a fact's columns of the docket table."""
    endings = {"count": ("_at_least", "_at_most"), "day": ("_earliest", "_latest")}
    return tuple(fact.name + ending for ending in endings.get(fact.type, ("",)))


def bounds(name: str) -> tuple[nw.Expr, nw.Expr]:
    """This function will give the columns of what a count or a day is at least and at most."""
    return nw.col(f"_low_{name}"), nw.col(f"_high_{name}")


def marks(terms: Terms) -> Stage:
    """This function will mark which checks have answered and still hold, and which facts are disputed."""
    stage = {f"_live_{kind}": _live(terms, kind) for kind in terms.kinds}
    stage |= {f"_silent_{kind}": ~_live(terms, kind) & null() for kind in terms.kinds}
    listed = nw.col("disputed").list
    return stage | {f"_disputed_{fact.name}": known(listed.contains(fact.name)) for fact in _disputable(terms)}


def _disputable(terms: Terms) -> list[Fact]:
    return [fact for fact in terms.facts if fact.name in terms.disputable]


def _undisputed(fact: Fact, terms: Terms) -> list[nw.Expr]:
    return [~nw.col(f"_disputed_{fact.name}")] if fact.name in terms.disputable else []


def _where(conditions: list[nw.Expr], value: nw.Expr) -> nw.Expr:
    """The value where all conditions hold, else unknown; nothing is asked of the engine where there are none."""
    return nw.when(all_of(conditions)).then(value) if conditions else value


def _live(terms: Terms, kind: str) -> nw.Expr:
    day, days = nw.col(f"check_{kind}"), terms.edition.validity.get(kind)
    live = day <= nw.lit(terms.as_of)
    if days is not None:
        assert isinstance(days.value, int)
        oldest = terms.as_of - timedelta(days=min(days.value, (terms.as_of - date.min).days))
        live = live & (day >= nw.lit(oldest))
    return known(live)


def prepared(terms: Terms) -> Stage:
    """This function will keep of each fact nothing disputed, no "no" that an open check has yet to give, no future."""
    stage: Stage = {}
    for fact in terms.facts:
        stage |= {"count": _count, "day": _day}.get(fact.type, _value)(fact, terms)
    return stage


def _count(fact: Fact, terms: Terms) -> Stage:
    low, high = (nw.col(name) for name in columns(fact))
    usable = _undisputed(fact, terms)
    answered = [nw.col(f"_live_{fact.check}")] if fact.check else []
    return {
        f"_low_{fact.name}": _where(usable, low).fill_null(0),
        f"_high_{fact.name}": _where([*usable, *answered], high),
    }


def _day(fact: Fact, terms: Terms) -> Stage:
    usable, as_of = _undisputed(fact, terms), nw.lit(terms.as_of)
    earliest, latest = (nw.col(name) for name in columns(fact))
    past = [*usable, known(latest <= as_of), ~known(earliest > as_of)]
    return {
        f"_low_{fact.name}": _where([*usable, earliest <= as_of], earliest),
        f"_high_{fact.name}": nw.when(all_of(past)).then(latest).otherwise(as_of),
    }


def _value(fact: Fact, terms: Terms) -> Stage:
    """A truth or a code; while no check has answered, its "no" is unknown, which `or` with a silent check says."""
    value, usable = nw.col(fact.name), _undisputed(fact, terms)
    if fact.check and fact.type == "truth":
        return {f"_value_{fact.name}": _where(usable, value) | nw.col(f"_silent_{fact.check}")}
    if fact.check:
        usable = [*usable, nw.col(f"_live_{fact.check}") | (value != nw.lit(fact.clear or ""))]
    return {f"_value_{fact.name}": _where(usable, value)}


def narrowed(terms: Terms) -> Stage:
    """This function will narrow days by their order; where nothing is left between the bounds, both are disputed."""
    stage: Stage = {}
    used = {fact.name for fact in terms.facts}
    for first, second in terms.dictionary.ordered:
        if second in used:
            stage |= _narrowed(first, second, as_of=nw.lit(terms.as_of))
    return stage


def _narrowed(first: str, second: str, *, as_of: nw.Expr) -> Stage:
    (low1, high1), (low2, high2) = bounds(first), bounds(second)
    impossible = known(low1 > high2)
    return {
        f"_low_{first}": nw.when(~impossible).then(low1),
        f"_high_{first}": nw.when(impossible).then(as_of).when(high1 < high2).then(high1).otherwise(high2),
        f"_low_{second}": nw.when(~impossible & (known(low2 < low1) | low2.is_null())).then(low1)
        .when(~impossible).then(low2),
        f"_high_{second}": nw.when(impossible).then(as_of).otherwise(high2),
    }  # fmt: skip


def keyed(terms: Terms) -> Stage:
    """This function will turn pairs of days into numbers that compare as anniversaries do."""
    years = [terms.dictionary.years[atom.fact] for atom in terms.atoms if atom.fact in terms.dictionary.years]
    days = sorted({day for one in years if one.end != AS_OF for day in (one.start, one.end)})
    return {f"_key{side}{day}": key(nw.col(f"{side}{day}")) for day in days for side in ("_low_", "_high_")}


def supposed(terms: Terms) -> Stage:
    """This function will say what adverse facts are where the open check comes back clear, or no finding is made."""
    stage: Stage = {}
    for fact in terms.facts:
        if fact.adverse and (fact.check or fact.finding):
            stage |= _clear(fact, terms)
    return stage


def _clear(fact: Fact, terms: Terms) -> Stage:
    if fact.type == "truth":
        return {f"_clear_value_{fact.name}": _clear_truth(fact, terms)}
    clearable = [*_undisputed(fact, terms), ~nw.col(f"_live_{fact.check}")]
    if fact.type == "code":
        value = nw.col(f"_value_{fact.name}")
        cleared = nw.when(all_of([*clearable, value.is_null()])).then(nw.lit(fact.clear)).otherwise(value)
        return {f"_clear_value_{fact.name}": cleared}
    low, high = bounds(fact.name)
    if fact.type == "count":
        return {f"_clear_high_{fact.name}": nw.when(all_of(clearable)).then(low).otherwise(high)}
    return {f"_none_{fact.name}": all_of([*clearable, low.is_null(), high == nw.lit(terms.as_of)])}


def _clear_truth(fact: Fact, terms: Terms) -> nw.Expr:
    """An unknown truth is false, but not where a check has answered or sources disagree."""
    value = nw.col(f"_value_{fact.name}")
    stays = [nw.col(f"_live_{fact.check}")] if fact.check else []
    stays += [nw.col(f"_disputed_{fact.name}")] if fact.name in terms.disputable else []
    return value & any_of([*stays, known(value)]) if stays else known(value)


def is_open(fact: Fact) -> nw.Expr:
    """This function will say whether a fact is not exactly known."""
    if fact.type in ("truth", "code"):
        return nw.col(f"_value_{fact.name}").is_null()
    low, high = bounds(fact.name)
    return low.is_null() | high.is_null() | (low != high)

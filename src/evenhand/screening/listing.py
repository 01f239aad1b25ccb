"""Lists of screened cases, with their reasons in words, read from an outcomes folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from evenhand.docket.facts import Dictionary, load_dictionary, nearest
from evenhand.policy import document
from evenhand.policy.document import Edition, Reason
from evenhand.policy.outcomes import OUTCOMES, WORKLISTS
from evenhand.screening.folder import DICTIONARY, EDITION, ScreeningError, read_manifest
from evenhand.screening.folder import OUTCOMES as OUTCOMES_FILE
from evenhand.screening.summary import NEEDS

PROTECTED = "a protected reason"


@dataclass(frozen=True)
class Wanted:
    """Which cases to list; None means any."""

    office: str | None = None
    outcome: str | None = None
    if_clear: str | None = None
    worklist: str | None = None
    reason: str | None = None  # a reason that holds
    ask: str | None = None  # a fact still to ask
    limit: int | None = None
    protected: bool = False  # name protected reasons and facts


@dataclass(frozen=True)
class Opened:
    """An outcomes folder, with the edition and dictionary it was made under."""

    folder: Path
    edition: Edition
    dictionary: Dictionary

    @property
    def table(self) -> pl.LazyFrame:
        """The outcomes, one row a case."""
        return pl.scan_parquet(self.folder / OUTCOMES_FILE, glob=False)


def opened(folder: Path) -> Opened:
    """This function will open an outcomes folder, or raise ScreeningError."""
    read_manifest(folder)
    dictionary = load_dictionary(folder / DICTIONARY)
    return Opened(folder=folder, edition=document.load(str(folder / EDITION), dictionary), dictionary=dictionary)


def cases(outcomes: Opened, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """This function will give the wanted cases in the docket's order, each with its reasons in words."""
    table = outcomes.table.filter(*_filters(outcomes, wanted))
    if wanted.limit is not None:
        table = table.head(wanted.limit)
    for batch in table.collect(engine="streaming").iter_slices(10_000):
        for row in batch.to_dicts():
            yield _in_words(row, outcomes, protected=wanted.protected)


def _filters(outcomes: Opened, wanted: Wanted) -> Iterator[pl.Expr]:
    if wanted.office is not None:
        offices = outcomes.table.select(pl.col("office").unique()).collect()["office"].to_list()
        yield pl.col("office") == _one_of("office", wanted.office, sorted(offices))
    if wanted.outcome is not None:
        yield pl.col("outcome") == _one_of("outcome", wanted.outcome, OUTCOMES)
    if wanted.if_clear is not None:
        yield pl.col("outcome_if_clear") == _one_of("outcome", wanted.if_clear, OUTCOMES)
    if wanted.worklist is not None:
        yield pl.col("worklist") == _one_of("worklist", wanted.worklist, tuple(WORKLISTS))
    if wanted.reason is not None:
        reasons = {
            reason.name: reason
            for reason in outcomes.edition.reasons
            if wanted.protected or not _hidden(reason, outcomes)
        }
        reason = reasons[_one_of("reason", wanted.reason, tuple(reasons))]
        yield pl.col(f"{reason.list}_{reason.name}")
    if wanted.ask is not None:
        yield pl.col(f"ask_{_one_of('fact to ask', wanted.ask, _asked(outcomes, protected=wanted.protected))}")


def _one_of(what: str, name: str, known: tuple[str, ...] | list[str]) -> str:
    if name not in known:
        raise ScreeningError(f"there is no {what} [{name}] here{nearest(name, known)}; known: {', '.join(known)}")
    return name


def _hidden(reason: Reason, outcomes: Opened) -> bool:
    return outcomes.edition.protected(reason, outcomes.dictionary)


def _asked(outcomes: Opened, *, protected: bool) -> list[str]:
    names = [name.removeprefix("ask_") for name in outcomes.table.collect_schema().names() if name.startswith("ask_")]
    return [name for name in names if protected or not outcomes.dictionary.facts[name].protected]


def _in_words(row: dict[str, Any], outcomes: Opened, *, protected: bool) -> dict[str, Any]:
    rests = NEEDS[row["needs_check"], row["needs_finding"]]
    words: dict[str, Any] = {
        "case_id": row["case_id"],
        "office": row["office"],
        "outcome": row["outcome"],
        "outcome_if_clear": row["outcome_if_clear"],
        "needs": rests,
        "worklist": row["worklist"] or "",
        "out_of_scope_by": row["out_of_scope_by"] or "",
    }
    for name, plural in (("favorable", "favorable"), ("priority", "priorities"), ("consideration", "considerations")):
        reasons = outcomes.edition.listed(name)
        if reasons or name != "consideration":
            words[plural] = _names([reason for reason in reasons if row[f"{name}_{reason.name}"]], outcomes, protected)
            unknown = [reason for reason in reasons if row[f"{name}_{reason.name}"] is None]
            words[f"{plural}_unknown"] = _names(unknown, outcomes, protected)
    asked = [name for name in _asked(outcomes, protected=protected) if row[f"ask_{name}"]]
    return words | {"ask": [name.replace("_", " ") for name in asked]}


def _names(reasons: list[Reason], outcomes: Opened, protected: bool) -> list[str]:
    named = [
        reason.name.replace("_", " ") if protected or not _hidden(reason, outcomes) else PROTECTED for reason in reasons
    ]
    return list(dict.fromkeys(named))

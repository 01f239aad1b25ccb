"""Outcomes against all possible worlds: what is settled holds in each of them, what is incomplete differs in two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import z3

from evenhand.docket import strict_yaml
from evenhand.docket.facts import Count, Days, Record, read_dictionary
from evenhand.policy import document
from evenhand.policy.check import inexact
from evenhand.policy.evaluate import NoEvent, Screened
from evenhand.policy.outcomes import INCOMPLETE
from evenhand.policy.worlds import Worlds
from generative.changes import SMALL, found
from generative.profiles import Proof, proved
from generative.samples import SHORT, sample
from generative.strategies import Drawn, screenings, shown

AT_LENGTH: dict[str, Proof] = {}
CASES = 4
ONCE: dict[str, Any] = {"most": CASES, "kind": "lists", "reasons": 2, "atoms": 3, "once": True}
FREE: dict[str, Any] = {"most": CASES, "kind": "lists", "shape": SMALL, "reasons": 2}


def cases(drawn: Drawn) -> Iterator[tuple[Record, Screened, Worlds, list[z3.BoolRef]]]:
    """This function will give the first cases, what screening finds, and the worlds in which they can be."""
    worlds = Worlds(drawn.edition, drawn.dictionary, drawn.as_of)
    for record in drawn.records[:CASES]:
        screened = found(record, drawn)
        known = {name: value for name, value in screened.case.known.items() if not isinstance(value, NoEvent)}
        yield record, screened, worlds, worlds.within(known)


def open_facts(screened: Screened) -> set[str]:
    """This function will name the facts of a case that are not exactly known."""
    return {name for name, value in screened.case.known.items()
            if value is None or (isinstance(value, Count | Days) and value[0] != value[1])}  # fmt: skip


def exact(drawn: Drawn, screened: Screened) -> bool:
    """This function will say whether `incomplete` must mean that two worlds differ."""
    named = set[str]().union(*inexact(drawn.edition, drawn.dictionary).values())
    return drawn.edition.kind == "lists" and not named & open_facts(screened)


def differs(worlds: Worlds, within: list[z3.BoolRef]) -> bool:
    """This function will say whether two worlds, free of the order of days, have different outcomes."""
    reached = (one for one in worlds.outcomes.values() if worlds.exist(*within, one, free=True))
    return next(reached, None) is not None and next(reached, None) is not None


@proved(screenings(most=CASES, shape=SMALL, reasons=2), few=25, many=300, at_length=AT_LENGTH)
def test_a_settled_outcome_is_the_outcome_in_every_world(drawn: Drawn) -> None:
    for record, screened, worlds, within in cases(drawn):
        assert worlds.exist(*within), f"no world at all: {shown(record)}"
        if screened.outcome != INCOMPLETE:
            other = z3.Not(worlds.outcomes[screened.outcome])
            assert not worlds.exist(*within, other), f"{screened.outcome}: {shown(record)}"


@proved(screenings(**ONCE) | screenings(**FREE), few=25, many=300, at_length=AT_LENGTH)
def test_incomplete_means_that_two_worlds_differ(drawn: Drawn) -> None:
    for record, screened, worlds, within in cases(drawn):
        if screened.outcome == INCOMPLETE and exact(drawn, screened):
            assert differs(worlds, within), shown(record)


def test_many_incomplete_cases_are_held_against_two_worlds() -> None:
    """The proof above passes over cases in which an inexact fact is open; this shows that it has others."""
    for drawn_so, least in ((ONCE, 40), (FREE, 5)):
        screened = [(drawn, found(record, drawn)) for drawn in sample(SHORT, **drawn_so) for record in drawn.records]
        assert sum(one.outcome == INCOMPLETE and exact(drawn, one) for drawn, one in screened) >= least


BOTH_WAYS = """
edition: both-ways
kind: lists
title: Both ways
issued_by: Nobody
in_force: [{from: 2000-01-01}]
scope: here
favorable:
  either: {text: In school or not, cite: A, wording: quoted, when: in_school or not in_school}
"""


def test_incomplete_need_not_mean_so_where_a_fact_counts_for_and_against() -> None:
    facts = "  here: {type: truth, question: Here?, settled_by: [court]}\n"
    facts += "  in_school: {type: truth, question: In school?, settled_by: [file]}\n"
    dictionary = read_dictionary(strict_yaml.loads(f"facts:\n{facts}"), hash="drawn")
    edition = document.read(strict_yaml.loads(BOTH_WAYS), dictionary=dictionary, folder=Path("both-ways"))
    drawn = Drawn(dictionary, edition, date(2012, 1, 13), (Record("SYN-1", {"here": True}),), BOTH_WAYS)
    assert inexact(edition, dictionary) == {"favorable": ("in_school",)}
    for _, screened, worlds, within in cases(drawn):
        assert screened.outcome == INCOMPLETE
        assert not exact(drawn, screened)
        assert not differs(worlds, within)


@pytest.mark.slow
@pytest.mark.parametrize("name", AT_LENGTH)
def test_at_length(name: str) -> None:
    AT_LENGTH[name]()

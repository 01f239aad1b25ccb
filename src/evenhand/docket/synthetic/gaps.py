"""What a file must record to show its kind of case, and what the files that do not show it lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evenhand.docket.synthetic.mix import FAVORABLE, PRIORITY, Kind, Numbers, Truths, Whole

Facts = frozenset[str]

SERVICE = ("service_member", "honorably_discharged_veteran", "spouse_or_child_of_service_member")
VICTIM = ("victim_of_domestic_violence", "victim_of_trafficking", "victim_of_other_serious_crime")
SCHOOL = ("in_school", "completed_high_school", "higher_education")
ENTRY = ("last_entry", "entered_illegally", "violated_admission", "violation_began")
CRIMES = (
    "convictions", "minor_nonviolent_convictions", "felony_convictions", "misdemeanor_convictions",
    "convicted_of_illegal_entry", "convicted_of_illegal_reentry", "misdemeanor_violence", "misdemeanor_sexual_abuse",
    "misdemeanor_impaired_driving", "misdemeanor_flight_from_accident", "misdemeanor_drug_distribution",
    "gang_member", "human_rights_violator",
)  # fmt: skip
PERSON: Facts = frozenset({
    "birth", "arrival", "resident", "resident_since", *SCHOOL, *SERVICE, *VICTIM,
    "citizen_immediate_family", "serious_condition",
})  # fmt: skip
HISTORY: Facts = frozenset({*ENTRY, "previously_removed", "found_immigration_fraud"})
FACTS = tuple(sorted(PERSON | HISTORY)) + CRIMES

# How often a file leaves a fact out where that makes no difference to what it shows.
OMITTED = dict.fromkeys(FACTS, 0.0) | dict.fromkeys(SCHOOL + SERVICE, 0.4) | dict.fromkeys(VICTIM, 0.55) | {
    "birth": 0.03, "arrival": 0.2, "resident": 0.1, "resident_since": 0.2, "citizen_immediate_family": 0.3,
    "serious_condition": 0.6, "last_entry": 0.1, "entered_illegally": 0.05, "violated_admission": 0.1,
    "violation_began": 0.1, "previously_removed": 0.06, "found_immigration_fraud": 0.1,
}  # fmt: skip

OWN = {
    "student": ("birth", "arrival", "completed_high_school", "higher_education"),
    "schoolchild": ("birth", "arrival", "in_school", "completed_high_school"),
    "elder": ("birth", "arrival"),
    "service": SERVICE,
    "victim": VICTIM,
    "long_resident": ("resident", "resident_since"),
    "family": ("citizen_immediate_family",),
    "condition": ("serious_condition",),
    "recent": ENTRY,
    "convicted": (),  # what is known of crimes is never left out by habit
    "removed": ("previously_removed",),
    "fraud": ("found_immigration_fraud",),
    "bare": (),
}
LACKS_FAVORABLE = {
    "student": (("completed_high_school",), ("higher_education",), SCHOOL),
    "schoolchild": (("in_school", "completed_high_school"),),
    "elder": (("arrival",), ("birth",)),
    "service": (SERVICE,),
    "victim": (VICTIM,),
    "long_resident": (("resident",), ("resident_since",)),
}
LACKS_ELSE = (("citizen_immediate_family",), VICTIM, SERVICE, ("serious_condition",),
              ("citizen_immediate_family", "serious_condition", *VICTIM, *SERVICE))  # fmt: skip
LACKS_HISTORY = (("previously_removed",), ("found_immigration_fraud",), ENTRY, tuple(HISTORY))
BARE = ((), ("arrival",), ("last_entry", "entered_illegally"), ("resident", "resident_since"))

SHOWN = -1  # the file shows its kind
EDGE = 0  # every kind's first gap: a day recorded too coarsely


def needed(kind: Kind) -> Facts:
    """This function will name the facts that a file must record to show its kind."""
    facts = frozenset(fact for trait in kind.traits for fact in OWN[trait])
    if kind.plain:
        facts |= PERSON
    return facts if kind.has(PRIORITY) else facts | HISTORY


def gaps(kind: Kind) -> list[tuple[float, Facts]]:
    """This function will list what may be lacking in a file that does not show its kind, each with its weight."""
    everything = PERSON - {"birth"} | HISTORY | set(CRIMES)
    if kind.has(("bare",)):
        return [(0.0, frozenset())] + [(1.0, everything - set(kept)) for kept in BARE]
    favorable = [lack for trait in FAVORABLE if trait in kind.traits for lack in LACKS_FAVORABLE[trait]] or LACKS_ELSE
    history = [tuple(HISTORY) + CRIMES] if kind.has(PRIORITY) else LACKS_HISTORY
    return [
        (0.15 if kind.edge else 0.0, frozenset()),
        *((0.4 / len(history), frozenset(lack)) for lack in history),
        *((0.3 / len(favorable), frozenset(lack)) for lack in favorable),
        (0.15, everything),
    ]


@dataclass(frozen=True)
class Slots:
    """A chunk of cases to be filled: the kind of each, and what its file lacks."""

    kinds: tuple[Kind, ...]
    kind: Whole
    gap: Whole

    @property
    def size(self) -> int:
        """How many cases."""
        return len(self.kind)

    @cached_property
    def shown(self) -> Truths:
        """Whose files show their kind."""
        shown: Truths = self.gap == SHOWN
        return shown

    @cached_property
    def edge(self) -> Truths:
        """Whose files leave the kind in doubt by a day recorded too coarsely."""
        edge: Truths = self.gap == EDGE
        return edge

    @cached_property
    def plain(self) -> Truths:
        """Whose files show that no favorable factor holds."""
        return self.shown & self._of_kind([kind.plain for kind in self.kinds])

    def has(self, *traits: str) -> Truths:
        """This function will say which cases have one of the traits."""
        return self._of_kind([kind.has(traits) for kind in self.kinds])

    def range(self, which: str) -> tuple[Numbers, Numbers]:
        """This function will give the range of a number of years, case by case."""
        ranges: Numbers = np.array([kind.ranges[which] for kind in self.kinds], dtype=np.float64)
        return ranges[self.kind, 0], ranges[self.kind, 1]

    def edge_at(self, day: str) -> Truths:
        """This function will say which cases have this day as their edge, and a file that leaves it in doubt."""
        return self.edge & self._of_kind([kind.edge is not None and kind.edge[0] == day for kind in self.kinds])

    def _of_kind(self, holds: list[bool]) -> Truths:
        return np.array(holds, dtype=np.bool_)[self.kind]


def draw_gaps(rng: np.random.Generator, kinds: tuple[Kind, ...], *, kind: Whole, shown: Truths) -> Slots:
    """This function will draw what each file that does not show its kind lacks."""
    most = max(len(gaps(one)) for one in kinds)
    edges = np.ones((len(kinds), most))  # of cumulated weights; what is beyond a kind's gaps is never drawn
    for row, one in zip(edges, kinds, strict=True):
        weights = np.cumsum([weight for weight, _ in gaps(one)])
        row[: len(weights)] = weights / weights[-1]
    gap = (rng.random(len(kind))[:, None] >= edges[kind]).sum(axis=1)
    return Slots(kinds=kinds, kind=kind, gap=np.where(shown, SHOWN, gap))


def recorded(rng: np.random.Generator, slots: Slots) -> dict[str, Truths]:
    """This function will say, fact by fact, whose files record it."""
    most = max(len(gaps(kind)) for kind in slots.kinds)
    lacking = np.zeros((len(FACTS), len(slots.kinds), most + 1), dtype=bool)
    need = np.zeros((len(FACTS), len(slots.kinds)), dtype=bool)
    for row, kind in enumerate(slots.kinds):
        need[:, row] = [fact in needed(kind) for fact in FACTS]
        for at, (_, lack) in enumerate(gaps(kind)):
            lacking[:, row, at] = [fact in lack for fact in FACTS]
    return {fact: ~lacking[at, slots.kind, slots.gap] & (slots.shown & need[at, slots.kind] | _kept(rng, slots, fact))
            for at, fact in enumerate(FACTS)}  # fmt: skip


def _kept(rng: np.random.Generator, slots: Slots, fact: str) -> Truths:
    kept: Truths = rng.random(slots.size) >= OMITTED[fact]
    return kept

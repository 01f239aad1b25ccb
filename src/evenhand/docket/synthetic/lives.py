"""What is true of each synthetic person: when they were born and came, with whom, what they did since.

Drawn as in life: children come with parents, schooling follows age and age at arrival, citizen family grows with years
in the country. Nobody's kind is undone by what is drawn: no second favorable factor and no second priority arises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from evenhand.docket.synthetic.gaps import SERVICE, VICTIM, Slots
from evenhand.docket.synthetic.mix import Numbers, Truths, Whole

YEAR = 365.2425  # days
NEVER = np.iinfo(np.int64).min  # no such day, because it did not happen
NOBODY = -1


class Dice:
    """Random draws for a fixed number of cases."""

    def __init__(self, rng: np.random.Generator, size: int) -> None:
        self.rng, self.size = rng, size

    def chance(self, likely: float | Numbers) -> Truths:
        """This function will be true as often as said, case by case."""
        return self.rng.random(self.size) < likely

    def between(self, low: float | Numbers | Whole, high: float | Numbers | Whole) -> Numbers:
        """This function will draw evenly between two numbers, case by case."""
        return low + (high - low) * self.rng.random(self.size)

    def days(self, low: int | Whole, high: int | Whole) -> Whole:
        """This function will draw a day between two, both included, case by case."""
        return np.floor(self.between(low, high + 1)).astype(np.int64)

    def pick(self, weights: tuple[float, ...]) -> Whole:
        """This function will draw an index by weight, case by case."""
        edges = np.cumsum(weights) / np.sum(weights)
        return np.minimum(np.searchsorted(edges, self.rng.random(self.size), side="right"), len(weights) - 1)


@dataclass(frozen=True)
class Times:
    """When each person was born and came; the day at a kind's edge; the row of the family's lead case."""

    today: int
    birth: Whole
    arrival: Whole
    edge: Whole
    by_year: Truths  # an edge is recorded as a year, else as a month
    lead: Whole

    @property
    def age(self) -> Numbers:
        """Age today, in years."""
        return (self.today - self.birth) / YEAR

    @property
    def present(self) -> Numbers:
        """Years in the country."""
        return (self.today - self.arrival) / YEAR

    @property
    def arrived_at(self) -> Numbers:
        """Age at arrival."""
        return (self.arrival - self.birth) / YEAR


@dataclass(frozen=True)
class Lives:
    """Everything true of a chunk of people: days since 1970, truths and counts, by fact."""

    times: Times
    days: dict[str, Whole]
    truths: dict[str, Truths]
    counts: dict[str, Whole]


def draw(rng: np.random.Generator, slots: Slots, *, today: int) -> Lives:
    """This function will draw the lives of a chunk of people."""
    dice = Dice(rng, slots.size)
    times = _times(dice, slots, today)
    resident = _resident(dice, slots)
    days, truths = _entry(dice, slots, times, resident)
    counts, crimes = _crimes(dice, slots)
    days |= {"birth": times.birth, "arrival": np.minimum(times.arrival, days["last_entry"])}
    days |= {"resident_since": _resident_since(dice, slots, times, resident)}
    truths |= {"resident": resident} | crimes | _school(dice, slots, times) | _ties(dice, slots, times)
    truths |= _charges(dice, slots, truths)
    return Lives(times=times, days=days, truths=truths, counts=counts)


def _times(dice: Dice, slots: Slots, today: int) -> Times:
    by_year = dice.chance(0.5)
    edge = _edge_days(dice, slots, by_year, today)
    years = (today - edge) / YEAR
    (age_low, age_high), (present_low, present_high) = slots.range("age"), slots.range("present")
    at_low, at_high = slots.range("arrived_at")
    age_low, age_high = (np.where(slots.edge_at("birth"), years, bound) for bound in (age_low, age_high))
    came = slots.edge_at("arrival")
    present_low, present_high = (np.where(came, years, bound) for bound in (present_low, present_high))
    age = dice.between(np.maximum(age_low, present_low + at_low), np.minimum(age_high, present_high + at_high))
    present = dice.between(np.maximum(present_low, age - at_high), np.minimum(present_high, age - at_low))
    birth, arrival = (today - np.rint(number * YEAR).astype(np.int64) for number in (age, present))
    alone = Times(today, birth, arrival, edge, by_year, np.full(slots.size, NOBODY))
    return _with_families(dice, slots, alone)


def _edge_days(dice: Dice, slots: Slots, by_year: Truths, today: int) -> Whole:
    """A day in the month or the year in which the kind's edge falls."""
    back = np.array([kind.edge[1] if kind.edge else 0 for kind in slots.kinds])[slots.kind]
    first, last = window(anniversary(today, back), by_year=by_year)
    return dice.days(first, last)


def anniversary(today: int, years: Whole | int) -> Whole:
    """This function will give the day that lies whole years before today (never a 29 February here)."""
    month = np.datetime64(today, "D").astype("M8[M]")
    of_month: int = today - month.astype("M8[D]").astype(np.int64)
    day: Whole = (month - 12 * np.asarray(years)).astype("M8[D]").astype(np.int64) + of_month
    return day


def window(day: Whole, *, by_year: Truths) -> tuple[Whole, Whole]:
    """This function will give the first and the last day of the day's month, or year."""
    months = day.astype("M8[D]").astype("M8[M]")
    years = months.astype("M8[Y]")
    first = np.where(by_year, years.astype("M8[D]"), months.astype("M8[D]"))
    last = np.where(by_year, (years + 1).astype("M8[D]"), (months + 1).astype("M8[D]"))
    return first.astype(np.int64), last.astype(np.int64) - 1


def _with_families(dice: Dice, slots: Slots, times: Times) -> Times:
    """Let half of those who came as children come on the day of a grown person who came about then."""
    child = slots.has("student", "schoolchild", "bare") & (times.arrived_at < 18) & ~slots.edge & dice.chance(0.5)
    grown = ~slots.has("student", "schoolchild", "bare", "recent") & ~slots.edge & (times.age > 25)
    riders, leads = np.flatnonzero(child), np.flatnonzero(grown)
    if not len(riders) or not len(leads):
        return times
    leads = leads[np.argsort(times.arrival[leads], kind="stable")]
    nearest = np.searchsorted(times.arrival[leads], times.arrival[riders])
    leads = leads[np.minimum(nearest, len(leads) - 1)]
    likely = _could_be_family(slots, times, riders, leads)
    arrival, lead = times.arrival.copy(), times.lead.copy()
    arrival[riders[likely]], lead[riders[likely]] = arrival[leads[likely]], leads[likely]
    return replace(times, arrival=arrival, lead=lead)


def _could_be_family(slots: Slots, times: Times, riders: Whole, leads: Whole) -> Truths:
    older = (times.birth[riders] - times.birth[leads]) / YEAR
    present = times.present[leads]
    at = (times.arrival[leads] - times.birth[riders]) / YEAR
    fits = (older > 17) & (older < 45) & (abs(times.arrival[riders] - times.arrival[leads]) < 200)
    for which, years in (("present", present), ("arrived_at", at)):
        low, high = slots.range(which)
        fits &= (low[riders] <= years) & (years <= high[riders])
    return fits


def _resident(dice: Dice, slots: Slots) -> Truths:
    some = slots.has("elder", "service") | slots.has("convicted") & ~slots.has("student")
    return slots.has("long_resident") | some & dice.chance(0.15) & ~slots.edge


def _resident_since(dice: Dice, slots: Slots, times: Times, resident: Truths) -> Whole:
    latest = times.today - np.where(slots.has("long_resident"), 10.1 * YEAR, YEAR).astype(np.int64)
    since = np.where(slots.edge_at("resident_since"), times.edge, dice.days(times.arrival, latest))
    return np.where(resident, since, NEVER)


def _entry(dice: Dice, slots: Slots, times: Times, resident: Truths) -> tuple[dict[str, Whole], dict[str, Truths]]:
    recent, edge = slots.has("recent"), slots.edge_at("last_entry")
    illegal = np.where(recent, (times.present < 2.85) & dice.chance(0.7), dice.chance(0.62))
    illegal = (illegal | slots.has("removed") | edge) & ~resident & ~slots.has("fraud")
    illegal = np.where(times.lead == NOBODY, illegal, illegal[times.lead])
    last = _last_entry(dice, slots, times)
    violated = ~illegal & ~resident & (recent | dice.chance(0.85))
    long_ago = np.minimum(last + dice.days(90, 730), times.today - int(3.1 * YEAR))
    lately = dice.days(np.maximum(last + 20, times.today - int(2.85 * YEAR)), np.full(slots.size, times.today - 15))
    began = np.where(recent, lately, long_ago)
    return {"last_entry": last, "violation_began": np.where(violated, began, NEVER)}, {
        "entered_illegally": illegal,
        "violated_admission": violated,
        "previously_removed": slots.has("removed"),
        "found_immigration_fraud": slots.has("fraud"),
    }


def _last_entry(dice: Dice, slots: Slots, times: Times) -> Whole:
    """Most came once; someone removed, and some others, came again, but not within the last three years."""
    again = (slots.has("removed") | dice.chance(0.25)) & ~slots.has("recent") & (times.lead == NOBODY)
    later = dice.days(times.arrival, np.maximum(times.arrival, times.today - int(3.2 * YEAR)))
    return np.where(slots.edge_at("last_entry"), times.edge, np.where(again, later, times.arrival))


_PATTERNS = (0.25, 0.45, 0.2, 0.1)  # felony, one listed misdemeanor, several misdemeanors, illegal entry or re-entry
_LISTED = {"violence": 0.3, "sexual_abuse": 0.03, "impaired_driving": 0.45, "flight_from_accident": 0.07,
           "drug_distribution": 0.15}  # fmt: skip


def _crimes(dice: Dice, slots: Slots) -> tuple[dict[str, Whole], dict[str, Truths]]:
    convicted, minor = slots.has("convicted"), slots.has("long_resident")
    pattern, listed = np.where(convicted, dice.pick(_PATTERNS), -1), dice.pick(tuple(_LISTED.values()))
    again = (pattern == 3) & dice.chance(0.5)
    felonies = ((pattern == 0) | again) + 1 * ((pattern == 0) & dice.chance(0.2))
    single = minor | (pattern == 1) | (pattern == 3) & ~again | (pattern == 0) & dice.chance(0.3)
    misdemeanors = np.where(pattern == 2, 2 + dice.chance(0.3), single)
    counts = {
        "felony_convictions": felonies,
        "misdemeanor_convictions": misdemeanors,
        "minor_nonviolent_convictions": minor | (pattern == 2) & dice.chance(0.5),
        "convictions": felonies + misdemeanors + (convicted & dice.chance(0.05)),  # some of a kind nobody noted
    }
    truths = {f"misdemeanor_{name}": (pattern == 1) & (listed == at) for at, name in enumerate(_LISTED)}
    truths |= {"convicted_of_illegal_reentry": again, "convicted_of_illegal_entry": (pattern == 3) & ~again}
    truths |= {"gang_member": convicted & dice.chance(0.04), "human_rights_violator": convicted & dice.chance(0.004)}
    return {name: count.astype(np.int64) for name, count in counts.items()}, truths


def _school(dice: Dice, slots: Slots, times: Times) -> dict[str, Truths]:
    """High school by age at arrival; nobody but a student came under sixteen and went on."""
    student, age, at = slots.has("student"), times.age, times.arrived_at
    finishes = np.select([at < 10, at < 16, at < 20], [0.85, 0.65, 0.35], 0.12)
    high = student | (age > 17.2) & dice.chance(finishes)
    higher = student | high & (at > 16.2) & dice.chance(0.3)
    young = ~high & (slots.has("schoolchild") | (age > 5.5) & (age < 18) & dice.chance(0.95))
    grown = higher & (age < 28) & dice.chance(0.75)
    return {"completed_high_school": high, "higher_education": higher, "in_school": young | grown}


def _ties(dice: Dice, slots: Slots, times: Times) -> dict[str, Truths]:
    family = 0.04 + 0.85 * -np.expm1(-times.present / 14)
    service, which = slots.has("service"), dice.pick((0.25, 0.15, 0.6))
    victim, first = slots.has("victim"), dice.pick((0.55, 0.1, 0.35))
    also = dice.pick((8, 1, 8, 83))  # a second crime, or none
    truths = {name: service & (which == at) for at, name in enumerate(SERVICE)}
    truths |= {name: victim & ((first == at) | (also == at)) for at, name in enumerate(VICTIM)}
    truths["citizen_immediate_family"] = (slots.has("family") | dice.chance(family)) & ~slots.plain
    truths["serious_condition"] = (slots.has("condition") | dice.chance(0.03)) & ~slots.plain
    return truths


def _charges(dice: Dice, slots: Slots, truths: dict[str, Truths]) -> dict[str, Truths]:
    crime = slots.has("long_resident") | slots.has("convicted") & dice.chance(0.5)
    return {
        "charged_entry_without_admission": truths["entered_illegally"],
        "charged_status_violation": truths["violated_admission"],
        "charged_crime": crime,
        "charged_controlled_substances": truths["misdemeanor_drug_distribution"] | crime & dice.chance(0.1),
        "charged_fraud": slots.has("fraud") & dice.chance(0.8),
        "charged_prior_removal": slots.has("removed") & dice.chance(0.7),
        "charged_smuggling": dice.chance(0.004),
        "charged_security": np.zeros(slots.size, dtype=bool),
    }

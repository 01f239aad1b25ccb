"""What the files record of the lives: which facts, how precisely, with the odd dispute and unreadable value."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from evenhand.docket.synthetic.gaps import CRIMES, Slots, recorded
from evenhand.docket.synthetic.lives import NEVER, NOBODY, Dice, Lives, anniversary, window
from evenhand.docket.synthetic.mix import Office, Truths, Whole

# Days, and the years before today at which a rule may draw its line: where a file shows its kind, what it records of
# such a day lies on one side of the line.
EDGES = {"birth": (18, 65), "arrival": (5, 10), "last_entry": (3,), "violation_began": (3,), "resident_since": (10,)}
CHILDHOOD = 16  # the line for age at arrival
BY_MONTH = {"birth": 0.12, "arrival": 0.35, "last_entry": 0.25, "violation_began": 0.3, "resident_since": 0.05}
BY_YEAR = {"birth": 0.08, "arrival": 0.25, "last_entry": 0.12, "violation_began": 0.12, "resident_since": 0.03}
UNSURE = 0.02  # how often a fact of a file that shows nothing is disputed, and how often one could not be read
DISPUTABLE = ("arrival", "last_entry", "entered_illegally", "citizen_immediate_family", "completed_high_school")
UNREADABLE = ("birth", "arrival", "last_entry", "violation_began")

Bounds = dict[str, tuple[Whole, Whole]]


def record(rng: np.random.Generator, slots: Slots, lives: Lives, office: Office) -> pl.DataFrame:
    """This function will make the rows of a chunk of cases, without their ids."""
    dice = Dice(rng, slots.size)
    known = recorded(rng, slots)
    bounds = _bounds(dice, slots, lives)
    known |= {day: known[day] & (lives.days[day] != NEVER) for day in bounds}
    doubt = {"disputed": _doubts(dice, slots, known, DISPUTABLE), "defects": _doubts(dice, slots, known, UNREADABLE)}
    for at, day in enumerate(UNREADABLE):
        known[day] &= doubt["defects"] != at
    columns = _court(dice, lives)
    columns |= _days(bounds, known) | _truths(lives.truths, known, columns["stage"]) | _counts(lives.counts, known)
    columns |= _descriptors(dice, office)
    return pl.DataFrame(columns).with_columns(
        _listed(doubt["disputed"], DISPUTABLE).alias("disputed"), _listed(doubt["defects"], UNREADABLE).alias("defects")
    )


def _bounds(dice: Dice, slots: Slots, lives: Lives) -> Bounds:
    """The first and last day that each recorded day can be: often the day itself, else its month or its year."""
    bounds: Bounds = {}
    for day, true in lives.days.items():
        drawn = dice.rng.random(slots.size)
        by_year, coarse = drawn < BY_YEAR[day], drawn < BY_YEAR[day] + BY_MONTH[day]
        at_edge = slots.edge_at(day)
        by_year, coarse = np.where(at_edge, lives.times.by_year, by_year), coarse | at_edge
        first, last = window(true, by_year=by_year)
        coarse &= at_edge | ~slots.shown | _on_one_side(first, last, today=lives.times.today, years=EDGES[day])
        bounds[day] = np.where(coarse, first, true), np.where(coarse, last, true)
    childhood = ~slots.shown | _childhood_is_settled(bounds)
    for day in ("birth", "arrival"):
        first, last = bounds[day]
        bounds[day] = np.where(childhood, first, lives.days[day]), np.where(childhood, last, lives.days[day])
    return bounds


def _on_one_side(first: Whole, last: Whole, *, today: int, years: tuple[int, ...]) -> Truths:
    clear: Truths = np.ones(len(first), dtype=np.bool_)
    for line in (anniversary(today, back) for back in years):
        clear &= (last < line) | (first > line)
    return clear


def _childhood_is_settled(bounds: Bounds) -> Truths:
    (born_first, born_last), (came_first, came_last) = bounds["birth"], bounds["arrival"]
    line = 10_000 * CHILDHOOD
    return (_key(came_last) - _key(born_first) < line) | (_key(came_first) - _key(born_last) >= line)


def _key(day: Whole) -> Whole:
    """Year, month and day as one number, in which whole years are steps of 10,000."""
    dates = day.astype("M8[D]")
    months = dates.astype("M8[M]")
    years = months.astype("M8[Y]").astype(np.int64) + 1970
    month, of_month = months.astype(np.int64) % 12 + 1, (dates - months.astype("M8[D]")).astype(np.int64) + 1
    key: Whole = 10_000 * years + 100 * month + of_month
    return key


def _doubts(dice: Dice, slots: Slots, known: Mapping[str, Truths], names: tuple[str, ...]) -> Whole:
    """Which of the named facts is in doubt, by its place (-1: none); never in a file that shows its kind."""
    which = dice.pick((1.0,) * len(names))
    there = np.select([which == at for at in range(len(names))], [known[name] for name in names])
    return np.where(there & ~slots.shown & dice.chance(UNSURE), which, -1)


def _listed(which: Whole, names: tuple[str, ...]) -> pl.Expr:
    none = pl.lit([], pl.List(pl.String()))
    labels = pl.lit(_labels(np.where(which < 0, len(names), which), (*names, "")))
    return pl.when(labels == "").then(none).otherwise(pl.concat_list(labels))


def _labels(which: Whole, names: tuple[str, ...]) -> pl.Series:
    return pl.Series(names, dtype=pl.String()).gather(which)


def _court(dice: Dice, lives: Lives) -> dict[str, pl.Series]:
    """Stage, type, hearing and family; a case not filed yet has no hearing, and a family has one hearing."""
    lead = np.where(lives.times.lead == NOBODY, np.arange(dice.size), lives.times.lead)
    incoming = dice.chance(0.03)[lead]
    hearing = (lives.times.today + dice.days(np.full(dice.size, 3), np.full(dice.size, 725)))[lead]
    hearing = np.busday_offset(hearing.astype("M8[D]"), 0, roll="forward").astype(np.int64)
    kinds = ("removal", "deportation", "asylum_only", "withholding_only")
    return {
        "stage": _labels(1 * incoming, ("pending", "incoming")),
        "case_type": _labels(dice.pick((970, 6, 14, 10)), kinds),
        "detained": pl.Series(np.zeros(dice.size, dtype=bool)),
        "next_hearing": _dates(hearing, ~incoming),
    }


def _days(bounds: Bounds, known: Mapping[str, Truths]) -> dict[str, pl.Series]:
    return {f"{day}_{end}": _dates(bounds[day][at], known[day])
            for day in bounds for at, end in enumerate(("earliest", "latest"))}  # fmt: skip


def _dates(days: Whole, known: Truths) -> pl.Series:
    dates = pl.Series(np.where(known, days, 0).astype(np.int32)).cast(pl.Date())
    return _where_known(dates, known)


def _where_known(values: pl.Series, known: Truths) -> pl.Series:
    return pl.select(pl.when(pl.lit(pl.Series(known))).then(pl.lit(values))).to_series()


def _truths(truths: Mapping[str, Truths], known: Mapping[str, Truths], stage: pl.Series) -> dict[str, pl.Series]:
    """A crime is true or unknown, since no check has said no; charges are known once a case is filed."""
    filed = (stage == "pending").to_numpy()
    told = {name: known.get(name, filed) & (true if name in CRIMES else True) for name, true in truths.items()}
    return {name: _where_known(pl.Series(true), told[name]) for name, true in truths.items()}


def _counts(counts: Mapping[str, Whole], known: Mapping[str, Truths]) -> dict[str, pl.Series]:
    """No check is completed, so what a file says is the least there is; none on file says nothing."""
    return {f"{name}_at_least": _where_known(pl.Series(count), known[name] & (count > 0))
            for name, count in counts.items()}  # fmt: skip


def _descriptors(dice: Dice, office: Office) -> dict[str, pl.Series]:
    """Made-up codes, drawn with no regard to anything but the office."""
    nation = dice.pick(office.nationality)
    born = np.where(dice.chance(0.05), dice.pick(office.nationality), nation)
    places = tuple(f"ZZ-{number}" for number in range(1, len(office.nationality) + 1))
    return {
        "descriptor_nationality": _labels(nation, places),
        "descriptor_birthplace": _labels(born, places),
        "descriptor_language": _labels(dice.pick(office.language), ("L-1", "L-2", "L-3", "L-4", "L-5")),
        "descriptor_sex": _labels(dice.pick((1, 1)), ("S-1", "S-2")),
        "descriptor_ethnicity": _labels(dice.pick((3, 1)), ("E-1", "E-2")),
    }

"""The design of the synthetic docket: kinds of case, how common and how well recorded each is, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenhand.docket import strict_yaml
from evenhand.docket.strict_yaml import Fields

FAVORABLE = ("student", "schoolchild", "elder", "service", "victim", "long_resident")
PRIORITY = ("recent", "convicted", "removed", "fraud")
OPEN = ("family", "condition", "bare")  # no file of these settles the favorable list
TRAITS = FAVORABLE + PRIORITY + OPEN

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Office:
    """One office: its court's code, how many cases the pilot had there, and how common each descriptor is."""

    court: str
    cases: int
    nationality: tuple[float, ...]
    language: tuple[float, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of case. Ranges are years; shares are parts of one, by office."""

    name: str
    text: str
    traits: frozenset[str]
    ranges: Mapping[str, tuple[float, float]]
    edge: tuple[str, int] | None
    share: Mapping[str, Fraction]
    shown: Mapping[str, Fraction]

    def has(self, names: Sequence[str]) -> bool:
        """This function will say whether the kind has one of the traits."""
        return bool(self.traits & set(names))

    @property
    def amenable(self) -> bool:
        """Whether a file that shows the kind shows a favorable factor and no priority."""
        return self.has(FAVORABLE) and not self.has(PRIORITY)

    @property
    def plain(self) -> bool:
        """Whether a file that shows the kind shows that no favorable factor holds."""
        return not self.has(FAVORABLE) and not self.has(OPEN)


@dataclass(frozen=True)
class Mix:
    """The whole design."""

    edition: str
    as_of: date
    offices: Mapping[str, Office]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Plan:
    """Which kind each case of an office is, in the order of its cases, and whether its file shows it."""

    kind: NDArray[np.uint8]
    shown: Truths


def load_mix() -> Mix:
    """This function will read the packaged design."""
    fields = Fields(strict_yaml.load(Path(str(files(__package__) / "mix.yaml"))), what="the mix")
    mix = Mix(
        edition=str(fields.text("edition")),
        as_of=date.fromisoformat(fields.text("as_of")),
        offices={str(name): _office(Fields(body, what=f"office [{name}]"))
                 for name, body in fields.mapping("offices").items()},
        kinds=tuple(_kind(str(name), Fields(body, what=f"kind [{name}]"))
                    for name, body in fields.mapping("kinds").items()),
    )  # fmt: skip
    fields.end()
    return mix


def _office(fields: Fields) -> Office:
    office = Office(
        court=str(fields.text("court")),
        cases=int(fields.text("cases")),
        nationality=tuple(float(weight) for weight in fields.texts("nationality")),
        language=tuple(float(weight) for weight in fields.texts("language")),
    )
    fields.end()
    return office


def _kind(name: str, fields: Fields) -> Kind:
    day, _, years = fields.text("edge", "").partition(" ")
    kind = Kind(
        name=name,
        text=str(fields.text("text")),
        traits=frozenset(str(trait) for trait in fields.texts("traits")),
        ranges={which: _range(fields.text(which)) for which in ("age", "present", "arrived_at")},
        edge=(day, int(years)) if day else None,
        share=_percentages(fields, "share"),
        shown=_percentages(fields, "shown"),
    )
    fields.end()
    return kind


def _range(text: str) -> tuple[float, float]:
    low, _, high = text.partition("..")
    return float(low), float(high)


def _percentages(fields: Fields, name: str) -> dict[str, Fraction]:
    return {str(office): Fraction(str(value)) / 100 for office, value in fields.mapping(name).items()}


def quotas(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """This function will divide a total by weights, giving what is left over to the largest remainders."""
    whole = sum(weights)
    exact = [Fraction(weight) * total / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def office_cases(mix: Mix, cases: int | None) -> dict[str, int]:
    """This function will say how many cases each office has: the pilot's own, or a total in the same proportion."""
    pilot = [office.cases for office in mix.offices.values()]
    return dict(zip(mix.offices, pilot if cases is None else quotas(cases, pilot), strict=True))


def kind_quotas(mix: Mix, office: str, cases: int) -> list[tuple[int, int]]:
    """This function will say how many cases of each kind an office has, and in how many the file shows it.

    What is shown is rounded on the running total, so that the office's whole is never more than half a case off.
    """
    counts = quotas(cases, [kind.share[office] for kind in mix.kinds])
    running, given, rows = Fraction(1, 2), 0, []
    for kind, count in zip(mix.kinds, counts, strict=True):
        running += count * kind.shown[office]
        rows.append((count, int(running) - given))
        given = int(running)
    return rows


def plan(mix: Mix, *, office: str, cases: int, seed: int) -> Plan:
    """This function will assign kinds to the cases of an office: the quotas, in an order drawn from the seed."""
    cells = [count for of, shown in kind_quotas(mix, office, cases) for count in (of - shown, shown)]
    drawn = np.repeat(np.arange(len(cells), dtype=np.uint8), cells)
    np.random.Generator(np.random.PCG64(seeds(mix, office=office, seed=seed, count=1)[0])).shuffle(drawn)
    return Plan(kind=drawn // 2, shown=drawn % 2 == 1)


def seeds(mix: Mix, *, office: str, seed: int, count: int) -> list[np.random.SeedSequence]:
    """This function will spawn an office's seeds: the first is for its plan, each later one for a chunk of cases."""
    own = np.random.SeedSequence(seed).spawn(len(mix.offices))[list(mix.offices).index(office)]
    return own.spawn(count)


def design(mix: Mix) -> dict[str, Any]:
    """This function will work out the rates that the design implies, and how the gap between the offices divides."""
    offices = list(mix.offices)
    rate = {kind.name: {office: float(kind.shown[office] if kind.amenable else 0) for office in offices}
            for kind in mix.kinds}  # fmt: skip
    share = {kind.name: {office: float(kind.share[office]) for office in offices} for kind in mix.kinds}
    expected = {office: sum(share[name][office] * rate[name][office] for name in rate) for office in offices}
    low, high = offices
    by_mix, by_recording = divide_gap(
        {name: (share[name][low], rate[name][low]) for name in rate},
        {name: (share[name][high], rate[name][high]) for name in rate},
    )
    return {
        "edition": mix.edition,
        "as_of": mix.as_of.isoformat(),
        "kinds": {kind.name: kind.text for kind in mix.kinds},
        "share": share,
        "rate": rate,
        "expected_rate": expected,
        "gap_points": {"whole": 100 * (expected[high] - expected[low]), "mix": by_mix, "recording": by_recording},
    }


Groups = Mapping[str, tuple[float, float]]
"""Kind -> its share of the cases, and its rate."""


def divide_gap(low: Groups, high: Groups) -> tuple[float, float]:
    """This function will divide the gap between two offices' rates by Kitagawa's method, in points: mix, recording."""
    by_mix = sum((high[kind][0] - low[kind][0]) * (high[kind][1] + low[kind][1]) / 2 for kind in low)
    by_rate = sum((high[kind][1] - low[kind][1]) * (high[kind][0] + low[kind][0]) / 2 for kind in low)
    return 100 * by_mix, 100 * by_rate

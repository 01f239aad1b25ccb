"""The generator draws all that a dictionary, an edition and a case can be; without it, agreement proves little."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from evenhand.policy.outcomes import OUTCOMES, WORKLISTS
from generative.features import Features
from generative.samples import LONG, sample

EVERY_ORDER = ("<", "<=", ">", ">=", "==")
TRUTHS = ("true", "false", "unknown")


def of_dictionaries() -> Iterator[str]:
    for adverse, kind in product(("", "adverse "), ("truth", "code", "count", "day")):
        yield from (f"{adverse}{kind}", f"{adverse}{kind} settled by a check")
    people = ("court", "agency", "file", "court+agency", "check:criminal", "check:security", "finding")
    yield from (f"{adverse}fact settled by {who}" for adverse, who in product(("", "adverse "), people))
    yield from ("fact settled by respondent", "fact settled by file+respondent")
    yield from ("days in order", "years to as_of", "years to a day")


def of_editions() -> Iterator[str]:
    yield from ("kind lists", "kind totality", "Not", "And", "Or", "truth", "code in list", "count in list")
    yield from ("count in list with gaps", *(f"{number} parts of scope" for number in (1, 2, 3)))
    yield from (f"{kind} {order}" for kind in ("count", "day") for order in EVERY_ORDER)
    yield from (f"years {order}" for order in EVERY_ORDER if order != "==")
    yield from (f"{some} {name}" for some in ("some", "no") for name in ("favorable", "priority", "consideration"))
    yield from ("checks stay good for days", "checks stay good without limit")


def of_cases() -> Iterator[str]:
    yield from ("disputed fact", "contradiction", "event after the as-of date", "a day known by its order alone")
    yield from (f"check {how}" for how in ("absent", "in the future", "expired", "on its last day", "live",
                                           "live without limit"))  # fmt: skip
    yield from (f"{kind} {how}" for kind in ("Count", "Days") for how in ("exact", "between bounds", "open above"))
    yield from ("Days open below", *(f"cleared {kind}" for kind in ("truth", "code", "count", "day", "finding")))
    kinds = ("truth", "list of code", "list of count", "count", "day", "years")
    yield from (f"{kind} {truth}" for kind in kinds for truth in TRUTHS)
    yield from (f"{kind} {order} on the threshold" for kind in ("count", "day") for order in EVERY_ORDER)
    yield from (f"years {order} on the anniversary" for order in EVERY_ORDER if order != "==")
    yield "years < on the anniversary of 29 February"


def of_results() -> Iterator[str]:
    for how in ("", ", if clear"):
        yield from (f"lists{how}: {outcome}" for outcome in OUTCOMES)
        yield from (f"totality{how}: {outcome}" for outcome in ("weigh", "incomplete", "out_of_scope"))
    yield from (f"worklist {name}" for name in (*WORKLISTS, None))
    yield from (f"needs check {check}, finding {finding}" for check, finding in product((True, False), repeat=2))
    yield from (f"some favorable {one}, some priority {other}" for one, other in product(TRUTHS, repeat=2))
    yield from (f"out of scope by part {number}" for number in (1, 2, 3))


@pytest.mark.slow
def test_everything_is_drawn() -> None:
    drawn = {feature for example in sample(LONG) for feature in Features(example)}
    wanted = [*of_dictionaries(), *of_editions(), *of_cases(), *of_results()]
    assert [feature for feature in wanted if feature not in drawn] == []

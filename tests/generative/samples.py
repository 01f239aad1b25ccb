"""The same drawn examples every time, for tests that count what is drawn or look for one that shows a fault."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from generative.profiles import BATCH
from generative.strategies import Drawn, screenings

SHORT, LONG = 50, 300  # examples


@cache
def sample(examples: int, **given_to: Any) -> tuple[Drawn, ...]:
    """This function will draw so many examples, the same ones every time; `given_to` goes to `screenings`."""
    found: list[Drawn] = []
    for number in range(examples // BATCH):

        @seed(number)
        @settings(max_examples=BATCH, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(screenings(**given_to))
        def keep(drawn: Drawn) -> None:
            found.append(drawn)

        keep()
    return tuple(found)

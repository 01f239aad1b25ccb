"""How many examples a test draws: a few in `make check`, many at length, more or fewer under the other profiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

USUAL = 100  # hypothesis's own number, and the profile `test`'s
BATCH = 10  # hypothesis varies what it drew before more and more: a new start every so often draws more widely
Proof = Callable[..., Any]


def examples(number: int) -> int:
    """This function will give a test's number of examples: as it stands under `test`, more or fewer under others."""
    return max(1, number * settings().max_examples // USUAL)


def proved(drawn: SearchStrategy[Any], *, few: int, many: int, at_length: dict[str, Proof]) -> Callable[[Proof], Proof]:
    """This function will make of a proof a test with few examples, and put the same with many into `at_length`."""

    def make(proof: Proof) -> Proof:
        batch = settings(max_examples=BATCH)(given(drawn)(proof))
        at_length[proof.__name__] = lambda: [batch() for _ in range(examples(many) // BATCH)]
        return settings(max_examples=examples(few))(given(drawn)(proof))

    return make

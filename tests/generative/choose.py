"""Choices for strategies: what stands first in a list is what a failing example shrinks to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@cache
def _below(number: int) -> st.SearchStrategy[int]:
    return st.integers(0, number - 1)


class Choose:
    """Makes choices through hypothesis, so that every one of them can shrink."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def number(self, least: int, most: int) -> int:
        """This function will choose a whole number."""
        return least + int(self._draw(_below(most - least + 1)))

    def one(self, items: Sequence[T]) -> T:
        """This function will choose one of some things."""
        return items[self.number(0, len(items) - 1)]

    def chance(self, percent: int) -> bool:
        """This function will say yes so many times in a hundred; a shrunk choice says no."""
        return self.number(0, 99) >= 100 - percent

    def some(self, items: Sequence[T], *, least: int, most: int) -> list[T]:
        """This function will choose some things, each at most once, in the order in which they stood."""
        wanted = self.number(min(least, len(items)), min(most, len(items)))
        left = list(range(len(items)))
        taken = [left.pop(self.number(0, len(left) - 1)) for _ in range(wanted)]
        return [items[place] for place in sorted(taken)]

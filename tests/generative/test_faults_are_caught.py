"""The comparison of the engines catches faults that compilers of rules have had, each within the same few examples."""

from __future__ import annotations

import pytest

from generative.engines import by_polars, differences
from generative.faults import FAULTS
from generative.samples import SHORT, sample


def test_without_a_fault_nothing_is_caught() -> None:
    assert [line for drawn in sample(SHORT) for line in differences(drawn, by_polars)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = sample(SHORT)  # drawn before the fault is put in
    FAULTS[name](monkeypatch)
    assert any(differences(drawn, by_polars) for drawn in examples), f"not in {SHORT} examples"

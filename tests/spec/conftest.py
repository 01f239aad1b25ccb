"""Spec tests draw a table and hand it to `spec`, which runs it on every engine."""

from __future__ import annotations

import pytest

from spec import drawing
from spec.drawing import Spec


@pytest.fixture
def spec() -> Spec:
    """The runner of drawn tables."""
    return Spec(drawing.check)

"""Stands here so that tests in every folder can import the modules beside it, and says how many examples are drawn.

EVENHAND_PROFILE is `check` (few), `test` (the default) or `release` (ten times as many).
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

PHASES = [phase for phase in Phase if phase is not Phase.explain]  # explaining takes minutes, and says little here
for name, examples in {"check": 20, "test": 100, "release": 1_000}.items():
    settings.register_profile(name, max_examples=examples, deadline=None, print_blob=True, phases=PHASES)
settings.load_profile(os.environ.get("EVENHAND_PROFILE", "test"))

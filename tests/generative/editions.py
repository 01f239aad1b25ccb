"""Drawn editions, by way of their text: lists and totality, one part of scope or more, empty lists too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from evenhand.docket import strict_yaml
from evenhand.docket.facts import Dictionary
from evenhand.policy import document
from evenhand.policy.condition import Constant
from evenhand.policy.document import Edition
from generative.choose import Choose
from generative.conditions import Language, texts

# A reason's name with an ending that looks like the mark of a supposition, so that columns would meet.
NAMES = ("one", "one_c", "one_f", "one_c_f", "two")  # after the first letter of their list
# The last is after some as-of dates.
DAYS = (date(2001, 3, 1), date(2000, 2, 29), date(1999, 12, 31), date(2007, 7, 15), date(2012, 6, 1))
SOURCED = "cite: Part 1, checked_on: 2020-01-01"


@st.composite
def editions(
    draw: Any,
    dictionary: Dictionary,
    *,
    kind: str | None = None,
    reasons: int = 3,
    atoms: int = 5,
    once: bool = False,
) -> tuple[str, Edition]:
    """This function will draw an edition over a dictionary, and give its text too.

    With `once`, the scope, all favorable factors together and all priorities together name no fact twice, if there are
    facts enough.
    """
    choose = Choose(draw)
    used: set[str] | None = set() if once else None
    language = Language(dictionary, _parameters(choose), among=lambda fact: not fact.protected, used=used)
    lines = [
        "edition: drawn",
        f"kind: {kind or ('totality' if choose.chance(20) else 'lists')}",
        "title: Drawn",
        "issued_by: Nobody",
        "in_force: [{from: 1990-01-01}]",
        f'scope: "{_scope(draw, choose, language)}"',
        "parameters:",
        *(f"  {name}: {{value: {value}, {SOURCED}}}" for name, value in language.parameters.items()),
    ]
    for name, most in (("favorable", reasons), ("priorities", reasons), ("considerations", 1)):
        lines += _listed(draw, choose, language, name=name, most=most, atoms=atoms)
    lines += _validity(choose, dictionary)
    text = "\n".join(lines) + "\n"
    return text, document.read(strict_yaml.loads(text), dictionary=dictionary, folder=Path("drawn"))


def _parameters(choose: Choose) -> dict[str, Constant]:
    counts: dict[str, Constant] = {"limit_count": choose.number(0, 4), "limit_years": choose.number(1, 20)}
    return counts | {f"limit_day_{number}": day for number, day in enumerate(choose.some(DAYS, least=1, most=2))}


def _scope(draw: Any, choose: Choose, language: Language) -> str:
    """Parts that hold more often than not, or nothing but the scope would ever be asked."""
    parts = [" or ".join(draw(texts(language, atoms=1)) for _ in range(choose.one((1, 2, 3))))
             for _ in range(choose.one((1, 1, 2, 3)))]  # fmt: skip
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)


def _listed(draw: Any, choose: Choose, language: Language, *, name: str, most: int, atoms: int) -> list[str]:
    names = NAMES[: 0 if choose.chance(12) else choose.number(1, most)]
    if not names:
        return []
    adverse = name == "priorities" and choose.chance(60)
    used: set[str] | None = None if language.used is None else set()
    when = texts(replace(language, among=lambda fact: fact.adverse or not adverse, used=used), atoms=atoms)
    bodies = [f'text: Reason, cite: Part 1, wording: quoted, when: "{draw(when)}"' for _ in names]
    return [f"{name}:", *(f"  {name[0]}_{named}: {{{body}}}" for named, body in zip(names, bodies, strict=True))]


def _validity(choose: Choose, dictionary: Dictionary) -> list[str]:
    kinds = [kind for kind in dictionary.checks if choose.chance(60)]
    days = (f"  {kind}: {{value: {choose.one((90, 0, 1, 365, 1_000_000))}, {SOURCED}}}" for kind in kinds)
    return ["check_validity_days:", *days] if kinds else []

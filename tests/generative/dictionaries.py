"""Drawn dictionaries of facts: every type, everyone who can settle a fact, adverse or not, days in order, ages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from evenhand.docket import strict_yaml
from evenhand.docket.facts import TYPES, Dictionary, read_dictionary
from generative.choose import Choose

KINDS = ("criminal", "security")
CHECKED = tuple(f"check:{kind}" for kind in KINDS)
OTHERS = (("court",), ("agency",), ("file",), ("court", "agency"), ("respondent",), ("file", "respondent"))
CODES = ("red", "amber", "green", "grey")
# One name is another's with an ending, so that columns made from names would meet if anything let them.
ENDINGS = ("a", "a_clear", "b", "a_c", "c", "a_f", "d", "a_c_f", "e", "a_c_clear")


@dataclass(frozen=True)
class Shape:
    """What dictionaries may be drawn."""

    check_days: bool = True  # a check may settle a day
    least: int = 4
    most: int = 9


@dataclass(frozen=True)
class Written:
    """A dictionary and the text that it was read from."""

    text: str
    dictionary: Dictionary


@st.composite
def dictionaries(draw: Any, shape: Shape = Shape()) -> Written:
    """This function will draw a dictionary, by way of its text."""
    choose = Choose(draw)
    facts: dict[str, str] = {}
    for _ in range(choose.number(shape.least, shape.most)):
        kind = choose.one((*TYPES, "day", "truth"))
        named = sum(name.startswith(kind) for name in facts)
        protected = bool(facts) and choose.chance(15)  # not the first: a scope needs a fact that is not
        facts[f"{kind}_{ENDINGS[named]}"] = _fact(choose, kind, shape) + ', protected: "true"' * protected
    days = _ordered(choose, facts)
    lines = ["checks: {criminal: By name, security: By number}", "facts:"]
    lines += [f"  {name}: {{{body}}}" for name, body in facts.items()]
    lines += [f"years: {{{', '.join(_years(choose, days))}}}"]
    text = "\n".join(lines) + "\n"
    return Written(text, read_dictionary(strict_yaml.loads(text), hash="drawn"))


def _fact(choose: Choose, kind: str, shape: Shape) -> str:
    who = choose.one(("others", "check", "finding") if kind == "truth" else ("others", "check"))
    if who == "check" and (kind != "day" or shape.check_days):
        settled: tuple[str, ...] = (choose.one(CHECKED),)
    else:
        settled = ("finding",) if who == "finding" else choose.one(OTHERS)
    adverse = "respondent" not in settled and choose.chance(70)
    body = f"type: {kind}, question: Which?, settled_by: [{', '.join(map(repr, settled))}]"
    body += ', adverse: "true"' * adverse
    return body + (_codes(choose, needs_clear=adverse and settled[0] in CHECKED) if kind == "code" else "")


def _codes(choose: Choose, *, needs_clear: bool) -> str:
    codes = CODES[: choose.number(2, len(CODES))]
    clear = f", clear: {choose.one(codes)}" if needs_clear or choose.chance(25) else ""
    return f", codes: [{', '.join(codes)}]{clear}"


def _ordered(choose: Choose, facts: dict[str, str]) -> list[str]:
    """Puts two days that came in order, most of the time, where there are two; gives all the days."""
    days = [name for name in facts if name.startswith("day_")]
    came = [name for name in days if not ("check:" in facts[name] and "adverse" in facts[name])]
    if len(came) > 1 and choose.chance(75):
        first, second = choose.some(came, least=2, most=2)
        if choose.chance(50):
            first, second = second, first
        facts[second] += f", not_before: {first}"
    return days


def _years(choose: Choose, days: list[str]) -> list[str]:
    lines = [f"since_{day}: {{from: {day}, to: as_of}}" for day in days if choose.chance(70)]
    pairs = [(one, other) for one in days for other in days if one != other]
    chosen = choose.some(pairs, least=0, most=2)
    return lines + [f"from_{one}_to_{other}: {{from: {one}, to: {other}}}" for one, other in chosen]

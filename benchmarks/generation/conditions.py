"""Conditions as three-valued expressions over the facts: True, False or None."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from benchmarks.generation.writer import Writer, day
from evenhand.docket.facts import AS_OF, Years
from evenhand.policy.compile.terms import PLAIN, Mode, Terms
from evenhand.policy.condition import And, Compare, Condition, Member, Not, Or, Truth

MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def write_keys(writer: Writer) -> None:
    """This function will write the numbers that compare as anniversaries do, of days between which years run."""
    for name in sorted({name for years in spans(writer.terms) for name in (years.start, years.end)}):
        for side in (f"low_{name}", f"high_{name}"):
            key = f"{side}.year * 10_000 + {side}.month * 100 + {side}.day"
            writer.put(f"key_{side}", f"{key} if {side} is not None else None")


def spans(terms: Terms) -> list[Years]:
    """This function will name the elapsed years of the edition that run between two recorded days."""
    asked = dict.fromkeys(atom.fact for atom in terms.atoms if atom.fact in terms.dictionary.years)
    return [years for years in map(terms.dictionary.years.__getitem__, asked) if years.end != AS_OF]


def holds(writer: Writer, condition: Condition, mode: Mode) -> str:
    """This function will write a condition under a supposition, unless it stands already, and give its name."""
    clear = "clear_" if writer.terms.touches(condition, mode) != PLAIN else ""
    if isinstance(condition, Truth):
        return f"{clear}v_{condition.fact}"
    return writer.once(_holds(writer, condition, mode, clear))


def _holds(writer: Writer, condition: Compare | Member | Not | And | Or, mode: Mode, clear: str) -> str:
    if isinstance(condition, Not):
        part = holds(writer, condition.part, mode)
        return f"None if {part} is None else not {part}"
    if isinstance(condition, And | Or):
        parts = [holds(writer, part, mode) for part in condition.parts]
        return both(parts) if isinstance(condition, And) else either(parts)
    return _atom(writer.terms, condition, clear)


def both(parts: Iterable[str]) -> str:
    """This function will join names by three-valued `and`."""
    names = list(dict.fromkeys(parts))
    known_false = " or ".join(f"{name} is False" for name in names)
    return f"True if {' and '.join(names)} else False if {known_false} else None"


def either(parts: Iterable[str]) -> str:
    """This function will join names by three-valued `or`."""
    names = list(dict.fromkeys(parts))
    unknown = " or ".join(f"{name} is None" for name in names)
    return f"True if {' or '.join(names)} else None if {unknown} else False"


def _atom(terms: Terms, atom: Compare | Member, clear: str) -> str:
    if isinstance(atom, Member):
        assert terms.dictionary.facts[atom.fact].type == "code"
        return f"None if v_{atom.fact} is None else v_{atom.fact} in {atom.values!r}"
    if atom.fact in terms.dictionary.years:
        return _elapsed(terms, terms.dictionary.years[atom.fact], atom)
    low, high = f"low_{atom.fact}", f"{clear}high_{atom.fact}"
    if isinstance(atom.value, date):
        return _compare(low, high, atom.order, day(atom.value), low_open=low)
    return _compare(low, high, atom.order, str(atom.value), high_open=high)


def _elapsed(terms: Terms, years: Years, atom: Compare) -> str:
    assert isinstance(atom.value, int)
    if years.end == AS_OF:
        low, bound = f"low_{years.start}", terms.as_of.replace(year=terms.as_of.year - atom.value)
        return _compare(low, f"high_{years.start}", MIRROR[atom.order], day(bound), low_open=low)
    least = f"key_low_{years.end} - key_high_{years.start}"
    most = f"key_high_{years.end} - key_low_{years.start}"
    return _compare(least, most, atom.order, str(10_000 * atom.value),
                    low_open=f"low_{years.end}", high_open=f"low_{years.start}")  # fmt: skip


def _compare(low: str, high: str, order: str, bound: str, *, low_open: str = "", high_open: str = "") -> str:
    """True where both bounds say so, False where neither does; a bound that may be open is named and asked first."""
    if order == "==":
        reaches = _unless(low_open, f"{low} <= {bound}"), _unless(high_open, f"{high} >= {bound}")
        return f"True if {low} == {bound} == {high} else None if {' and '.join(reaches)} else False"
    sides = (low, low_open), (high, high_open)
    (certain, certain_open), (possible, possible_open) = sides if order in (">", ">=") else sides[::-1]
    surely = (
        f"{certain_open} is not None and {certain} {order} {bound}" if certain_open else f"{certain} {order} {bound}"
    )
    return f"True if {surely} else None if {_unless(possible_open, f'{possible} {order} {bound}')} else False"


def _unless(open_bound: str, comparison: str) -> str:
    return f"({open_bound} is None or {comparison})" if open_bound else comparison

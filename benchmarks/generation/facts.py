"""The first lines: what may be used of each fact, as it is and as supposed clear."""

from __future__ import annotations

from benchmarks.generation.writer import Writer, day
from evenhand.docket.facts import Fact
from evenhand.policy.compile import known


def write(writer: Writer) -> None:
    """This function will write the unpacking of the row and the facts."""
    terms = writer.terms
    columns = known.inputs(terms)
    as_they_are = {fact.name for fact in terms.facts if _as_it_is(fact)}
    writer.lines.append(f"({', '.join(f'v_{name}' if name in as_they_are else f'c_{name}' for name in columns)}) = row")
    assert not terms.edition.validity
    for kind in terms.kinds:
        writer.put(f"live_{kind}", f"c_check_{kind} is not None and c_check_{kind} <= {day(terms.as_of)}")
    for fact in terms.facts:
        if writer.disputable(fact):
            blank = " = ".join(f"{'v' if _as_it_is(fact) else 'c'}_{column}" for column in known.columns(fact))
            writer.lines.append(f"if {fact.name!r} in c_disputed: {blank} = None")
        {"truth": _truth, "code": _code, "count": _count, "day": _day}[fact.type](writer, fact)
    for first, second in terms.dictionary.ordered:
        _narrow(writer, first, second)


def _as_it_is(fact: Fact) -> bool:
    return fact.type in ("truth", "code") and not fact.check


def _truth(writer: Writer, fact: Fact) -> None:
    if fact.check:
        writer.put(f"v_{fact.name}", f"c_{fact.name} if c_{fact.name} or live_{fact.check} else None")
    if fact.adverse and (fact.check or fact.finding):
        clear = _and(f"v_{fact.name} is None", _clearable(writer, fact))
        writer.put(f"clear_v_{fact.name}", f"False if {clear} else v_{fact.name}")


def _code(_: Writer, fact: Fact) -> None:
    assert _as_it_is(fact)  # nothing to write


def _count(writer: Writer, fact: Fact) -> None:
    low = writer.put(f"low_{fact.name}", f"c_{fact.name}_at_least or 0")
    high = f"c_{fact.name}_at_most"
    writer.put(f"high_{fact.name}", f"{high} if live_{fact.check} else None" if fact.check else high)
    if fact.adverse and fact.check:
        writer.put(f"clear_high_{fact.name}", f"{low} if {_clearable(writer, fact)} else high_{fact.name}")


def _clearable(writer: Writer, fact: Fact) -> str:
    undisputed = f"{fact.name!r} not in c_disputed" if writer.disputable(fact) else ""
    return _and(f"not live_{fact.check}" if fact.check else "", undisputed)


def _and(*parts: str) -> str:
    return " and ".join(part for part in parts if part)


def _day(writer: Writer, fact: Fact) -> None:
    assert not (fact.adverse and fact.check)
    first, last, as_of = f"c_{fact.name}_earliest", f"c_{fact.name}_latest", day(writer.terms.as_of)
    writer.put(f"low_{fact.name}", f"{first} if {first} is not None and {first} <= {as_of} else None")
    writer.put(f"high_{fact.name}", f"{last} if {last} is not None and {last} < {as_of} else {as_of}")


def _narrow(writer: Writer, first: str, second: str) -> None:
    writer.lines += [
        f"if low_{first} is not None and low_{first} > high_{second}:",
        f"    low_{first} = low_{second} = None",
        f"    high_{first} = high_{second} = {day(writer.terms.as_of)}",
        "else:",
        f"    if high_{second} < high_{first}: high_{first} = high_{second}",
        f"    if low_{first} is not None and (low_{second} is None or low_{second} < low_{first}):",
        f"        low_{second} = low_{first}",
    ]


def is_open(fact: Fact) -> str:
    """This function will say whether a count or a day is not exactly known; an open bound differs from a known one."""
    return f"low_{fact.name} != high_{fact.name}"

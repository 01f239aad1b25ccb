"""Whether an edition may be issued: what its examples, its dictionary and all possible worlds say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations

import z3

from evenhand.docket.facts import Dictionary
from evenhand.policy import examples
from evenhand.policy.condition import Atom, Compare, Condition, Member, atoms, directed, recorded
from evenhand.policy.document import Edition, Reason
from evenhand.policy.outcomes import INCOMPLETE, OUTCOMES
from evenhand.policy.worlds import Worlds


@dataclass(frozen=True)
class Checked:
    """What a check of an edition found. With any problem it cannot be issued; notes are for its authors."""

    examples: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def check(edition: Edition, dictionary: Dictionary) -> Checked:
    """This function will run an edition's examples and look for rules that say something other than they seem to."""
    worlds = Worlds(edition, dictionary, as_of=edition.in_force[0].start)
    worked = examples.load(edition, dictionary)
    failed = [f"example at line {example.line} [{example.title}]: {failure}"
              for example in worked for failure in examples.failures(example, edition, dictionary)]  # fmt: skip
    none = ["there are no worked examples; an edition needs some that a lawyer can read"] if not worked else []
    return Checked(
        examples=len(worked),
        problems=(
            *none,
            *failed,
            *_not_adverse(edition, dictionary),
            *_late_numbers(edition, dictionary),
            *_dead(worlds),
            *_reach(worlds),
        ),
        notes=(*_implied(worlds), *_inexact(edition, dictionary), *_protected(edition, dictionary)),
    )


def _not_adverse(edition: Edition, dictionary: Dictionary) -> Iterator[str]:
    for reason in edition.listed("priority"):
        for name in sorted(recorded(reason.condition, dictionary)):
            if not dictionary.facts[name].adverse:
                yield f"priority [{reason.name}] names [{name}], which the dictionary does not call adverse"


def _late_numbers(edition: Edition, dictionary: Dictionary) -> Iterator[str]:
    """An event nobody has recorded is not after the day of screening, if it came at all; that must settle nothing."""
    start = min(time.start for time in edition.in_force)
    for reason in edition.reasons:
        for atom in dict.fromkeys(atoms(reason.condition)):
            adverse = atom.fact in dictionary.facts and dictionary.facts[atom.fact].adverse
            if isinstance(atom, Compare) and isinstance(atom.value, date) and adverse and atom.value >= start:
                yield (
                    f"{_named(reason)} compares the adverse day [{atom.fact}] with {atom.value}, which is not before "
                    f"the edition's first day in force, {start}; an unknown day would settle it"
                )


def _dead(worlds: Worlds) -> Iterator[str]:
    for reason in worlds.edition.reasons:
        holds = worlds.holds(reason.condition)
        if not worlds.exist(holds):
            yield f"{reason.list} [{reason.name}] is never true, whatever the facts; mend its condition"
        elif not worlds.exist(z3.Not(holds)):
            yield f"{reason.list} [{reason.name}] is always true, whatever the facts; mend its condition"


def _reach(worlds: Worlds) -> Iterator[str]:
    declared = worlds.edition.unreachable
    for name in declared:
        if name not in OUTCOMES or name == INCOMPLETE:
            yield f"[unreachable] names [{name}], which is not an outcome of a whole record"
    for name in OUTCOMES:
        if name == INCOMPLETE:
            continue  # an empty record reaches it
        reached = name in worlds.outcomes and worlds.exist(worlds.outcomes[name])
        if not reached and name not in declared:
            yield f"no case can have the outcome [{name}]; mend the rules, or say why under [unreachable]"
        if reached and name in declared:
            yield f"[unreachable] says that no case has the outcome [{name}], but some can; take it out"


def _implied(worlds: Worlds) -> Iterator[str]:
    for name in ("favorable", "priority"):
        for one, other in permutations(worlds.edition.listed(name), 2):
            if not worlds.exist(worlds.holds(one.condition), z3.Not(worlds.holds(other.condition))):
                yield f"{name} [{one.name}] holds only where [{other.name}] holds too, so it changes no outcome"


def _inexact(edition: Edition, dictionary: Dictionary) -> Iterator[str]:
    for group, names in inexact(edition, dictionary).items():
        yield (
            f"{group}: {', '.join(names)} can count for and against in one place; where such a fact is open, "
            "a case may be called incomplete though every possible answer agrees"
        )


def inexact(edition: Edition, dictionary: Dictionary) -> dict[str, tuple[str, ...]]:
    """This function will name the facts for which `incomplete` may be said although every world agrees.

    Where each fact of the scope, of all favorable factors together and of all priorities together is used in one
    direction only, or once, a case is incomplete just where two possible worlds differ.
    """
    groups = {"scope": [edition.scope]}
    for name in ("favorable", "priority"):
        groups[name] = [reason.condition for reason in edition.listed(name)]
    found = {name: tuple(_both_ways(conditions, dictionary)) for name, conditions in groups.items()}
    return {name: facts for name, facts in found.items() if facts}


def _both_ways(conditions: list[Condition], dictionary: Dictionary) -> Iterator[str]:
    uses: dict[str, list[int]] = {}
    for condition in conditions:
        for atom, positive in directed(condition):
            for name in dictionary.recorded(atom.fact):
                uses.setdefault(name, []).append(_direction(atom, name, dictionary) * (1 if positive else -1))
    for name, directions in uses.items():
        if len(directions) > 1 and (0 in directions or len(set(directions)) > 1):
            yield name


def _direction(atom: Atom, name: str, dictionary: Dictionary) -> int:
    """Whether more of a fact makes an atom truer (1) or less true (-1); 0 where it is neither."""
    if isinstance(atom, Member) or (isinstance(atom, Compare) and atom.order == "=="):
        return 0
    if not isinstance(atom, Compare):
        return 1
    up = 1 if atom.order in (">", ">=") else -1
    return -up if atom.fact in dictionary.years and dictionary.years[atom.fact].start == name else up


def _protected(edition: Edition, dictionary: Dictionary) -> Iterator[str]:
    names = [_named(reason) for reason in edition.reasons if edition.protected(reason, dictionary)]
    if names:
        yield f"protected, since their conditions name protected facts: {', '.join(names)}"


def _named(reason: Reason) -> str:
    return f"{reason.list} [{reason.name}]"

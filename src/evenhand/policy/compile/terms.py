"""What is compiled: an edition on a day, its facts and atoms, and the suppositions under which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import narwhals as nw

from evenhand.docket.facts import Dictionary, Fact
from evenhand.policy.condition import Atom, Condition, atoms, recorded
from evenhand.policy.document import Edition, Reason

Stage = dict[str, nw.Expr]


@dataclass(frozen=True)
class Mode:
    """A supposition: open checks come back clear, unwritten adverse findings are not made."""

    checks: bool = False
    findings: bool = False

    def __str__(self) -> str:
        return "_c" * self.checks + "_f" * self.findings


PLAIN, CHECKS, FINDINGS, CLEAR = Mode(), Mode(checks=True), Mode(findings=True), Mode(checks=True, findings=True)
MODES = (PLAIN, CHECKS, FINDINGS, CLEAR)


@dataclass(frozen=True)
class Terms:
    """An edition on a day, over one dictionary. `disputable` facts may be named in a row's `disputed`."""

    edition: Edition
    dictionary: Dictionary
    as_of: date
    disputable: frozenset[str]

    @cached_property
    def settling(self) -> tuple[Reason, ...]:
        """The reasons that settle an outcome: considerations never do."""
        return tuple(reason for reason in self.edition.reasons if reason.list != "consideration")

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The recorded facts that any condition reads, and the days that can narrow them."""
        read = {name for atom in self.atoms for name in recorded(atom, self.dictionary)}
        touched = frozenset[str]().union(*(self.dictionary.touching(name) for name in read))
        return tuple(fact for name, fact in self.dictionary.facts.items() if name in touched)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of check that settle any of these facts."""
        return tuple(kind for kind in self.dictionary.checks if any(fact.check == kind for fact in self.facts))

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """Every atom of the edition, once."""
        return _atoms([self.edition.scope, *(reason.condition for reason in self.edition.reasons)])

    @cached_property
    def settling_atoms(self) -> tuple[Atom, ...]:
        """Every atom on which an outcome can hang, once."""
        return _atoms([self.edition.scope, *(reason.condition for reason in self.settling)])

    def touches(self, condition: Condition, mode: Mode) -> Mode:
        """This function will give the part of a supposition that makes a difference to a condition."""
        facts = [self.dictionary.facts[name] for name in recorded(condition, self.dictionary)]
        return Mode(
            checks=mode.checks and any(fact.adverse and fact.check for fact in facts),
            findings=mode.findings and any(fact.adverse and fact.finding for fact in facts),
        )


def _atoms(conditions: list[Condition]) -> tuple[Atom, ...]:
    return tuple(dict.fromkeys(atom for condition in conditions for atom in atoms(condition)))

"""What a rival is given: a docket, the edition, the day; and what it gives back to be timed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks import AS_OF, EDITION
from evenhand.docket.facts import Dictionary, load_dictionary
from evenhand.policy import document
from evenhand.policy.compile.terms import Terms
from evenhand.policy.document import Edition
from evenhand.screening.screen import disputed_facts


@dataclass(frozen=True)
class Job:
    """A docket to screen into `out`; `finished` is the table that must come of it, as Evenhand made it beforehand."""

    docket: Path
    finished: Path
    out: Path

    @cached_property
    def dictionary(self) -> Dictionary:
        """The dictionary of facts."""
        return load_dictionary()

    @cached_property
    def edition(self) -> Edition:
        """The edition that every rival applies."""
        return document.load(EDITION, self.dictionary)

    @cached_property
    def terms(self) -> Terms:
        """The edition on the day, with the facts that this docket disputes."""
        return Terms(self.edition, self.dictionary, AS_OF, disputable=disputed_facts(self.docket, self.dictionary))


@dataclass(frozen=True)
class Prepared:
    """A rival ready to run. Only `work` is timed; `write` puts what it gave into the job's file, where it did not."""

    work: Callable[[], Any]
    write: Callable[[Any], None] = lambda _: None

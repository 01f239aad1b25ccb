"""What the generative tests draw: a dictionary, an edition over it, a day, and cases near the edition's thresholds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from evenhand.docket.facts import Dictionary, Record, write_value
from evenhand.policy.document import Edition
from generative.choose import Choose
from generative.dictionaries import Shape, dictionaries
from generative.editions import editions
from generative.records import Near, records

TODAYS = (date(2012, 1, 13), date(2012, 2, 29), date(2013, 3, 1), date(2012, 12, 31), date(2011, 10, 1))


@dataclass(frozen=True, repr=False)
class Drawn:
    """An edition and cases to screen under it on a day."""

    dictionary: Dictionary
    edition: Edition
    as_of: date
    records: tuple[Record, ...]
    text: str  # dictionary and edition as they were read

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        cases = "\n".join(f"  {shown(record)}" for record in self.records)
        return f"\n{self.text}as of {self.as_of}\ncases:\n{cases}\n"


def shown(record: Record) -> str:
    """This function will write what is known of a case on one line."""
    known = [f"{name}: {write_value(value)}" for name, value in record.values.items()]
    known += [f"check {kind}: {day}" for kind, day in record.checks.items()]
    known += [f"disputed: {name}" for name in sorted(record.disputed)]
    return f"{record.case_id} at {record.office}: {', '.join(known) or 'nothing known'}"


ANY = Shape()


@st.composite
def _another(draw: Any, one: st.SearchStrategy[Record]) -> Record | None:
    """A case, or none: a stop that stands within the same piece as the case lets hypothesis cut single cases out."""
    return None if Choose(draw).number(0, 99) == 0 else draw(one)


@st.composite
def screenings(draw: st.DrawFn, /, *, most: int = 40, shape: Shape = ANY, **of_edition: Any) -> Drawn:
    """This function will draw an edition, a day and at most so many cases: usually nearly so many."""
    written = draw(dictionaries(shape))
    text, edition = draw(editions(written.dictionary, **of_edition))
    as_of = Choose(draw).one(TODAYS)
    one = records(Near(edition, written.dictionary, as_of))
    cases: list[Record] = [draw(one)]
    while len(cases) < most and (another := draw(_another(one))) is not None:
        cases.append(another)
    named = tuple(replace(record, case_id=f"SYN-{place:03}") for place, record in enumerate(cases))
    return Drawn(written.dictionary, edition, as_of, named, written.text + text)

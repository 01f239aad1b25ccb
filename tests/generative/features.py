"""What there is in drawn examples, in words, so that a test can say what its generator never draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.docket.facts import AS_OF, Count, Days, Record
from evenhand.policy.condition import And, Atom, Compare, Condition, Member, Not, Or, unparse
from evenhand.policy.evaluate import Screened, View, cleared, scope_parts, screen
from evenhand.policy.outcomes import OUT_OF_SCOPE
from generative.records import Near, later
from generative.strategies import Drawn

TRUTHS = {True: "true", False: "false", None: "unknown"}


def nodes(condition: Condition) -> Iterator[Condition]:
    """This function will give a condition and all that is in it."""
    yield condition
    for part in (condition.part,) if isinstance(condition, Not) else getattr(condition, "parts", ()):
        yield from nodes(part)


def unbroken(values: tuple[str, ...] | tuple[int, ...]) -> bool:
    """This function will say whether numbers follow one another without a gap."""
    numbers = [value for value in values if isinstance(value, int)]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@dataclass(frozen=True)
class Features:
    """The features of one drawn example."""

    drawn: Drawn

    def __iter__(self) -> Iterator[str]:
        yield from self.of_dictionary()
        yield from self.of_edition()
        for record in self.drawn.records:
            yield from self.of_case(record)

    def of_dictionary(self) -> Iterator[str]:
        """This function will tell who settles what, which days are in order, and between which days years pass."""
        for fact in self.drawn.dictionary.facts.values():
            adverse = "adverse " * fact.adverse
            yield from (f"{adverse}{fact.type}", f"{adverse}fact settled by {'+'.join(fact.settled_by)}")
            yield from (f"{adverse}{fact.type} settled by a check" for _ in range(fact.check is not None))
        yield from ("days in order" for _ in self.drawn.dictionary.ordered)
        for years in self.drawn.dictionary.years.values():
            yield f"years to {'as_of' if years.end == AS_OF else 'a day'}"

    def of_edition(self) -> Iterator[str]:
        """This function will tell the nodes, orders and lists of an edition."""
        edition = self.drawn.edition
        yield f"kind {edition.kind}"
        yield f"{len(scope_parts(edition))} parts of scope"
        for name in ("favorable", "priority", "consideration"):
            yield f"{'some' if edition.listed(name) else 'no'} {name}"
        for kind in self.drawn.dictionary.checks:
            yield f"checks stay good {'for days' if kind in edition.validity else 'without limit'}"
        for condition in [edition.scope, *(reason.condition for reason in edition.reasons)]:
            yield from (self.of_node(node) for node in nodes(condition))

    def of_node(self, node: Condition) -> str:
        """This function will name a node of a condition, with its order and the kind of what it asks."""
        if isinstance(node, Not | And | Or):
            return type(node).__name__
        kind = self.kind(node)
        if isinstance(node, Compare):
            return f"{kind} {node.order}"
        broken = "" if kind != "count" or not isinstance(node, Member) or unbroken(node.values) else " with gaps"
        return f"{kind} in list{broken}" if isinstance(node, Member) else kind

    def kind(self, atom: Atom) -> str:
        """This function will say what kind of thing an atom asks."""
        if atom.fact in self.drawn.dictionary.years:
            return "years"
        return self.drawn.dictionary.facts[atom.fact].type

    def of_case(self, record: Record) -> Iterator[str]:
        """This function will tell what is known of a case, and what screening finds."""
        drawn = self.drawn
        found = screen(record, edition=drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of)
        yield from self.of_record(record, found)
        yield from self.of_result(found)
        view = View(found.case.known, drawn.dictionary, drawn.as_of)
        for atom in Near(drawn.edition, drawn.dictionary, drawn.as_of).atoms:
            yield f"{'list of ' * isinstance(atom, Member)}{self.kind(atom)} {TRUTHS[view.atom(atom)]}"
            yield from self.of_threshold(atom, view)

    def of_record(self, record: Record, found: Screened) -> Iterator[str]:
        """This function will tell disputes, contradictions, late events, checks, precision and what is cleared."""
        drawn, case = self.drawn, found.case
        yield from ("disputed fact" for _ in record.disputed)
        yield from ("contradiction" for _ in case.disputed - record.disputed)
        yield from ("event after the as-of date" for _ in case.defects)
        for kind in drawn.dictionary.checks:
            yield f"check {self.of_check(kind, record)}"
        for value in record.values.values():
            if isinstance(value, Count | Days):
                yield f"{type(value).__name__} {self.of_bounds(value)}"
        supposed = cleared(case, drawn.dictionary, checks=True, findings=True)
        for name in supposed:
            if supposed[name] != case.known[name]:
                fact = drawn.dictionary.facts[name]
                yield f"cleared {'finding' if fact.finding else fact.type}"
        for name in {name for pair in drawn.dictionary.ordered for name in pair} - set(record.values):
            yield from ("a day known by its order alone" for _ in range(case.known[name] != Days(None, drawn.as_of)))

    def of_check(self, kind: str, record: Record) -> str:
        """This function will say how a check stands: absent, in the future, expired, on its last day, live."""
        day, limit = record.checks.get(kind), self.drawn.edition.validity.get(kind)
        if day is None or day > self.drawn.as_of:
            return "absent" if day is None else "in the future"
        if limit is None:
            return "live without limit"
        assert isinstance(limit.value, int)
        left = timedelta(days=min(limit.value, 999_999)) - (self.drawn.as_of - day)
        return "expired" if left < timedelta() else "on its last day" if not left else "live"

    def of_bounds(self, value: Count | Days) -> str:
        """This function will say how exactly a count or a day is known."""
        low, high = value
        if low is None or high is None:
            return "open below" if low is None else "open above"
        return "exact" if low == high else "between bounds"

    def of_result(self, found: Screened) -> Iterator[str]:
        """This function will tell what screening finds."""
        kind = self.drawn.edition.kind
        yield f"{kind}: {found.outcome}"
        yield f"{kind}, if clear: {found.outcome_if_clear}"
        yield f"worklist {found.worklist}"
        yield f"needs check {found.needs_check}, finding {found.needs_finding}"
        if found.outcome == OUT_OF_SCOPE:
            parts = [unparse(part) for part in scope_parts(self.drawn.edition)]
            yield f"out of scope by part {parts.index(str(found.out_of_scope_by)) + 1}"
        elif found.worklist != "scope":
            yield f"some favorable {TRUTHS[found.some_favorable]}, some priority {TRUTHS[found.some_priority]}"

    def of_threshold(self, atom: Atom, view: View) -> Iterator[str]:
        """This function will tell where a value lies exactly on a constant."""
        if not isinstance(atom, Compare):
            return
        if isinstance(atom.value, int) and atom.fact in self.drawn.dictionary.years:
            years = self.drawn.dictionary.years[atom.fact]
            start = _exactly(view.known[years.start])
            end = view.as_of if years.end == AS_OF else _exactly(view.known[years.end])
            if start and end and later(start, atom.value) == end:
                leap = " of 29 February" * ((start.month, start.day) == (2, 29))
                yield f"years {atom.order} on the anniversary{leap}"
            return
        value = view.known[atom.fact]
        if isinstance(value, Count | Days) and value[0] == value[1] == atom.value:
            yield f"{self.kind(atom)} {atom.order} on the threshold"


def _exactly(value: object) -> date | None:
    return value.earliest if isinstance(value, Days) and value.earliest == value.latest else None

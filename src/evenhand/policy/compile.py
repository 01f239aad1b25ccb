"""The fast way: an edition becomes a few stages of column expressions that any Narwhals engine runs.

It shares nothing with the reference evaluator but the condition model. Unknown is null, and `&`, `|`, `~` are
three-valued on every engine. Columns of its own begin with an underscore and never leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_

import narwhals as nw

from evenhand.docket.facts import AS_OF, Dictionary, Fact
from evenhand.policy.condition import And, Atom, Compare, Condition, Member, Not, Truth, atoms, recorded, unparse
from evenhand.policy.document import Edition, Reason
from evenhand.policy.outcomes import INCOMPLETE, MIXED, OUT_OF_SCOPE, PURSUE, RECOMMEND, WEIGH, columns

CODES = {RECOMMEND: 1, PURSUE: 2, MIXED: 3, WEIGH: 4, INCOMPLETE: 5, OUT_OF_SCOPE: 6}
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


def null() -> nw.Expr:
    """This function will give the unknown truth."""
    return nw.lit(None, dtype=nw.Boolean)


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """This function will join by three-valued `or`; of nothing it is false."""
    listed = list(parts)
    return reduce(or_, listed) if listed else nw.lit(False)


@dataclass(frozen=True)
class Compiled:
    """An edition on a day, ready to run over a docket table.

    `disputable` are the facts that some row of the docket may name in `disputed` (every fact by default); a docket
    with few disputes runs faster when they are named.
    """

    edition: Edition
    dictionary: Dictionary
    as_of: date
    disputable: frozenset[str]

    def run(self, docket: nw.LazyFrame[object]) -> nw.LazyFrame[object]:
        """This function will give the outcomes table of a docket table, row for row."""
        frame = docket.select(*self.inputs)
        for stage in self.stages:
            frame = frame.with_columns(**stage) if stage else frame
        return frame.select(*(nw.col(self.output(name)).alias(name) for name in columns(self.edition, self.dictionary)))

    def output(self, name: str) -> str:
        """This function will name the column that holds an output column before the end."""
        return name if name in ("case_id", "office") else f"_out_{name}"

    @cached_property
    def settling(self) -> tuple[Reason, ...]:
        """The reasons that settle an outcome: considerations never do."""
        return tuple(reason for reason in self.edition.reasons if reason.list != "consideration")

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The recorded facts that any condition reads, and the days that can narrow them."""
        conditions = [self.edition.scope, *(reason.condition for reason in self.edition.reasons)]
        read = frozenset[str]().union(*(recorded(condition, self.dictionary) for condition in conditions))
        touched = frozenset[str]().union(*(self.dictionary.touching(name) for name in read))
        return tuple(fact for name, fact in self.dictionary.facts.items() if name in touched)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of check that settle any of these facts."""
        return tuple(kind for kind in self.dictionary.checks if any(fact.check == kind for fact in self.facts))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The docket's columns that are read."""
        names = [name for fact in self.facts for name in _columns(fact)]
        disputed = ("disputed",) if any(fact.name in self.disputable for fact in self.facts) else ()
        return ("case_id", "office", *names, *(f"check_{kind}" for kind in self.kinds), *disputed)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The steps from a docket table to the outcomes table; each reads only what earlier ones made."""
        return (
            self.marks(), self.prepared(), self.narrowed(), self.keyed(), self.supposed(), self.atoms(),
            self.reasons(), self.lists(), self.outcomes(), self.worklists(), self.asked(), self.finished(),
        )  # fmt: skip

    def marks(self) -> Stage:
        """Which checks have answered and still hold, and which facts are disputed."""
        marks = {f"_live_{kind}": self.live(kind) for kind in self.kinds}
        for fact in self.facts:
            listed = nw.col("disputed").list.contains(fact.name).fill_null(False)
            marks[f"_disputed_{fact.name}"] = listed if fact.name in self.disputable else nw.lit(False)
        return marks

    def live(self, kind: str) -> nw.Expr:
        day, days = nw.col(f"check_{kind}"), self.edition.validity.get(kind)
        live = day <= nw.lit(self.as_of)
        if days is not None:
            assert isinstance(days.value, int)
            oldest = self.as_of - timedelta(days=min(days.value, (self.as_of - date.min).days))
            live = live & (day >= nw.lit(oldest))
        return live.fill_null(False)

    def prepared(self) -> Stage:
        """What may be used of each fact: nothing disputed, no "no" that an open check has yet to give, no future."""
        stage: Stage = {}
        for fact in self.facts:
            stage |= self.prepare(fact)
        return stage

    def prepare(self, fact: Fact) -> Stage:
        usable = ~nw.col(f"_disputed_{fact.name}")
        live = nw.col(f"_live_{fact.check}") if fact.check else nw.lit(True)
        value, *_ = (nw.col(name) for name in _columns(fact))
        if fact.type == "count":
            low, high = (nw.col(name) for name in _columns(fact))
            return {f"_low_{fact.name}": nw.when(usable).then(low).otherwise(None).fill_null(0),
                    f"_high_{fact.name}": nw.when(usable & live).then(high)}  # fmt: skip
        if fact.type == "day":
            earliest, latest = (nw.when(usable).then(nw.col(name)) for name in _columns(fact))
            as_of = nw.lit(self.as_of)
            return {f"_low_{fact.name}": nw.when(earliest <= as_of).then(earliest),
                    f"_high_{fact.name}": nw.when((earliest > as_of) | (latest > as_of) | latest.is_null())
                    .then(as_of).otherwise(latest)}  # fmt: skip
        adverse = value if fact.type == "truth" else value != (fact.clear or "")
        return {f"_value_{fact.name}": nw.when(usable & (live | adverse)).then(value)}

    def narrowed(self) -> Stage:
        """Days in their order; where nothing is left between the bounds, both days are disputed."""
        stage: Stage = {}
        used = {fact.name for fact in self.facts}
        for first, second in self.dictionary.ordered:
            if second not in used:
                continue
            (low1, high1), (low2, high2) = self.bounds(first), self.bounds(second)
            impossible = (low1 > high2).fill_null(False)
            as_of = nw.lit(self.as_of)
            stage |= {
                f"_low_{first}": nw.when(~impossible).then(low1),
                f"_high_{first}": nw.when(impossible).then(as_of).when(high1 < high2).then(high1).otherwise(high2),
                f"_low_{second}": nw.when(impossible).then(None).when((low2 < low1) | low2.is_null()).then(low1).otherwise(low2),
                f"_high_{second}": nw.when(impossible).then(as_of).otherwise(high2),
                f"_disputed_{first}": nw.col(f"_disputed_{first}") | impossible,
                f"_disputed_{second}": nw.col(f"_disputed_{second}") | impossible,
            }  # fmt: skip
        return stage

    def bounds(self, name: str) -> tuple[nw.Expr, nw.Expr]:
        return nw.col(f"_low_{name}"), nw.col(f"_high_{name}")

    def keyed(self) -> Stage:
        """Days as 10000*year + 100*month + day, in 64 bits: a month is 8 bits on some engines."""
        days = {day for atom in self.every_atom for day in self.dictionary.recorded(atom.fact)
                if atom.fact in self.dictionary.years}  # fmt: skip
        return {f"_key{side}{day}": _key(nw.col(f"{side}{day}")) for day in sorted(days) for side in ("_low_", "_high_")}

    def supposed(self) -> Stage:
        """What the adverse facts are where the open check comes back clear, or the finding is not made."""
        stage: Stage = {}
        for fact in self.facts:
            if fact.adverse and (fact.check or fact.finding):
                stage |= self.clear(fact)
        return stage

    def clear(self, fact: Fact) -> Stage:
        clearable = ~nw.col(f"_disputed_{fact.name}")
        if fact.check:
            clearable = clearable & ~nw.col(f"_live_{fact.check}")
        if fact.type == "count":
            low, high = self.bounds(fact.name)
            return {f"_high_{fact.name}_clear": nw.when(clearable).then(low).otherwise(high)}
        if fact.type == "day":
            low, high = self.bounds(fact.name)
            return {f"_none_{fact.name}": clearable & low.is_null() & (high == nw.lit(self.as_of))}
        value = nw.col(f"_value_{fact.name}")
        nothing = nw.lit(False) if fact.type == "truth" else nw.lit(fact.clear)
        return {f"_value_{fact.name}_clear": nw.when(clearable & value.is_null()).then(nothing).otherwise(value)}

    @cached_property
    def every_atom(self) -> tuple[Atom, ...]:
        """Every atom of the edition, once."""
        conditions = [self.edition.scope, *(reason.condition for reason in self.edition.reasons)]
        return tuple(dict.fromkeys(atom for condition in conditions for atom in atoms(condition)))

    def touches(self, condition: Condition, mode: Mode) -> Mode:
        """The part of a supposition that makes a difference to a condition."""
        adverse = [self.dictionary.facts[name] for name in recorded(condition, self.dictionary)
                   if self.dictionary.facts[name].adverse]  # fmt: skip
        return Mode(
            checks=mode.checks and any(fact.check for fact in adverse),
            findings=mode.findings and any(fact.finding for fact in adverse),
        )

    def name(self, condition: Condition, mode: Mode) -> str:
        """The column of an atom under a supposition."""
        assert isinstance(condition, Truth | Member | Compare)
        return f"_atom_{self.every_atom.index(condition)}{self.touches(condition, mode)}"

    def atoms(self) -> Stage:
        """Every atom, plain and as supposed."""
        return {self.name(atom, mode): self.atom(atom, self.touches(atom, mode))
                for atom in self.every_atom for mode in MODES}  # fmt: skip

    def atom(self, atom: Atom, mode: Mode) -> nw.Expr:
        clear = "_clear" if mode != PLAIN else ""
        if isinstance(atom, Compare) and atom.fact in self.dictionary.years:
            return self.nothing_happened(self.elapsed(atom), atom, mode)
        if self.dictionary.facts[atom.fact].type == "day":
            assert isinstance(atom, Compare) and isinstance(atom.value, date)
            low, high = self.bounds(atom.fact)
            return self.nothing_happened(_compare(low, high, atom.order, nw.lit(atom.value)), atom, mode)
        if self.dictionary.facts[atom.fact].type == "count":
            low, high = nw.col(f"_low_{atom.fact}"), nw.col(f"_high_{atom.fact}{clear}")
            return _count(low, high, atom)
        value = nw.col(f"_value_{atom.fact}{clear}")
        return value if isinstance(atom, Truth) else _is_one_of(value, atom)

    def nothing_happened(self, otherwise: nw.Expr, atom: Atom, mode: Mode) -> nw.Expr:
        none = [nw.col(f"_none_{name}") for name in self.dictionary.recorded(atom.fact)
                if mode != PLAIN and self.touches(Compare(name, "<", self.as_of), mode) != PLAIN]  # fmt: skip
        return nw.when(any_of(none)).then(nw.lit(False)).otherwise(otherwise) if none else otherwise

    def elapsed(self, atom: Compare) -> nw.Expr:
        years = self.dictionary.years[atom.fact]
        assert isinstance(atom.value, int)
        today = nw.lit(10_000 * self.as_of.year + 100 * self.as_of.month + self.as_of.day)
        end_low, end_high = (today, today) if years.end == AS_OF else self.keys(years.end)
        start_low, start_high = self.keys(years.start)
        return _compare(end_low - start_high, end_high - start_low, atom.order, nw.lit(10_000 * atom.value))

    def keys(self, day: str) -> tuple[nw.Expr, nw.Expr]:
        return nw.col(f"_key_low_{day}"), nw.col(f"_key_high_{day}")

    def condition(self, condition: Condition, mode: Mode) -> nw.Expr:
        """This function will join the columns of a condition's atoms as the condition says."""
        if isinstance(condition, Not):
            return ~self.condition(condition.part, mode)
        if isinstance(condition, Truth | Member | Compare):
            return nw.col(self.name(condition, mode))
        first, *rest = (self.condition(part, mode) for part in condition.parts)
        for part in rest:
            first = first & part if isinstance(condition, And) else first | part
        return first

    def reason(self, reason: Reason, mode: Mode) -> nw.Expr:
        return nw.col(f"_{reason.list}_{reason.name}{self.touches(reason.condition, mode)}")

    def reasons(self) -> Stage:
        """Every reason and the scope, plain and as supposed."""
        stage = {f"_scope{self.touches(self.edition.scope, mode)}": self.condition(self.edition.scope, mode) for mode in MODES}
        for reason in self.edition.reasons:
            for mode in MODES if reason in self.settling else (PLAIN,):
                name = f"_{reason.list}_{reason.name}{self.touches(reason.condition, mode)}"
                stage[name] = self.condition(reason.condition, mode)
        return stage

    def scope(self, mode: Mode) -> nw.Expr:
        return nw.col(f"_scope{self.touches(self.edition.scope, mode)}")

    def lists(self) -> Stage:
        """Whether some favorable factor holds, some priority, and whether any of them is unknown."""
        stage: Stage = {}
        for mode in MODES:
            for name in ("favorable", "priority"):
                stage[f"_some_{name}{mode}"] = any_of(self.reason(reason, mode) for reason in self.edition.listed(name))
            if self.edition.kind == "totality":
                stage[f"_unknown{mode}"] = any_of(self.reason(reason, mode).is_null() for reason in self.settling)
        return stage

    def outcomes(self) -> Stage:
        """The outcome under each supposition, as a small number."""
        return {f"_outcome{mode}": self.outcome(mode) for mode in MODES}

    def outcome(self, mode: Mode) -> nw.Expr:
        favorable, priority = nw.col(f"_some_favorable{mode}"), nw.col(f"_some_priority{mode}")
        scope = self.scope(mode)
        start = nw.when(~scope).then(nw.lit(CODES[OUT_OF_SCOPE]))
        if self.edition.kind == "totality":
            return start.when(scope.is_null() | nw.col(f"_unknown{mode}")).then(nw.lit(CODES[INCOMPLETE])).otherwise(
                nw.lit(CODES[WEIGH]))  # fmt: skip
        unknown = scope.is_null() | favorable.is_null() | priority.is_null()
        return (
            start.when(unknown).then(nw.lit(CODES[INCOMPLETE]))
            .when(favorable & priority).then(nw.lit(CODES[MIXED]))
            .when(favorable).then(nw.lit(CODES[RECOMMEND]))
            .when(priority).then(nw.lit(CODES[PURSUE]))
            .otherwise(nw.lit(CODES[WEIGH]))
        )  # fmt: skip

    def worklists(self) -> Stage:
        """What "if clear" rests on, who acts next, and which part of the scope failed."""
        plain, clear = nw.col("_outcome"), nw.col(f"_outcome{CLEAR}")
        finding = (plain != clear) & (nw.col(f"_outcome{CHECKS}") != clear)
        check = (plain != clear) & ((nw.col(f"_outcome{FINDINGS}") != clear) | ~finding)
        return {
            "_out_needs_finding": finding,
            "_out_needs_check": check,
            "_out_worklist": nw.when(plain == CODES[INCOMPLETE]).then(self.worklist()),
            "_out_out_of_scope_by": nw.when(plain == CODES[OUT_OF_SCOPE]).then(self.failed_part()),
        }

    def worklist(self) -> nw.Expr:
        favorable, priority = nw.col(f"_some_favorable{FINDINGS}"), nw.col(f"_some_priority{FINDINGS}")
        only_the_check = ~nw.col(f"_some_priority{CLEAR}")
        return (
            nw.when(self.scope(PLAIN).is_null()).then(nw.lit("scope"))
            .when(favorable).then(nw.lit("favorable_shown"))
            .when(~favorable).then(nw.lit("no_favorable"))
            .when(priority).then(nw.lit("priority_shown"))
            .when(~priority).then(nw.lit("no_priority"))
            .when(only_the_check).then(nw.lit("no_priority"))
            .otherwise(nw.lit("nothing_settled"))
        )  # fmt: skip

    def failed_part(self) -> nw.Expr:
        scope = self.edition.scope
        first, *rest = scope.parts if isinstance(scope, And) else (scope,)
        chain = nw.when(~self.condition(first, PLAIN)).then(nw.lit(unparse(first)))
        for part in rest:
            chain = chain.when(~self.condition(part, PLAIN)).then(nw.lit(unparse(part)))
        return chain.otherwise(None)

    def asked(self) -> Stage:
        """Which facts are open, in an unknown atom, of an unknown reason that could still change the outcome."""
        incomplete = nw.col("_outcome") == CODES[INCOMPLETE]
        open_atoms = {name: any_of(self.unsettled(atom) for atom in self.settling_atoms
                                   if name in self.dictionary.recorded(atom.fact)) & self.is_open(name)
                      for name in self.asked_about}  # fmt: skip
        touched = sorted({other for name in open_atoms for other in self.dictionary.touching(name)})
        return {f"_out_ask_{other}": incomplete & self.is_open(other)
                & any_of(open_atoms[name] for name in self.dictionary.touching(other) if name in open_atoms)
                for other in touched}  # fmt: skip

    @cached_property
    def settling_atoms(self) -> tuple[Atom, ...]:
        conditions = [self.edition.scope, *(reason.condition for reason in self.settling)]
        return tuple(dict.fromkeys(atom for condition in conditions for atom in atoms(condition)))

    @cached_property
    def asked_about(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for atom in self.settling_atoms for name in self.dictionary.recorded(atom.fact)))

    def unsettled(self, atom: Atom) -> nw.Expr:
        live = [self.scope(PLAIN).is_null()] if atom in set(atoms(self.edition.scope)) else []
        for reason in self.settling:
            if atom in set(atoms(reason.condition)):
                unknown = self.reason(reason, PLAIN).is_null()
                some = nw.col(f"_some_{reason.list}").is_null()
                live.append(unknown if self.edition.kind == "totality" else unknown & some)
        return nw.col(self.name(atom, PLAIN)).is_null() & any_of(live)

    def is_open(self, name: str) -> nw.Expr:
        if self.dictionary.facts[name].type in ("truth", "code"):
            return nw.col(f"_value_{name}").is_null()
        low, high = self.bounds(name)
        return low.is_null() | high.is_null() | (low != high)

    def finished(self) -> Stage:
        """The columns that leave, by their names."""
        stage = {f"_out_{name}": nw.col(f"_{name}") for name in ("some_favorable", "some_priority")}
        stage |= {"_out_outcome": _word(nw.col("_outcome")), "_out_outcome_if_clear": _word(nw.col(f"_outcome{CLEAR}"))}
        return stage | {f"_out_{reason.list}_{reason.name}": self.reason(reason, PLAIN) for reason in self.edition.reasons}


def compile_edition(
    edition: Edition, *, dictionary: Dictionary, as_of: date, disputable: frozenset[str] | None = None
) -> Compiled:
    """This function will compile an edition for a day, to run over docket tables of any size."""
    disputable = frozenset(dictionary.facts) if disputable is None else disputable
    return Compiled(edition=edition, dictionary=dictionary, as_of=as_of, disputable=disputable)


def _columns(fact: Fact) -> tuple[str, ...]:
    endings: Mapping[str, tuple[str, ...]] = {"count": ("_at_least", "_at_most"), "day": ("_earliest", "_latest")}
    return tuple(fact.name + ending for ending in endings.get(fact.type, ("",)))


def _key(day: nw.Expr) -> nw.Expr:
    year, month = day.dt.year().cast(nw.Int64), day.dt.month().cast(nw.Int64)
    return year * 10_000 + month * 100 + day.dt.day().cast(nw.Int64)


def _compare(low: nw.Expr, high: nw.Expr, order: str, bound: nw.Expr) -> nw.Expr:
    """True or false where both bounds agree, unknown otherwise; an open bound is null."""
    if order == "==":
        return ((low == bound) & (high == bound)).fill_null(False) | (~((low > bound) | (high < bound)).fill_null(False) & null())
    certain = {">": low > bound, ">=": low >= bound, "<": high < bound, "<=": high <= bound}[order]
    possible = {">": high > bound, ">=": high >= bound, "<": low < bound, "<=": low <= bound}[order]
    return certain.fill_null(False) | (possible & null())


def _count(low: nw.Expr, high: nw.Expr, atom: Atom) -> nw.Expr:
    if isinstance(atom, Compare):
        assert isinstance(atom.value, int)
        return _compare(low, high, atom.order, nw.lit(atom.value))
    assert isinstance(atom, Member)
    runs = list(_runs([value for value in atom.values if isinstance(value, int)]))
    inside = any_of((low >= first) & (high <= last) for first, last in runs).fill_null(False)
    reaches = any_of(((low <= last) & (high >= first)).fill_null(False) | ((low <= last) & high.is_null()) for first, last in runs)
    return inside | (reaches & null())


def _runs(values: list[int]) -> Iterable[tuple[int, int]]:
    """Unbroken runs of numbers: bounds lie within a list just where they lie within one run."""
    start = previous = values[0]
    for value in values[1:]:
        if value != previous + 1:
            yield start, previous
            start = value
        previous = value
    yield start, previous


def _is_one_of(value: nw.Expr, atom: Atom) -> nw.Expr:
    assert isinstance(atom, Member)
    return any_of(value == code for code in atom.values)


def _word(code: nw.Expr) -> nw.Expr:
    (word, number), *rest = CODES.items()
    chain = nw.when(code == number).then(nw.lit(word))
    for word, number in rest:
        chain = chain.when(code == number).then(nw.lit(word))
    return chain.otherwise(None)

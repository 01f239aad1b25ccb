"""The last stages: outcomes, what "if clear" rests on, worklists, facts to ask, and the columns that leave."""

from __future__ import annotations

import narwhals as nw

from evenhand.policy.compile.known import is_open
from evenhand.policy.compile.logic import any_of
from evenhand.policy.compile.rules import atom_name, holds, reason, scope
from evenhand.policy.compile.terms import CHECKS, CLEAR, FINDINGS, MODES, PLAIN, Mode, Stage, Terms
from evenhand.policy.condition import And, Atom, atoms, unparse
from evenhand.policy.document import Reason
from evenhand.policy.outcomes import INCOMPLETE, MIXED, OUT_OF_SCOPE, PURSUE, RECOMMEND, WEIGH

CODES = {RECOMMEND: 1, PURSUE: 2, MIXED: 3, WEIGH: 4, INCOMPLETE: 5, OUT_OF_SCOPE: 6}


def outcomes(terms: Terms) -> Stage:
    """This function will give the outcome under each supposition, as a small number."""
    one = _totality if terms.edition.kind == "totality" else _lists
    return {f"_outcome{mode}": one(terms, mode) for mode in MODES}


def _lists(terms: Terms, mode: Mode) -> nw.Expr:
    covered = scope(terms, mode)
    favorable, priority = nw.col(f"_some_favorable{mode}"), nw.col(f"_some_priority{mode}")
    unknown = covered.is_null() | favorable.is_null() | priority.is_null()
    return (
        nw.when(~covered).then(nw.lit(CODES[OUT_OF_SCOPE]))
        .when(unknown).then(nw.lit(CODES[INCOMPLETE]))
        .when(favorable & priority).then(nw.lit(CODES[MIXED]))
        .when(favorable).then(nw.lit(CODES[RECOMMEND]))
        .when(priority).then(nw.lit(CODES[PURSUE]))
        .otherwise(nw.lit(CODES[WEIGH]))
    )  # fmt: skip


def _totality(terms: Terms, mode: Mode) -> nw.Expr:
    covered = scope(terms, mode)
    return (
        nw.when(~covered).then(nw.lit(CODES[OUT_OF_SCOPE]))
        .when(covered.is_null() | nw.col(f"_unknown{mode}")).then(nw.lit(CODES[INCOMPLETE]))
        .otherwise(nw.lit(CODES[WEIGH]))
    )  # fmt: skip


def needs(terms: Terms) -> Stage:
    """This function will say what "if clear" rests on, who acts next, and which part of the scope failed."""
    plain, clear = nw.col("_outcome"), nw.col(f"_outcome{CLEAR}")
    finding = (plain != clear) & (nw.col(f"_outcome{CHECKS}") != clear)
    return {
        "_out_needs_finding": finding,
        "_out_needs_check": (plain != clear) & ((nw.col(f"_outcome{FINDINGS}") != clear) | ~finding),
        "_out_worklist": nw.when(plain == CODES[INCOMPLETE]).then(_worklist(terms)),
        "_out_out_of_scope_by": nw.when(plain == CODES[OUT_OF_SCOPE]).then(_failed_part(terms)),
    }


def _worklist(terms: Terms) -> nw.Expr:
    favorable, priority = nw.col(f"_some_favorable{FINDINGS}"), nw.col(f"_some_priority{FINDINGS}")
    only_the_check = ~nw.col(f"_some_priority{CLEAR}")
    return (
        nw.when(scope(terms, PLAIN).is_null()).then(nw.lit("scope"))
        .when(favorable).then(nw.lit("favorable_shown"))
        .when(~favorable).then(nw.lit("no_favorable"))
        .when(priority).then(nw.lit("priority_shown"))
        .when(~priority).then(nw.lit("no_priority"))
        .when(only_the_check).then(nw.lit("no_priority"))
        .otherwise(nw.lit("nothing_settled"))
    )  # fmt: skip


def _failed_part(terms: Terms) -> nw.Expr:
    whole = terms.edition.scope
    first, *rest = whole.parts if isinstance(whole, And) else (whole,)
    chain = nw.when(~holds(terms, first, PLAIN)).then(nw.lit(unparse(first)))
    for part in rest:
        chain = chain.when(~holds(terms, part, PLAIN)).then(nw.lit(unparse(part)))
    return chain.otherwise(None)


def unsettled(terms: Terms) -> Stage:
    """This function will mark which reasons, and whether the scope, are unknown and could still change the outcome."""
    incomplete = nw.col("_outcome") == CODES[INCOMPLETE]
    stage = {"_unsettled_scope": incomplete & scope(terms, PLAIN).is_null()}
    for one in terms.settling:
        unknown = incomplete & reason(terms, one, PLAIN).is_null()
        open_list = unknown if terms.edition.kind == "totality" else unknown & nw.col(f"_some_{one.list}").is_null()
        stage[_unsettled_name(one)] = open_list
    return stage


def _unsettled_name(one: Reason) -> str:
    return f"_unsettled_{one.list}_{one.name}"


def asked(terms: Terms) -> Stage:
    """This function will flag facts that are open, in an unknown atom, of a reason that could change the outcome."""
    recorded, facts = terms.dictionary.recorded, terms.dictionary.facts
    flags: dict[str, list[nw.Expr]] = {}
    for atom in terms.settling_atoms:
        unknown = nw.col(atom_name(terms, atom, PLAIN)).is_null() & any_of(_hanging_on(terms, atom))
        names = recorded(atom.fact)
        for name in names:  # where an atom reads one fact only, that fact is open wherever the atom is unknown
            flags.setdefault(name, []).append(unknown if len(names) == 1 else unknown & is_open(facts[name]))
    asks = {name: any_of(parts) for name, parts in flags.items()}
    touched = sorted({other for name in asks for other in terms.dictionary.touching(name)})
    return {f"_out_ask_{other}": _touched(terms, other, asks) for other in touched}


def _hanging_on(terms: Terms, atom: Atom) -> list[nw.Expr]:
    named = [_unsettled_name(one) for one in terms.settling if atom in set(atoms(one.condition))]
    scoped = ["_unsettled_scope"] if atom in set(atoms(terms.edition.scope)) else []
    return [nw.col(name) for name in [*scoped, *named]]


def _touched(terms: Terms, name: str, asks: dict[str, nw.Expr]) -> nw.Expr:
    others = [asks[other] for other in sorted(terms.dictionary.touching(name)) if other in asks and other != name]
    own = [asks[name]] if name in asks else []
    return any_of([*own, *([is_open(terms.dictionary.facts[name]) & any_of(others)] if others else [])])


def finished(terms: Terms) -> Stage:
    """This function will name the columns that leave."""
    stage = {f"_out_{name}": nw.col(f"_{name}") for name in ("some_favorable", "some_priority")}
    stage |= {"_out_outcome": _word(nw.col("_outcome")), "_out_outcome_if_clear": _word(nw.col(f"_outcome{CLEAR}"))}
    return stage | {f"_out_{one.list}_{one.name}": reason(terms, one, PLAIN) for one in terms.edition.reasons}


def _word(code: nw.Expr) -> nw.Expr:
    (word, number), *rest = CODES.items()
    chain = nw.when(code == number).then(nw.lit(word))
    for word, number in rest:
        chain = chain.when(code == number).then(nw.lit(word))
    return chain.otherwise(None)

"""The last stages: outcomes, what "if clear" rests on, worklists, facts to ask, and the columns that leave."""

from __future__ import annotations

import narwhals as nw

from evenhand.policy.compile.known import is_open
from evenhand.policy.compile.logic import any_of
from evenhand.policy.compile.rules import atom_name, holds, reason, scope
from evenhand.policy.compile.terms import CHECKS, CLEAR, FINDINGS, MODES, PLAIN, Mode, Stage, Terms
from evenhand.policy.condition import And, Atom, atoms, unparse
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


def asked(terms: Terms) -> Stage:
    """This function will flag facts that are open, in an unknown atom, of a reason that could change the outcome."""
    facts, touching = terms.dictionary.facts, terms.dictionary.touching
    unsettled = {atom: _unsettled(terms, atom) for atom in terms.settling_atoms}
    named = dict.fromkeys(name for atom in unsettled for name in terms.dictionary.recorded(atom.fact))
    flags = {name: is_open(facts[name]) & any_of(unknown for atom, unknown in unsettled.items()
                                                 if name in terms.dictionary.recorded(atom.fact))
             for name in named}  # fmt: skip
    incomplete = nw.col("_outcome") == CODES[INCOMPLETE]
    touched = sorted({other for name in flags for other in touching(name)})
    return {f"_out_ask_{other}": incomplete & is_open(facts[other])
            & any_of(flags[name] for name in sorted(touching(other)) if name in flags)
            for other in touched}  # fmt: skip


def _unsettled(terms: Terms, atom: Atom) -> nw.Expr:
    live = [scope(terms, PLAIN).is_null()] if atom in set(atoms(terms.edition.scope)) else []
    for one in terms.settling:
        if atom in set(atoms(one.condition)):
            unknown = reason(terms, one, PLAIN).is_null()
            totality = terms.edition.kind == "totality"
            live.append(unknown if totality else unknown & nw.col(f"_some_{one.list}").is_null())
    return nw.col(atom_name(terms, atom, PLAIN)).is_null() & any_of(live)


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

"""The last lines: outcomes, what "if clear" rests on, worklist, facts to ask, and the row that is given back."""

from __future__ import annotations

from benchmarks.generation.conditions import either, holds
from benchmarks.generation.facts import is_open
from benchmarks.generation.writer import Writer
from evenhand.docket.facts import Fact
from evenhand.policy.compile.terms import CHECKS, CLEAR, FINDINGS, MODES, PLAIN, Mode
from evenhand.policy.condition import And, Atom, atoms, unparse
from evenhand.policy.outcomes import columns

OUTCOME = (
    "'out_of_scope' if {scope} is False else "
    "'incomplete' if {scope} is None or {favorable} is None or {priority} is None else "
    "('mixed' if {priority} else 'recommend') if {favorable} else 'pursue' if {priority} else 'weigh'"
)
WORKLIST = (
    "'scope' if {scope} is None else 'favorable_shown' if {favorable} else 'no_favorable' if {favorable} is False else "
    "'priority_shown' if {priority} else 'no_priority' if {priority} is False or {clear} is False else "
    "'nothing_settled'"
)


def write(writer: Writer) -> None:
    """This function will write the outcome under each supposition, and what is given back."""
    assert writer.terms.edition.kind == "lists"
    names = {mode: _lists(writer, mode) for mode in MODES}
    for mode in MODES:
        writer.put(f"outcome{mode}", OUTCOME.format(**names[mode]))
    row = _row(writer, names[PLAIN])
    writer.lines.append("if outcome == 'incomplete':")
    at = len(writer.lines)
    worklist = {**names[FINDINGS], "scope": names[PLAIN]["scope"], "clear": names[CLEAR]["priority"]}
    writer.put("worklist", WORKLIST.format(**worklist))
    asked = _asked(writer, names[PLAIN])
    _give_back(writer, row | asked | {"worklist": "worklist"})
    writer.lines[at:] = [f"    {line}" for line in writer.lines[at:]]
    _give_back(writer, row | dict.fromkeys(asked, "False") | {"worklist": "None"})


def _lists(writer: Writer, mode: Mode) -> dict[str, str]:
    edition = writer.terms.edition
    lists = {name: either(holds(writer, reason.condition, mode) for reason in edition.listed(name))
             for name in ("favorable", "priority")}  # fmt: skip
    named = {name: writer.once(expression) for name, expression in lists.items()}
    return named | {"scope": holds(writer, edition.scope, mode)}


def _row(writer: Writer, names: dict[str, str]) -> dict[str, str]:
    writer.put("needs_finding", f"outcome != outcome{CLEAR} and outcome{CHECKS} != outcome{CLEAR}")
    needs_check = f"outcome != outcome{CLEAR} and (outcome{FINDINGS} != outcome{CLEAR} or not needs_finding)"
    writer.put("needs_check", needs_check)
    whole = writer.terms.edition.scope
    failed = "None"
    for part in reversed(whole.parts if isinstance(whole, And) else (whole,)):
        failed = f"{unparse(part)!r} if {holds(writer, part, PLAIN)} is False else {failed}"
    row = {
        "case_id": "c_case_id", "office": "c_office", "outcome": "outcome", "outcome_if_clear": f"outcome{CLEAR}",
        "needs_check": "needs_check", "needs_finding": "needs_finding", "some_favorable": names["favorable"],
        "some_priority": names["priority"], "out_of_scope_by": f"({failed}) if outcome == 'out_of_scope' else None",
    }  # fmt: skip
    return row | {f"{reason.list}_{reason.name}": holds(writer, reason.condition, PLAIN)
                  for reason in writer.terms.edition.reasons}  # fmt: skip


def _asked(writer: Writer, names: dict[str, str]) -> dict[str, str]:
    dictionary = writer.terms.dictionary
    unsettled = {atom: writer.once(_unsettled(writer, atom, names)) for atom in writer.terms.settling_atoms}
    flags: dict[str, str] = {}
    for name in dict.fromkeys(name for atom in unsettled for name in dictionary.recorded(atom.fact)):
        parts = [flag for atom, flag in unsettled.items() if name in dictionary.recorded(atom.fact)]
        flags[name] = _if_open(writer, parts, dictionary.facts[name])
    touched = sorted({other for name in flags for other in dictionary.touching(name)})
    return {f"ask_{other}": _touched(writer, flags, other) for other in touched}


def _touched(writer: Writer, flags: dict[str, str], other: str) -> str:
    near = [flags[name] for name in sorted(writer.terms.dictionary.touching(other)) if name in flags]
    return near[0] if near == [flags.get(other)] else _if_open(writer, near, writer.terms.dictionary.facts[other])


def _if_open(writer: Writer, flags: list[str], fact: Fact) -> str:
    """A truth or a code is open wherever an atom of it is unknown."""
    if fact.type in ("truth", "code"):
        return flags[0] if len(flags) == 1 else writer.once(" or ".join(flags))
    return writer.once(f"({' or '.join(flags)}) and {is_open(fact)}")


def _unsettled(writer: Writer, atom: Atom, names: dict[str, str]) -> str:
    scope = writer.terms.edition.scope
    live = [f"{names['scope']} is None"] if atom in set(atoms(scope)) else []
    for reason in writer.terms.settling:
        if atom in set(atoms(reason.condition)):
            unknown = f"{names[reason.list]} is None and {holds(writer, reason.condition, PLAIN)} is None"
            live.append(writer.once(unknown))
    return f"{holds(writer, atom, PLAIN)} is None and ({' or '.join(live)})"


def _give_back(writer: Writer, row: dict[str, str]) -> None:
    names = columns(writer.terms.edition, writer.terms.dictionary)
    writer.lines.append(f"return ({', '.join(row[name] for name in names)})")

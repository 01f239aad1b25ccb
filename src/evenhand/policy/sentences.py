"""An explanation in sentences for people, and as plain data for programs.

Protected reasons and facts are told only where asked for; otherwise they are counted together, never named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from evenhand.docket.facts import Count, Days, Dictionary, Value, write_value
from evenhand.policy.explain import Explanation, Line, Missing, Read
from evenhand.policy.outcomes import INCOMPLETE, MEANING, OUT_OF_SCOPE, WORKLISTS
from evenhand.policy.settle import Settling

TRUTHS = {True: "holds", False: "does not hold", None: "unknown"}
LISTS = {"favorable": "Favorable factors", "priority": "Enforcement priorities", "consideration": "Considerations"}
WHO = {
    "court": "the court",
    "agency": "the agency's records",
    "file": "the file",
    "respondent": "the respondent",
    "finding": "a person's written finding",
}
MOST_SETTLING = 12  # lines in sentences; JSON has all


def say_day(day: date) -> str:
    """This function will write a day in words, such as 13 January 2012."""
    return f"{day.day} {day:%B} {day.year}"


def say_value(value: Value) -> str:
    """This function will write what is known of a fact in words."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Count):
        return _say_count(value)
    return _say_days(value) if isinstance(value, Days) else value.replace("_", " ")


def _say_count(value: Count) -> str:
    if value.at_most is None:
        return f"at least {value.at_least}"
    return str(value.at_least) if value.at_least == value.at_most else f"{value.at_least} to {value.at_most}"


def _say_days(value: Days) -> str:
    low, high = value.earliest, value.latest
    if low is None or high is None:
        return f"on or before {say_day(high)}" if high else f"on or after {say_day(low)}" if low else "unknown"
    if low == high:
        return say_day(low)
    text = write_value(value)
    if len(text) == 4:
        return f"in {text}"
    return f"in {low:%B} {low.year}" if len(text) == 7 else f"between {say_day(low)} and {say_day(high)}"


def say_read(read: Read) -> str:
    """This function will write one value that a rule read."""
    name = read.name.replace("_", " ")
    if read.years is None:
        return f"{name}: {say_value(read.value)}"
    least, most = read.years
    return f"{name}: {least if least == most else f'at least {least}' if most is None else f'{least} to {most}'}"


def say_who(who: str) -> str:
    """This function will say who can settle a fact."""
    return f"the {who.removeprefix('check:')} check" if who.startswith("check:") else WHO[who]


def headline(explanation: Explanation) -> list[str]:
    """This function will say the outcome, what "if clear" rests on, and what comes next."""
    found, edition = explanation.found, explanation.edition
    office = f", office {explanation.office}" if explanation.office else ""
    lines = [
        f"Case {explanation.case_id}{office}.",
        f"Screened under {edition.name}, {edition.title}, as of {say_day(explanation.as_of)}.",
    ]
    if not edition.in_force_on(explanation.as_of):
        lines.append("That edition was not in force on this day.")
    lines.append(f"Outcome: {found.outcome.replace('_', ' ')} - {MEANING[found.outcome]}.")
    if found.outcome_if_clear != found.outcome:
        if_clear, rests = found.outcome_if_clear.replace("_", " "), _rests(found.needs_check, found.needs_finding)
        lines.append(f"If clear: {if_clear}, provided that {rests}.")
    elif found.outcome != OUT_OF_SCOPE and found.worklist:
        lines.append("If clear: the same; clear checks and unmade findings alone would not settle it.")
    if found.out_of_scope_by:
        lines.append(f"Out of scope, since this does not hold: {found.out_of_scope_by}.")
    if found.worklist:
        lines.append(f"Next: {WORKLISTS[found.worklist]} (worklist {found.worklist}).")
    return lines


def _rests(check: bool, finding: bool) -> str:
    parts = ["the open background checks come back clear"] * check + ["no adverse finding is made"] * finding
    return " and ".join(parts)


def paragraphs(explanation: Explanation, *, dictionary: Dictionary, protected: bool) -> Iterator[tuple[str, list[str]]]:
    """This function will give the explanation as headings with their sentences."""
    yield "", headline(explanation)
    yield "Scope", [*_reason(explanation.scope)]
    for name, heading in LISTS.items():
        lines = [line for line in explanation.reasons if line.list == name]
        shown = [line for line in lines if protected or not line.protected]
        hidden = [line for line in lines if line not in shown]
        sentences = [sentence for line in _settled_first(shown) for sentence in _reason(line)]
        if lines:
            yield heading, [*sentences, *_hidden(hidden)]
    hide = _hidden_facts(dictionary, protected=protected)
    if notes := [*_disputes(explanation, hide)]:
        yield "Not used", notes
    if explanation.found.outcome_if_clear == INCOMPLETE:
        yield "What would settle it", [*_settling(explanation, dictionary, hide)]
    if explanation.missing:
        yield "Still to ask, of those who can settle it", [*_missing(explanation, hide)]


def _settled_first(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: {True: 0, None: 1, False: 2}[line.holds])


def _reason(line: Line) -> Iterator[str]:
    cite = f" ({line.cite}, {line.wording})" if line.cite else ""
    numbers = ", ".join(f"{name} {value}" for name, value in line.numbers)
    yield f"{TRUTHS[line.holds].capitalize()}: {line.name.replace('_', ' ')}. {line.text}{cite}."
    yield f"    Rule: {line.when}" + (f" ({numbers})." if numbers else ".")
    if line.read:
        yield f"    Read: {'; '.join(say_read(read) for read in line.read)}."
    if line.missing:
        yield f"    Missing: {', '.join(name.replace('_', ' ') for name in line.missing)}."


def _hidden(lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        values = {line.holds for line in lines}
        joined = "one holds" if True in values else "unknown" if None in values else "none holds"
        yield f"Protected reasons ({len(lines)}): {joined}. Shown with --protected."


def _hidden_facts(dictionary: Dictionary, *, protected: bool) -> set[str]:
    return {name for name, fact in dictionary.facts.items() if fact.protected and not protected}


def _disputes(explanation: Explanation, hide: set[str]) -> Iterator[str]:
    for name in sorted(explanation.found.case.disputed - hide):
        yield f"{name.replace('_', ' ')}: two sources disagree, so it counts as unknown."
    for name in sorted(explanation.found.case.defects - hide):
        yield f"{name.replace('_', ' ')}: dated after the day of screening, so it counts as unknown."


def _settling(explanation: Explanation, dictionary: Dictionary, hide: set[str]) -> Iterator[str]:
    """One line for each set of facts and outcome; a day or a count stands for others that do the same."""
    shown = _shown_settling(explanation, hide)
    if not explanation.settling:
        yield f"No one or two answers settle it if clear. Next: worklist {explanation.found.worklist}."
        return
    groups: dict[tuple[frozenset[str], str], list[Settling]] = {}
    for one in shown:
        groups.setdefault((frozenset(name for name, _ in one.answers), one.outcome), []).append(one)
    for (_, outcome), group in list(groups.items())[:MOST_SETTLING]:
        answers = " and ".join(_answer(name, value, dictionary, one_of=len(group)) for name, value in group[0].answers)
        yield f"{answers}: {outcome.replace('_', ' ')} if clear, whatever the rest."
    if len(groups) > MOST_SETTLING:
        yield f"And {len(groups) - MOST_SETTLING} more pairs of answers; all of them with --json."
    if len(shown) < len(explanation.settling):
        yield "Some answers to protected facts would too; shown with --protected."


def _shown_settling(explanation: Explanation, hide: set[str]) -> list[Settling]:
    return [one for one in explanation.settling if not {name for name, _ in one.answers} & hide]


def _answer(name: str, value: Value, dictionary: Dictionary, *, one_of: int) -> str:
    example = " (for example)" if one_of > 1 and dictionary.facts[name].type != "truth" else ""
    return f"{name.replace('_', ' ')} {say_value(value)}{example}"


def _missing(explanation: Explanation, hide: set[str]) -> Iterator[str]:
    """Facts to ask, grouped by who can settle them, in the order of the dictionary."""
    hidden = [fact for fact in explanation.missing if fact.name in hide]
    groups: dict[tuple[str, ...], list[Missing]] = {}
    for fact in explanation.missing:
        if fact.name not in hide:
            groups.setdefault(fact.settled_by, []).append(fact)
    for who, facts in groups.items():
        yield f"{' or '.join(say_who(one) for one in who).capitalize()}:"
        yield from (f"    {fact.question} ({fact.name})" for fact in facts)
    if hidden:
        yield f"Protected facts ({len(hidden)}): shown with --protected."


def plain(explanation: Explanation, *, dictionary: Dictionary, protected: bool) -> dict[str, Any]:
    """This function will give the explanation as plain data, ready for JSON."""
    found, rests_on = explanation.found, explanation.rests_on
    hide = _hidden_facts(dictionary, protected=protected)
    shown = [line for line in explanation.reasons if protected or not line.protected]
    return {
        "case_id": explanation.case_id,
        "office": explanation.office,
        "edition": explanation.edition.name,
        "edition_hash": explanation.edition.hash,
        "as_of": explanation.as_of.isoformat(),
        "in_force": explanation.edition.in_force_on(explanation.as_of),
        "outcome": found.outcome,
        "outcome_if_clear": found.outcome_if_clear,
        "needs_check": found.needs_check,
        "needs_finding": found.needs_finding,
        "worklist": found.worklist,
        "out_of_scope_by": found.out_of_scope_by,
        "scope": _plain_line(explanation.scope, hide),
        "reasons": [_plain_line(line, hide) for line in shown],
        "protected_reasons": len(explanation.reasons) - len(shown),
        "disputed": sorted(found.case.disputed - hide),
        "after_as_of": sorted(found.case.defects - hide),
        "ask": [{"fact": fact.name, "question": fact.question, "settled_by": list(fact.settled_by)}
                for fact in explanation.missing if fact.name not in hide],
        "settling": [_plain_settling(one) for one in _shown_settling(explanation, hide)],
        "rests_on": {
            "facts": {name: write_value(value) for name, value in rests_on.values.items() if name not in hide},
            "checks": {kind: day.isoformat() for kind, day in rests_on.checks.items()},
            "disputed": sorted(rests_on.disputed - hide),
        },
    }  # fmt: skip


def _plain_settling(one: Settling) -> dict[str, Any]:
    return {"answers": {name: write_value(value) for name, value in one.answers}, "outcome_if_clear": one.outcome}


def _plain_line(line: Line, hide: set[str]) -> dict[str, Any]:
    same = {name: getattr(line, name) for name in ("list", "name", "text", "cite", "wording", "holds")}
    return same | {
        "rule": line.when,
        "numbers": dict(line.numbers),
        "missing": [name for name in line.missing if name not in hide],
        "read": [_plain_read(read) for read in line.read if read.name not in hide],
    }


def _plain_read(read: Read) -> dict[str, Any]:
    if read.years is None:
        return {"name": read.name, "value": write_value(read.value)}
    return {"name": read.name, "completed_years_at_least": read.years[0], "completed_years_at_most": read.years[1]}

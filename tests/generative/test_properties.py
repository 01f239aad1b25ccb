"""What must hold of every case under every edition, whatever is learned or lost: the reference evaluator's promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from evenhand.docket.facts import Count, Fact, Record, Value
from evenhand.policy.evaluate import Screened
from evenhand.policy.explain import explain
from evenhand.policy.outcomes import INCOMPLETE
from generative.changes import FEW, SMALL, Changed, answered, changed, forgotten, found, narrowed, unasked
from generative.profiles import Proof, proved
from generative.strategies import Drawn, screenings, shown

AT_LENGTH: dict[str, Proof] = {}


@proved(changed(narrowed), few=25, many=400, at_length=AT_LENGTH)
def test_learning_more_never_changes_a_settled_outcome(cases: Changed) -> None:
    for case, before, after in cases.screened():
        assert before.outcome in (INCOMPLETE, after.outcome), case


@proved(changed(forgotten), few=25, many=400, at_length=AT_LENGTH)
def test_losing_a_fact_turns_a_settled_outcome_into_itself_or_incomplete(cases: Changed) -> None:
    for case, before, after in cases.screened():
        if before.outcome != INCOMPLETE:
            assert after.outcome in (INCOMPLETE, before.outcome), case


@proved(changed(answered), few=25, many=400, at_length=AT_LENGTH)
def test_an_answer_that_is_no_check_and_no_adverse_finding_keeps_a_settled_outcome_if_clear(cases: Changed) -> None:
    for case, before, after in cases.screened():
        assert before.outcome_if_clear in (INCOMPLETE, after.outcome_if_clear), case


@proved(changed(unasked), few=25, many=400, at_length=AT_LENGTH)
def test_no_answer_to_what_is_not_asked_settles_an_incomplete_case(cases: Changed) -> None:
    for case, before, after in cases.screened():
        if before.outcome == INCOMPLETE:
            assert after.outcome == INCOMPLETE, f"{case}\nasked: {sorted(before.ask)}"


def _result(screened: Screened) -> tuple[object, ...]:
    return (screened.outcome, screened.outcome_if_clear, screened.needs_check, screened.needs_finding,
            screened.worklist, screened.out_of_scope_by)  # fmt: skip


@proved(screenings(most=FEW, shape=SMALL, reasons=2), few=25, many=400, at_length=AT_LENGTH)
def test_what_an_explanation_rests_on_gives_the_same_result_alone(drawn: Drawn) -> None:
    for record in drawn.records:
        explained = explain(record, edition=drawn.edition, dictionary=drawn.dictionary, as_of=drawn.as_of)
        alone = explained.rests_on
        assert _result(found(alone, drawn)) == _result(explained.found), f"{shown(record)}\n{shown(alone)}"


def _live_kinds(record: Record, drawn: Drawn) -> set[str]:
    live = set()
    for kind, day in record.checks.items():
        limit = drawn.edition.validity.get(kind)
        days = limit.value if limit else 10_000_000
        assert isinstance(days, int)
        if timedelta() <= drawn.as_of - day and (drawn.as_of - day).days <= days:
            live.add(kind)
    return live


def _written_clear(record: Record, drawn: Drawn, *, checks: bool, findings: bool) -> Record:
    """The case as a clerk would write it if open checks had come back clear and adverse findings were denied."""
    live = _live_kinds(record, drawn)
    values = dict(record.values)
    for name, fact in drawn.dictionary.facts.items():
        value = record.values.get(name)
        supposed = fact.adverse and name not in record.disputed
        if fact.finding and supposed and findings and value is None:
            values[name] = False
        if fact.check and fact.check not in live and checks:
            values[name] = _cleared(fact, value) if supposed else _reopened(fact, value)
    answered_today = dict.fromkeys(drawn.dictionary.checks, drawn.as_of) if checks else record.checks
    return replace(record, values=values, checks=answered_today)


def _cleared(fact: Fact, value: Value) -> Value:
    if fact.type == "count":
        low = value.at_least if isinstance(value, Count) else 0
        return Count(low, low)
    if fact.type == "truth":
        return value is True
    return value or fact.clear


def _reopened(fact: Fact, value: Value) -> Value:
    if isinstance(value, Count):
        return Count(value.at_least, None)
    return fact.unknown if value in (None, False, fact.clear) else value


NO_CHECK_DAYS = replace(SMALL, check_days=False)


@proved(screenings(most=FEW, shape=NO_CHECK_DAYS, reasons=2), few=25, many=400, at_length=AT_LENGTH)
def test_if_clear_is_the_outcome_of_the_record_written_as_if_clear(drawn: Drawn) -> None:
    for record in drawn.records:
        screened = found(record, drawn)
        supposed = {(checks, findings): found(_written_clear(record, drawn, checks=checks, findings=findings), drawn)
                    for checks in (False, True) for findings in (False, True)}  # fmt: skip
        outcomes = {supposition: one.outcome for supposition, one in supposed.items()}
        if_clear = outcomes[True, True]
        finding = screened.outcome != if_clear and outcomes[True, False] != if_clear
        check = screened.outcome != if_clear and (outcomes[False, True] != if_clear or not finding)
        said = (screened.outcome_if_clear, screened.needs_check, screened.needs_finding)
        assert said == (if_clear, check, finding), shown(record)


@pytest.mark.slow
@pytest.mark.parametrize("name", AT_LENGTH)
def test_at_length(name: str) -> None:
    AT_LENGTH[name]()

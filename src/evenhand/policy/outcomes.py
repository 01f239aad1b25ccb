"""The words for what screening finds, and the columns of the table it writes."""

from __future__ import annotations

from evenhand.docket.facts import Dictionary
from evenhand.policy.condition import recorded
from evenhand.policy.document import Edition

RECOMMEND, PURSUE, MIXED, WEIGH = "recommend", "pursue", "mixed", "weigh"
INCOMPLETE, OUT_OF_SCOPE = "incomplete", "out_of_scope"
OUTCOMES = (RECOMMEND, PURSUE, MIXED, WEIGH, INCOMPLETE, OUT_OF_SCOPE)
MEANING = {
    RECOMMEND: "a favorable factor holds and no enforcement priority does: provisionally amenable",
    PURSUE: "an enforcement priority holds and no favorable factor does: proceed",
    MIXED: "both lists hold: a person settles it, with a reason",
    WEIGH: "neither list settles it: the totality of the circumstances",
    INCOMPLETE: "something unknown could change the answer",
    OUT_OF_SCOPE: "not a case this edition reviews",
}
WORKLISTS = {
    "scope": "find out whether the edition covers the case",
    "favorable_shown": "file review and check, then decide",
    "priority_shown": "one look for any favorable factor, then decide",
    "no_priority": "send the form",
    "no_favorable": "check, then weigh",
    "nothing_settled": "pull agency and court data in bulk, then the file",
}
LEADING = ("case_id", "office", "outcome", "outcome_if_clear", "needs_check", "needs_finding", "worklist",
           "out_of_scope_by", "some_favorable", "some_priority")  # fmt: skip


def reason_columns(edition: Edition) -> tuple[str, ...]:
    """This function will name the three-valued columns, one per reason, in the edition's order."""
    return tuple(f"{reason.list}_{reason.name}" for reason in edition.reasons)


def ask_columns(edition: Edition, dictionary: Dictionary) -> tuple[str, ...]:
    """This function will name the flags of facts to ask, in the dictionary's order."""
    settling = [reason.condition for reason in edition.reasons if reason.list != "consideration"]
    read = frozenset[str]().union(*(recorded(condition, dictionary) for condition in [edition.scope, *settling]))
    asked = frozenset[str]().union(*(dictionary.touching(name) for name in read))
    return tuple(f"ask_{name}" for name in dictionary.facts if name in asked)


def columns(edition: Edition, dictionary: Dictionary) -> tuple[str, ...]:
    """This function will name every column of the outcomes table, in order."""
    return (*LEADING, *reason_columns(edition), *ask_columns(edition, dictionary))

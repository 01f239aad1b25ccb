"""Worked cases come with an edition: they are read strictly, and each difference is said in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import policies
from evenhand.docket.facts import Count, Days, Record
from evenhand.docket.strict_yaml import DocumentError
from evenhand.policy import examples
from evenhand.policy.examples import Example

DICTIONARY = policies.facts("""
checks: {criminal: Criminal history check}
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  felonies: {type: count, adverse: "true", question: How many felonies?, settled_by: ["check:criminal"]}
years: {age: {from: birth, to: as_of}}
""")
EDITION = f"""{policies.HEAD}
scope: not detained
favorable:
  elder: {{text: Over 65, cite: A.1, wording: quoted, when: age > 65}}
  served: {{text: Served, cite: A.2, wording: quoted, when: served}}
priorities:
  felony: {{text: A felony, cite: B.1, wording: quoted, when: felonies >= 1}}
"""
BASE = """\
given:
  here: {detained: false, served: false}
  old: {birth: 1940-05}
examples:
  - case: An elder who was convicted
    as_of: 2012-01-13
    given: [here, old]
    facts: {felonies: 1, served: true}
    checks: {criminal: 2012-01-03}
    disputed: [served]
    expect: {outcome: mixed, reasons: {elder: true, served: unknown}, ask: []}
  - case: An elder of whom little is known
    as_of: 2012-01-13
    given: [here, old]
    expect:
      outcome: incomplete
      outcome_if_clear: recommend
      needs_check: true
      needs_finding: false
      worklist: favorable_shown
      ask: [felonies]
"""


def loaded(folder: Path, text: str) -> tuple[Example, ...]:
    (folder / "examples.yaml").write_text(text, encoding="utf-8")
    return examples.load(policies.edition(EDITION, DICTIONARY, folder=folder), DICTIONARY)


def failures(folder: Path, text: str) -> list[str]:
    edition = policies.edition(EDITION, DICTIONARY, folder=folder)
    return [failure for example in loaded(folder, text) for failure in examples.failures(example, edition, DICTIONARY)]


def changed(old: str, new: str) -> str:
    assert BASE.count(old) == 1, f"[{old}] stands {BASE.count(old)} times in the base"
    return BASE.replace(old, new)


def test_an_example_is_read_with_what_is_given_at_the_head_of_the_file(tmp_path: Path) -> None:
    """Its own facts go before those that it shares."""
    first, second = loaded(tmp_path, BASE)
    assert first == Example(
        title="An elder who was convicted",
        line=5,
        as_of=date(2012, 1, 13),
        record=Record(
            case_id="example",
            values={
                "detained": False,
                "served": True,
                "birth": Days(date(1940, 5, 1), date(1940, 5, 31)),
                "felonies": Count(1, 1),
            },
            disputed=frozenset({"served"}),
            checks={"criminal": date(2012, 1, 3)},
        ),
        expect={"outcome": "mixed"},
        reasons={"elder": True, "served": None},
        ask=(),
    )
    assert (second.line, second.ask) == (12, ("felonies",))
    assert set(second.expect) == {"outcome", "outcome_if_clear", "needs_check", "needs_finding", "worklist"}


def test_examples_that_an_edition_agrees_with_say_nothing(tmp_path: Path) -> None:
    assert failures(tmp_path, BASE) == []


DIFFERENCES = {
    "the outcome": ("{outcome: mixed,", "{outcome: pursue,", "outcome is [mixed], the example expects [pursue]"),
    "the outcome if clear": (
        "outcome_if_clear: recommend",
        "outcome_if_clear: weigh",
        "outcome_if_clear is [recommend], the example expects [weigh]",
    ),
    "the need of a check": (
        "needs_check: true",
        "needs_check: false",
        "needs_check is [true], the example expects [false]",
    ),
    "the need of a finding": (
        "needs_finding: false",
        "needs_finding: true",
        "needs_finding is [false], the example expects [true]",
    ),
    "the worklist": (
        "worklist: favorable_shown",
        "worklist: scope",
        "worklist is [favorable_shown], the example expects [scope]",
    ),
    "a reason that holds": ("elder: true", "elder: false", "reason [elder] is true, the example expects false"),
    "a reason that is unknown": (
        "served: unknown",
        "served: true",
        "reason [served] is unknown, the example expects true",
    ),
    "a fact to ask": (
        "ask: [felonies]",
        "ask: [felonies, served]",
        "[served] is not among the facts to ask, the example expects it",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_each_difference_is_said_in_words(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert failures(tmp_path, changed(old, new)) == [said]


ELDER = "example [An elder who was convicted]"
LITTLE = "example [An elder of whom little is known]"
REFUSED = {
    "a list": (BASE, "- a\n", "line 1, column 3: the examples must be a mapping of names to values"),
    "another field": (
        "examples:\n",
        "more: x\nexamples:\n",
        "line 4, column 1: the examples: [more] is not a field here",
    ),
    "a group that is a text": (
        "old: {birth: 1940-05}",
        "old: 1940-05",
        "line 3, column 8: given [old]: [facts] must be a mapping of names to values",
    ),
    "a group of no fact": (
        "old: {birth:",
        "old: {brith:",
        "line 3, column 9: [brith] is not a fact; did you mean [birth]?",
    ),
    "a group that is not given": (
        "given: [here, old]\n    facts",
        "given: [here, odl]\n    facts",
        "line 7, column 19: [odl] is not given at the head of the file; did you mean [old]?",
    ),
    "an example that is a text": (
        BASE[BASE.index("  - case: An elder of") :],
        "  - Another\n",
        "line 12, column 5: an example must be a mapping of names to values",
    ),
    "no title": ("case: An elder who was convicted\n    ", "", "line 5, column 5: an example: [case] is missing"),
    "no day": (
        "\n    as_of: 2012-01-13\n    given: [here, old]\n    expect",
        "\n    given: [here, old]\n    expect",
        f"line 12, column 5: {LITTLE}: [as_of] is missing",
    ),
    "no expectation": (
        "    expect: {outcome: mixed, reasons: {elder: true, served: unknown}, ask: []}\n",
        "",
        f"line 5, column 5: {ELDER}: [expect] is missing",
    ),
    "no outcome": ("outcome: mixed, ", "", f"line 5, column 11: {ELDER}: [expect] must say the outcome"),
    "an expectation that is a text": (
        "{outcome: mixed, reasons: {elder: true, served: unknown}, ask: []}",
        "mixed",
        f"line 11, column 13: {ELDER} must be a mapping of names to values",
    ),
    "another outcome": (
        "outcome: mixed",
        "outcome: mixd",
        f"line 11, column 23: {ELDER}: [outcome] is [mixd]; it must be",
    ),
    "an outcome if clear that is none": (
        "outcome_if_clear: recommend",
        "outcome_if_clear: maybe",
        f"line 17, column 25: {LITTLE}: [outcome_if_clear] is [maybe]; it must be one of recommend, pursue, mixed",
    ),
    "half a need": (
        "needs_check: true",
        "needs_check: perhaps",
        f"line 18, column 20: {LITTLE}: [needs_check] is [perhaps]; it must be one of true, false",
    ),
    "another worklist": (
        "worklist: favorable_shown",
        "worklist: later",
        f"line 20, column 17: {LITTLE}: [worklist] is [later]; it must be one of scope, favorable_shown",
    ),
    "another expectation": (
        "worklist: favorable_shown",
        "next: favorable_shown",
        f"line 20, column 7: {LITTLE}: [next] is not a field here",
    ),
    "another field of an example": (
        "    disputed: [served]",
        "    dispute: [served]",
        f"line 10, column 5: {ELDER}: [dispute] is not a field here",
    ),
    "a day of no precision": (
        "as_of: 2012-01-13\n    given: [here, old]\n    facts",
        "as_of: 2012-01\n    given: [here, old]\n    facts",
        "line 6, column 12: [2012-01] must be one whole day such as 2012-01-13",
    ),
    "a day that is none": (
        "as_of: 2012-01-13\n    given: [here, old]\n    facts",
        "as_of: today\n    given: [here, old]\n    facts",
        "line 6, column 12: must be a day such as 2012-01-13",
    ),
    "a fact that is none": (
        "felonies: 1",
        "felony: 1",
        "line 8, column 13: [felony] is not a fact; did you mean [felonies]?",
    ),
    "an age for a fact": ("felonies: 1", "age: 71", "line 8, column 13: [age] is not a fact"),
    "a value that is none": (
        "felonies: 1",
        "felonies: one",
        "line 8, column 23: [felonies] is [one]: write a count as 2",
    ),
    "a value of parts": ("felonies: 1", "felonies: [1]", "line 8, column 13: [felonies] must be plain text"),
    "a check that is none": (
        "checks: {criminal",
        "checks: {criminel",
        "line 9, column 14: [criminel] is not a kind of check; did you mean [criminal]?",
    ),
    "a check of many days": ("2012-01-03", "[2012-01-03]", "line 9, column 25: must be a day such as 2012-01-13"),
    "a check on no day": ("2012-01-03", "2012", "line 9, column 24: [2012] must be one whole day such as 2012-01-13"),
    "a dispute of no fact": (
        "[served]",
        "[servd]",
        "line 10, column 16: [servd] is not a fact; did you mean [served]?",
    ),
    "a reason that is none": (
        "elder: true",
        "eldest: true",
        "line 11, column 40: [eldest] is not a reason of small-2012",
    ),
    "a reason that is half true": (
        "elder: true",
        "elder: half",
        "line 11, column 40: [elder] must be true, false or unknown",
    ),
    "a fact to ask that is none": (
        "ask: [felonies]",
        "ask: [felony]",
        "line 21, column 13: [felony] is not a fact; did you mean [felonies]?",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_example_is_refused_with_the_file_and_the_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        loaded(tmp_path, changed(old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'examples.yaml'}: {said}")


def test_an_edition_without_the_file_has_no_examples(tmp_path: Path) -> None:
    edition = policies.edition(EDITION, DICTIONARY, folder=tmp_path)
    assert examples.load(edition, DICTIONARY) == ()

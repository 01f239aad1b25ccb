"""A check of an edition: each problem that keeps it from being issued, and each note to its authors, has an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

import policies
from evenhand.docket.facts import load_dictionary
from evenhand.docket.strict_yaml import DocumentError
from evenhand.policy import document
from evenhand.policy.check import Checked, check, inexact

DICTIONARY = policies.facts("""
checks: {criminal: Criminal history check}
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  stage: {type: code, codes: [incoming, pending, closed], question: Where does it stand?, settled_by: [court]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  arrival: {type: day, not_before: birth, question: On what day did the person arrive?, settled_by: [file]}
  served: {type: truth, question: Did the person serve?, settled_by: [file]}
  children: {type: count, question: How many children has the person?, settled_by: [file]}
  ill: {type: truth, protected: "true", question: Is the person ill?, settled_by: [file]}
  removed: {type: truth, adverse: "true", question: Was the person removed before?, settled_by: [agency]}
  felonies: {type: count, adverse: "true", question: How many felonies?, settled_by: ["check:criminal"]}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
  years_present: {from: arrival, to: as_of}
""")
BASE = f"""{policies.HEAD}
scope: not detained
favorable:
  elder: {{text: Over 65, cite: A.1, wording: quoted, when: age > 65}}
  served: {{text: Served, cite: A.2, wording: quoted, when: served}}
priorities:
  felony: {{text: A felony, cite: B.1, wording: quoted, when: felonies >= 1}}
  removed: {{text: Removed before, cite: B.2, wording: quoted, when: removed}}
"""
EXAMPLES = """
examples:
  - case: An empty file says nothing
    as_of: 2012-01-13
    facts: {detained: ""}
    expect: {outcome: incomplete}
"""


def with_reason(field: str, when: str, *, name: str = "added") -> str:
    reason = f"  {name}: {{text: Added, cite: C.1, wording: quoted, when: {when}}}\n"
    return BASE.replace(f"{field}:\n", f"{field}:\n{reason}") if f"{field}:\n" in BASE else f"{BASE}{field}:\n{reason}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "examples.yaml").write_text(EXAMPLES)
    return tmp_path


def checked(folder: Path, text: str) -> Checked:
    return check(policies.edition(text, DICTIONARY, folder=folder), DICTIONARY)


def test_an_edition_without_fault_has_no_problem_and_no_note(folder: Path) -> None:
    assert checked(folder, BASE) == Checked(examples=1, problems=(), notes=())


def test_the_packaged_editions_can_be_issued() -> None:
    dictionary = load_dictionary()
    for name in document.names():
        found = check(document.load(name, dictionary), dictionary)
        assert found.examples > 0
        assert found.problems == ()


class TestExamples:
    def test_each_failing_example_is_a_problem(self, folder: Path) -> None:
        (folder / "examples.yaml").write_text(EXAMPLES.replace("outcome: incomplete", "outcome: weigh"))
        assert checked(folder, BASE).problems == (
            "example at line 3 [An empty file says nothing]: outcome is [incomplete], the example expects [weigh]",
        )  # fmt: skip

    def test_an_edition_without_examples_is_a_problem(self, folder: Path) -> None:
        (folder / "examples.yaml").write_text("examples: []\n")
        found = checked(folder, BASE)
        assert found.examples == 0
        assert found.problems == ("there are no worked examples; an edition needs some that a lawyer can read",)

    def test_examples_that_cannot_be_read_are_refused(self, folder: Path) -> None:
        (folder / "examples.yaml").write_text(EXAMPLES.replace("detained:", "detaind:"))
        with pytest.raises(DocumentError, match=r"\[detaind\] is not a fact; did you mean \[detained\]\?"):
            checked(folder, BASE)


PROBLEMS = {
    "a priority of what is not adverse": (
        with_reason("priorities", "removed and children == 0 and age < 65"),
        (
            "priority [added] names [birth], which the dictionary does not call adverse",
            "priority [added] names [children], which the dictionary does not call adverse",
        ),
    ),
    "a reason that is never true": (
        with_reason("favorable", "served and age < 30 and age > 40"),
        ("favorable [added] is never true, whatever the facts; mend its condition",),
    ),
    "a reason that is never true in the order of days": (
        with_reason("favorable", "years_present > 20 and age < 20"),
        ("favorable [added] is never true, whatever the facts; mend its condition",),
    ),
    "a reason that is always true": (
        with_reason("considerations", "children >= 0"),
        ("consideration [added] is always true, whatever the facts; mend its condition",),
    ),
    "a consideration that is never true": (
        with_reason("considerations", "served and not served"),
        ("consideration [added] is never true, whatever the facts; mend its condition",),
    ),
    "no priority": (
        BASE[: BASE.index("priorities:")],
        (
            "no case can have the outcome [pursue]; mend the rules, or say why under [unreachable]",
            "no case can have the outcome [mixed]; mend the rules, or say why under [unreachable]",
        ),
    ),
    "no favorable factor": (
        BASE[: BASE.index("favorable:")] + BASE[BASE.index("priorities:") :],
        (
            "no case can have the outcome [recommend]; mend the rules, or say why under [unreachable]",
            "no case can have the outcome [mixed]; mend the rules, or say why under [unreachable]",
        ),
    ),
    "a scope that covers everyone": (
        BASE.replace("scope: not detained", "scope: detained or not detained"),
        ("no case can have the outcome [out_of_scope]; mend the rules, or say why under [unreachable]",),
    ),
    "a priority that leaves nothing to weigh": (
        with_reason("priorities", "felonies == 0"),
        (
            "no case can have the outcome [recommend]; mend the rules, or say why under [unreachable]",
            "no case can have the outcome [weigh]; mend the rules, or say why under [unreachable]",
        ),
    ),
    "a declared outcome that some case has": (
        f"{BASE}unreachable: {{mixed: We thought so}}\n",
        ("[unreachable] says that no case has the outcome [mixed], but some can; take it out",),
    ),
    "a declared outcome that is none": (
        f"{BASE}unreachable: {{denied: Never}}\n",
        ("[unreachable] names [denied], which is not an outcome of a whole record",),
    ),
    "incomplete, declared": (
        f"{BASE}unreachable: {{incomplete: Never}}\n",
        ("[unreachable] names [incomplete], which is not an outcome of a whole record",),
    ),
    "a totality that declares nothing": (
        BASE.replace("kind: lists", "kind: totality"),
        tuple(
            f"no case can have the outcome [{outcome}]; mend the rules, or say why under [unreachable]"
            for outcome in ("recommend", "pursue", "mixed")
        ),
    ),
}


@pytest.mark.parametrize(("text", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_keeps_an_edition_from_being_issued_is_a_problem(folder: Path, text: str, said: tuple[str, ...]) -> None:
    assert checked(folder, text).problems == said


NO_PROBLEM = {
    "an outcome that is declared with its reason": (
        f"{BASE[: BASE.index('priorities:')]}unreachable: {{pursue: No list of them, mixed: No list of them}}\n"
    ),
    "a totality that declares what it never settles": (
        BASE.replace("kind: lists", "kind: totality")
        + "unreachable: {recommend: All is weighed, pursue: All is weighed, mixed: All is weighed}\n"
    ),
    "a favorable factor of an adverse fact": with_reason("favorable", "not removed and children >= 2"),
}


@pytest.mark.parametrize("text", NO_PROBLEM.values(), ids=NO_PROBLEM)
def test_what_an_edition_may_say_is_no_problem(folder: Path, text: str) -> None:
    assert checked(folder, text).problems == ()


NOTES = {
    "a reason that another one holds": (
        with_reason("favorable", "age > 70"),
        "favorable [added] holds only where [elder] holds too, so it changes no outcome",
    ),
    "a priority that another one holds": (
        with_reason("priorities", "removed and felonies >= 2"),
        "priority [added] holds only where [felony] holds too, so it changes no outcome",
    ),
    "a reason that names a protected fact": (
        with_reason("favorable", "ill", name="sick"),
        "protected, since their conditions name protected facts: favorable [sick]",
    ),
    "a consideration that names one": (
        with_reason("considerations", "served and ill", name="sick"),
        "protected, since their conditions name protected facts: consideration [sick]",
    ),
    "a fact that counts for and against": (
        with_reason("favorable", "not served and children >= 2"),
        "favorable: served can count for and against in one place; where such a fact is open, "
        "a case may be called incomplete though every possible answer agrees",
    ),
}


@pytest.mark.parametrize(("text", "said"), NOTES.values(), ids=NOTES)
def test_what_its_authors_should_know_is_a_note_and_no_problem(folder: Path, text: str, said: str) -> None:
    found = checked(folder, text)
    assert said in found.notes
    assert found.problems == ()


INEXACT = {
    "one direction, twice": ("age > 65 and age > 40", {}),
    "both directions": ("age > 65 or age < 18", {"favorable": ("birth",)}),
    "both directions by not": ("age > 65 and not age > 80", {"favorable": ("birth",)}),
    "two nots": ("age > 65 and not not age > 40", {}),
    "two codes, each by itself": ("stage == 'pending' or stage == 'closed'", {"favorable": ("stage",)}),
    "two codes in one list": ("stage in ('pending', 'closed')", {}),
    "an exact count once": ("children == 2", {}),
    "an exact count and a bound": ("children == 2 or children > 5", {"favorable": ("children",)}),
    "a list and a bound": ("children in (2, 3) or children > 5", {"favorable": ("children",)}),
    "an end and a beginning of one direction": ("age_at_arrival < 16 and years_present > 5", {}),
    "an end and a beginning of two": ("age_at_arrival < 16 and years_present < 5", {"favorable": ("arrival",)}),
    "two beginnings of one": ("age_at_arrival < 16 and age < 30", {}),
    "two beginnings of two": ("age_at_arrival < 16 and age > 30", {"favorable": ("birth",)}),
}


@pytest.mark.parametrize(("when", "named"), INEXACT.values(), ids=INEXACT)
def test_incomplete_is_exact_where_each_fact_is_used_in_one_direction_or_once(
    when: str, named: dict[str, tuple[str, ...]]
) -> None:
    head = f"{policies.HEAD}scope: not detained\n"
    text = f'favorable:\n  one: {{text: t, cite: c, wording: quoted, when: "{when}"}}\n'
    assert inexact(policies.edition(head + text, DICTIONARY), DICTIONARY) == named


def test_the_scope_and_the_two_lists_are_looked_at_one_by_one() -> None:
    """A fact may favor in one list and weigh against in the other; within one list it may not."""
    text = f"""{policies.HEAD}
scope: detained or not detained
favorable:
  a: {{text: t, cite: c, wording: quoted, when: not removed}}
  b: {{text: t, cite: c, wording: quoted, when: children == 1}}
priorities:
  c: {{text: t, cite: c, wording: quoted, when: removed}}
  d: {{text: t, cite: c, wording: quoted, when: felonies >= 1}}
  e: {{text: t, cite: c, wording: quoted, when: felonies < 4 and removed}}
considerations:
  f: {{text: t, cite: c, wording: quoted, when: served or not served}}
"""
    found = inexact(policies.edition(text, DICTIONARY), DICTIONARY)
    assert found == {"scope": ("detained",), "priority": ("felonies",)}


DAYS = policies.facts("""
facts:
  open: {type: truth, question: Open?, settled_by: [court]}
  served: {type: truth, question: Served?, settled_by: [file]}
  offence: {type: day, question: When?, settled_by: [agency], adverse: "true"}
""")
LATE = """\
edition: days-2012
kind: lists
title: Days
issued_by: Nobody
in_force: [{from: 2012-01-01}]
scope: open
parameters: {cutoff: {value: CUTOFF, cite: A, checked_on: 2026-11-21}}
favorable: {service: {text: Served, cite: A, wording: quoted, when: served}}
priorities: {old: {text: Old, cite: A, wording: quoted, when: offence < cutoff}}
"""


@pytest.mark.parametrize(("cutoff", "problems"), [("2011-12-31", 0), ("2012-01-01", 1), ("2014-01-01", 1)])
def test_no_adverse_day_is_compared_with_a_day_that_may_be_still_to_come(
    cutoff: str, problems: int, tmp_path: Path
) -> None:
    """An unknown offence came, if it came, by the day of screening, and that alone must make no priority true."""
    (tmp_path / "examples.yaml").write_text(
        "examples: [{case: Empty, as_of: 2012-01-01, expect: {outcome: incomplete}}]"
    )
    found = check(policies.edition(LATE.replace("CUTOFF", cutoff), DAYS, folder=tmp_path), DAYS)
    late = "priority [old] compares the adverse day [offence] with"
    assert len([problem for problem in found.problems if problem.startswith(late)]) == problems

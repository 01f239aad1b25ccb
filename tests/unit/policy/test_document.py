"""An edition is one dated version of a policy, read strictly and known by the hash of what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import policies
from evenhand.docket.facts import load_dictionary
from evenhand.docket.strict_yaml import DocumentError
from evenhand.policy import document
from evenhand.policy.condition import Compare, Truth
from evenhand.policy.document import Edition, InForce, Parameter

DICTIONARY = policies.facts("""
checks: {criminal: Criminal history check}
facts:
  detained: {type: truth, question: Is the person detained?, settled_by: [agency]}
  birth: {type: day, question: On what day was the person born?, settled_by: [file]}
  ill: {type: truth, protected: "true", question: Is the person ill?, settled_by: [file]}
  diagnosed: {type: day, protected: "true", question: Since what day?, settled_by: [file]}
  felonies: {type: count, adverse: "true", question: How many felonies?, settled_by: ["check:criminal"]}
years:
  age: {from: birth, to: as_of}
  years_ill: {from: diagnosed, to: as_of}
""")
BASE = """\
edition: small-2012
kind: lists
title: A small policy
issued_by: Nobody
in_force:
  - {from: 2012-01-01, until: 2013-01-01, wording: quoted}
scope: not detained
parameters:
  elder_age: {value: 65, cite: A.1, checked_on: 2012-01-02}
  cutoff: {value: 2007-06-15, cite: A.2, checked_on: 2012-01-02}
favorable:
  elder:
    text: Over 65
    cite: A.1
    wording: quoted
    when: age > elder_age
  early:
    text: Born before the cutoff
    cite: A.2
    wording: from memory
    when: birth < cutoff
priorities:
  felony:
    text: A felony
    cite: B.1
    wording: paraphrased
    when: felonies >= 1
    tier: first
    departs: the head of the office
considerations:
  ill: {text: Ill, cite: C.1, wording: quoted, when: ill}
check_validity_days:
  criminal: {value: 90, cite: D.1, checked_on: 2012-01-02}
interpretations: {elder: From the day after the birthday}
unreachable: {mixed: Nobody old has committed a felony}
sources: {memo: In the library}
"""


def read(text: str) -> Edition:
    return policies.edition(text, DICTIONARY)


def changed(old: str, new: str) -> str:
    assert BASE.count(old) == 1, f"[{old}] stands {BASE.count(old)} times in the base"
    return BASE.replace(old, new)


def turned(one: str, other: str, end: str) -> str:
    """The base with two stretches in the other order; the second ends where `end` begins."""
    first, second, last = (BASE.index(name) for name in (one, other, end))
    return BASE[:first] + BASE[second:last] + BASE[first:second] + BASE[last:]


class TestWhatIsRead:
    def test_every_field_is_kept(self) -> None:
        edition = read(BASE)
        assert (edition.name, edition.kind) == ("small-2012", "lists")
        assert (edition.title, edition.issued_by) == ("A small policy", "Nobody")
        assert edition.in_force == (InForce(date(2012, 1, 1), date(2013, 1, 1), "quoted"),)
        assert edition.parameters["elder_age"] == Parameter(65, "A.1", date(2012, 1, 2))
        assert edition.parameters["cutoff"] == Parameter(date(2007, 6, 15), "A.2", date(2012, 1, 2))
        assert edition.validity == {"criminal": Parameter(90, "D.1", date(2012, 1, 2))}
        assert edition.interpretations == {"elder": "From the day after the birthday"}
        assert edition.unreachable == {"mixed": "Nobody old has committed a felony"}
        assert edition.sources == {"memo": "In the library"}

    def test_every_reason_is_kept_in_its_list_and_order(self) -> None:
        edition = read(BASE)
        assert [reason.name for reason in edition.listed("favorable")] == ["elder", "early"]
        (felony,) = edition.listed("priority")
        assert (felony.text, felony.cite, felony.wording) == ("A felony", "B.1", "paraphrased")
        assert (felony.tier, felony.departs) == ("first", "the head of the office")
        assert felony.condition == Compare("felonies", ">=", 1)
        (ill,) = edition.listed("consideration")
        assert (ill.condition, ill.tier, ill.departs) == (Truth("ill"), None, None)

    def test_what_an_edition_need_not_have_may_be_left_out(self) -> None:
        edition = read(f"{policies.HEAD}scope: not detained\n")
        assert edition.in_force == (InForce(date(2012, 1, 1), None, "from memory"),)
        assert (edition.reasons, edition.parameters, edition.validity, edition.unreachable) == ((), {}, {}, {})

    @pytest.mark.parametrize("wording", ["quoted", "paraphrased", "from memory"])
    def test_a_wording_is_as_sure_as_it_says(self, wording: str) -> None:
        assert read(changed("wording: paraphrased", f"wording: {wording}")).listed("priority")[0].wording == wording

    @pytest.mark.parametrize("name", ["a", "2011", "ice-2011-11-17", "a.b", "a" * 60])
    def test_a_name_of_small_letters_digits_dots_and_dashes_is_read(self, name: str) -> None:
        assert read(changed("small-2012", name)).name == name

    def test_a_reason_that_names_a_protected_fact_is_protected(self) -> None:
        edition = read(changed("when: birth < cutoff", "when: birth < cutoff and years_ill > 2"))
        names = [reason.name for reason in edition.reasons if edition.protected(reason, DICTIONARY)]
        assert names == ["early", "ill"]


NOT_NAME = "is not a name: small letters, digits and _ only"
NOT_EDITION = "is not an edition's name: small letters, digits, . and - only"
NEITHER = "is neither a whole number up to 1,000,000 nor a day such as 2007-06-15"
NOT_DAY = "is not a day; write it as 2011-11-17"
TAKEN = "has the name of a fact; give it another"
GRADES = "it must be one of quoted, paraphrased, from memory"
MAPPING = "must be a mapping of names to values"
NO_FIELD = "is not a field here; remove it or mend its name"
FIRST_OUT = "in_force: [until] is the first day no longer in force; it must follow [from]"

REFUSED = {
    "no name": ("edition: small-2012\n", "", "line 1, column 1: the edition: [edition] is missing"),
    "no kind": ("kind: lists\n", "", "line 1, column 1: the edition: [kind] is missing"),
    "no title": ("title: A small policy\n", "", "line 1, column 1: the edition: [title] is missing"),
    "no issuer": ("issued_by: Nobody\n", "", "line 1, column 1: the edition: [issued_by] is missing"),
    "no scope": ("scope: not detained\n", "", "line 1, column 1: the edition: [scope] is missing"),
    "a name in capitals": ("small-2012", "Small", f"line 1, column 10: [Small] {NOT_EDITION}"),
    "a name that is a path": ("small-2012", "../a", f"line 1, column 10: [../a] {NOT_EDITION}"),
    "a name that is hidden": ("small-2012", ".a", f"line 1, column 10: [.a] {NOT_EDITION}"),
    "a name that is long": ("small-2012", "a" * 61, f"line 1, column 10: [{'a' * 40}] {NOT_EDITION}"),
    "a name that is empty": ("small-2012", '""', f"line 1, column 10: [] {NOT_EDITION}"),
    "a name with a space": ("small-2012", "small 2012", f"line 1, column 10: [small 2012] {NOT_EDITION}"),
    "another kind": (
        "kind: lists",
        "kind: points",
        "line 2, column 7: the edition: [kind] is [points]; it must be one of lists, totality",
    ),
    "a title of parts": ("A small policy", "[a, b]", "line 3, column 9: the edition: [title] must be plain text"),
    "another field": (
        "interpretations:",
        "interpretation:",
        f"line 34, column 1: the edition: [interpretation] {NO_FIELD}",
    ),
    "a time that is no list": (
        "  - {from: 2012-01-01, until: 2013-01-01, wording: quoted}",
        "  from: 2012-01-01",
        "line 6, column 3: the edition: [in_force] must be a list",
    ),
    "a time that is a text": (
        "{from: 2012-01-01, until: 2013-01-01, wording: quoted}",
        "2012-01-01",
        f"line 6, column 5: in_force {MAPPING}",
    ),
    "a time without a beginning": ("from: 2012-01-01, ", "", "line 6, column 6: in_force: [from] is missing"),
    "a time that begins on no day": ("2012-01-01", "1/2012", f"line 6, column 12: [1/2012] {NOT_DAY}"),
    "a time that ends on no day": ("2013-01-01", "2013-02-30", f"line 6, column 31: [2013-02-30] {NOT_DAY}"),
    "a time that ends as it begins": ("2013-01-01", "2012-01-01", f"line 6, column 31: {FIRST_OUT}"),
    "a time that ends before": ("2013-01-01", "2011-12-31", f"line 6, column 31: {FIRST_OUT}"),
    "a time with another wording": (
        "until: 2013-01-01, wording: quoted",
        "wording: sure",
        f"line 6, column 33: in_force: [wording] is [sure]; {GRADES}",
    ),
    "a time with another field": ("until:", "til:", f"line 6, column 24: in_force: [til] {NO_FIELD}"),
    "no time at all": (
        "\n  - {from: 2012-01-01, until: 2013-01-01, wording: quoted}",
        " []",
        "the edition: [in_force] must give at least one time, such as - {from: 2011-11-17}",
    ),
    "a scope that is no condition": (
        "scope: not detained",
        "scope: not detaind",
        "line 7, column 8: scope: at character 5 [detaind]: not a fact of the dictionary nor a parameter of this "
        "edition; did you mean [detained]?",
    ),
    "parameters that are a list": (
        "parameters:\n  elder_age: {value: 65, cite: A.1, checked_on: 2012-01-02}\n  cutoff: ",
        "parameters:\n  - ",
        f"line 9, column 6: the edition: [parameters] {MAPPING}",
    ),
    "a parameter in capitals": ("  cutoff:", "  Cutoff:", f"line 10, column 3: [Cutoff] {NOT_NAME}"),
    "a parameter like a fact": ("  cutoff:", "  birth:", f"line 10, column 3: parameter [birth] {TAKEN}"),
    "a parameter like elapsed years": ("  cutoff:", "  age:", f"line 10, column 3: parameter [age] {TAKEN}"),
    "a parameter without a value": ("value: 65, ", "", "line 9, column 15: parameter [elder_age]: [value] is missing"),
    "a parameter without a citation": (
        "value: 65, cite: A.1, ",
        "value: 65, ",
        "line 9, column 15: parameter [elder_age]: [cite] is missing",
    ),
    "a parameter that nobody checked": (
        "cite: A.2, checked_on: 2012-01-02",
        "cite: A.2",
        "line 10, column 12: parameter [cutoff]: [checked_on] is missing",
    ),
    "a parameter checked on no day": (
        "cite: A.2, checked_on: 2012-01-02",
        "cite: A.2, checked_on: soon",
        f"line 10, column 54: [soon] {NOT_DAY}",
    ),
    "a parameter of another kind": ("65,", "sixty,", f"line 9, column 22: [sixty] {NEITHER}"),
    "a parameter too large": ("65,", "1000001,", f"line 9, column 22: [1000001] {NEITHER}"),
    "a parameter that is part of a day": ("2007-06-15", "2007-06", f"line 10, column 19: [2007-06] {NEITHER}"),
    "a parameter that is no day": ("2007-06-15", "2007-06-31", f"line 10, column 19: [2007-06-31] {NOT_DAY}"),
    "a parameter with another field": (
        "value: 65,",
        "value: 65, unit: years,",
        f"line 9, column 26: parameter [elder_age]: [unit] {NO_FIELD}",
    ),
    "a parameter that is a text": (
        "{value: 65, cite: A.1, checked_on: 2012-01-02}",
        "65",
        f"line 9, column 14: parameter [elder_age] {MAPPING}",
    ),
    "a reason in capitals": ("  felony:", "  Felony:", f"line 23, column 3: [Felony] {NOT_NAME}"),
    "a reason that is a text": (
        "{text: Ill, cite: C.1, wording: quoted, when: ill}",
        "ill",
        f"line 31, column 8: considerations [ill] {MAPPING}",
    ),
    "a reason without a text": ("text: Ill, ", "", "line 31, column 9: considerations [ill]: [text] is missing"),
    "a reason without a citation": ("cite: C.1, ", "", "line 31, column 9: considerations [ill]: [cite] is missing"),
    "a reason without a wording": (
        "cite: C.1, wording: quoted",
        "cite: C.1",
        "line 31, column 9: considerations [ill]: [wording] is missing",
    ),
    "a reason without a condition": (", when: ill", "", "line 31, column 9: considerations [ill]: [when] is missing"),
    "a reason of another wording": (
        "wording: paraphrased",
        "wording: sure",
        f"line 26, column 14: priorities [felony]: [wording] is [sure]; {GRADES}",
    ),
    "a reason with another field": (
        "tier: first",
        "tiers: first",
        f"line 28, column 5: priorities [felony]: [tiers] {NO_FIELD}",
    ),
    "a reason that is no condition": (
        "when: felonies >= 1",
        "when: felonies",
        "line 27, column 11: priorities [felony]: at character 1 [felonies]: not true or false by itself; "
        "compare it with something",
    ),
    "the validity of no check": (
        "  criminal: {value",
        "  criminel: {value",
        "line 33, column 3: [criminel] is not a kind of check; did you mean [criminal]?",
    ),
    "a validity that is a day": (
        "value: 90",
        "value: 2012-03-01",
        "line 33, column 3: check_validity_days [criminal]: [value] must be a number of days",
    ),
    "a validity without a citation": (
        "cite: D.1, ",
        "",
        "line 33, column 14: check_validity_days [criminal]: [cite] is missing",
    ),
    "an interpretation of parts": (
        "{elder: From the day after the birthday}",
        "{elder: [a]}",
        "line 34, column 19: [interpretations] [elder] must be plain text",
    ),
    "an unreachable outcome of parts": (
        "{mixed: Nobody old has committed a felony}",
        "{mixed: {a: b}}",
        "line 35, column 15: [unreachable] [mixed] must be plain text",
    ),
    "sources that are a list": (
        "{memo: In the library}",
        "[memo]",
        f"line 36, column 11: the edition: [sources] {MAPPING}",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_edition_is_refused_with_its_place_and_what_was_expected(old: str, new: str, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(changed(old, new))
    assert str(caught.value) == said


SAME = {
    "comments": ("kind: lists\n", "kind: lists  # two lists\n# and no more\n"),
    "spacing": ("felonies >= 1", "felonies>=1"),
    "brackets": ("when: age > elder_age", "when: (age > elder_age)"),
    "quotes of a text": ("title: A small policy", "title: 'A small policy'"),
    "a folded text": ("title: A small policy", "title: >-\n  A small\n  policy"),
    "the order of fields": ("kind: lists\ntitle: A small policy\n", "title: A small policy\nkind: lists\n"),
    "the order of a reason's fields": ("cite: B.1\n    wording: paraphrased", "wording: paraphrased\n    cite: B.1"),
    "a way of writing": ("felonies >= 1", "1 <= felonies"),
}
OTHER = {
    "the name": ("small-2012", "small-2013"),
    "the kind": ("kind: lists", "kind: totality"),
    "a word of the title": ("A small policy", "A smaller policy"),
    "who issued it": ("issued_by: Nobody", "issued_by: Somebody"),
    "a day in force": ("2013-01-01", "2013-01-02"),
    "the wording of the time in force": (
        "until: 2013-01-01, wording: quoted",
        "until: 2013-01-01, wording: from memory",
    ),
    "the scope": ("scope: not detained", "scope: not detained or detained"),
    "a word of a reason": ("text: A felony", "text: Any felony"),
    "a number in a condition": ("felonies >= 1", "felonies >= 2"),
    "a number of law": ("value: 65", "value: 66"),
    "a citation": ("cite: B.1", "cite: B.2"),
    "a citation of a number of law": ("value: 65, cite: A.1", "value: 65, cite: A.3"),
    "the day a number was checked": ("cite: A.2, checked_on: 2012-01-02", "cite: A.2, checked_on: 2012-01-03"),
    "how sure a wording is": ("wording: paraphrased", "wording: quoted"),
    "a tier": ("tier: first", "tier: second"),
    "who may depart": ("the head of the office", "anybody"),
    "a validity": ("value: 90", "value: 91"),
    "an interpretation": ("From the day after the birthday", "From the birthday"),
    "a declaration": ("Nobody old has committed a felony", "It cannot be"),
    "a source": ("In the library", "Lost"),
    "a number for a parameter": ("when: age > elder_age", "when: age > 65"),
}


class TestTheHash:
    @pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
    def test_how_an_edition_is_laid_out_makes_no_difference(self, old: str, new: str) -> None:
        assert read(changed(old, new)).hash == read(BASE).hash

    @pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER)
    def test_what_an_edition_says_makes_a_difference(self, old: str, new: str) -> None:
        assert read(changed(old, new)).hash != read(BASE).hash

    def test_the_order_of_reasons_makes_a_difference(self) -> None:
        assert read(turned("  elder:\n", "  early:\n", "priorities:")).hash != read(BASE).hash

    def test_the_order_of_parameters_makes_none(self) -> None:
        assert read(turned("  elder_age:", "  cutoff:", "favorable:")).hash == read(BASE).hash

    def test_the_folder_makes_none(self) -> None:
        assert policies.edition(BASE, DICTIONARY, folder=Path("elsewhere")).hash == read(BASE).hash


class TestInForce:
    def test_until_is_the_first_day_no_longer_in_force(self) -> None:
        days = (date(2011, 12, 31), date(2012, 1, 1), date(2012, 12, 31), date(2013, 1, 1))
        assert [read(BASE).in_force_on(day) for day in days] == [False, True, True, False]

    def test_an_edition_may_be_stayed_and_come_back(self) -> None:
        times = "until: 2013-01-01, wording: quoted}\n  - {from: 2014-01-01}"
        edition = read(changed("until: 2013-01-01, wording: quoted}", times))
        in_force = [edition.in_force_on(date(year, 6, 1)) for year in (2011, 2012, 2013, 2014, 2030)]
        assert in_force == [False, True, False, True, True]


class TestLoading:
    def test_a_packaged_edition_is_found_by_its_name(self) -> None:
        assert "ice-2011-11-17" in document.names()
        edition = document.load("ice-2011-11-17", load_dictionary())
        assert edition.folder == document.editions_folder() / "ice-2011-11-17"

    def test_an_edition_is_found_by_its_folder_or_its_file(self, tmp_path: Path) -> None:
        (tmp_path / "edition.yaml").write_text(BASE)
        by_folder = document.load(str(tmp_path), DICTIONARY)
        by_file = document.load(str(tmp_path / "edition.yaml"), DICTIONARY)
        assert by_folder == by_file
        assert by_folder.folder == tmp_path

    def test_a_misspelt_name_brings_the_nearest_to_mind(self) -> None:
        with pytest.raises(DocumentError) as caught:
            document.load("ice-2011-11-7", DICTIONARY)
        listed = ", ".join(document.names())
        assert str(caught.value) == (
            f"there is no edition [ice-2011-11-7]; did you mean [ice-2011-11-17]?; the ones here: {listed}"
        )

    @pytest.mark.parametrize("text", [changed("kind: lists", "kind: points"), "a: 1\na: 2", "- a"])
    def test_a_problem_names_the_file_once(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "edition.yaml").write_text(text)
        with pytest.raises(DocumentError) as caught:
            document.load(str(tmp_path), DICTIONARY)
        assert str(caught.value).startswith(f"{tmp_path / 'edition.yaml'}: line ")
        assert str(caught.value).count(str(tmp_path)) == 1


def test_a_scope_cannot_name_a_protected_fact() -> None:
    known = policies.facts("facts: {ill: {type: truth, protected: 'true', question: Ill?, settled_by: [file]}}")
    with pytest.raises(DocumentError, match=r"\[scope\] names the protected fact \[ill\]"):
        policies.edition(policies.HEAD + "scope: not ill\n", known)


def test_two_reasons_cannot_have_one_name_even_on_different_lists() -> None:
    known = policies.facts("facts: {ill: {type: truth, adverse: 'true', question: Ill?, settled_by: [file]}}")
    reason = "{text: Ill, cite: I, wording: quoted, when: ill}"
    with pytest.raises(DocumentError, match=r"two reasons have the name \[ill\]"):
        policies.edition(
            f"{policies.HEAD}scope: ill\nfavorable: {{ill: {reason}}}\npriorities: {{ill: {reason}}}\n", known
        )

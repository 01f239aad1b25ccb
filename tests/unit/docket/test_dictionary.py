"""The dictionary of facts says what rules may name, and refuses what would make a rule unsafe."""

from hashlib import sha256
from pathlib import Path

import pytest

from evenhand.docket import strict_yaml
from evenhand.docket.facts import AS_OF, Count, Days, Dictionary, Years, load_dictionary, read_dictionary
from evenhand.docket.strict_yaml import DocumentError

BASE = """
checks: {criminal: Criminal history check}
facts:
  birth: {type: day, question: Born when?, settled_by: [court, respondent]}
  arrival: {type: day, not_before: birth, question: Came when?, settled_by: [file]}
  detained: {type: truth, question: Detained?, settled_by: [agency]}
  resources: {type: truth, question: Needs resources?, settled_by: [finding], protected: "true"}
  convictions: {type: count, question: How many?, settled_by: ["check:criminal"], adverse: "true"}
  warrant: {type: code, codes: [none, old, live], clear: none, question: Any?, settled_by: ["check:criminal"],
            adverse: "true"}
years:
  age: {from: birth, to: as_of}
  age_at_arrival: {from: birth, to: arrival}
"""


def read(text: str) -> Dictionary:
    return read_dictionary(strict_yaml.loads(text), hash="h")


def with_fact(body: str, *, name: str = "x") -> str:
    return BASE.replace("years:\n", f"  {name}: {{question: Why?, {body}}}\nyears:\n")


def with_years(body: str, *, name: str = "x") -> str:
    return f"{BASE}  {name}: {{{body}}}\n"


def test_the_base_of_these_tests_is_sound() -> None:
    assert list(read(BASE).facts) == ["birth", "arrival", "detained", "resources", "convictions", "warrant"]


BROKEN_FACTS = {
    "nobody can answer": ("type: truth, settled_by: []", "settled_by must name who can answer"),
    "an unknown answerer": (
        "type: truth, settled_by: [oracle]",
        "settled_by may name agency, check:criminal, court, file, finding, respondent",
    ),
    "a check nobody declared": ('type: truth, settled_by: ["check:security"]', "settled_by may name"),
    "a check beside another": (
        'type: truth, settled_by: ["check:criminal", file]',
        "a fact that a check or a finding settles names that and nothing else",
    ),
    "a check after another": ('type: truth, settled_by: [file, "check:criminal"]', "names that and nothing else"),
    "a finding beside another": ("type: truth, settled_by: [finding, file]", "names that and nothing else"),
    "a respondent against themself": (
        'type: truth, settled_by: [file, respondent], adverse: "true"',
        "a respondent's word never settles an adverse fact",
    ),
    "a finding that counts": ("type: count, settled_by: [finding]", "a finding is a truth"),
    "a code of one": ("type: code, codes: [a], settled_by: [file]", "a code needs at least two codes"),
    "a code of one, twice": ("type: code, codes: [a, a], settled_by: [file]", "a code needs at least two codes"),
    "a code of none": ("type: code, settled_by: [file]", "a code needs at least two codes"),
    "codes of a truth": ("type: truth, codes: [a, b], settled_by: [file]", "only a code has codes"),
    "a clear truth": ("type: truth, clear: a, settled_by: [file]", "only a code has codes"),
    "an adverse check code that is never clear": (
        'type: code, codes: [a, b], settled_by: ["check:criminal"], adverse: "true"',
        r"an adverse code that a check settles needs \[clear\]",
    ),
    "a clear code that is no code": (
        "type: code, codes: [a, b], clear: c, settled_by: [file]",
        r"\[clear\] must be one of the codes",
    ),
    "another type": (
        "type: text, settled_by: [file]",
        r"\[type\] is \[text\]; it must be one of truth, code, count, day",
    ),
    "a half adverse": (
        "type: truth, settled_by: [file], adverse: maybe",
        r"\[adverse\] is \[maybe\]; it must be one of",
    ),
    "a half protected": ("type: truth, settled_by: [file], protected: 1", r"\[protected\] is \[1\]; it must be one of"),
    "no type": ("settled_by: [file]", r"fact \[x\]: \[type\] is missing"),
    "another field": ("type: truth, settled_by: [file], adverze: a", r"fact \[x\]: \[adverze\] is not a field here"),
    "an order with nothing": ("type: day, not_before: nothing, settled_by: [file]", "not_before must name a day"),
    "an order with a truth": ("type: day, not_before: detained, settled_by: [file]", "not_before must name a day"),
    "a truth in order": ("type: truth, not_before: birth, settled_by: [file]", "not_before must name a day"),
    "an order with itself": ("type: day, not_before: x, settled_by: [file]", "not_before must name a day"),
    "two days after the same one": (
        "type: day, not_before: birth, settled_by: [file]",
        r"\[birth\] stands in an order already",
    ),
    "an order with a day that a check may clear": (
        'type: day, not_before: birth, settled_by: ["check:criminal"], adverse: "true"',
        "a day that a check may clear stands in no order with others",
    ),
    "a chain of orders": (
        "type: day, not_before: arrival, settled_by: [file]",
        "not_before must name a day that has no not_before itself",
    ),
}


@pytest.mark.parametrize(("body", "said"), BROKEN_FACTS.values(), ids=BROKEN_FACTS)
def test_a_fact_that_breaks_a_rule_is_refused_by_name(body: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read(with_fact(body))
    assert "fact [x]" in str(caught.value)


def test_a_fact_without_a_question_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"fact \[y\]: \[question\] is missing"):
        read(BASE.replace("years:\n", "  y: {type: truth, settled_by: [file]}\nyears:\n"))


SOUND_FACTS = {
    "an adverse code that the file settles": 'type: code, codes: [a, b], settled_by: [file], adverse: "true"',
    "a code that a check settles and that is not adverse": 'type: code, codes: [a, b], settled_by: ["check:criminal"]',
    "a respondent on a fact that is not adverse": "type: truth, settled_by: [respondent]",
    "an adverse finding": 'type: truth, settled_by: [finding], adverse: "true"',
}


@pytest.mark.parametrize("body", SOUND_FACTS.values(), ids=SOUND_FACTS)
def test_a_fact_that_breaks_no_rule_is_read(body: str) -> None:
    assert "x" in read(with_fact(body)).facts


BROKEN_YEARS = {
    "the name of a fact": (
        with_years("from: birth, to: as_of", name="detained"),
        r"years \[detained\]: a fact has this",
    ),
    "from nothing": (
        with_years("from: nothing, to: as_of"),
        r"years \[x\]: \[nothing\] is not a day of this dictionary",
    ),
    "to nothing": (with_years("from: birth, to: nothing"), r"years \[x\]: \[nothing\] is not a day"),
    "from a truth": (with_years("from: detained, to: as_of"), r"years \[x\]: \[detained\] is not a day"),
    "to other years": (with_years("from: birth, to: age"), r"years \[x\]: \[age\] is not a day"),
    "from the as-of date": (with_years("from: as_of, to: birth"), "run from a recorded day, not from the as-of date"),
    "from a day to itself": (with_years("from: birth, to: birth"), "run from one day to another, not to the same"),
    "no end": (with_years("from: birth"), r"years \[x\]: \[to\] is missing"),
    "another field": (with_years("from: birth, to: as_of, by: x"), r"years \[x\]: \[by\] is not a field here"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN_YEARS.values(), ids=BROKEN_YEARS)
def test_years_that_break_a_rule_are_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read(text)


@pytest.mark.parametrize("name", ["Capital", "1st", "_x", "a-b", '"a b"', "é", "a" * 61, '""'])
def test_a_name_that_no_rule_could_write_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="is not a name: small letters, digits and _ only"):
        read(with_fact("type: truth, settled_by: [file]", name=name))


@pytest.mark.parametrize(
    "name",
    ["as_of", "and", "not", "true", "class", "unknown", "office", "case_id", "disputed", "check_criminal", "source_x",
     "ask_x", "descriptor_sex", "children_at_least", "birth_earliest"],
)  # fmt: skip
def test_a_name_that_a_rule_or_a_docket_uses_itself_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="is a name that is used already; choose another"):
        read(with_fact("type: truth, settled_by: [file]", name=name))


def test_a_wrong_name_of_a_check_or_of_years_is_refused_too() -> None:
    with pytest.raises(DocumentError, match=r"line 2, column 10: \[Criminal\] is not a name"):
        read(BASE.replace("{criminal:", "{Criminal:"))
    with pytest.raises(DocumentError, match=r"\[Age\] is not a name"):
        read(with_years("from: birth, to: as_of", name="Age"))


def test_what_is_no_part_of_a_dictionary_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"the dictionary: \[rules\] is not a field here"):
        read(f"{BASE}rules: {{}}\n")
    with pytest.raises(DocumentError, match="the dictionary must be a mapping"):
        read("- a")


class TestWhatItSays:
    def test_one_check_alone_settles_a_fact(self) -> None:
        facts = read(BASE).facts
        assert (facts["convictions"].check, facts["detained"].check) == ("criminal", None)

    def test_a_finding_is_what_only_a_person_writes(self) -> None:
        facts = read(BASE).facts
        assert [name for name, fact in facts.items() if fact.finding] == ["resources"]

    def test_adverse_and_protected_are_said_of_a_fact_and_otherwise_not(self) -> None:
        facts = read(BASE).facts
        assert [name for name, fact in facts.items() if fact.adverse] == ["convictions", "warrant"]
        assert [name for name, fact in facts.items() if fact.protected] == ["resources"]

    def test_a_code_keeps_its_set_and_what_is_clear(self) -> None:
        warrant = read(BASE).facts["warrant"]
        assert (warrant.codes, warrant.clear) == (("none", "old", "live"), "none")

    def test_unknown_is_open_bounds_or_nothing(self) -> None:
        facts = read(BASE).facts
        unknown = [facts[name].unknown for name in ("birth", "convictions", "detained", "warrant")]
        assert unknown == [Days(None, None), Count(0, None), None, None]

    def test_days_stand_in_order(self) -> None:
        assert read(BASE).ordered == (("birth", "arrival"),)

    def test_a_day_touches_the_days_it_is_ordered_with(self) -> None:
        dictionary = read(BASE)
        assert dictionary.touching("arrival") == dictionary.touching("birth") == {"birth", "arrival"}
        assert dictionary.touching("detained") == {"detained"}

    def test_years_rest_on_recorded_days(self) -> None:
        dictionary = read(BASE)
        assert dictionary.years["age"] == Years(name="age", start="birth", end=AS_OF)
        assert dictionary.recorded("age") == ("birth",)
        assert dictionary.recorded("age_at_arrival") == ("birth", "arrival")
        assert dictionary.recorded("detained") == ("detained",)


class TestTheFile:
    def test_the_packaged_dictionary_is_sound_and_knows_its_hash(self) -> None:
        dictionary = load_dictionary()
        assert {"birth", "arrival", "convictions"} <= set(dictionary.facts)
        assert len(dictionary.hash) == 64

    def test_the_hash_is_that_of_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "d.yaml").write_text(BASE)
        assert load_dictionary(tmp_path / "d.yaml").hash == sha256(BASE.encode()).hexdigest()

    @pytest.mark.parametrize("text", ["facts: [", "facts: {x: {type: truth}}", "other: a"])
    def test_a_problem_names_the_file_once(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "d.yaml").write_text(text)
        with pytest.raises(DocumentError) as caught:
            load_dictionary(tmp_path / "d.yaml")
        assert str(caught.value).count(str(tmp_path)) == 1

    def test_no_respondent_is_asked_what_is_adverse(self) -> None:
        facts = load_dictionary().facts.values()
        assert not [fact.name for fact in facts if fact.adverse and "respondent" in fact.settled_by]

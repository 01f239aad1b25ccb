"""Drawn conditions and edition files: any text is read or refused with its place, and nothing else comes of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evenhand.docket.facts import load_dictionary
from evenhand.docket.strict_yaml import DocumentError
from evenhand.policy import condition, document
from evenhand.policy.condition import Condition, ConditionError, Constant
from evenhand.policy.document import Edition

DICTIONARY = load_dictionary()
PARAMETERS: dict[str, Constant] = {"elder_age": 65, "multiple": 2, "cutoff": date(2007, 6, 15)}
ATOMS = [
    "detained", "resident",
    "stage == 'pending'", "stage != 'closed'", "stage in ('appeal', 'ended')", 'stage not in ["appeal"]',
    "convictions >= 2", "1 <= convictions < 4", "convictions == multiple", "convictions != 0",
    "convictions in (1, 2, 5)", "convictions not in [3]",
    "age > elder_age", "65 >= age", "3 < years_present <= 10", "age_at_arrival < 16",
    "arrival < cutoff", "cutoff == arrival", "arrival != cutoff",
]  # fmt: skip


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        parts.map("not ({})".format), several.map(" and ".join), several.map(lambda texts: f"({') or ('.join(texts)})")
    )


SOUND = st.recursive(st.sampled_from(ATOMS), _joined, max_leaves=8)


@st.composite
def mutated(draw: st.DrawFn, texts: st.SearchStrategy[str], alphabet: str) -> str:
    """A text of which some stretches are taken out, doubled or replaced."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.integers(0, len(text))) for _ in range(2))
        inner = draw(
            st.sampled_from(["", text[first:last] * 2]) | st.text(alphabet=alphabet, max_size=8) | st.text(max_size=4)
        )
        text = text[:first] + inner + text[min(last, first + 12) :]
    return text


def parsed(text: str) -> Condition:
    return condition.parse(text, dictionary=DICTIONARY, parameters=PARAMETERS)


@given(st.text() | mutated(SOUND, "abdeginorst_ 0123456789'\"()[]<>=!.,:\\{}+-*/@"))
@example("'" * 3)
@example("detained if detained")
@example("not in")
def test_any_text_is_a_condition_or_is_refused_as_one(text: str) -> None:
    try:
        read = parsed(text)
    except ConditionError as error:
        assert str(error).startswith("at character ")
    else:
        assert parsed(condition.unparse(read)) == read


PACKAGED = (document.editions_folder() / "ice-2011-11-17" / "edition.yaml").read_text(encoding="utf-8")


@given(st.binary(max_size=300) | mutated(st.just(PACKAGED), "abc: -{}[]'\"\n\t#&*!|>%@`0123456789").map(str.encode))
def test_any_bytes_are_an_edition_or_are_refused_as_one(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated.yaml"
    path.write_bytes(content)
    try:
        read = document.load(str(path), DICTIONARY)
    except DocumentError as error:
        assert str(error).startswith(str(path))
    else:
        assert isinstance(read, Edition)

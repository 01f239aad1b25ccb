"""What the model of a condition writes, the parser reads back; what people write means the same when written again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.policy.condition import Condition, Constant, parse, unparse
from generative.conditions import Language, models, texts
from generative.dictionaries import dictionaries
from generative.profiles import examples

PARAMETERS: dict[str, Constant] = {"limit_count": 3, "limit_years": 10, "limit_day_0": date(2007, 6, 15)}


@dataclass(frozen=True)
class Written:
    """A condition in both forms."""

    language: Language
    model: Condition
    text: str


@st.composite
def written(draw: Any) -> Written:
    """This function will draw two conditions over one dictionary: one as a model, one as text."""
    language = Language(draw(dictionaries()).dictionary, PARAMETERS)
    return Written(language, draw(models(language)), draw(texts(language)))


@settings(max_examples=examples(50))
@given(written())
def test_the_parser_reads_what_the_model_writes(one: Written) -> None:
    assert parse(unparse(one.model), dictionary=one.language.dictionary, parameters=PARAMETERS) == one.model


@settings(max_examples=examples(50))
@given(written())
def test_a_condition_written_again_is_the_same_condition(one: Written) -> None:
    read = parse(one.text, dictionary=one.language.dictionary, parameters=PARAMETERS)
    assert parse(unparse(read), dictionary=one.language.dictionary, parameters=PARAMETERS) == read

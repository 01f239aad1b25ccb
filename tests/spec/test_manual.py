"""The manual of the policy language is what the spec tests make of themselves."""

from pathlib import Path

from spec import manual

FOLDER = Path(manual.__file__).parent


def test_the_committed_manual_is_the_one_that_the_tests_make() -> None:
    made = manual.make()
    assert manual.TARGET.read_text(encoding="utf-8") == made, "run python -m spec.manual with tests on the path"


def test_every_spec_test_is_in_the_manual() -> None:
    files = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.glob("*/test_*.py")}
    assert files == {f"{chapter}/{section}" for chapter, sections in manual.CHAPTERS.items() for section in sections}

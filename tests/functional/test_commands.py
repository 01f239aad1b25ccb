"""The commands as a person types them: what they print, where errors go, and what they leave behind."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evenhand.cli import terminal
from evenhand.cli.main import app
from evenhand.policy.document import editions_folder

DOCKET = """case_id,office,stage,detained,birth,arrival,entered_illegally,violated_admission,previously_removed,\
found_immigration_fraud,victim_of_trafficking,felony_convictions
SYN-1,Baltimore,pending,false,1940-05,1985,false,false,false,false,,
SYN-2,Denver,pending,false,31/2/1979,1990,true,,,,true,1
SYN-3,Denver,pending,true,1990,1980,,,,,,
=SYN-4,Denver,incoming,false,,,,,,,,
SYN-5,,pending,false,,,,,,,,
"""
TERMS = ["--edition", "ice-2011-11-17", "--as-of", "2012-01-13"]


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal.out, "width", 200)


def evenhand(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def docket(tmp_path: Path) -> Path:
    path = tmp_path / "docket.csv"
    path.write_text(DOCKET, encoding="utf-8")
    return path


@pytest.fixture
def folder(docket: Path, tmp_path: Path) -> Path:
    assert evenhand("screen", docket, *TERMS, "--out", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def test_help_names_every_command() -> None:
    said = evenhand("--help").stdout
    assert "It never decides: a person does." in said
    assert all(f"  {name} " in said for name in ("screen", "explain", "outcomes", "docket", "policy"))


@pytest.mark.parametrize(
    "command",
    ["screen", "explain", "outcomes", "docket synthetic", "docket eoir", "docket check", "docket describe",
     "policy list", "policy show", "policy check"],
)  # fmt: skip
def test_every_command_explains_itself(command: str) -> None:
    said = evenhand(*command.split(), "--help")
    assert said.exit_code == 0
    assert "Usage:" in said.stdout


def test_screen_prints_counts_by_office_that_reconcile(docket: Path, tmp_path: Path) -> None:
    said = evenhand("screen", docket, *TERMS, "--out", tmp_path / "out")
    assert said.exit_code == 0, said.stderr
    assert "Rows in 5 = screened 3 + out of scope 1 + quarantined 1." in said.stdout
    assert "These are outcomes of screening, not decisions." in said.stdout
    assert "recommend (check, finding)" in said.stdout
    assert "Baltimore" in said.stdout


def test_screen_never_shows_if_clear_without_what_it_needs(docket: Path, tmp_path: Path) -> None:
    lines = evenhand("screen", docket, *TERMS, "--out", tmp_path / "out").stdout.splitlines()
    start = lines.index(next(line for line in lines if line.startswith("If clear")))
    end = lines.index(next(line for line in lines if line.startswith("Worklists")))
    assert all(line.split("  ")[1].endswith((")", "as it stands")) for line in lines[start + 1 : end])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["screen", "none.csv", *TERMS, "--out", "out"], "none.csv: there is no such file"),
        (["screen", "{docket}", "--edition", "ice-2011-11-7", "--as-of", "2012-01-13", "--out", "{tmp}/o"],
         "there is no edition [ice-2011-11-7]; did you mean [ice-2011-11-17]?"),
        (["screen", "{docket}", *TERMS, "--out", "{tmp}/no/such/out"], "there is no folder"),
        (["explain", "{docket}", "SYN-9", *TERMS], "there is no case [SYN-9]; did you mean"),
        (["explain", "{docket}", "SYN-5", *TERMS], "case [SYN-5], line 6, is in quarantine"),
        (["outcomes", "{tmp}"], "not an outcomes folder"),
        (["docket", "eoir", "{tmp}", "--out", "{tmp}/court.parquet"], "A_TblCase"),
        (["policy", "check", "{tmp}"], "edition"),
    ],
)  # fmt: skip
def test_errors_say_what_was_wrong_and_where(words: list[str], message: str, docket: Path, tmp_path: Path) -> None:
    said = evenhand(*(word.format(docket=docket, tmp=tmp_path) for word in words))
    assert said.exit_code == 2
    assert message in said.stderr
    assert said.stdout == ""


def test_a_day_that_is_no_day_is_told(docket: Path, tmp_path: Path) -> None:
    said = evenhand("screen", docket, "--edition", "ice-2011-11-17", "--as-of", "13/1/2012", "--out", tmp_path / "out")
    assert said.exit_code == 2
    assert "[13/1/2012] is not a day; write it as 2012-01-13" in said.stderr


def test_explain_says_values_paragraph_missing_facts_and_who_can_settle_them(docket: Path) -> None:
    said = evenhand("explain", docket, "SYN-1", *TERMS).stdout
    assert "Case SYN-1, office Baltimore." in said
    assert "Outcome: incomplete" in said
    assert (
        "If clear: recommend, provided that the open background checks come back clear and no adverse finding" in said
    )
    assert "Holds: over 65. Over the age of 65 and present for more than ten years (II.B, paraphrased)." in said
    assert "Read: age: 71; years present: 26 to 27; arrival: in 1985; birth: in May 1940." in said
    assert "The criminal check:" in said
    assert "How many felony convictions does the person have? (felony_convictions)" in said


def test_explain_hides_protected_reasons_unless_asked(docket: Path) -> None:
    hidden, shown = (evenhand("explain", docket, "SYN-2", *TERMS, *more) for more in ([], ["--protected"]))
    assert "victim" not in hidden.stdout
    assert "Protected reasons (2): one holds. Shown with --protected." in hidden.stdout
    assert "Holds: victim." in shown.stdout


def test_explain_as_json_is_one_document_without_protected_names(docket: Path) -> None:
    said = evenhand("explain", docket, "SYN-2", *TERMS, "--json").stdout
    assert "victim" not in said
    known = json.loads(said)
    assert (known["outcome"], known["worklist"]) == ("mixed", None)
    assert known["rests_on"]["facts"]["felony_convictions"] == ">=1"


def test_outcomes_as_csv_cannot_become_formulas(folder: Path) -> None:
    listed = list(csv.DictReader(io.StringIO(evenhand("outcomes", folder, "--csv").stdout)))
    assert [case["case_id"] for case in listed] == ["SYN-1", "SYN-2", "SYN-3", "'=SYN-4"]
    assert listed[0]["favorable"] == "over 65"


def test_outcomes_as_json_is_a_list(folder: Path) -> None:
    listed = json.loads(evenhand("outcomes", folder, "--json").stdout)
    assert [case["case_id"] for case in listed] == ["SYN-1", "SYN-2", "SYN-3", "=SYN-4"]
    assert listed[0]["needs"] == "check and finding"
    assert json.loads(evenhand("outcomes", folder, "--office", "Denver", "--outcome", "weigh", "--json").stdout) == []


def test_outcomes_as_a_table_say_what_if_clear_needs(folder: Path) -> None:
    said = evenhand("outcomes", folder, "--office", "Baltimore").stdout
    assert "recommend, needs check and finding" in said
    assert "\n1 case. " in said


def test_check_says_what_could_not_be_taken_and_keeps_it_where_asked(docket: Path, tmp_path: Path) -> None:
    said = evenhand("docket", "check", docket, "--out", tmp_path / "mine.parquet")
    assert said.exit_code == 1
    assert "Rows in 5 = taken 4 + quarantined 1." in said.stdout
    assert "line 6" in said.stdout
    assert "birth" in said.stdout
    assert "arrival" in said.stdout
    assert (tmp_path / "mine.parquet").is_file()
    assert "SYN-5" in (tmp_path / "mine.parquet.quarantine.csv").read_text(encoding="utf-8")


def test_check_of_a_sound_docket_ends_well(tmp_path: Path) -> None:
    (tmp_path / "sound.csv").write_text("case_id,office,stage\nSYN-1,Denver,pending\n", encoding="utf-8")
    said = evenhand("docket", "check", tmp_path / "sound.csv")
    assert said.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sound.csv"]


def test_describe_says_how_much_is_known_per_office(docket: Path) -> None:
    said = evenhand("docket", "describe", docket, "--office", "Denver").stdout
    assert "Denver: 3 cases" in said
    assert "Offices: Baltimore, Denver, all offices." in said


def test_describe_of_an_unknown_office_suggests_one(docket: Path) -> None:
    said = evenhand("docket", "describe", docket, "--office", "Denvr")
    assert said.exit_code == 2
    assert "did you mean [Denver]?" in said.stderr


def test_policy_show_gives_words_rules_numbers_and_interpretations() -> None:
    said = evenhand("policy", "show", "ice-2011-11-17", "--on", "2014-11-20").stdout
    assert "On 2014-11-20 it was not in force." in said
    assert "over_65: Over the age of 65 and present for more than ten years. (II.B, paraphrased)" in said
    assert "elder_age: 65 (II.B, checked on 2026-11-21)" in said
    assert "Interpretations" in said


def test_policy_list_names_the_editions() -> None:
    assert "ice-2011-11-17" in evenhand("policy", "list").stdout


def test_policy_check_ends_badly_where_an_edition_has_a_problem(tmp_path: Path) -> None:
    for name in ("edition.yaml", "examples.yaml"):
        text = (editions_folder() / "ice-2011-11-17" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("elder_age: {value: 65", "elder_age: {value: 75"), encoding="utf-8")
    said = evenhand("policy", "check", tmp_path)
    assert said.exit_code == 1
    assert "reason [over_65] is false, the example expects true" in said.stdout
    assert evenhand("policy", "check", "ice-2011-11-17").exit_code == 0


def test_a_docket_cannot_redraw_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("case_id,office\nSYN-\x1b[2J1,Den\x07ver\n", encoding="utf-8")
    odd, out = tmp_path / "odd.csv", tmp_path / "out"
    commands: list[list[str | Path]] = [
        ["docket", "describe", odd],
        ["screen", odd, *TERMS, "--out", out],
        ["outcomes", out],
    ]
    for words in commands:
        said = evenhand(*words)
        assert "\x1b" not in said.stdout + said.stderr
        assert "\x07" not in said.stdout + said.stderr

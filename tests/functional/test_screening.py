"""Screening a docket into an outcomes folder: whole or absent, same input same bytes, everything reconciles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from drawn import rows
from evenhand.docket import table
from evenhand.docket.facts import Dictionary, load_dictionary
from evenhand.docket.intake import take
from evenhand.policy import document
from evenhand.policy.document import Edition
from evenhand.policy.outcomes import columns
from evenhand.screening import summary
from evenhand.screening.folder import ScreeningError, digest, read_manifest
from evenhand.screening.listing import Wanted, cases, opened
from evenhand.screening.screen import Request, screen

DOCKET = """
    case_id  | office    | stage       | detained | birth      | arrival | entered_illegally | violated_admission | previously_removed | found_immigration_fraud | honorably_discharged_veteran | felony_convictions | victim_of_trafficking
    SYN-1    | Baltimore | pending     | false    | 1940-05    | 1985    | false             | false              | false              | false                   |                              |                    |
    SYN-2    | Baltimore | pending     | false    | 1980       | 2001    | false             | false              | false              | false                   | true                         | >=1                |
    SYN-3    | Baltimore | final_order | false    |            |         |                   |                    |                    |                         |                              |                    |
    SYN-4    | Denver    | pending     | true     |            |         |                   |                    |                    |                         |                              |                    |
    SYN-5    | Denver    |             |          |            |         |                   |                    |                    |                         |                              |                    |
    SYN-6    | Denver    | pending     | false    | 1975-01-01 | 2013    | false             | false              | false              | false                   |                              |                    | true
             | Denver    | pending     | false    |            |         |                   |                    |                    |                         |                              |                    |
"""  # noqa: E501
AS_OF = date(2012, 1, 13)


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return load_dictionary()


@pytest.fixture(scope="module")
def edition(dictionary: Dictionary) -> Edition:
    return document.load("ice-2011-11-17", dictionary)


@pytest.fixture
def docket(tmp_path: Path) -> Path:
    drawn = rows(DOCKET)
    lines = [",".join(drawn[0]), *(",".join(row.values()) for row in drawn)]
    path = tmp_path / "docket.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def request_(docket: Path, edition: Edition, dictionary: Dictionary) -> Request:
    return Request(docket, edition, dictionary, AS_OF)


def test_every_row_is_screened_out_of_scope_or_quarantined(request_: Request, tmp_path: Path) -> None:
    manifest = screen(request_, tmp_path / "out")
    assert manifest["docket"]["rows_in"] == 7
    everywhere = summary.by_office(manifest["counts"])["all offices"]
    assert everywhere["cases"] == 6
    assert everywhere["out_of_scope"] == 2
    assert manifest["docket"]["quarantined"] == 1
    assert everywhere["out_of_scope_by"] == Counter({"not detained": 1, "stage in ('incoming', 'pending')": 1})
    assert read_manifest(tmp_path / "out") == json.loads(json.dumps(manifest))


def test_the_folder_holds_outcomes_edition_dictionary_manifest_and_quarantine(
    request_: Request, tmp_path: Path, edition: Edition, dictionary: Dictionary
) -> None:
    screen(request_, tmp_path / "out")
    names = {"outcomes.parquet", "edition.yaml", "dictionary.yaml", "manifest.json", "quarantine.csv"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    found = opened(tmp_path / "out")
    assert found.edition.hash == edition.hash
    assert found.dictionary.hash == dictionary.hash
    assert tuple(found.table.collect_schema().names()) == columns(edition, dictionary)


def test_outcomes_follow_the_facts(request_: Request, tmp_path: Path) -> None:
    screen(request_, tmp_path / "out")
    table = pl.read_parquet(tmp_path / "out" / "outcomes.parquet")
    said = table.select("case_id", "outcome", "outcome_if_clear", "needs_check", "needs_finding", "worklist").rows()
    assert said == [
        ("SYN-1", "incomplete", "recommend", True, True, "favorable_shown"),
        ("SYN-2", "mixed", "mixed", False, False, None),
        ("SYN-3", "out_of_scope", "out_of_scope", False, False, None),
        ("SYN-4", "out_of_scope", "out_of_scope", False, False, None),
        ("SYN-5", "incomplete", "incomplete", False, False, "scope"),
        ("SYN-6", "incomplete", "recommend", True, True, "favorable_shown"),
    ]


def test_an_event_after_the_day_of_screening_is_counted(request_: Request, tmp_path: Path) -> None:
    assert screen(request_, tmp_path / "out")["after_as_of"] == {"arrival": 1}


def test_the_same_input_gives_the_same_bytes_on_one_core_and_on_many(request_: Request, tmp_path: Path) -> None:
    take(request_.docket, tmp_path / "small.parquet", dictionary=request_.dictionary)
    big = pl.read_parquet(tmp_path / "small.parquet")
    many = pl.concat([big.with_columns(case_id=pl.format("SYN-{}-{}", pl.lit(n), "case_id")) for n in range(20_000)])
    about = table.About(made_by="test", rows_in=many.height, taken=many.height, quarantined=0)
    table.write(many.lazy(), tmp_path / "many.parquet", dictionary=request_.dictionary, about=about)
    command = [sys.executable, "-m", "evenhand", "screen", str(tmp_path / "many.parquet"),
               "--edition", "ice-2011-11-17", "--as-of", "2012-01-13", "--out"]  # fmt: skip
    for threads in ("1", "2"):
        environment = os.environ | {"POLARS_MAX_THREADS": threads}
        subprocess.run([*command, str(tmp_path / threads)], env=environment, check=True, capture_output=True)
    for name in ("outcomes.parquet", "manifest.json", "edition.yaml", "dictionary.yaml"):
        assert digest(tmp_path / "1" / name) == digest(tmp_path / "2" / name), name


def test_an_existing_folder_is_refused_and_stays_as_it_was(request_: Request, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(ScreeningError, match=r"out: exists already; .* --replace to move it aside"):
        screen(request_, tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_replace_moves_the_old_folder_aside_first(request_: Request, tmp_path: Path) -> None:
    for n in range(3):
        screen(request_, tmp_path / "out", replace=True)
        (tmp_path / "out" / "mark").write_text(str(n))
    assert [(tmp_path / name / "mark").read_text() for name in ("out.old-1", "out.old-2", "out")] == ["0", "1", "2"]


def test_a_day_outside_the_time_in_force_is_refused_unless_said_so(
    docket: Path, edition: Edition, dictionary: Dictionary, tmp_path: Path
) -> None:
    late = Request(docket, edition, dictionary, date(2014, 11, 20))
    with pytest.raises(ScreeningError, match="in force from 2011-11-17 until 2014-11-20, not on 2014-11-20"):
        screen(late, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    all_the_same = Request(docket, edition, dictionary, date(2014, 11, 20), outside_in_force=True)
    assert screen(all_the_same, tmp_path / "out")["in_force"] is False


def test_counts_that_do_not_reconcile_leave_nothing_behind(
    request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = summary.count
    monkeypatch.setattr(summary, "count", lambda path: counted(path)[1:])
    with pytest.raises(ScreeningError, match="6 cases were taken, but 5 have outcomes; nothing was written"):
        screen(request_, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["docket.csv"]


def test_a_case_on_no_worklist_stops_the_screening() -> None:
    cell = {"office": "Denver", "outcome": "incomplete", "outcome_if_clear": "incomplete", "needs_check": False,
            "needs_finding": False, "worklist": None, "out_of_scope_by": None, "cases": 1}  # fmt: skip
    with pytest.raises(ScreeningError, match=r"office \[Denver\]: some incomplete cases are on no worklist"):
        summary.reconcile([cell], {"rows_in": 1, "taken": 1, "quarantined": 0})


def test_a_docket_whose_own_counts_do_not_add_up_stops_the_screening() -> None:
    with pytest.raises(ScreeningError, match="the docket's own counts do not add up"):
        summary.reconcile([], {"rows_in": 3, "taken": 0, "quarantined": 2})


def test_progress_counts_every_row_of_a_table_once(request_: Request, tmp_path: Path) -> None:
    take(request_.docket, tmp_path / "table.parquet", dictionary=request_.dictionary)
    told: list[int] = []
    screen(replace(request_, docket=tmp_path / "table.parquet"), tmp_path / "out", progress=told.append)
    assert sum(told) == 6


def test_progress_counts_the_rows_of_a_csv_file_as_they_are_taken_in_too(request_: Request, tmp_path: Path) -> None:
    told: list[int] = []
    screen(request_, tmp_path / "out", progress=told.append)
    assert sum(told) == 7 + 6


def test_the_edition_kept_is_the_file_that_was_read_whatever_its_name(
    request_: Request, tmp_path: Path, edition: Edition, dictionary: Dictionary
) -> None:
    assert edition.file is not None
    (tmp_path / "mine.yaml").write_text(edition.file.read_text(encoding="utf-8"), encoding="utf-8")
    mine = document.load(str(tmp_path / "mine.yaml"), dictionary)
    screen(replace(request_, edition=mine), tmp_path / "out")
    assert opened(tmp_path / "out").edition.hash == edition.hash


def test_a_disk_that_fills_during_intake_changes_nothing(docket: Path, tmp_path: Path) -> None:
    out = tmp_path / "folder"
    out.mkdir()
    ran = _with_small_files(2000, ["screen", str(docket), "--edition", "ice-2011-11-17", "--as-of", "2012-01-13",
                                   "--out", str(out / "outcomes")])  # fmt: skip
    assert ran.returncode == 2
    assert "evenhand: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(out.iterdir()) == []


def test_a_disk_that_fills_while_outcomes_are_written_changes_nothing(request_: Request, tmp_path: Path) -> None:
    take(request_.docket, tmp_path / "table.parquet", dictionary=request_.dictionary)
    out = tmp_path / "folder"
    out.mkdir()
    ran = _with_small_files(1500, ["screen", str(tmp_path / "table.parquet"), "--edition", "ice-2011-11-17",
                                   "--as-of", "2012-01-13", "--out", str(out / "outcomes")])  # fmt: skip
    assert ran.returncode == 2
    assert "nothing was changed" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(out.iterdir()) == []


def _with_small_files(most: int, command: list[str]) -> subprocess.CompletedProcess[str]:
    """A limit on the size of a file stands for a full disk; the system refuses the write in the same place."""
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, resource.RLIM_INFINITY));"
        "from evenhand.cli.main import run; run()"
    )
    return subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["SYN-1", "SYN-2", "SYN-3", "SYN-4", "SYN-5", "SYN-6"]),
        (Wanted(office="Denver"), ["SYN-4", "SYN-5", "SYN-6"]),
        (Wanted(outcome="mixed"), ["SYN-2"]),
        (Wanted(if_clear="recommend"), ["SYN-1", "SYN-6"]),
        (Wanted(worklist="scope"), ["SYN-5"]),
        (Wanted(reason="over_65"), ["SYN-1"]),
        (Wanted(reason="victim", protected=True), ["SYN-6"]),
        (Wanted(ask="stage"), ["SYN-5"]),
        (Wanted(limit=2), ["SYN-1", "SYN-2"]),
        (Wanted(office="Denver", outcome="mixed"), []),
    ],
)
def test_cases_are_listed_as_wanted(wanted: Wanted, found: list[str], request_: Request, tmp_path: Path) -> None:
    screen(request_, tmp_path / "out")
    assert [case["case_id"] for case in cases(opened(tmp_path / "out"), wanted)] == found


def test_protected_reasons_and_facts_are_named_only_when_asked_for(request_: Request, tmp_path: Path) -> None:
    screen(request_, tmp_path / "out")
    found = opened(tmp_path / "out")
    hidden = list(cases(found, Wanted()))
    assert hidden[5]["favorable"] == ["a protected reason"]
    assert "victim" not in json.dumps(hidden)
    shown = list(cases(found, Wanted(protected=True)))
    assert shown[5]["favorable"] == ["victim"]
    assert "victim of trafficking" in shown[4]["ask"]


@pytest.mark.parametrize("wanted", [Wanted(reason="victim"), Wanted(ask="victim_of_trafficking")])
def test_nobody_finds_victims_by_filtering(wanted: Wanted, request_: Request, tmp_path: Path) -> None:
    screen(request_, tmp_path / "out")
    with pytest.raises(ScreeningError, match=r"there is no .* \[victim"):
        list(cases(opened(tmp_path / "out"), wanted))


def test_a_filter_that_names_nothing_suggests_what_was_meant(request_: Request, tmp_path: Path) -> None:
    screen(request_, tmp_path / "out")
    with pytest.raises(ScreeningError, match=r"no office \[Denvr\] here; did you mean \[Denver\]"):
        list(cases(opened(tmp_path / "out"), Wanted(office="Denvr")))


def test_a_folder_that_holds_no_outcomes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match="not an outcomes folder"):
        opened(tmp_path)

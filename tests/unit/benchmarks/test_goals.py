"""The goals are computed from runs of one session, round by round, and say by themselves whether they were reached."""

from __future__ import annotations

import pytest

from benchmarks.goals import results
from benchmarks.report import Machine, page
from benchmarks.running import RIVALS, Run
from benchmarks.screening import main
from drawn import rows

RUNS = """
    rival            | beside   | round | seconds | cases    | peak
    evenhand_polars  | 1000000  | 0     | 1.0     | 1000000  | 300
    evenhand_polars  | 1000000  | 1     | 2.0     | 1000000  | 300
    evenhand_polars  | 1000000  | 2     | 1.1     | 1000000  | 300
    limit            | 1000000  | 0     | 0.8     | 1000000  | 300
    limit            | 1000000  | 1     | 1.0     | 1000000  | 300
    limit            | 1000000  | 2     | 0.8     | 1000000  | 300
    sql_by_hand      | 1000000  | 0     | 2.0     | 1000000  | 300
    sql_by_hand      | 1000000  | 1     | 2.2     | 1000000  | 300
    sql_by_hand      | 1000000  | 2     | 2.1     | 1000000  | 300
    generated_python | 1000000  | 0     | 1.1     | 50000    | 100
    generated_python | 1000000  | 1     | 1.1     | 50000    | 100
    generated_python | 1000000  | 2     | 1.2     | 50000    | 100
    evenhand_polars  | 10000000 | 0     | 10.0    | 10000000 | 900
    evenhand_polars  | 10000000 | 1     | 10.0    | 10000000 | 1100
"""
MACHINE = Machine(cpu="a processor", cores=2, system="Linux", python="3.11.0", memory_gib=24.0)


@pytest.fixture
def runs() -> list[Run]:
    return [
        Run(row["rival"], beside=int(row["beside"]), round=int(row["round"]), seconds=float(row["seconds"]), cpu=1.0,
            cases=int(row["cases"]), peak_mib=float(row["peak"]), columns=73, versions={"polars": "2.1.0"})
        for row in rows(RUNS)
    ]  # fmt: skip


def test_a_ratio_is_of_medians_with_the_lowest_and_highest_of_a_round(runs: list[Run]) -> None:
    found = {result.text: (result.measured, result.word) for result in results(runs)}
    assert found == {
        "At most 1.4 times the limit, 1,000,000 cases": ("1.38 (1.25 to 2.00)", "reached"),
        "At least 2 times faster than SQL by hand on DuckDB, 1,000,000 cases": ("1.91 (1.10 to 2.00)", "not reached"),
        "Per case, at least 300 times faster than zen-engine": ("", "not measured"),
        "Per case, at least 20 times faster than generated plain Python, 1,000,000 cases": (
            "20.0 (11.0 to 22.0)",
            "reached",
        ),
        "At least 4 times faster than OpenFisca, end to end": ("", "not measured"),
        "At most 1,024 MiB at 10,000,000 cases": ("1,100 MiB", "not reached"),
    }


def test_the_page_shows_every_rival_that_ran_and_the_load(runs: list[Run]) -> None:
    written = page(runs, machine=MACHINE, load=[(0.5, 0.4, 0.3), (1.5, 1.0, 0.6)])
    for rival in RIVALS:
        assert (f"| {rival.label} |" in written) == any(run.rival == rival.name for run in runs), rival.name
    assert "0.50/0.40/0.30 before, 1.50/1.00/0.60 after" in written
    assert "| DuckDB, SQL by hand | 1,000,000 | 2.10 (2.00 to 2.20) | 1.00 | 476,190 | 1.91 | 73 | 300 |" in written


def test_a_rival_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"no rival is called \['speedy'\]; there are evenhand_polars, limit"):
        main(["--rivals", "speedy"])


def test_a_missing_environment_says_what_to_do(tmp_path: object) -> None:
    with pytest.raises(SystemExit, match=r"there is no \[.*python\], which runs some of the rivals; say make bench"):
        main(["--rivals", "zen_engine", "--elsewhere", f"{tmp_path}/python"])

"""What a docket knows, counted office by office and fact by fact; every line adds up."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drawn
from evenhand.docket import intake, table
from evenhand.docket.describe import ALL, COUNTS, describe
from evenhand.docket.facts import Count, Days, Fact, Record, load_dictionary, write_value
from evenhand.docket.table import About, DocketError

DICTIONARY = load_dictionary()


def described(folder: Path, text: str) -> pl.DataFrame:
    (folder / "docket.csv").write_text(text)
    intake.take(folder / "docket.csv", folder / "docket.parquet", dictionary=DICTIONARY)
    return describe(folder / "docket.parquet", DICTIONARY)


def line(frame: pl.DataFrame, fact: str, *, office: str = ALL) -> dict[str, int]:
    row = frame.row(by_predicate=(pl.col("fact") == fact) & (pl.col("office") == office), named=True)
    return {name: row[name] for name in COUNTS}


def adds_up(frame: pl.DataFrame) -> bool:
    known = pl.col("known") + pl.col("partly_known") + pl.col("unknown")
    return frame.select((pl.col("cases") == known).all()).item()  # type: ignore[no-any-return]


ONE_CASE = """
    fact     | value                  | checked | counted
    ---------|------------------------|---------|-------------
    detained | true                   |         | known
    detained | false                  |         | known
    detained |                        |         | unknown
    stage    | pending                |         | known
    stage    |                        |         | unknown
    birth    | 1974-04-12             |         | known
    birth    | 4/1974                 |         | partly_known
    birth    | 1974..                 |         | partly_known
    birth    | ..1974                 |         | partly_known
    birth    |                        |         | unknown
    convictions | 2                   | yes     | known
    convictions | 0                   | yes     | known
    convictions | 0..0                | yes     | known
    convictions | 0..5                | yes     | partly_known
    convictions | >=1                 | yes     | partly_known
    convictions | >=0                 | yes     | unknown
    convictions | 2                   |         | partly_known
    convictions | 0                   |         | unknown
"""


@pytest.mark.parametrize("row", drawn.rows(ONE_CASE), ids=lambda row: f"{row['fact']} {row['value']} {row['checked']}")
def test_known_means_exactly_known(tmp_path: Path, row: dict[str, str]) -> None:
    done = "2011-12-01" if row["checked"] else ""
    frame = described(tmp_path, f"case_id,office,{row['fact']},check_criminal\nSYN-1,North,{row['value']},{done}\n")
    zeros = dict.fromkeys(COUNTS, 0)
    assert line(frame, row["fact"]) == zeros | {"cases": 1, row["counted"]: 1}


def test_disputed_facts_and_defects_are_counted_within_the_unknown(tmp_path: Path) -> None:
    frame = described(tmp_path, "case_id,office,birth,disputed\nSYN-1,N,1974-01-01,birth\nSYN-2,N,x,\nSYN-3,N,,\n"
                                "SYN-4,N,1974-01-01,\n")  # fmt: skip
    assert line(frame, "birth") == {
        "cases": 4, "known": 1, "partly_known": 0, "unknown": 3, "disputed": 1, "defects": 1,
    }  # fmt: skip


def test_a_disputed_fact_is_unknown_even_where_a_table_still_holds_its_value(tmp_path: Path) -> None:
    known = Record(
        "SYN-1", {"detained": True, "convictions": Count(2, None)}, frozenset({"detained", "convictions"}), office="N"
    )
    about = About(made_by="a test", rows_in=1, taken=1, quarantined=0)
    table.write(table.frame([known], DICTIONARY), tmp_path / "d.parquet", dictionary=DICTIONARY, about=about)
    frame = describe(tmp_path / "d.parquet", DICTIONARY)
    counted = dict.fromkeys(COUNTS, 0) | {"cases": 1, "unknown": 1, "disputed": 1}
    assert [line(frame, name) for name in ("detained", "convictions")] == [counted, counted]


def test_a_count_of_at_most_none_is_known_without_its_lower_bound(tmp_path: Path) -> None:
    given_table = pl.DataFrame({"case_id": ["SYN-1"], "office": ["N"], "convictions_at_most": [0]})
    given_table.write_parquet(tmp_path / "d.parquet")
    assert line(describe(tmp_path / "d.parquet", DICTIONARY), "convictions")["known"] == 1


def test_every_office_has_every_fact_in_order_and_all_offices_come_last(tmp_path: Path) -> None:
    frame = described(tmp_path, "case_id,office,detained\nSYN-1,South,true\nSYN-2,North,\nSYN-3,South,\n")
    assert frame["office"].unique(maintain_order=True).to_list() == ["North", "South", ALL]
    assert frame["fact"].to_list() == list(DICTIONARY.facts) * 3
    counts = [line(frame, "detained", office=office)["known"] for office in ("North", "South", ALL)]
    assert counts == [0, 1, 1]
    assert frame.columns == ["office", "fact", *COUNTS]


def test_what_is_no_docket_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("case_id,office\n")
    with pytest.raises(DocketError, match="not a whole Parquet file"):
        describe(tmp_path / "d.csv", DICTIONARY)


FACTS = [DICTIONARY.facts[name] for name in ("stage", "detained", "birth", "convictions")]


def texts(fact: Fact) -> st.SearchStrategy[str]:
    days = st.tuples(st.none() | st.dates(), st.none() | st.dates()).map(lambda pair: write_value(Days(*pair)))
    some = {
        "truth": ["true", "false"],
        "code": list(fact.codes),
        "day": ["1974", "1974-04-12"],
        "count": ["0", "1..2", ">=3"],
    }
    return st.sampled_from(["", "?", *some[fact.type]]) | (days if fact.type == "day" else st.nothing())


OFFICE, DISPUTED = st.sampled_from(["A", "B"]), st.sampled_from(["", "birth", "stage;detained"])
CHECKED = st.sampled_from(["", "2011-12-01"])
CASES = st.lists(st.tuples(OFFICE, DISPUTED, CHECKED, *map(texts, FACTS)), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(cases=CASES)
def test_every_line_adds_up_and_offices_add_up_to_all(tmp_path: Path, cases: list[tuple[str, ...]]) -> None:
    lines = [f"SYN-{number},{','.join(case)}" for number, case in enumerate(cases)]
    header = ",".join(["case_id", "office", "disputed", "check_criminal", *(fact.name for fact in FACTS)])
    frame = described(tmp_path, "\n".join([header, *lines]))
    assert adds_up(frame)
    assert (frame["disputed"] <= frame["unknown"]).all()
    assert (frame["defects"] <= frame["unknown"]).all()
    offices, both = frame.filter(pl.col("office") != ALL), frame.filter(pl.col("office") == ALL)
    summed = offices.group_by("fact", maintain_order=True).agg(pl.col(COUNTS).sum())
    assert summed.equals(both.drop("office"))
    assert both["cases"].to_list() == [len(cases)] * len(DICTIONARY.facts)

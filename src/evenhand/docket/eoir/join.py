"""The three tables joined: one row a case, with its last proceeding and its charges, in bounded memory.

The last proceeding is the one with the highest IDNPROCEEDING. That number is given out in order and is always there;
OSC_DATE is the day of the charging document, the same for all proceedings of a case, and INPUT_DATE is often missing.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from evenhand.docket.eoir.charges import NEW_LAW, NOT_STANDING, OLD_LAW, STANDING
from evenhand.docket.eoir.release import CASES, CHARGES, PROCEEDINGS
from evenhand.docket.table import ROW_GROUP, DocketError

MEMORY = "1GB"  # beyond this the join works on disk, in its own folder
PROBLEMS = {
    "twice": ("IDNCASE", "the IDNCASE stands on more than one row", "keep the right row in a copy of A_TblCase.csv"),
    "none": ("IDNCASE", "no proceeding names the case, so no court is known", "look the case up at the court"),
    "lost": ("IDNCASE", "no proceeding of the case could be read, so no court is known",
             "mend its row in a copy of B_TblProceeding.csv"),
    "no court": ("BASE_CITY_CODE", "the last proceeding names no court", "look the case up at the court"),
    "no office": ("BASE_CITY_CODE", "no office answers for this court on the day of the release",
                  "add a line for the court to a table of offices, and read the release with that table"),
}  # fmt: skip

_PREPARE = """
CREATE TABLE twice AS
    SELECT id FROM (SELECT id FROM cases UNION ALL SELECT id FROM lost WHERE "table" = '{cases}' AND id IS NOT NULL)
    GROUP BY id HAVING count(*) > 1;

-- A number that stands on two rows names no proceeding: nobody can tell which of the rows is meant.
CREATE TABLE repeated AS SELECT proceeding FROM all_proceedings GROUP BY proceeding HAVING count(*) > 1;
CREATE VIEW proceedings AS SELECT * FROM all_proceedings ANTI JOIN repeated USING (proceeding);

-- Cases that had a proceeding which could not be taken; it may have been their last.
CREATE TABLE uncertain AS
    SELECT id FROM lost WHERE "table" = '{proceedings}' AND id IS NOT NULL
    UNION SELECT id FROM all_proceedings SEMI JOIN repeated USING (proceeding);

CREATE TABLE newest AS
    SELECT proceedings.* FROM proceedings
    JOIN (SELECT id, max(proceeding) AS proceeding FROM proceedings GROUP BY id) USING (id, proceeding);

CREATE VIEW held AS
    SELECT id, proceeding,
        CASE WHEN case_type IN ({old_law}) THEN 'old' WHEN case_type IN ({new_law}) THEN 'new' END AS law
    FROM proceedings;

CREATE TABLE marks AS
    SELECT charges.id, codes.fact,
        CASE WHEN charges.status IN ({not_standing}) THEN 'not standing'
             WHEN held.proceeding IS NULL THEN 'defect'
             WHEN (codes.law IN ('either', held.law)) IS NOT TRUE THEN 'other law'
             WHEN charges.status IS NULL OR charges.status IN ({standing}) THEN 'stands'
             ELSE 'defect' END AS mark
    FROM charges JOIN codes ON charges.charge = codes.code LEFT JOIN held USING (proceeding, id)
    UNION ALL
    SELECT id, fact, 'defect' FROM lost, (SELECT DISTINCT fact FROM codes)
    WHERE "table" = '{charges}' AND id IS NOT NULL;

CREATE TABLE charged AS
    SELECT id,
        list(DISTINCT fact ORDER BY fact) FILTER (mark = 'stands') AS charged,
        list(DISTINCT fact ORDER BY fact) FILTER (mark = 'defect') AS charge_defects
    FROM marks GROUP BY id;

CREATE TABLE joined AS
    SELECT cases.*, newest.court, newest.dec_code, newest.other_comp, newest.comp_date,
        newest.custody AS last_custody, newest.case_type AS last_case_type, offices.office,
        uncertain.id IS NOT NULL AS uncertain, charged.charged, charged.charge_defects,
        CASE WHEN twice.id IS NOT NULL THEN 'twice'
             WHEN newest.id IS NULL AND uncertain.id IS NULL THEN 'none'
             WHEN newest.id IS NULL THEN 'lost'
             WHEN newest.court IS NULL THEN 'no court'
             WHEN offices.office IS NULL THEN 'no office' END AS problem
    FROM cases LEFT JOIN newest USING (id) LEFT JOIN twice USING (id) LEFT JOIN uncertain USING (id)
    LEFT JOIN charged USING (id) LEFT JOIN offices ON newest.court = offices.court;
"""

_TAKEN = "SELECT * EXCLUDE (problem) FROM joined WHERE problem IS NULL ORDER BY line"

_QUARANTINE = """
SELECT "table", line, id, "column", value, reason, remedy FROM lost
UNION ALL
SELECT '{cases}', line, id, "column", CASE "column" WHEN 'IDNCASE' THEN id::VARCHAR ELSE court END, reason, remedy
FROM joined JOIN problems USING (problem)
UNION ALL
SELECT '{proceedings}', line, id, 'IDNPROCEEDING', proceeding::VARCHAR,
    'the IDNPROCEEDING stands on more than one row', 'keep the right row in a copy of {proceedings}.csv'
FROM all_proceedings SEMI JOIN repeated USING (proceeding)
ORDER BY ALL
"""

_COUNTS = {
    "proceedings_without_case": "SELECT count(*) FROM all_proceedings ANTI JOIN cases USING (id)",
    "charges_without_proceeding": """SELECT count(*) FROM charges ANTI JOIN
        (SELECT id, proceeding FROM proceedings SEMI JOIN cases USING (id)) AS held USING (id, proceeding)""",
    "charges_of_another_law": "SELECT count(*) FROM marks WHERE mark = 'other law'",
}


def join(parts: Path, *, codes: pl.DataFrame, offices: Mapping[str, str]) -> dict[str, int]:
    """This function will join the tables laid out in `parts`, and count the rows that fit to no other.

    It leaves `taken.parquet`, a row a case, and `quarantine.parquet` there.
    """
    codes.write_parquet(parts / "codes.parquet")
    _texts(offices.items(), columns=("court", "office")).write_parquet(parts / "offices.parquet")
    problems = ((name, *texts) for name, texts in PROBLEMS.items())
    columns = ("problem", "column", "reason", "remedy")
    _texts(problems, columns=columns).write_parquet(parts / "problems.parquet")
    try:
        with _connect(parts) as connection:
            return _join(connection, parts)
    except duckdb.Error as error:
        raise DocketError(f"{parts}: the tables could not be joined: {str(error).splitlines()[0][:200]}") from error


def _texts(rows: Iterable[tuple[str, ...]], *, columns: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String), orient="row")


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(folder / "spill"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(str(folder / "join.duckdb"), config=settings)


def _join(connection: duckdb.DuckDBPyConnection, parts: Path) -> dict[str, int]:
    words = {
        "cases": CASES,
        "proceedings": PROCEEDINGS,
        "charges": CHARGES,
        "old_law": _listed(OLD_LAW),
        "new_law": _listed(NEW_LAW),
        "standing": _listed(STANDING),
        "not_standing": _listed(NOT_STANDING),
    }
    folders = {"cases": CASES, "all_proceedings": PROCEEDINGS, "charges": CHARGES, "lost": "lost"}
    files = {name: f"{folder}/*.parquet" for name, folder in folders.items()}
    files |= {name: f"{name}.parquet" for name in ("codes", "offices", "problems")}
    for name, pattern in files.items():
        connection.read_parquet(f"{glob.escape(str(parts))}/{pattern}").create_view(name)
    connection.execute(_PREPARE.format(**words))
    for name, query in {"taken": _TAKEN, "quarantine": _QUARANTINE}.items():
        connection.sql(query.format(**words)).write_parquet(str(parts / f"{name}.parquet"), row_group_size=ROW_GROUP)
    return {name: _count(connection, query) for name, query in _COUNTS.items()}


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    (count,) = connection.execute(query).fetchall()[0]
    return int(count)

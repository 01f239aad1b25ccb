"""The columns we read of each table, and their rows laid out as Parquet parts that can be joined."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from evenhand.docket.eoir.charges import normal
from evenhand.docket.eoir.facts import birth_bounds
from evenhand.docket.eoir.release import CASES, CHARGES, PROCEEDINGS
from evenhand.docket.eoir.rows import Batch, Rows
from evenhand.docket.quarantine import SHOWN
from evenhand.docket.table import Progress

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    CASES: {
        "id": ("IDNCASE",),
        "nationality": ("NAT",),
        "language": ("LANG",),
        "custody": ("CUSTODY",),
        "case_type": ("CASE_TYPE",),
        "hearing": ("LATEST_HEARING",),
        "entry": ("DATE_OF_ENTRY",),
        "birth": ("C_BIRTHDATE",),
        "sex": ("Sex", "GENDER"),
        "lpr": ("LPR",),
    },
    PROCEEDINGS: {
        "proceeding": ("IDNPROCEEDING",),
        "id": ("IDNCASE",),
        "court": ("BASE_CITY_CODE",),
        "dec_code": ("DEC_CODE",),
        "other_comp": ("OTHER_COMP",),
        "comp_date": ("COMP_DATE",),
        "custody": ("CUSTODY",),
        "case_type": ("CASE_TYPE",),
    },
    CHARGES: {
        "id": ("IDNCASE",),
        "proceeding": ("IDNPROCEEDING",),
        "charge": ("CHARGE",),
        "status": ("CHG_STATUS",),
    },
}
IDS: Mapping[str, tuple[str, ...]] = {
    CASES: ("id",),
    PROCEEDINGS: ("proceeding", "id"),
    CHARGES: ("proceeding", "id"),
}
# Codes come in both cases. Charges are left out: their capitals mean something.
_CODES = ("nationality", "language", "sex", "custody", "case_type", "court", "dec_code", "other_comp", "status")
_NUMBER = r"^[0-9]{1,18}$"


def lay_out(table: str, path: Path, parts: Path, *, progress: Progress | None) -> Rows:
    """This function will read one table into `parts/<table>` and what it cannot take into `parts/lost`."""
    rows = Rows(path, wanted=COLUMNS[table])
    for folder in (parts / table, parts / "lost"):
        folder.mkdir(parents=True, exist_ok=True)
    for number, batch in enumerate(rows.batches()):
        taken, lost = split(table, batch, width=rows.width)
        taken.write_parquet(parts / table / f"{number:06}.parquet")
        lost.write_parquet(parts / "lost" / f"{table}-{number:06}.parquet")
        if progress:
            progress(batch.rows)
    return rows


def split(table: str, batch: Batch, *, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """This function will split a batch into rows that can be taken and a list of those that cannot, with the reason."""
    numbers = {name: pl.col(name).str.contains(_NUMBER).fill_null(False) for name in IDS[table]}
    mend = f"mend the row in a copy of {table}.csv and read the release again"
    ragged = _lost(
        batch.ragged,
        table=table,
        reason=pl.format(f"{{}} cells where the header has {width}", "width"),
        remedy=f"most often a TAB stands inside a text; {mend}",
    )
    broken = [
        _lost(
            batch.whole.filter(~numbers[name], *(numbers[earlier] for earlier in IDS[table][:place])),
            table=table,
            reason=pl.lit(f"the {COLUMNS[table][name][0]} is not a number"),
            remedy=mend,
            column=name,
        )
        for place, name in enumerate(IDS[table])
    ]
    return _typed(batch.whole.filter(*numbers.values()), IDS[table]), pl.concat([ragged, *broken]).sort("line")


def _typed(taken: pl.DataFrame, ids: tuple[str, ...]) -> pl.DataFrame:
    codes = [pl.col(name).str.to_uppercase() for name in taken.columns if name in _CODES]
    charges = [normal(pl.col(name)) for name in taken.columns if name == "charge"]
    births = birth_bounds(taken["birth"]) if "birth" in taken.columns else ()
    return taken.with_columns(pl.col(*ids).cast(pl.Int64), *codes, *charges, *births)


def _lost(rows: pl.DataFrame, *, table: str, reason: pl.Expr, remedy: str, column: str | None = None) -> pl.DataFrame:
    number = pl.when(pl.col("id").str.contains(_NUMBER)).then(pl.col("id")).cast(pl.Int64)
    return rows.select(
        pl.lit(table).alias("table"),
        pl.col("line").cast(pl.Int64),
        number.alias("id"),
        pl.lit(COLUMNS[table][column][0] if column else "").alias("column"),
        (pl.col(column).str.slice(0, SHOWN) if column else pl.lit(None, pl.String)).alias("value"),
        reason.alias("reason"),
        pl.lit(remedy).alias("remedy"),
    )

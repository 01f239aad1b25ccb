"""Which charges establish which facts: by exact code and by the law that the case stands under, never by prefix."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import polars as pl

PATH = Path(str(files("evenhand.docket.eoir") / "charges.csv"))
OLD_LAW = ("DEP", "EXC")  # proceedings begun before April 1997; codes were used again with other meanings after that
NEW_LAW = ("RMV",)
STANDING, NOT_STANDING = ("S", "O"), ("N", "W")  # sustained, other; not sustained, withdrawn


def normal(code: pl.Expr) -> pl.Expr:
    """This function will write a charge's code one way: no spaces or brackets, no leading zero of the paragraph.

    Capitals stay: `212a02Aii` and `212a02Ai  I` are different charges.
    """
    return code.str.replace_all(r"[\s()]", "").str.replace(r"^([0-9]{3}[a-z])0+([0-9])", "${1}${2}")


def load_charges() -> pl.DataFrame:
    """This function will read the package's table of charges: normalised code, law (`old`, `new`, `either`), fact.

    The grouping was made by hand from the court's own descriptions and needs a lawyer's review.
    """
    table = pl.read_csv(PATH, schema_overrides={"code": pl.String})
    return table.select(normal(pl.col("code")).alias("code"), "law", "fact")

"""Makes folders in the court's published format: the tests' own, and the example that is kept in `examples/`.

Run this file to make the example again. Every person in it is invented, by arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]

EXAMPLE = Path(__file__).parent.parent / "examples" / "public-format" / "EOIR Case Data 2012-0113"
CASES, PROCEEDINGS, CHARGES = "A_TblCase", "B_TblProceeding", "B_TblProceedCharges"
HEADERS: dict[str, tuple[str, ...]] = {
    CASES: (
        "IDNCASE", "ALIEN_CITY", "ALIEN_STATE", "ALIEN_ZIPCODE", "UPDATED_ZIPCODE", "UPDATED_CITY", "NAT", "LANG",
        "CUSTODY", "SITE_TYPE", "E_28_DATE", "ATTY_NBR", "CASE_TYPE", "UPDATE_SITE", "LATEST_HEARING", "LATEST_TIME",
        "LATEST_CAL_TYPE", "UP_BOND_DATE", "UP_BOND_RSN", "CORRECTIONAL_FAC", "RELEASE_MONTH", "RELEASE_YEAR",
        "INMATE_HOUSING", "DATE_OF_ENTRY", "C_ASY_TYPE", "C_BIRTHDATE", "C_RELEASE_DATE", "UPDATED_STATE",
        "ADDRESS_CHANGEDON", "ZBOND_MRG_FLAG", "Sex", "DATE_DETAINED", "DATE_RELEASED", "LPR", "DETENTION_DATE",
        "DETENTION_LOCATION", "DCO_LOCATION", "DETENTION_FACILITY_TYPE", "CASEPRIORITY_CODE",
    ),
    PROCEEDINGS: (
        "IDNPROCEEDING", "IDNCASE", "OSC_DATE", "INPUT_DATE", "BASE_CITY_CODE", "HEARING_LOC_CODE", "IJ_CODE",
        "TRANS_IN_DATE", "PREV_HEARING_LOC", "PREV_HEARING_BASE", "PREV_IJ_CODE", "TRANS_NBR", "HEARING_DATE",
        "HEARING_TIME", "DEC_TYPE", "DEC_CODE", "DEPORTED_1", "DEPORTED_2", "OTHER_COMP", "APPEAL_RSVD",
        "APPEAL_NOT_FILED", "COMP_DATE", "ABSENTIA", "VENUE_CHG_GRANTED", "TRANSFER_TO", "DATE_APPEAL_DUE_STATUS",
        "TRANSFER_STATUS", "CUSTODY", "CASE_TYPE", "NAT", "LANG", "SCHEDULED_HEAR_LOC", "CORRECTIONAL_FAC", "CRIM_IND",
        "IHP", "AGGRAVATE_FELON", "DATE_DETAINED", "DATE_RELEASED",
    ),
    CHARGES: ("IDNPRCDCHG", "IDNCASE", "IDNPROCEEDING", "CHARGE", "CHG_STATUS"),
}  # fmt: skip
MIDNIGHT = " 00:00:00.000"


def case(number: int, **cells: str) -> Row:
    """This function will make a row of A_TblCase: a removal case that is not detained."""
    return {"IDNCASE": str(number), "NAT": "ES", "LANG": "SP ", "CUSTODY": "N", "CASE_TYPE": "RMV"} | cells


def proceeding(number: int, of: int, **cells: str) -> Row:
    """This function will make a row of B_TblProceeding: an open one in Baltimore."""
    fixed = {"IDNPROCEEDING": str(number), "IDNCASE": str(of)}
    return fixed | {"BASE_CITY_CODE": "BAL", "CUSTODY": "N", "CASE_TYPE": "RMV"} | cells


def charge(number: int, of: int, under: int, code: str, status: str = "") -> Row:
    """This function will make a row of B_TblProceedCharges."""
    names = ("IDNPRCDCHG", "IDNCASE", "IDNPROCEEDING", "CHARGE", "CHG_STATUS")
    return dict(zip(names, (str(number), str(of), str(under), code, status), strict=True))


def line(table: str, row: Row) -> str:
    """This function will write one row as the publisher does."""
    strange = set(row) - set(HEADERS[table])
    assert not strange, f"{table} has no column {strange}"
    return "\t".join(row.get(name, "") for name in HEADERS[table])


def write_table(folder: Path, table: str, rows: Iterable[Row | str], *, end: str = "\r\n") -> Path:
    """This function will write one table; a row given as text stands in it as it is."""
    lines = ["\t".join(HEADERS[table]), *(row if isinstance(row, str) else line(table, row) for row in rows)]
    path = folder / f"{table}.csv"
    path.write_bytes("".join(f"{one}{end}" for one in lines).encode("cp1252"))
    return path


def write_release(
    folder: Path,
    *,
    cases: Iterable[Row | str] = (),
    proceedings: Iterable[Row | str] = (),
    charges: Iterable[Row | str] = (),
) -> Path:
    """This function will write a release with the rows given, and give its folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in ((CASES, cases), (PROCEEDINGS, proceedings), (CHARGES, charges)):
        write_table(folder, table, rows)
    return folder


def write_example(folder: Path) -> None:
    """This function will make the example release: 60 invented cases with every defect the real files have."""
    cases, proceedings, charges = _plain()
    for more, rows in zip(_odd(), (cases, proceedings, charges), strict=True):
        rows.extend(more)
    write_release(folder / "EOIR Case Data", cases=cases, proceedings=proceedings, charges=charges)
    counts = {CASES: len(cases), PROCEEDINGS: len(proceedings), CHARGES: len(charges)}
    text = "".join(f"{table}\t{count}\r\n" for table, count in counts.items())
    (folder / "Count.txt").write_bytes(text.encode("ascii"))


Rows = list[Row | str]
_PEOPLE = (("ES", "SP "), ("GT", "SP "), ("MX", "SP "), ("CH", "MAN"), ("HA", "CRE"), ("NI", "ENG"))
_USUAL = ("212a06Ai     ", "237a01B      ", "237a01Ci     ", "212a07Ai  I  ", "237a02Aiii   ", "212a09Aii I  ")


def _plain() -> tuple[Rows, Rows, Rows]:
    cases: Rows = []
    proceedings: Rows = []
    charges: Rows = []
    for step in range(40):
        number = 9000001 + step
        held = "D" if step % 9 == 4 else "R" if step % 9 == 7 else "N"
        nation, language = _PEOPLE[step % len(_PEOPLE)]
        court = "BAL" if step % 2 else "DEN"
        entry = f"{1985 + step * 7 % 26}-{step % 12 + 1:02}-{step % 28 + 1:02}{MIDNIGHT}"
        same = {"NAT": nation, "LANG": language, "CUSTODY": held, "CASE_TYPE": "RMV"}
        cases.append(
            {
                "IDNCASE": str(number), "ALIEN_CITY": "SYNTHETIC", "ALIEN_STATE": "MD" if step % 2 else "CO", **same,
                "SITE_TYPE": "\0" if step % 3 == 0 else "M", "UPDATE_SITE": court, "RELEASE_YEAR": "0000",
                "LATEST_HEARING": f"2012-{step % 11 + 2:02}-{step % 27 + 1:02}{MIDNIGHT}", "LATEST_TIME": "0830",
                "DATE_OF_ENTRY": entry if step % 3 else "",
                "C_BIRTHDATE": f"{step % 12 + 1}/{1935 + step * 11 % 50}" if step % 2 else "", "Sex": "FM"[step % 2],
                "LPR": "1" if step % 17 == 3 else "0" if step % 4 == 1 else "", "CASEPRIORITY_CODE": "N/A",
            }
        )  # fmt: skip
        proceedings.append(
            {
                "IDNPROCEEDING": str(9100001 + step), "IDNCASE": str(number), "OSC_DATE": f"2010-05-04{MIDNIGHT}",
                "INPUT_DATE": f"2010-06-{step % 28 + 1:02}{MIDNIGHT}", "BASE_CITY_CODE": court,
                "HEARING_LOC_CODE": court, "TRANS_NBR": "00", "HEARING_TIME": "0900", "CRIM_IND": "N",
                "AGGRAVATE_FELON": "0", **same,
            }
        )  # fmt: skip
        charges.append(charge(9200001 + step, number, 9100001 + step, _USUAL[step % 6], "SO"[step % 2]))
    return cases, proceedings, charges


def _done(number: int, of: int, **cells: str) -> Row:
    return proceeding(number, of, COMP_DATE=f"2011-11-30{MIDNIGHT}", **cells)


def _odd() -> tuple[Rows, Rows, Rows]:
    shifted = line(CASES, case(9000054, ALIEN_CITY="SYNTH")).replace("SYNTH", "SYN\tTHETIC")
    cases: Rows = [
        case(9000041),
        case(9000042),
        case(9000043),
        case(9000044),
        case(9000045, ALIEN_CITY="NO PROCEEDING"),
        case(9000046, CASE_TYPE="DEP"),
        case(9000047, CASE_TYPE="EXC"),
        case(9000048),
        case(9000049, CUSTODY="D"),
        case(9000050),
        case(9000051, CUSTODY="SP"),
        case(9000052, C_BIRTHDATE="5/2004", DATE_OF_ENTRY=f"1999-03-02{MIDNIGHT}"),
        case(9000053, C_BIRTHDATE="b6", DATE_OF_ENTRY="A.2.a", NAT="??", LANG="N/A", Sex="U"),
        shifted,
        case(9000055, ALIEN_CITY="TWICE"),
        case(9000055, ALIEN_CITY="TWICE AGAIN"),
        case(9000056, LATEST_HEARING=f"2925-04-01{MIDNIGHT}", DATE_OF_ENTRY=f"1900-01-01{MIDNIGHT}"),
        case(9000057, DETENTION_LOCATION="CO\u00d1EJO \u2013 \u201cSYNTHETIC\u201d", DCO_LOCATION="\r"),
        case(9000058),
        case(9000059, CASE_TYPE="WHO"),
    ]
    torn = line(PROCEEDINGS, proceeding(9100062, 9000058, IJ_CODE="SYN")).replace("SYN", "S\tN")
    proceedings: Rows = [
        _done(9100041, 9000041, OTHER_COMP="Y"),
        _done(9100042, 9000042, DEC_CODE="X", DEC_TYPE="O", APPEAL_RSVD="A"),
        _done(9100043, 9000043, OTHER_COMP="C", TRANSFER_TO="LOS"),
        _done(9100044, 9000044, OTHER_COMP="A", BASE_CITY_CODE="DEN"),
        proceeding(9100045, 9000044, BASE_CITY_CODE="DEN"),
        proceeding(9100046, 9000046, CASE_TYPE="DEP", BASE_CITY_CODE="DEN"),
        proceeding(9100047, 9000047, CASE_TYPE="EXC"),
        proceeding(9100048, 9000048),
        proceeding(9100049, 9000049),
        proceeding(9100050, 9000050, BASE_CITY_CODE="QQQ"),
        proceeding(9100051, 9000051),
        proceeding(9100052, 9000052, BASE_CITY_CODE="LOS"),
        proceeding(9100053, 9000053, DEC_TYPE="\r"),
        proceeding(9100054, 9000054),
        proceeding(9100055, 9000055),
        proceeding(9100056, 9000056, COMP_DATE="SYN", OTHER_COMP="Y"),
        proceeding(9100057, 9000057),
        proceeding(9100058, 9000058),
        torn,
        proceeding(9100059, 9000059),
        proceeding(9100063, 9000999),
    ]
    charges: Rows = [
        charge(9200041, 9000041, 9100041, "212a6Ai", "S"),
        charge(9200042, 9000046, 9100046, "241a02Aiii   ", "S"),
        charge(9200043, 9000047, 9100047, "212a06A      "),
        charge(9200044, 9000048, 9100048, "212a06A      "),
        charge(9200045, 9000049, 9100049, "237a02Bi     ", "w"),
        charge(9200046, 9000051, 9100051, "237a02Bi     ", "\x1b"),
        charge(9200047, 9000053, 9100999, "212a06Ei     ", "S"),
        "9200048\t9000052\t9100052\t212a06Ai\tS\tO",
        charge(9200049, 9000052, 9100052, "212a03Bi  II ", "O"),
    ]
    return cases, proceedings, charges


if __name__ == "__main__":
    write_example(EXAMPLE)

"""`evenhand screen`, `explain` and `outcomes`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from evenhand.cli.terminal import one_day, progress, say, show_table, told, width

DOCKET = Annotated[Path, typer.Argument(help="A docket: a table made by Evenhand (Parquet), or a canonical CSV.")]
EDITION = Annotated[
    str, typer.Option("--edition", help="An edition's name, or the folder that holds its edition.yaml.")
]
AS_OF = Annotated[str, typer.Option("--as-of", help="The day on which to apply it, such as 2012-01-13.")]
PROTECTED = Annotated[
    bool, typer.Option("--protected", help="Name protected reasons (victims, health), for those who may see them.")
]
OFFICE_WIDTH = 14  # 1,234 (67.8 %)


def screen(
    docket: DOCKET,
    edition: EDITION,
    as_of: AS_OF,
    out_folder: Annotated[Path, typer.Option("--out", help="The outcomes folder to make.")],
    replace: Annotated[bool, typer.Option("--replace", help="Move an existing folder aside first.")] = False,
    outside_in_force: Annotated[
        bool, typer.Option(help="Screen even if the edition was not in force on that day.")
    ] = False,
) -> None:
    """Screen a docket under an edition into an outcomes folder, and print the counts by office."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.docket.opening import rows
    from evenhand.policy import document
    from evenhand.screening.screen import Request
    from evenhand.screening.screen import screen as screen_docket

    day = one_day(as_of)
    with told():
        dictionary = load_dictionary()
        request = Request(
            docket, document.load(edition, dictionary), dictionary, day, outside_in_force=outside_in_force
        )
        with progress("Screening", rows(docket)) as tell:
            manifest = screen_docket(request, out_folder, replace=replace, progress=tell)
        _summary(manifest)
    say(f"Outcomes: {out_folder}")


def _summary(manifest: Mapping[str, Any]) -> None:
    from evenhand.screening.summary import by_office

    docket = manifest["docket"]
    say(
        f"{manifest['edition']['name']}, as of {manifest['as_of']}"
        + ("" if manifest["in_force"] else ", NOT IN FORCE on that day")
    )
    offices = by_office(manifest["counts"])
    names = list(offices)
    labels = max(len(str(line[0])) for line in _lines(offices))
    abreast = max(1, (width() - labels) // (max(OFFICE_WIDTH, *map(len, names)) + 2))
    for start in range(0, len(names), abreast):
        shown = {name: offices[name] for name in names[start : start + abreast]}
        show_table("", ["cases", *shown], _lines(shown))
    everywhere = offices["all offices"]
    screened = everywhere["cases"] - everywhere["out_of_scope"]
    say(f"Rows in {docket['rows_in']:,} = screened {screened:,} + out of scope {everywhere['out_of_scope']:,} "
        f"+ quarantined {docket['quarantined']:,}.")  # fmt: skip
    for name, count in manifest["after_as_of"].items():
        say(f"Dated after {manifest['as_of']}, so unknown: {name.replace('_', ' ')} in {count:,} cases.")
    say("These are outcomes of screening, not decisions. No case has been reviewed.")


def _lines(offices: Mapping[str, Mapping[str, Any]]) -> Iterator[Sequence[object]]:
    from evenhand.policy.outcomes import OUTCOMES, WORKLISTS

    yield ["taken", *(f"{summary['cases']:,}" for summary in offices.values())]
    yield ["Outcome"]
    yield from _counted("outcomes", OUTCOMES, offices)
    yield ["If clear (and what that needs)"]
    keys = sorted(
        {key for summary in offices.values() for key in summary["if_clear"]}, key=lambda k: (OUTCOMES.index(k[0]), k[1])
    )
    yield from _counted("if_clear", keys, offices)
    yield ["Worklists of the incomplete"]
    yield from _counted("worklists", list(WORKLISTS), offices)
    if failed := sorted({part for summary in offices.values() for part in summary["out_of_scope_by"]}):
        yield ["Out of scope, as this failed"]
        yield from _counted("out_of_scope_by", failed, offices)


def _counted(field: str, keys: Iterable[Any], offices: Mapping[str, Mapping[str, Any]]) -> Iterator[Sequence[object]]:
    for key in keys:
        label = _if_clear(*key) if isinstance(key, tuple) else key
        if any(summary[field][key] for summary in offices.values()):
            yield [
                f"  {label.replace('_', ' ')}",
                *(_share(summary[field][key], summary["cases"]) for summary in offices.values()),
            ]


def _if_clear(outcome: str, needs: str) -> str:
    return f"{outcome} as it stands" if needs == "nothing more" else f"{outcome} ({needs.replace(' and ', ', ')})"


def _share(count: int, cases: int) -> str:
    return f"{count:,} ({100 * count / cases:.1f} %)" if cases else "0"


def explain(
    docket: DOCKET,
    case: Annotated[str, typer.Argument(help="The case_id.")],
    edition: EDITION,
    as_of: AS_OF,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data instead of sentences.")] = False,
    protected: PROTECTED = False,
) -> None:
    """Say why one case has its outcome: values read, paragraphs, what is missing, and who can settle it."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.docket.opening import find
    from evenhand.policy import document
    from evenhand.policy.explain import explain as explain_case
    from evenhand.policy.sentences import paragraphs, plain

    day = one_day(as_of)
    with told():
        dictionary = load_dictionary()
        rules = document.load(edition, dictionary)
        explanation = explain_case(
            find(docket, case, dictionary), edition=rules, dictionary=dictionary, as_of=day, settle=True
        )
    if as_json:
        print(json.dumps(plain(explanation, dictionary=dictionary, protected=protected), indent=2))
        return
    for heading, sentences in paragraphs(explanation, dictionary=dictionary, protected=protected):
        say(f"\n{heading}" if heading else "", style="bold")
        for sentence in sentences:
            say(sentence)


def outcomes(
    folder: Annotated[Path, typer.Argument(help="An outcomes folder made by evenhand screen.")],
    office: Annotated[str | None, typer.Option(help="Only this office.")] = None,
    outcome: Annotated[str | None, typer.Option(help="Only this outcome.")] = None,
    if_clear: Annotated[str | None, typer.Option(help="Only cases with this outcome if clear.")] = None,
    worklist: Annotated[str | None, typer.Option(help="Only this worklist.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only cases in which this reason holds.")] = None,
    ask: Annotated[str | None, typer.Option(help="Only cases in which this fact is still to ask.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many cases; 50 in a table, else all.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, safe to open in a spreadsheet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one case a line.")] = False,
    protected: PROTECTED = False,
) -> None:
    """List screened cases with their reasons in words."""
    from evenhand.screening.listing import Wanted, cases, opened

    plain = as_csv or as_json
    limit = 50 if limit is None and not plain else limit
    wanted = Wanted(office=office, outcome=outcome, if_clear=if_clear, worklist=worklist, reason=reason, ask=ask,
                    limit=limit, protected=protected)  # fmt: skip
    with told():
        listed = cases(opened(folder), wanted)
        if as_json:
            _print_json(listed)
        elif as_csv:
            _print_csv(listed)
        else:
            _print_table(list(listed), limit)


def _print_json(listed: Iterator[dict[str, Any]]) -> None:
    start = "[\n"
    for case in listed:
        sys.stdout.write(start + json.dumps(case))
        start = ",\n"
    sys.stdout.write("[]\n" if start == "[\n" else "\n]\n")


def _print_csv(listed: Iterator[dict[str, Any]]) -> None:
    from evenhand.presentation import sheets

    first = next(listed, None)
    if first is not None:
        sheets.write(sys.stdout, header=list(first), rows=(_cells(case) for case in (first, *listed)))


def _cells(case: Mapping[str, Any]) -> list[str]:
    return ["; ".join(value) if isinstance(value, list) else str(value) for value in case.values()]


def _print_table(listed: list[dict[str, Any]], limit: int | None) -> None:
    header = ["case", "office", "outcome", "if clear", "worklist", "holds", "to ask"]
    show_table("", header, [_row(case) for case in listed], right_from=6)
    more = f"; more may follow, see --limit (here {limit}), --csv and --json" if len(listed) == limit else ""
    plural = "" if len(listed) == 1 else "s"
    say(f"{len(listed)} case{plural}{more}. Whole reasons: evenhand explain, or --csv and --json here.")


def _row(case: Mapping[str, Any]) -> list[str]:
    same = case["outcome_if_clear"] == case["outcome"]
    if_clear = "the same" if same else f"{case['outcome_if_clear']}, needs {case['needs']}"
    holds = "; ".join([*case["favorable"], *case["priorities"]])
    return [case["case_id"], case["office"], case["outcome"].replace("_", " "), if_clear,
            case["worklist"].replace("_", " "), holds, str(len(case["ask"]))]  # fmt: skip

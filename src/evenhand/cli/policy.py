"""`evenhand policy`: the editions, in their words and in their rules."""

from __future__ import annotations

from typing import Annotated

import typer

from evenhand.cli.terminal import one_day, say, show_table, told

app = typer.Typer(help="List, read and check policy editions.", no_args_is_help=True)
EDITION = Annotated[str, typer.Argument(help="An edition's name, or the folder that holds its edition.yaml.")]


@app.command("list")
def list_editions() -> None:
    """List the editions that come with Evenhand."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.policy import document

    with told():
        dictionary = load_dictionary()
        editions = [document.load(name, dictionary) for name in document.names()]
    rows = [
        (edition.name, edition.kind, "; ".join(_time(time) for time in edition.in_force), edition.title)
        for edition in editions
    ]
    show_table("", ["edition", "kind", "in force", "title"], rows, right_from=9)


def _time(time: object) -> str:
    start, until = vars(time)["start"], vars(time)["until"]
    return f"{start} until {until}" if until else f"from {start}"


@app.command()
def show(
    edition: EDITION, on: Annotated[str, typer.Option(help="Say whether it was in force on this day.")] = ""
) -> None:
    """Show an edition in its words: scope, reasons, numbers of law, interpretations, sources."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.policy import document
    from evenhand.policy.condition import unparse
    from evenhand.policy.sentences import LISTS

    with told():
        found = document.load(edition, load_dictionary())
    say(f"{found.name}: {found.title}", style="bold")
    say(f"Issued by {found.issued_by}. In force {'; '.join(map(_time, found.in_force))}. Kind: {found.kind}.")
    if on:
        say(f"On {one_day(on)} it was {'' if found.in_force_on(one_day(on)) else 'not '}in force.")
    say(f"Hash {found.hash}")
    say(f"Scope: {unparse(found.scope)}")
    for name, heading in LISTS.items():
        if reasons := found.listed(name):
            say(f"\n{heading}", style="bold")
        for reason in reasons:
            say(f"  {reason.name}: {reason.text}. ({reason.cite}, {reason.wording})")
            say(f"      Rule: {unparse(reason.condition)}")
    _notes("Numbers of law", {name: f"{number.value} ({number.cite}, checked on {number.checked_on})"
                              for name, number in found.parameters.items()})  # fmt: skip
    _notes("Interpretations", found.interpretations)
    _notes("Outcomes no case can have", found.unreachable)
    _notes("Sources", found.sources)


def _notes(heading: str, notes: object) -> None:
    assert hasattr(notes, "items")
    if lines := [f"  {name}: {text}" for name, text in notes.items()]:
        say(f"\n{heading}", style="bold")
        say("\n".join(lines))


@app.command()
def check(edition: EDITION) -> None:
    """Run an edition's worked examples and look for rules that say something other than they seem to."""
    from evenhand.docket.facts import load_dictionary
    from evenhand.policy import document
    from evenhand.policy.check import check as check_edition

    with told():
        dictionary = load_dictionary()
        checked = check_edition(document.load(edition, dictionary), dictionary)
    for problem in checked.problems:
        say(f"Problem: {problem}", style="red")
    for note in checked.notes:
        say(f"Note: {note}")
    say(f"{checked.examples} examples, {len(checked.problems)} problems, {len(checked.notes)} notes.")
    if checked.problems:
        raise typer.Exit(1)

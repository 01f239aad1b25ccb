"""The command `evenhand`. Rooms are imported when a command needs them, so that help is quick."""

from __future__ import annotations

from typing import Annotated

import typer

import evenhand
from evenhand.cli import docket, policy, screening

app = typer.Typer(
    name="evenhand",
    help="Review a docket of cases against a written policy of prosecutorial discretion, and say why.\n\n"
    "It never decides: a person does. What is unknown counts neither for nor against anyone.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(docket.app, name="docket")
app.add_typer(policy.app, name="policy")
app.command()(screening.screen)
app.command()(screening.explain)
app.command()(screening.outcomes)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"evenhand {evenhand.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def run() -> None:
    """This function will run the command line."""
    app()

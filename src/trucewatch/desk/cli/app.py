"""The command line, put together: its commands in the order of its help, and how trouble leaves it."""

from __future__ import annotations

import errno
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import trucewatch
from trucewatch.desk.cli import (
    actors,
    adding,
    briefing,
    desk,
    findings,
    following,
    keeping,
    notes,
    own_statements,
    reading,
    review,
    run,
    samples,
    searching,
    showing,
    standing,
    statement_files,
    terms,
    why,
)
from trucewatch.desk.cli.screen import examples, say_error
from trucewatch.errors import TrucewatchError


class Desk(TyperGroup):
    """The commands in the order they were put in; our errors become one message and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TrucewatchError as error:
            say_error(str(error))
            raise typer.Exit(2) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has gone: the caller ends quietly
                raise
            about = f" ({error.filename})" if error.filename else ""
            say_error(f"The system did not let us go on: {error.strerror or error}{about}.")
            raise typer.Exit(2) from error
        except KeyboardInterrupt as error:
            say_error("Stopped. What was added before is kept.")
            raise typer.Exit(130) from error


app = typer.Typer(
    cls=Desk,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,  # texts of reports do not belong in a traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"trucewatch {trucewatch.__version__}")
        raise typer.Exit


@app.callback(epilog=examples("trucewatch demo", "trucewatch add reports/ --process north", "trucewatch board"))
def trucewatch_(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read reports about a ceasefire or peace process, and keep a sourced record of it.

    Every cell shown carries an id; [bold]trucewatch why ID[/bold] prints the sentence it came from and who says it.
    """


samples.add_to(app)
reading.add_to(app)
adding.add_to(app)
following.add_to(app)
showing.add_to(app)
briefing.add_to(app)
findings.add_to(app)
why.add_to(app)
searching.add_to(app)
own_statements.add_to(app)
review.add_to(app)
actors.add_to(app)
notes.add_to(app)
terms.add_to(app)
standing.add_to(app)
statement_files.add_to(app)
run.add_to(app)
keeping.add_to(app)
desk.add_to(app)

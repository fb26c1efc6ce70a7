"""The command `statement add`: what a person reads in a report, in whatever language it is written."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, RecordOption
from trucewatch.desk.cli.review import Fields, FieldsFile, Passages
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    group = typer.Typer(no_args_is_help=True, help="Add what you read in a report yourself.")
    put(
        group,
        add,
        "trucewatch statement add 5b1e09cc7a3d actor='Harbour Council' stance=reject --kind positions "
        "--passage 'refused the plan'",
        "trucewatch statement add 5b1e09cc7a3d --kind figures --passage '14 dead#2' what=killed number=14",
    )
    app.add_typer(group, name="statement")


def add(  # noqa: PLR0913 - one parameter an option
    *,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report: its id, or the first digits.")],
    fields: Fields = None,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="The kind of statement, such as positions.")],
    passages: Passages = None,
    file: FieldsFile = None,
    why: Annotated[
        str, typer.Option("--why", metavar="REMARK", help="A remark, kept with it.", show_default=False)
    ] = "",
    record: RecordOption = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Add a statement that you read in a report, in whatever language it is written.

    The words that carry it are needed, exactly as the report has them. It is shown as yours, no new
    reading takes it away, and it can be corrected and withdrawn as every other.
    """
    settings = Settings.read(record=record, author=by)
    given = api.GivenFields.of(fields or (), passages or (), file)
    with api.open_record(settings.record) as opened:
        done = api.add_statement(opened, report, kind, given, api.Act(settings.author, why))
    if as_json:
        print_json(done.to_json())
        return
    known = "" if done.is_new else " (the record had this already)"
    told = f"Added {done.statement.id[:SHORT]}  {done.statement.content.KIND}: {safe(done.text)}{known}"
    out().print(Text(told))

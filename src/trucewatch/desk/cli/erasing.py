"""The command report erase, and how erased words are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, RecordOption
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import ErasedExplanation

_SPAN = re.compile(r"(\d+):(\d+)")


def add_to(reports: typer.Typer) -> None:
    """Put this command into the group of those on reports."""
    put(
        reports,
        erase,
        "trucewatch report erase 3fa9c1d2b0e4 --span 120:134 --reason 'name of a minor'",
        "trucewatch report erase 3fa9c1d2b0e4 --reason 'withdrawn by the outlet'",
    )


def erase(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The report: its id, or the first digits (6 or more).")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept and shown with the report.")],
    span: Annotated[
        list[str] | None,
        typer.Option("--span", metavar="A:B", help="Only the characters from A up to B; may be given several times."),
    ] = None,
    record: RecordOption = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take a report's text, or some of its words, out of the record for good.

    They go from everything that was made of them: statements that rested on them, names, notes,
    rulings, the search index. The report stays listed with who erased what, when and why, and
    is not taken up again. Nothing brings the words back.
    """
    settings = Settings.read(record=record, author=by)
    spans = tuple(_span(one) for one in span) if span else None
    with api.open_record(settings.record) as opened:
        done = api.erase(opened, id_, spans, author=settings.author, reason=reason)
    if as_json:
        what = done.erasure.to_json() if done.erasure else None
        print_json({"report_id": done.report_id, "erasure": what, "rows": dict(done.rows), "wiped": done.is_wiped})
    else:
        console, name = out(), done.report_id[:SHORT]
        if done.erasure is None:
            console.print(Text(f"Report {name}: nothing was left to erase there."))
        else:
            rested = plural(done.erasure.statements, "statement") + " rested on it."
            console.print(Text(safe(f"Report {name}: {done.erasure.told}. {rested}")), soft_wrap=True)
            console.print(Text("Backups and copies made before still hold the words.", "dim"))
    if not done.is_wiped:
        raise TrucewatchError(
            "the words are erased, but another program kept the file in use, and its log may still hold them",
            advice="Close that program and give the command again.",
        )


def print_erased(console: Console, found: ErasedExplanation) -> None:
    """What is left of a statement whose words were erased."""
    console.print(Text("Erased: this statement rested on words that were taken out of its report.", "bold"))
    for one in found.erasures:
        console.print(Text(safe(f"  {one.told}")), soft_wrap=True)
    for ruling in found.rulings:
        console.print(
            Text(safe(f"  ruling: {ruling.verdict} by {ruling.author}, {ruling.at:%Y-%m-%d}")), soft_wrap=True
        )
    console.print(Text(safe(f"  {found.outlet}, report {found.report.id[:SHORT]}"), "dim"), soft_wrap=True)
    console.print(Text(f"  id {found.statement_id}", "dim"), soft_wrap=True)


def _span(given: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(given.strip())
    if match is None:
        raise TrucewatchError(f"--span {given!r} names no place", expected="two numbers such as 120:134")
    return int(match[1]), int(match[2])

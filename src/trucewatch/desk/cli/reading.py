"""The command `read`: reports read and printed, nothing kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import (
    Columns,
    Json,
    Meta,
    Outlet,
    Paths,
    Pipeline,
    Plover,
    Process,
    Published,
    Url,
    declared,
)
from trucewatch.desk.cli.screen import out, print_json, progress, put, safe, say_refused
from trucewatch.desk.cli.tables import lines, print_findings, print_rows
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings
from trucewatch.vocabulary.kinds import CONTENT_CLASSES
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.view import MemoryView

if TYPE_CHECKING:
    from trucewatch.api import Refusal


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(
        app,
        read,
        "trucewatch read report.txt --published 2025-03-09",
        "trucewatch read report.html --json",
        "trucewatch read reports.jsonl --json > readings.jsonl",
        "trucewatch read reports/ --plover > events.jsonl",
    )


def read(  # noqa: PLR0913 - one parameter an option
    *,
    paths: Paths,
    published: Published = None,
    meta: Meta = None,
    columns: Columns = None,
    outlet: Outlet = None,
    url: Url = None,
    process: Process = None,
    pipeline: Pipeline = None,
    as_json: Json = False,
    plover: Plover = False,
) -> None:
    """Read reports and print what they state; nothing is kept.

    JSON is one object for one report, and JSON Lines (one object a line) for several reports, a folder, or JSON
    Lines input. Events in PLOVER's form are always JSON Lines, one event a line.
    """
    if as_json and plover:
        raise TrucewatchError(
            "--json and --plover were both asked for",
            expected="one of them",
            advice="Readings in JSON hold the events.",
        )
    settings = Settings.read(pipeline=pipeline)
    options = declared(published, outlet, url, process, meta, columns)
    refused: list[tuple[str, str]] = []
    several = len(paths) > 1 or api.ending_of(paths[0]) in api.MANY_ENDINGS | api.NAMED_ENDINGS or paths[0].is_dir()
    console = out()
    # A bar between the readings would be in their way: it is shown where they go elsewhere.
    with progress("Reading", wanted=not console.is_terminal) as told:
        items = api.read_paths(paths, options, pipeline=settings.pipeline, on_progress=told)
        for reading in _readings(items, refused):
            if plover:
                for record in reading.to_plover():
                    print_json(record, compact=True)
            elif as_json:
                print_json(reading.to_json(), compact=several)
            else:
                print_reading(console, reading)
    if refused:
        say_refused(refused)
        raise typer.Exit(2)


def _readings(items: Iterator[Reading | Refusal], refused: list[tuple[str, str]]) -> Iterator[Reading]:
    """The readings among the items; what was refused goes onto the list."""
    for item in items:
        if isinstance(item, Reading):
            yield item
        else:
            refused.append((item.name, str(item.error)))


def print_reading(console: Console, reading: Reading) -> None:
    """A digest of one reading, kind by kind, every line with its words."""
    report = reading.report
    name = report.title or report.name or report.id
    console.rule(Text(safe(Path(name).name if name == report.name else name), "bold"), style="dim", align="left")
    facts = [
        report.outlet or "no outlet",
        report.published.isoformat() if report.published else "no date of publication",
        report.language or "",
        f"{len(report.text):,} characters",
    ]
    console.print(lines(" · ".join(filter(None, facts)), reading.headline.text if reading.headline else ""))
    view = MemoryView((report,), reading.statements)
    for cls in CONTENT_CLASSES:
        held = [s for s in reading.statements if type(s.content) is cls]
        if held:
            console.print()
            console.print(Text.assemble((cls.KIND.replace("_", " "), "bold underline"), (f"  {len(held)}", "dim")))
            print_rows(console, api.rows_of(view, held), one_report=True)
    if reading.findings:
        console.print()
        console.print(Text.assemble(("findings", "bold underline"), (f"  {len(reading.findings)}", "dim")))
        print_findings(console, reading.findings)
    console.print()

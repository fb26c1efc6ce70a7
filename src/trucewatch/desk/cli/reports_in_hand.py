"""Commands on the readings and versions of a report: report diff, report version, report versions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, Outlet, Pipeline, Process, Published, RecordOption, Url, day
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import heading, plural, show
from trucewatch.settings import Settings
from trucewatch.vocabulary.statement import AnyStatement

if TYPE_CHECKING:
    from trucewatch.api import ReadingChanges, ReportVersion

Id = Annotated[str, typer.Argument(metavar="ID", help="The report: its id, or the first digits (6 or more).")]


def add_to(reports: typer.Typer) -> None:
    """Put these commands into the group of those on reports."""
    put(reports, diff, "trucewatch report diff 3fa9c1d2b0e4", "trucewatch report diff 3fa9c1 --from 1 --to 3 --json")
    put(
        reports,
        version,
        "trucewatch report version 3fa9c1d2b0e4 corrected.txt --published 2025-03-12 --why 'the toll was corrected'",
    )
    put(reports, versions, "trucewatch report versions 3fa9c1d2b0e4", "trucewatch report versions 3fa9c1 --json")


def diff(
    id_: Id,
    older: Annotated[
        int | None, typer.Option("--from", metavar="N", help="The older reading, from 1.", show_default=False)
    ] = None,
    newer: Annotated[
        int | None, typer.Option("--to", metavar="N", help="The newer one; else the one in force.", show_default=False)
    ] = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """What changed between two readings of a report, the newest two by default.

    What a newer reading no longer gives stays in the record and is shown here.
    """
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.reading_changes(opened, id_, older, newer)
    if as_json:
        print_json(api.changes_json(found))
    else:
        _print_changes(out(), found)


def version(  # noqa: PLR0913 - one parameter an option
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The report until now: its id, or the first digits.")],
    path: Annotated[Path, typer.Argument(metavar="NEW_FILE", help="A file with the newer text.", readable=False)],
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it was changed.")],
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    process: Process = None,
    record: RecordOption = None,
    pipeline: Pipeline = None,
    by: By = None,
) -> None:
    """Add a report that its publisher put in another's place.

    The older one is shown for days before the newer one was published, the newer one from then on.
    Outlet, address and process are the older one's unless they are given.
    """
    settings = Settings.read(record=record, pipeline=pipeline, author=by)
    declared = api.IntakeOptions(day(published, "--published"), outlet, url, process)
    options = api.AddOptions(declared, settings.pipeline, author=settings.author)
    with api.open_record(settings.record) as opened:
        done = api.add_report_version(opened, old, path, options, reason=why)
        waiting = [p for p in api.pending_rulings(opened) if p.report.id == done.added.report.id]
    new = done.added.report
    since = new.published.isoformat() if new.published else "today, for it has no date of publication"
    if done.is_new:
        out().print(Text(f"Report {new.id[:SHORT]} stands in the place of {done.old.id[:SHORT]} from {since} on."))
    else:
        out().print(Text(f"The record had report {new.id[:SHORT]} as the version of {done.old.id[:SHORT]} already."))
    if waiting:
        told = f"{plural(len(waiting), 'ruling')} on older versions to be carried over: `review list --carried`."
        out().print(Text(told))


def versions(id_: Id, record: RecordOption = None, as_json: Json = False) -> None:
    """The versions of a report, with what changed in the text, sentence by sentence."""
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.report_versions(opened, id_)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    console = out()
    for one in found:
        _print_version(console, one)
    console.print(Text(f"{plural(len(found), 'version')}.", style="dim"))


def _print_changes(console: Console, found: ReadingChanges) -> None:
    for reading in (found.older, found.newer):
        when = f"reading {reading.number}, {reading.at:%Y-%m-%d %H:%M} UTC, Trucewatch {reading.program}"
        console.print(Text(f"{when}, {plural(reading.statements, 'statement')}"))
    _section(console, "gone", [(s,) for s in found.gone])
    _section(console, "moved", [(p.old, p.new) for p in found.moved])
    _section(console, "who or when is meant otherwise", [(p.old, p.new) for p in found.resolved])
    _section(console, "new", [(s,) for s in found.new])
    console.print()
    console.print(Text(f"{plural(len(found.same), 'statement')} the same.", style="dim"))


def _section(console: Console, title: str, rows: Sequence[tuple[AnyStatement, ...]]) -> None:
    if rows:
        heading(console, title, str(len(rows)))
    for first, *others in rows:
        show(console, _line(first))
        for other in others:
            show(console, Text.assemble("→ ", _line(other)), indent=4)


def _line(statement: AnyStatement) -> Text:
    content = statement.content
    told = f"  {content.KIND}: {safe(api.describe(content))}  “{safe(' … '.join(p.text for p in content.passages))}”"
    return Text.assemble((statement.id[:SHORT], "cyan"), told)


def _print_version(console: Console, one: ReportVersion) -> None:
    report = one.report
    published = report.published.isoformat() if report.published else "no date"
    head = f"  {report.outlet or 'no outlet'}, {published}"
    console.print(Text.assemble((report.id[:SHORT], "cyan"), safe(head)))
    if one.recorded is not None:
        by = f"in the place of {one.recorded.old_id[:SHORT]}, by {one.recorded.author}: {one.recorded.reason}"
        show(console, Text(safe(by), "dim"))
    for change in one.changes:
        for sentence in change.removed:
            show(console, Text(f"- {safe(sentence)}"))
        for sentence in change.added:
            show(console, Text(f"+ {safe(sentence)}"))

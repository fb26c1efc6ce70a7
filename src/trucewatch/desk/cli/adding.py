"""Commands that write to a record: add, report list, report set."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli import erasing, reports_in_hand
from trucewatch.desk.cli.options import (
    By,
    Columns,
    Json,
    Meta,
    OfProcess,
    Outlet,
    Paths,
    Pipeline,
    Process,
    Published,
    RecordOption,
    Url,
    day,
    declared,
)
from trucewatch.desk.cli.screen import SHORT, err, out, print_json, progress, put, safe, say_refused
from trucewatch.desk.cli.tables import plural, print_reports, show
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import AddSummary, FiledReport


class Field(StrEnum):
    """What `report set --unset` can take away."""

    PUBLISHED = "published"
    OUTLET = "outlet"
    PROCESS = "process"
    TITLE = "title"
    BYLINE = "byline"
    LANGUAGE = "language"


class RightsOf(StrEnum):
    """What may be done with a report's text."""

    OWN = "own"
    LICENSED = "licensed"
    QUOTATION_ONLY = "quotation_only"
    UNKNOWN = "unknown"


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    put(
        app,
        add,
        "trucewatch add reports/ --process north --meta reports/meta.csv",
        "trucewatch add bulletin.txt --published 2025-03-09 --outlet 'Harbour Post'",
    )
    reports = typer.Typer(no_args_is_help=True, help="List the reports of a record, or correct what is known of one.")
    put(reports, list_, "trucewatch report list", "trucewatch report list --json")
    put(
        reports,
        set_,
        "trucewatch report set 3fa9c1d2b0e4 --published 2025-03-08 --why 'date on the page'",
        "trucewatch report set 3fa9c1d2b0e4 --process north --rights licensed --why 'filed wrongly'",
    )
    reports_in_hand.add_to(reports)
    erasing.add_to(reports)
    app.add_typer(reports, name="report")


def add(  # noqa: PLR0913 - one parameter an option
    *,
    paths: Paths,
    record: RecordOption = None,
    process: Process = None,
    published: Published = None,
    meta: Meta = None,
    columns: Columns = None,
    outlet: Outlet = None,
    url: Url = None,
    pipeline: Pipeline = None,
    by: By = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read known reports anew, even if the same steps and models read them.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read reports into the record, which is made where it is new.

    Adding a report twice changes nothing: one that the same steps and models have read is not
    read again. What cannot be added is listed, and the rest is added.
    """
    settings = Settings.read(record=record, pipeline=pipeline, author=by)
    given = declared(published, outlet, url, process, meta, columns)
    options = api.AddOptions(given, settings.pipeline, author=settings.author, again=again)
    with api.open_record(settings.record) as opened, progress("Adding") as told:
        done = api.add_paths(opened, paths, options, told)
    if as_json:
        print_json(_plain(done))
    else:
        _print_summary(done, settings)
    if done.refused:
        say_refused([(r.name, str(r.error)) for r in done.refused])
        raise typer.Exit(2)


def list_(record: RecordOption = None, process: OfProcess = None, as_json: Json = False) -> None:
    """List the reports of a record, by publication."""
    settings = Settings.read(record=record)
    with api.open_record(settings.record, read_only=True) as opened:
        filed = [f for f in opened.reports() if process is None or f.report.process == process]
        replaced = api.replacements(opened)
    if as_json:
        print_json([_plain_report(f, replaced.get(f.report.id)) for f in filed])
        return
    console = out()
    if filed:
        print_reports(console, filed, replaced)
    console.print(Text(f"{plural(len(filed), 'report')} in {api.record_name(settings.record)}", style="dim"))


def set_(  # noqa: PLR0913 - one parameter an option
    *,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The report: its id, or the first digits (6 or more).")],
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why; kept with the correction.")],
    published: Published = None,
    outlet: Outlet = None,
    process: Process = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its headline.")] = None,
    rights: Annotated[
        RightsOf | None, typer.Option("--rights", help="What may be done with its text.", show_default=False)
    ] = None,
    unset: Annotated[
        list[Field] | None, typer.Option("--unset", help="Take a value away: it is not known after all.")
    ] = None,
    record: RecordOption = None,
    pipeline: Pipeline = None,
    by: By = None,
) -> None:
    """Correct what is known of a report; it is read again with it.

    The earlier values stay in the record with who changed them, when and why.
    """
    settings = Settings.read(record=record, pipeline=pipeline, author=by)
    given = {"published": day(published, "--published"), "outlet": outlet, "process": process, "title": title} | {
        "rights": rights.value if rights else None
    }
    changes: dict[str, date | str | None] = {name: value for name, value in given.items() if value is not None}
    gone = [field.value for field in unset or ()]
    twice = [name for name in gone if name in changes]
    if twice:
        raise TrucewatchError(f"--{twice[0]} and --unset {twice[0]} were both given", expected="one of the two")
    changes |= dict.fromkeys(gone)
    if not changes:
        raise TrucewatchError(
            "nothing to correct was given", expected="--published, --outlet, --process, --title, --rights or --unset"
        )
    with api.open_record(settings.record) as opened:
        done = api.set_report_meta(
            opened, id_, changes, author=settings.author, reason=why, reader=api.LazyReader(settings.pipeline)
        )
    name = f"{done.report.id[:SHORT]} ({safe(done.report.outlet or done.report.name or 'no outlet')})"
    if not done.is_changed:
        out().print(Text(f"Report {name} has these values already; nothing was written."))
        return
    told = ", ".join(f"{field} {value if value is not None else 'unknown'}" for field, value in changes.items())
    read = ""
    if done.added and done.added.is_changed:
        read = f" Read again: {done.added.new} statements new, {done.added.again} as before, {done.added.gone} gone."
    out().print(Text(f"Report {name}: {safe(told)}.{read}"))


def _print_summary(done: AddSummary, settings: Settings) -> None:
    console = out()
    statements = sum(r.statements for r in done.added)
    counted = f"Added {plural(len(done.added), 'report')} with {plural(statements, 'statement')}"
    known = f"; {plural(len(done.known), 'report')} known already, unchanged" if done.known else ""
    console.print(Text(f"{counted}{known}. Record: {api.record_name(settings.record)}"), soft_wrap=True)
    remarks: dict[str, list[str]] = {}
    for one in done.added:
        for sentence in one.findings:
            remarks.setdefault(sentence, []).append(one.report.name or one.report.id[:SHORT])
    for one in done.reports:
        for sentence in one.kept:
            remarks.setdefault(sentence, [])
    told = err()
    for sentence, names in remarks.items():
        where = f"{', '.join(names[:3])}{f' … and {len(names) - 3} more' if len(names) > 3 else ''}: " if names else ""
        show(told, Text(safe(f"- {where}{sentence}")))


def _plain(done: AddSummary) -> dict[str, object]:
    def row(one: api.AddedReport) -> dict[str, object]:
        return {
            "id": one.report.id,
            "file": one.report.name,
            "outlet": one.report.outlet,
            "published": one.report.published.isoformat() if one.report.published else None,
            "statements": one.statements,
            "remarks": [*one.findings, *one.kept],
        }

    return {
        "added": [row(r) for r in done.added],
        "known": [row(r) for r in done.known],
        "refused": [{"name": r.name, "reason": str(r.error)} for r in done.refused],
    }


def _plain_report(filed: FiledReport, replaced_by: str | None) -> dict[str, object]:
    report = filed.report
    return {
        "id": report.id,
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "process": report.process,
        "language": report.language,
        "file": report.name,
        "rights": filed.rights,
        "added_at": filed.added_at.isoformat(),
        "statements": filed.statements,
        "needs_reading": filed.needs_reading,
        "replaced_by": replaced_by,
        "erased": [erasure.to_json() for erasure in filed.erasures],
    }

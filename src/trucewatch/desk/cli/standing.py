"""Commands on how things stand under the terms of an agreement: standing, whatif, and terms draft."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import Json, KnownOn, OfProcess, RecordOption, TermsName, day
from trucewatch.desk.cli.screen import out, print_json, put, safe
from trucewatch.desk.cli.standing_view import print_branch, print_due, print_moved, print_standing
from trucewatch.desk.cli.tables import plural, print_findings
from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.vocabulary.view import View

AsOfHour = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE|HOUR", show_default=False,
        help="A day (its end), or an hour with its zone such as 2031-04-02T19:30+03:00. "
        "[dim]Else the last day of publication.[/dim]",
    ),
]  # fmt: skip
Why = Annotated[
    str | None,
    typer.Option(
        "--why", metavar="PATH", help="What one answer rests on, such as phase-1.calendar.", show_default=False
    ),
]
Graph = Annotated[bool, typer.Option("--graph", help="With --why: the same as a graph in the DOT language.")]
Due = Annotated[
    int | None,
    typer.Option(
        "--due", metavar="DAYS", min=0, help="What is overdue, or falls due within so many days.", show_default=False
    ),
]
Expect = Annotated[
    Path | None,
    typer.Option(
        "--expect", metavar="FILE.yaml", show_default=False,
        help="Your expectations: what must be so on which date. Exit code 1 where something is not.",
    ),
]  # fmt: skip
SourcesFile = Annotated[
    Path | None,
    typer.Option(
        "--sources", metavar="FILE.yaml", show_default=False,
        help="What you know of outlets and speakers: class, side, reliability.",
    ),
]  # fmt: skip
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Another value in the terms, such as phase-1.lasts=P60D.",
        show_default=False,
    ),
]
Events = Annotated[
    list[str] | None,
    typer.Option(
        "--event", metavar="EVENT", show_default=False,
        help="Something more that was said, such as 'withdraw done on 2031-05-01' or 'north accepts extension'.",
    ),
]  # fmt: skip
Zone = Annotated[str, typer.Option("--zone", metavar="NAME", help="The zone of its days, such as Africa/Nairobi.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    put(app, standing, "trucewatch standing gaza-2025-01 --as-of 2025-03-08", "trucewatch standing truce.yaml --due 14",
        "trucewatch standing truce.yaml --why phase-1.calendar")  # fmt: skip
    put(app, whatif, "trucewatch whatif truce.yaml --set phase-1.lasts=P60D",
        "trucewatch whatif truce.yaml --event 'north accepts extension on 2031-05-01'")  # fmt: skip


def standing(  # noqa: PLR0913, PLR0917 - a command has its options
    name: TermsName,
    as_of: AsOfHour = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    why: Why = None,
    graph: Graph = False,
    due: Due = None,
    expect: Expect = None,
    sources: SourcesFile = None,
    as_json: Json = False,
) -> None:
    """How things stand under the terms of an agreement: force, performance as reported, claims, side by side.

    A passed deadline is "due, not reported done", never a violation. Where the terms have
    alternatives that lead to different answers, all are shown. With --why, --due or --expect only
    that is printed.
    """
    if graph and why is None:
        raise TrucewatchError("--graph is there without --why", expected="--graph beside --why PATH")
    terms = api.find_terms(name).terms
    view, known = _view(record, process, known_on)
    if expect is not None:
        _expect(terms, view, expect, as_json)
        return
    found = api.standing(terms, view, _point(as_of), known, sources)
    if why is not None:
        with _record(record) as opened:
            branch = found.why(why, opened.rulings)
        if graph:
            typer.echo(branch.dot(), nl=False)
        elif as_json:
            print_json(branch.to_json())
        else:
            print_branch(out(), branch)
    elif due is not None:
        items = found.due(due)
        if as_json:
            print_json([api.as_json(item) for item in items])
        else:
            print_due(out(), items, found.folded.day)
    elif as_json:
        print_json(found.to_json())
    else:
        print_standing(out(), found)


def whatif(  # noqa: PLR0913, PLR0917 - a command has its options
    name: TermsName,
    changes: Changes = None,
    events: Events = None,
    as_of: AsOfHour = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """What would follow if the terms were others, or something more were said. Nothing is written.

    Printed are the answers that would be otherwise, beside what they are.
    """
    if not changes and not events:
        raise TrucewatchError("nothing is supposed", expected="--set PATH=VALUE, or --event EVENT")
    terms = api.find_terms(name).terms
    view, known = _view(record, process, known_on)
    question = api.Question(dict(_pair(change) for change in changes or ()), tuple(events or ()))
    found = api.suppose(terms, view, question, _point(as_of), known)
    if as_json:
        print_json(api.moved_json(found))
        return
    print_moved(out(), found.moved)
    out().print(Text(f"{plural(len(found.moved), 'answer')} would be otherwise; nothing was written.", style="dim"))


def draft(
    process: OfProcess = None,
    known_on: KnownOn = None,
    record: RecordOption = None,
    zone: Zone = "UTC",
) -> None:
    """Write the terms of an agreement from what reports state of it, each line with its sources.

    Nothing is added: what no report states is left out, what reports disagree on stands side by
    side. Look it through and complete it before you rely on it.
    """
    view, _ = _view(record, process, known_on)
    typer.echo(api.draft_terms(view, zone), nl=False)


def _expect(terms: api.Terms, view: View, path: Path, as_json: bool) -> None:
    findings = api.expect(terms, view, path)
    if as_json:
        print_json([finding.to_json() for finding in findings])
    else:
        console = out()
        if findings:
            print_findings(console, findings)
        console.print(Text(f"{plural(len(findings), 'expectation')} not met.", style="dim"))
    if findings:
        raise typer.Exit(1)


def _record(record: str | None) -> api.Record:
    return api.open_record(Settings.read(record=record).record, read_only=True)


def _view(record: str | None, process: str | None, known_on: str | None) -> tuple[View, date | None]:
    """The view of one process, and the day by which things had to be published."""
    known = day(known_on, "--known-on")
    with _record(record) as opened:
        view = api.open_view(opened, known_on=known, process=process)
        parts = api.parts_by_process(view)
        if process is None and len(parts) > 1:
            names = ", ".join(name or "(none)" for name, _ in parts)
            raise RecordError(
                f"the record holds reports of several processes: {names}",
                expected="the terms of one agreement beside reports of one process",
                advice="Name it with --process.",
            )
        view.statements()  # read while the record is open
        return view, known


def _point(value: str | None) -> date | datetime | None:
    """The day or hour of --as-of.

    Raises:
        TrucewatchError: it names none, or an hour without a zone.
    """
    if value is None or "T" not in value:
        return day(value, "--as-of")
    try:
        hour = datetime.fromisoformat(value)
    except ValueError as error:
        raise TrucewatchError(
            f"--as-of: {safe(value)} is no hour", expected="one such as 2031-04-02T19:30+03:00"
        ) from error
    if hour.tzinfo is None:
        raise TrucewatchError(
            f"--as-of: {value} has no zone", expected="an hour with one, such as 2031-04-02T19:30+03:00"
        )
    return hour


def _pair(change: str) -> tuple[str, str]:
    path, equals, value = change.partition("=")
    if not equals or not path.strip():
        raise TrucewatchError(
            f"--set: {safe(change)} has no path and value", expected="PATH=VALUE, as phase-1.lasts=P60D"
        )
    return path.strip(), value.strip()

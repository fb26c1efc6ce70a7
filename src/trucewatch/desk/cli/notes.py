"""Commands of those who work together: note add, list, close; handover."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, OfProcess, Process, RecordOption
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural, show
from trucewatch.settings import Settings
from trucewatch.vocabulary.note import Note, NoteKind

if TYPE_CHECKING:
    from rich.console import Console

    from trucewatch.api import Handover


class Written(StrEnum):
    """What can be written down."""

    REMARK = "remark"
    QUESTION = "question"
    TASK = "task"

    @property
    def kind(self) -> NoteKind:
        """The same word for the record."""
        kinds: dict[Written, NoteKind] = {
            Written.REMARK: "remark",
            Written.QUESTION: "question",
            Written.TASK: "task",
        }
        return kinds[self]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    group = typer.Typer(no_args_is_help=True, help="Write down remarks, questions and tasks, and close them.")
    put(
        group,
        add,
        "trucewatch note add 'Which of the two lists does the mission use?' --kind question --process north",
        "trucewatch note add 'Check the figure' --kind task --about 3fa9c1d2b0e4 --to Noor",
    )
    put(group, list_, "trucewatch note list", "trucewatch note list --open --process north --json")
    put(group, close, "trucewatch note close 4 'The second one, by its bulletin of 3 May.'")
    app.add_typer(group, name="note")
    put(app, handover, "trucewatch handover --process north", "trucewatch handover --by Noor --json")


def add(  # noqa: PLR0913 - one parameter an option
    *,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be kept.")],
    kind: Annotated[Written, typer.Option("--kind", help="What it is.")] = Written.REMARK,
    about: Annotated[
        str | None, typer.Option("--about", metavar="ID", help="A report, statement or actor it is about.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="NAME", help="Whom a question or task is for.")] = None,
    process: Process = None,
    record: RecordOption = None,
    by: By = None,
) -> None:
    """Write a remark, a question or a task down; it stays, with your name and the time."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        made = api.add_note(opened, kind.kind, text, author=settings.author, target=about, process=process, to=to)
    out().print(Text(f"Note {made.id} is kept."))


def list_(
    *,
    process: OfProcess = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="ID", help="Only those about this report, statement or actor.")
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only questions and tasks that are not closed.")] = False,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """List notes, oldest first."""
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.notes(opened, process=process, target=about)
    shown = api.open_notes(found) if only_open else found
    if as_json:
        print_json([_plain(note) for note in shown])
        return
    console = out()
    for note in shown:
        _print(console, note)
    console.print(Text(plural(len(shown), "note"), style="dim"))


def close(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The question or task.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="How it was settled.")],
    record: RecordOption = None,
    by: By = None,
) -> None:
    """Close a question or a task with a word on how it was settled."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        api.answer(opened, number, text, author=settings.author)
    out().print(Text(f"Note {number} is closed."))


def handover(
    *,
    process: OfProcess = None,
    record: RecordOption = None,
    by: By = None,
    mark: Annotated[bool, typer.Option("--mark", help="Mark that you looked: the next one tells what is new.")] = False,
    as_json: Json = False,
) -> None:
    """Print what somebody who takes over must know: open questions, pending reviews, next dates, what is new."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record, read_only=not mark) as opened:
        view = api.open_view(opened, process=process)
        found = api.handover(opened, view, settings.author)
        if mark:
            api.mark_visit(opened, settings.author, process)
    if as_json:
        print_json(_plain_handover(found))
        return
    _print_handover(out(), found, settings.author)


def _print_handover(console: Console, found: Handover, author: str) -> None:
    since = f"since {author} looked on {found.since:%Y-%m-%d %H:%M} UTC" if found.since else f"{author} never looked"
    console.print(Text.assemble((f"New reports, {since}", "bold")))
    for filed in found.new_reports:
        report = filed.report
        day = report.published.isoformat() if report.published else "no date"
        told = f"  {day}  {safe(report.outlet or 'no outlet')}  {safe(report.title or report.name or '')}"
        show(console, Text.assemble("  ", (report.id[:SHORT], "cyan"), told.rstrip()))
    console.print(Text(f"  {plural(len(found.new_reports), 'report')}", style="dim"))
    console.print(Text("Open questions and tasks", "bold"))
    for note in found.open:
        _print(console, note)
    console.print(Text(f"  {len(found.open)} open", style="dim"))
    console.print(Text("To be reviewed", "bold"))
    console.print(
        Text(f"  {plural(found.waiting, 'statement')} that something speaks against (`trucewatch review list`)")
    )
    console.print(Text("Next dates", "bold"))
    for row in found.upcoming:
        show(console, Text(f"  {safe(row.cell.text)}"))
    console.print(Text(f"  {plural(len(found.upcoming), 'date')} in 14 days", style="dim"))
    console.print(Text("What does not add up", "bold"))
    for finding in found.findings:
        show(console, Text.assemble("  ", (finding.id[:SHORT], "cyan"), f"  {safe(finding.sentence)}"))
    console.print(Text(f"  {plural(len(found.findings), 'finding')}", style="dim"))


def _print(console: Console, note: Note) -> None:
    about = f" about {note.target[:SHORT]}" if note.target else f" on {note.process}" if note.process else ""
    whom = f" for {note.to}" if note.to else ""
    closes = f" to note {note.answers}" if note.answers is not None else ""
    head = f"{note.id}  {note.at:%Y-%m-%d}  {note.kind}{closes}{about}{whom}, {note.author}: "
    show(console, Text.assemble("  ", (safe(head) + " ", "dim"), safe(note.text)))


def _plain(note: Note) -> dict[str, object]:
    names = ("id", "kind", "text", "author", "target", "process", "to", "answers")
    return {**{name: getattr(note, name) for name in names}, "at": note.at.isoformat()}


def _plain_handover(found: Handover) -> dict[str, object]:
    return {
        "since": found.since.isoformat() if found.since else None,
        "new_reports": [filed.report.id for filed in found.new_reports],
        "open": [_plain(note) for note in found.open],
        "waiting": found.waiting,
        "upcoming": [
            {"day": row.day.isoformat(), "within": row.within, "what": row.what, "text": row.cell.text}
            for row in found.upcoming
        ],
        "findings": [finding.to_json() for finding in found.findings],
    }

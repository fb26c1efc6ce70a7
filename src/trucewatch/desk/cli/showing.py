"""Commands that look at a record: board and show."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.board_view import ProcessBoard, print_board
from trucewatch.desk.cli.options import AsOf, Json, KnownOn, OfProcess, RecordOption, day
from trucewatch.desk.cli.screen import out, print_json, put, safe, short
from trucewatch.desk.cli.tables import lines, print_rows, show, table
from trucewatch.settings import Settings
from trucewatch.vocabulary.view import View

if TYPE_CHECKING:
    from trucewatch.api import Board, Record, RecordView


class Listing(StrEnum):
    """What `show` lists."""

    PARTIES = "parties"
    AGREEMENTS = "agreements"
    OBLIGATIONS = "obligations"
    PROPOSALS = "proposals"
    POSITIONS = "positions"
    TALKS = "talks"
    FIGURES = "figures"
    QUOTES = "quotes"
    INSTRUMENTS = "instruments"
    VIOLATIONS = "violations"
    TIMES = "times"
    TIMELINE = "timeline"


What = Annotated[Listing, typer.Argument(metavar="WHAT", help=f"One of {', '.join(Listing)}.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    put(app, board, "trucewatch board", "trucewatch board --as-of 2025-03-01 --process north")
    put(app, show_, "trucewatch show positions", "trucewatch show timeline --json")


def process_boards(
    record: Record, view: RecordView, *, whole: bool = False, only: tuple[str, ...] = ()
) -> list[ProcessBoard]:
    """A board for each process of a record's view (of those named in `only`, if any are); dismissed findings apart."""
    made = []
    for name, part in api.parts_by_process(view):
        if only and name not in only:
            continue
        violations = api.rows_of(part, api.statements(part, "violations"))
        open_ = tuple(one.finding for one in api.judged(record, part) if not one.is_dismissed)
        made.append(ProcessBoard(name, api.board(part, view.as_of), open_, violations, whole))
    return made


def board(
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    whole: bool = typer.Option(False, "--all", help="Every row of every section."),
    as_json: Json = False,
) -> None:
    """How things stand as of a day: who says what, what falls due, what does not add up.

    One board for each process in the record. JSON is a list of boards.
    """
    with opened_record(record) as opened:
        boards = process_boards(opened, view_of(opened, as_of, known_on, process), whole=whole)
    if as_json:
        print_json([b.to_json() for b in boards])
        return
    console = out()
    for one in boards:
        print_board(console, one)
    if not boards:
        console.print(_nothing(known_on))
        return
    console.print(Text("`trucewatch why ID` opens the sentence behind a row; ids are in the last column.", "dim"))


def show_(
    what: What,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """List statements of one kind, with the words that carry them and who says so.

    With --as-of, statements of later reports are left out unless they carry a date up to that day.
    """
    with opened_record(record) as opened:
        view = view_of(opened, as_of, known_on, process)
    if what is Listing.TIMELINE:
        _timeline(view, as_json)
        return
    kinds = ("agreement", "other_agreements") if what is Listing.AGREEMENTS else (what.value,)
    held = [s for s in api.statements(view) if s.content.KIND in kinds]
    rows = api.rows_of(view, held)
    if as_json:
        print_json([row.to_json() for row in rows])
        return
    console = out()
    if rows:
        print_rows(console, rows)
    left = sum(s.content.KIND in kinds for s in view.statements()) - len(held)
    later = f"; {left} of later reports cannot be placed before that day and are left out" if left else ""
    console.print(Text(f"{what}: {len(rows):,}{later}. `trucewatch why ID` opens the sentence.", style="dim"))


def opened_record(record: str | None) -> Record:
    """The record that an option names, open for reading."""
    return api.open_record(Settings.read(record=record).record, read_only=True)


def view_of(record: Record, as_of: str | None, known_on: str | None, process: str | None) -> RecordView:
    """The view of a record that the options ask for."""
    days = day(as_of, "--as-of"), day(known_on, "--known-on")
    return api.open_view(record, as_of=days[0], known_on=days[1], process=process)


def _timeline(view: View, as_json: bool) -> None:
    boards = [(name, api.board(part, view.as_of)) for name, part in api.parts_by_process(view)]
    if as_json:
        print_json([entry for _, one in boards for entry in _plain_timeline(one)])
        return
    console = out()
    for name, one in boards:
        _print_timeline(console, name, one)


def _plain_timeline(one: Board) -> list[object]:
    held = one.to_json()["timeline"]
    return list(held) if isinstance(held, list) else []


def _print_timeline(console: Console, name: str, one: Board) -> None:
    console.rule(Text(safe(name) or "Reports of no named process", "bold"), style="dim", align="left")
    made = table(("date and statement", 5), ("kind", 2))
    for entry in one.timeline:
        marks = ", ".join(m for m, held in (("ahead", entry.ahead), ("computed", entry.computed)) if held)
        made.add_row(lines(entry.cell.text), lines(entry.kind, Text(marks, "italic")), short(entry.cell.statements))
    show(console, made)


def _nothing(known_on: str | None) -> Text:
    told = f"No report in the record was published by {known_on}." if known_on else "The record holds no report yet."
    return Text(told + " `trucewatch add PATH` adds some.")

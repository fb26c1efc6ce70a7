"""The command `demo`: the sample reports, read and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.board_view import ProcessBoard, print_board
from trucewatch.desk.cli.options import Pipeline, RecordOption
from trucewatch.desk.cli.screen import SHORT, out, progress, put, say_refused
from trucewatch.desk.cli.showing import process_boards
from trucewatch.desk.cli.tables import plural, show
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Board

_ANSWERS = {"accept", "reject"}


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(app, demo, "trucewatch demo", "trucewatch demo --record demo.sqlite")


def demo(record: RecordOption = None, pipeline: Pipeline = None) -> None:
    """Read the sample reports of two processes and print how things stand.

    Without --record they go into a fresh record in a temporary folder; its path is printed.
    """
    settings = Settings.read(pipeline=pipeline)
    with progress("Reading the samples") as told:
        done = api.demo(record, pipeline=settings.pipeline, on_progress=told)
    with api.open_record(done.record, read_only=True) as opened:
        boards = process_boards(opened, opened.view(), only=done.processes)
    console = out()
    for board in boards:
        print_board(console, board)
    console.rule(Text("Look behind it", "bold"), style="dim", align="left")
    count, name = len(done.summary.reports), api.record_name(done.record)
    console.print(
        Text(f"{plural(count, 'sample report')} {'is' if count == 1 else 'are'} in the record {name}"),
        soft_wrap=True,
    )
    console.print(Text("Every id opens its sentence. For example:"))
    for what, id_ in tries(boards):
        show(console, Text.assemble((f"trucewatch why {id_[:SHORT]} --record {name}", "cyan")))
        show(console, Text(f"    {what}", style="dim"))
    if done.summary.refused:
        say_refused([(r.name, str(r.error)) for r in done.summary.refused])
        raise typer.Exit(2)


def tries(boards: list[ProcessBoard]) -> list[tuple[str, str]]:
    """A few ids worth opening: of each sort the first that the boards hold."""
    found: dict[str, str] = {}
    for one in boards:
        for what, ids in _candidates(one.board):
            if ids:
                found.setdefault(what, ids[0])
        for finding in one.findings:
            if finding.severity == "error_in_source":
                found.setdefault("a finding: two sources that do not fit", finding.id)
    return list(found.items())


def _candidates(board: Board) -> list[tuple[str, tuple[str, ...]]]:
    out_ = [
        ("the last day of a phase, computed", c.cell.statements)
        for agreement in board.agreements
        for phase in agreement.phases
        for c in phase.computed
    ]
    # One proposal with both answers shows more than two with one each.
    both = sorted(board.proposals, key=lambda p: -len({s.value for q in p.positions for s in q.latest} & _ANSWERS))
    stated = [s for proposal in both for position in proposal.positions for s in position.latest]
    out_ += [(f"an offer {s.value}ed", s.cell.statements) for s in stated if s.value in _ANSWERS]
    out_ += [
        ("a figure that others give otherwise", f.entries[0].stated.cell.statements) for f in board.figures if f.differ
    ]
    out_ += [("talks ahead", t.cell.statements) for t in board.talks if t.stage == "ahead"]
    return out_

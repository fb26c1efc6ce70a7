"""The command `why`: the sentence behind a cell, with the passage marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.erasing import print_erased
from trucewatch.desk.cli.options import Json, KnownOn, RecordOption, day
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import show
from trucewatch.settings import Settings
from trucewatch.vocabulary.report import Report

if TYPE_CHECKING:
    from trucewatch.api import Explanation, FindingExplanation, Surroundings


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(app, why, "trucewatch why 3fa9c1d2b0e4", "trucewatch why 3fa9c1 --json")


def why(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="A statement or finding: its id, or the first digits (6 or more).")
    ],
    known_on: KnownOn = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """Print the sentence behind a cell: who says it, in which report, and the step that read it.

    The passage is marked: reversed on a terminal, between » and « elsewhere. A finding of an
    earlier day's board may need that board's --known-on.
    """
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.explain(opened, id_, known_on=day(known_on, "--known-on"))
    if as_json:
        print_json(found.to_json())
        return
    console = out()
    if isinstance(found, api.ErasedExplanation):
        print_erased(console, found)
        return
    if isinstance(found, api.FindingExplanation):
        _print_finding(console, found)
    else:
        _print_statement(console, found)


def marked(shown: Surroundings, console: Console) -> Text:
    """A sentence with its passage marked."""
    reverses = console.is_terminal and console.color_system is not None
    passage = safe(shown.passage.text)
    before, after = safe(shown.before), safe(shown.after)
    gap = " " if shown.before[-1:].isspace() else ""
    behind = " " if shown.after[:1].isspace() else ""
    middle = (passage, "reverse") if reverses else f"»{passage}«"
    return Text.assemble(before, gap, middle, behind, after)


def _print_statement(console: Console, found: Explanation) -> None:
    console.print(Text.assemble((safe(found.text), "bold"), ("  " + found.statement.content.KIND, "dim")))
    if not found.in_force:
        console.print(Text("Not shown on the board: a newer reading or version, or a ruling, took it away.", "italic"))
    for shown in found.shown:
        console.print()
        show(console, marked(shown, console))
    console.print()
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    for name, value in _details(found):
        rows.add_row(name, Text(safe(value)))
    show(console, rows)
    if found.beside:
        console.print()
        console.print(Text("On the same words", "dim"))
        for statement, line in found.beside:
            told = Text.assemble((statement.id[:SHORT], "cyan"), f"  {statement.content.KIND}: {safe(line)}")
            show(console, told)


def _details(found: Explanation) -> list[tuple[str, str]]:
    report = found.report
    out_ = [
        ("said by", ", passed on by ".join(found.speakers) or "the report itself"),
        ("outlet", found.outlet),
        ("published", report.published.isoformat() if report.published else "no date"),
        ("report", f"{report.id[:SHORT]}  {report.title or ''}"),
        ("place", "; ".join(_place(s) for s in found.shown)),
    ]
    if report.url:
        out_.append(("address", report.url))
    if report.name:
        out_.append(("file", report.name))
    if report.process:
        out_.append(("process", report.process))
    for s in found.sightings:
        step = f"step {s.step or 'unknown'}, version {s.step_version or 'unknown'}"
        out_.append(("made by", f"{step}, seen {s.seen_at:%Y-%m-%d %H:%M} UTC"))
        if s.models:
            out_.append(("with", ", ".join(s.models)))
    out_.extend(
        ("read by", f"{r.author}, {r.at:%Y-%m-%d}" + (f": {r.reason}" if r.reason else "")) for r in found.read_by
    )
    out_.extend(("ruling", f"{r.verdict} by {r.author}, {r.at:%Y-%m-%d}: {r.reason}") for r in found.rulings)
    if note := found.statement.content.note:
        out_.append(("note", note))
    if found.statement.content.unsure:
        out_.append(("unsure", "a careful reader could disagree"))
    out_.append(("id", found.statement.id))
    return out_


def _place(shown: Surroundings) -> str:
    passage = shown.passage
    return f"characters {passage.start}-{passage.end}, paragraph {shown.paragraph} of {shown.paragraphs}"


def _print_finding(console: Console, found: FindingExplanation) -> None:
    finding = found.finding
    console.print(Text.assemble((safe(finding.sentence), "bold"), (f"  finding, {finding.code}", "dim")))
    for repair in finding.repairs:
        show(console, Text(f"possible: {safe(repair)}", style="dim"))
    if not found.explanations:
        for report, surroundings in found.places:
            console.print()
            if surroundings:
                show(console, marked(surroundings, console))
            show(console, Text(_named(report), style="dim"))
    for explanation in found.explanations:
        console.print()
        _print_statement(console, explanation)


def _named(report: Report) -> str:
    day = report.published.isoformat() if report.published else "no date"
    return safe(f"{report.outlet or 'no outlet'}, {day}, report {report.id[:SHORT]} {report.name or ''}")

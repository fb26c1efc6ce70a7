"""The board in the order in which an analyst looks: in force, due, contested, positions, talks, figures, the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from trucewatch.desk.cli.board_rows import (
    Row,
    contested_rows,
    figure_rows,
    force_rows,
    obligation_rows,
    position_rows,
    quiet_rows,
    talks_rows,
)
from trucewatch.desk.cli.screen import safe, short
from trucewatch.desk.cli.tables import heading, lines, plural, print_findings, show, table
from trucewatch.vocabulary.finding import Finding

if TYPE_CHECKING:
    from trucewatch.api import Board, StatementRow

_FORCE = "In force?"
_ROWS = 15  # rows of a section unless all are asked for


@dataclass(frozen=True)
class ProcessBoard:
    """What one board shows.

    Attributes:
        process: name of the process, "" for reports filed under none.
        board: the folds.
        findings: what does not add up.
        violations: breaches alleged or denied.
        whole: show every row of every section.
    """

    process: str
    board: Board
    findings: tuple[Finding, ...]
    violations: tuple[StatementRow, ...]
    whole: bool = False

    def to_json(self) -> dict[str, object]:
        """The board with its process, findings and violations."""
        return {
            "process": self.process or None,
            **self.board.to_json(),
            "violations": [row.to_json() for row in self.violations],
            "findings": [f.to_json() for f in self.findings],
        }


def print_board(console: Console, shown: ProcessBoard) -> None:
    """Print one board."""
    stood = shown.board
    _title(console, shown)
    for section in _sections(stood, shown.violations):
        _print(console, section, None if shown.whole or section.title == _FORCE else _ROWS)
    heading(console, "Findings", "" if shown.findings else "none")
    if shown.findings:
        print_findings(console, shown.findings if shown.whole else shown.findings[:_ROWS])
        _more(console, 0 if shown.whole else len(shown.findings) - _ROWS)
    quiet = Section(
        "Gone quiet", "silence is not non-compliance", ("who and what", "last reported"), (5, 5), empty="nothing"
    )
    _print(console, replace(quiet, rows=tuple(quiet_rows(stood))), None if shown.whole else _ROWS)
    _sources(console, stood)


@dataclass(frozen=True)
class Section:
    """One section: its heading, its columns with their shares of the width, its rows."""

    title: str
    remark: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...] = ()
    empty: str = "nothing was read"


def _sections(stood: Board, violations: tuple[StatementRow, ...]) -> Iterator[Section]:
    force = tuple(force_rows(stood))
    yield Section(_FORCE, "what each speaker says, beside the calendar", ("according to", "what"), (4, 6), force)
    for within in ("72 hours", "14 days"):
        due = tuple(Row((u.cell.text,), u.cell.statements) for u in stood.upcoming if u.within == within)
        yield Section(f"Due within {within}", "", ("what",), (1,), due, "nothing with a date")
    contested = tuple(contested_rows(stood, violations))
    yield Section(
        "Contested", "alleged, denied, or answered both ways", ("what", "how", "who says so"), (5, 4, 4), contested
    )
    positions = tuple(position_rows(stood))
    remark = "the latest of each actor; actors in alphabetical order"
    yield Section("Positions on proposals", remark, ("actor", "position", "who says so"), (4, 4, 5), positions)
    yield Section("Talks", "", ("where and when", "who", "standing"), (4, 4, 4), tuple(talks_rows(stood)))
    figures = tuple(figure_rows(stood))
    remark = "never summed; in order of publication"
    yield Section("Figures side by side", remark, ("number", "of what", "who says so"), (2, 5, 5), figures)
    obligations = tuple(obligation_rows(stood))
    remark = "force, performance as reported, and claims are kept apart"
    yield Section("Obligations as stated", remark, ("who and what",), (1,), obligations)


def _print(console: Console, section: Section, most: int | None) -> None:
    """One section; rows of one group stand under its name, a first cell that repeats the one above is left blank."""
    heading(console, section.title, section.remark if section.rows else section.empty)
    columns = tuple(zip(section.columns, section.widths, strict=True))
    made, group, above = table(*columns), "", Text()
    indent = 4 if any(row.group for row in section.rows) else 2
    for row in section.rows[:most]:
        cells = [cell if isinstance(cell, Text) else lines(cell) for cell in row.cells]
        if row.group != group:
            if made.row_count:
                show(console, made, indent)
            above_it = table(("group", 1), titles=False)
            above_it.add_row(Text(safe(row.group), "bold"), short(row.group_ids))
            show(console, above_it)
            made, group, above = table(*columns, titles=False), row.group, Text()
        repeats = len(cells) > 1 and cells[0] == above
        made.add_row(Text() if repeats else cells[0], *cells[1:], short(row.ids))
        made.add_section()
        above = cells[0]
    if made.row_count:
        show(console, made, indent)
    _more(console, 0 if most is None else len(section.rows) - most)


def _more(console: Console, count: int) -> None:
    if count > 0:
        show(console, Text(f"… and {count} more: add --all, or see trucewatch show", style="dim"))


def _title(console: Console, shown: ProcessBoard) -> None:
    stood = shown.board
    day = f"as of {_long(stood.as_of)}" if stood.as_of else "no dated report"
    known = f", as known on {_long(stood.known_on)}" if stood.known_on else ""
    name = safe(shown.process) if shown.process else "Reports of no named process"
    console.rule(Text.assemble((name, "bold"), f"  {day}{known}"), style="dim", align="left")


def _sources(console: Console, stood: Board) -> None:
    sources = stood.sources
    heading(console, "Balance of sources", "copies of one text count as often as they were published")
    told = ", ".join(f"{safe(name)} {count}" for name, count in sources.outlets) or "no report"
    age = "" if sources.days_since is None else f"; the newest {_age(sources.days_since)}"
    more = [
        f"{plural(sources.undated, 'report')} without a date of publication" if sources.undated else "",
        f"{plural(sources.later, 'report')} published later" if sources.later else "",
    ]
    show(console, lines(f"{plural(sources.reports, 'report')}: {told}{age}.", "; ".join(filter(None, more))))
    console.print()


def _age(days: int) -> str:
    return "of that day" if days == 0 else f"{plural(days, 'day')} old"


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"

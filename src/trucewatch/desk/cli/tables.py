"""Tables and lists of the command line: one look for all, readable from 80 columns on, nothing cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trucewatch.desk.cli.screen import SHORT, safe, short
from trucewatch.vocabulary.finding import Finding, Place

if TYPE_CHECKING:
    from trucewatch.api import FiledReport, JudgedFinding, StatementRow

_SEVERITY = {
    "error_in_source": "differs from a register or the calendar",
    "tension": "at odds",
    "gap": "lacking",
}


def table(*columns: tuple[str, int], titles: bool = True) -> Table:
    """An empty table: columns as (title, share of the width), then one for the ids; with its titles or without."""
    made = Table(box=box.SIMPLE_HEAD if titles else None, show_edge=False, expand=True, pad_edge=False)
    made.show_header, made.header_style = titles, "dim"
    for title, ratio in columns:
        made.add_column(title, ratio=ratio, overflow="fold")
    made.add_column("why", width=SHORT, no_wrap=True, style="cyan")
    return made


def heading(console: Console, title: str, remark: str = "") -> None:
    """The heading of a section."""
    console.print()
    console.print(Text.assemble((title, "bold underline"), ("  " + remark if remark else "", "dim")))


def show(console: Console, thing: RenderableType, indent: int = 2) -> None:
    """Print something indented by some columns."""
    # Only what fills the width anyway is padded to it: lines of text end where their words end.
    fills = isinstance(thing, Table) and thing.expand
    console.print(Padding(thing, (0, 0, 0, indent), expand=fills))


def words(text: str) -> Text:
    """A report's own words, in quotation marks, dim."""
    return Text(f"“{safe(text)}”", style="dim")


def lines(*parts: str | Text) -> Text:
    """Parts one under the other, empty ones left out."""
    held = [Text(safe(p)) if isinstance(p, str) else p for p in parts]
    return Text("\n").join([p for p in held if p.plain])


def print_rows(console: Console, rows: Sequence[StatementRow], *, one_report: bool = False) -> None:
    """Statements as a table: what is stated with its words, who says so and, unless all are of one report, when."""
    made = table(("statement", 5), ("who says so", 2 if one_report else 3))
    for row in rows:
        when = row.when + (", ahead" if row.ahead else "") if row.when else ""
        told = words(row.words) if row.words.casefold() != row.text.casefold() else Text()
        if one_report:
            by = lines(row.speaker or "the report itself")
        else:
            by = lines(voice_of(row.speaker, row.outlet), row.published or "no date of publication")
        made.add_row(lines(row.text, Text(when, "italic"), told), by, short(row.statement.id))
        made.add_section()
    show(console, made)


def print_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Findings as a table: what does not add up, the passages, possible readings of it, and its kind."""
    _print_findings(console, ((finding, (), ()) for finding in findings))


def print_judged(console: Console, found: Iterable[JudgedFinding]) -> None:
    """The same with the report of each passage, and with what was decided about each finding."""
    _print_findings(console, ((one.finding, one.sources, tuple(_decisions(one))) for one in found))


def _decisions(found: JudgedFinding) -> Iterator[str]:
    for decided, more in ((found.decided, ""), (found.earlier, "; its evidence has changed since")):
        if decided is not None:
            yield f"{decided.verdict} by {decided.author} on {decided.at:%Y-%m-%d}: {decided.reason}{more}"


def _print_findings(console: Console, found: Iterable[tuple[Finding, tuple[str, ...], tuple[str, ...]]]) -> None:
    made = table(("what does not add up, or is lacking", 1))
    for finding, sources, decisions in found:
        told = [Text(safe(_passage(place, source))) for place, source in zip_longest(finding.places, sources) if place]
        repairs = "Possible readings: " + "; ".join(finding.repairs) + "." if finding.repairs else ""
        told.append(Text(safe(repairs), "dim"))
        told += (Text(safe(words), "italic") for words in decisions)
        told.append(Text(f"{_SEVERITY[finding.severity]} ({finding.code})", "italic"))
        made.add_row(lines(Text(safe(finding.sentence), "bold"), *told), short(finding.id))
        made.add_section()
    show(console, made)


def _passage(place: Place, source: str | None) -> str:
    words = f"“{place.passage.text}”" if place.passage else "the report as a whole"
    return f"· {words} ({source})" if source else f"· {words}"


def print_reports(console: Console, filed: Iterable[FiledReport], replaced: Mapping[str, str]) -> None:
    """The reports of a record as a table; `replaced` tells which of them stand in whose place, by the older one."""
    made = table(("published", 3), ("report", 6), ("process", 3), ("read", 3))
    made.columns[-1].header = "id"
    for one in filed:
        report = one.report
        count = f"{one.statements} statements"
        newer = f"replaced by {replaced[report.id][:SHORT]}" if report.id in replaced else ""
        made.add_row(
            lines(report.published.isoformat() if report.published else "no date"),
            lines(Text(safe(report.outlet or "no outlet"), "bold"), report.title or report.url or report.name or ""),
            lines(report.process or "none"),
            lines(count, newer, "to be read again" if one.needs_reading else "", *(e.told for e in one.erasures)),
            short(report.id),
        )
        made.add_section()
    show(console, made)


def voice_of(speaker: str | None, outlet: str) -> str:
    """Who says so: a speaker in a report, or the report itself."""
    return f"{speaker}, in {outlet}" if speaker else f"{outlet} itself"


def plural(number: int, word: str) -> str:
    """A number with its word: "1 report", "3 reports"."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")

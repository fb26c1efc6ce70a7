"""The commands `search` and `copies`: what the texts of a record say in these words, and which are copies of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import Json, KnownOn, OfProcess, RecordOption, day
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural, show
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings
from trucewatch.vocabulary.content import Kind

if TYPE_CHECKING:
    from rich.console import Console

    from trucewatch.api import Copies, Hit
    from trucewatch.vocabulary.report import Report


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    put(app, search, 'trucewatch search "exchange of prisoners"', "trucewatch search 'withdr* -border' --kind quotes")
    put(app, copies, "trucewatch copies", "trucewatch copies --process north --json")


def search(
    *,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words; "words side by side"; begin* of a word; -not this one.')
    ],
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only inside statements of this kind, such as quotes.")
    ] = None,
    process: OfProcess = None,
    known_on: KnownOn = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """Search the texts of a record: paragraphs that hold all words, with the statements at these places.

    Case and accents count for nothing. The newest report comes first.
    """
    with api.open_record(Settings.read(record=record).record) as opened:
        view = api.open_view(opened, known_on=day(known_on, "--known-on"), process=process)
        hits = api.search(opened, view, query, kind=_kind(kind))
    if as_json:
        print_json([_plain_hit(hit) for hit in hits])
        return
    console = out()
    for hit in hits:
        _print_hit(console, hit)
    console.print(Text(plural(len(hits), "paragraph"), style="dim"))


def copies(
    *,
    process: OfProcess = None,
    known_on: KnownOn = None,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """List reports that are copies of one text, and which of them the others were taken from, where that shows."""
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        view = api.open_view(opened, known_on=day(known_on, "--known-on"), process=process)
        found = api.find_copies(view.reports())
    if as_json:
        print_json([_plain_copies(cluster) for cluster in found])
        return
    console = out()
    for cluster in found:
        for id_ in cluster.members:
            mark = f"origin, {cluster.basis}" if id_ == cluster.origin else cluster.kinds[id_]
            show(console, Text.assemble((id_[:SHORT], "cyan"), f"  {_named(view.report(id_))}  ", (mark, "dim")))
        console.print()
    console.print(Text(f"{plural(len(found), 'text')} in more than one report", style="dim"))


def _kind(name: str | None) -> Kind | None:
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    if name is not None and name not in kinds:
        raise TrucewatchError(f"--kind: there is no kind {name!r}", expected=f"one of {', '.join(kinds)}")
    return kinds[name] if name is not None else None


def _named(report: Report) -> str:
    published = report.published.isoformat() if report.published else "no date"
    return safe(f"{published}  {report.outlet or 'no outlet'}  {report.title or report.name or ''}").rstrip()


def _print_hit(console: Console, hit: Hit) -> None:
    console.print(Text.assemble((hit.report.id[:SHORT], "cyan"), f"  {_named(hit.report)}"))
    reverses = console.is_terminal and console.color_system is not None
    told, at = Text(), hit.passage.start
    for start, end in hit.places:
        if start < at:
            continue
        words = safe(hit.report.text[start:end])
        told.append(_between(hit, at, start)).append(*((words, "reverse") if reverses else (f"»{words}«",)))
        at = end
    show(console, told.append(_between(hit, at, hit.passage.end)))
    for statement in hit.statements:
        line = f"  {statement.content.KIND}: {safe(api.describe(statement.content))}"
        show(console, Text.assemble("  ", (statement.id[:SHORT], "cyan"), line))
    console.print()


def _between(hit: Hit, start: int, end: int) -> str:
    """Words between two places, on one line, with the blanks at their edges."""
    words = hit.report.text[start:end]
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return before + safe(words) + after


def _plain_hit(hit: Hit) -> dict[str, object]:
    return {
        "report": hit.report.id,
        "published": hit.report.published.isoformat() if hit.report.published else None,
        "passage": {"start": hit.passage.start, "end": hit.passage.end, "text": hit.passage.text},
        "places": [{"start": a, "end": b, "text": hit.report.text[a:b]} for a, b in hit.places],
        "statements": [{"id": s.id, "kind": s.content.KIND} for s in hit.statements],
    }


def _plain_copies(cluster: Copies) -> dict[str, object]:
    return {
        "members": [{"report": id_, "copy": cluster.kinds[id_]} for id_ in cluster.members],
        "origin": cluster.origin,
        "basis": cluster.basis,
    }

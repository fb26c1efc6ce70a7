"""Commands on what does not add up: findings, dismiss, reopen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import AsOf, By, Json, KnownOn, OfProcess, RecordOption
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.showing import opened_record, view_of
from trucewatch.desk.cli.tables import plural, print_judged
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Terms
    from trucewatch.vocabulary.dismissal import DismissalVerdict

UnderTerms = Annotated[
    list[Path] | None,
    typer.Option(
        "--terms", metavar="TERMS", show_default=False,
        help="Terms to check against: a file, or the name of one in the library; may be given several times.",
    ),
]  # fmt: skip
FindingId = Annotated[str, typer.Argument(metavar="ID", help="The finding's id, or its first digits.")]
Reason = Annotated[str, typer.Argument(metavar="REASON", help="Why; it is kept with your name and the time.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    put(app, findings, "trucewatch findings --process north", "trucewatch findings --code figures-differ --json")
    put(app, dismiss, "trucewatch dismiss 3fa9c1d2 'Two convoys, not one.'")
    put(app, reopen, "trucewatch reopen 3fa9c1d2 'The second list was a copy of the first.'")


def findings(  # noqa: PLR0913 - one parameter an option
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Only what this check finds.", show_default=False)
    ] = None,
    terms: UnderTerms = None,
    whole: Annotated[bool, typer.Option("--all", help="Dismissed findings as well.")] = False,
    as_json: Json = False,
) -> None:
    """What does not add up between reports, registers and the calendar, and what is lacking.

    A finding that was dismissed is left out until its evidence changes.
    """
    with opened_record(record) as opened:
        view = view_of(opened, as_of, known_on, process)
        found = api.judged(opened, view, _terms(terms))
    shown = [one for one in found if (whole or not one.is_dismissed) and (not code or one.finding.code in code)]
    if as_json:
        print_json([one.to_json() for one in shown])
        return
    console = out()
    if shown:
        print_judged(console, shown)
    left = sum(one.is_dismissed for one in found)
    more = f" {left} dismissed ({'shown' if whole else '--all shows them'})." if left else ""
    console.print(Text(f"{plural(len(shown), 'finding')}.{more} A finding blames nobody.", style="dim"))


def dismiss(
    finding: FindingId, reason: Reason, record: RecordOption = None, terms: UnderTerms = None, by: By = None
) -> None:
    """Set a finding aside, with a reason; it comes back when its evidence changes."""
    _decide(finding, "dismissed", reason, record, terms, by)


def reopen(
    finding: FindingId, reason: Reason, record: RecordOption = None, terms: UnderTerms = None, by: By = None
) -> None:
    """Open a finding again that was set aside."""
    _decide(finding, "reopened", reason, record, terms, by)


def _decide(
    finding: str,
    verdict: DismissalVerdict,
    reason: str,
    record: str | None,
    terms: list[Path] | None,
    by: str | None,
) -> None:
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        held = api.judged(opened, opened.view(), _terms(terms))
        found = api.decide_finding(opened, held, finding, verdict, author=settings.author, reason=reason)
    out().print(Text(f"{found.id[:SHORT]} is {verdict}: {safe(found.sentence)}"))


def _terms(paths: list[Path] | None) -> tuple[Terms, ...]:
    return tuple(api.find_terms(path).terms for path in paths or ())

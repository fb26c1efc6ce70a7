"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trucewatch import api
from trucewatch.errors import ReportError, TrucewatchError

if TYPE_CHECKING:
    from trucewatch.api import IntakeOptions

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        readable=False,
        help="Text, HTML, PDF, DOCX, mail, feed, wire, WARC, JSON Lines, Parquet and CSV files, and folders.",
        show_default=False,
    ),
]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record", metavar="PLACE", show_default=False,
        help="File of the record, or postgresql://USER@HOST/DATABASE. "
        "[dim]Else TRUCEWATCH_RECORD, else trucewatch.sqlite here.[/dim]",
    ),
]  # fmt: skip
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Day of publication, such as 2025-03-09.", show_default=False),
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.", show_default=False)]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Its address.", show_default=False)]
Process = Annotated[
    str | None,
    typer.Option("--process", metavar="NAME", help="The peace process it belongs to.", show_default=False),
]
Meta = Annotated[
    Path | None,
    typer.Option(
        "--meta", metavar="FILE.csv", show_default=False,
        help="A row a file: file, published, outlet, url, process, title, byline, language.",
    ),
]  # fmt: skip
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns", metavar="MAP", show_default=False,
        help="Which column of CSV and Parquet files holds what, such as text=body,published=date.",
    ),
]  # fmt: skip
Pipeline = Annotated[
    str | None,
    typer.Option(
        "--pipeline", metavar="PACKAGE", show_default=False,
        help="Another installed spaCy pipeline for English. [dim]Else TRUCEWATCH_PIPELINE, else the default.[/dim]",
    ),
]  # fmt: skip
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", show_default=False,
        help="How things stood on this day. [dim]Else the last day of publication.[/dim]",
    ),
]  # fmt: skip
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="Only what had been published by this day.", show_default=False),
]
OfProcess = Annotated[
    str | None,
    typer.Option("--process", metavar="NAME", help="Only this peace process.", show_default=False),
]
TERMS_TOLD = "A terms file, or the name of an agreement of the library."
TermsName = Annotated[str, typer.Argument(metavar="PATH|NAME", help=TERMS_TOLD, show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plover = Annotated[bool, typer.Option("--plover", help="Print the events as JSON Lines in the form of PLOVER 2.0.")]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", show_default=False,
        help="Who does this. [dim]Else TRUCEWATCH_AUTHOR, else your login name.[/dim]",
    ),
]  # fmt: skip
Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors", metavar="FILE.yaml", show_default=False,
        help="Your own file of actors; it wins over the registers. [dim]Else TRUCEWATCH_ACTORS, else none.[/dim]",
    ),
]  # fmt: skip


def day(value: str | None, option: str) -> date | None:
    """The day an option names.

    Raises:
        TrucewatchError: it names none; the message names the option.
    """
    if value is None:
        return None
    try:
        return api.parse_published(value)
    except ReportError as error:
        found = error.found.replace("the publication date", "the date", 1)
        raise TrucewatchError(f"{option}: {found}", expected=error.expected, advice=error.advice) from error


def declared(
    published: str | None,
    outlet: str | None,
    url: str | None,
    process: str | None,
    meta: Path | None,
    columns: str | None = None,
) -> IntakeOptions:
    """What the options of a call declare of all its reports."""
    held = api.parse_columns(columns) if columns else None
    return api.IntakeOptions(day(published, "--published"), outlet, url, process, meta, held)

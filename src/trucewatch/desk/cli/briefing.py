"""The command `brief`: how things stand on two pages, every sentence with its source; and a sheet of positions."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import Actors, By, OfProcess, RecordOption, day
from trucewatch.desk.cli.screen import err, put
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from trucewatch.api import BriefFormat


class Form(StrEnum):
    """Formats of a brief."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class For(StrEnum):
    """Whom a brief is for."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


_AUDIENCES: dict[For, Literal["internal", "partner", "public"]] = {
    For.INTERNAL: "internal", For.PARTNER: "partner", For.PUBLIC: "public",
}  # fmt: skip
_FORMS: dict[Form, BriefFormat] = {Form.MD: "md", Form.HTML: "html", Form.DOCX: "docx", Form.PDF: "pdf"}


SinceDay = Annotated[
    str,
    typer.Option(
        "--since", metavar="DATE|last",
        help="From when changes count; last: since you last looked, else since the last publication but one.",
    ),
]  # fmt: skip
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", show_default=False,
        help="As of this day, by what had been published. [dim]Else the last day of publication.[/dim]",
    ),
]  # fmt: skip
Positions = Annotated[
    str | None,
    typer.Option("--positions", metavar="PROPOSAL", help="A sheet on one proposal instead.", show_default=False),
]
FormOption = Annotated[
    Form | None, typer.Option("--format", help="[dim]Else by the ending of --out, else md.[/dim]", show_default=False)
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Whom = Annotated[For, typer.Option("--for", help="Whom it is for: what leaves the desk names no private person.")]
Key = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", show_default=False,
        help="Key of ids and pseudonyms, as in export. [dim]Else a file beside the record.[/dim]",
    ),
]  # fmt: skip
Mark = Annotated[bool, typer.Option("--mark", help="Mark that you looked: the next one tells what is new.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(app, brief, "trucewatch brief --process north", "trucewatch brief --since 2031-04-01 --out morning.pdf",
        "trucewatch brief --positions 'extension proposal' --format html --out sheet.html")  # fmt: skip


def brief(  # noqa: PLR0913 - one parameter an option
    *,
    process: OfProcess = None,
    record: RecordOption = None,
    since: SinceDay = "last",
    until: Until = None,
    positions: Positions = None,
    form: FormOption = None,
    out: Out = None,
    force: Force = False,
    whom: Whom = For.INTERNAL,
    key: Key = None,
    actors: Actors = None,
    mark: Mark = False,
    by: By = None,
) -> None:
    """How things stand on two pages: dated, neutral, every sentence with its footnote.

    What a report does not say is not filled in; what does not fit on two pages is counted. With
    --positions: each side's last words on one proposal, what it said before, conditions, and who is
    silent.
    """
    chosen = _form(form, out)
    settings = Settings.read(record=record, author=by, actors=actors)
    options = api.BriefOptions(
        process,
        _since(since),
        day(until, "--until"),
        settings.author,
        _AUDIENCES[whom],
        positions,
        api.load_known_actors(settings.actors) if settings.actors is not None else None,
        key,
    )
    with api.open_record(settings.record, read_only=not mark) as opened:
        made = api.brief(opened, options)
        if out is not None:
            api.write_brief(made, out, _FORMS[chosen], force=force)
        else:
            sys.stdout.buffer.write(api.brief_as(made, _FORMS[chosen]))
            sys.stdout.flush()
        if mark:
            api.mark_visit(opened, settings.author, made.process or None)
    if out is not None:
        err().print(Text(f"Written: {out}, {len(made.notes)} footnotes."), soft_wrap=True)


def _since(value: str) -> date | Literal["last"]:
    return "last" if value == "last" else day(value, "--since") or "last"


def _form(form: Form | None, out: Path | None) -> Form:
    """The format asked for, else that of the file's ending.

    Raises:
        TrucewatchError: an ending of no format, or a format that no terminal shows without a file.
    """
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    endings = {"markdown": "md", "htm": "html"}
    if form is None and ending:
        known = {one.value: one for one in Form}
        form = known.get(endings.get(ending, ending))
        if form is None:
            raise TrucewatchError(
                f"{out} ends like no format of a brief", expected="--format, or .md, .html, .docx, .pdf"
            )
    chosen = form or Form.MD
    if out is None and chosen in (Form.DOCX, Form.PDF):
        raise TrucewatchError(f"a brief as {chosen} was asked for without a file", expected="--out FILE")
    return chosen

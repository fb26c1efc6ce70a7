"""The brief of a process, and the sheet of positions on one proposal: made from a record, and written to a file."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from trucewatch.api.dismissing import JudgedFinding, judged
from trucewatch.api.views import open_view, parts_by_process
from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.exports.brief import Brief
from trucewatch.exports.brief_build import BriefAsked, build_brief
from trucewatch.exports.brief_docx import brief_docx
from trucewatch.exports.brief_html import brief_html
from trucewatch.exports.brief_markdown import brief_markdown
from trucewatch.exports.brief_material import Since
from trucewatch.exports.brief_pdf import brief_pdf
from trucewatch.exports.brief_withheld import released_brief
from trucewatch.exports.keyed import key_file, key_of
from trucewatch.exports.material import material_of
from trucewatch.exports.positions_sheet import build_positions_sheet
from trucewatch.exports.withholding import Audience
from trucewatch.record.notes import last_visit
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.registers.known_actors import KnownActors
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.view import View

BriefFormat = Literal["md", "html", "docx", "pdf"]
BRIEF_FORMATS: tuple[BriefFormat, ...] = get_args(BriefFormat)


@dataclass(frozen=True)
class BriefOptions:
    """How a brief is made.

    Attributes:
        process: the process; None: the record's only one.
        since: changes count from this day; "last": from the author's last visit, else from the day of publication
            before the newest.
        until: the day asked about, and only what was published by then; None: everything, as of the last publication.
        author: whose visits count.
        audience: whom it is for.
        proposal: a sheet of positions on this proposal instead of the brief.
        known: the user's own file of actors with the registers, for which persons are private.
        key: file of the key for ids and pseudonyms, the same as that of exports (see `ExportChoice`): a person has one
            pseudonym in the briefs and exports of a record.
    """

    process: str | None = None
    since: date | Literal["last"] = "last"
    until: date | None = None
    author: str = ""
    audience: Audience = "internal"
    proposal: str | None = None
    known: KnownActors | None = None
    key: Path | None = None


def brief(record: Record, options: BriefOptions | None = None, found: tuple[JudgedFinding, ...] | None = None) -> Brief:
    """The brief of one process of a record, at most two pages.

    Args:
        record: an open record.
        options: of which process and days, and for whom.
        found: what does not add up in that process and by those days, where it was looked for before, which takes
            longest; None: it is looked for now.

    Raises:
        RecordError: the record has no report of that process, or has several processes and none was named.
        TrucewatchError: the days are the wrong way round, no one proposal has the name, or the file of the key holds
            none.
    """
    chosen = options or BriefOptions()
    if isinstance(chosen.since, date) and chosen.until is not None and chosen.since >= chosen.until:
        raise TrucewatchError(
            f"the brief was to begin on {chosen.since} and end on {chosen.until}", expected="--since before --until"
        )
    process = _process(record, chosen.process)
    whole = open_view(record, as_of=chosen.until, known_on=chosen.until, process=process or None)
    view: View = whole if process else dict(parts_by_process(whole)).get("", whole)
    since = _since(record, view, process, chosen)
    if chosen.proposal is not None:
        made = build_positions_sheet(view, chosen.proposal, BriefAsked(process, since))
    else:
        every = judged(record, view) if found is None else found
        standing = tuple(one.finding for one in every if not one.is_dismissed)
        incidents = {report.id: record.reading(report.id).incidents for report in view.reports()}
        made = build_brief(view, BriefAsked(process, since, standing, incidents))
    return _released(record, whole, made, chosen)


def _released(record: Record, view: RecordView, made: Brief, options: BriefOptions) -> Brief:
    if options.audience == "internal":
        return made
    key = key_of(key_file(record.path, options.key))
    return released_brief(made, material_of(record, view, options.known), options.audience, key)


def _process(record: Record, wanted: str | None) -> str:
    """The process by name, "" for reports filed under none."""
    if wanted is not None:
        return wanted
    names = sorted({filed.report.process or "" for filed in record.reports()})
    if len(names) > 1:
        raise RecordError(
            f"the record {record.name} has reports of several processes",
            expected=f"--process and one of {', '.join(name for name in names if name)}",
        )
    return names[0] if names else ""


def _since(record: Record, view: View, process: str, options: BriefOptions) -> Since:
    """Which reports are new, and what they are counted from."""
    if isinstance(options.since, date):
        start = options.since
        new = frozenset(r.id for r in view.reports() if r.published and r.published > start)
        return Since(new, f"Changed since {long_date(start)}.")
    visit = last_visit(record, options.author, process or None) if options.author else None
    if visit is not None:
        held = {r.id for r in view.reports()}
        new = frozenset(f.report.id for f in record.reports() if f.report.id in held and f.added_at > visit.at)
        who = options.author if options.audience == "internal" else "the desk"
        return Since(
            new, f"Changed since {long_date(visit.at.date())}, when {who} last looked: by what was added since."
        )
    days = sorted({r.published for r in view.reports() if r.published})
    if len(days) < 2:
        return Since()
    new = frozenset(r.id for r in view.reports() if r.published and r.published > days[-2])
    return Since(new, f"Changed since {long_date(days[-2])}, the day of publication before the newest.")


def brief_as(made: Brief, form: BriefFormat) -> bytes:
    """A brief in one of the formats; text is UTF-8.

    Raises:
        TrucewatchError: a PDF was asked for without the extra `pdf`.
    """
    match form:
        case "md":
            return brief_markdown(made).encode("utf-8", "replace")
        case "html":
            return brief_html(made).encode("utf-8", "replace")
        case "docx":
            return brief_docx(made)
        case "pdf":
            return brief_pdf(made)


def write_brief(made: Brief, path: Path, form: BriefFormat, *, force: bool = False) -> None:
    """Write a brief to a file, whole or not at all.

    Raises:
        TrucewatchError: the file is there already and `force` is not given, or its folder is not there.
    """
    if path.exists() and not force:
        raise TrucewatchError(f"{path} is there already", expected="a new file, or --force to write over it")
    if not path.parent.is_dir():
        raise TrucewatchError(f"there is no folder {path.parent}", expected="a folder that is there")
    held = brief_as(made, form)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(held)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

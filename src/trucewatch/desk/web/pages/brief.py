"""The brief of a process, or a sheet of positions on one proposal: to be read, printed and taken along as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError, day_of
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedOne, Page, download, missing
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.finding import Place

FORMS: dict[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The files that a brief can be taken along as, each with its media type."""

MORE = {"contested": "findings", "incidents": "timeline", "positions": "positions", "talks": "talks",
        "figures": "figures"}  # fmt: skip
"""Where the sentences of a section are that found no room; those of all others are on the board."""


@dataclass(frozen=True)
class BriefAsks:
    """The parameters of the page; it ends with the day that `as_of` names, by what had been published by then.

    Attributes:
        since: the day that changes count from; "": from when you last looked, else from the last publication but one.
        audience: whom it is for.
        proposal: a sheet of positions on the proposal of this name instead.
    """

    since: str = ""
    audience: Literal["internal", "partner", "public"] = "internal"
    proposal: str = ""


@dataclass(frozen=True)
class ClauseShown:
    """Words, and the numbers of the footnotes they rest on."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class SectionShown:
    """A section: its name, its heading, its sentences, and how many more there were, on which page of the desk."""

    name: str
    title: str
    sentences: tuple[tuple[ClauseShown, ...], ...]
    left_out: int
    more: str


@dataclass(frozen=True)
class FootnoteShown:
    """A footnote: its number, its words, and the passage it leads to; None where it was withheld, or is a search."""

    number: int
    text: str
    place: Place | None


@dataclass(frozen=True)
class BriefData:
    """A brief, or a sheet of positions.

    Attributes:
        title: heading of a sheet, "" for a brief.
        as_of: its last day; None where no report is dated.
        until: the last day where one was asked for.
        since: what changes count from, in words.
        sections, footnotes, remarks: as in the file.
        proposals: those that a sheet can be asked for.
        sentences: the same as a listing.
    """

    title: str
    as_of: date | None
    until: date | None
    since: str
    sections: tuple[SectionShown, ...]
    footnotes: tuple[FootnoteShown, ...]
    remarks: tuple[str, ...]
    proposals: tuple[Choice, ...]
    sentences: Table


def data(desk: Desk, asked: Asked, asks: BriefAsks) -> BriefData:
    """What changed, falls due, is contested and is not known, on two pages; every sentence with its footnotes."""
    made, t = _made(desk, asked, asks), desk.t
    notes, sections = tuple(_footnotes(made, asks)), tuple(_sections(desk, made))
    held = desk.board(_bounded(asked)).proposals
    named = [(p.label.text, p.label.text) for p in held for one in p.positions for _ in one.history]
    return BriefData(
        title=made.title if asks.proposal else "",
        as_of=made.as_of,
        until=_until(asked),
        since=made.since,
        sections=sections,
        footnotes=notes,
        remarks=(t("brief.remark.who"), t("brief.remark.words")),
        proposals=choices(named, asks.proposal),
        sentences=_table(desk, sections, notes),
    )


def before(desk: Desk, asked: Asked, asks: BriefAsks) -> None:
    """Have found what does not add up, for a brief; a sheet tells nothing of it."""
    if not asks.proposal:
        desk.look_for_findings(_bounded(asked))


def _until(asked: Asked) -> date | None:
    return asked.as_of or asked.known_on


def _bounded(asked: Asked) -> Asked:
    """What a brief is made from: as of its last day, what had been published by then."""
    return replace(asked, as_of=_until(asked), known_on=_until(asked))


def _made(desk: Desk, asked: Asked, asks: BriefAsks) -> api.Brief:
    since = day_of("" if asks.since == "last" else asks.since, "since")
    until = _until(asked)
    if since is not None and until is not None and since >= until:
        raise AskedError(desk.t("brief.order", since=desk.t.day(since), until=desk.t.day(until)))
    actors = desk.options.settings.actors
    options = api.BriefOptions(
        process=asked.process,
        since=since or "last",
        until=until,
        author=desk.author,
        audience=asks.audience,
        proposal=asks.proposal or None,
        known=api.load_known_actors(actors) if actors is not None and asks.audience != "internal" else None,
    )
    return api.brief(desk.record, options, () if asks.proposal else desk.judged(_bounded(asked)))


def _sections(desk: Desk, made: api.Brief) -> Iterator[SectionShown]:
    for section in made.sections:
        key = f"brief.section.{section.name}"
        title = desk.t(key) if desk.t.has(key) else section.title  # a sheet has a section for each actor, with its name
        sentences = tuple(
            tuple(ClauseShown(clause.text, made.numbers(clause)) for clause in sentence.clauses)
            for sentence in section.sentences
        )
        more = MORE.get(section.name, "board") if section.left_out else ""
        yield SectionShown(section.name, title, sentences, section.left_out, more)


def _footnotes(made: api.Brief, asks: BriefAsks) -> Iterator[FootnoteShown]:
    """The footnotes; what is made for others has names of its own for reports, which lead nowhere."""
    for note in api.footnotes(made):
        leads = note.report_id is not None and asks.audience == "internal"
        yield FootnoteShown(note.number, note.text, Place(note.report_id or "", note.passage) if leads else None)


def _table(desk: Desk, sections: tuple[SectionShown, ...], notes: tuple[FootnoteShown, ...]) -> Table:
    t = desk.t
    rows = []
    for section in sections:
        for sentence in section.sentences:
            held = [notes[n - 1] for n in dict.fromkeys(n for clause in sentence for n in clause.notes)]
            places = tuple(note.place for note in held if note.place is not None)
            told = TableCell(" ".join(clause.text for clause in sentence), places=places)
            rows.append(TableRow((told, plain(" ".join(note.text for note in held))), plain(section.title)))
    columns = tuple(Column(key, t(f"brief.column.{key}")) for key in ("sentence", "sources"))
    return Table("sentences", t("brief.table"), columns, tuple(rows))


def file(request: Request, form: str, asked: AskedOne, asks: Annotated[BriefAsks, Depends()]) -> Response:
    """The brief as a file."""
    desk: Desk = request.app.state.desk
    if form not in FORMS:
        raise missing(desk.t("brief.no_form", form=form), FORMS)
    before(desk, asked, asks)
    with desk.lock:
        made = _made(desk, asked, asks)
    name = "-".join(filter(None, ("positions" if asks.proposal else "brief", _plain_name(made.process))))
    day = f"-{made.as_of}" if made.as_of else ""
    held = api.brief_as(made, next(one for one in api.BRIEF_FORMATS if one == form))
    return download(held, FORMS[form], f"{name}{day}.{form}")


def _plain_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text)[:60].strip("-")


def _router() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/brief/brief.{form}", file, methods=["GET"], include_in_schema=False)
    router.include_router(Page("brief", BriefData, data, BriefAsks, before=before).router())
    return router


router = _router()

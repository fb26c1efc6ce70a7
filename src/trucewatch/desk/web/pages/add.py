"""Adding reports: pasted, as files, or fetched by an address; and what became of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Literal

from fastapi import Depends, File, Form, Request, Response, UploadFile
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.api import MAX_UPLOAD, UPLOAD_SUFFIXES
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.add_jobs import MOST_OPEN, Job, State, Told, jobs_of
from trucewatch.desk.web.rendering import Renderer
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.errors import TrucewatchError

MOST_FILES = 200
BODY_LIMITS = {"/add/text": 1_000_000, "/add/files": 60_000_000}
"""Bytes that are taken at once. A long report of 50,000 letters outside of ASCII makes a form of 300,000 or more."""

RightsOf = Literal["unknown", "own", "licensed", "quotation_only"]


@dataclass(frozen=True)
class AddAsks:
    """The parameters of the page.

    Attributes:
        job: the adding whose outcome is shown; "" for none.
    """

    job: str = ""


@dataclass(frozen=True)
class JobShown:
    """One adding, as it stands.

    Attributes:
        id: its id.
        title: what is added, in words.
        at: when it was asked for, ISO 8601.
        state: how far it is.
        name: the report in hand, "" before the first.
        file: number of the file in hand, counted from 0.
        files: how many files there are, 0 where that is not known yet.
        added: reports that are new in the record, or newly read.
        known: reports that the record held with this very reading.
        refused: what could not be added.
        error: why nothing could be done, "" where something was.
        is_open: does it wait or run?
    """

    id: str
    title: str
    at: str
    state: State
    name: str
    file: int
    files: int
    added: int
    known: int
    refused: int
    error: str
    is_open: bool


@dataclass(frozen=True)
class Limits:
    """What is taken at once.

    Attributes:
        files: files.
        file_bytes: bytes of one file.
        bytes: bytes of all of them.
        endings: the endings of the files that are read.
    """

    files: int = MOST_FILES
    file_bytes: int = MAX_UPLOAD
    bytes: int = BODY_LIMITS["/add/files"]
    endings: tuple[str, ...] = UPLOAD_SUFFIXES


@dataclass(frozen=True)
class AddData:
    """What the page shows beside its forms.

    Attributes:
        job: the adding that was asked about, None for none.
        results: its reports and refusals, each a row.
        latest: the addings since the desk was opened, the latest first.
        limits: what is taken at once.
    """

    job: JobShown | None
    results: Table
    latest: Table
    limits: Limits


@dataclass(frozen=True)
class Given:
    """What a form holds; "" says nothing. Each form has some of the fields.

    Attributes:
        published: day of publication.
        outlet: who published the reports.
        process: the process to file them under.
        rights: what may be done with their texts.
        text: a text.
        title: its headline, where that is not part of it.
        url: its address.
        address: an address to fetch.
    """

    published: Annotated[str, Form()] = ""
    outlet: Annotated[str, Form()] = ""
    process: Annotated[str, Form()] = ""
    rights: Annotated[RightsOf, Form()] = "unknown"
    text: Annotated[str, Form()] = ""
    title: Annotated[str, Form()] = ""
    url: Annotated[str, Form()] = ""
    address: Annotated[str, Form()] = ""


_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z])")
_COMMAND = re.compile(r"--\w|\btrucewatch ")

Act = Callable[[api.Record, api.AddOptions, Told], api.AddSummary]


def data(desk: Desk, asked: Asked, asks: AddAsks) -> AddData:
    """What is being added, and what was added since the desk was opened."""
    jobs = jobs_of(desk)
    job = jobs.job(asks.job) if asks.job else None
    results = tuple(_results(desk, asked, job.summary)) if job and job.summary else ()
    latest = tuple(_latest(desk, asked, one) for one in jobs.latest())
    t = desk.t
    return AddData(
        _shown(job) if job else None,
        Table("results", t("add.results"), _columns(desk, "report", "outcome", "statements", "remarks"), results),
        Table("latest", t("add.latest"), _columns(desk, "when", "what", "state"), latest, empty=t("add.none")),
        Limits(),
    )


# How far an adding is changes without anything coming to the record: a page that was kept would stay open for ever.
router = Page("add", AddData, data, AddAsks, of_one=False, kept=False).router()


@router.post("/add/text", include_in_schema=False)
def text(request: Request, given: Annotated[Given, Depends()]) -> Response:
    """Add a pasted text."""
    # Browsers send each line end of a field as two characters, whatever was pasted.
    words, title = given.text.replace("\r\n", "\n"), given.title.strip() or None

    def act(record: api.Record, options: api.AddOptions, _: Told) -> api.AddSummary:
        return api.add_text(record, words, options, title=title)

    return _start(request, given, "text", act, "" if words.strip() else "add.no_text")


@router.post("/add/files", include_in_schema=False)
def files(
    request: Request, given: Annotated[Given, Depends()], files: Annotated[list[UploadFile] | None, File()] = None
) -> Response:
    """Add files; each by itself, or not at all."""
    sent = [one for one in files or () if one.filename]
    # One byte over the limit is enough for it to be refused.
    uploads = [api.Upload(one.filename or "", one.file.read(MAX_UPLOAD + 1)) for one in sent[:MOST_FILES]]

    def act(record: api.Record, options: api.AddOptions, told: Told) -> api.AddSummary:
        return api.add_uploads(record, uploads, options, told)

    trouble = "" if sent else "add.no_file"
    return _start(request, given, "files", act, "add.too_many_files" if len(sent) > MOST_FILES else trouble)


@router.post("/add/address", include_in_schema=False)
def fetched(request: Request, given: Annotated[Given, Depends()]) -> Response:
    """Fetch a page by its address, and add it. This alone leaves the machine."""

    def act(record: api.Record, options: api.AddOptions, _: Told) -> api.AddSummary:
        return api.add_address(record, given.address, options)

    return _start(request, given, "address", act, "" if given.address.strip() else "add.no_address")


def _start(request: Request, given: Given, form: str, act: Act, trouble: str) -> Response:
    """Put an adding among the jobs; what is refused comes back with the form as it was filled in."""
    desk: Desk = request.app.state.desk
    try:
        job = _job(desk, given, form, act, trouble)
    except TrucewatchError as error:
        renderer: Renderer = request.app.state.renderer
        held = data(desk, Asked(), AddAsks())
        filled_in = {"error": error, "given": asdict(given), "form": form}
        return renderer.page(request, "add", Asked(), status=400, data=held, **filled_in)
    process = given.process.strip()
    asked = Asked(process) if process and process in desk.processes() else Asked()
    return RedirectResponse(address("add", asked, job=job.id), 303)


def _job(desk: Desk, given: Given, form: str, act: Act, trouble: str) -> Job:
    if trouble:
        raise TrucewatchError(desk.t(trouble, n=MOST_FILES))
    options = _options(desk, given)
    title, now = desk.t(f"add.titles.{form}"), desk.options.clock()
    job = jobs_of(desk).start(title, now, lambda told: _in_record(desk, options, act, told))
    if job is None:
        raise TrucewatchError(desk.t("add.too_many_open", n=MOST_OPEN))
    return job


def _options(desk: Desk, given: Given) -> api.AddOptions:
    published = given.published.strip()
    declared = api.IntakeOptions(
        published=api.parse_published(published) if published else None,
        outlet=given.outlet.strip() or None,
        url=given.url.strip() or None,
        process=given.process.strip() or None,
    )
    return api.AddOptions(declared, author=desk.author, rights=given.rights)


def _in_record(desk: Desk, options: api.AddOptions, act: Act, told: Told) -> api.AddSummary:
    # A record opened beside the desk's own: pages are shown while reports are read, which takes a while.
    with api.open_record(desk.options.settings.record, clock=desk.options.clock) as record:
        return act(record, replace(options, reader=desk.reader.load()), told)


def _shown(job: Job) -> JobShown:
    progress, done = job.progress, job.summary
    return JobShown(
        id=job.id,
        title=job.title,
        at=job.at.isoformat(),
        state=job.state,
        name=progress.name if progress else "",
        file=progress.file if progress else 0,
        files=progress.files if progress else 0,
        added=len(done.added) if done else 0,
        known=len(done.known) if done else 0,
        refused=len(done.refused) if done else 0,
        error=job.error,
        is_open=job.is_open,
    )


def _columns(desk: Desk, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, desk.t(f"add.{key}"), "number" if key == "statements" else "text") for key in keys)


def _results(desk: Desk, asked: Asked, done: api.AddSummary) -> Iterator[TableRow]:
    """What was refused first, for it has to be looked at; each group in the order in which it came in."""
    for refused in done.refused:
        why = str(refused.error).removeprefix(f"{refused.name}: ")
        cells = (refused.name, desk.t("add.outcomes.refused"), "", why)
        yield TableRow(tuple(map(TableCell, cells)))
    for outcome, held in (("added", done.added), ("known", done.known)):
        for one in held:
            report = one.report
            told = ", ".join(filter(None, (report.outlet, desk.t.day(report.published))))
            name = report.title or report.name or report.id[:12]
            shown = (
                TableCell(name, href=address(f"report/{report.id}", asked), note=told),
                TableCell(desk.t(f"add.outcomes.{outcome}")),
                TableCell(str(one.statements)),
                TableCell(_remarks(desk, one)),
            )
            yield TableRow(shown)


def _remarks(desk: Desk, one: api.AddedReport) -> str:
    """What is to be said of a report, without the sentences that tell of commands: here there are forms."""
    told = [part for said in (*one.findings, *one.kept) for part in _SENTENCES.split(said) if not _COMMAND.search(part)]
    return " ".join((*told, *([desk.t("add.undated")] if one.report.published is None else [])))


def _latest(desk: Desk, asked: Asked, job: Job) -> TableRow:
    shown = _shown(job)
    state = desk.t(f"add.states.{job.state}", added=shown.added, known=shown.known, refused=shown.refused)
    when = TableCell(f"{desk.t.day(job.at.date())}, {job.at:%H:%M} {job.at.tzname() or ''}".strip())
    return TableRow((when, TableCell(job.title, href=address("add", asked, job=job.id)), TableCell(state)))

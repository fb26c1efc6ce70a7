"""The queue of reviews: what waits for a look, and why; and the way from report to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web import cells
from trucewatch.desk.web.asking import Asked, AskedError, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import told_of
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedAny, Page, parameters
from trucewatch.desk.web.pages.report_acts import Sent
from trucewatch.desk.web.pages.report_data import KINDS
from trucewatch.desk.web.pages.together import accept_together
from trucewatch.desk.web.pages.together_shown import TogetherShown, together_of
from trucewatch.desk.web.paging import Part, part_of, whole
from trucewatch.desk.web.rendering import SHORT
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.view import View

ROWS = 50
"""Rows of a page of the list."""


@dataclass(frozen=True)
class ReviewAsks:
    """The parameters of the page.

    Attributes:
        kind: only statements of this kind; "" for all.
        ruled_by: only what this person ruled on; "" for all.
        carried: only rulings that wait to be carried over.
        whole: also what nothing speaks against.
        times: also times that nothing speaks against; where `kind` asks for times, they are there anyway.
        page: which page of the list, as it is shown; JSON and CSV have all rows whichever is asked for.
        done: a statement that was just accepted here, with others of its kind.
    """

    kind: str = ""
    ruled_by: str = ""
    carried: bool = False
    whole: bool = False
    times: bool = False
    page: int = 1
    done: str = ""


@dataclass(frozen=True)
class ReviewData:
    """What waits for one person.

    Attributes:
        queue: what waits, the most pressing first.
        part: which rows of the whole list these are.
        waiting: how many statements wait.
        pressing: of these, the ones that something speaks against.
        reports: how many reports they are of.
        times_left_out: how many times that nothing speaks against wait beside them.
        kinds: the kinds that can be asked for.
        first: the first report of the queue, "" for none.
        together: where one kind is asked for, the rows that nobody decided on, to be accepted in one go; else None.
        done: what was just accepted, in words of the record; "" for nothing.
    """

    queue: Table
    part: Part
    waiting: int
    pressing: int
    reports: int
    times_left_out: int
    kinds: tuple[str, ...]
    first: str
    together: TogetherShown | None
    done: str


@dataclass(frozen=True)
class _Queue:
    """What waits for one person.

    Attributes:
        items: all of it.
        pressing: what something speaks against.
        reports: ids of the reports, in this order.
        times_left_out: how many times that nothing speaks against are not in it.
    """

    items: tuple[api.ReviewItem, ...]
    pressing: tuple[api.ReviewItem, ...]
    reports: tuple[str, ...]
    times_left_out: int


@dataclass(frozen=True)
class _Waiting:
    """The queue for `Desk.fold`: equal for one desk and filter."""

    desk: Desk
    wanted: api.ReviewFilter
    of_none: bool  # only what is filed under no process
    times: bool  # also those that nothing speaks against

    def __call__(self, _: View) -> _Queue:
        found = api.review_queue(self.desk.record, self.desk.author, self.wanted)
        every = tuple(item for item in found if not self.of_none or not item.report.process)
        items = tuple(item for item in every if self.times or item.why or item.statement.content.KIND != "times")
        pressing = tuple(item for item in items if item.why)
        reports = tuple(dict.fromkeys(item.statement.report_id for item in items))
        return _Queue(items, pressing, reports, len(every) - len(items))


def data(desk: Desk, asked: Asked, asks: ReviewAsks) -> ReviewData:
    """What waits for a look of whoever works at the desk, and why, the most pressing first."""
    queue = waiting(desk, asked, asks)
    return _listed(desk, asked, asks, whole(len(_chosen(queue, asks))))


def paged(desk: Desk, asked: Asked, asks: ReviewAsks) -> ReviewData:
    """The same with the rows of one page."""
    queue = waiting(desk, asked, asks)
    return _listed(desk, asked, asks, part_of(len(_chosen(queue, asks)), asks.page, ROWS))


def looked_for(desk: Desk, asked: Asked, _: ReviewAsks) -> None:
    """Have found what does not add up: the queue holds it against statements."""
    desk.look_for_findings(_whole(asked))


def is_looked_for(desk: Desk, asked: Asked, _: ReviewAsks, patience: float) -> bool:
    """Is that done within so many seconds?"""
    return desk.look_for_findings(_whole(asked), patience)


def _whole(asked: Asked) -> Asked:
    """The view that the queue is of: whenever, and of the whole record where it is about reports of no process."""
    return replace(asked.at_any_time(), process=asked.process or None)


def _chosen(queue: _Queue, asks: ReviewAsks) -> tuple[api.ReviewItem, ...]:
    return queue.items if asks.whole else queue.pressing


def _listed(desk: Desk, asked: Asked, asks: ReviewAsks, part: Part) -> ReviewData:
    queue = waiting(desk, asked, asks)
    n, t = len(queue.items), desk.t
    columns = tuple(Column(key, t(f"review.column.{key}")) for key in ("what", "kind", "why", "report"))
    items = part.of(_chosen(queue, asks))
    rows = tuple(_row(desk, asked, asks, item) for item in items)
    empty = t("review.nothing_pressing", n=n) if n else t("review.empty")
    table = Table("queue", t("review.caption"), columns, rows, t("review.remark"), empty)
    first = next(iter(queue.reports), "")
    undecided = (item.statement for item in items if asks.kind and not item.rulings and item.pending is None)
    held = (len(queue.pressing), len(queue.reports), queue.times_left_out, KINDS, first)
    return ReviewData(table, part, n, *held, together_of(undecided), _done(desk, asks.done))


def _done(desk: Desk, prefix: str) -> str:
    """What was accepted last here, as the record has it: an address alone tells nothing."""
    try:
        statement = desk.record.find_statement(prefix) if prefix else None
    except TrucewatchError:
        return ""
    last = desk.record.rulings(statement.id)[-1:] if statement else ()
    if statement is None or not last or last[0].verdict != "accept":
        return ""
    return desk.t("review.done", what=api.describe(statement.content), why=last[0].reason)


def waiting(desk: Desk, asked: Asked, asks: ReviewAsks) -> _Queue:
    """The queue of a process, or of the whole record; clocks do not bear on it.

    Raises:
        AskedError: there is no such kind.
    """
    if asks.kind and asks.kind not in KINDS:
        raise AskedError(f"there are no statements of a kind {asks.kind!r}", expected=f"one of {', '.join(KINDS)}")
    wanted = api.ReviewFilter(asked.process or None, asks.kind or None, asks.ruled_by.strip() or None, asks.carried)
    times = asks.times or asks.kind == "times"
    return desk.fold(_whole(asked), _Waiting(desk, wanted, asked.process == "", times))


router = Page(
    "review", ReviewData, data, ReviewAsks, of_one=False, before=looked_for, ready=is_looked_for, shown=paged
).router()


@router.post("/review/together", include_in_schema=False)
def together(request: Request, asked: AskedAny, asks: Annotated[ReviewAsks, Depends()], sent: Sent) -> Response:
    """Accept what the page showed of one kind."""
    desk: Desk = request.app.state.desk
    with desk.writing():
        last = accept_together(desk, sent.get("statements", ""))
    kept = parameters(replace(asks, done=last.id[:SHORT]))
    return RedirectResponse(address("review", asked, **kept) + "#done", 303)


@router.get("/review/step", include_in_schema=False)
def step(
    request: Request,
    asked: AskedAny,
    report: Annotated[str, Query(description="The report that is left.")] = "",
    kind: Annotated[str, Query(description="Only for statements of this kind.")] = "",
    to: Annotated[Literal["next", "before"], Query(description="Which way.")] = "next",
) -> Response:
    """To the next report of the queue, or the one before; to the queue itself where there is none."""
    desk: Desk = request.app.state.desk
    with desk.lock:
        ids = waiting(desk, asked, ReviewAsks(kind=kind)).reports
    # A report whose statements were all decided on is no longer in the queue: what follows it stands first now.
    at = next((n for n, id_ in enumerate(ids) if len(report) >= 6 and id_.startswith(report)), -1)
    at += 1 if to == "next" else -1
    if not 0 <= at < len(ids):
        return RedirectResponse(address("review", asked, kind=kind or None), 303)
    return RedirectResponse(address(f"report/{ids[at][:SHORT]}", asked, queue=kind or None), 303)


def _row(desk: Desk, asked: Asked, asks: ReviewAsks, item: api.ReviewItem) -> TableRow:
    t, row = desk.t, item.row
    first = next(iter(row.statement.content.passages), None)
    at = f"{first.start}-{first.end}" if first else None
    page = address(f"report/{row.report.id[:SHORT]}", asked, at=at, queue=asks.kind or None)
    what = replace(cells.of_row(row), href=f"{page}#s-{row.statement.id[:SHORT]}")
    why = TableCell(
        "; ".join(_why(t, item)) or t("review.why.nothing"), note=" ".join(f.sentence for f in item.findings)
    )
    report = TableCell(told_of(t, row.report), href=page)
    return TableRow((what, TableCell(t.code(row.statement.content.KIND)), why, report))


def _why(t: Catalogue, item: api.ReviewItem) -> Iterator[str]:
    content = item.statement.content
    if content.is_doubtful and content.confidence is not None:
        yield t("review.why.confidence", share=f"{content.confidence:.2f}")
    elif item.doubtful:
        yield t("review.why.unsure")
    if item.contested and item.rulings:
        told = dict.fromkeys(t(f"review.by.{r.verdict}", who=r.author) for r in item.rulings)
        yield t("review.why.people", told=", ".join(told))
    elif item.contested:
        yield t("review.why.reports")
    if item.pending is not None:
        ruling = item.pending.ruling
        yield t("review.why.pending", told=t(f"review.by.{ruling.verdict}", who=ruling.author))

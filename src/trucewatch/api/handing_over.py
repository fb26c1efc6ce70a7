"""What somebody who takes over a process must know: what is open, what falls due, what is new since they looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trucewatch.api.reviewing import ReviewFilter, review_queue
from trucewatch.api.views import board, check
from trucewatch.record.notes import last_visit, notes, open_notes
from trucewatch.record.rows import FiledReport
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.standing.ahead import Upcoming
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.note import Note


@dataclass(frozen=True)
class Handover:
    """The state of work on a process.

    Attributes:
        since: when whoever asks last looked, None where they never did: then everything is new.
        new_reports: reports added since then, by publication.
        open: questions and tasks that nobody answered, those for whoever asks first, then oldest first.
        waiting: how many statements something speaks against and whoever asks has not ruled on.
        upcoming: what falls in the next 72 hours and 14 days.
        findings: what does not add up.
    """

    since: datetime | None
    new_reports: tuple[FiledReport, ...]
    open: tuple[Note, ...]
    waiting: int
    upcoming: tuple[Upcoming, ...]
    findings: tuple[Finding, ...]


def handover(record: Record, view: RecordView, author: str) -> Handover:
    """What whoever takes over must know; marks no visit.

    Args:
        record: the record of the view.
        view: its process is the one that is handed over (None: the whole record).
        author: who takes over.
    """
    process = view.question.process
    visit = last_visit(record, author, process)
    since = visit.at if visit is not None else None
    shown = {report.id for report in view.reports()}
    filed = [f for f in record.reports() if f.report.id in shown and (since is None or f.added_at > since)]
    asked = sorted(open_notes(notes(record, process=process)), key=lambda n: (n.to != author, n.id))
    return Handover(
        since,
        tuple(filed),
        tuple(asked),
        sum(bool(item.why) for item in review_queue(record, author, ReviewFilter(process=process))),
        board(view).upcoming,
        check(view),
    )

"""What waits for a person to look at, ordered by what matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from trucewatch.api.rows import StatementRow, rows_of
from trucewatch.api.views import check, open_view, parts_by_process
from trucewatch.record.carrying import PendingRuling, pending_rulings
from trucewatch.record.people import readers_by_statement, rulings_by_statement
from trucewatch.record.writer import Record
from trucewatch.standing.describe import describe
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.surroundings import Surroundings, sentence_around
from trucewatch.vocabulary.view import View

_FEEDS = {"obligations", "positions", "agreement", "other_agreements"}
"""Kinds from which it is folded how things stand; what is decided on them is seen on the board."""

_CONTESTS = {"tension", "error_in_source"}


@dataclass(frozen=True)
class ReviewFilter:
    """Which part of the queue is asked for; None: all of it.

    Attributes:
        process: only reports filed under this process.
        kind: only statements of this kind.
        ruled_by: only what this person ruled on: rulings to carry over, and contested ones.
        carried: only rulings to carry over.
    """

    process: str | None = None
    kind: str | None = None
    ruled_by: str | None = None
    carried: bool = False


@dataclass(frozen=True)
class ReviewItem:
    """A statement that waits for a person.

    Attributes:
        statement: the statement; where a ruling waits to be carried over, what it would act on, or the old statement
            where nothing stands in its place.
        view: what its report is in.
        doubtful: nobody may have seen what the reader was unsure of: a low confidence, or marked so.
        findings: what does not add up between reports and concerns it.
        rulings: what others ruled on it, oldest first.
        contested: those rulings disagree, and none has a majority; or there are findings.
        pending: the ruling that waits to be carried over.
    """

    statement: AnyStatement
    view: View = field(repr=False, compare=False)
    doubtful: bool
    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...]
    contested: bool
    pending: PendingRuling | None = None

    @property
    def report(self) -> Report:
        """Its report."""
        return self.view.report(self.statement.report_id)

    @cached_property
    def row(self) -> StatementRow:
        """The statement with its report and speaker; looked up when it is shown, as the sentence is."""
        return rows_of(self.view, (self.statement,))[0]

    @cached_property
    def shown(self) -> Surroundings | None:
        """Its first passage in its sentence; None where it has none."""
        passages = self.statement.content.passages
        return sentence_around(self.report.text, passages[0]) if passages else None

    @property
    def why(self) -> tuple[str, ...]:
        """Why it is worth a look, in words; () for nothing but that nobody looked."""
        out = []
        content = self.statement.content
        if content.is_doubtful:
            out.append(f"low confidence ({content.confidence:.2f})")
        elif self.doubtful:
            out.append("marked unsure")
        if self.contested:
            people = ", ".join(dict.fromkeys(f"{r.verdict} by {r.author}" for r in self.rulings))
            out.append(f"contested: {people}" if people else "contested between reports")
        if self.pending is not None:
            ruling = self.pending.ruling
            out.append(f"{ruling.verdict} by {ruling.author} waits to be carried over")
        return tuple(out)

    @property
    def order_key(self) -> tuple[object, ...]:
        """The order of the queue; see `review_queue`."""
        troubles = (self.doubtful, self.contested, self.pending is not None)
        kind = self.statement.content.KIND
        weight = 0 if kind in _FEEDS else 2 if kind == "times" else 1
        published = self.report.published or date.min
        first = troubles.index(True) if any(troubles) else len(troubles)
        return (-sum(troubles), weight, first, -published.toordinal(), self.statement.order_key)

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        out: dict[str, object] = {
            **self.row.to_json(),
            "kind_of_statement": self.statement.content.KIND,
            "text": self.row.text,
            "why": list(self.why),
            "shown": self.shown.to_json() if self.shown else None,
            "findings": [f.id for f in self.findings],
        }
        if self.pending is not None:
            held = self.pending
            out["carried"] = {
                "from": held.old.id,
                "text": describe(held.old.content),
                "verdict": held.ruling.verdict,
                "author": held.ruling.author,
                "reason": held.ruling.reason,
                "to": [{"id": s.statement.id, "overlap": round(s.overlap, 3)} for s in held.successors],
            }
        return out


def review_queue(record: Record, author: str, wanted: ReviewFilter | None = None) -> tuple[ReviewItem, ...]:
    """What waits for one person, the most pressing first.

    First what has the most against it (the reader was unsure, people or reports disagree, a ruling waits to be carried
    over); then what the board is folded from, times last; then what was read unsurely, then contested, then to be
    carried over; then the newest. What this person ruled on or read is never shown, nor what others settled: ruled on,
    with a majority where they disagree.

    Args:
        record: an open record.
        author: who asks.
        wanted: a part of the queue.

    Raises:
        RecordError: the record has no report under that process.
    """
    part = wanted or ReviewFilter()
    view = open_view(record, process=part.process)
    held = _Held(view, rulings_by_statement(record), readers_by_statement(record), author)
    waiting = pending_rulings(record)
    items = {item.statement.id: item for item in held.items(record, {p.old.id for p in waiting})}
    for pending in waiting:
        if pending.report.id in held.reports and (item := held.carried(pending)):
            items[item.statement.id] = item
    kept = [item for item in items.values() if _is_wanted(item, part)]
    return tuple(sorted(kept, key=lambda item: item.order_key))


def _is_wanted(item: ReviewItem, part: ReviewFilter) -> bool:
    if part.kind is not None and part.kind != item.statement.content.KIND:
        return False
    if part.carried and item.pending is None:
        return False
    people = {r.author for r in item.rulings} | ({item.pending.ruling.author} if item.pending else set())
    return part.ruled_by is None or part.ruled_by in people


class _Held:
    """A view with what people did with its statements, and whoever asks."""

    def __init__(
        self, view: View, rulings: Mapping[str, tuple[Ruling, ...]], readers: Mapping[str, tuple[str, ...]], author: str
    ) -> None:
        self.view = view
        self.reports = {r.id for r in view.reports()}
        self.rulings = rulings
        self.readers = readers
        self.author = author
        self.put: dict[str, list[Ruling]] = {}
        for ruling in (r for held in rulings.values() for r in held if r.replacement_id is not None):
            self.put.setdefault(ruling.replacement_id or "", []).append(ruling)
        self.findings: dict[str, list[Finding]] = {}
        for _, part in parts_by_process(view):
            for finding in check(part):
                if finding.severity in _CONTESTS:
                    for id_ in finding.statements:
                        self.findings.setdefault(id_, []).append(finding)

    def items(self, record: Record, moved: set[str]) -> list[ReviewItem]:
        """What waits of the statements that are shown, and of those that a contested ruling took away.

        Those that were `moved` are the matter of the rulings that wait to be carried over.
        """
        shown = [s for s in self.view.statements() if self._waits(s)]
        ids = {s.id for s in self.view.statements()}
        hidden = [
            record.find_statement(id_)
            for id_, held in self.rulings.items()
            if id_ not in ids | moved and _disagree(held) and self.author not in {r.author for r in held}
        ]
        withdrawn = [s for s in hidden if s.report_id in self.reports]
        return [self._item(statement) for statement in (*shown, *withdrawn)]

    def carried(self, pending: PendingRuling) -> ReviewItem | None:
        """The item of a ruling to carry over."""
        return self._item(pending.shown, pending)

    def _waits(self, statement: AnyStatement) -> bool:
        people = self._people(statement.id)
        return self.author not in people and (not people or _disagree(self.rulings.get(statement.id, ())))

    def _people(self, statement_id: str) -> set[str]:
        """Who ruled on a statement, put it in place or read it."""
        held = (*self.rulings.get(statement_id, ()), *self.put.get(statement_id, ()))
        return {r.author for r in held} | set(self.readers.get(statement_id, ()))

    def _item(self, statement: AnyStatement, pending: PendingRuling | None = None) -> ReviewItem:
        content = statement.content
        rulings = self.rulings.get(statement.id, ())
        findings = tuple(self.findings.get(statement.id, ()))
        return ReviewItem(
            statement,
            self.view,
            content.is_doubtful or content.unsure,
            findings,
            rulings,
            _disagree(rulings) or bool(findings),
            pending,
        )


def _disagree(rulings: tuple[Ruling, ...]) -> bool:
    """Do people differ, none of their views having a majority? Of each person the last ruling counts."""
    last = {r.author: (r.verdict, r.replacement_id) for r in rulings}
    votes = list(last.values())
    return len(set(votes)) > 1 and max(votes.count(v) for v in votes) * 2 <= len(votes)

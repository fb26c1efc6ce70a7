"""Rulings whose statements the reading in force no longer gives: they wait for a person, and are never lost.

A newer reader may find the same matter with another span; then the statement has another id, and a ruling on the old
one acts on nothing. Such rulings are found whenever they are asked for, from the rows that are there (rulings,
readings, sightings): it does not matter whether the ruling or the reading came first. What never changes about the old
statement, its report, kind and subject, stands in its row of `statement`, its passages in its sightings. Kept is only
what a person decided: the ruling acts on the new statement, or it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.changes import statements_given
from trucewatch.record.lookup import is_statement_erased, report_in_force, statement_as_last_seen
from trucewatch.record.overlap import is_same_subject, shared
from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.rows import is_erased, ruling_of, statement_of
from trucewatch.record.ruled import Ruled, ruling_order
from trucewatch.record.rulings import add_ruling
from trucewatch.record.schema import CARRIED, PERSON_STATEMENT, READING, RULING, SIGHTING, STATEMENT, moment_text
from trucewatch.record.view import in_force
from trucewatch.record.writer import Record
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement, Statement

CarryVerdict = Literal["accept", "refuse"]


@dataclass(frozen=True)
class Successor:
    """A statement that may stand in an old one's place.

    Attributes:
        statement: of the same kind and subject, on overlapping passages.
        overlap: the share of characters that both stand on, 0 to 1.
    """

    statement: AnyStatement
    overlap: float


@dataclass(frozen=True)
class PendingRuling:
    """A ruling that waits to be carried over.

    Attributes:
        ruling: the ruling in force on the old statement.
        old: the old statement, as it was last read.
        replacement: what a correction puts in place.
        report: its report.
        successors: what the reading in force may give in its place, the likeliest first; () for nothing.
    """

    ruling: Ruling
    old: AnyStatement
    replacement: AnyStatement | None
    report: Report
    successors: tuple[Successor, ...]
    row: int
    reading: int


@dataclass(frozen=True)
class CarryDecision:
    """What a person decided about a pending ruling.

    Attributes:
        verdict: accept (the ruling acts on the successor; where there is none, what was accepted or corrected is put in
            place as that person's own statement) or refuse.
        author: who decides.
        at: when.
        reason: why.
        successor_id: which of several successors; None: the likeliest.
    """

    verdict: CarryVerdict
    author: str
    at: datetime
    reason: str
    successor_id: str | None = None


def pending_rulings(record: Record, statement_id: str | None = None) -> tuple[PendingRuling, ...]:
    """All rulings that wait to be carried over, in the order of their statements; or the one on one statement.

    A ruling is no longer asked about once it was accepted. One that was refused is asked about again when a newer
    reading gives a successor that the reading of then did not.
    """
    with record.looking() as connection:
        return load_pending(connection, statement_id)


def load_pending(connection: Connection, statement_id: str | None = None) -> tuple[PendingRuling, ...]:
    """All rulings that wait to be carried over, in the order of their statements; or those on one statement."""
    seen = select(SIGHTING.c.statement_id)
    still = seen.where(SIGHTING.c.reading_id.in_(in_force(READING)))
    query = (
        select(RULING, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == RULING.c.statement_id)
        .where(RULING.c.statement_id.in_(seen), RULING.c.statement_id.not_in(still))
        .where(RULING.c.statement_id.not_in(select(PERSON_STATEMENT.c.statement_id)))
    )
    if statement_id is not None:
        query = query.where(RULING.c.statement_id == statement_id)
    last = {row["statement_id"]: row for row in sorted(connection.execute(query).mappings(), key=ruling_order)}
    reports = {id_: report_in_force(connection, id_) for id_ in {row["report_id"] for row in last.values()}}
    ruled = Ruled.load(connection, None, reports)
    places = {id_: _Place.load(connection, report, ruled) for id_, report in reports.items()}
    found = (
        places[row["report_id"]].pending(connection, row["id"], ruling_of(row), row["replacement"])
        for row in last.values()
    )
    return tuple(sorted((p for p in found if p is not None), key=lambda p: p.old.order_key))


def decide_pending(record: Record, statement_id: str, decision: CarryDecision) -> PendingRuling:
    """Carry a ruling over, or not; both are kept.

    Args:
        record: a record open for writing.
        statement_id: the old statement, its full id.
        decision: what was decided.

    Returns:
        What was pending.

    Raises:
        UnknownIdError: no ruling on that statement waits, or the successor is none of it.
        RecordError: no author.
    """
    if not decision.author.strip():
        raise RecordError("a decision came without an author", expected="the name of whoever decided")
    with record.writing() as connection:
        found = next(iter(load_pending(connection, statement_id)), None)
        if found is None:
            raise UnknownIdError(
                f"no ruling on statement {statement_id[:12]} waits to be carried over",
                advice="`trucewatch review list --carried` lists those that do.",
            )
        successor = _successor(found, decision.successor_id)
        recorded_at = moment_text(record.now())
        if decision.verdict == "accept":
            _carry(connection, found, successor, decision, recorded_at)
        connection.execute(
            insert(CARRIED).values(
                ruling_id=found.row,
                reading_id=found.reading,
                statement_id=successor.id if successor else None,
                verdict=decision.verdict,
                author=decision.author,
                at=moment_text(decision.at),
                reason=decision.reason,
                recorded_at=recorded_at,
            )
        )
    return found


def _successor(pending: PendingRuling, successor_id: str | None) -> AnyStatement | None:
    if successor_id is None:
        return pending.successors[0].statement if pending.successors else None
    for successor in pending.successors:
        if successor.statement.id == successor_id:
            return successor.statement
    held = ", ".join(s.statement.id[:12] for s in pending.successors)
    raise UnknownIdError(
        f"{successor_id[:12]} does not stand in the place of statement {pending.old.id[:12]}",
        expected=f"one of {held}" if held else "none: the reading in force gives nothing in its place",
    )


def _carry(
    connection: Connection,
    pending: PendingRuling,
    successor: AnyStatement | None,
    decision: CarryDecision,
    recorded_at: str,
) -> None:
    """Let a ruling act on the successor; without one, keep what it accepted or put in place."""
    ruling, put = pending.ruling, pending.replacement
    reason = decision.reason.strip() or f"carried over: {ruling.reason}".strip()
    if successor is None:
        act = (decision.author, decision.at, reason)
        kept = put or pending.old
        own = Statement(kept.report_id, by_person(kept.content, decision.author), kept.published)
        add_person_statement(connection, own, act, recorded_at)
        return
    if put is not None and put.id == successor.id:
        carried = Ruling(successor.id, "accept", decision.author, decision.at, reason)
        add_ruling(connection, carried, None, recorded_at)
        return
    carried = Ruling(successor.id, ruling.verdict, decision.author, decision.at, reason, put.id if put else None)
    add_ruling(connection, carried, put, recorded_at)


@dataclass(frozen=True)
class _Place:
    """A report with the statements of its reading in force, and what is ruled on these."""

    report: Report
    reading: int
    given: dict[str, AnyStatement]
    ruled: Ruled

    @classmethod
    def load(cls, connection: Connection, report: Report, ruled: Ruled) -> _Place:
        newest = select(func.max(READING.c.id)).where(READING.c.report_id == report.id)
        reading = connection.execute(newest).scalar_one()
        return cls(report, reading, statements_given(connection, report, reading), ruled)

    def pending(
        self, connection: Connection, row: int, ruling: Ruling, replacement: str | None
    ) -> PendingRuling | None:
        """A ruling that acts on nothing, with its successors; None where nobody need decide."""
        if is_statement_erased(connection, ruling.statement_id) or (replacement and is_erased(replacement)):
            return None
        decided = connection.execute(select(CARRIED).where(CARRIED.c.ruling_id == row)).mappings().all()
        if any(d["verdict"] == "accept" for d in decided) or ruling.replacement_id in self.given:
            return None
        old = statement_as_last_seen(connection, ruling.statement_id)
        successors = self._successors(connection, old)
        then = [d["reading_id"] for d in decided]
        if decided and not self._fresh(connection, successors, then):
            return None
        if not successors and ruling.verdict == "withdraw":
            return None  # the reader no longer gives what somebody withdrew
        if successors and self._is_ruled_so(successors[0].statement, ruling):
            return None
        put = None
        if ruling.replacement_id is not None:
            kind = connection.execute(select(STATEMENT.c.kind).where(STATEMENT.c.id == ruling.replacement_id)).scalar()
            kept = {"kind": kind, "statement_id": ruling.replacement_id, "content": replacement}
            put = statement_of(kept, self.report, f"ruling {row}")
        return PendingRuling(ruling, old, put, self.report, successors, row, self.reading)

    def _successors(self, connection: Connection, old: AnyStatement) -> tuple[Successor, ...]:
        """What is of the same kind and subject on overlapping words, and never stood beside the old statement."""
        with_old = select(SIGHTING.c.reading_id).where(SIGHTING.c.statement_id == old.id)
        beside = select(SIGHTING.c.statement_id).where(SIGHTING.c.reading_id.in_(with_old))
        others = set(connection.execute(beside).scalars())
        found = [
            Successor(s, overlap)
            for s in self.given.values()
            if s.id not in others
            and is_same_subject(old, s)
            and (overlap := shared(old.content.passages, s.content.passages)) > 0
        ]
        return tuple(sorted(found, key=lambda s: (-s.overlap, s.statement.order_key)))

    def _fresh(self, connection: Connection, successors: tuple[Successor, ...], readings: list[int]) -> bool:
        """Is there a successor that none of those readings gave?"""
        query = select(SIGHTING.c.statement_id).where(SIGHTING.c.reading_id.in_(readings))
        then = set(connection.execute(query).scalars())
        return any(s.statement.id not in then for s in successors)

    def _is_ruled_so(self, statement: AnyStatement, ruling: Ruling) -> bool:
        held = self.ruled.verdicts.get(statement.id)
        return held is not None and (held.verdict, held.replacement_id) == (ruling.verdict, ruling.replacement_id)

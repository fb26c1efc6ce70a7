"""Rulings whose statements the reading in force no longer gives: they wait for a person, and are never lost.

A newer reader may find the same matter with another span; then the statement has another id, and a ruling on the old
one acts on nothing. Such rulings are found whenever they are asked for, from the rows that are there (rulings,
readings, sightings): it does not matter whether the ruling or the reading came first. What never changes about the old
statement, its report, kind and subject, stands in its row of `statement`, its passages in its sightings. Kept is only
what a person decided: the ruling acts on the new statement, or it does not.

Likewise where a publisher's correction took a report's place: rulings on the older version wait for the newest one.
What stands there in the place of the ruled statement is found by laying the two texts side by side (`alignment`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, and_, exists, func, insert, or_, select

from trucewatch.errors import ErasedError, RecordError, UnknownIdError
from trucewatch.record.alignment import Alignment
from trucewatch.record.changes import statements_given
from trucewatch.record.lookup import is_statement_erased, report_in_force, statement_as_last_seen
from trucewatch.record.overlap import is_same_subject, shared
from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.rows import content_of, content_text, is_erased, ruling_of, statement_of
from trucewatch.record.ruled import Ruled, ruling_order
from trucewatch.record.rulings import add_ruling
from trucewatch.record.schema import (
    CARRIED,
    PERSON_STATEMENT,
    READING,
    REPORT_VERSION,
    RULING,
    SIGHTING,
    STATEMENT,
    json_text,
    moment_text,
)
from trucewatch.record.statement_form import is_passage
from trucewatch.record.versions import chain_of, load_versions
from trucewatch.record.writer import Record
from trucewatch.vocabulary.content import Content
from trucewatch.vocabulary.passage import Passage
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
        replacement: what a correction puts in place; None also where a newer version of the report lacks its words.
        report: where it would act: the old statement's report, or the newest version of that.
        successors: what the reading in force may give in its place, the likeliest first; () for nothing.
        moved: the old statement as it would stand in a newer version of its report; None where that lacks its words,
            and where there is none.
    """

    ruling: Ruling
    old: AnyStatement
    replacement: AnyStatement | None
    report: Report
    successors: tuple[Successor, ...]
    row: int
    reading: int
    moved: AnyStatement | None = None

    @property
    def shown(self) -> AnyStatement:
        """What is asked about, in `report`: the likeliest successor, else the old statement."""
        return self.successors[0].statement if self.successors else self.moved or self.old


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
    rows = _left_behind(connection, statement_id)
    versions = load_versions(connection)
    target = {id_: chain_of(versions, id_)[-1] for id_ in {row["report_id"] for row in rows}}
    reports = {id_: report_in_force(connection, id_) for id_ in {*target, *target.values()}}
    ruled = Ruled.load(connection, None, reports)
    places = {
        old: _Place.load(connection, reports[new], ruled, reports[old] if old != new else None)
        for old, new in target.items()
    }
    found = (places[row["report_id"]].pending(connection, row) for row in rows)
    return tuple(sorted((p for p in found if p is not None), key=lambda p: p.old.order_key))


def _left_behind(connection: Connection, statement_id: str | None) -> list[RowMapping]:
    """The rulings in force that act on nothing: the report was replaced, or its reading gives the statement no more."""
    of_statement = RULING.c.statement_id == STATEMENT.c.id
    by_people = exists().where(PERSON_STATEMENT.c.statement_id == STATEMENT.c.id)
    seen = exists().where(SIGHTING.c.statement_id == STATEMENT.c.id)
    newest = select(func.max(READING.c.id)).where(READING.c.report_id == STATEMENT.c.report_id).correlate(STATEMENT)
    still = exists().where(SIGHTING.c.statement_id == STATEMENT.c.id, SIGHTING.c.reading_id == newest.scalar_subquery())
    is_replaced = exists().where(REPORT_VERSION.c.old_id == STATEMENT.c.report_id)
    put = STATEMENT.alias()
    query = select(RULING, STATEMENT.c.report_id, put.c.kind.label("put_kind")).join(STATEMENT, of_statement)
    query = query.outerjoin(put, put.c.id == RULING.c.replacement_id)
    query = query.where(or_(and_(is_replaced, or_(seen, by_people)), and_(seen, ~still, ~by_people)))
    if statement_id is not None:
        query = query.where(RULING.c.statement_id == statement_id)
    last = {row["statement_id"]: row for row in sorted(connection.execute(query).mappings(), key=ruling_order)}
    return list(last.values())


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
        RecordError: no author, or the words of a correction are not in the newer version of the report.
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
            _check_words(found)
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


def _check_words(pending: PendingRuling) -> None:
    if pending.ruling.verdict == "correct" and pending.replacement is None:
        raise RecordError(
            f"the correction of statement {pending.old.id[:12]} rests on words that the newer version of its report, "
            f"{pending.report.id[:12]}, does not have",
            expected="the same words in both",
            advice=f"Correct {pending.shown.id[:12]} itself if it needs to be, and refuse this with --refuse.",
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
        kept = put or pending.shown
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
    """A report with the statements of its reading in force, and what is ruled on these.

    Attributes:
        alignment: lays the text of the older version beside the report's; None where rulings are the report's own.
    """

    report: Report
    reading: int
    given: dict[str, AnyStatement]
    ruled: Ruled
    alignment: Alignment | None

    @classmethod
    def load(cls, connection: Connection, report: Report, ruled: Ruled, older: Report | None) -> _Place:
        """The place of rulings on a report, or on the `older` version of it."""
        newest = select(func.max(READING.c.id)).where(READING.c.report_id == report.id)
        reading = connection.execute(newest).scalar_one()
        alignment = Alignment(older.text, report.text) if older else None
        return cls(report, reading, statements_given(connection, report, reading), ruled, alignment)

    def pending(self, connection: Connection, row: RowMapping) -> PendingRuling | None:
        """A ruling that acts on nothing, with its successors; None where nobody need decide."""
        ruling, kept = ruling_of(row), row["replacement"]
        if is_statement_erased(connection, ruling.statement_id) or (kept and is_erased(kept)):
            return None
        decided = connection.execute(select(CARRIED).where(CARRIED.c.ruling_id == row["id"])).mappings().all()
        put = self._put(row) if kept else None
        if any(d["verdict"] == "accept" for d in decided) or (put and put.id in self.given):
            return None
        try:
            old = statement_as_last_seen(connection, ruling.statement_id)
        except ErasedError:  # a person's own, of which no reading tells
            return None
        successors = self._successors(connection, old)
        if decided and not self._fresh(connection, successors, [d["reading_id"] for d in decided]):
            return None
        moved = self._moved(old.content, self.alignment) if self.alignment else None
        if not successors and (ruling.verdict == "withdraw" or (self.alignment and not (put or moved))):
            return None  # the reader, or the publisher, no longer has what was ruled on
        if successors and self._is_ruled_so(successors[0].statement, ruling, put):
            return None
        return PendingRuling(ruling, old, put, self.report, successors, row["id"], self.reading, moved)

    def _put(self, row: RowMapping) -> AnyStatement | None:
        """What a correction puts in place; None where the report does not have its words."""
        kind, content, name = row["put_kind"], row["replacement"], f"ruling {row['id']}"
        if self.alignment is not None:
            return self._moved(content_of(kind, content, name), self.alignment)
        kept = {"kind": kind, "statement_id": row["replacement_id"], "content": content}
        return statement_of(kept, self.report, name)

    def _moved(self, content: Content, alignment: Alignment) -> AnyStatement | None:
        """What the older version states as the report would state it; None where that lacks the words."""
        try:
            here = json_text(_with_places(json.loads(content_text(content)), alignment))
        except LookupError:
            return None
        return Statement(self.report.id, content_of(content.KIND, here, "a moved content"), self.report.published)

    def _successors(self, connection: Connection, old: AnyStatement) -> tuple[Successor, ...]:
        """What is of the same kind and subject on overlapping words, and never stood beside the old statement."""
        with_old = select(SIGHTING.c.reading_id).where(SIGHTING.c.statement_id == old.id)
        beside = select(SIGHTING.c.statement_id).where(SIGHTING.c.reading_id.in_(with_old))
        others = set(connection.execute(beside).scalars())
        words = old.content.passages
        if self.alignment is not None:
            words = tuple(place for passage in words for place in self.alignment.places(passage))
        found = [
            Successor(s, overlap)
            for s in self.given.values()
            if s.id not in others and is_same_subject(old, s) and (overlap := shared(words, s.content.passages)) > 0
        ]
        return tuple(sorted(found, key=lambda s: (-s.overlap, s.statement.order_key)))

    def _fresh(self, connection: Connection, successors: tuple[Successor, ...], readings: list[int]) -> bool:
        """Is there a successor that none of those readings gave?"""
        query = select(SIGHTING.c.statement_id).where(SIGHTING.c.reading_id.in_(readings))
        then = set(connection.execute(query).scalars())
        return any(s.statement.id not in then for s in successors)

    def _is_ruled_so(self, statement: AnyStatement, ruling: Ruling, put: AnyStatement | None) -> bool:
        held = self.ruled.verdicts.get(statement.id)
        return held is not None and (held.verdict, held.replacement_id) == (ruling.verdict, put.id if put else None)


def _with_places(value: Any, alignment: Alignment) -> Any:
    """A content's JSON with its passages where a newer version of the text has them.

    Raises:
        LookupError: it does not have the words of one.
    """
    if isinstance(value, list):
        return [_with_places(item, alignment) for item in value]
    if not isinstance(value, dict):
        return value
    if not is_passage(value):
        return {key: _with_places(item, alignment) for key, item in value.items()}
    found = alignment.same_words(Passage(**value))
    if found is None:
        raise LookupError(value["text"])
    return {"start": found.start, "end": found.end, "text": found.text}

"""What people decide about statements: accept, correct, withdraw, carry over; and what they read themselves."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.api.contents import GivenFields, content_changed, content_given
from trucewatch.errors import RecordError, TrucewatchError, UnknownIdError
from trucewatch.record.carrying import CarryDecision, CarryVerdict, PendingRuling, decide_pending, pending_rulings
from trucewatch.record.coding import code, find_round
from trucewatch.record.people import add_own_statement, statement_as_ruled
from trucewatch.record.person_statements import by_person
from trucewatch.record.writer import Record
from trucewatch.standing.describe import describe
from trucewatch.vocabulary.reading import row_of
from trucewatch.vocabulary.ruling import Ruling, Verdict
from trucewatch.vocabulary.statement import AnyStatement, Statement


@dataclass(frozen=True)
class Act:
    """Who decides, and why.

    Attributes:
        author: who.
        reason: why; needed to correct, to withdraw, and to refuse to carry a ruling over.
        round: inside this coding round; None: for all to see.
        reconciles: settles what the coders of the round differ on.
    """

    author: str
    reason: str = ""
    round: str | None = None
    reconciles: bool = False


@dataclass(frozen=True)
class Decided:
    """What a decision did.

    Attributes:
        ruling: the ruling; None where a person added a statement.
        statement: the statement that was ruled on or added.
        replacement: for a correction, what it puts in place.
        is_new: False where the record held this very decision.
    """

    ruling: Ruling | None
    statement: AnyStatement
    replacement: AnyStatement | None = None
    is_new: bool = True

    @property
    def text(self) -> str:
        """What is stated now, in one line."""
        return describe((self.replacement or self.statement).content)

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        out: dict[str, object] = {"statement": _plain(self.statement), "is_new": self.is_new}
        if self.ruling is not None:
            out["ruling"] = {
                "verdict": self.ruling.verdict,
                "author": self.ruling.author,
                "at": self.ruling.at.isoformat(),
                "reason": self.ruling.reason,
            }
        if self.replacement is not None:
            out["replacement"] = _plain(self.replacement)
        return out


def accept_statement(record: Record, id_: str, act: Act) -> Decided:
    """Accept a statement as it stands.

    Args:
        record: a record open for writing.
        id_: the statement's id, or its first digits (at least 6).
        act: who decides, and why.

    Raises:
        UnknownIdError: no statement, or several, has that id; the round does not ask about it.
        RecordError: its reading moved it (`carry_ruling` decides then), or the round does not take the ruling.
    """
    return _rule(record, id_, act, "accept", None)


def withdraw_statement(record: Record, id_: str, act: Act) -> Decided:
    """Withdraw a statement: the report does not state it. Views no longer show it; it stays in the record.

    Raises:
        TrucewatchError: no reason; and as `accept_statement`.
    """
    _check_reason(act, "withdraw a statement")
    return _rule(record, id_, act, "withdraw", None)


def correct_statement(record: Record, id_: str, given: GivenFields, act: Act) -> Decided:
    """Correct a statement's fields or passages; what it was corrected to takes its place.

    Raises:
        TrucewatchError: no reason, nothing given, words that the report does not have, a value that a field does not
            take, or nothing that changes; and as `accept_statement`.
    """
    _check_reason(act, "correct a statement")
    return _rule(record, id_, act, "correct", given)


def carry_ruling(
    record: Record, id_: str, act: Act, *, verdict: CarryVerdict = "accept", successor: str | None = None
) -> PendingRuling:
    """Carry a ruling over to what a newer reading gives in its statement's place, or refuse to.

    Args:
        record: a record open for writing.
        id_: the old statement, on which the ruling is; its id, or its first digits (at least 6).
        act: who decides, and why.
        verdict: accept or refuse.
        successor: id of one of several successors, or its first digits; None: the likeliest.

    Returns:
        What was pending.

    Raises:
        UnknownIdError: no ruling on that statement waits, or the successor is none of it.
        TrucewatchError: no reason to refuse.
    """
    if verdict == "refuse":
        _check_reason(act, "refuse to carry a ruling over")
    old = record.find_statement(id_)
    to = record.find_statement(successor).id if successor else None
    return decide_pending(record, old.id, CarryDecision(verdict, act.author, record.now(), act.reason, to))


def add_statement(record: Record, report_id: str, kind: str, given: GivenFields, act: Act) -> Decided:
    """Add a statement that a person reads in a report, in whatever language it is written.

    Args:
        record: a record open for writing.
        report_id: the report's id, or its first digits (at least 6).
        kind: one of `Kind`.
        given: its fields, and the words of the report that carry it.
        act: who reads it, and a remark.

    Raises:
        UnknownIdError: no report, or several, has that id.
        TrucewatchError: no such kind, no passage or not the report's words, a missing field, or a value that it does
            not take.
        RecordError: the reading in force gives the very same.
    """
    report = record.find_report(report_id)
    content = by_person(content_given(kind, given, report.text), act.author)
    statement = Statement(report.id, content, report.published)
    return Decided(None, statement, is_new=add_own_statement(record, statement, act.author, act.reason))


def _rule(record: Record, id_: str, act: Act, verdict: Verdict, given: GivenFields | None) -> Decided:
    statement, stands = _in_round(record, act.round, id_) if act.round else statement_as_ruled(record, id_)
    if not act.round:
        _check_not_moved(record, statement)
    put = None
    if given is not None:
        base = stands if stands is not None and stands.id == statement.id else statement
        text = record.find_report(statement.report_id).text
        content = by_person(content_changed(base.content, given, text), act.author)
        put = Statement(statement.report_id, content, statement.published)
    ruling = Ruling(statement.id, verdict, act.author, record.now(), act.reason.strip(), put.id if put else None)
    if act.round:
        code(record, act.round, ruling, put, reconciles=act.reconciles)
        return Decided(ruling, statement, put)
    return Decided(ruling, statement, put, is_new=record.rule(ruling, put))


def _in_round(record: Record, name: str, id_: str) -> tuple[AnyStatement, AnyStatement]:
    wanted = id_.strip().lower()
    held = find_round(record, name)
    found = [s for key, s in held.statements.items() if key.startswith(wanted)] if len(wanted) >= 6 else []
    if len(found) != 1:
        raise UnknownIdError(
            f"the round {name!r} asks about {'several statements' if found else 'no statement'} {id_}",
            expected="the first 6 or more digits of one",
            advice=f"`trucewatch review list --round {name}` lists what it asks about.",
        )
    return found[0], found[0]


def _check_not_moved(record: Record, statement: AnyStatement) -> None:
    """A ruling on a statement that a newer reading moved would act on nothing."""
    if any(pending.report.id == statement.report_id for pending in pending_rulings(record, statement.id)):
        raise RecordError(
            f"the reading in force no longer gives statement {statement.id[:12]}, and a ruling on it waits",
            advice=f"`trucewatch review carry {statement.id[:12]}` carries it over, with --refuse it does not.",
        )


def _check_reason(act: Act, what: str) -> None:
    if not act.reason.strip():
        raise TrucewatchError(f"to {what} a reason is needed", expected="why, in your own words (--why)")


def _plain(statement: AnyStatement) -> dict[str, object]:
    return {"kind": statement.content.KIND, "report_id": statement.report_id, **row_of(statement)}

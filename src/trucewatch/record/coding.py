"""Coding rounds: several people rule on the same readings, blind to each other, and settle what they differ on.

What is ruled in a round is kept apart from the rulings of the record, so that nothing that asks the record shows one
coder what another ruled, and no view changes while the round is open. When it is closed, what the coders agree on and
what was reconciled become rulings: views show them from then on (`recorded_by`), with who took each and when.

A round is about readings, not reports: a new reading made meanwhile changes nothing of what the coders are asked. Once
all coders have ruled on everything, their rulings can be seen, and are changed no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.changes import statements_given
from trucewatch.record.lookup import find_id, report_in_force
from trucewatch.record.overlap import told
from trucewatch.record.rows import content_text, is_erased, moment, ruling_of, statement_of
from trucewatch.record.ruled import ruling_order
from trucewatch.record.rulings import add_ruling, check_ruling
from trucewatch.record.schema import (
    CODER,
    CODING,
    CODING_CLOSE,
    CODING_READING,
    CODING_ROUND,
    READING,
    REPORT,
    STATEMENT,
    moment_text,
)
from trucewatch.record.writer import Record
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Coding:
    """A ruling inside a round.

    Attributes:
        ruling: the ruling.
        replacement: for a correction, what it puts in place.
    """

    ruling: Ruling
    replacement: AnyStatement | None

    @property
    def outcome(self) -> str:
        """What the statement comes to by it; equal for two that say the same, whoever says it and why."""
        put = content_text(told(self.replacement.content)) if self.replacement else ""
        return f"{self.ruling.verdict} {put}".strip()


@dataclass(frozen=True)
class RoundEnd:
    """That a round was closed; `abandoned`: none of its rulings count."""

    author: str
    at: datetime
    reason: str
    abandoned: bool


@dataclass(frozen=True)
class Round:
    """A coding round with all that was ruled in it.

    Attributes:
        name: what it is called.
        author: who opened it, and `at`, when, and `reason`, what for.
        coders: who rules, by name.
        reports: its reports by id, with the metadata in force, by publication.
        statements: what is ruled on, by id: report by report, in the order of the text.
        codings: by statement and coder, the last of each.
        reconciled: by statement, what settles a difference.
        end: None while it is open.
    """

    name: str
    author: str
    at: datetime
    reason: str
    coders: tuple[str, ...]
    reports: Mapping[str, Report]
    statements: Mapping[str, AnyStatement]
    codings: Mapping[tuple[str, str], Coding]
    reconciled: Mapping[str, Coding]
    end: RoundEnd | None
    row: int

    def left(self, coder: str) -> tuple[AnyStatement, ...]:
        """What one of the coders has not ruled on."""
        return tuple(s for s in self.statements.values() if (s.id, coder) not in self.codings)

    @property
    def is_complete(self) -> bool:
        """Have all coders ruled on everything?"""
        return not any(self.left(coder) for coder in self.coders)

    @property
    def differing(self) -> tuple[AnyStatement, ...]:
        """The statements on which those who ruled differ."""
        return tuple(s for s in self.statements.values() if len({c.outcome for c in self.of(s.id).values()}) > 1)

    def of(self, statement_id: str) -> dict[str, Coding]:
        """What was ruled on a statement, by coder."""
        held = ((coder, self.codings.get((statement_id, coder))) for coder in self.coders)
        return {coder: coding for coder, coding in held if coding is not None}


def open_round(
    record: Record, name: str, coders: Iterable[str], report_ids: Iterable[str], act: tuple[str, str]
) -> Round:
    """Open a round over the readings in force of some reports.

    Args:
        record: a record open for writing.
        name: what to call it; no other round may have that name.
        coders: who rules, two or more.
        report_ids: ids of reports, or their first digits (at least 6).
        act: who opens it, and what for.

    Raises:
        UnknownIdError: no report, or several, has an id.
        RecordError: a name that is taken or empty, fewer than two coders, no report, or no statement to rule on.
    """
    name, names = name.strip(), sorted({coder.strip() for coder in coders} - {""})
    if not name:
        raise RecordError("the round came without a name", expected="a name, such as spring-a")
    if len(names) < 2:
        raise RecordError(f"the round {name!r} has {len(names)} coder", expected="two or more, each by another name")
    with record.writing() as connection:
        if connection.execute(select(CODING_ROUND.c.id).where(CODING_ROUND.c.name == name)).first():
            raise RecordError(f"there is a round {name!r} already", expected="a name of its own")
        ids = dict.fromkeys(find_id(connection, REPORT.c.id, prefix) for prefix in report_ids)
        if not ids:
            raise RecordError(f"the round {name!r} has no report", expected="the ids of one or more")
        row = {"name": name, "author": act[0], "at": moment_text(record.now()), "reason": act[1]}
        made = connection.execute(insert(CODING_ROUND).values(**row)).inserted_primary_key
        key = int(made[0]) if made else 0
        connection.execute(insert(CODER), [{"round_id": key, "author": coder} for coder in names])
        newest = select(func.max(READING.c.id)).where(READING.c.report_id.in_(list(ids))).group_by(READING.c.report_id)
        readings = sorted(connection.execute(newest).scalars())
        connection.execute(insert(CODING_READING), [{"round_id": key, "reading_id": r} for r in readings])
        opened = _load(connection, name)
        if not opened.statements:
            raise RecordError(f"the reports of the round {name!r} hold no statement", expected="something to rule on")
    return opened


def find_round(record: Record, name: str) -> Round:
    """A round by its name.

    Raises:
        UnknownIdError: there is none of that name; the message lists those there are.
    """
    with record.looking() as connection:
        return _load(connection, name)


def rounds(record: Record) -> tuple[Round, ...]:
    """All rounds, oldest first."""
    with record.looking() as connection:
        names = connection.execute(select(CODING_ROUND.c.name).order_by(CODING_ROUND.c.id)).scalars().all()
        return tuple(_load(connection, name) for name in names)


def blind_rounds(connection: Connection) -> dict[int, str]:
    """The open rounds of which some coder has not finished, by row: what was ruled in them nobody else may see yet."""
    ended = select(CODING_CLOSE.c.round_id)
    names = select(CODING_ROUND.c.name).where(CODING_ROUND.c.id.not_in(ended)).order_by(CODING_ROUND.c.id)
    held = [_load(connection, name) for name in connection.execute(names).scalars().all()]
    return {one.row: one.name for one in held if not one.is_complete}


def code(
    record: Record, name: str, ruling: Ruling, replacement: AnyStatement | None = None, *, reconciles: bool = False
) -> None:
    """Rule inside a round; of those of one coder on one statement the last counts.

    Args:
        record: a record open for writing.
        name: the round.
        ruling: with full ids.
        replacement: for a correction, what it puts in place.
        reconciles: settles a difference, in view of all rulings of the round.

    Raises:
        UnknownIdError: no such round, or the round does not ask about that statement.
        RecordError: the round is closed, its author is none of its coders, all have finished (a reconciliation is
            refused until then), nothing differs, or a replacement does not fit.
    """
    with record.writing() as connection:
        held = _load(connection, name)
        _check_open(held)
        (_check_reconciliation if reconciles else _check_coding)(held, ruling)
        put = check_ruling(connection, ruling, replacement)
        kind = held.statements[ruling.statement_id].content.KIND
        if put is not None and kind != put.content.KIND:
            raise RecordError(
                f"a statement of {kind} was to become one of {put.content.KIND}", expected="the same kind"
            )
        connection.execute(
            insert(CODING).values(
                round_id=held.row,
                statement_id=ruling.statement_id,
                verdict=ruling.verdict,
                author=ruling.author,
                at=moment_text(ruling.at),
                reason=ruling.reason,
                replacement_id=put.id if put else None,
                replacement=content_text(put.content) if put else None,
                reconciles=reconciles,
                recorded_at=moment_text(record.now()),
            )
        )


def close_round(record: Record, name: str, author: str, reason: str, *, abandoned: bool = False) -> Round:
    """Close a round: what the coders agree on and what was reconciled count as rulings from now on.

    Each ruling keeps who took it and when. On a statement on which the coders differ only what reconciles them counts.

    Args:
        record: a record open for writing.
        name: the round.
        author: who closes it.
        reason: why.
        abandoned: close it without any of its rulings.

    Raises:
        UnknownIdError: no such round.
        RecordError: it is closed, somebody has not finished, or a difference is not reconciled.
    """
    with record.writing() as connection:
        held = _load(connection, name)
        _check_open(held)
        if not abandoned:
            _check_settled(held)
        at = moment_text(record.now())
        row = {"round_id": held.row, "author": author, "at": at, "reason": reason, "abandoned": abandoned}
        connection.execute(insert(CODING_CLOSE).values(**row))  # first: its coders may now rule for all to see
        for coding in () if abandoned else _settled(held):
            add_ruling(connection, coding.ruling, coding.replacement, at)
        return _load(connection, name)


def _settled(held: Round) -> list[Coding]:
    """The rulings that a round came to."""
    out: list[Coding] = []
    differing = {s.id for s in held.differing}
    for id_ in held.statements:
        out.extend([held.reconciled[id_]] if id_ in differing else held.of(id_).values())
    return out


def _check_open(held: Round) -> None:
    if held.end is not None:
        raise RecordError(
            f"the round {held.name!r} was {'abandoned' if held.end.abandoned else 'closed'} by {held.end.author} on "
            f"{held.end.at:%Y-%m-%d}",
            advice="Rule outside the round, or open another one.",
        )


def _check_coding(held: Round, ruling: Ruling) -> None:
    if ruling.author not in held.coders:
        raise RecordError(
            f"{ruling.author} does not rule in the round {held.name!r}", expected=f"one of {', '.join(held.coders)}"
        )
    if ruling.statement_id not in held.statements:
        raise UnknownIdError(
            f"the round {held.name!r} does not ask about statement {ruling.statement_id[:12]}",
            advice=f"`trucewatch review list --round {held.name}` lists what it asks about.",
        )
    if held.is_complete:
        raise RecordError(
            f"all coders of the round {held.name!r} have finished, and their rulings can be seen",
            advice="Settle a difference with --reconcile.",
        )


def _check_reconciliation(held: Round, ruling: Ruling) -> None:
    if not held.is_complete:
        raise RecordError(
            f"the round {held.name!r} is not finished ({_left(held)})", expected="all rulings of all coders"
        )
    if ruling.statement_id not in {s.id for s in held.differing}:
        raise UnknownIdError(
            f"the coders of the round {held.name!r} do not differ on statement {ruling.statement_id[:12]}",
            advice=f"`trucewatch review agreement --round {held.name}` lists what they differ on.",
        )


def _check_settled(held: Round) -> None:
    if not held.is_complete:
        raise RecordError(
            f"the round {held.name!r} is not finished ({_left(held)})",
            advice="Close it with --abandon to let none of its rulings count.",
        )
    waiting = [s for s in held.differing if s.id not in held.reconciled]
    if waiting:
        ids = ", ".join(s.id[:12] for s in waiting[:3]) + (", ..." if len(waiting) > 3 else "")
        raise RecordError(
            f"on {len(waiting)} of the statements of the round {held.name!r} the coders still differ: {ids}",
            advice="Settle each with `trucewatch review accept`, `correct` or `withdraw` and --reconcile.",
        )


def _left(held: Round) -> str:
    return ", ".join(f"{coder}: {len(left)} left" for coder in held.coders if (left := held.left(coder)))


def _load(connection: Connection, name: str) -> Round:
    row = connection.execute(select(CODING_ROUND).where(CODING_ROUND.c.name == name)).mappings().first()
    if row is None:
        names = connection.execute(select(CODING_ROUND.c.name).order_by(CODING_ROUND.c.id)).scalars().all()
        raise UnknownIdError(
            f"the record has no coding round {name!r}",
            expected=f"one of {', '.join(names)}" if names else "",
            advice="`trucewatch review open` opens one.",
        )
    key = row["id"]
    coders = connection.execute(select(CODER.c.author).where(CODER.c.round_id == key)).scalars().all()
    readings = (
        select(READING.c.id, READING.c.report_id)
        .join(CODING_READING, CODING_READING.c.reading_id == READING.c.id)
        .where(CODING_READING.c.round_id == key)
    )
    by_report = {r.report_id: r.id for r in connection.execute(readings)}
    reports = {id_: report_in_force(connection, id_) for id_ in by_report}
    reports = dict(sorted(reports.items(), key=lambda item: (str(item[1].published or "9"), item[0])))
    statements: dict[str, AnyStatement] = {}
    for id_, report in reports.items():
        given = statements_given(connection, report, by_report[id_])
        statements |= sorted(given.items(), key=lambda item: (item[1].start, item[1].order_key))
    codings, reconciled = _load_codings(connection, key, reports)
    return Round(
        name=name,
        author=row["author"],
        at=moment(row["at"], f"coding_round {key}"),
        reason=row["reason"],
        coders=tuple(sorted(coders)),
        reports=reports,
        statements=statements,
        codings=codings,
        reconciled=reconciled,
        end=_load_end(connection, key),
        row=key,
    )


def _load_codings(
    connection: Connection, key: int, reports: Mapping[str, Report]
) -> tuple[dict[tuple[str, str], Coding], dict[str, Coding]]:
    """The codings of a round in force: by statement and coder, and those that reconcile by statement."""
    query = select(CODING, STATEMENT.c.report_id, STATEMENT.c.kind).join(
        STATEMENT, STATEMENT.c.id == CODING.c.statement_id
    )
    codings: dict[tuple[str, str], Coding] = {}
    reconciled: dict[str, Coding] = {}
    rows = connection.execute(query.where(CODING.c.round_id == key)).mappings()
    for row in sorted(rows, key=ruling_order):
        put = None
        if row["replacement"] is not None and is_erased(row["replacement"]):
            continue
        if row["replacement_id"] is not None:
            kept = {**row, "statement_id": row["replacement_id"], "content": row["replacement"]}
            put = statement_of(kept, reports[row["report_id"]], f"coding {row['id']}")
        coding = Coding(ruling_of(row), put)
        if row["reconciles"]:
            reconciled[row["statement_id"]] = coding
        else:
            codings[row["statement_id"], row["author"]] = coding
    return codings, reconciled


def _load_end(connection: Connection, key: int) -> RoundEnd | None:
    row = connection.execute(select(CODING_CLOSE).where(CODING_CLOSE.c.round_id == key)).mappings().first()
    if row is None:
        return None
    at = moment(row["at"], f"coding_close {key}")
    return RoundEnd(row["author"], at, row["reason"], bool(row["abandoned"]))

"""Readings that move a span, and people who rule on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.ruling import Ruling, Verdict
from trucewatch.vocabulary.statement import AnyStatement, Statement

from .making import ISLAND, Clock, figure_in, read, report_of

NOON = Clock().now


def wider(version: str = "2", before: int = 8, number: int = 14) -> Reading:
    """The island's report as another reader has it: the first count begins some characters further left."""
    reading = read(report_of(ISLAND), version)
    first = figure_in(reading)
    (place,) = first.content.passages
    moved = replace(first.content, number=number, evidence=(Passage.of(ISLAND, place.start - before, place.end),))
    kept = tuple(Statement(s.report_id, moved, s.published) if s.id == first.id else s for s in reading.statements)
    return replace(reading, statements=kept)


def with_content(statement: AnyStatement, content: Content) -> AnyStatement:
    return Statement(statement.report_id, content, statement.published)


def changed(statement: AnyStatement, **values: Any) -> AnyStatement:
    """The statement with other values in some fields of its content."""
    return with_content(statement, replace(statement.content, **values))


def corrected(statement: AnyStatement, number: int) -> AnyStatement:
    return changed(statement, number=number)


def ruling(
    on: AnyStatement, verdict: Verdict, by: AnyStatement | None = None, minute: int = 0, author: str = "Noor"
) -> Ruling:
    at = NOON + timedelta(minutes=minute)
    return Ruling(on.id, verdict, author, at, "read again", by.id if by else None)


def rule(
    record: Record,
    on: AnyStatement,
    verdict: Verdict,
    by: AnyStatement | None = None,
    minute: int = 0,
    author: str = "Noor",
) -> None:
    record.rule(ruling(on, verdict, by, minute, author), by)

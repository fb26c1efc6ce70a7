"""Readings made by hand of two invented reports, for the pages that list statements of one kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from trucewatch import api
from trucewatch.vocabulary.content import Content
from trucewatch.vocabulary.kinds import Figure, Obligation, Position, Proposal, Quantity, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def put(record: api.Record, text: str, published: str | None, outlet: str, *contents: Content) -> Report:
    """A report with these statements in the record, of the process "reef"."""
    report = Report(text, published=date.fromisoformat(published) if published else None, outlet=outlet, process="reef")
    held = tuple(Statement(report.id, content, report.published) for content in contents)
    record.add(Reading(report, held, steps=("hand 1",)), author="Noor")
    return report


def at(text: str, words: str) -> tuple[Passage, ...]:
    """The passage of some words."""
    start = text.index(words)
    return (Passage.of(text, start, start + len(words)),)


def says(actor: str, stance: str, text: str, words: str, **more: Any) -> Position:
    """A position on the ferry offer."""
    given: dict[str, Any] = {"proposal": "ferry offer", "evidence": at(text, words), "step": "hand", **more}
    return Position(actor=actor, stance=stance, **given)  # type: ignore[arg-type]


def offered(text: str, words: str) -> Proposal:
    """The ferry offer, by the Harbour Council."""
    return Proposal(label="ferry offer", proposer="Harbour Council", evidence=at(text, words), step="hand")


def counts(number: float | None, text: str, words: str, **more: Any) -> Figure:
    """A number of people killed."""
    given: dict[str, Any] = {"what": "killed", "measure": "people", "evidence": at(text, words), "step": "hand", **more}
    return Figure(number=number, **given)


def quoted(speaker: str, text: str, words: str, **more: Any) -> Quote:
    """A quotation."""
    given: dict[str, Any] = {"mention": speaker, "cue": "said", "type": "direct", "step": "hand", **more}
    return Quote(speaker=speaker, content=at(text, words), **given)


def owes(bearer: str | None, state: str, text: str, words: str, **more: Any) -> Obligation:
    """A duty to withdraw guns."""
    given: dict[str, Any] = {"action": "withdraw", "object": "its guns", "evidence": at(text, words), "step": "hand"}
    return Obligation(bearer=bearer, state=state, **{**given, **more})  # type: ignore[arg-type]


def guns(number: int) -> Quantity:
    """So many guns."""
    return Quantity(number=number, qualifier="exact")

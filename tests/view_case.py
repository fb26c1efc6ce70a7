"""A case for standing and checks: a few reports of our own making, with the statements that a reading would give."""

from __future__ import annotations

from datetime import date
from typing import Any

from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView


class Case:
    """Reports and statements on them; `view()` holds them all."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.statements: list[AnyStatement] = []

    def report(self, published: str | None, outlet: str, text: str, process: str | None = "valley") -> Report:
        day = date.fromisoformat(published) if published else None
        self.reports.append(Report(text, published=day, outlet=outlet, process=process))
        return self.reports[-1]

    def say(self, cls: type[Content], words: str, **values: Any) -> AnyStatement:
        """A statement on the newest report, carried by these words of it."""
        report = self.reports[-1]
        passages = (passage(report, words),)
        values.setdefault(cls.SPANS, passages)
        self.statements.append(Statement(report.id, cls(**values), report.published))
        return self.statements[-1]

    def view(self, as_of: str | None = None, known_on: str | None = None, *, backwards: bool = False) -> MemoryView:
        step = -1 if backwards else 1
        asked, known = (date.fromisoformat(d) if d else None for d in (as_of, known_on))
        return MemoryView(tuple(self.reports[::step]), tuple(self.statements[::step]), asked, known)


def passage(report: Report, words: str) -> Passage:
    start = report.text.index(words)
    return Passage.of(report.text, start, start + len(words))

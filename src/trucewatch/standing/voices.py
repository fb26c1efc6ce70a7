"""Who says what inside a report, and how a report is named on the board."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from trucewatch.standing.cell import Stated, cell_of
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import View


def report_name(report: Report) -> str:
    """The outlet, else the file or title, else the first digits of the report's id."""
    return report.outlet or report.name or report.title or f"report {report.id[:8]}"


class Voices:
    """The speakers of a view's reports: whose quotation a passage stands in."""

    def __init__(self, view: View) -> None:
        self._names = {r.id: report_name(r) for r in view.reports()}
        self._process = {r.id: r.process or "" for r in view.reports()}
        self._quotes: defaultdict[str, list[Statement[Quote]]] = defaultdict(list)
        self._told: dict[tuple[object, ...], tuple[AnyStatement, Stated]] = {}
        for statement in view.of(Quote):
            self._quotes[statement.report_id].append(statement)

    def outlet(self, report_id: str) -> str:
        """How the report is named."""
        return self._names[report_id]

    def process(self, report_id: str) -> str:
        """The process the report was filed under, "" where none."""
        return self._process[report_id]

    def speaker(self, report_id: str, passages: tuple[Passage, ...]) -> str | None:
        """Whose quotation holds most of the first passage; None: the report's own words.

        Of nested quotations the innermost speaks. Unnamed sources stay in the report's words.
        """
        if not passages:
            return None
        passage = passages[0]
        half = (passage.end - passage.start) / 2
        found: list[tuple[int, str]] = []
        for statement in self._quotes[report_id]:
            quote = statement.content
            shared = sum(max(0, min(p.end, passage.end) - max(p.start, passage.start)) for p in quote.content)
            name = (quote.mention if quote.sealed else quote.speaker) or quote.mention
            if shared > half and name:
                found.append((sum(p.end - p.start for p in quote.content), name))
        return min(found)[1] if found else None

    def stated(
        self,
        statement: AnyStatement,
        text: str,
        value: str | None = None,
        *,
        passages: tuple[Passage, ...] | None = None,
        speaker: str | None = None,
        day: date | None = None,
    ) -> Stated:
        """One thing as the statement's report states it.

        Args:
            statement: what it came from.
            text: the words shown.
            value: its value, where it has one.
            passages: narrower passages than the statement's own.
            speaker: who says so, where the statement itself tells; otherwise looked up among the quotations.
            day: the day it speaks for, where that is not the day of publication.
        """
        # Boards of different days tell the same things of the same statements.
        key = (statement.id, text, value, passages, speaker, day)
        told, stated = self._told.get(key, (None, None))
        if stated is None or told is not statement:
            held = passages or statement.content.passages
            stated = Stated(
                text,
                value,
                speaker or self.speaker(statement.report_id, held),
                self.outlet(statement.report_id),
                day or statement.published,
                cell_of(text, (statement,), held),
            )
            self._told[key] = (statement, stated)
        return stated

"""Statements as rows for listings: what is stated, by whom, when, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.standing.asof import placed
from trucewatch.standing.cell import date_words, long_date
from trucewatch.standing.describe import describe
from trucewatch.standing.own_speaker import own_speaker
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.reading import row_of
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View, whatever_the_day


@dataclass(frozen=True)
class StatementRow:
    """One statement as a row.

    Attributes:
        statement: the statement.
        report: its report.
        text: what is stated, in one line.
        when: its own date in words, else "" (then it is of the time up to publication).
        ahead: its date lies after the day the view asks about.
        speaker: who says so inside the report; None: the report itself.
        outlet: who published the report.
    """

    statement: AnyStatement
    report: Report
    text: str
    when: str
    ahead: bool
    speaker: str | None
    outlet: str

    @property
    def voice(self) -> str:
        """Speaker and outlet in words."""
        return f"{self.speaker}, in {self.outlet}" if self.speaker else f"{self.outlet} (the report itself)"

    @property
    def published(self) -> str:
        """Day of publication in words, "" where unknown."""
        return long_date(self.report.published) if self.report.published else ""

    @property
    def words(self) -> str:
        """Its passages, joined where there are several."""
        return " … ".join(p.text for p in self.statement.content.passages)

    def to_json(self) -> dict[str, object]:
        """The statement's fields as in a reading, and where it comes from."""
        return {
            **row_of(self.statement),
            "said_by": self.speaker,
            "report_id": self.report.id,
            "outlet": self.outlet,
            "published": self.report.published.isoformat() if self.report.published else None,
            "process": self.report.process,
            "ahead": self.ahead,
        }


def rows_of(view: View, statements: Iterable[AnyStatement]) -> tuple[StatementRow, ...]:
    """Rows for statements of a view, in the order given."""
    voices = whatever_the_day(view, Voices)
    return tuple(_row(view, s, voices) for s in statements)


def _row(view: View, statement: AnyStatement, voices: Voices) -> StatementRow:
    dating = statement.dating
    value = getattr(statement.content, "date", None) or getattr(statement.content, "start", None)
    stated = dating is not None and dating.basis == "stated"
    return StatementRow(
        statement,
        view.report(statement.report_id),
        describe(statement.content),
        date_words(value) if stated and value else "",
        placed(statement, view.as_of) == "ahead",
        own_speaker(statement) or voices.speaker(statement.report_id, statement.content.passages),
        voices.outlet(statement.report_id),
    )

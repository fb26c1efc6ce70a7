"""An erasure: words of a report that were taken out of a record, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Erasure:
    """That words of a report were erased.

    Attributes:
        id: its number.
        report_id: the report.
        spans: the places (start, end) in its text; None: the whole text.
        author: who erased them.
        at: when, UTC.
        reason: why.
        statements: how many statements rested on them.
    """

    id: int
    report_id: str
    spans: tuple[tuple[int, int], ...] | None
    author: str
    at: datetime
    reason: str
    statements: int

    @property
    def told(self) -> str:
        """What was erased, when, by whom and why, in one sentence without its full stop."""
        what = "the text was" if self.spans is None else f"{_characters(self.spans)} of the text were"
        return f"{what} erased on {self.at:%Y-%m-%d} by {self.author}: {self.reason}"

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "spans": [list(span) for span in self.spans] if self.spans is not None else None,
            "by": self.author,
            "at": self.at.isoformat(),
            "reason": self.reason,
            "statements": self.statements,
        }


def _characters(spans: tuple[tuple[int, int], ...]) -> str:
    return "characters " + ", ".join(f"{start}:{end}" for start, end in spans)

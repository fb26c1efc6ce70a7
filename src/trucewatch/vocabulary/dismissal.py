"""A dismissal: what a person decided about a finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DismissalVerdict = Literal["dismissed", "reopened"]


@dataclass(frozen=True)
class Dismissal:
    """That a person set a finding aside, or opened it again.

    Attributes:
        finding_id: the finding's id in full; it stands for its evidence, so that new evidence is not set aside.
        code: the finding's code.
        report_id: the report of its first passage.
        verdict: dismissed or reopened.
        author: who decided.
        at: when, UTC.
        reason: why.
    """

    finding_id: str
    code: str
    report_id: str
    verdict: DismissalVerdict
    author: str
    at: datetime
    reason: str

    def to_json(self) -> dict[str, object]:
        """As plain JSON types, without the finding's id and code, which stand with the finding."""
        return {"verdict": self.verdict, "author": self.author, "at": self.at.isoformat(), "reason": self.reason}

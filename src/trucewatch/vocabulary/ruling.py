"""A ruling: what a person decides about a statement. Rulings are added, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["accept", "correct", "withdraw"]


@dataclass(frozen=True)
class Ruling:
    """One decision on one statement.

    Attributes:
        statement_id: the statement ruled on.
        verdict: accept, correct (another statement replaces it) or withdraw.
        author: who decided.
        at: when, with time zone.
        reason: why, in the author's words.
        replacement_id: for correct, the statement that takes its place.
    """

    statement_id: str
    verdict: Verdict
    author: str
    at: datetime
    reason: str
    replacement_id: str | None = None

"""A judgement: what a person decides about two mentions: one actor (proposal, agreement), or two. Never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LinkedKind = Literal["actor", "proposal", "agreement"]
Judged = Literal["same", "different", "withdrawn"]


@dataclass(frozen=True)
class Judgement:
    """One decision on two ids. Of those on one pair the one with the latest time is in force.

    Attributes:
        kind: what the two are: actors of reports, or statements of proposals or agreements.
        left: id of one (`actor_id`, or a statement's id).
        right: id of the other.
        verdict: same, different, or withdrawn (nothing is decided about the pair any more).
        author: who decided.
        at: when, with time zone.
        reason: why, in the author's words.
    """

    kind: LinkedKind
    left: str
    right: str
    verdict: Judged
    author: str
    at: datetime
    reason: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, the smaller first: which was given first means nothing."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

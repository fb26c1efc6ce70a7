"""What the gate turned away, counted, with a sample for people to look at.

The sample is the same whatever the shards, the workers and the order: the rejects whose ids have the smallest digests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

SIZE = 50
"""How many rejects the sample holds at most."""


@dataclass(frozen=True, order=True)
class Reject:
    """A report that was turned away.

    Attributes:
        key: SHA-256 of its id, 64 hex digits; the smallest ones are the sample.
        report_id: its id.
        name: the file or line it came from.
        score: what the gate gave it, 0 to 1.
        ground: why.
    """

    key: str
    report_id: str
    name: str
    score: float
    ground: str


class Rejects:
    """Rejects as they come in; of two with one id the sample holds the first."""

    def __init__(self) -> None:
        self.count = 0
        self._held: dict[str, Reject] = {}

    def add(self, report_id: str, name: str, score: float, ground: str) -> None:
        """One more."""
        self.count += 1
        self._hold([Reject(hashlib.sha256(report_id.encode()).hexdigest(), report_id, name, score, ground)])

    def merge(self, row: dict[str, Any]) -> None:
        """Those of another shard, as `to_json` gave them."""
        self.count += row["count"]
        self._hold(Reject(**one) for one in row["sample"])

    @property
    def sample(self) -> tuple[Reject, ...]:
        """At most `SIZE` of them."""
        return tuple(self._held[key] for key in sorted(self._held)[:SIZE])

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {"count": self.count, "sample": [asdict(one) for one in self.sample]}

    def _hold(self, rejects: Iterable[Reject]) -> None:
        for one in rejects:
            self._held.setdefault(one.key, one)
        if len(self._held) > 2 * SIZE:
            self._held = {one.key: one for one in self.sample}

"""How far a run is, for whoever waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class RunProgress:
    """How far a run is, as far as the driver knows.

    Attributes:
        shards: how many there are.
        sealed: how many are read to their end.
        workers: how many are at work.
        outcomes: what came of reports since the driver began, by outcome.
        lost: how many workers ended before their time.
    """

    shards: int
    sealed: int = 0
    workers: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    lost: int = 0


OnRunProgress = Callable[[RunProgress], None]

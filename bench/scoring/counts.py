"""Counts of a comparison, what they give, and their sums over kinds and texts.

Precision is tp / predicted, recall tp / gold, F1 2 tp / (gold + predicted). All three are 0 where only one side is
empty and None where both are: there was nothing to score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True)
class Measure:
    """Precision, recall and F1, 0 to 1; None where there was nothing to score."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class Counts:
    """True positives, gold records and predicted records."""

    tp: int = 0
    gold: int = 0
    pred: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.gold + other.gold, self.pred + other.pred)

    @property
    def measure(self) -> Measure:
        """What the counts give."""
        if not self.gold and not self.pred:
            return Measure(None, None, None)
        return Measure(
            precision=self.tp / self.pred if self.pred else 0.0,
            recall=self.tp / self.gold if self.gold else 0.0,
            f1=2 * self.tp / (self.gold + self.pred),
        )


@dataclass(frozen=True)
class Levels:
    """The two levels of every kind.

    Attributes:
        found: records that speak of the same thing.
        right: those whose main fields agree too.
    """

    found: Counts = Counts()
    right: Counts = Counts()

    def __add__(self, other: Levels) -> Levels:
        return Levels(self.found + other.found, self.right + other.right)


@dataclass(frozen=True)
class Means:
    """Means over the kinds that occur, of each level."""

    found: Measure
    right: Measure


def mean(measures: Iterable[Measure]) -> Measure:
    """The mean of those that scored anything; 0 where none did."""
    scored = [(m.precision, m.recall, m.f1) for m in measures]
    rows = [(p, r, f) for p, r, f in scored if p is not None and r is not None and f is not None]
    if not rows:
        return Measure(0.0, 0.0, 0.0)
    precision, recall, f1 = (fmean(column) for column in zip(*rows, strict=True))
    return Measure(precision, recall, f1)

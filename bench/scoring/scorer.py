"""Scores the reading of one report against an annotated one, and adds reports up.

Per kind, gold and predicted records are paired one to one. A pair is allowed only where it is found (kinds.py); the
pairing with the most right pairs is taken, then with the most pairs, then with the highest sum of likeness (share of
main fields that agree, Jaccard of characters, Jaccard of label words), then with the most sure gold records. The rules
are those of the reference scorer; a test holds the counts of the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.scoring.counts import Counts, Levels, Means, mean
from bench.scoring.entries import Record, entries_of
from bench.scoring.kinds import KINDS
from bench.scoring.names import Names
from bench.scoring.pairing import KindScore, Rules, pair_up
from bench.scoring.places import Layout


@dataclass(frozen=True)
class ReportScore:
    """What one report gave: kind -> counts, pairs and what was left over."""

    kinds: Mapping[str, KindScore]

    @property
    def micro(self) -> Levels:
        """The counts of all kinds together."""
        return sum((score.levels for score in self.kinds.values()), Levels())


def score_report(gold: Record, predicted: Record, text: str, *, skip_unsure: bool = False) -> ReportScore:
    """Score one reading.

    Args:
        gold: the annotated reading, in the JSON of one reading.
        predicted: the reading to score, in the same form.
        text: the report; offsets of both count its characters.
        skip_unsure: leave unsure gold records out, and the predicted ones paired with them.

    Returns:
        Counts and lists for each of the ten kinds, also for those that do not occur.
    """
    layout, names = Layout(text), Names.of_reading(gold)
    return ReportScore(
        {
            name: pair_up(
                entries_of(name, gold, layout),
                entries_of(name, predicted, layout),
                Rules(kind, names, by_slots=name == "agreement", skip_unsure=skip_unsure),
            )
            for name, kind in KINDS.items()
        }
    )


class Tally:
    """Sums of the scores of many reports.

    Attributes:
        kinds: kind -> summed counts of both levels.
        slots: slot of the agreement -> summed counts.
        unsupported: predicted records without a valid passage.
        dropped: predicted records left out with unsure gold.
        reports: how many reports were added.
    """

    def __init__(self) -> None:
        self.kinds: dict[str, Levels] = {}
        self.slots: dict[str, Counts] = {}
        self.unsupported = 0
        self.dropped = 0
        self.reports = 0

    def add(self, score: ReportScore) -> None:
        """Add one report."""
        self.reports += 1
        for name, kind in score.kinds.items():
            self.kinds[name] = self.kinds.get(name, Levels()) + kind.levels
            self.unsupported += len(kind.unsupported)
            self.dropped += kind.dropped
            for slot, counts in kind.slots.items():
                self.slots[slot] = self.slots.get(slot, Counts()) + counts

    @property
    def micro(self) -> Levels:
        """The counts of all kinds together, the agreement's right ones by slots."""
        return sum(self.kinds.values(), Levels())

    @property
    def macro(self) -> Means:
        """The means over the kinds that occur."""
        levels = self.kinds.values()
        return Means(
            found=mean(level.found.measure for level in levels), right=mean(level.right.measure for level in levels)
        )

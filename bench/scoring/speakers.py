"""Speakers by distinct speaker: who a report quotes at all, each counted once however often quoted.

Two figures, both over the distinct speakers of a report, added up over reports.

- Named: the set of speakers that the annotation names against the set that the reading names, paired one to one by
  names.py. It asks for no place: a speaker counts who is named for one quote anywhere in the report. A joint speaker
  ("A and B") gives each member. Names that differ in their words are two speakers unless the annotation's aliases make
  them one, so a reading that calls one person by two names loses precision. Quotes of nobody count on neither side.
- Share right: the mean, over the distinct speakers of the annotation as written (joint ones as one), of the share of
  their quotes that are found with the right speaker. Whoever speaks once weighs as much as whoever speaks in every
  paragraph; a reader that knows only the main speakers scores low.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.scoring.counts import Counts
from bench.scoring.entries import Record, listed
from bench.scoring.names import Names, Words, members_of
from bench.scoring.pairing import KindScore


@dataclass(frozen=True)
class SpeakerScore:
    """What one or several reports gave.

    Attributes:
        named: distinct speakers named, in annotation and reading.
        shares: the sum, over distinct annotated speakers, of the share of their quotes that have the right speaker.
        speakers: how many distinct annotated speakers were summed.
    """

    named: Counts = field(default_factory=Counts)
    shares: float = 0.0
    speakers: int = 0

    def __add__(self, other: SpeakerScore) -> SpeakerScore:
        return SpeakerScore(self.named + other.named, self.shares + other.shares, self.speakers + other.speakers)

    @property
    def share_right(self) -> float | None:
        """The mean share, 0 to 1; None where nobody speaks."""
        return self.shares / self.speakers if self.speakers else None


def score_speakers(gold: Record, predicted: Record, quotes: KindScore) -> SpeakerScore:
    """Score the speakers of one report.

    Args:
        gold: the annotated reading, in the JSON of one reading.
        predicted: the reading to score, in the same form.
        quotes: the scored quotes of the two, for the share of each speaker's quotes.
    """
    names = Names.of_reading(gold)
    ours, theirs = (_distinct(_speakers(reading), names) for reading in (gold, predicted))
    paired = names.shared(ours, theirs)
    right: dict[Words, list[bool]] = defaultdict(list)
    for pair in quotes.pairs:
        _note(right, pair.gold, pair.agrees["speaker"], names)
    for missed in quotes.misses:
        _note(right, missed, False, names)
    shares = sum(sum(of_one) / len(of_one) for of_one in right.values())
    return SpeakerScore(Counts(paired, len(ours), len(theirs)), shares, len(right))


def _note(right: dict[Words, list[bool]], quote: Record, is_right: bool, names: Names) -> None:
    if quote.get("speaker"):
        right[names.form(str(quote["speaker"]))].append(is_right)


def _speakers(reading: Record) -> Iterable[str]:
    records = (quote for quote in listed(reading.get("quotes")) if isinstance(quote, dict))
    return (member for quote in records if quote.get("speaker") for member in members_of(str(quote["speaker"])))


def _distinct(written: Iterable[str], names: Names) -> list[str]:
    """One name a form, in order of first mention."""
    kept: dict[Words, str] = {}
    for name in written:
        kept.setdefault(names.form(name), name)
    return list(kept.values())

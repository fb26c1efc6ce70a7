"""Scores who is who within a report: B-cubed over the mentions of actors, and the speakers of found quotes.

The annotation's `mentions` are compared with the mentions of the reading's `actors`. Pronouns are left out, as they are
not annotated. Two mentions may be twins if the head of the annotated one lies in the other ("Ruritanian" in "Ruritanian
troops"); twins are made one to one, equal spans first, then equal heads, then the nearest in length. The head is the
last word before the first comma, bracket, dash, line end, preposition or relative word.

B-cubed gives every mention the share of its cluster that belongs there, and takes the mean: precision over the
mentions of the reading, recall over those of the annotation. A mention without a twin counts 0, as in the reference
implementation of the shared tasks: it is neither left out nor a cluster of one that would be right for nothing. Two
kinds of the reading's mentions are left out of precision, for the annotation cannot tell whether they are right: actors
none of whose mentions has a twin (it marks named actors, not every unnamed official), and mentions within a longer
annotated one ("Ruritania" in "the government of Ruritania": of two that overlap it keeps the longer). `over_twins` is
the same over the twins alone: how well what both sides mention is tied together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.scoring.counts import Measure
from bench.scoring.entries import Record, listed
from bench.scoring.pairing import KindScore

_WORD = re.compile(r"\w+(?:[.\-’']\w+)*")
_CUT = re.compile(
    r"[,(–—;:\n]|--|\b(?:about|against|among|at|by|during|for|from|in|inside|of|on|that|to|under|which|who|whose|with)\b"
)
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    head: tuple[int, int]
    actor: object

    def holds(self, other: _Mention) -> bool:
        """Does it cover the whole of another mention?"""
        return self.start <= other.start and other.end <= self.end

    def likeness(self, other: _Mention) -> tuple[int, int] | None:
        """How well another mention fits this annotated one, the lower the better; None where it is no twin."""
        if not (other.start < self.head[1] and self.head[0] < other.end):
            return None
        same = (self.start, self.end) == (other.start, other.end)
        rank = 0 if same else 1 if self.head == other.head else 2
        return rank, abs((self.end - self.start) - (other.end - other.start))


@dataclass(frozen=True)
class BCubed:
    """Sums of shares over mentions, to add up over reports.

    Attributes:
        precise, predicted: sum of shares over the reading's mentions, and how many these are.
        recalled, gold: the same over the annotation's.
    """

    precise: float = 0.0
    predicted: int = 0
    recalled: float = 0.0
    gold: int = 0

    def __add__(self, other: BCubed) -> BCubed:
        return BCubed(
            self.precise + other.precise,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.gold + other.gold,
        )

    @property
    def measure(self) -> Measure:
        """Precision, recall and F1; None where nothing is mentioned on either side."""
        if not self.predicted and not self.gold:
            return Measure(None, None, None)
        precision = self.precise / self.predicted if self.predicted else 0.0
        recall = self.recalled / self.gold if self.gold else 0.0
        both = precision + recall
        return Measure(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(frozen=True)
class ActorScore:
    """What one or several reports gave.

    Attributes:
        whole: over all mentions.
        over_twins: over those that both sides have.
    """

    whole: BCubed = field(default_factory=BCubed)
    over_twins: BCubed = field(default_factory=BCubed)

    def __add__(self, other: ActorScore) -> ActorScore:
        return ActorScore(self.whole + other.whole, self.over_twins + other.over_twins)


def score_actors(gold: Record, predicted: Record, text: str) -> ActorScore:
    """Score the actors of one report.

    Args:
        gold: the annotated reading, with `mentions` (start, end, actor).
        predicted: the reading to score, with `actors` and their `mentions`.
        text: the report; offsets of both count its characters.
    """
    ours, theirs = list(_annotated(gold, text)), list(_read(predicted, text))
    twins = _twins(ours, theirs)
    shared = [(ours[row], theirs[column]) for row, column in twins.items()]
    marked, paired = {other.actor for _, other in shared}, set(twins.values())
    kept = [
        mention
        for number, mention in enumerate(theirs)
        if number in paired or (mention.actor in marked and not any(one.holds(mention) for one in ours))
    ]
    return ActorScore(
        _b_cubed(ours, kept, shared), _b_cubed([one for one, _ in shared], [other for _, other in shared], shared)
    )


def _annotated(gold: Record, text: str) -> Iterator[_Mention]:
    for row in listed(gold.get("mentions")):
        if isinstance(row, Mapping):
            yield _mention(row, row["actor"], text)


def _read(predicted: Record, text: str) -> Iterator[_Mention]:
    for number, actor in enumerate(listed(predicted.get("actors"))):
        for row in listed(actor.get("mentions") if isinstance(actor, Mapping) else None):
            if isinstance(row, Mapping) and row["how"] != "pronoun":
                yield _mention(row["passage"], number, text)


def _mention(place: Mapping[str, int], actor: object, text: str) -> _Mention:
    start, end = place["start"], place["end"]
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return _Mention(start, end, (start, end), actor)
    cut = _CUT.search(text, words[0].end(), end)
    head = [word for word in words if cut is None or word.end() <= cut.start()][-1]
    bare = _POSSESSIVE.sub("", head.group())
    return _Mention(start, end, (head.start(), head.start() + max(len(bare), 1)), actor)


def _twins(ours: Sequence[_Mention], theirs: Sequence[_Mention]) -> dict[int, int]:
    """Numbers of our mentions and of theirs, one to one, the best fit first."""
    allowed = [
        (*fit, row, column)
        for row, one in enumerate(ours)
        for column, other in enumerate(theirs)
        if (fit := one.likeness(other)) is not None
    ]
    rows: dict[int, int] = {}
    columns: set[int] = set()
    for _, _, row, column in sorted(allowed):
        if row not in rows and column not in columns:
            rows[row] = column
            columns.add(column)
    return rows


def _b_cubed(
    ours: Sequence[_Mention], theirs: Sequence[_Mention], shared: Sequence[tuple[_Mention, _Mention]]
) -> BCubed:
    together = Counter((one.actor, other.actor) for one, other in shared)
    of_ours, of_theirs = Counter(m.actor for m in ours), Counter(m.actor for m in theirs)
    return BCubed(
        sum(together[one.actor, other.actor] / of_theirs[other.actor] for one, other in shared),
        len(theirs),
        sum(together[one.actor, other.actor] / of_ours[one.actor] for one, other in shared),
        len(ours),
    )


@dataclass(frozen=True)
class QuoteSpeakers:
    """The speakers of quotes that are found and whose speaker the annotation names.

    Attributes:
        asked: how many these are.
        answered: those for which the reading names somebody.
        right: those for which it names the right one.
    """

    asked: int = 0
    answered: int = 0
    right: int = 0

    def __add__(self, other: QuoteSpeakers) -> QuoteSpeakers:
        return QuoteSpeakers(self.asked + other.asked, self.answered + other.answered, self.right + other.right)

    @property
    def share_right(self) -> float | None:
        """Of those answered; None where none is."""
        return self.right / self.answered if self.answered else None

    @property
    def share_unanswered(self) -> float | None:
        """Of those asked; None where none is."""
        return 1 - self.answered / self.asked if self.asked else None


def score_quote_speakers(quotes: KindScore) -> QuoteSpeakers:
    """Count the speakers of one report's scored quotes."""
    asked = [pair for pair in quotes.pairs if pair.gold.get("speaker")]
    answered = [pair for pair in asked if pair.predicted.get("speaker")]
    return QuoteSpeakers(len(asked), len(answered), sum(pair.agrees["speaker"] for pair in answered))

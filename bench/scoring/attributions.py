"""Scores attributions: who says what, as the reference scorer of attributions counts them in full.

Spans become the word tokens that they cover by more than half; punctuation and quotation marks are no tokens. An
attribution is right when the Jaccard of the contents is at least 0.5 and the source agrees: the gold source's head lies
in the predicted source or is its head; where gold has no source, the prediction must have none. Pairs are made one to
one by falling Jaccard, equal ones in the order of gold, then of prediction. Attributions without content are no units.

The head of a source is the last token before its first comma, bracket, dash, colon, line end, preposition or relative
word (none of which can be its first token): "Gen. Ana Ruiz of the army" has "Ruiz".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.scoring.counts import Counts
from bench.scoring.entries import Record, listed

_TOKEN = re.compile(r"\w+(?:[’'\-.]\w+)*")
_CUT = re.compile(r"[,(–—;:]|--|\n")
_CUTTING_WORDS = frozenset(
    (
        "about", "after", "against", "among", "and", "as", "at", "by", "during", "for", "from", "in", "including",
        "inside", "near", "of", "on", "or", "outside", "over", "speaking", "that", "to", "under", "which", "who",
        "whom", "whose", "with", "within", "working",
    )
)  # fmt: skip
_LEAST_CONTENT_OVERLAP = 0.5

Offsets = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Attribution:
    """Source and content as token numbers, and the token that heads the source (None: no source)."""

    source: frozenset[int]
    content: frozenset[int]
    head: int | None

    def agrees_in_source(self, predicted: Attribution) -> bool:
        if self.head is None:
            return not predicted.source
        return bool(predicted.source) and (self.head in predicted.source or self.head == predicted.head)

    def overlap(self, predicted: Attribution) -> float:
        """Jaccard of the contents."""
        return len(self.content & predicted.content) / len(self.content | predicted.content)


class Tokens:
    """The word tokens of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [token.span() for token in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        self._ends = [end for _, end in self._spans]

    def covered(self, spans: Offsets) -> frozenset[int]:
        """Numbers of the tokens that one of `spans` covers by more than half."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
            if 2 * (min(end, self._ends[number]) - max(start, self._starts[number])) > self._width(number)
        )

    def head(self, source: frozenset[int]) -> int | None:
        """The token that heads a source, or None where it has no token."""
        head: int | None = None
        for number in sorted(source):
            if head is not None and (number != head + 1 or self._cuts_before(number)):
                break
            head = number
        return head

    def _cuts_before(self, number: int) -> bool:
        start, end = self._spans[number]
        between = self._text[self._ends[number - 1] : start]
        return _CUT.search(between) is not None or self._text[start:end].lower() in _CUTTING_WORDS

    def _width(self, number: int) -> int:
        return self._ends[number] - self._starts[number]


def score_attributions(gold: Sequence[Record], predicted: Sequence[Record], text: str) -> Counts:
    """Count the right attributions of one text.

    Args:
        gold: rows with "source" and "content", each a list of [start, end]; either may be missing.
        predicted: rows in the same form.
        text: the text that the offsets count.

    Returns:
        Counts to add up over texts; their `measure` is the F1 of full attributions.
    """
    tokens = Tokens(text)
    units, guesses = ([unit for row in rows if (unit := _unit(row, tokens)).content] for rows in (gold, predicted))
    allowed = [
        (-unit.overlap(guess), row, column)
        for row, unit in enumerate(units)
        for column, guess in enumerate(guesses)
        if unit.overlap(guess) >= _LEAST_CONTENT_OVERLAP and unit.agrees_in_source(guess)
    ]
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in sorted(allowed):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
    return Counts(len(rows), len(units), len(guesses))


def attributions_of(reading: Record) -> list[Record]:
    """The quotes of a reading as rows to score: its `source` passages, and its `content`.

    A quote whose `source` is missing counts as one without a source.
    """
    return [
        {"source": _offsets(quote.get("source")), "content": _offsets(quote.get("content"))}
        for quote in listed(reading.get("quotes"))
        if isinstance(quote, Mapping)
    ]


def _unit(row: Record, tokens: Tokens) -> Attribution:
    source = tokens.covered(_spans(row.get("source")))
    return Attribution(source, tokens.covered(_spans(row.get("content"))), tokens.head(source))


def _spans(value: object) -> Offsets:
    return [(int(start), int(end)) for start, end in value] if isinstance(value, list) else []


def _offsets(passages: object) -> list[list[int]]:
    return [[passage["start"], passage["end"]] for passage in listed(passages) if isinstance(passage, Mapping)]

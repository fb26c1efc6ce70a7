"""A simple linker, and the measure of whole attributions: what settings are chosen by.

The reader's own linker is better and knows syntax; this one needs a text and the three roles only. The measure counts
as the reference scorer of attributions does (bench.scoring.attributions, which a test holds this one against).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.heads import Offsets, Spans

_ENDS = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|No|vs|Jr|Sr|Inc|Corp|Co"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$"
)
_TOKEN = re.compile(r"\w+(?:[’'\-.]\w+)*")
_CUT = re.compile(r"[,(–—;:]|--|\n")
_CUTTING_WORDS = frozenset(
    "about after against among and as at by during for from in including inside near of on or outside over speaking "
    "that to under which who whom whose with within working".split()
)
_LEAST_OVERLAP = 0.5
_Span = tuple[int, int]


@dataclass
class _Anchor:
    """A cue with its source, or one of them alone; what is attributed hangs on it."""

    cue: _Span | None
    source: _Span | None
    contents: list[_Span] = field(default_factory=list)

    @property
    def spans(self) -> list[_Span]:
        return [span for span in (self.cue, self.source) if span is not None]


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin, roughly."""
    ends = (
        end.end()
        for end in _ENDS.finditer(text)
        if "\n" in end[0] or not _SHORT.search(text, max(0, end.start() - 8), end.start())
    )
    return [0, *ends]


def link(text: str, spans: Mapping[str, Spans]) -> list[dict[str, Offsets]]:
    """Whole attributions from the three roles.

    Each content goes to the nearest cue or source of its sentence, else of its paragraph, else (a quotation running on)
    to the last one before it; contents that hang on one cue are one attribution.
    """
    starts = sentence_starts(text)
    breaks = [0] + [gap.end() for gap in re.finditer(r"\n+", text)]
    anchors = _anchors(spans, starts)
    for content in sorted((start, end) for start, end, _ in spans["content"]):
        outside = [a for a in anchors if any(s[0] < content[0] or s[1] > content[1] for s in a.spans)]
        anchor = _anchor(content, outside, starts, breaks, text)
        if anchor is not None:
            anchor.contents.append(content)
    return [_attribution(anchor) for anchor in anchors if anchor.contents]


def _anchor(
    content: _Span, anchors: Sequence[_Anchor], starts: Sequence[int], breaks: Sequence[int], text: str
) -> _Anchor | None:
    """What a content hangs on: in its sentence, else in its paragraph, else the last before it where it is quoted."""
    for borders in (starts, breaks):
        first, last = bisect_right(borders, content[0]), bisect_right(borders, content[1] - 1)
        here = [a for a in anchors if any(first <= bisect_right(borders, s[0]) <= last for s in a.spans)]
        if here:
            return min(here, key=lambda anchor: min(_gap(span, content) for span in anchor.spans))
    if text[content[0]] in "\"“‘'":
        before = [a for a in anchors if a.source and max(s[1] for s in a.spans) <= content[0]]
        return before[-1] if before else None
    return None


def _anchors(spans: Mapping[str, Spans], starts: Sequence[int]) -> list[_Anchor]:
    """Each cue with the nearest free source of its sentence; sources left over stand alone."""
    of_sentence: dict[int, list[_Span]] = defaultdict(list)
    for start, end, _ in sorted(spans["source"]):
        of_sentence[bisect_right(starts, start)].append((start, end))
    found = []
    for start, end, _ in sorted(spans["cue"]):
        here = of_sentence[bisect_right(starts, start)]
        source = min(here, key=lambda s: _gap(s, (start, end)), default=None)
        if source is not None:
            here.remove(source)
        found.append(_Anchor((start, end), source))
    found += [_Anchor(None, source) for here in of_sentence.values() for source in here]
    return sorted(found, key=lambda anchor: anchor.spans[0])


def _gap(one: _Span, other: _Span) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


def _attribution(anchor: _Anchor) -> dict[str, Offsets]:
    return {
        "source": [list(anchor.source)] if anchor.source else [],
        "cue": [list(anchor.cue)] if anchor.cue else [],
        "content": [list(content) for content in anchor.contents],
    }


def right_attributions(
    gold: Sequence[Mapping[str, Offsets]], predicted: Sequence[Mapping[str, Offsets]], text: str
) -> tuple[int, int, int]:
    """Whole attributions that are right, those of gold, those predicted."""
    tokens = [token.span() for token in _TOKEN.finditer(text)]
    units = [unit for each in gold if (unit := _unit(each, tokens))[1]]
    guesses = [unit for each in predicted if (unit := _unit(each, tokens))[1]]
    pairs = []
    for row, (source, content) in enumerate(units):
        head = _head(source, tokens, text)
        for column, (guessed_source, guessed) in enumerate(guesses):
            overlap = len(content & guessed) / len(content | guessed)
            agrees = head in guessed_source if head is not None else not guessed_source
            if overlap >= _LEAST_OVERLAP and agrees:
                pairs.append((-overlap, row, column))
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in sorted(pairs):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
    return len(rows), len(units), len(guesses)


def _unit(each: Mapping[str, Offsets], tokens: Sequence[_Span]) -> tuple[set[int], set[int]]:
    """Source and content as numbers of the tokens that they cover by more than half."""
    return _covered(each["source"], tokens), _covered(each["content"], tokens)


def _covered(spans: Offsets, tokens: Sequence[_Span]) -> set[int]:
    return {
        number
        for start, end in spans
        for number, (s, e) in enumerate(tokens)
        if s < end and e > start and 2 * (min(end, e) - max(start, s)) > e - s
    }


def _head(source: set[int], tokens: Sequence[_Span], text: str) -> int | None:
    head: int | None = None
    for number in sorted(source):
        if head is not None:
            start, end = tokens[number]
            cut = _CUT.search(text, tokens[number - 1][1], start) or text[start:end].lower() in _CUTTING_WORDS
            if number != head + 1 or cut:
                break
        head = number
    return head

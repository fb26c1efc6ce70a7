"""Mends the spans of a tagger before they are tied: what is unsure goes, what was torn is joined, quotations close."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trucewatch.reading.attribution_link_signs import Extent, Item
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.quotation_marks import Marked, find_marked, marked_between

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_BARE_WORD = re.compile(r"[ \u00a0][a-z]+[ \u00a0]|[-’']")
_NEAR_CLOSE = 4  # words that a content is stretched over, or joined over, in a quotation


def mended(
    text: str, role: str, spans: Sequence[Span], others: Sequence[Span], least: float
) -> list[tuple[Item, float]]:
    """The spans of one role as items with their probability.

    Args:
        text: the text that the offsets count.
        role: "S", "C" or "K".
        spans: what the tagger found for the role.
        others: the spans of the other roles; nothing is joined over one of them.
        least: spans of a lower probability are dropped.
    """
    sure = sorted(span for span in spans if span.probability >= least and span.start < span.end)
    taken = [(other.start, other.end) for other in others if other.probability >= least]
    marked = _quotations(text) if role == "K" else ()
    joined: list[Span] = []
    for span in sure:
        last = joined[-1] if joined else None
        if last is not None and _is_torn(text, last, span, marked) and not _crosses(last.end, span.start, taken):
            joined[-1] = Span(last.start, max(last.end, span.end), last.kind, _mean(last, span))
        else:
            joined.append(span)
    if role == "K":
        joined = _with_marks(text, joined, taken, marked)
    return [(Item(role, span.start, span.end), span.probability) for span in joined]


def _quotations(text: str) -> tuple[Marked, ...]:
    return find_marked(text, tuple(m.span() for m in _PARAGRAPH.finditer(text)))


def _is_torn(text: str, left: Span, right: Span, marked: Sequence[Marked]) -> bool:
    """Pieces that overlap, with one bare word or a hyphen between them, or in one quotation with a few words between.

    Other neighbours are mostly two spans in the annotated news: "the plan, which", "the proposal" of two attributions.
    """
    if right.start < left.end:
        return True
    between = text[left.end : right.start]
    words = len(_WORD.findall(between))
    if any(m.start <= left.start and right.end <= m.end for m in marked_between(marked, left.start, right.end)):
        return words <= _NEAR_CLOSE
    return _BARE_WORD.fullmatch(between) is not None


def _crosses(start: int, end: int, taken: Sequence[Extent]) -> bool:
    return any(s < end and start < e for s, e in taken)


def _mean(left: Span, right: Span) -> float:
    """The mean of two probabilities, by length."""
    a, b = left.end - left.start, right.end - right.start
    return (a * left.probability + b * right.probability) / (a + b)


def _with_marks(text: str, contents: Sequence[Span], taken: Sequence[Extent], marked: Sequence[Marked]) -> list[Span]:
    """Contents stretched to the mark that closes, or opens, a quotation which they nearly fill."""
    found: list[Span] = []
    for number, span in enumerate(contents):
        start, end = span.start, span.end
        neighbours = [*taken, *((c.start, c.end) for n, c in enumerate(contents) if n != number)]
        for mark in marked_between(marked, start, end):
            end = _end_in(text, mark, (start, end), neighbours)
            start = _start_in(text, mark, (start, end), neighbours)
        found.append(Span(start, end, span.kind, span.probability))
    return found


def _end_in(text: str, mark: Marked, content: Extent, neighbours: Sequence[Extent]) -> int:
    end = content[1]
    inside = mark.start < end <= mark.end and mark.closed
    if not inside or len(_WORD.findall(text[end : mark.end])) > _NEAR_CLOSE or _crosses(end, mark.end, neighbours):
        return end
    return max(end, mark.end)


def _start_in(text: str, mark: Marked, content: Extent, neighbours: Sequence[Extent]) -> int:
    start = content[0]
    inside = mark.start < start < mark.end
    if not inside or len(_WORD.findall(text[mark.start : start])) > _NEAR_CLOSE:
        return start
    return start if _crosses(mark.start, start, neighbours) else mark.start

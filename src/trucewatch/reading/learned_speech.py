"""Learned attributions in the form of those that the rules find: trimmed contents, marks, the source's head."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from trucewatch.reading.attribution_links import Linked
from trucewatch.reading.attributions import Attribution, Extent, Source, extents
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.quotation_marks import Marked, marked_between
from trucewatch.reading.sentences import text_of

_THAT = re.compile(r"(?:,\s*)?that\b[\s,]*", re.IGNORECASE)


@dataclass(frozen=True)
class Learned:
    """An attribution of the tagger.

    Attributes:
        found: in the form of the rules.
        quoted: share of its content that the tagger takes for a quote, 0 to 1.
    """

    found: Attribution
    quoted: float


def learned_attributions(
    linked: Sequence[Linked], quotes: Sequence[Span], doc: Doc, marked: Sequence[Marked]
) -> list[Learned]:
    """Attributions that have content, by its start."""
    made = []
    for each in linked:
        found = _attribution(each, doc, marked)
        if found is not None:
            made.append(Learned(found, _share(found.content, quotes)))
    return sorted(made, key=lambda one: one.found.content)


def _attribution(linked: Linked, doc: Doc, marked: Sequence[Marked]) -> Attribution | None:
    content = tuple(piece for extent in linked.content for piece in _trimmed(extent, doc))
    if not content:
        return None
    inner = [_inside(piece, marked) for piece in content]
    direct = all(inner)
    return Attribution(
        content=tuple(dict.fromkeys(piece for piece in inner if piece)) if direct else content,
        cue=linked.cue[0] if linked.cue else None,
        source=_source(linked.source[0], doc) if linked.source else None,
        direct=direct,
        confidence=round(linked.probability, 3),
    )


def _trimmed(extent: Extent, doc: Doc) -> tuple[Extent, ...]:
    """Whole tokens without stops, conjunctions or "that" at the edges; what stands between paragraphs parts it."""
    start, end = extent
    lead = _THAT.match(text_of(doc), start, end)
    span = doc.char_span(lead.end() if lead else start, end, alignment_mode="expand")
    return extents(doc, range(span.start, span.end)) if span is not None else ()


def _inside(piece: Extent, marked: Sequence[Marked]) -> Extent | None:
    """The words between marks that a piece is made of; None where it is more or less than they are."""
    start, end = piece
    for m in marked_between(marked, start, end):
        within = m.start <= start and end <= m.end
        if within and 2 * (end - start) > m.end - m.start:
            return m.inner
    return None


def _source(extent: Extent, doc: Doc) -> Source | None:
    span = doc.char_span(*extent, alignment_mode="contract")
    if span is None or not len(span):
        return None
    root = span.root
    partners = tuple(t.idx for t in root.conjuncts if span.start <= t.i < span.end)
    return Source(extent, root.idx, partners)


def _share(content: Sequence[Extent], quotes: Sequence[Span]) -> float:
    ends = [span.end for span in quotes]
    shared = 0
    for start, end in content:
        for span in quotes[bisect_right(ends, start) :]:
            if span.start >= end:
                break
            shared += min(end, span.end) - max(start, span.start)
    return shared / max(1, sum(end - start for start, end in content))

"""What is attributed to whom, before names are resolved: stretches of characters, and how tokens become them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from trucewatch.reading.sentences import Sentences, text_of

Extent = tuple[int, int]

_DATELINE = re.compile(r"[A-Z][A-Z’'/.-]{2,}[^\n]{0,70}?(?:\s[–—-]{1,2}|\)\s?_)\s|[A-Z][A-Z ]{3,30}\.\s(?=[A-Z][a-z])")
_EDGE = frozenset(",;:.–—-…")
_LEADING = frozenset("and but or yet so meanwhile however nevertheless moreover nonetheless still".split())


@dataclass(frozen=True)
class Source:
    """The noun phrase of the speaker, or of several.

    Attributes:
        extent: its words.
        head: offset of its head token.
        partners: offsets of the heads of further speakers of the same cue.
    """

    extent: Extent
    head: int
    partners: tuple[int, ...] = ()


@dataclass(frozen=True)
class Attribution:
    """Words or thoughts attributed to somebody; all extents are (start, end) in characters of the report.

    Attributes:
        content: what is attributed, in order; several where the cue breaks it.
        cue: the verb or phrase of saying.
        source: who is said to say so, None where the report gives nobody.
        carriers: who passes it on ("..., the agency reported"), outermost last.
        direct: the content is what stands between marks.
        unsure: tied without a cue of its own.
        confidence: how sure the tagger is of it, 0 to 1; None where rules found it.
    """

    content: tuple[Extent, ...]
    cue: Extent | None
    source: Source | None
    carriers: tuple[Source, ...] = ()
    direct: bool = False
    unsure: bool = False
    confidence: float | None = None

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]

    def covers(self, start: int, end: int) -> bool:
        """Does one piece of its content cover the whole extent?"""
        return any(a <= start and end <= b for a, b in self.content)


def extents(doc: Doc, indices: Iterable[int]) -> tuple[Extent, ...]:
    """Runs of tokens as character extents, without punctuation, stray marks or a conjunction at their edges."""
    runs: list[list[int]] = []
    for i in sorted(set(indices)):
        if runs and all(doc[j].is_space for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        elif not doc[i].is_space:
            runs.append([i])
    found = []
    for number, run in enumerate(runs):
        first, last = _without_edges(doc, run[0], run[-1], leading=number == 0)
        if first <= last:
            found.append((doc[first].idx, doc[last].idx + len(doc[last])))
    return tuple(found)


def _without_edges(doc: Doc, first: int, last: int, *, leading: bool) -> tuple[int, int]:
    while first <= last and (_is_edge(doc[first]) or (leading and _is_link(doc[first], doc, last))):
        first += 1
    while last >= first and _is_edge(doc[last]):
        last -= 1
    return first, last


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text[0] in _EDGE)


def _is_link(token: Token, doc: Doc, last: int) -> bool:
    """A conjunction, or "However" before its comma, that ties the sentence to the one before."""
    if token.lower_ not in _LEADING:
        return False
    return token.pos_ == "CCONJ" or (token.i < last and doc[token.i + 1].text == ",")


def dateline_end(sentences: Sentences) -> int:
    """Offset behind a place and date that open the text ("VIENNA, June 3 (Agency) - "); 0 where none does."""
    for start, end in sentences.paragraphs[:3]:
        found = _DATELINE.match(text_of(sentences.doc), start, end)
        if found is not None:
            return found.end()
    return 0


def is_finite(token: Token) -> bool:
    """A finite verb or a modal, by its tag; "had been", "would go" count by their first word."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def extent_of(first: Token, last: Token) -> Extent:
    """From the first character of one token to the last of another."""
    return first.idx, last.idx + len(last)

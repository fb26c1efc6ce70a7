"""Transcripts and interviews: a guest's labelled turn is one direct quote; the outlet's own people are its voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from trucewatch.reading.attributions import Attribution, Extent, Source
from trucewatch.reading.sentences import text_of

_LABEL = re.compile(
    r"(?P<name>[A-Z][A-Z .’'-]{0,30}[A-Z]|[QA]|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})"
    r"(?: \([^)\n]{1,40}\))?:[ \t]+(?=\S)"
)
_OWN = re.compile(
    r"(?:news ?)?(?:anchor|presenter|host|moderator|interviewer|reporter|correspondent|announcer|newsreader|narrator"
    r"|question|q|voice[- ]?over)s?(?: \w+)?",
    re.IGNORECASE,
)
_COLLEAGUE = r"\b(?:our|the programme[’']s)\s(?:\w+\s){0,2}(?:reporter|correspondent|colleague|editor)s?\b"
_ASIDE = re.compile(r"\s*[(\[][A-Z][^()\[\]\n]{0,40}[)\]]\s*")  # "(Laughter.)"
_LEAST_TURNS = 3


@dataclass(frozen=True)
class Turn:
    """What one person says without a break.

    Attributes:
        label: the name before the colon.
        words: what is said, paragraph by paragraph, without asides in brackets.
        is_own: the outlet's own person speaks.
    """

    label: Extent
    words: tuple[Extent, ...]
    is_own: bool

    def holds(self, extent: Extent) -> bool:
        """Do its words cover an extent, asides counted in?"""
        return bool(self.words) and self.words[0][0] <= extent[0] and extent[1] <= self.words[-1][1]


def find_turns(text: str, paragraphs: Sequence[Extent]) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none where the text is something else.

    A text is a transcript if three paragraphs or more begin with a label and one label comes back.
    """
    lines = [line for start, end in paragraphs for line in _lines(text, start, end)]
    labelled = [(m, end) for start, end in lines if (m := _LABEL.match(text, start, end))]
    counts = Counter(m["name"] for m, _ in labelled)
    if len(labelled) < _LEAST_TURNS or max(counts.values()) < 2:
        return ()
    own = {name for name in counts if _OWN.fullmatch(name) or _reports(text, name)}
    turns = []
    for number, (m, _) in enumerate(labelled):
        stop = labelled[number + 1][0].start() if number + 1 < len(labelled) else len(text)
        pieces = [(max(start, m.end()), end) for start, end in lines if m.start() <= start < stop]
        words = tuple(part for start, end in pieces for part in _spoken(text, start, end))
        turns.append(Turn(m.span("name"), words, m["name"] in own))
    return tuple(turns)


def with_turns(found: Sequence[Attribution], turns: Sequence[Turn], doc: Doc) -> list[Attribution]:
    """The guests' turns as direct quotes in place of what was found inside them; by the start of their content."""
    guests = [turn for turn in turns if not turn.is_own and turn.words]
    kept = [a for a in found if not any(turn.holds(piece) for turn in guests for piece in a.content)]
    return sorted([*kept, *(_attribution(turn, doc) for turn in guests)], key=lambda a: a.content)


def _lines(text: str, start: int, end: int) -> list[Extent]:
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]


def _reports(text: str, name: str) -> bool:
    """Is somebody introduced as the outlet's own: "our reporter Ana Berg", "Ana Berg reports"?"""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    introduced = rf"{_COLLEAGUE}[^.?!\n]{{0,40}}\b{last}\b"
    return re.search(rf"{introduced}|\b{last}\s(?:reports|reporting)\b", text, re.IGNORECASE) is not None


def _spoken(text: str, start: int, end: int) -> list[Extent]:
    edges = [start, *(edge for m in _ASIDE.finditer(text, start, end) for edge in m.span()), end]
    parts = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()]
    return [(a + len(w) - len(w.lstrip()), a + len(w.rstrip())) for a, b in parts if (w := text[a:b])]


def _attribution(turn: Turn, doc: Doc) -> Attribution:
    text = text_of(doc)
    head = turn.label[0] + text[slice(*turn.label)].rfind(" ") + 1
    return Attribution(turn.words, None, Source(turn.label, head), direct=True)

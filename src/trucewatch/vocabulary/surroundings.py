"""The sentence around a passage, for showing it; found without the reader, from the text alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from trucewatch.vocabulary.passage import Passage

_MOST = 400  # characters shown on either side; beyond, the text is cut with an ellipsis
_WRAPPED_AT = 100  # lines of hard-wrapped text are shorter than this
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z])")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|Hon|Rev|St|No|Art|vs|cf|Jr|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[^\W\d_]|\.[^\W\d_]+)\.\s*$"
)


@dataclass(frozen=True)
class Surroundings:
    """A passage inside its sentence.

    Attributes:
        before, after: the rest of the sentence (of several, where the passage runs over their edge); cut with "…"
            where it is very long.
        passage: the passage.
        paragraph: number of its paragraph, counted from 1, and `paragraphs`, how many the text has.
    """

    before: str
    passage: Passage
    after: str
    paragraph: int
    paragraphs: int

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "before": self.before,
            "passage": {"start": self.passage.start, "end": self.passage.end, "text": self.passage.text},
            "after": self.after,
            "paragraph": self.paragraph,
            "paragraphs": self.paragraphs,
        }


def sentence_around(text: str, passage: Passage) -> Surroundings:
    """The sentence, or sentences, that a passage of a text lies in.

    Sentence ends are found by their stops, common abbreviations and initials aside: at worst a neighbouring sentence
    is shown as well, never less than the passage's own.
    """
    edge = _paragraph_edge(text)
    left = max(0, passage.start - 4 * _MOST)
    start = max((end for end in _ends(text, left, passage.start, edge)), default=left)
    right = min(len(text), passage.end + 4 * _MOST)
    stop = min((end for end in _ends(text, passage.end - 1, right, edge) if end >= passage.end), default=right)
    before, after = text[start : passage.start].lstrip(), text[passage.end : stop].rstrip()
    if len(before) > _MOST:
        before = "… " + before[-_MOST:].split(" ", 1)[-1]
    if len(after) > _MOST:
        after = after[:_MOST].rsplit(" ", 1)[0] + " …"
    breaks = [m.start() for m in edge.finditer(text.strip())]
    offset = passage.start - (len(text) - len(text.lstrip()))
    return Surroundings(before, passage, after, 1 + sum(b < offset for b in breaks), 1 + len(breaks))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, found as `sentence_around` finds them, without the blanks between them."""
    return tuple(sentence.text for sentence in sentence_passages(text))


def sentence_passages(text: str) -> tuple[Passage, ...]:
    """The same sentences with their places."""
    ends = sorted({0, len(text), *_ends(text, 0, len(text), _paragraph_edge(text))})
    return tuple(Passage.of(text, start, end) for start, end in pairwise(ends) if text[start:end].strip())


def _paragraph_edge(text: str) -> re.Pattern[str]:
    """Blank lines where the lines are hard-wrapped, else every line end."""
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = _BLANK.search(text) is not None and len(lines) > 3 and max(map(len, lines)) < _WRAPPED_AT
    return _BLANK if wrapped else _LINE


def _ends(text: str, left: int, right: int, edge: re.Pattern[str]) -> list[int]:
    """Offsets behind the ends of sentences and paragraphs in a stretch of text."""
    found = [m.end() for m in edge.finditer(text, left, right)]
    # A little further than the stretch, for a stop is known as one by what follows it.
    stops = [m for m in _STOP.finditer(text, left, min(len(text), right + 3)) if m.end() <= right]
    return found + [m.end() for m in stops if not _SHORT.search(text[max(0, m.start() - 8) : m.start() + 1])]

"""The text of a report in paragraphs, cut into runs: stretches that lie under the same marks from end to end.

Offsets count characters of the report's stored text, as everywhere; every run has as many characters as are shown of
it, so that a page can tell from a place in a run the place in the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.kinds import Agreement, Content, Kind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading_html import LOOKS
from trucewatch.vocabulary.statement import AnyStatement

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages whose letters run from right to left."""

_LANES = 5  # lines under one another at most; more marks share the last
_WRAPPED_AT = 100  # lines of hard-wrapped text are shorter than this
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Mark:
    """Words that carry statements of one kind.

    Attributes:
        start, end: the place.
        kind: the kind.
        code: its two letters.
        line: style of its line: solid, double, dashed or dotted.
        lane: height of its line under the words, from 0.
        statements: ids of the statements.
    """

    start: int
    end: int
    kind: Kind
    code: str
    line: str
    lane: int
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A stretch of text.

    Attributes:
        start: offset of its first character.
        text: what is shown: one character for each of the report's.
        marks: the marks it lies under, the outer ones first.
        begins: of those, the ones that begin with it.
        asked: does it lie in the passage that was asked for?
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    asked: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]


def passages_of(content: Content) -> list[Passage]:
    """The passages of a content, of an agreement those of its phases too; each once, in the order of the text."""
    phases = content.phases if isinstance(content, Agreement) else ()
    return sorted({*content.passages, *(p for phase in phases for p in phase.evidence)})


def marks_of(statements: Iterable[AnyStatement]) -> tuple[Mark, ...]:
    """All passages in the order of the text, the longer first; short ones take the lowest line that is free."""
    placed: dict[tuple[int, int, Kind], list[str]] = {}
    for statement in statements:
        for passage in passages_of(statement.content):
            placed.setdefault((passage.start, passage.end, statement.content.KIND), []).append(statement.id)
    lanes: list[list[tuple[int, int]]] = []
    marks = []
    for start, end, kind in sorted(placed, key=lambda at: (at[1] - at[0], at)):
        lane = next((n for n, taken in enumerate(lanes) if _is_free(start, end, taken)), len(lanes))
        lane = min(lane, _LANES - 1)
        if lane == len(lanes):
            lanes.append([])
        insort(lanes[lane], (start, end))
        look = LOOKS[kind]
        marks.append(Mark(start, end, kind, look.code, look.line, lane, tuple(placed[start, end, kind])))
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, -m.lane)))


def paragraphs_of(text: str, marks: Sequence[Mark], asked: Passage | None = None) -> tuple[Paragraph, ...]:
    """The text of a report with its marks.

    Args:
        text: the text.
        marks: in the order of `marks_of`.
        asked: a passage that is to be shown.
    """
    waiting, running = list(reversed(marks)), list[Mark]()
    out = []
    for start, end in _extents(text):
        while waiting and waiting[-1].start < end:
            running.append(waiting.pop())
        running = [mark for mark in running if mark.end > start]
        out.append(Paragraph(tuple(_runs(text, (start, end), running, asked))))
    return tuple(out)


def words_at(text: str, start: int, end: int) -> str:
    """The words between two offsets as a person would name them: `TEXT`, or `TEXT#2` where the text has them twice.

    Raises:
        TrucewatchError: the offsets lie outside the text, there is nothing between them, or no number tells the place
            from others with the same words.
    """
    passage = Passage.of(text, start, end)
    found = _places(text, passage.text)
    number = next((n for n, place in enumerate(found, 1) if place == (passage.start, passage.end)), None)
    numbered = f"{passage.text}#{number}"
    if len(found) == 1 and number:
        return passage.text
    if number is None or _places(text, numbered):
        raise TrucewatchError(
            f"the words at {start}-{end} cannot be told from the same words elsewhere", expected="some words more"
        )
    return numbered


def _places(text: str, words: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    return [match.span() for match in re.finditer(pattern, text)]


def _is_free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (end, 0))
    return at == 0 or taken[at - 1][1] <= start


def _extents(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends: at blank lines where the lines are hard-wrapped, else at every line end."""
    lines = [line for line in text.split("\n") if line.strip()]
    wrapped = _BLANK.search(text) is not None and len(lines) > 3 and max(map(len, lines)) < _WRAPPED_AT
    edges = [match.span() for match in (_BLANK if wrapped else _LINE).finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *edges, (len(text), len(text))]):
        if text[start:end].strip():
            yield start, end


def _runs(text: str, extent: tuple[int, int], marks: Sequence[Mark], asked: Passage | None) -> Iterator[Run]:
    start, end = extent
    spans = [(m.start, m.end) for m in marks] + ([(asked.start, asked.end)] if asked else [])
    edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
    for left, right in pairwise(edges):
        over = sorted((m for m in marks if m.start < right and left < m.end), key=lambda m: (-m.lane, m.start, -m.end))
        begins = tuple(m for m in over if m.start == left)
        is_asked = asked is not None and asked.start < right and left < asked.end
        yield Run(left, _shown(text[left:right]), tuple(over), begins, is_asked)


def _shown(words: str) -> str:
    """Words with a sign in the place of what no page can hold; line ends of two characters keep their length."""
    return _CONTROL.sub(_sign, words.replace("\r", " "))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"

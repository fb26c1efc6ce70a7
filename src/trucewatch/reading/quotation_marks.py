"""Quotation marks of a text: which stretches stand between marks, and which marks are apostrophes.

Curly and straight, double and single marks, guillemets and ``LaTeX'' ones are known. A quotation that runs over
paragraphs opens again with each of them and closes once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "”", "«": "»", "``": "''"}
_DOUBLE = re.compile(r"``|''|[“”„«»\"]")
_SINGLE = re.compile(r"[‘']")
_ELISIONS = re.compile(r"['‘’](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.IGNORECASE)
_LONGEST = 3000  # characters; a single mark without partner opens nothing


@dataclass(frozen=True, order=True)
class Marked:
    """Words between quotation marks.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark, or the paragraph's end where it stays open.
        inner: (start, end) of the words without the marks.
        closed: it has a closing mark; a quotation that runs on into the next paragraph has none.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True

    def holds(self, offset: int) -> bool:
        """Does a character, or the mark itself, lie in it?"""
        return self.start <= offset < self.end


def find_marked(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Marked, ...]:
    """All outermost stretches between quotation marks, in order; none crosses a paragraph's edge."""
    found: list[Marked] = []
    for start, end in paragraphs:
        double = _double(text, start, end)
        free = [m for m in _single(text, start, end) if not any(d.start <= m.start < d.end for d in double)]
        crossed = [d for d in double if any(m.start < d.start and d.end <= m.end for m in free)]
        found += [d for d in double if d not in crossed]
        found += [m for m in free if not any(m.start < d.start < m.end < d.end for d in double)]
    return tuple(sorted(found))


def marked_between(marked: Sequence[Marked], start: int, end: int) -> Sequence[Marked]:
    """Those of the stretches in order that share a character with the words between two offsets."""
    first = bisect_right(marked, start, key=lambda m: m.end)
    return marked[first : bisect_left(marked, end, key=lambda m: m.start)]


def _double(text: str, start: int, end: int) -> list[Marked]:
    found: list[Marked] = []
    opened: tuple[int, str] | None = None
    for m in _DOUBLE.finditer(text, start, end):
        mark = m.group()
        if opened is None:
            if mark in _PAIRS or (mark in {'"', "”", "''"} and _may_open(text, m.start(), m.end(), start)):
                opened = m.start(), mark
        elif _closes(text, m, opened, end):
            begin, first = opened
            found.append(Marked(begin, m.end(), (begin + len(first), m.start())))
            opened = None
        elif mark in {"“", "``", "«"} and mark == opened[1]:
            opened = m.start(), mark  # the first never closed
    if opened is not None and _runs_on(text, opened[0], start, end):
        found.append(Marked(opened[0], end, (opened[0] + len(opened[1]), end), closed=False))
    return [m for m in found if m.inner[0] < m.inner[1]]


def _closes(text: str, m: re.Match[str], opened: tuple[int, str], end: int) -> bool:
    mark, first = m.group(), opened[1]
    if mark == '"' and first == '"':
        behind = text[m.end()] if m.end() < end else " "
        return not (text[m.start() - 1].isspace() and behind.isalnum())
    if mark == '"':
        return first in {"“", "”"} and not text[m.start() - 1].isspace()
    return mark in {_PAIRS.get(first), "”"} or (first in {'"', "''"} and mark == "''")


def _may_open(text: str, at: int, after: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < len(text) else " "
    return not behind.isspace() and not (before.isalnum() or before in ".,!?")


def _runs_on(text: str, at: int, start: int, end: int) -> bool:
    """An open quotation is one if it begins the paragraph or follows a cue's comma or colon, and ends a sentence."""
    before = text[start:at].rstrip()
    return (not before or before[-1] in ",:.") and text[start:end].rstrip()[-1] in ".!?…,"


def _single(text: str, start: int, end: int) -> list[Marked]:
    """Words in single marks: ‘so’ or 'so'. An apostrophe has a letter behind it, or ends a plural in s."""
    found: list[Marked] = []
    at = start
    while at < end:
        at = _next_opening(text, at, start, end)
        if at < 0:
            break
        close = _closing_single(text, at, end)
        if close is None:
            at += 1
            continue
        found.append(Marked(at, close + 1, (at + 1, close)))
        at = close + 1
    return found


def _next_opening(text: str, at: int, start: int, end: int) -> int:
    for m in _SINGLE.finditer(text, at, max(at, end - 1)):
        i = m.start()
        if _ELISIONS.match(text, i) or text[i : i + 2] == "''":
            continue
        before = text[i - 1] if i > start else " "
        if (before.isspace() or before in '([—–-“"') and (text[i + 1].isalnum() or text[i + 1] in "…[$€£"):
            return i
    return -1


def _closing_single(text: str, opening: int, end: int) -> int | None:
    marks = "’" if text[opening] == "‘" else "'"
    fallback: int | None = None
    for i in range(opening + 2, min(end, opening + _LONGEST)):
        if text[i] == "‘" and marks == "’" and text[i - 1].isspace():
            break
        if text[i] not in marks:
            continue
        behind = text[i + 1] if i + 1 < end else " "
        if behind.isalnum() or text[i - 1].isspace():
            continue
        if text[i - 1] not in "sz" or not re.match(r"\s+[a-z]", text[i + 1 : i + 4]):
            return i
        fallback = fallback or i  # perhaps the possessive of a plural: taken only if no better one follows
    return fallback

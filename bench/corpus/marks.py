"""Quotation marks of a text: which words stand between which marks, paragraph by paragraph.

A quotation that runs on opens its mark anew in each paragraph and closes only in the last; an opening mark without its
closing one therefore reaches to the end of its paragraph. Single marks count only in their typographic form and only
where they are no apostrophe. The reader has its own way with marks (reading.quotation_marks); the annotation does not
lean on it, or its slips would be in both and cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_OPEN_SINGLE = re.compile(r"(?<!\w)‘(?=\S)")
_CLOSE_SINGLE = re.compile(r"(?<=[\w.,!?…;:%)])’(?!\w)")


@dataclass(frozen=True)
class Marked:
    """Words between marks: offsets of the words, marks excluded."""

    start: int
    end: int


def marked_words(text: str) -> list[Marked]:
    """Every stretch between quotation marks, in the order of the text."""
    found: list[Marked] = []
    for start, end in _paragraphs(text):
        found += _pairs(text, start, end)
    return sorted((pair for pair in found if pair.start < pair.end), key=lambda pair: pair.start)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Blank lines part paragraphs; in a text without any, every line is one."""
    start = 0
    for gap in (_BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile("\n")).finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _pairs(text: str, start: int, end: int) -> list[Marked]:
    straight = [at for at in range(start, end) if text[at] == '"']
    found = [Marked(a + 1, b) for a, b in zip(straight[::2], straight[1::2], strict=False)]
    if len(straight) % 2:
        found.append(Marked(straight[-1] + 1, end))
    at = start
    while (at := text.find("“", at, end)) >= 0:
        close = text.find("”", at, end)
        stop = close if close >= 0 else end
        found.append(Marked(at + 1, stop))
        at = stop
    doubles = list(found)
    for mark in _OPEN_SINGLE.finditer(text, start, end):
        if any(pair.start <= mark.start() < pair.end for pair in doubles):
            continue  # a quotation within a quotation belongs to the outer one
        if found and found[-1] not in doubles and mark.start() < found[-1].end:
            continue
        close_at = _closing(text, mark.end(), end)
        found.append(Marked(mark.end(), close_at))
    return found


def _closing(text: str, start: int, end: int) -> int:
    """The end of a single-marked quotation: the first closing mark that is no plural's apostrophe."""
    candidates = [m.start() for m in _CLOSE_SINGLE.finditer(text, start, end)]
    if not candidates:
        return end
    closed = [at for at in candidates if text[at - 1] in ".,!?…;:" or at + 1 == end or text[at - 1] != "s"]
    return (closed or candidates)[0]

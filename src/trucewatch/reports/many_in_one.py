"""Text files that hold many reports, as press databases save them, are parted; nothing of a report is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trucewatch.errors import ReportError
from trucewatch.reports.published import parse_published

# A line that begins a report ("3 of 12 DOCUMENTS"), and lines that end one.
_BEGINS = re.compile(
    r"^[ \t]*(?:Document )?(\d{1,5}) of (\d{1,5})(?: DOCUMENTS?)?[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_ENDS = re.compile(r"^[ \t]*(?:End of Document|Document [A-Z]{2,}[A-Z0-9]{8,})[ \t]*\r?$", re.MULTILINE)
_HEAD_LINES = 15  # a saved report's date stands in its head
_WEEKDAY_BEHIND = re.compile(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:load-)?date\s*:\s*", re.IGNORECASE)


def parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the single reports of a text begin and end, in characters; one part, the whole, where it holds one only.

    Numbered heads must count up to the number they name: "2 of 3" alone in a sentence or list parts nothing.
    """
    heads = list(_BEGINS.finditer(text))
    total = int(heads[0][2]) if heads else 0
    numbers = [int(h[1]) for h in heads]
    counts_up = len(heads) > 1 and numbers == list(range(numbers[0], numbers[0] + len(heads)))
    if counts_up and all(int(h[2]) == total for h in heads):
        ends = [h.start() for h in heads[1:]] + [len(text)]
        return tuple(_trimmed(text, h.end(), end) for h, end in zip(heads, ends, strict=True))
    marks = list(_ENDS.finditer(text))
    if len(marks) > 1:
        return tuple(span for span in _between(text, marks) if span[1] > span[0])
    return ((0, len(text)),)


def _between(text: str, marks: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in marks:
        yield _trimmed(text, at, mark.start())
        at = mark.end()
    # What stands behind the last mark is a list of search words or a notice, unless it is as long as a report.
    if len(text[at:].split()) >= 100:
        yield _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def day_in_head(text: str) -> date | None:
    """The day that stands alone on a line of a saved report's head; None where there is none, or two differ."""
    days = set()
    for line in text.splitlines()[:_HEAD_LINES]:
        words = _WEEKDAY_BEHIND.sub("", _LABEL.sub("", line.strip()))
        if words:
            try:
                days.add(parse_published(words))
            except ReportError:
                continue
    return days.pop() if len(days) == 1 else None

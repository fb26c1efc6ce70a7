"""Sentences of a text that hold numbers, and the quick choice among them by what stands near these."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from trucewatch.checks.report_sentences import sentences_of
from trucewatch.vocabulary.passage import Passage

NUMBER = (
    r"(?:\d|(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|twen|forty|fif|"
    r"eigh|(?:a|one) (?:dozen|hundred|thousand|score)|dozens|scores|hundreds|thousands))"
)
"""The beginning of a number, in digits or words: a cheap sign that a stretch of text may hold one."""
NUMBER_BEGINS = re.compile(rf"\b(?=[\dTtFfSsEeNnAaOoDdHh]){NUMBER}")
TOKEN = re.compile(r"[\w,-]*\w")
"""The first word of a number, from its beginning on."""

_KEPT = 2048  # texts whose sentences are kept, for every check goes through all reports of a view
_SIGN = 40  # characters that the words looked for have at most
_WITHIN = (40, 200)  # how near the stretches that are kept for searching are cut, in characters
_BEFORE_IT = 8  # characters before a stretch that a pattern may look back on


class _Near(NamedTuple):
    """The stretches around the numbers of a text, sentence by sentence, joined as lines.

    Attributes:
        words: all of them; `lower`: the same in lower case, "" where that is not of the same length.
        starts: where each begins.
    """

    words: str
    lower: str
    starts: tuple[int, ...]


def sentences_with(
    text: str, sign: re.Pattern[str], within: int = 40, holding: tuple[str, ...] = ()
) -> Iterator[Passage]:
    """The sentences of a text in which a pattern matches near a number, in order.

    Args:
        text: the text of a report.
        sign: what to look for; it looks back on eight characters at most, and asks for no end of the text.
        within: how many characters before or behind the match a number must begin.
        holding: stretches in lower case one of which lies in whatever the pattern matches: to find it sooner.
    """
    reach, near = within + _SIGN, _near_numbers(text, next((w for w in _WITHIN if within <= w), within))
    held = numbered(text)
    for number in _lines_holding(near, holding) if holding and near.lower else _lines_with(near, sign):
        sentence, numbers = held[number]
        first, last = max(sentence.start, numbers[0] - reach), min(sentence.end, numbers[-1] + reach)
        for m in sign.finditer(text, first, last):
            if any(m.start() - within <= at <= m.end() + within for at in numbers):
                yield sentence
                break


def sentences_naming(text: str, printed: Container[str]) -> Iterator[Passage]:
    """The sentences of a text with a number of which the first word is one of those given, in lower case."""
    for sentence, numbers in numbered(text):
        if any(m and m[0].lower() in printed for m in (TOKEN.match(text, at) for at in numbers)):
            yield sentence


@lru_cache(maxsize=_KEPT)
def numbered(text: str) -> tuple[tuple[Passage, tuple[int, ...]], ...]:
    """The sentences that hold numbers, each with where these begin: the ones that checks of counts look at."""
    starts = [m.start() for m in NUMBER_BEGINS.finditer(text)]
    found: list[tuple[Passage, tuple[int, ...]]] = []
    for sentence in sentences_of(text) if starts else ():
        held = starts[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if held:
            found.append((sentence, tuple(held)))
    return tuple(found)


@lru_cache(maxsize=len(_WITHIN) * _KEPT)
def _near_numbers(text: str, within: int) -> _Near:
    reach, starts, stretches, at = within + _SIGN, list[int](), list[str](), 0
    for sentence, numbers in numbered(text):
        first, last = max(sentence.start, numbers[0] - reach), min(sentence.end, numbers[-1] + reach)
        starts.append(at)
        stretches.append(text[max(0, first - _BEFORE_IT) : last])
        at += len(stretches[-1]) + 1
    words = "\n".join(stretches)
    lower = words.lower()
    return _Near(words, lower if len(lower) == len(words) else "", tuple(starts))


def _lines_with(near: _Near, sign: re.Pattern[str]) -> Iterator[int]:
    """The numbers of the lines in which a match begins."""
    at = 0
    while found := sign.search(near.words, at):
        line = bisect_right(near.starts, found.start()) - 1
        yield line
        if line + 1 == len(near.starts):
            return
        at = near.starts[line + 1]


def _lines_holding(near: _Near, pieces: Iterable[str]) -> list[int]:
    """The numbers of the lines that hold one of several stretches, in order."""
    found: set[int] = set()
    ends = (*near.starts[1:], len(near.lower))
    for piece in pieces:
        at = near.lower.find(piece)
        while at >= 0:
            line = bisect_right(near.starts, at) - 1
            found.add(line)
            at = near.lower.find(piece, ends[line])
    return sorted(found)

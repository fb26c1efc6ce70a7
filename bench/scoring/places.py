"""Where a record stands in its text: characters and sentences, and how near two records are."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass

Span = tuple[int, int]

_CLOSERS = r"[\"'”’)\]]"
_OPENERS = r"[\"'“‘(\[]"
# A sentence ends where stops are followed by a capital or a digit, and wherever a line ends.
_BREAK = re.compile(rf"[.!?…]+{_CLOSERS}*\s+(?={_OPENERS}*[A-Z0-9])|\n+")
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Sgt", "St", "Sen", "Gov", "No")
_MONTHS = ("Jan", "Feb", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_ABBREVIATED = re.compile(rf"\b(?:[A-Z]|{'|'.join(_TITLES + _MONTHS)})$")
_LONGEST_ABBREVIATION = 6


@dataclass(frozen=True)
class Place:
    """The valid passages of a record.

    Attributes:
        spans: offsets, sorted.
        characters: bit i is set where character i is covered.
        sentences: bit i is set where sentence i is touched.
    """

    spans: tuple[Span, ...]
    characters: int
    sentences: int

    def overlap(self, other: Place) -> float:
        """Jaccard of the characters, 0 to 1."""
        return _ratio(
            (self.characters & other.characters).bit_count(), (self.characters | other.characters).bit_count()
        )

    def near(self, other: Place) -> bool:
        """Is a sentence shared?"""
        return bool(self.sentences & other.sentences)

    def next_to(self, other: Place) -> bool:
        """Is a sentence shared, or do two of them stand side by side?"""
        return bool((self.sentences | self.sentences << 1 | self.sentences >> 1) & other.sentences)


class Layout:
    """The length and the sentences of a text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = sentence_starts(text)

    def place(self, passages: list[object]) -> Place:
        """The place that passages ({"start", "end"}) take; those outside the text are left out."""
        spans = sorted(span for passage in passages if (span := self._valid(passage)) is not None)
        characters = sentences = 0
        for start, end in spans:
            characters |= _bits(start, end)
            # Sentence numbers count from 1, so that a neighbour before the first one is bit 0 and shared by none.
            sentences |= _bits(bisect(self._starts, start), bisect(self._starts, end - 1) + 1)
        return Place(tuple(spans), characters, sentences)

    def _valid(self, passage: object) -> Span | None:
        if not isinstance(passage, Mapping):
            return None
        start, end = passage.get("start"), passage.get("end")
        # bool is an int to Python; an offset it is not.
        if type(start) is not int or type(end) is not int:
            return None
        return (start, end) if 0 <= start < end <= self._length else None


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences begin; the dot of an initial, a title or a month ends none."""
    return [0, *(found.end() for found in _BREAK.finditer(text) if not _is_abbreviation(text, found.start()))]


def shared_words(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard of two sets of words; 0 where both are empty."""
    return _ratio(len(one & other), len(one | other))


def _is_abbreviation(text: str, stop: int) -> bool:
    before = text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    return text[stop] == "." and _ABBREVIATED.search(before) is not None


def _bits(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

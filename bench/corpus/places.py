"""Where words stand in a text: the annotator names a passage by its words, offsets follow from the text.

A passage is written in one of these ways:
    went into effect on Monday          the words, which occur once
    Monday #2                           the second time they occur
    The deal ... by mid-June            from the first words to the next place where the last ones stand
    @120-154                            characters 120 to 154 (sealed annotations of texts we may not copy)
Words are matched whole, case and all.
"""

from __future__ import annotations

import re

from trucewatch.vocabulary.passage import Passage

_NUMBERED = re.compile(r"(?P<words>.*\S) #(?P<number>[1-9][0-9]*)", re.DOTALL)
_SEALED = re.compile(r"@(?P<start>[0-9]+)-(?P<end>[0-9]+)")
_GAP = " ... "
LONGEST = 1500
"""Characters a passage written with a gap may span; more is a slip."""


class NoSuchPlace(Exception):  # noqa: N818  a finding about a text, collected by the validator
    """The words are not in the text, or in more than one place."""


def find(text: str, written: str) -> Passage:
    """The one passage that is meant.

    Raises:
        NoSuchPlace: there is none, or the words occur several times and no number says which.
    """
    places = find_all(text, written)
    if len(places) > 1:
        raise NoSuchPlace(f"{written!r} occurs {len(places)} times: name one of them, as in {written + ' #2'!r}")
    return places[0]


def find_all(text: str, written: str) -> list[Passage]:
    """Every place that could be meant, in the order of the text; one where a number or offsets are given.

    Raises:
        NoSuchPlace: there is none.
    """
    sealed = _SEALED.fullmatch(written)
    if sealed:
        start, end = int(sealed["start"]), int(sealed["end"])
        if not start < end <= len(text):
            raise NoSuchPlace(f"{written} lies outside the text of {len(text)} characters")
        return [Passage(start, end, text[start:end])]
    words, number = split_number(written)
    places = _occurrences(text, words)
    if not places:
        raise NoSuchPlace(f"{words!r} is not in the text{_hint(text, words)}")
    if number is None:
        return places
    if number > len(places):
        raise NoSuchPlace(f"{words!r} occurs {len(places)} times, so there is no #{number}")
    return [places[number - 1]]


def nearest(text: str, written: str, to: list[Passage]) -> Passage:
    """The place closest to given passages and outside them (the earlier of two as close).

    Raises:
        NoSuchPlace: there is none.
    """
    places = find_all(text, written)
    outside = [place for place in places if not any(place.overlaps(other) for other in to)]
    return min(outside or places, key=lambda place: (min(_distance(place, other) for other in to), place.start))


def split_number(written: str) -> tuple[str, int | None]:
    """The words, and which occurrence is meant (None: not said)."""
    numbered = _NUMBERED.fullmatch(written)
    return (numbered["words"], int(numbered["number"])) if numbered else (written, None)


def _occurrences(text: str, words: str) -> list[Passage]:
    found = [Passage(m.start(), m.end(), m[0]) for m in _whole(words).finditer(text)]
    if found or _GAP not in words:
        return found
    first, last = words.split(_GAP, 1)
    for start in _whole(first).finditer(text):
        end = _whole(last).search(text, start.end())
        if end and end.end() - start.start() <= LONGEST:
            found.append(Passage(start.start(), end.end(), text[start.start() : end.end()]))
    return found


def _whole(words: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + re.escape(words) + after)


def _distance(one: Passage, other: Passage) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _hint(text: str, words: str) -> str:
    """How far the words agree with the text, so that a slip is found at a glance."""
    for end in range(len(words) - 1, 3, -1):
        at = text.find(words[:end])
        if at >= 0:
            return f"; the text goes on {text[at : at + end + 25]!r}"
    return ""

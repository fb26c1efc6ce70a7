"""Sentences and words of reports, split once for all checks, and reports by their process."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from trucewatch.checks.material import Material
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.surroundings import sentence_passages

_WORD = re.compile(r"[a-z]+")


def words_in(words: str) -> frozenset[str]:
    """The words of a short stretch of text in lower case: a quick look whether it can hold what a check seeks."""
    return frozenset(_WORD.findall(words.lower()))


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The same of the text of a report, held for the checks that ask again."""
    return words_in(text)


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Passage, ...]:
    """The sentences of a text with their places, in order."""
    return sentence_passages(text)


@lru_cache(maxsize=4096)
def starts_of(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin."""
    return tuple(s.start for s in sentences_of(text))


def number_at(text: str, offset: int) -> int:
    """Number, from 0, of the sentence that an offset lies in; of the first one where it lies before all."""
    return max(0, bisect_right(starts_of(text), offset) - 1)


def sentence_at(text: str, offset: int) -> Passage:
    """The sentence that an offset of a text with words lies in."""
    return sentences_of(text)[number_at(text, offset)]


def places_holding(text: str, pieces: Iterable[str]) -> list[int]:
    """Where any of several short stretches stand in a text, in order: simple strings are found sooner than patterns."""
    found: list[int] = []
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            found.append(at)
            at = text.find(piece, at + 1)
    return sorted(found)


def matches_at(text: str, sought: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The same matches as by `sought.finditer(text)`, where each begins at one of the places, which are in order."""
    end = 0
    for at in places:
        if at >= end and (m := sought.match(text, at)):
            yield m
            end = max(m.end(), at + 1)


def sentences_with(text: str, sought: re.Pattern[str], beginnings: tuple[str, ...] = ()) -> tuple[Passage, ...]:
    """The sentences in which a pattern without context is found in the lower-case text: a quick first choice.

    Args:
        text: the text of a report.
        sought: what to look for.
        beginnings: stretches with one of which whatever it matches begins, to find it sooner.
    """
    lower = text.lower()
    if len(lower) != len(text):
        return sentences_of(text)
    found = matches_at(lower, sought, places_holding(lower, beginnings)) if beginnings else sought.finditer(lower)
    numbers = sorted({number_at(text, m.start()) for m in found})
    sentences = sentences_of(text) if numbers else ()
    return tuple(sentences[n] for n in numbers)


def process_of(report: Report) -> str:
    """What a report is filed under; one that is filed under nothing stands alone."""
    return report.process or report.id


def reports_by_process(material: Material) -> dict[str, list[Report]]:
    """The reports of a view by process, by publication, then id."""
    held: dict[str, list[Report]] = {}
    for report in material.reports:
        held.setdefault(process_of(report), []).append(report)
    return held

"""What later reports of a process say of a matter: looked for in their words, so that a missed record is no silence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from datetime import date
from functools import lru_cache
from itertools import pairwise

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.standing.cell import long_date
from trucewatch.standing.voices import report_name
from trucewatch.vocabulary.report import Report

_MOST = 40  # later reports that are looked through; a matter on which so many are silent has gone quiet
_LEAST = 2  # words of a matter that must stand together
_PREPOSITIONS = frozenset("to of for in on at by from with into off onto over until before after under".split())
_WORDS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LITTLE = frozenset(
    "the and for with its his her their they that this these those had has have was were been being are who which whose"
    " from into onto upon over under after before since until only own any all both each other first last next new said"
    " there then than will would shall must can could may might not out off again according let lets within later able"
    " hand hands handed give gives given gave take takes taken took put puts bring brings brought send sends sent come"
    " comes came goes gone went make makes made keep keeps kept begin begins began start starts started end ends ended"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december day days week weeks month months year years one two three".split()
)


class LaterWord:
    """The dated reports of each process in their order, and what they speak of.

    Reports that are filed under no process are left out: they may be of different ones, and owe each other no word.
    """

    def __init__(self, material: Material) -> None:
        self._last = material.day or date.max
        self._reports: defaultdict[str, list[Report]] = defaultdict(list)
        for report in material.reports:
            if report.process and report.published and report.published <= self._last:
                self._reports[report.process].append(report)
        self._process = {r.id: process for process, held in self._reports.items() for r in held}
        self._days = {process: [r.published or date.min for r in held] for process, held in self._reports.items()}

    def process(self, report_id: str) -> str:
        """The process of a report, "" where it is left out."""
        return self._process.get(report_id, "")

    def after(self, process: str, day: date) -> list[Report]:
        """The reports published after a day, up to the day asked about, oldest first; some forty at most."""
        held = self._reports[process]
        start = bisect_right(self._days.get(process, []), day)
        return held[start : start + _MOST]

    def until(self, process: str) -> list[Report]:
        """All reports of a process up to the day asked about, oldest first."""
        return self._reports[process]

    def is_spoken_of(self, words: str, beside: str, reports: list[Report]) -> bool:
        """Does any of the reports have, in a sentence or two, the chief word of a matter and another, or three others?

        Args:
            words: what tells the matter; its chief word is the noun before the first preposition ("lock plans to ...").
            beside: words that only count together with the chief one: whose matter it is.
            reports: the reports looked through.

        Returns:
            True as well where fewer than two words tell it, for then nobody can say.
        """
        own, chief = stems_of(words), chief_of(words)
        if len(own) < _LEAST or not chief:
            return True
        return any(_has(report.text, own, chief, stems_of(beside)) for report in reports)


@lru_cache(maxsize=65536)
def stems_of(words: str) -> frozenset[str]:
    """The beginnings of the words that tell a matter, in lower case."""
    found = (word.lower() for word in _WORD.findall(words))
    return frozenset(w[:5] if len(w) > 5 else w.removesuffix("s") for w in found if w not in _LITTLE)


@lru_cache(maxsize=4096)
def lowered(text: str) -> str:
    """The text in lower case."""
    return text.lower()


@lru_cache(maxsize=65536)
def chief_of(words: str) -> frozenset[str]:
    """The beginning of the last noun before a preposition."""
    found: frozenset[str] = frozenset()
    for word in _WORDS.findall(words.lower()):
        if word in _PREPOSITIONS and found:
            break
        found = stems_of(word) or found
    return found


def has_any(text: str, stems: frozenset[str]) -> bool:
    """Does a text have any of the words whose beginnings these are?"""
    low = lowered(text)
    return any(stem in low and any(stem in stems_of(s.text) for s in sentences_of(text)) for stem in stems)


def _has(text: str, own: frozenset[str], chief: frozenset[str], beside: frozenset[str]) -> bool:
    wanted = own | beside
    low = lowered(text)
    if sum(stem in low for stem in wanted) < _LEAST:
        return False
    held = [wanted & stems_of(sentence.text) for sentence in sentences_of(text)]
    for one, two in pairwise([frozenset(), *held]):
        both = one | two
        if len(both & own) > _LEAST or (chief & both and len(both) >= _LEAST):
            return True
    return False


def named(report: Report) -> str:
    """A report by outlet and day: "Gazette of 3 March 2031"."""
    return f"{report_name(report)} of {long_date(report.published)}" if report.published else report_name(report)

"""Places on the ground given so exactly that somebody could go there: degrees, and squares of the military grid."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_NUMBER = r"\d{1,3}(?:[.,]\d{2,})"
_DECIMAL = rf"[-+]?{_NUMBER}\s*°?\s*[NSns]?\s*[,;/ ]\s*[-+]?{_NUMBER}\s*°?\s*[EWew]?(?!\d)"
_SEXAGESIMAL = r"\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['′’]?(?:\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”])?\s*[NSEW]?"
_NAMED = rf"\b(?:lat|lon|long|latitude|longitude)\b\.?\s*[:=]?\s*[-+]?{_NUMBER}"
_HEMISPHERE = r"(?-i:\d{1,3}[.,](?:\d{2,}\s*°|\d{3,})\s*[NSEW]\b)"
_MONTHS = "JAN|FEB|MAR|MAY|JUN|JUL|SEP|NOV|DEC"  # "1 MAY 2025" has the letters of a square and is none
_GRID = rf"(?-i:\b\d{{1,2}}\s?(?!{_MONTHS})[C-HJ-NP-X]\s?[A-HJ-NP-Z]{{2}}\s?\d{{2,5}}\s?\d{{2,5}}\b)"
_EXACT = re.compile("|".join((_NAMED, _HEMISPHERE, _SEXAGESIMAL, _GRID)), re.IGNORECASE)
_PAIR = re.compile(rf"(?<![\d.,]){_DECIMAL}")
_PLACED = re.compile(r"°|(?-i:(?<=[\d\s])[NSEW]\b)|\b(?:lat|lon|coord|grid|gps|position|located)", re.IGNORECASE)
_DECIMALS = re.compile(r"\d{1,3}[.,]\d{2,}")
_FINE = re.compile(r"\d[.,]\d{3,}")
WITHHELD = "[coordinates withheld]"


def holds_coordinates(text: str) -> bool:
    """Does a text give a place by its coordinates?"""
    return bool(_EXACT.search(text)) or any(_is_place(m, text) for m in _PAIR.finditer(text))


def without_coordinates(text: str) -> str:
    """A text with the coordinates taken out."""
    left = _PAIR.sub(lambda m: WITHHELD if _is_place(m, text) else m[0], text)
    return _EXACT.sub(WITHHELD, left)


class Ground:
    """Where the reports of a view give coordinates, so that parts of them are known as well.

    Args:
        reports: of the view.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        for report in reports:
            pairs = [m.span() for m in _PAIR.finditer(report.text) if _is_place(m, report.text)]
            spans = [*pairs, *(m.span() for m in _EXACT.finditer(report.text))]
            if spans:
                self._spans[report.id] = spans
                words = (report.text[start:end] for start, end in spans)
                self._numbers[report.id] = frozenset(n for text in words for n in _DECIMALS.findall(text))

    def holds(self, report_id: str, passage: Passage) -> bool:
        """Does a passage give coordinates, or a part of some?"""
        spans = self._spans.get(report_id, ())
        return any(s < passage.end and passage.start < e for s, e in spans) or holds_coordinates(passage.text)

    def left_of(self, text: str, reports: Iterable[str]) -> str:
        """A text without coordinates, and without the numbers of those that its reports give."""
        left = without_coordinates(text)
        for number in sorted({n for report in reports for n in self._numbers.get(report, ())}, key=len, reverse=True):
            left = left.replace(number, WITHHELD)
        return left

    def is_part(self, value: float, reports: Iterable[str]) -> bool:
        """Is a number one of the coordinates that its reports give?"""
        told = (n for report in reports for n in self._numbers.get(report, ()))
        return any(float(n.replace(",", ".")) == value for n in told)


def _is_place(pair: re.Match[str], text: str) -> bool:
    """Two numbers in a row may be anything: they are a place where the words say so, or where both are fine enough."""
    around = text[max(0, pair.start() - 40) : pair.end() + 4]
    return bool(_PLACED.search(around)) or len(_FINE.findall(pair[0])) == 2

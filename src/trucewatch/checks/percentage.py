"""Shares against the numbers that they are worked out from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trucewatch.checks.counts import Count, finding_of, numbers_in, printed_numbers
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.checks.shares_beside import pair_beside
from trucewatch.reading.number_forms import NumberForm, value_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage

_TEN = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_RATIO = re.compile(rf"\b({_TEN}) (?:in|out of)(?: every)? ({_TEN})\b(?=\s+of\b|[.,;)]|\s[-–—])", re.IGNORECASE)
_SIGN = re.compile(
    r"%|p\.c\.|pct|per\s?cent\b|\b(?:[Hh]alf|thirds?|quarters?|fifths?)\b"
    r"|(?:in|out of)(?: every)? (?:two|three|four|five|six|ten|\d)"
)
_SIGN_HOLDS = (
    *("%", "p.c.", "pct", "per", "half", "third", "quarter", "fifth", "out of ", "in every ", "in two", "in three"),
    *("in four", "in five", "in six", "in ten", *(f"in {digit}" for digit in "0123456789")),
)
_PCT = re.compile(r"(?<![\w.,])(\d{1,2}(?:\.\d+)?) (?:pct|p\.c\.)")
_OF = re.compile(
    r"(?:\b(?:out )?of|\bOf) (?:(?:the|its|their|his|her|our|all|a total of|these|those|the \w+['’]s) )*\Z"
)
# How a share is said to be the same as the numbers before it, or numbers the same as a share.
_SAME = re.compile(
    r"[^.;:()%\d]{0,60}?(?:,? \b(?:or|that is,?|which is|equal to|amounting to|making|namely)|\(|\s[-–—]|,)"
    r"\s*(?:just |only |a |some |exactly )*\Z"
)
_OTHER_WHOLE = re.compile(
    r"\s*(?:per\s?cent|percent|%)?\s+(?:of (?!them\b|those\b|these\b|the total\b|the whole\b)|more|less|higher|lower)"
)
_UP = re.compile(r"\b(?:up|down|from|rose|fell|increase|decrease|compared|against|target|by)\s*\Z")
_AGAIN = re.compile(
    r"\s+(?:of (?:them|these)|at the (?:last|latest)|by the (?:last|latest)|to be exact|to date|so far|in number|"
    r"in all|in total|altogether)\b|,"
)
_ANSWERS = re.compile(r"\s*(?::|\(|[-–—])\s*(?:only |some |just )?")
_OF_THEM = re.compile(r"\s+of (?:them|these|those)\b")
_POINTS = 1.0  # a share may be cut short or rounded to whole points
_WORDS = 5.0  # "a third" and "four in five" are said of shares this many points away


@dataclass(frozen=True)
class Share:
    """A printed share of a whole, in per cent, with the least and the greatest that its words allow."""

    passage: Passage
    low: float
    high: float


class PercentageAgainstNumbers:
    """A share that does not fit the part and the whole that the report gives with it.

    Only where the words tie the three together: "240 of the 320 wells, or 60 per cent", "60 per cent of the 320 wells,
    150 of them". Rounding, qualifiers and the looseness of fractions in words are granted. Silent where the share is
    said to be of something else.
    """

    code = "percentage"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            for share, part, whole in _ties(report.text):
                low, high = 100 * part.low / whole.high, 100 * part.high / whole.low
                if share.high < low or high < share.low:
                    yield self._finding(material, report.id, (share, part, whole))

    def _finding(self, material: Material, report_id: str, tie: tuple[Share, Count, Count]) -> Finding:
        share, part, whole = tie
        found = 100 * (part.number or 0) / (whole.number or 1)
        fits = (share.low + share.high) / 200 * (whole.number or 0)
        printed = " ".join(share.passage.text.split())
        sentence = (
            f"The report gives “{part.shown}” of “{whole.shown}” as “{printed}”; {part.number:,.0f} of "
            f"{whole.number:,.0f} is {found:.3g} per cent."
        )
        repairs = (
            f"the share is {found:.3g} per cent",
            f"the part is about {fits:,.0f}",
            "the share is of another whole, or the numbers are of another moment",
        )
        passages = sorted((share.passage, part.passage, whole.passage), key=lambda p: p.start)
        return finding_of(self, material, sentence, [(report_id, p) for p in passages], repairs)


def _ties(text: str) -> Iterator[tuple[Share, Count, Count]]:
    """Shares tied by the words to a part and a whole, each share once."""
    for sentence in sentences_with(text, _SIGN, within=80, holding=_SIGN_HOLDS):
        shares = _shares(text, sentence)
        counts = [
            c
            for c in numbers_in(text, sentence.start, sentence.end)
            if c.number and not any(c.start < s.passage.end and s.passage.start < c.end for s in shares)
        ]
        for share in shares:
            tie = _tie(text, share, counts) or pair_beside(text, sentence, share.passage, share.low, share.high)
            if tie:
                yield share, *tie


def _tie(text: str, share: Share, counts: list[Count]) -> tuple[Count, Count] | None:
    """The part and the whole of a share; None where the words do not tell them."""
    behind = [c for c in counts if c.start >= share.passage.end]
    for part, whole in pairwise(behind[:2]):
        if _OF.fullmatch(text, part.end + 1, whole.start) and _ANSWERS.fullmatch(text, share.passage.end, part.start):
            return part, whole  # "80 per cent: 2,000 of 5,000 voters"
    wholes = [c for c in counts if _OF.search(text, max(0, c.start - 30), c.start)]
    for whole in wholes:
        others = [c for c in counts if c is not whole and c.number and c.high <= whole.high and c not in wholes]
        if share.passage.end <= whole.start and _OF.fullmatch(text, share.passage.end + 1, whole.start):
            for part in others:  # "60 per cent of the 200 sites, 150 of them"
                if part.start > whole.end and _restates(text, whole.end, part):
                    return part, whole
        elif share.passage.start >= whole.end and not _OTHER_WHOLE.match(text, share.passage.end):
            for part in others:
                last = max(part.end, whole.end)
                tied = 0 <= whole.start - part.end <= 30 or _leads(text, whole, part)
                if tied and last <= share.passage.start and _is_same(text, last, share.passage.start):
                    return part, whole
    return _taken_up(text, share, counts)


def _taken_up(text: str, share: Share, counts: list[Count]) -> tuple[Count, Count] | None:
    """In "heard 400 complaints and upheld 100 of them, or 25 per cent" part and whole; None where it is not said so."""
    for whole, part in pairwise(counts):
        m = _OF_THEM.match(text, part.end)
        if m is None or m.end() > share.passage.start or part.high > whole.high or part.noun:
            continue
        if _is_same(text, m.end(), share.passage.start) and not _OTHER_WHOLE.match(text, share.passage.end):
            return part, whole
    return None


def _leads(text: str, whole: Count, part: Count) -> bool:
    """Does "Of the 320 wells, 240 ..." open the clause that the part stands in?"""
    return whole.end < part.start <= whole.end + 80 and re.search(r"[.;]", text[whole.end : part.start]) is None


def _restates(text: str, at: int, part: Count) -> bool:
    if _AGAIN.match(text, part.end) and re.search(r"[,:]\s*\Z", text[at : part.start]):
        return part.start - at <= 60
    return (
        _is_same(text, at, part.start)
        and re.search(r"(?:\bor|that is,?|\(|[-–—]|namely)\s*\Z", text[at : part.start]) is not None
    )


def _is_same(text: str, at: int, to: int) -> bool:
    return _SAME.fullmatch(text, at, to) is not None and _UP.search(text, at, to) is None


def _shares(text: str, sentence: Passage) -> list[Share]:
    found = [
        _share(text, sentence.start, form)
        for form in printed_numbers(sentence.text)
        if form.unit == "%" and form.number is not None
    ]
    for m in _PCT.finditer(text, sentence.start, sentence.end):
        number = float(m[1])
        found.append(Share(Passage.of(text, m.start(), m.end()), number - _POINTS, number + _POINTS))
    for m in _RATIO.finditer(text, sentence.start, sentence.end):
        some, whole = value_of(m[1]), value_of(m[2])
        if some and whole and some < whole:
            found.append(_loose(Passage.of(text, m.start(), m.end()), 100 * some / whole))
    return found


def _loose(passage: Passage, number: float) -> Share:
    return Share(passage, number - _WORDS, number + _WORDS)


def _share(text: str, offset: int, form: NumberForm) -> Share:
    """A share in per cent with its qualifiers granted."""
    passage = Passage.of(text, offset + form.start, offset + form.end)
    number = float(form.number or 0)
    top = float(form.number_to or number)
    spread = _WORDS if form.spelled and not re.search(r"cent\b", passage.text) else _POINTS
    low, high = number - spread, top + spread
    if form.qualifier in ("more than", "at least"):
        high = 100.0
    elif form.qualifier in ("up to", "fewer than"):
        low = 0.0
    elif form.qualifier != "exact":
        low, high = low - 0.08 * number, high + 0.08 * number
    return Share(passage, low, high)

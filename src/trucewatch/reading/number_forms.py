"""Numbers as reports print them: digits, words, scales, ranges and the words that qualify them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from trucewatch.reading.date_words import ONES, TENS
from trucewatch.reading.lexicons import table
from trucewatch.vocabulary.kinds import Qualifier

SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
    "crore": 10**7, "dozen": 12, "score": 20, "bn": 10**9, "m": 10**6, "mn": 10**6, "k": 1000,
}  # fmt: skip
_SMALL = {word: n for n, word in enumerate(ONES)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}
_FRACTIONS = {"half": 50.0, "quarter": 25.0, "third": 100 / 3, "fifth": 20.0, "tenth": 10.0}

_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE_TO_99 = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[1:10])}))?|{'|'.join(sorted(ONES[1:], key=len, reverse=True))})"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen|score)(?!s)"
_CARDINAL = (
    rf"(?:(?:{_DIGITS})(?:[ -]{_SCALE}\b|\s?(?:bn|mn)\b|[mk]\b)*"  # "150 m" is a length
    rf"|(?:half an?|(?:a|one|three)[ -]quarters? of an?|an?|{_ONE_TO_99})"
    rf"(?:[ -]{_SCALE})+(?:(?: and|,)?[ -]{_ONE_TO_99}(?:[ -]{_SCALE})*)*"
    rf"|{_SCALE}(?= )|{_ONE_TO_99})"
)
_VAGUE = (
    r"(?:(?:several|a few|a couple of|many|some) )?(?:tens|dozens|scores|hundreds|thousands|millions)"
    r"(?: of (?:hundreds|thousands|millions))?|(?:several|a few|a couple(?: of)?|many|few)(?: (?:hundred|"
    r"thousand|million|dozen|score)s?)+"
)
_FRACTION = (
    rf"an? (?:{'|'.join(list(_FRACTIONS)[1:])})(?= of\b(?! an? {_SCALE})|[.,;])"  # "a third group" is the next one
    rf"|(?:an?-|(?:one|two|three|four|nine)[ -])(?:{'|'.join(list(_FRACTIONS)[1:])})s?(?= (?!of an? {_SCALE})|[.,;])"
    rf"|half(?= (?:of (?!which|whom|them)|the |its |their ))"
)
_QUARTERS = re.compile(r"(a|one|three)[ -]quarters? of (?=an?[ -])")
_EXACT: Qualifier = "exact"
_MONEY = r"(?:(?:US|A|C)?\$|€|£|¥)\s?"
_NUMBER = re.compile(
    rf"(?<![\w./])(?<![A-Za-z][-–])(?<!\d[-–:])(?P<money>{_MONEY})?"
    rf"(?:(?P<vague>{_VAGUE})|(?P<fraction>{_FRACTION})|(?P<low>{_CARDINAL})"
    rf"(?:(?P<dash>\s?[-–—]\s?|\s+to\s+|\s+or\s+|\s+and\s+)(?P<high>{_CARDINAL}))?)"
    rf"(?:\s?(?P<percent>%|per\s?cent\b|percent\b|percentage points?\b))?(?![\w/]|[.:,]\d|-(?:mm|cm)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:or (?P<about>so|thereabouts)|(?:or|and) (?P<more>more|above)|(?P<least>at (?:the )?(?:very )?least)|"
    r"(?P<most>at most)|plus\b)|\+|,?\s+(?P<take>give or take\b)",
    re.IGNORECASE,
)
_SIGNS: dict[str, Qualifier] = {
    "<": "fewer than", ">": "more than", "~": "about", "≈": "about", "≤": "up to", "≥": "at least",
}  # fmt: skip
_PARTICLE = re.compile(
    r"\b(?:(?:hand|turn|tak|took|carr|sign|giv|gave|pass|cross)\w*|(?:quarrel|argu|squabbl|wrangl|haggl|feud|disagree|"
    r"bicker)\w*|disputes?|disputing|rows?|standoffs?|stand-offs?|deadlock|impasse|controvers(?:y|ies)|"
    r"differences|tensions?|clash(?:es|ed)?|crisis|split|divided|at odds|outrage|anger|alarm|concerns?|doubts?|"
    r"questions|trial)\s+$",
    re.IGNORECASE,
)  # "handed over 12 bodies", "a quarrel over three names"


@dataclass(frozen=True)
class NumberForm:
    """One printed number.

    Attributes:
        start: offset of its first character, qualifying words included.
        at: offset of the number itself.
        core_end: offset behind the number itself (scale included, per-cent sign left out).
        end: offset behind everything that belongs to it.
        number: its value; None where it is vague ("dozens").
        number_to: upper end of a range.
        qualifier: how it is to be taken.
        unit: "%" or a sign of money, None for a plain count.
        spelled: printed in words only.
    """

    start: int
    at: int
    core_end: int
    end: int
    number: int | float | None
    number_to: int | float | None
    qualifier: Qualifier
    unit: str | None
    spelled: bool


@functools.cache
def _qualifiers() -> re.Pattern[str]:
    phrases = sorted(table("qualifiers"), key=len, reverse=True)
    return re.compile(
        r"(?:(?<![\w-])(" + "|".join(p.replace(" ", r"\s+") for p in phrases) + r")\s+(?:an?\s+estimated\s+|the\s+)?"
        r"|(?P<sign>[<>~≤≥≈])\s*)$",
        re.IGNORECASE,
    )


def _named(phrase: str) -> Qualifier:
    return cast("Qualifier", table("qualifiers")[" ".join(phrase.lower().split())])


def find_numbers(text: str) -> Iterator[NumberForm]:
    """Every number of a text, in order; what it counts, and whether it counts anything, is not decided here."""
    position = 0
    while (m := _NUMBER.search(text, position)) is not None:
        form = _form(text, m)
        position = max(form.core_end, m.start() + 1)
        yield form


def _form(text: str, m: re.Match[str]) -> NumberForm:
    core_end = next(m.end(g) for g in ("high", "low", "fraction", "vague") if m[g] is not None)
    at = next(m.start(g) for g in ("low", "fraction", "vague") if m[g] is not None)
    before = text[max(0, m.start() - 40) : m.start()]
    start: int = m.start()
    qualifier: Qualifier = _EXACT
    q = _qualifiers().search(before)
    if q is not None and not ((q[1] or "").lower() == "over" and _PARTICLE.search(before[: q.start()])):
        start = m.start() - len(before) + q.start()
        qualifier = _SIGNS[q["sign"]] if q["sign"] else _named(q[1])
    elif m["low"] and re.match(r"half an?\b", m["low"], re.IGNORECASE):
        qualifier = "about"
    unit = "%" if m["percent"] or m["fraction"] else (m["money"] or "").strip() or None
    low, high = _range(m, before)
    end = m.end()
    if m["high"] and high is None:  # "killed two and 30 ...": two numbers, not a range; the second is found next
        core_end = end = m.end("low")
        unit = None if m["percent"] else unit
    if m["vague"]:
        qualifier, low = "vague", None
    elif (after := _AFTER.match(text, end)) is not None and qualifier == "exact":
        end = after.end()
        qualifier = "about" if after["about"] or after["take"] else "at least" if after["more"] or after["least"] else (
            "up to" if after["most"] else "more than"
        )  # fmt: skip
    if high is not None and qualifier == "exact" and (b := re.search(r"\bbetween\s+$", before, re.IGNORECASE)):
        start = m.start() - len(before) + b.start()
    return NumberForm(start, at, core_end, end, low, high, qualifier, unit, not any(c.isdigit() for c in m.group()))


def _range(m: re.Match[str], before: str) -> tuple[int | float | None, int | float | None]:
    if m["vague"]:
        return None, None
    if m["fraction"]:
        return _fraction(m["fraction"]), None
    low, high = value_of(m["low"]), value_of(m["high"]) if m["high"] else None
    joiner = (m["dash"] or "").strip()
    if high is None or low is None:
        return low, None
    if joiner == "and" and not re.search(r"\bbetween\s+$", before, re.IGNORECASE):
        return low, None
    if joiner == "to" and re.search(r"\bfrom\s+$", before, re.IGNORECASE):
        return low, None
    scale = re.search(r"([a-z]+)$", m["high"].lower())
    if scale and scale[1] in SCALES and low < 1000 and not re.search(r"[a-z]{3,}$", m["low"].lower()):
        low = _whole(low * SCALES[scale[1]])  # "2 to 3 million"
    return (low, high) if low < high else (low, None)


def _fraction(words: str) -> int | float:
    parts = re.split(r"[ -]", words.lower())
    times = _SMALL.get(parts[0], 1) if len(parts) > 1 else 1
    return _whole(round(times * _FRACTIONS[parts[-1].removesuffix("s")], 1))


def value_of(words: str) -> int | float | None:
    """The value of one number: "2.4 million", "twenty-one", "half a million", "a dozen"; None for other words."""
    total = current = 0.0
    seen = False
    text = re.sub(r"(?<=\d)(?=[a-z])", " ", words.lower())
    if quarters := _QUARTERS.match(text):
        scaled = value_of(text[quarters.end() :])
        return None if scaled is None else _whole(scaled * (0.75 if quarters[1] == "three" else 0.25))
    for word in re.split(r"(?<!\d),|,(?!\d)|[\s-]+", text):
        if word in {"and", ""}:
            continue
        seen = True
        if word in {"a", "an"}:
            current = current or 1.0
        elif word == "half":
            current = 0.5
        elif word in SCALES:
            current = (current or 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in _SMALL:
            current += _SMALL[word]
        elif re.fullmatch(r"[\d,]+(?:\.\d+)?", word):
            current += float(word.replace(",", ""))
        else:
            return None
    return _whole(total + current) if seen else None


def _whole(number: float) -> int | float:
    """An int where it is one; binary remainders of "2.4 million" drop out."""
    number = round(number, 6)
    return int(number) if number == int(number) else number

"""Two dates that are one stretch of time: "20 October to 7 November", "08:00 to 14:00", "between 07:15 and 09:40".

TIMEX3 keeps them apart; a reading has one interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trucewatch.reading.date_context import Meaning
from trucewatch.reading.date_forms import Form
from trucewatch.vocabulary.kinds import Timex

_ENDS = frozenset(("day", "weekday", "month", "year", "clock", "count", "today", "nth"))
_TO = re.compile(r",?\s+(?:to|until|till|through)\s+(?:the\s+)?|\s*[-–—]\s*")
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:mov|chang|postpon|delay|shift|reschedul|extend|prolong|advanc|adjourn|put\s+(?:off|back)|brought|brings?|push"
    r"|rais)\w*\b[^.;:]{0,60}\bfrom\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)  # "moved the deadline from Monday to Friday" names two days and no stretch


@dataclass(frozen=True)
class Told:
    """An expression and what it means; `start` and `end` of the words that a reading shows."""

    form: Form
    meaning: Meaning
    start: int
    end: int


def join_ranges(told: list[Told], text: str) -> list[Told]:
    """The same expressions in order: ends of one stretch joined into an interval, a day told twice told once."""
    out: list[Told] = []
    for one in told:
        if out and (again := _again(out[-1], one, text)) is not None:
            out[-1] = again
            continue
        joined = _joined(out[-1], one, text) if out else None
        if joined is None:
            out.append(one)
        else:
            out[-1] = joined
    return out


def _again(first: Told, last: Told, text: str) -> Told | None:
    """One expression of a day and the same day behind it: "yesterday, 26 October", "10 January (Tuesday)"."""
    gap, end = text[first.end : last.start], text[last.end : last.end + 1]
    day = (first.meaning.value or "").partition("T")[0]
    if not day or day != last.meaning.value:
        return None
    if gap == " (" and end == ")" and last.form.rule == "weekday":
        return first
    is_apposed = first.form.rule == "today" and last.form.rule == "day" and re.fullmatch(r",\s+", gap)
    return Told(first.form, first.meaning, first.start, last.end) if is_apposed else None


def _joined(first: Told, last: Told, text: str) -> Told | None:
    left, right = first.meaning.value, last.meaning.value
    if left is None or right is None or "/" in left + right or not _is_stretch(first, last, text):
        return None
    if not {first.form.rule, last.form.rule} <= _ENDS or left >= right or left[:5].count("-") != right[:5].count("-"):
        return None
    timex = Timex(type=last.meaning.timex.type, value=last.meaning.timex.value)
    basis = first.meaning.basis if first.meaning.basis != "stated" else last.meaning.basis
    meaning = Meaning("interval", f"{left}/{right}", timex, None, basis, note=last.meaning.note)
    return Told(last.form, meaning, first.start, last.end)


def _is_stretch(first: Told, last: Told, text: str) -> bool:
    gap, before = text[first.end : last.start], text[max(0, first.start - 120) : first.start]
    if _TO.fullmatch(gap):
        return not _MOVED.search(before)
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(before))

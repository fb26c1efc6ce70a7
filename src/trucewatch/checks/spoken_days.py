"""Days that a text names without a number: "the end of January", "yesterday"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from trucewatch.checks.day_words import PrintedDay, nearest
from trucewatch.vocabulary.report import Report

_MONTH_END = re.compile(
    r"(?:end|close|last day) of (January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?:,? ((?:19|20)\d\d))?(?!\w| \d)"
    r"|end of (?P<which>this|next|the) (?P<unit>month|year)\b"
)
_SIGNS = ("end of ", "close of ", "last day of ")
_FROM_TODAY = re.compile(r"(yesterday|today|tomorrow)\b(?!['’]s)")
_SHIFT = {"yesterday": -1, "today": 0, "tomorrow": 1}


def spoken_days(report: Report) -> list[PrintedDay]:
    """Ends of months and "yesterday", "today", "tomorrow"; [] where the day of publication is not known."""
    published = report.published
    if published is None:
        return []
    named = ((m, _shifted(published, _SHIFT[m[1]])) for m in _FROM_TODAY.finditer(report.text))
    return sorted((*month_ends(report), *(_made(m, value) for m, value in named if value)), key=lambda day: day.start)


def month_ends(report: Report) -> list[PrintedDay]:
    """Ends of months and years, in the order of the text; [] where the day of publication is not known."""
    published = report.published
    if published is None:
        return []
    return [day for m in _ends_named(report.text) if (day := _month_end(m, published))]


@lru_cache(maxsize=4096)
def _ends_named(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_MONTH_END.finditer(text)) if any(sign in text for sign in _SIGNS) else ()


def _month_end(found: re.Match[str], published: date) -> PrintedDay | None:
    if found["which"]:
        month = published.month + (found["which"] == "next") if found["unit"] == "month" else 12
        year = published.year + (found["which"] == "next" and found["unit"] == "year") + (month - 1) // 12
        month = (month - 1) % 12 + 1
        return _made(found, date(year, month, calendar.monthrange(year, month)[1])) if year <= date.max.year else None
    month = list(calendar.month_name).index(found[1])
    if found[2]:
        return _made(found, date(int(found[2]), month, calendar.monthrange(int(found[2]), month)[1]))
    near = nearest(PrintedDay(found.start(), found.end(), month, 28), published)
    return _made(found, near.replace(day=calendar.monthrange(near.year, month)[1])) if near else None


def _made(found: re.Match[str], value: date) -> PrintedDay:
    blank = PrintedDay(found.start(), found.end(), value.month, value.day, value.year)
    return replace(blank, value=value)


def _shifted(day: date, days: int) -> date | None:
    number = day.toordinal() + days
    return day + timedelta(days=days) if 1 <= number <= date.max.toordinal() else None

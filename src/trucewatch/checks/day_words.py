"""Days and lengths as a text prints them: "Tuesday, 3 March 2027", "the ninth of August", "a 30-day truce"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at
from trucewatch.vocabulary.dates import add_duration, day_of
from trucewatch.vocabulary.kinds import TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_ORDINAL_NUMBERS = {word: number for number, word in enumerate(_ORDINALS, 1)}
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_NUMBER = (
    rf"(?:\d{{1,3}}|(?:a|one) hundred|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?"
    rf"|{'|'.join(reversed(_ONES[1:]))}|a|an)"
)
ORDINAL = "|".join(reversed(_ORDINALS))
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

_MONTH = re.compile(
    r"(?:J(?:an(?:uary|\.)?|une?|uly?|AN(?:UARY)?|UNE?|ULY?)|F(?:eb(?:ruary|\.)?|EB(?:RUARY)?)"
    r"|M(?:ar(?:ch|\.)?|ay|AR(?:CH)?|AY)|A(?:pr(?:il|\.)?|ug(?:ust|\.)?|PR(?:IL)?|UG(?:UST)?)"
    r"|S(?:ept?(?:ember|\.)?|EPT?(?:EMBER)?)|O(?:ct(?:ober|\.)?|CT(?:OBER)?)|N(?:ov(?:ember|\.)?|OV(?:EMBER)?)"
    r"|D(?:ec(?:ember|\.)?|EC(?:EMBER)?))(?![\w’'])"
)
_DAY_BEFORE = re.compile(
    rf"(?:(?<![\w.,:/-])|(?<=[a-z][-–]))(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)?|(?P<ordinal>{ORDINAL}))"
    r"(?: day)?(?: of)? ?$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(r" (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\w%/]|[:.,]\d|-(?:day|week|month))")
_YEAR_AFTER = re.compile(r",? (?:of )?((?:19|20)\d\d)(?![\d.,]\d|\w)")
_RANGE_BEFORE = re.compile(r"(?<![\w.,:/-])(\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|and|until) ?(?:the )?$")
_MEETING = (
    r"(?:session|meeting|round|sitting|hearing|talks|vote|signing|ceremony|exchange|handover|raid|attack|ambush|clash"
    r"|shelling|strike|march|rally|funeral)"
)
_WEEKDAY_BEFORE = re.compile(
    rf"\b({WEEKDAY}|{WEEKDAY.upper()}|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
    r"(?:(?: (?:(?:early |late )?(?:morning|afternoon|evening|night)|(?:of )?(?:last|this|next|that|the same) week|last"
    r"|(?:just )?past|gone|at (?:dawn|noon|dusk|midnight)))*(?:,? on |,? the | of | ?[\[(](?:the )?|, | - | – | )"
    rf"|(?:['’]s)? {_MEETING}(?:,? (?:which was |that was )?held on | of | ?\())$"
)
_WEEKDAY_AFTER = re.compile(
    r"(?: ?[\[(](?:a )?|,? (?:- |– )?an? |,? (?:which |it )?(?:is|was|falls on|fell on|will be|would be|will fall on)"
    r"(?: an?)? |, (?=\w+day\)))"
    rf"({WEEKDAY})\b"
)
_WEEKDAYS_OF_RANGE = re.compile(rf"\b({WEEKDAY})(?:,? (?:to|and|until|till|through|or) |-|–)({WEEKDAY})(?:,? | ?\()$")
_NUMERIC = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<behind>(?:19|20)\d\d))(?![\w/-])"
)
_UNIT = re.compile(r"[- ](hour|day|week|fortnight|month|year)s?(?:[- ]long)?(?![\w-])")
_NUMBER_BEFORE = re.compile(
    rf"(?<![\w.,-])({_NUMBER})(?: (?:more|further|additional|full|consecutive|working|calendar))?$", re.IGNORECASE
)
_LOOSE_BEFORE = re.compile(
    r"\b(about|around|some|roughly|nearly|almost|barely|just|over|than|least|most|within|up to|under|every"
    r"|(?:the|these|those) (?:first|last|next|past|coming))\s+$",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\bhalf(?: a | an? |-)year(?![\w-]| (?:ago|later))", re.IGNORECASE)
_LIMIT_BEFORE = re.compile(r"\b(?:within|(?:no|not) (?:later|sooner|earlier) than)\s+$", re.IGNORECASE)
_OTHER_YEAR = re.compile(r"\byears? (?:before|earlier|ago|later|since)\b|\b(?:last|next|that) year\b", re.IGNORECASE)
_UNITS = {
    "hour": (1, "H"),
    "day": (1, "D"),
    "week": (7, "D"),
    "fortnight": (14, "D"),
    "month": (1, "M"),
    "year": (12, "M"),
}
_NEAR = 56  # characters on either side of a month in which the rest of its day stands


@dataclass(frozen=True, slots=True)
class PrintedLength:
    """A number of hours, days, weeks or months as a text prints it.

    Attributes:
        start, end: its place in the text, number and unit.
        duration: ISO 8601; weeks are given in days ("P21D").
        unit: hour, day, week, fortnight, month or year.
        is_loose: does the word before it make it rough or a bound ("about", "within")?
        is_limit: is it a time within which, or not before which, something is to be done?
    """

    start: int
    end: int
    duration: str
    unit: str
    is_loose: bool = False
    is_limit: bool = False


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day of a month as a text prints it.

    Attributes:
        start, end: its place in the text, with weekday and year.
        month, day, year: numbers; the year None where none is printed.
        weekday: 1 (Monday) to 7 (Sunday), None where none stands beside it.
        value: the day itself, None where its year is not known or the month has no such day.
    """

    start: int
    end: int
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    value: date | None = None

    def passage(self, text: str) -> Passage:
        """Its words."""
        return Passage.of(text, self.start, self.end)


@lru_cache(maxsize=4096)
def printed_lengths(text: str) -> tuple[PrintedLength, ...]:
    """Every number of hours, days, weeks or months that a text prints, in its order."""
    halves = _HALF_YEAR.finditer(text) if "year" in text.lower() else ()
    found = [PrintedLength(m.start(), m.end(), "P6M", "month") for m in halves]
    for unit in _UNIT.finditer(text):
        left = max(0, unit.start() - 32)
        number = _NUMBER_BEFORE.search(text[left : unit.start()])
        if number and not text.endswith(("half ", "Half "), 0, left + number.start()):
            start = left + number.start()
            before = text[max(0, start - 24) : start]
            limit = _LIMIT_BEFORE.search(before) is not None
            loose = limit or _LOOSE_BEFORE.search(before) is not None
            found.append(PrintedLength(start, unit.end(), duration_of(number[1], unit[1]), unit[1], loose, limit))
    return tuple(sorted(found, key=lambda length: length.start))


@lru_cache(maxsize=4096)
def printed_days(text: str) -> tuple[PrintedDay, ...]:
    """Every day of a month that a text prints, in its order; `value` only where the year is printed."""
    found: list[PrintedDay] = []
    for month in _MONTH.finditer(text):
        if month.start() and (text[month.start() - 1].isalnum() or text[month.start() - 1] in "-_"):
            continue
        found.extend(_around(text, month))
    # A pattern that looks behind first is slow, so what stands before the figures is looked at here.
    figures = (m for m in _NUMERIC.finditer(text) if not re.match(r"[\w./-]", text[m.start() - 1 : m.start()]))
    numeric = [_in_figures(text, m) for m in figures]
    if any(numeric):
        found = sorted((*found, *(day for day in numeric if day)), key=lambda day: day.start)
    return tuple(found)


def _in_figures(text: str, found: re.Match[str]) -> PrintedDay | None:
    """A date in figures; None where nobody can say which of its numbers is the month."""
    if found["year"]:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    else:
        year, day, month = int(found["behind"]), int(found["one"]), int(found["two"])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month and found["mark"] == "/":
            return None
    return _beside(text, (found.start(), found.end()), (month, day, year)) if _date(year, month, day) else None


def _around(text: str, month: re.Match[str]) -> list[PrintedDay]:
    number = _MONTH_NUMBERS[month[0][:3].lower()]
    left, start, end = max(0, month.start() - _NEAR), month.start(), month.end()
    if before := _DAY_BEFORE.search(text[left:start]):
        day, start = _day_number(before), left + before.start()
    elif after := _DAY_AFTER.match(text, end):
        day, end = int(after[1]), after.end()
    else:
        return []
    if not 1 <= day <= 31:
        return []
    year = _YEAR_AFTER.match(text, end)
    end = year.end() if year else end
    printed = int(year[1]) if year else None
    head = text[max(0, start - _NEAR) : start]
    head = head[: -len("the ")] if head.endswith(" the ") else head
    ranged = _RANGE_BEFORE.search(head)
    made = _beside(text, (start, end), (number, day, printed))
    if ranged is None or not 1 <= int(ranged[1]) < day:
        return [made]
    at = max(0, start - _NEAR) + ranged.start()
    of_range = _WEEKDAYS_OF_RANGE.search(text[max(0, at - _NEAR) : at])
    if of_range is None:
        return [_made((at, at + len(ranged[1])), (number, int(ranged[1]), printed)), made]
    first, last = (_weekday(of_range[n]) for n in (1, 2))
    left = max(0, at - _NEAR) + of_range.start()
    return [
        _made((left, at + len(ranged[1])), (number, int(ranged[1]), printed), first),
        _made((made.start, made.end), (number, day, printed), last),
    ]


def _beside(text: str, place: tuple[int, int], numbers: tuple[int, int, int | None]) -> PrintedDay:
    """A day, with the weekday that stands beside it."""
    start, end = place
    if told := _WEEKDAY_BEFORE.search(text[max(0, start - _NEAR) : start]):
        return _made((max(0, start - _NEAR) + told.start(), end), numbers, _weekday(told[1]))
    if told := _WEEKDAY_AFTER.match(text, end):
        return _made((start, told.end()), numbers, _weekday(told[1]))
    return _made(place, numbers)


def _made(place: tuple[int, int], numbers: tuple[int, int, int | None], weekday: int | None = None) -> PrintedDay:
    month, day, year = numbers
    return PrintedDay(*place, month, day, year, weekday, _date(year, month, day) if year else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_number(found: re.Match[str]) -> int:
    return int(found["number"]) if found["number"] else _ORDINAL_NUMBERS[found["ordinal"].lower()]


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS, 1) if name[:3].lower() == word[:3].lower())


def dated_days(material: Material, report: Report) -> tuple[PrintedDay, ...]:
    """The printed days of a report with their values: the printed year, else the one read, else the nearest one."""
    return material.made_once(("dated days", report.id), lambda: _dated_days(material, report))


def _dated_days(material: Material, report: Report) -> tuple[PrintedDay, ...]:
    printed = printed_days(report.text)
    if all(day.year for day in printed):
        return printed
    read = material.by_report(TimeExpression).get(report.id, [])
    starts = [statement.start for statement in read]
    out = []
    for day in printed:
        if day.year is None:
            near = read[bisect_left(starts, day.start - _NEAR) : bisect_left(starts, day.end)]
            known = next((value for statement in near if (value := _value_of(day, statement))), None)
            if known and day.weekday and not _is_told(known.year, report.text, day.start):
                known = None
            out.append(replace(day, value=known or nearest(day, report.published)))
        else:
            out.append(day)
    return tuple(out)


def _value_of(day: PrintedDay, statement: Statement[TimeExpression]) -> date | None:
    """The value that was read for the words of a day, where it has the same month and day."""
    if not any(p.start < day.end and day.start < p.end for p in statement.content.passages):
        return None
    value = day_of(statement.content.value)
    return value if value and (value.month, value.day) == (day.month, day.day) else None


def _is_told(year: int, text: str, offset: int) -> bool:
    """Does the text itself point to a year? One that was read from the weekday alone proves nothing of the weekday."""
    return str(year) in text or _OTHER_YEAR.search(text, max(0, offset - 150), offset) is not None


def nearest(day: PrintedDay, to: date | None) -> date | None:
    """The day in the year that brings it nearest to another; None where that one is not known."""
    if to is None:
        return None
    held = [d for year in (to.year - 1, to.year, to.year + 1) if (d := _date(year, day.month, day.day))]
    return min(held, key=lambda d: abs((d - to).days), default=None)


def number_of(word: str) -> int:
    """The number that a word or figure stands for: "forty-five", "7", "a"."""
    plain = word.lower().replace(" ", "-")
    if plain.isdigit():
        return int(plain)
    if plain.endswith("hundred"):
        return 100
    if plain in ("a", "an"):
        return 1
    tens, _, ones = plain.partition("-")
    return _ONES.index(plain) if plain in _ONES else 20 + 10 * _TENS.index(tens) + (_ONES.index(ones) if ones else 0)


def duration_of(number: str, unit: str) -> str:
    """A length in words as an ISO 8601 duration: ("three", "week") -> "P21D", ("two", "month") -> "P2M"."""
    times, letter = _UNITS[unit.lower().rstrip("s")]
    return f"P{'T' if letter == 'H' else ''}{number_of(number) * times}{letter}"


def nth_day(words: str) -> str:
    """The duration that an ordinal comes to: "tenth day" and "10th day" are "P10D"."""
    word = words.split(" ", 1)[0].lower()
    number = _ORDINAL_NUMBERS.get(word) or int(word[:-2])
    return f"P{number}D"


def moved(day: date, duration: str, *, back: bool = False) -> date | None:
    """A day moved by a duration of `duration_of`, forward or back; None where it is one of hours."""
    if not back or "T" in duration:
        return add_duration(day, duration)
    number = int(duration[1:-1])
    if duration.endswith("D"):
        return day - timedelta(days=number) if number < day.toordinal() else None
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return next((d for cut in range(4) if (d := _date(year, month + 1, day.day - cut))), None)


def within(days: Sequence[PrintedDay], start: int, end: int) -> list[PrintedDay]:
    """Those printed days that lie between two offsets."""
    return [d for d in days if start <= d.start and d.end <= end]


def side_by_side(text: str, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages in the order of the text, those of one sentence as one passage from the first of them to the last."""
    held: dict[int, Passage] = {}
    for passage in sorted(set(passages)):
        number = number_at(text, passage.start)
        known = held.get(number, passage)
        held[number] = Passage.of(text, known.start, max(known.end, passage.end))
    return tuple(held.values())


def quoted(passages: Iterable[Passage]) -> str:
    """The words of passages as a finding prints them: between marks, on one line."""
    return " … ".join(f"“{' '.join(passage.text.split())}”" for passage in passages)

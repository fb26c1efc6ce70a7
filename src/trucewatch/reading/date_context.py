"""What an expression of time is understood against: publication, the dates mentioned before it, its clause."""

from __future__ import annotations

import calendar
import itertools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from trucewatch.reading.date_tense import Direction, direction
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import DateBasis, TimeType, Timex, TimexType

_TELLING = re.compile(r"\b(?i:in|during|since|by|from|of|until|late|early|mid)[\s-]+\Z")
_SINCE = re.compile(r"\bsince\s+\Z", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|added|announced|reported|warned)\b[^.,;]{0,30}\Z")  # the day of the telling


@dataclass(frozen=True)
class Meaning:
    """What an expression says.

    Attributes:
        type: kind of expression in a reading; None where only TIMEX3 knows it (now, daily).
        value: ISO 8601, or None where vague or unresolved.
        timex: the same in TIMEX3 terms.
        qualifier: more than, nearly, early, mid, end ...
        basis: how the value was found.
        unsure: a careful reader could name another day.
        note: a remark on the value, such as a zone without a known offset.
    """

    type: TimeType | None
    value: str | None
    timex: Timex
    qualifier: str | None = None
    basis: DateBasis | None = None
    unsure: bool = False
    note: str | None = None


@dataclass
class Context:
    """The report's clock while its expressions are read in order.

    Attributes:
        published: day of publication, None where unknown.
        sentences: the syntax.
        text: the report's text.
        mentioned: (offset, value) of the dates read so far, in the order of the text.
        spoken: the day the report's first sentences tell of, where "today" in a quotation may have been said.
        stamps: (offset, day) of the lines of a running report that date its entries.
        end_of_range: the date with its year that the one being read runs on to ("from 1 January to 30 June 1999").
        origin: the day from which the report counts days of a truce ("Day 36"), where it says so.
        quarter: (sentence number, year, quarter) of the last quarter of a year read.
    """

    published: date | None
    sentences: Sentences
    text: str
    mentioned: list[tuple[int, str]] = field(default_factory=list)
    quarter: tuple[int, int, int] | None = None
    spoken: date | None = None
    end_of_range: str | None = None
    origin: date | None = None
    stamps: list[tuple[int, date]] = field(default_factory=list)
    _directions: dict[tuple[int, int], Direction] = field(default_factory=dict)

    def today(self, offset: int) -> date | None:
        """The day "today" means at an offset: of publication, or inside quotation marks the day reported on."""
        if self.stamps and self.stamps[0][0] <= offset:
            return self.reported(offset)
        if self.published is None or self.spoken is None:
            return self.published
        start, _ = self.sentences.paragraph_at(offset)
        before = self.text[start:offset]
        marks = before.count("“") - before.count("”") + before.count('"') % 2 + before.count("``") - before.count("''")
        return self.spoken if marks > 0 else self.published

    def reported(self, offset: int) -> date | None:
        """The day an offset's entry of a running report is stamped with, else that of publication."""
        stamped = [day for at, day in self.stamps if at <= offset]
        return stamped[-1] if stamped else self.published

    def direction(self, start: int, end: int) -> Direction:
        """Whether the clause around some characters looks ahead or back."""
        key = (start, end)
        if key not in self._directions:
            self._directions[key] = direction(self.sentences, start, end)
        return self._directions[key]

    def last(self, offset: int, grain: int, *, sentences_back: int = 3) -> str | None:
        """The nearest date mentioned before an offset that is at least as precise as `grain` characters of ISO."""
        here = self.sentences.number_at(offset)
        for at, value in reversed(self.mentioned):
            if here - self.sentences.number_at(at) > sentences_back:
                return None
            if (
                at < offset
                and re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", value)
                and len(value.partition("T")[0]) >= grain
            ):
                return value
        return None

    def last_at(self, offset: int, grain: int) -> int:
        """Offset of the date that `last` finds; -1 where there is none."""
        value = self.last(offset, grain)
        return next((at for at, v in reversed(self.mentioned) if at < offset and v == value), -1)

    def stated_year(self, offset: int, *, sentences_back: int = 0) -> str | None:
        """The last date with its year before an offset, in its sentence or so many before it of the same paragraph."""
        here = self.sentences.number_at(offset)
        start = self.sentences.paragraph_at(offset)[0]
        for at, value in reversed(self.mentioned):
            if at < start or here - self.sentences.number_at(at) > sentences_back:
                return None
            if at < offset and re.match(r"\d{4}", value):
                between = self.text[at:offset]
                before = self.text[max(0, at - 20) : at]
                if len(value) == 4 and (not _TELLING.search(before) or _SINCE.search(before)):
                    return None  # "killed since 1996" bounds a count, "a 1990 car" is no place in a story
                return None if re.search(r"[\"“”]|''", between) or _SAID.search(between) else value
        return None


def dated(
    value: str | None,
    *,
    basis: DateBasis | None,
    qualifier: str | None = None,
    timex: str | None = None,
    kind: TimexType = "DATE",
) -> Meaning:
    """A date as a meaning; the TIMEX3 value is the same unless another is given."""
    mods = {"early": "START", "mid": "MID", "late": "END", "end": "END"}
    mod = mods.get(qualifier or "")
    type_: TimeType = "interval" if value and "/" in value else "date"
    return Meaning(type_, value, Timex(type=kind, value=timex or value or "XXXX-XX-XX", mod=mod), qualifier, basis)


def month_of(day: date) -> str:
    """A day's month in ISO 8601."""
    return f"{day.year:04}-{day.month:02}"


def week_of(day: date) -> str:
    """A day's week in ISO 8601."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weekend_of(day: date) -> tuple[date, date]:
    """Saturday and Sunday of a day's week."""
    saturday = shift_days(day, 5 - day.weekday())
    return saturday, shift_days(saturday, 1)


def shift_months(day: date, months: int) -> date:
    """A day some months on, or the last one of that month; held within the calendar's years."""
    total = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_days(day: date, days: int) -> date:
    """A day some days on, held within the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def as_day(value: str) -> date:
    """The first day a value covers ("2024" and "2024-SP" -> 1 January 2024)."""
    parts = value.partition("T")[0].split("/")[0].split("-")[:3]
    numbers = [int(part) for part in itertools.takewhile(str.isdecimal, parts)]  # a season or week has letters
    return date(numbers[0], numbers[1] if len(numbers) > 1 else 1, numbers[2] if len(numbers) > 2 else 1)

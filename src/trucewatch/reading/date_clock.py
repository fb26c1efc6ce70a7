"""What times of day mean: "6 a.m.", "19:00 local time", "1600 GMT", noon, midnight, dawn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from trucewatch.reading.date_context import Context, Meaning, as_day, shift_days, shift_months
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_values import with_part
from trucewatch.reading.date_words import PARTS, number_of
from trucewatch.reading.date_zones import zone_of
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Timex

_ENTRY = 6  # sentences of a log's entry
_NOON, _NIGHT_ENDS = 12, 6  # "six at night" is the evening, "five at night" the morning
_FAR = 60  # characters on, behind which a day dates something else
_CLOSE = 30  # characters: "8 a.m. local time (0400 GMT) on Monday"
_WORDS = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0), "zero hour": (0, 0), "zero hours": (0, 0)}


def minutes_of(parts: dict[str, str], day_part: str = "") -> int | None:
    """Minutes after midnight that a clock's words tell, None where there is no such time."""
    if word := parts.get("word"):
        hour, minute = _WORDS[word.lower()]
        return hour * 60 + minute
    told, past = number_of(parts.get("h", "")), _past(parts)
    if told is None or past is None:
        return None
    hour, minute = int(told), int(parts.get("m", "0"))
    half = parts.get("ap", "").lower()[:1]
    said = f"{parts.get('part', '')} {day_part}".lower()
    if not half and hour <= _NOON:
        half = _half(said, hour)
    if half == "p":
        hour = hour % 12 + 12
    elif half == "a":
        hour %= 12
    total = hour * 60 + minute + past
    return total if 0 <= total <= 1440 else None


def _half(said: str, hour: int) -> str:
    """The half of the day that its part tells of an hour: "p" for five in the afternoon, "a" for two at night."""
    if "night" in said:
        return "a" if hour == _NOON or hour < _NIGHT_ENDS else "p"
    return "p" if re.search(r"afternoon|evening", said) else ""


def _past(parts: dict[str, str]) -> int | None:
    """Minutes past (or to) the hour, where they are told so: "a quarter past ten", "five minutes to six"."""
    word = parts.get("min", "").lower()
    if not word:
        return 0
    number = {"quarter": 15.0, "half": 30.0}.get(word) or number_of(word)
    if number is None or number >= 60:
        return None
    return int(number) if parts["to"].lower() == "past" else -int(number)


def clock_text(parts: dict[str, str], day_part: str = "", day: date | None = None) -> str | None:
    """A time of day in ISO 8601 with its offset where the report names a known zone: "T19:00", "T16:00Z"."""
    minutes = minutes_of(parts, day_part)
    if minutes is None:
        return None
    offset = zone_of(parts.get("zone"), day).offset
    text = f"T{minutes // 60:02}:{minutes % 60:02}" + (f":{parts['s']}" if "s" in parts else "")
    if offset is None:
        return text
    sign = "+" if offset >= 0 else "-"
    return text + ("Z" if offset == 0 else f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}")


def at_clock(meaning: Meaning, clock: dict[str, str], day_part: str = "", *, ends_day: bool = False) -> Meaning:
    """A day's meaning with the time of day that stands beside it; midnight may be the one that ends the day."""
    when = day_of(meaning.value)
    text = clock_text(clock, day_part, when)
    if text is None:
        return with_part(meaning, PARTS.get(clock.get("part", "").lower(), ""))
    plain = text[: len("T00:00")]  # TIMEX3 has no zone
    is_midnight = clock.get("word", "").lower() == "midnight"
    day = meaning.timex.value.partition("T")[0]
    timex = Timex(type="TIME", value=day + ("T24:00" if is_midnight else plain))
    if is_midnight and ends_day:
        text = text.replace("T00:00", "T24:00")
    value = f"{meaning.value.partition('T')[0]}{text}" if meaning.value else None
    note = zone_of(clock.get("zone"), when).note or meaning.note
    since = clock_text(
        {name.removeprefix("from_"): words for name, words in clock.items() if name.startswith("from_")}, "", when
    )
    if value and since:
        value = f"{value.partition('T')[0]}{since}/{value}"
        return Meaning("interval", value, timex, meaning.qualifier, meaning.basis, note=note)
    return Meaning("time", value, timex, meaning.qualifier, meaning.basis, meaning.unsure, note)


_PARTS_TOLD = re.compile(  # not "after a night of shelling"
    r"\b(tonight|(?:at|last|that|[a-z]+day)\s+night|morning|afternoon|evening)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:until|till|by|before|expir\w*|laps\w*|end(?:s|ed|ing)?|runs?\s+out|ran\s+out|deadline|past|passed)\b[^.;]{0,25}\Z",
    re.IGNORECASE,
)


def ends_the_day(form: Form, text: str) -> bool:
    """Is "midnight" beside a day the one that ends it? So with weekdays, and where something runs out then."""
    return form.rule in ("weekday", "today") or bool(_LIMIT.search(text[max(0, form.start - 60) : form.start]))


def read_clock(form: Form, context: Context, beside: tuple[str, int] | None = None) -> Meaning | None:
    """A time of day alone: of the day named beside it in the sentence, else the last one, else of publication.

    Args:
        form: the expression.
        context: the report's clock.
        beside: the day that follows in the same sentence, where one does, and how many characters on.
    """
    part = _part_told(form, context)
    text = clock_text(form.parts, part)
    if text is None:
        return None
    following, gap = beside or (None, 0)
    anchor = following if gap <= _CLOSE else None
    anchor = anchor or context.last(form.start, 10, sentences_back=0) or (following if gap <= _FAR else None)
    anchor = anchor or _told_before(form, context)
    if is_stamp(form, context.text):
        anchor = None
    day: date | None = as_day(anchor) if anchor else context.reported(form.start)
    if "logday" in form.parts:
        day = _log_day(int(form.parts["logday"]), context.published)
    is_end = bool(anchor and day and form.parts.get("word", "").lower() == "midnight")
    if is_end and day == context.published and context.direction(form.start, form.end) == "back":
        is_end = False  # of the day of the report itself, only the midnight that began it can be past
    if is_end and day:
        day = shift_days(day, 1)  # the midnight that ends the day told of
    base = Meaning(
        "time", day.isoformat() if day else None, Timex(type="TIME", value=day.isoformat() if day else "XXXX-XX-XX")
    )
    meaning = at_clock(base, form.parts, part)
    if is_end and day:
        meaning = replace(meaning, timex=Timex(type="TIME", value=f"{shift_days(day, -1).isoformat()}T24:00"))
    return replace(meaning, value=meaning.value or text, basis="inferred_context" if day else "stated")


def _part_told(form: Form, context: Context) -> str:
    """The one part of the day that the sentence of an hour told in words names: "tonight", "the evening news"."""
    sentence = context.sentences.at(form.start)
    if sentence is None or {"ap", "part", "m", "zone"} & set(form.parts):
        return ""
    told = {m[1].lower() for m in _PARTS_TOLD.finditer(context.text, sentence.start_char, sentence.end_char)}
    return told.pop() if len(told) == 1 else ""


def _log_day(number: int, published: date | None) -> date | None:
    """The day of a log's entry ("30/0640"): the last such day of a month up to publication."""
    if published is None:
        return None
    for back in range(3):
        month = shift_months(published.replace(day=1), -back)
        day = shift_days(month, number - 1)
        if day.month == month.month and day <= published:
            return day
    return None


def is_stamp(form: Form, text: str) -> bool:
    """Does a time of day, or a day with it, fill its line, as over the entries of a running report?"""
    start, end = text.rfind("\n", 0, form.start) + 1, text.find("\n", form.end)
    rest = text[start : form.start] + text[form.end : end if end >= 0 else len(text)]
    return not rest.strip(" \t\r()[]-–—|:,.*•")


def _told_before(form: Form, context: Context) -> str | None:
    """The day of the sentence before in the same paragraph, unless it lies ahead of the report."""
    anchor = context.last(form.start, 10, sentences_back=_ENTRY)
    if anchor is not None and "T" not in anchor:  # only an entry of a log, begun with its time of day, runs so far
        anchor = context.last(form.start, 10, sentences_back=1)
    if anchor is None or context.last_at(form.start, 10) < context.sentences.paragraph_at(form.start)[0]:
        return None
    if form.kind == "clock/opens" and context.direction(form.start, form.end) == "present":
        return None  # "the bridge shuts at seven" is of the report's day
    ahead = context.published is not None and as_day(anchor) > context.published
    return None if ahead and context.direction(form.start, form.end) == "back" else anchor


def read_dawn(form: Form, context: Context) -> Meaning:
    """Read "at dawn", "by nightfall"."""
    anchor = context.last(form.start, 10, sentences_back=0)
    day = as_day(anchor) if anchor else context.published
    value = day.isoformat() if day else None
    part = PARTS.get(form.parts["part"].lower(), "MO")
    return Meaning("time", value, Timex(type="TIME", value=f"{value or 'XXXX-XX-XX'}T{part}"), None, "inferred_context")

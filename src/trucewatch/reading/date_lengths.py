"""What lengths of time and expressions seen from another day mean: "three days", "two years ago", "last week"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from trucewatch.reading.date_context import (
    Context,
    Meaning,
    as_day,
    dated,
    month_of,
    shift_days,
    shift_months,
    week_of,
    weekend_of,
)  # fmt: skip
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_periods import a_year_before
from trucewatch.reading.date_words import APPROXIMATORS, PARTS, TIMEX_MODS, UNITS, number_of, unit_of
from trucewatch.vocabulary.kinds import Timex


def amount(number: float, unit: str) -> str:
    """A length as an ISO 8601 duration: 2.5 years -> P2Y6M, 1.5 hours -> PT1H30M, two decades -> P20Y."""
    letter, times, is_clock = UNITS[unit]
    total = number * times
    whole = int(total)
    rest = total - whole
    finer = {
        "Y": ("M", 12),
        "M": ("S", 60) if is_clock else ("D", 30),
        "W": ("D", 7),
        "D": ("TH", 24),
        "H": ("M", 60),
    }.get(letter)
    text = f"{whole}{letter}" if whole or not rest else ""
    if rest and finer:
        small = round(rest * finer[1])
        text += f"T{small}H" if finer[0] == "TH" else f"{small}{finer[0]}"
    return ("PT" if is_clock else "P") + text


def _vague(unit: str) -> str:
    letter, times, is_clock = UNITS[unit]
    if unit in ("decade", "century", "quarter"):
        return {"decade": "PXDE", "century": "PXCE", "quarter": "PXQ"}[unit]
    del times
    return f"P{'T' if is_clock else ''}X{letter}"


def approximation(form: Form) -> str | None:
    """Find more than, at least, nearly ... where one of these stands before a length."""
    words = re.sub(r"\s+", " ", form.parts.get("approx", "").lower())
    return APPROXIMATORS.get(words)


def read_length(form: Form, context: Context) -> Meaning | None:
    """A length of time; vague where no number is told."""
    del context
    unit = unit_of(form.parts["unit"])
    qualifier = approximation(form)
    mod = TIMEX_MODS.get(qualifier or "")
    if form.kind == "length/long":
        return Meaning("duration", amount(1, unit), Timex(type="DURATION", value=amount(1, unit)), qualifier)
    number = number_of(form.parts["num"])
    if number is None:
        told = amount(2, unit) if "couple" in form.parts["num"].lower() else _vague(unit)
        return Meaning("vague", None, Timex(type="DURATION", value=told, mod=mod), qualifier)
    if form.kind == "length/two":
        return _two(form, number, unit)
    if "num2" in form.parts:
        return _between(form, number, unit)
    if "half" in form.parts or form.kind == "length/anda" or "and a half" in form.parts.get("filler", ""):
        number += 0.5
    value = amount(number, unit)
    told = f"P{int(number)}Q" if unit == "quarter" and number == int(number) else value  # TIMEX3 counts quarters
    return Meaning("duration", value, Timex(type="DURATION", value=told, mod=mod), qualifier)


def _two(form: Form, number: float, unit: str) -> Meaning | None:
    second, other = number_of(form.parts["num2"]), unit_of(form.parts["unit2"])
    order = list(UNITS)
    if second is None or order.index(other) >= order.index(unit):
        return None
    left, right = amount(number, unit), amount(second, other)
    value = left + right[2:] if "T" in left and "T" in right else left + right[1:]
    return Meaning("duration", value, Timex(type="DURATION", value=value))


def _between(form: Form, number: float, unit: str) -> Meaning | None:
    """Read "two to three weeks": no single length; the longer one is the limit."""
    second = number_of(form.parts["num2"])
    if second is None or second <= number:
        return None
    value = amount(second, unit)
    return Meaning("duration", value, Timex(type="DURATION", value=value, mod="APPROX"), "up to")


def read_bare(form: Form, context: Context) -> Meaning:
    """Read "hours", "recent weeks", "decades": vague."""
    del context
    return Meaning("vague", None, Timex(type="DURATION", value=_vague(unit_of(form.parts["unit"]))))


def move(day: date, number: float, unit: str) -> str:
    """The date some units on from a day (back where negative), as coarse as the unit."""
    _, times, is_clock = UNITS[unit]
    total = number * times
    if is_clock:
        return day.isoformat()
    if unit in ("day", "night"):
        return shift_days(day, round(total)).isoformat()
    if unit in ("week", "fortnight"):
        return week_of(shift_days(day, round(7 * total)))
    if unit in ("month", "quarter"):
        return month_of(shift_months(day, round(total)))
    moved = shift_months(day, round(12 * total))
    return f"{moved.year:04}" if total == int(total) else month_of(moved)


def read_ago(form: Form, context: Context) -> Meaning:
    """Read "two years ago", "three days from now"; vague where no number is told."""
    if "num" not in form.parts:
        return Meaning("vague", None, Timex(type="DATE", value="PAST_REF"))
    unit, number = unit_of(form.parts["unit"]), number_of(form.parts["num"])
    qualifier = approximation(form)
    is_past = not re.match(r"(?i)from now|hence", form.parts["way"])
    if number is None:
        return Meaning("vague", None, Timex(type="DATE", value="PAST_REF" if is_past else "FUTURE_REF"), qualifier)
    if number == 1 and unit == "year" and is_past and (quarter := a_year_before(form, context)):
        return quarter
    if "half" in form.parts or "and a half" in form.parts.get("filler", ""):
        number += 0.5
    mod = TIMEX_MODS.get(qualifier or "")
    if context.published is None:
        length = amount(number, unit)
        return (
            Meaning("date", None, Timex(type="DATE", value="XXXX-XX-XX", mod=mod), qualifier)
            if length
            else read_bare(form, context)
        )
    if UNITS[unit][2]:
        value = context.published.isoformat() if number * {"hour": 1, "minute": 1 / 60}.get(unit, 0) < 12 else None
        return Meaning(
            "time", value, Timex(type="TIME", value=value or "XXXX-XX-XX", mod=mod), qualifier, "offset_from"
        )
    value = move(context.published, -number if is_past else number, unit)
    if "today" in form.parts and unit in ("week", "fortnight"):
        value = shift_days(context.published, -round(number * 7 * UNITS[unit][1])).isoformat()
    elif "today" in form.parts and unit in ("month", "year"):
        value = shift_months(context.published, -round(number * (12 if unit == "year" else 1))).isoformat()
    return Meaning("date", value, Timex(type="DATE", value=value, mod=mod), qualifier, "offset_from")


def read_today(form: Form, context: Context) -> Meaning:
    """today, tonight, yesterday, tomorrow and the days beside them."""
    word = re.sub(r"\s+", " ", form.parts["word"].lower())
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    part = "NI" if word == "tonight" else PARTS.get(form.parts.get("part", "").lower(), "")
    today = context.today(form.start)
    value = shift_days(today, shift).isoformat() if today else None
    meaning = dated(value, basis="offset_from")
    return replace(meaning, timex=Timex(type="TIME", value=f"{value or 'XXXX-XX-XX'}T{part}")) if part else meaning


def read_part(form: Form, context: Context) -> Meaning:
    """Read "this morning", "last night", "the next morning"."""
    way, part = re.sub(r"\s+", " ", form.parts.get("way", "").lower()), PARTS[form.parts["part"].lower()]
    day = context.today(form.start)
    if form.kind == "part/the":  # "signed in the evening": of the day told last
        anchor = context.last(form.start, 10)
        day = as_day(anchor) if anchor else day
        shift = 0
    elif way in ("the next", "the following", "the previous", "that", "the same", "next"):
        anchor = context.last(form.start, 10)
        day = as_day(anchor) if anchor else day
        shift = {"the next": 1, "the following": 1, "next": 1, "the previous": -1}.get(way, 0)
    else:
        shift = -1 if way == "last" else 0
    value = shift_days(day, shift).isoformat() if day else None
    return Meaning("date", value, Timex(type="TIME", value=f"{value or 'XXXX-XX-XX'}T{part}"), None, "offset_from")


def read_overnight(form: Form, context: Context) -> Meaning:
    """The night before publication."""
    del form
    value = context.published.isoformat() if context.published else None
    return Meaning("date", value, Timex(type="TIME", value=f"{value or 'XXXX-XX-XX'}TNI"), None, "offset_from")


def read_span(form: Form, context: Context) -> Meaning | None:
    """Read "last week", "this year", "the past month"."""
    way, unit = re.sub(r"\s+", " ", form.parts["way"].lower()), form.parts["unit"].lower()
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1, "this coming": 1}.get(
        way, -1 if way == "the whole of last" else 0
    )
    is_long = way in ("past", "this past") and unit != "weekend"
    if is_long:
        value = amount(1, unit)
        return Meaning("duration", value, Timex(type="DURATION", value=value))
    anchor = context.published
    if way == "previous":
        last = context.last(form.start, {"week": 10, "month": 7}.get(unit, 4))
        anchor = as_day(last) if last and not (anchor and as_day(last) > anchor) else anchor
    return spanned(anchor, unit, step, form.modifier)


def spanned(anchor: date | None, unit: str, step: int, qualifier: str | None) -> Meaning | None:
    """The week, month, year ... some steps from the one that holds a day."""
    if unit == "fortnight":
        return Meaning("duration", "P2W", Timex(type="DURATION", value="P2W"))
    if anchor is None:
        names = {
            "week": "XXXX-WXX",
            "weekend": "XXXX-WXX-WE",
            "month": "XXXX-XX",
            "day": "XXXX-XX-XX",
            "quarter": "XXXX-QX",
        }
        return dated(None, basis=None, qualifier=qualifier, timex=names.get(unit, "XXXX"))
    if unit == "weekend":
        saturday, sunday = weekend_of(shift_days(anchor, 7 * step))
        value = f"{saturday.isoformat()}/{sunday.isoformat()}"
        return dated(value, basis="offset_from", timex=week_of(saturday) + "-WE", qualifier=qualifier)
    if unit == "quarter":
        first = shift_months(anchor.replace(day=1), 3 * step)
        number = (first.month - 1) // 3 + 1
        begin = date(first.year, 3 * number - 2, 1)
        value = f"{month_of(begin)}/{month_of(shift_months(begin, 2))}"
        return dated(value, basis="offset_from", timex=f"{first.year:04}-Q{number}", qualifier=qualifier)
    if unit == "decade":
        first_year = anchor.year // 10 * 10 + 10 * step
        return dated(
            f"{first_year}/{first_year + 9}", basis="offset_from", timex=f"{first_year // 10}", qualifier=qualifier
        )
    if unit == "century":
        number = anchor.year // 100 + step
        return dated(f"{number}00/{number}99", basis="offset_from", timex=f"{number}", qualifier=qualifier)
    return dated(move(anchor, step, unit), basis="offset_from", qualifier=qualifier)


def read_near(form: Form, context: Context) -> Meaning | None:
    """Read "the next day", "that year", "the same month": seen from the last date, else from publication."""
    way, unit = re.sub(r"\s+", " ", form.parts["way"].lower()), form.parts["unit"].lower()
    step = 1 if "next" in way or "following" in way else -1 if "previous" in way or "preceding" in way else 0
    grain = {"day": 10, "week": 10, "weekend": 10, "month": 7}.get(unit, 4)
    anchor = context.last(form.start, grain)
    if anchor is None:
        return spanned(None, unit, step, form.modifier)
    return spanned(as_day(anchor), unit, step, form.modifier)


def read_aday(form: Form, context: Context) -> Meaning:
    """Read "a day earlier", "a year later", "the day before": from the last date, at its grain."""
    unit = form.parts["unit"].lower()
    step = -1 if form.parts["way"].lower() in ("earlier", "before") else 1
    if unit == "year" and step < 0 and (quarter := a_year_before(form, context)):
        return quarter
    anchor = context.last(form.start, {"day": 10, "week": 10, "month": 7}.get(unit, 4))
    if anchor is None and step < 0 and context.published is not None:
        anchor = context.published.isoformat()
        anchor = anchor[:4] if unit == "year" else anchor[:7] if unit == "month" else anchor
    if anchor is None:
        value = amount(1, unit)
        return Meaning("duration", value, Timex(type="DURATION", value=value))
    if unit in ("year", "decade") and len(anchor) >= 7:
        moved = shift_months(as_day(anchor), step * 12 * UNITS[unit][1])
        value = moved.isoformat() if len(anchor) >= 10 else month_of(moved)
    elif unit == "month" and len(anchor) >= 10:
        value = shift_months(as_day(anchor), step).isoformat()
    elif unit == "week" and len(anchor) >= 10:
        value = shift_days(as_day(anchor), 7 * step).isoformat()
    else:
        value = move(as_day(anchor), step, unit)
    return dated(value, basis="offset_from")


def read_endof(form: Form, context: Context) -> Meaning | None:
    """Read "the end of the year", "later in the day": of the period that holds the last date or publication."""
    edge, unit = form.parts["edge"].lower(), form.parts["unit"].lower()
    grain = {"day": 10, "week": 10, "month": 7}.get(unit, 4)
    qualifier = (
        "end" if "end" in edge or "final" in edge else "mid" if "middle" in edge else "late" if "late" in edge else None
    )
    qualifier = "early" if re.search(r"start|beginning|earl|turn", edge) else qualifier
    anchor = context.published
    if form.kind == "endof/word" and anchor is not None:
        return _year_end(form, anchor)
    if edge.endswith(" in") or unit == "day" or form.parts.get("det", "").lower() == "that":
        last = context.last(form.start, grain)
        anchor = as_day(last) if last else anchor
    return spanned(anchor, unit, 0, qualifier)


def _year_end(form: Form, anchor: date) -> Meaning:
    """Read "year-end": the year for a reading; in TIMEX3 its last day, when books are closed."""
    del form
    year = f"{anchor.year:04}"
    return Meaning("date", year, Timex(type="DATE", value=f"{year}-12-31"), "end", "offset_from")


def read_weekend(form: Form, context: Context) -> Meaning | None:
    """Read "the weekend": the last one, or the coming one where the clause looks ahead."""
    ahead = context.direction(form.start, form.end) in ("ahead", "weak", "present")
    published = context.published
    return spanned(published, "weekend", -1 if published and published.weekday() < 5 and not ahead else 0, None)

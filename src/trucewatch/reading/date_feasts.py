"""What feasts and dates of the Islamic calendar mean: "Christmas", "Easter 1998", "10 Ramadan 1446".

Islamic dates are those of the Umm al-Qura calendar (package hijridate, 1343 to 1500 AH). Where the new moon is watched
for, the day may be another: such values are unsure and carry a note. A feast without its year stays vague, as no text
says where it falls; the note then names the nearest one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hijridate import Hijri
from hijridate.ummalqura import HIJRI_RANGE

from trucewatch.reading.date_context import Context, Meaning, dated, month_of
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_values import nearest_year
from trucewatch.reading.date_words import FIXED_FEASTS, HIJRI_FEASTS, HIJRI_MONTHS, HIJRI_NAMES, ordinal_of
from trucewatch.vocabulary.kinds import DateBasis, Timex

_VAGUE = Meaning("vague", None, Timex(type="DATE", value="XXXX-XX-XX"))
_MAY_DIFFER = "by the Umm al-Qura calendar; where the moon is watched for it may be a day earlier or later"
_YEAR_LENGTH = 354.367  # days of an Islamic year


@dataclass(frozen=True)
class _Days:
    """Days of the Islamic calendar in ours, and how the year they lie in was found."""

    first: date
    last: date
    name: str
    basis: DateBasis


def read_feast(form: Form, context: Context) -> Meaning:
    """Read a feast: those that can be computed are dates, others are vague."""
    name = " ".join(form.parts.get("feast", "").lower().replace("’", "'").split())
    if name in HIJRI_FEASTS:
        return _islamic_feast(form, context, *HIJRI_FEASTS[name])
    rule = _COMPUTED.get(name)
    if name not in FIXED_FEASTS and rule is None:
        return _VAGUE
    year, basis = _year(form, context, name)
    if year is None:
        month, day = FIXED_FEASTS.get(name, (0, 0))
        return dated(None, basis=None, timex=f"XXXX-{month:02}-{day:02}" if month else "XXXX-XX-XX")
    return dated(_day_in(year, name).isoformat(), basis=basis)


def _year(form: Form, context: Context, name: str) -> tuple[int | None, DateBasis | None]:
    if "year" in form.parts:
        return int(form.parts["year"]), "stated" if name in FIXED_FEASTS else "computed"
    published = context.published
    if published is None:
        return None, None
    told = f"{form.parts.get('rel', '')} {form.parts.get('way', '')}".lower()
    this = _day_in(published.year, name)
    if "year" in told:
        return published.year + ("next" in told) - ("last" in told or "previous" in told), "offset_from"
    if "last" in told or "past" in told:
        return published.year - int(this >= published), "offset_from"
    if "next" in told or "coming" in told:
        return published.year + int(this <= published), "offset_from"
    return nearest_year(form, context, this.month, this.day), "inferred_context"


def _day_in(year: int, name: str) -> date:
    if name in FIXED_FEASTS:
        return date(year, *FIXED_FEASTS[name])
    kind, shift = _COMPUTED[name]
    if kind == "thanksgiving":
        return date(year, 11, 28 - (date(year, 11, 1).weekday() - 3 + 6) % 7)
    day = _easter(year) if kind == "easter" else _orthodox_easter(year)
    return day + timedelta(days=shift)


_COMPUTED = {
    "easter": ("easter", 0), "easter sunday": ("easter", 0), "easter monday": ("easter", 1),
    "good friday": ("easter", -2), "orthodox easter": ("orthodox", 0), "thanksgiving": ("thanksgiving", 0),
    "thanksgiving day": ("thanksgiving", 0),
}  # fmt: skip


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (the rule of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, in our calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def read_hijri(form: Form, context: Context) -> Meaning | None:
    """Read a day or month of the Islamic calendar with its day or year; None where there is no such day."""
    month = HIJRI_MONTHS[" ".join(form.parts["hmonth"].lower().replace("’", "'").split())]
    told = form.parts.get("day")
    day = ordinal_of(told) if told else None
    if (told and day is None) or (day is not None and not 1 <= day <= 30):
        return None
    found = _found(form, context, month, day)
    if found is None:
        return _VAGUE
    return _meaning(found, is_day=day is not None)


def _islamic_feast(form: Form, context: Context, month: int, day: int | None) -> Meaning:
    found = _found(form, context, month, day)
    if found is None:
        return _VAGUE
    if found.basis == "inferred_context":  # no year was told
        span = found.first.isoformat() + (f" to {found.last.isoformat()}" if found.last > found.first else "")
        return replace(_VAGUE, note=f"nearest {found.name}: {span} {_MAY_DIFFER}")
    return _meaning(found, is_day=day is not None)


def _meaning(found: _Days, *, is_day: bool) -> Meaning:
    note = f"{found.name} {_MAY_DIFFER}"
    if is_day:
        return replace(dated(found.first.isoformat(), basis=found.basis), unsure=True, note=note)
    value = f"{found.first.isoformat()}/{found.last.isoformat()}"
    middle = found.first + (found.last - found.first) / 2
    return replace(dated(value, basis=found.basis, timex=month_of(middle)), unsure=True, note=note)


def _found(form: Form, context: Context, month: int, day: int | None) -> _Days | None:
    """The days meant; None where the year cannot be told, or two lie in it, or the calendar does not reach."""
    if "hyear" in form.parts:
        return _days(int(form.parts["hyear"]), month, day, "computed")
    published = context.published
    told = f"{form.parts.get('rel', '')} {form.parts.get('way', '')}".lower()
    if "year" in form.parts or ("year" in told and published is not None):
        year = int(form.parts.get("year") or 0)
        if not year and published is not None:
            year = published.year + ("next" in told) - ("last" in told or "previous" in told)
        inside = [d for d in _all(year, month, day) if year in (d.first.year, d.last.year)]
        starting = [d for d in inside if d.first.year == year] or inside
        return starting[0] if len(starting) == 1 else None
    if published is None:
        return None
    near = [replace(d, basis="inferred_context") for d in _all(published.year, month, day)]
    if "last" in told or "past" in told:
        near = [replace(d, basis="offset_from") for d in near if d.first < published][-1:]
    elif "next" in told or "coming" in told:
        near = [replace(d, basis="offset_from") for d in near if d.first > published][:1]
    else:
        way = context.direction(form.start, form.end)
        near = [d for d in near if way not in ("ahead", "present") or d.last >= published] or near
        near = [d for d in near if way != "back" or d.first <= published] or near
    return min(near, key=lambda d: _apart(d, published), default=None)


def _apart(days: _Days, day: date) -> int:
    return max((days.first - day).days, (day - days.last).days, 0)


def _all(year: int, month: int, day: int | None) -> list[_Days]:
    """The days in the Islamic years about a year of ours, in order."""
    about = round((year - 622) * 365.2425 / _YEAR_LENGTH)
    return [d for n in range(about - 1, about + 3) if (d := _days(n, month, day, "computed")) is not None]


def _days(year: int, month: int, day: int | None, basis: DateBasis) -> _Days | None:
    if not HIJRI_RANGE[0][0] <= year <= HIJRI_RANGE[1][0]:
        return None
    first = Hijri(year, month, 1)
    length = first.month_length()
    if day is not None and day > length:
        return None
    start = first.to_gregorian() + timedelta(days=(day or 1) - 1)
    end = start if day else start + timedelta(days=length - 1)
    name = f"{day} {HIJRI_NAMES[month]} {year} AH" if day else f"{HIJRI_NAMES[month]} {year} AH"
    return _Days(date(start.year, start.month, start.day), date(end.year, end.month, end.day), name, basis)

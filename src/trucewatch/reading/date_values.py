"""What calendar expressions mean: days, months and weekdays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from trucewatch.reading.date_context import Context, Meaning, as_day, dated, shift_days, shift_months, week_of
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_words import MONTHS, PARTS, WEEKDAYS, ordinal_of
from trucewatch.vocabulary.kinds import DateBasis, Timex

_UNKEPT = re.compile(r"\b(?:was|were) to have \w+[^.;:?!]*\Z")  # "was to have met on Friday"
_HAD_PROMISED = re.compile(
    r"\bhad (?:\w+ )?(?:promised|pledged|vowed|undertaken|agreed|committed|guaranteed|assured)\b[^;:?!.]*"
    r"\b(?:would|to) [^.;:?!]*\b(?:by|before)\s+\Z"
)  # "had promised that it would be mended by Friday": told of a promise whose day may have passed
_RECENT = 92  # days: a month so close to publication is meant, though a year was told in the sentence before
_AGAINST, _AGAINST_BACK = 1.5, 8.0
_SAYING = r"\b(?:said|says|told|added|announced|reported|warned|insisted)\b"
_TOLD_BY = re.compile(
    _SAYING + r"[^.,;]{0,20}\Z"
)  # "said on Friday", "on Friday the envoy said": the day of the telling
_TELLS = re.compile(r"[^.;]{0,40}" + _SAYING)
_BOUND = re.compile(  # "until Thursday" bounds what is now, "since about Christmas" a count
    r"\b(?:until|till|by|since|before)\s+(?:about\s+|around\s+)?\Z", re.IGNORECASE
)
_STORY_DAYS = 60  # so long before publication a weekday would no longer be told without its date
_JUST_GONE = 60  # days: "will last 40 days from Jan. 19", said in February, is not of next January


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def read_day(form: Form, context: Context) -> Meaning | None:
    """A day of a month, with or without its year; None where the calendar has no such day."""
    parts = form.parts
    if "iso" in parts:
        return dated(parts["iso"], basis="stated") if _exists(*map(int, parts["iso"].split("-"))) else None
    if "a" in parts:
        return _slashed(parts)
    day, month = ordinal_of(parts["day"]), month_number(parts["month"])
    if day is None or not _exists(2024, month, day):
        return None
    year, basis = year_of(form, context, month, day)
    if year is None:
        return dated(None, basis=None, timex=f"XXXX-{month:02}-{day:02}")
    if not _exists(year, month, day):
        return None
    return _held(date(year, month, day), form.modifier, basis)


def _held(day: date, modifier: str | None, basis: DateBasis | None) -> Meaning:
    """A day, or the week or night that it names: "the week of 9 December", "the night of 11 November"."""
    if modifier == "week of":
        return dated(week_of(day), basis=basis)
    part = PARTS.get((modifier or "").removesuffix(" of"), "")
    return with_part(dated(day.isoformat(), basis=basis), part)


def _slashed(parts: dict[str, str]) -> Meaning | None:
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    year += 0 if year > 99 else 1900 if year > 40 else 2000
    day_first = parts["mark"] == "." or first > 12
    month, day = (second, first) if day_first else (first, second)
    return dated(f"{year:04}-{month:02}-{day:02}", basis="stated") if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_days(form: Form, context: Context) -> Meaning | None:
    """Several days of one month: an interval from the first to the last."""
    first, last, month = (
        ordinal_of(form.parts["day"]),
        ordinal_of(form.parts["last"]),
        month_number(form.parts["month"]),
    )
    if first is None or last is None or first >= last or not _exists(2024, month, last):
        return None
    year, basis = year_of(form, context, month, first)
    if year is not None and (form.modifier or "").endswith(" of"):  # "the night of 9-10 November": it began on the 9th
        return _held(date(year, month, first), form.modifier, basis)
    name = "XXXX" if year is None else f"{year:04}"
    value = f"{name}-{month:02}-{first:02}/{name}-{month:02}-{last:02}"
    timex = Timex(type="DATE", value=f"{name}-{month:02}-{last:02}")
    return Meaning("interval", value if year else None, timex, None, basis)


def read_months(form: Form, context: Context) -> Meaning:
    """Several months of one year."""
    del context
    year, first, last = form.parts["year"], month_number(form.parts["month"]), month_number(form.parts["last"])
    value = f"{year}-{first:02}/{year}-{last:02}"
    return Meaning("interval", value, Timex(type="DATE", value=f"{year}-{last:02}"), None, "stated")


def read_nth(form: Form, context: Context) -> Meaning | None:
    """Read "the 29th": of the month that the clause points to, seen from publication or the last date."""
    day = ordinal_of(form.parts["day"])
    if day is None or not 1 <= day <= 31:
        return None
    if "rel" in form.parts:
        return _nth_of_month(form, context, day)
    if (near := _nth_of_sentence(form, context, day)) is not None:
        return dated(near.isoformat(), basis="inferred_context")
    if context.published is None:
        return dated(None, basis=None, timex=f"XXXX-XX-{day:02}")
    way = context.direction(form.start, form.end)
    month = context.published.replace(day=1)
    candidates = [shift_months(month, n) for n in (0, -1, 1)]
    fitting = [date(m.year, m.month, day) for m in candidates if _exists(m.year, m.month, day)]
    chosen = _choose(fitting, context.published, "ahead" if way == "weak" else way, just_gone=0)
    return dated(chosen.isoformat(), basis="inferred_context") if chosen else None


def _nth_of_sentence(form: Form, context: Context, day: int) -> date | None:
    """A day of the month that its sentence has told: "renewed in November by a letter (received on the 24th)"."""
    told = context.last(form.start, 7, sentences_back=0)
    if told is None or len(told) != len("2009-11"):
        return None
    month = as_day(told)
    return month.replace(day=day) if _exists(month.year, month.month, day) else None


def _nth_of_month(form: Form, context: Context, day: int) -> Meaning | None:
    """Read "the 29th of this month": of the month of publication, or for "that month" of the last date."""
    told = form.parts["rel"].lower()
    anchor = context.published
    if told in ("that", "the same"):
        last = context.last(form.start, 7, sentences_back=6)
        anchor = as_day(last) if last else None
    if anchor is None:
        return dated(None, basis=None, timex=f"XXXX-XX-{day:02}")
    month = shift_months(anchor.replace(day=1), {"last": -1, "next": 1}.get(told, 0))
    if not _exists(month.year, month.month, day):
        return None
    return dated(month.replace(day=day).isoformat(), basis="offset_from")


def _choose(days: list[date], published: date, way: str, just_gone: int = _JUST_GONE) -> date | None:
    if not days:
        return None
    if way in ("ahead", "present") and not any(0 < (published - d).days <= just_gone for d in days):
        days = [d for d in days if d >= published] or days
    # what lies against the side that the clause tells counts as farther; "back" is not certain to the last: nobody
    # leaves out the year of a day that is nearly a year ago
    against = _AGAINST_BACK if way == "back" else _AGAINST
    unlikely_ahead = way != "weak"
    return min(
        days, key=lambda d: (abs((d - published).days) * (against if (d > published) == unlikely_ahead else 1.0), d)
    )


def read_month(form: Form, context: Context) -> Meaning:
    """A month, with or without its year."""
    month = month_number(form.parts["month"])
    if form.parts.get("way", "").lower() in ("every", "each"):
        return Meaning("vague", None, Timex(type="SET", value=f"XXXX-{month:02}"))
    year, basis = year_of(form, context, month, None)
    if year is None:
        return dated(None, basis=None, qualifier=form.modifier, timex=f"XXXX-{month:02}")
    if (form.modifier or "").endswith(" week"):
        return _week_of_month(year, month, (form.modifier or "").split()[0], basis)
    return dated(f"{year:04}-{month:02}", basis=basis, qualifier=form.modifier)


def _week_of_month(year: int, month: int, word: str, basis: DateBasis | None) -> Meaning:
    """Read "the third week of January": the ISO week about its middle."""
    first = date(year, month, 1)
    end = shift_days(shift_months(first, 1), -1)
    day = shift_days(end, -3) if word in ("last", "final") else shift_days(first, 7 * (ordinal_of(word) or 1) - 4)
    return dated(week_of(day), basis=basis)


def year_of(form: Form, context: Context, month: int, day: int | None) -> tuple[int | None, DateBasis | None]:
    """The year meant: stated, told by "last year" and the like, or the nearest that fits clause and context."""
    if "year" in form.parts:
        year = int(form.parts["year"])
        return year + (0 if year > 99 else 1900 if year > 40 else 2000), "stated"
    if context.end_of_range and not {"rel", "way"} & set(form.parts):
        last = as_day(context.end_of_range)
        return last.year - int((month, day or 1) > (last.month, last.day)), "inferred_context"
    published = context.published
    told = form.parts.get("rel", "").lower()
    if "that year" in told or "same year" in told or "previous" in told or "following" in told:
        anchor = context.last(form.start, 4, sentences_back=6)
        shift = -1 if "previous" in told else 1 if "following" in told else 0
        return (int(anchor[:4]) + shift, "offset_from") if anchor else (None, None)
    if published is None:
        return _year_of_story(form, context, month, day)
    if told:
        return published.year + (-1 if "last" in told else 1 if "next" in told else 0), "offset_from"
    way = form.parts.get("way", "").lower()
    if way in ("the following", "following", "the previous"):
        anchor = context.last(form.start, 4, sentences_back=6)
        if anchor:
            then = as_day(anchor)
            return then.year + (_later(month, then) if "following" in way else -int(month >= then.month)), "offset_from"
    if way:
        return _told(way, month, published), "offset_from"
    return nearest_year(form, context, month, day), "inferred_context"


def _year_of_story(form: Form, context: Context, month: int, day: int | None) -> tuple[int | None, DateBasis | None]:
    """The year in a report whose publication is unknown: that of a story told in order, where the clause looks back."""
    stated = context.stated_year(form.start, sentences_back=1)
    if stated is None or "way" in form.parts or context.direction(form.start, form.end) not in ("back", "open"):
        return None, None
    then = as_day(stated)
    is_later = len(stated) == len("1998") or (month, day or 31) >= (then.month, then.day if len(stated) > 7 else 1)
    return (then.year if is_later else then.year + 1), "inferred_context"


def _later(month: int, then: date) -> int:
    return int(month <= then.month)


def _told(way: str, month: int, published: date) -> int:
    if way in ("last", "this past", "the previous"):
        return published.year - int(month >= published.month)
    if way in ("next", "this coming", "the following", "following"):
        return published.year + int(month <= published.month)
    return published.year


def nearest_year(form: Form, context: Context, month: int, day: int | None) -> int:
    """The year of a day or month told without one: the nearest that fits clause and context.

    Raises:
        ValueError: the context has no day of publication.
    """
    published = context.published
    if published is None:
        raise ValueError("no day of publication")
    way = context.direction(form.start, form.end)
    if (year := _told_in_order(context, form.start, (month, day), way)) is not None:
        return year
    if day is not None and "wd" in form.parts:
        number = WEEKDAYS[form.parts["wd"].lower().rstrip(".")]
        nearest = sorted(
            range(published.year - 3, published.year + 3),
            key=lambda y: (abs(date(y, month, min(day, 28)) - published), y),
        )
        for year in nearest:
            if _exists(year, month, day) and date(year, month, day).isoweekday() == number:
                return year
    years = (published.year - 1, published.year, published.year + 1)
    if day is not None:
        days = [date(year, month, day) for year in years if _exists(year, month, day)]
    else:
        is_now = month == published.month
        days = [
            date(year, month, published.day if is_now and year == published.year else 15)
            for year in years
            if _exists(year, month, 1)
        ]
    chosen = _choose(days, published, way)
    return chosen.year if chosen else published.year


def _told_in_order(context: Context, offset: int, day: tuple[int, int | None], way: str) -> int | None:
    """The year in a story told in order: "in April 2023. In October ..." is October 2023."""
    published = context.published
    stated = context.stated_year(offset)
    is_same_sentence = stated is not None
    stated = stated or context.stated_year(offset, sentences_back=1)
    if published is None or stated is None or way in ("ahead", "present") or int(stated[:4]) >= published.year:
        return None
    then = as_day(stated)
    month, number = day[0], day[1] or 31
    year = then.year + int(len(stated) > 4 and (month, number) < (then.month, then.day if len(stated) > 7 else 1))
    if (year, month) > (published.year, published.month):
        return None
    if is_same_sentence:
        return year
    last = published.year - int((month, number) > (published.month, published.day))
    is_recent = (published - date(last, month, min(number, 28))).days <= _RECENT
    return year if way == "back" and not is_recent else None


def read_weekday(form: Form, context: Context) -> Meaning:
    """The nearest such day at or before publication, after it when the clause looks ahead."""
    number = WEEKDAYS[form.parts["weekday"].lower()]
    part = PARTS.get(form.parts.get("part", "").lower(), "")
    way = form.parts.get("way", "").lower()
    if "many" in form.parts or "nights" in form.parts or way in ("every", "each"):
        return Meaning("vague", None, Timex(type="SET", value=f"XXXX-WXX-{number}" + (f"T{part}" if part else "")))
    is_bare = not way and not {"week", "hence"} & set(form.parts)
    told = _day_of_story(form, context, number) if is_bare else None
    if told is not None:
        return with_part(dated(told.isoformat(), basis="inferred_context"), part)
    if context.published is None:
        return with_part(dated(None, basis=None, timex=f"XXXX-WXX-{number}"), part)
    day = _weekday(form, context, number, way)
    return with_part(dated(day.isoformat(), basis="resolved_weekday"), part)


def _day_of_story(form: Form, context: Context, number: int) -> date | None:
    """The weekday in a story of other days: "They met on 3 June 1998. On Friday ..." is 5 June 1998.

    The story's day is a day told in the same paragraph, in this sentence or the one before, well before publication.
    """
    last = context.last(form.start, 10, sentences_back=1)
    if last is None or context.last_at(form.start, 10) < context.sentences.paragraph_at(form.start)[0]:
        return None
    told_at = context.last_at(form.start, 10)
    if any(_BOUND.search(context.text[max(0, at - 20) : at]) for at in (form.start, told_at)):
        return None
    if _TOLD_BY.search(context.text[max(0, form.start - 30) : form.start]) or _TELLS.match(
        context.text[form.end :][:60]
    ):
        return None
    then = as_day(last)
    if context.published is not None and (context.published - then).days <= _STORY_DAYS:
        return None
    if context.direction(form.start, form.end) not in ("back", "open"):
        return None
    return shift_days(then, (number - then.isoweekday()) % 7)


def _weekday(form: Form, context: Context, number: int, way: str) -> date:
    published = context.published
    if published is None:
        raise ValueError("no day of publication")
    today = published.isoweekday()
    week = form.parts.get("week", "").lower()
    if week:
        return shift_days(published, number - today + (7 if "next" in week else -7 if "last" in week else 0))
    if way in ("the following", "the previous"):
        anchor = context.last(form.start, 10)
        then = as_day(anchor) if anchor else published
        gap = (number - then.isoweekday()) % 7 or 7
        return shift_days(then, gap if "following" in way else gap - 14 if gap < 7 else -7)
    if way == "last":
        return shift_days(published, -((today - number) % 7 or 7))
    if way in ("next", "this coming", "coming") or "hence" in form.parts:
        later = 7 * ("hence" in form.parts)  # "by Wednesday week": not the next one but the one after
        return shift_days(published, ((number - today) % 7 or 7) + later)
    if way in ("past", "this past"):
        return shift_days(published, -((today - number) % 7))
    ahead = (number - today) % 7
    before = context.text[max(0, form.start - 90) : form.start]
    if _UNKEPT.search(before) or _HAD_PROMISED.search(before):  # put off before it came or after
        return shift_days(published, ahead if ahead <= 3 else ahead - 7)
    if context.direction(form.start, form.end) in ("ahead", "weak", "present"):
        return shift_days(published, ahead)
    return shift_days(published, -((today - number) % 7))


def with_part(meaning: Meaning, part: str) -> Meaning:
    """A day with its morning or night; the value stays the day, which is what other dates count from."""
    if not part:
        return meaning
    timex = Timex(type="TIME", value=f"{meaning.timex.value.partition('T')[0]}T{part}")
    return replace(meaning, timex=timex)

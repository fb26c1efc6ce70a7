"""What calendar expressions mean: days, months, years, weekdays, feasts."""

from __future__ import annotations

from datetime import date

from trucewatch.reading.date_context import Context, Meaning, as_day, dated, month_of, shift_days, shift_months
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_words import FIXED_FEASTS, MONTHS, PARTS, SEASONS, WEEKDAYS, ordinal_of
from trucewatch.vocabulary.kinds import DateBasis, Timex


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
    return dated(f"{year:04}-{month:02}-{day:02}", basis=basis)


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
    first, last, month = ordinal_of(form.parts["day"]), ordinal_of(form.parts["last"]), month_number(form.parts["month"])
    if first is None or last is None or first >= last or not _exists(2024, month, last):
        return None
    year, basis = year_of(form, context, month, first)
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
    """"The 29th": of the month that the clause points to, seen from publication or the last date."""
    day = ordinal_of(form.parts["day"])
    if day is None or not 1 <= day <= 31:
        return None
    if context.published is None:
        return dated(None, basis=None, timex=f"XXXX-XX-{day:02}")
    way = context.direction(form.start, form.end)
    month = context.published.replace(day=1)
    candidates = [shift_months(month, n) for n in (0, -1, 1)]
    fitting = [date(m.year, m.month, day) for m in candidates if _exists(m.year, m.month, day)]
    chosen = _choose(fitting, context.published, way)
    return dated(chosen.isoformat(), basis="inferred_context") if chosen else None


def _choose(days: list[date], published: date, way: str) -> date | None:
    if not days:
        return None
    if way == "ahead":
        days = [d for d in days if d >= published] or days
    elif way == "back":
        days = [d for d in days if d <= published] or days
    return min(days, key=lambda d: (abs((d - published).days) * (1.5 if d > published else 1.0), d))


def read_month(form: Form, context: Context) -> Meaning:
    """A month, with or without its year."""
    month = month_number(form.parts["month"])
    if form.parts.get("way", "").lower() in ("every", "each"):
        return Meaning("vague", None, Timex(type="SET", value=f"XXXX-{month:02}"))
    year, basis = year_of(form, context, month, None)
    if year is None:
        return dated(None, basis=None, qualifier=form.modifier, timex=f"XXXX-{month:02}")
    return dated(f"{year:04}-{month:02}", basis=basis, qualifier=form.modifier)


def year_of(form: Form, context: Context, month: int, day: int | None) -> tuple[int | None, DateBasis | None]:
    """The year meant: stated, told by "last year" and the like, or the nearest that fits clause and context."""
    if "year" in form.parts:
        return int(form.parts["year"]), "stated"
    published = context.published
    told = form.parts.get("rel", "").lower()
    if "that year" in told or "same year" in told or "previous" in told or "following" in told:
        anchor = context.last(form.start, 4, sentences_back=6)
        shift = -1 if "previous" in told else 1 if "following" in told else 0
        return (int(anchor[:4]) + shift, "offset_from") if anchor else (None, None)
    if published is None:
        return None, None
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
    return _nearest_year(form, context, month, day), "inferred_context"


def _later(month: int, then: date) -> int:
    return int(month <= then.month)


def _told(way: str, month: int, published: date) -> int:
    if way in ("last", "this past", "the previous"):
        return published.year - int(month >= published.month)
    if way in ("next", "this coming", "the following", "following"):
        return published.year + int(month <= published.month)
    return published.year


def _nearest_year(form: Form, context: Context, month: int, day: int | None) -> int:
    published = context.published
    if published is None:
        raise ValueError("no day of publication")
    way = context.direction(form.start, form.end)
    stated = context.stated_year(form.start)
    if stated and way != "ahead" and int(stated[:4]) < published.year:
        then = as_day(stated)
        year = then.year + int(len(stated) > 4 and (month, day or 31) < (then.month, then.day if len(stated) > 7 else 1))
        if (year, month) <= (published.year, published.month):
            return year
    if day is not None and "wd" in form.parts:
        number = WEEKDAYS[form.parts["wd"].lower().rstrip(".")]
        years = sorted(range(published.year - 3, published.year + 3), key=lambda y: (abs(date(y, month, min(day, 28)) - published), y))
        for year in years:
            if _exists(year, month, day) and date(year, month, day).isoweekday() == number:
                return year
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        if day is None:
            days.append(date(year, month, published.day if month == published.month and year == published.year else 15))
        elif _exists(year, month, day):
            days.append(date(year, month, day))
    chosen = _choose(days, published, way)
    return chosen.year if chosen else published.year


def read_year(form: Form, context: Context) -> Meaning:
    """A year, "pre-1967", "early 2024", "fiscal 1989"."""
    del context
    side = form.parts.get("side", "").lower()
    qualifier = {"pre": "before", "post": "after"}.get(side, form.modifier)
    meaning = dated(form.parts["year"], basis="stated", qualifier=qualifier)
    if not side:
        return meaning
    timex = Timex(type="DATE", value=form.parts["year"], mod="BEFORE" if side == "pre" else "AFTER")
    return Meaning("date", form.parts["year"], timex, qualifier, "stated")


def read_years(form: Form, context: Context) -> Meaning | None:
    """From one year to another."""
    del context
    first, last = form.parts["year"], form.parts["last"]
    last = first[:2] + last if len(last) == 2 else last
    if last <= first or int(last) - int(first) > 120:
        return None
    return Meaning("interval", f"{first}/{last}", Timex(type="DURATION", value=f"P{int(last) - int(first)}Y"), None, "stated")


def read_decade(form: Form, context: Context) -> Meaning:
    """"The 1990s", "the '80s", "the nineties"."""
    del context
    words = "twenties thirties forties fifties sixties seventies eighties nineties".split()
    if "year" in form.parts:
        first = int(form.parts["year"])
    elif "short" in form.parts:
        short = int(form.parts["short"])
        first = short + (1900 if short > 20 else 2000)
    else:
        first = 1920 + 10 * words.index(form.parts["word"].lower())
    return dated(f"{first}/{first + 9}", basis="stated", qualifier=form.modifier, timex=f"{first // 10}")


def read_century(form: Form, context: Context) -> Meaning | None:
    """"The 19th century"."""
    del context
    number = ordinal_of(form.parts["n"])
    if number is None or not 1 < number < 30:
        return None
    return dated(f"{number - 1:02}00/{number - 1:02}99", basis="stated", qualifier=form.modifier, timex=f"{number - 1:02}")


def read_weekday(form: Form, context: Context) -> Meaning:
    """The nearest such day at or before publication, after it when the clause looks ahead."""
    number = WEEKDAYS[form.parts["weekday"].lower()]
    part = PARTS.get(form.parts.get("part", "").lower(), "")
    way = form.parts.get("way", "").lower()
    if "many" in form.parts or "nights" in form.parts or way in ("every", "each"):
        return Meaning("vague", None, Timex(type="SET", value=f"XXXX-WXX-{number}" + (f"T{part}" if part else "")))
    if context.published is None:
        return _with_part(dated(None, basis=None, timex=f"XXXX-WXX-{number}"), part)
    day = _weekday(form, context, number, way)
    return _with_part(dated(day.isoformat(), basis="resolved_weekday"), part)


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
    if way in ("next", "this coming", "coming"):
        return shift_days(published, (number - today) % 7 or 7)
    if way in ("past", "this past"):
        return shift_days(published, -((today - number) % 7))
    looks = context.direction(form.start, form.end)
    if looks == "ahead":
        return shift_days(published, (number - today) % 7)
    return shift_days(published, -((today - number) % 7))


def _with_part(meaning: Meaning, part: str) -> Meaning:
    """A day with its morning or night: an expression of time; ISO 8601 has no word for the part."""
    if not part:
        return meaning
    timex = Timex(type="TIME", value=f"{meaning.timex.value}T{part}")
    return Meaning("time", meaning.value, timex, meaning.qualifier, meaning.basis)


def read_feast(form: Form, context: Context) -> Meaning:
    """A feast: those on a fixed day are dates; moving ones are vague, for no text says where they fall."""
    name = form.parts.get("feast", "").lower().replace("’", "'")
    if name not in FIXED_FEASTS:
        return Meaning("vague", None, Timex(type="DATE", value="XXXX-XX-XX"))
    month, day = FIXED_FEASTS[name]
    if context.published is None:
        return dated(None, basis=None, timex=f"XXXX-{month:02}-{day:02}")
    year = _nearest_year(form, context, month, day)
    return dated(f"{year:04}-{month:02}-{day:02}", basis="inferred_context")


def read_season(form: Form, context: Context) -> Meaning:
    """"Last summer", "spring of 2024": northern seasons, as TIMEX3 has them; ISO 8601 has no word for them."""
    season = SEASONS[(form.parts.get("season") or form.parts["season2"]).lower()]
    if "year" in form.parts:
        year: int | None = int(form.parts["year"])
    elif context.published is None:
        year = None
    else:
        months = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
        way = form.parts.get("way", "").lower() or form.parts.get("rel", "").lower().replace(" year", "")
        year = context.published.year
        if "last" in way or "previous" in way:
            year -= int("rel" in form.parts or months[season] + 2 >= context.published.month)
        elif "next" in way or "following" in way:
            year += int("rel" in form.parts or months[season] <= context.published.month)
    name = "XXXX" if year is None else f"{year:04}"
    return dated(None, basis=None, qualifier=form.modifier, timex=f"{name}-{season}")


_QUARTER_REACH = 4  # sentences within which a quarter's figures are compared with the year before
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4}


def read_quarter(form: Form, context: Context) -> Meaning | None:
    """A quarter or half of a year; without a year the one that began last."""
    parts = form.parts
    what = (parts.get("what") or parts.get("what2") or "quarter").lower()
    count = 4 if what == "quarter" else 2
    word = parts.get("n", "").lower()
    number = _QUARTERS.get(word) or (int(word) if word.isdigit() else None)
    published = context.published
    if "year" in parts:
        year: int | None = int(parts["year"])
    elif published is None:
        year = None
    else:
        now = (published.month - 1) // (12 // count) + 1
        way = (parts.get("way") or "").lower()
        if number is None or (word == "last" and "rel" not in parts):
            return _quarter(*_stepped(published.year, now, {"current": 0, "this": 0, "next": 1}.get(way, -1), count), count)
        rel = parts.get("rel", "").lower()
        year = published.year - int("last" in rel) + int("next" in rel)
        if not rel and number > now and context.direction(form.start, form.end) != "ahead":
            year -= 1
    if number is None:
        return None
    return _quarter(year, min(number, count), count)


def _stepped(year: int, number: int, steps: int, count: int) -> tuple[int, int]:
    total = year * count + number - 1 + steps
    return total // count, total % count + 1


def _quarter(year: int | None, number: int, count: int) -> Meaning:
    letter, size = ("Q", 3) if count == 4 else ("H", 6)
    if year is None:
        return dated(None, basis=None, timex=f"XXXX-{letter}{number}")
    first = date(year, (number - 1) * size + 1, 1)
    value = f"{month_of(first)}/{month_of(shift_months(first, size - 1))}"
    return dated(value, basis="inferred_context", timex=f"{year:04}-{letter}{number}")



def a_year_before(form: Form, context: Context) -> Meaning | None:
    """"A year earlier" behind figures of a quarter: the same quarter of the year before; None elsewhere."""
    if context.quarter is None:
        return None
    sentence, year, number = context.quarter
    return _quarter(year - 1, number, 4) if context.sentences.number_at(form.start) - sentence <= _QUARTER_REACH else None


def read_period(form: Form, context: Context) -> Meaning:
    """"The quarter", "the year-earlier period": only TIMEX3 has them."""
    words = form.parts.get("what", "").lower()
    is_earlier = "ago" in words or "earlier" in words
    if context.quarter is not None:
        _, year, number = context.quarter
    elif context.published is not None:
        year, number = _stepped(context.published.year, (context.published.month - 1) // 3 + 1, -1, 4)
    else:
        return Meaning(None, None, Timex(type="DATE", value="XXXX-QX"))
    return Meaning(None, None, Timex(type="DATE", value=f"{year - int(is_earlier):04}-Q{number}"))

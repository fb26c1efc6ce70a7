"""What years and parts of years mean: decades, centuries, seasons, quarters and halves."""

from __future__ import annotations

import re
from datetime import date

from trucewatch.reading.date_context import Context, Meaning, dated, month_of, shift_months
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_words import SEASONS, ordinal_of
from trucewatch.vocabulary.kinds import Timex


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
    return Meaning(
        "interval", f"{first}/{last}", Timex(type="DURATION", value=f"P{int(last) - int(first)}Y"), None, "stated"
    )


def read_decade(form: Form, context: Context) -> Meaning:
    """Read "the 1990s", "the '80s", "the nineties"."""
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
    """Read "the 19th century"."""
    del context
    number = ordinal_of(form.parts["n"])
    if number is None or not 1 < number < 30:
        return None
    return dated(
        f"{number - 1:02}00/{number - 1:02}99", basis="stated", qualifier=form.modifier, timex=f"{number - 1:02}"
    )


def read_season(form: Form, context: Context) -> Meaning:
    """Read "last summer", "spring of 2024": northern seasons, as TIMEX3 has them; ISO 8601 has no word for them."""
    season = SEASONS[(form.parts.get("season") or form.parts["season2"]).lower()]
    if form.kind == "season/bare":
        return _bare_season(form, context, season)
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


def _bare_season(form: Form, context: Context, season: str) -> Meaning:
    """Read "by summer", "did not survive the spring": the nearest such season that the clause points to."""
    value = None
    if context.published is not None:
        way, day = context.direction(form.start, form.end), context.published
        month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
        gap = (month - day.month) % 12  # months ahead
        is_ahead = way in ("ahead", "weak", "present") and gap > 0
        value = f"{shift_months(day.replace(day=1), gap if is_ahead or gap == 0 else gap - 12).year:04}-{season}"
    timex = Timex(type="DATE", value=f"XXXX-{season}")
    return Meaning("date" if value else "vague", value, timex, form.modifier, "inferred_context" if value else None)


_QUARTER_REACH = 4  # sentences within which a quarter's figures are compared with the year before
_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}


def read_quarter(form: Form, context: Context) -> Meaning | None:
    """A quarter or half of a year; without a year the one that began last."""
    parts = form.parts
    what = (parts.get("what") or parts.get("what2") or "quarter").lower()
    count = 4 if what == "quarter" else 2
    word = parts.get("n", "").lower()
    number = _QUARTERS.get(word) or (int(word) if word.isdigit() else None)
    published = context.published
    lead = parts.get("lead", "").lower()
    if form.kind == "quarter/whole" and number is None:
        return _same_quarter(context, lead)
    if "year" in parts or lead[:1].isdigit():
        year: int | None = int(parts.get("year") or lead)
    elif published is None:
        year = None
    else:
        now = (published.month - 1) // (12 // count) + 1
        way = (parts.get("way") or "").lower()
        if way in ("latest", "year-ago", "year-earlier") and context.quarter is not None:
            return _quarter(context.quarter[1] - int(way != "latest"), context.quarter[2], 4)
        if number is None or (word == "last" and "rel" not in parts):
            return _quarter(
                *_stepped(published.year, now, {"current": 0, "this": 0, "next": 1}.get(way, -1), count), count
            )
        rel = re.sub(r"the year\Z", "", parts.get("rel", "").lower()) + lead.replace("fiscal", "")
        year = published.year - int("last" in rel or "year-" in rel) + int("next" in rel)
        if (not rel or "year-" in rel) and number > now and context.direction(form.start, form.end) != "ahead":
            year -= 1
    if number is None:
        return None
    return _quarter(year, min(number, count), count)


def _same_quarter(context: Context, lead: str) -> Meaning | None:
    """Read "last year's quarter", "the 1988 quarter", "the year-ago quarter": the one reported on, in that year."""
    now = _reported_quarter(context)
    if now is None:
        return _quarter(int(lead), 1, 1) if lead.isdigit() else None
    if lead.isdigit():
        return _quarter(int(lead), now[1], 4)
    return _quarter(now[0] - int("last" in lead or "year-" in lead) + int("next" in lead), now[1], 4)


def _reported_quarter(context: Context) -> tuple[int, int] | None:
    """Year and number of the quarter a report's figures are of: the last one read, else the one before publication."""
    if context.quarter is not None:
        return context.quarter[1:]
    if context.published is None:
        return None
    return _stepped(context.published.year, (context.published.month - 1) // 3 + 1, -1, 4)


def is_reported_on(form: Form) -> bool:
    """Is it a quarter that a report's figures are of, and not the one a year before they are compared with?"""
    told = " ".join((form.parts.get(name) or "") for name in ("lead", "rel", "way", "what", "year")).lower()
    return form.rule in ("quarter", "period") and not re.search(r"ago|earlier|last year|next|\d{4}", told)


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
    """Read "a year earlier" behind figures of a quarter: the same quarter of the year before; None elsewhere."""
    if context.quarter is None:
        return None
    sentence, year, number = context.quarter
    return (
        _quarter(year - 1, number, 4) if context.sentences.number_at(form.start) - sentence <= _QUARTER_REACH else None
    )


def read_yearlong(form: Form, context: Context) -> Meaning:
    """Read "the year ended March 31": only TIMEX3 has it, as a length."""
    del form, context
    return Meaning(None, None, Timex(type="DURATION", value="P1Y"))


def read_period(form: Form, context: Context) -> Meaning:
    """Read "the quarter", "the year-earlier period": only TIMEX3 has them."""
    words = f"{form.parts.get('what', '')} {form.parts.get('rel', '')}".lower()
    is_earlier = "ago" in words or "earlier" in words or "last year" in words
    now = _reported_quarter(context)
    if now is None:
        return Meaning(None, None, Timex(type="DATE", value="XXXX-QX"))
    year, number = now
    return Meaning(None, None, Timex(type="DATE", value=f"{year - int(is_earlier):04}-Q{number}"))

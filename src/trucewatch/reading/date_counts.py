"""Days counted from the start of a truce or plan: "Day 36", "day one", "D+30", "Days 1 to 42", "the 46th day".

Their dates follow from one place where the report itself puts such a day beside a date ("Day 120 (17 February 1997)",
"day one means 1 June 2009"). Without one they are days without a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from trucewatch.reading.date_context import Context, Meaning, dated, shift_days
from trucewatch.reading.date_forms import Form
from trucewatch.reading.date_words import number_of, ordinal_of
from trucewatch.vocabulary.dates import day_of

_BESIDE = re.compile(
    r"[\"”’')]?\s*(?:[,(:]\s*(?:which|that|this)?\s*|\b)"
    r"(?:is|was|means|meant|being|fell\s+on|falls\s+on|will\s+be|begins\s+on|began\s+on)?\s*,?[\"“(]?\s*(?:the\s+|on\s+)?",
    re.IGNORECASE,
)
_IF = re.compile(r"\bif\b[^.;:]{0,20}\Z", re.IGNORECASE)  # "if today is day one": nobody says that it is
_DATES = frozenset(("day", "weekday", "today"))
_SURELY_COUNTED = 10  # "the second day" may be of a meeting
_FEWEST = 2  # such expressions without any date: one alone may be an idiom ("from day one")


def number_in(form: Form) -> int | None:
    """Which day it counts: 36 for "Day 36", 0 for "D-day" and "day nought"."""
    word = form.parts.get("n", "").lower()
    if word in ("nought", "zero", "d-day", "d day"):
        return 0
    number = ordinal_of(word) if form.kind == "count/nth" else number_of(word)
    return int(number) if number is not None else None


def find_origin(forms: Sequence[Form], context: Context, read: Callable[[Form], Meaning | None]) -> date | None:
    """The day from which a report counts (day 0), from the first place that puts a counted day beside a date."""
    for place, form in enumerate(forms):
        if form.rule != "count" or (number := number_in(form)) is None:
            continue
        behind = [] if "last" in form.parts else forms[place + 1 : place + 2]
        if "last" in form.parts:  # "25 November to 1 December (Days 36 to 42)": the last days are the same
            number = int(number_of(form.parts["last"]) or 0)
        for other in (*behind, *forms[max(0, place - 1) : place]):
            left, right = (form, other) if form.start < other.start else (other, form)
            gap = context.text[left.end : right.start]
            before = context.text[max(0, left.start - 25) : left.start]
            if other.rule in _DATES and len(gap) < 24 and _BESIDE.fullmatch(gap) and not _IF.search(before):
                meaning = read(other)
                day = day_of(meaning.value) if meaning else None
                if day is not None:
                    return shift_days(day, -number)
    return None


def without_idioms(forms: list[Form], origin: date | None) -> list[Form]:
    """The forms without lone "day one", "the second day": they count only where the report counts days."""
    plain = sum(form.rule == "count" and form.kind != "count/nth" for form in forms)
    if origin is not None:
        return [form for form in forms if form.kind != "count/nth" or (number_in(form) or 0) >= _SURELY_COUNTED]
    kept = ("count", "count/plus", "count/dday") if plain >= _FEWEST else ("count/plus", "count/dday")
    return [form for form in forms if form.rule != "count" or form.kind in kept]


def read_count(form: Form, context: Context) -> Meaning | None:
    """Read "Day 36", "days 46 to 120"."""
    first, origin = number_in(form), context.origin
    if first is None:
        return None
    last = number_of(form.parts["last"]) if "last" in form.parts else None
    if origin is None:
        return dated(None, basis=None, timex="XXXX-XX-XX")
    day = shift_days(origin, first).isoformat()
    if last is not None and last > first:
        return dated(f"{day}/{shift_days(origin, int(last)).isoformat()}", basis="computed", timex=day)
    return dated(day, basis="computed")

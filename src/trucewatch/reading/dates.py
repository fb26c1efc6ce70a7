"""Step: dates, times and lengths of time, with their values against the day of publication.

Three parts: `date_forms` finds expressions, `date_filters` drops the look-alikes, `date_values`, `date_lengths` and
`date_clock` say what they mean. One pass gives two outputs: the expressions of a reading and their TIMEX3 form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from trucewatch.reading import date_feasts, date_lengths, date_periods, date_values
from trucewatch.reading.date_clock import at_clock, ends_the_day, is_stamp, read_clock, read_dawn
from trucewatch.reading.date_context import Context, Meaning, as_day
from trucewatch.reading.date_counts import find_origin, read_count, without_idioms
from trucewatch.reading.date_edges import join_clocks, settle_over, widen
from trucewatch.reading.date_filters import is_meant
from trucewatch.reading.date_forms import Form, find_forms
from trucewatch.reading.date_ranges import Told, join_ranges
from trucewatch.reading.date_words import UNITS, number_of, unit_of
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.dates import day_of, without_part
from trucewatch.vocabulary.kinds import TimeExpression, TimeType, Timex


@dataclass(frozen=True)
class Dates:
    """The expressions of time of a page.

    Attributes:
        expressions: dates, times, lengths, intervals and vague ones, in the order of the text.
        other: expressions that only TIMEX3 has (now, recently, daily), as `{"surface": [...], "timex": {...}}`.
        timex3: every expression in TIMEX3 terms: start, end, type, value, mod. Its spans take in determiners.
    """

    expressions: tuple[TimeExpression, ...]
    other: tuple[dict[str, object], ...] = ()
    timex3: tuple[dict[str, object], ...] = ()

    def within(self, start: int, end: int) -> tuple[TimeExpression, ...]:
        """The expressions that lie wholly between two offsets."""
        return tuple(e for e in self.expressions if start <= e.surface[0].start and e.surface[-1].end <= end)

    def day_near(self, start: int, end: int) -> str | None:
        """The date (ISO 8601, as precise as told) among the expressions between two offsets; a day before a month.

        Of several equally precise ones the first.
        """
        values = [
            without_part(e.value)
            for e in self.within(start, end)
            if e.type in ("date", "time") and e.value and "/" not in e.value
        ]
        days = [v for v in values if day_of(v)]
        return next(iter(days or values), None)


_FIRST_YEAR, _LAST_YEAR = 1500, 2500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class DatesStep:
    """Finds and resolves expressions of time."""

    name: str = "dates"
    version: str = "3"
    reads: tuple[type, ...] = (Sentences,)
    writes: type = Dates

    def __call__(self, page: Page) -> Dates:
        sentences = page.get(Sentences)
        published = page.report.published
        if published is not None and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
            published = None  # no day that a report can have been published on
        context = Context(published, sentences, page.text)
        forms = [settle_over(form, sentences, page.text) for form in _forms(page.text)]
        forms = [form for form in forms if is_meant(form, sentences, page.text)]
        context.origin = find_origin(forms, context, lambda form: _READERS[form.rule](form, context))
        forms = join_clocks(without_idioms(forms, context.origin), page.text, sentences.paragraph_at)
        told: list[Told] = []
        for number, form in enumerate(forms):
            context.end_of_range = _end_of_range(form, forms[number + 1 : number + 2], context)
            meaning = _read(form, context, forms[number + 1 :])
            if meaning is not None:
                _mention(form, meaning, context)
                told.append(Told(form, meaning, form.start, form.end))
        found = _Found(page, self.name)
        for one in told:
            found.add_timex(one)
        for one in join_ranges(told, page.text):
            found.add(one)
        return Dates(tuple(found.expressions), tuple(found.other), tuple(found.timex3))


def _forms(text: str) -> list[Form]:
    """The expressions of a text, widened by the words before them; none lies in another."""
    forms: list[Form] = []
    for form in (widen(f, text) for f in find_forms(text)):
        while forms and forms[-1].start >= form.start:
            forms.pop()
        forms.append(form)
    return forms


_LEAD = 3  # sentences (a headline is one) in which the day reported on is named
_FRESH = 2  # days before publication that it may lie back


_TO = re.compile(r"\s*(?:to|and|or|until|till|through|-|–)\s+(?:the\s+)?|\s*[-–]\s*")


def _end_of_range(form: Form, later: list[Form], context: Context) -> str | None:
    """The next date, where it shares its year with this one: "from 1 January to 30 June 1999"."""
    other = later[0] if later else None
    if other is None or form.rule not in ("day", "month") or other.rule not in ("day", "month"):
        return None
    if "year" in form.parts or "year" not in other.parts or not _TO.fullmatch(context.text[form.end : other.start]):
        return None
    context.end_of_range = None
    meaning = _READERS[other.rule](other, context)
    return meaning.value if meaning else None


def _mention(form: Form, meaning: Meaning, context: Context) -> None:
    if (m := re.fullmatch(r"(\d{4})-Q(\d)", meaning.timex.value)) and date_periods.is_reported_on(form):
        context.quarter = (context.sentences.number_at(form.start), int(m[1]), int(m[2]))
    if form.rule in ("weekday", "today", "part") and context.spoken is None and context.published and meaning.value:
        told = as_day(meaning.value)
        if context.sentences.number_at(form.start) < _LEAD and 0 <= (context.published - told).days <= _FRESH:
            context.spoken = told
    if form.clock is not None and form.rule == "day" and meaning.value and is_stamp(form, context.text):
        context.stamps.append((form.start, as_day(meaning.value)))
    if meaning.type in ("date", "time", "interval") and meaning.value:
        context.mentioned.append(
            (form.start, meaning.value.rpartition("/")[2] if "/" in meaning.value else meaning.value)
        )


def _read(form: Form, context: Context, later: list[Form]) -> Meaning | None:
    if form.rule == "clock":
        return read_clock(form, context, _day_beside(form, context, later))
    reader = _READERS.get(form.rule)
    meaning = reader(form, context) if reader else _timex_only(form)
    if meaning is not None and form.clock is not None:
        is_end = ends_the_day(form, context.text)
        return at_clock(meaning, form.clock, form.parts.get("part", ""), ends_day=is_end)
    return meaning


def _day_beside(form: Form, context: Context, later: list[Form]) -> tuple[str, int] | None:
    """The first day named after a time of day in the same sentence, and how many characters on."""
    sentence = context.sentences.at(form.start)
    for other in later:
        if sentence is None or other.start >= sentence.end_char:
            break
        if other.rule in ("day", "weekday", "today"):
            if _NEXT_CLAUSE.search(context.text[form.end : other.start]):
                break
            meaning = _READERS[other.rule](other, context)
            if meaning and meaning.value and meaning.type in ("date", "time"):
                return as_day(meaning.value).isoformat(), other.start - form.end
    return None


_NEXT_CLAUSE = re.compile(  # "shuts at six and opens again tomorrow"
    r"\b(?:and|but|then)\b[^.;]{0,20}\b(?:again|re(?:open|sum|start)\w*)\b"
)


def _timex_only(form: Form) -> Meaning | None:
    """now, recently, soon, daily, every week: no expressions of a reading."""
    rule = form.rule
    if rule in ("now", "past", "future"):
        value = {"now": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}[rule]
        return Meaning(None, None, Timex(type="DATE", value=value))
    if rule == "then":
        return Meaning(None, None, Timex(type="DATE", value="PAST_REF"))
    if rule == "set":
        value = _set_value(form)
        is_length = (
            form.parts.get("num", "other").lower() not in ("other", "few") or form.parts.get("unit") == "fortnight"
        )
        kind: TimeType | None = (
            "duration" if is_length else None
        )  # "every 30 days" tells a length, "every day" does not
        return Meaning(kind, value if is_length else None, Timex(type="SET", value=value))
    return None


_ADVERBS = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y",
    "hourly": "PT1H",
}  # fmt: skip


def _set_value(form: Form) -> str:
    if "set" in form.parts:
        return _ADVERBS[form.parts["set"].lower()]
    unit = unit_of(form.parts["unit"])
    if unit not in UNITS:
        return "P1D" if unit != "weekend" else "P1W"
    number = 2.0 if form.parts.get("num", "").lower() == "other" else number_of(form.parts.get("num", "one"))
    return date_lengths.amount(number or 1, unit)


# TimeML marks these more often than not; "soon", "later", "previously" mostly go unmarked
_IN_TIMEX3 = frozenset(
    (
        "now", "right now", "nowadays", "recently", "more recently", "currently", "current", "lately", "the future",
        "in the future", "in future", "the near future", "the past", "at present", "these days", "at the moment",
        "at this time", "the short term", "the near term",
    )
)  # fmt: skip


class _Found:
    """Gathers what the step writes."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.expressions: list[TimeExpression] = []
        self.other: list[dict[str, object]] = []
        self.timex3: list[dict[str, object]] = []

    def add_timex(self, told: Told) -> None:
        """Add one expression in its TIMEX3 form."""
        start, end = told.form.outer
        words, rule = self.page.text[told.start : told.end].lower(), told.form.rule
        if told.meaning.type is not None or words in _IN_TIMEX3 or rule in ("period", "yearlong", "set"):
            self.timex3.append({"start": start, "end": end, **_timex_row(told.meaning)})

    def add(self, told: Told) -> None:
        """Add one expression as a reading has it."""
        meaning, surface = told.meaning, self.page.passage(told.start, told.end)
        timex = meaning.timex
        if meaning.type is None:
            place = {"start": surface.start, "end": surface.end, "text": surface.text}
            self.other.append({"surface": [place], "timex": _timex_row(meaning)})
            return
        part = _part_of(meaning)
        is_day = meaning.value is not None and _DAY.fullmatch(meaning.value)
        self.expressions.append(
            TimeExpression(
                # an id counts the type and not the value, so both are "time" where the day is not known yet
                type="time" if part else meaning.type,
                value=f"{meaning.value}{part}" if is_day else meaning.value,
                surface=(surface,),
                qualifier=meaning.qualifier,
                timex=replace(timex),
                date_basis=meaning.basis,
                unsure=meaning.unsure,
                note=meaning.note,
                step=self.step,
            )
        )


_PART = re.compile(r".*(T[A-Z]{2})")


def _part_of(meaning: Meaning) -> str:
    """The part of a day that a meaning tells, as TIMEX3 writes it behind the day ("TEV"), else nothing."""
    told = _PART.fullmatch(meaning.timex.value) if meaning.type in ("date", "time") else None
    return told[1] if told else ""


def _timex_row(meaning: Meaning) -> dict[str, object]:
    return {"type": meaning.timex.type, "value": meaning.timex.value, "mod": meaning.timex.mod}


_Reader = Callable[[Form, Context], Meaning | None]
_READERS: dict[str, _Reader] = {
    "day": date_values.read_day,
    "days": date_values.read_days,
    "nth": date_values.read_nth,
    "count": read_count,
    "month": date_values.read_month,
    "months": date_values.read_months,
    "year": date_periods.read_year,
    "fiscal": date_periods.read_year,
    "years": date_periods.read_years,
    "decade": date_periods.read_decade,
    "century": date_periods.read_century,
    "weekday": date_values.read_weekday,
    "feast": date_feasts.read_feast,
    "hijri": date_feasts.read_hijri,
    "season": date_periods.read_season,
    "quarter": date_periods.read_quarter,
    "length": date_lengths.read_length,
    "bare": date_lengths.read_bare,
    "ago": date_lengths.read_ago,
    "today": date_lengths.read_today,
    "part": date_lengths.read_part,
    "overnight": date_lengths.read_overnight,
    "span": date_lengths.read_span,
    "near": date_lengths.read_near,
    "aday": date_lengths.read_aday,
    "endof": date_lengths.read_endof,
    "weekend": date_lengths.read_weekend,
    "period": date_periods.read_period,
    "yearlong": date_periods.read_yearlong,
    "dawn": read_dawn,
}

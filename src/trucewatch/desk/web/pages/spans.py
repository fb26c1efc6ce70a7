"""Dates of any precision in words: a day, a week, a month, a year, or from one day to another."""

from __future__ import annotations

from datetime import date

from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.vocabulary.dates import Interval, interval_of


def span_words(t: Catalogue, value: str | None) -> str:
    """An ISO 8601 value in words, as precise as it is; "" for None, the value itself where it is no date."""
    span = interval_of(value)
    if value is None or span is None:
        return value or ""
    if span.is_day or span.first is None:
        return t.day(span.last)
    if "/" in value:
        return t("spans.between", first=t.day(span.first), last=t.day(span.last))
    if "W" in value:
        return t("spans.week", day=t.day(span.first))
    return month_words(t, span.first) if span.first.month == span.last.month else str(span.last.year)


def month_words(t: Catalogue, day: date) -> str:
    """The month of a day: "March 2031"."""
    return t("spans.month", month=t(f"desk.month.{day.month}"), y=str(day.year))


def told_for(t: Catalogue, value: str | None, as_of: date | None, told_on: date | None) -> str:
    """How far a stated time lies from the day asked about, or that none is stated and when it was last told of.

    Args:
        t: the texts.
        value: the time in ISO 8601, None where none is stated.
        as_of: the day asked about, None where there is none.
        told_on: when it was last reported on.
    """
    span = interval_of(value)
    if span is not None:
        return distance_words(t, span, as_of)
    return t("spans.undated_since", day=t.day(told_on)) if told_on else t("spans.undated")


def distance_words(t: Catalogue, span: Interval, as_of: date | None) -> str:
    """How far its next end lies from the day asked about: "in 3 days", "2 days before"; "" where it runs on that day.

    Args:
        t: the texts.
        span: the days.
        as_of: the day asked about, None where there is none.
    """
    if as_of is None:
        return ""
    first = span.first or span.last
    if first > as_of:
        return t("spans.in", n=(first - as_of).days)
    if span.last < as_of:
        return t("spans.before", n=(as_of - span.last).days)
    return t("spans.on_day") if span.is_day else t("spans.running")

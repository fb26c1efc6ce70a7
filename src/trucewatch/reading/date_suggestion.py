"""A day of publication that the text itself suggests: "Published 3 June 2024", a dateline, a date over the text.

It is only a suggestion. Nothing reads a report with it; somebody looks at its ground and gives the date, or does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from trucewatch.reading.date_forms import Form, find_forms
from trucewatch.reading.date_values import month_number
from trucewatch.reading.date_words import WEEKDAYS, ordinal_of
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

Ground = Literal["label", "dateline", "head"]

_HEAD, _TAIL = 1500, 400  # characters in which such dates stand, at the beginning and at the end
_LINES = 8  # lines of a head
_DIGITS, _MONTHS = 4, 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SEP = r"[ \t]*(?:on|at|:|-|–|—|,)*[ \t]*"
_PUBLISHED = re.compile(
    r"(?:^|[\n|·•(])[ \t]*(?:(?:first |originally |date )?published|date of (?:publication|issue)|posted|issued"
    r"|released|dated?|for (?:immediate )?release)\b" + _SEP + r"(?:[A-Z][\w ]{2,20},[ \t]*)?\Z",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:^|[\n|·•(])[ \t]*(?:last |page )?(?:updated|modified|revised|edited)\b" + _SEP + r"\Z", re.IGNORECASE
)
_PLACE = re.compile(  # "GENEVA, ", "PORT MORESBY, Papua New Guinea, ", "Addis Ababa, "
    r"(?:^|\n)[ \t]*(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}(?:, (?:[A-Z][\w.'’-]+ ?){1,4})?"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: \([\w /.]{2,24}\))?[,:]? ?\(?\Z"
)
_DASH = re.compile(
    r"\)?,?[ \t]*(?:\([\w /.]{2,24}\)[ \t]*)?(?:--|—|–|-|_|:)[ \t]*\S|\)?\.?[ \t]*\([A-Z][\w /.]{1,23}\)"
)
_BESIDE = re.compile(  # what may stand beside a date that fills its line
    r"(?:[\s|·•,;()\[\]/–—+-]|\d{1,2}[:.h]\d\d(?::\d\d)?|(?:gmt|utc|at|[ap]\.?m\b\.?|local time)\b)*", re.IGNORECASE
)


@dataclass(frozen=True)
class Suggested:
    """A day on which a report may have been published.

    Attributes:
        date: the day.
        ground: the words that carry it.
        kind: a label before it ("Published"), a dateline, or a line of the head that holds a date alone.
    """

    date: date
    ground: Passage
    kind: Ground


def suggest_published(text: str) -> Suggested | None:
    """The day of publication that a text suggests; None where it suggests none, or two.

    Looked at are labels ("Published 3 June 2024" before "Updated ..."), datelines ("GENEVA, June 3, 2024 -"), and lines
    of the head that hold nothing but a date. A date without its year suggests nothing: on reports of ours the year that
    the text names elsewhere was wrong three times in four.

    Args:
        text: the report's text.

    Returns:
        The day with the passage it was read from, of the first kind of ground that gives exactly one.
    """
    found = list(_found(text))
    for kind, rank in (("label", 0), ("label", 1), ("dateline", 0), ("head", 0)):
        of_kind = [one for one, its_rank in found if one.kind == kind and its_rank == rank]
        if len({one.date for one in of_kind}) == 1:
            return of_kind[0]
        if of_kind:
            return None
    return None


def with_suggestion(finding: Finding, report: Report) -> Finding:
    """The finding that a report came without its day, with the day that its text suggests as a possible repair.

    Args:
        finding: any finding about what came in; others than that one come back as they are.
        report: the report it is about.
    """
    if finding.code != "publication-date-missing" or report.published is not None:
        return finding
    suggested = suggest_published(report.text)
    if suggested is None:
        return finding
    day, words = suggested.date.isoformat(), " ".join(suggested.ground.text.split())
    return replace(
        finding,
        sentence=f'{finding.sentence} The text suggests {day} ("{words}"); nothing was read with it.',
        places=(Place(report.id, suggested.ground),),
        repairs=(f"published {day}",),
    )


def _found(text: str) -> Iterator[tuple[Suggested, int]]:
    """Everything that may be a ground, with its rank within its kind (published before updated)."""
    head = _end_of_head(text)
    for form in find_forms(text):
        if form.rule != "day" or head < form.start < len(text) - _TAIL:
            continue
        kind, rank = _kind(form, text, head)
        day = _day(form)
        if kind is not None and day is not None:
            yield Suggested(day, _ground(form, text, kind), kind), rank


def _end_of_head(text: str) -> int:
    lines = [m.end() for m in re.finditer(r"[^\n]*\S[^\n]*", text[:_HEAD])]
    return min(_HEAD, lines[min(_LINES, len(lines)) - 1]) if lines else 0


def _kind(form: Form, text: str, head: int) -> tuple[Ground | None, int]:
    before, after = text[max(0, form.start - 80) : form.start], text[form.end : form.end + 60]
    if _PUBLISHED.search(before):
        return "label", 0
    if _UPDATED.search(before):
        return "label", 1
    if form.start >= head:
        return None, 0
    if _DASH.match(after) and _PLACE.search(before):
        return "dateline", 0
    start, end = text.rfind("\n", 0, form.start) + 1, text.find("\n", form.end)
    rest = text[start : form.start], text[form.end : end if end >= 0 else len(text)]
    is_alone = all(_BESIDE.fullmatch(part) for part in rest)
    return ("head" if is_alone and end >= 0 else None), 0


def _day(form: Form) -> date | None:
    """The day of a form; None where its year is not told, it has two readings, or its weekday does not fit."""
    parts = form.parts
    try:
        if "iso" in parts:
            day = date.fromisoformat(parts["iso"])
        elif "a" in parts:
            first, second = int(parts["a"]), int(parts["b"])
            if len(parts["year"]) != _DIGITS or (first != second and max(first, second) <= _MONTHS):
                return None
            day = date(int(parts["year"]), min(first, second), max(first, second))
        else:
            told, number = parts.get("year", ""), ordinal_of(parts["day"])
            if len(told) != _DIGITS or number is None:
                return None
            day = date(int(told), month_number(parts["month"]), number)
    except ValueError:
        return None
    weekday = parts.get("wd", "").lower().rstrip(".")
    fits = not weekday or WEEKDAYS[weekday] == day.isoweekday()
    return day if fits and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _ground(form: Form, text: str, kind: Ground) -> Passage:
    """The date with the label or place before it."""
    if kind == "head":
        return Passage.of(text, form.start, form.end)
    before = text[max(0, form.start - 80) : form.start]
    match = (_PUBLISHED.search(before) or _UPDATED.search(before)) if kind == "label" else _PLACE.search(before)
    lead = len(before) - match.start() if match else 0
    start = form.start - lead
    start += len(text[start : form.start]) - len(text[start : form.start].lstrip("\n|·•( \t"))
    return Passage.of(text, start, form.end)

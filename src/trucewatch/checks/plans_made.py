"""When the plain words of a report have a plan made, and when a stance on it taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.material import Material
from trucewatch.checks.plan_names import matters_named
from trucewatch.checks.report_sentences import sentence_at, words_of
from trucewatch.checks.stances_in_words import stances_in_words
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_MAKING = frozenset(
    "laid put presented present presents unveiled unveil unveils tabled table tables submitted floated published "
    "circulated announced made proposed "
    "issued launched handed drew drawn shown reached learned saw dated drafted completed revealed first "
    "revealing came brought".split()
)
_MADE = re.compile(
    r"\b(?:laid (?:before|out|on)|put (?:forward|on the table|to|it)|present(?:ed|s)?|unveil(?:ed|s)?|tabled?"
    r"|tables|submitted|floated|published|circulated"
    r"|announced|made public|proposed|issued|launched|handed (?:over|out|to|both|the)|drew up|drawn up"
    r"|(?:first )?shown|reached the|learned (?:only )?of"
    r"|saw the light|(?:is|was) dated|drafted|completed|revealed|first (?:put|heard|seen|read|made|came|became)"
    r"|came out|brought (?:forward|to))\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|re-?submitted|revis\w+|amend\w*|updat\w+|new version|formally|officially|in advance|ahead of"
    r"|leak\w*|even before|earlier (?:draft|version)|second"
    r"|not (?:yet|been)|never|will|would|is to|was to|were to|expected|in principle|advance copy|preview\w*)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:agree|accept|reject|refus|sign|adopt|endors|welcom|back|turned down|thr[eo]w|approv|assent|consent"
    r"|yes|no|vot|oppos|object|support)\w*",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r",?(?: (?:which|that|as))?(?: (?:was|were|had been|has been|is|are|only|first|until|when|[A-Z][\w-]+|hitherto"
    r"|unknown|the|for|\w+ly))* ?,? ?|, [^,]{3,40}, "
)
_OF_OTHER = re.compile(r" (?:an? |the |its |their |his )?[a-z]+ (?:on|about|to|in) ?")  # "made remarks on the plan"
_SPAN = 80  # characters between the name of a plan, the word of its making, and the day
_MOST = 60  # days


@dataclass(frozen=True)
class Dated:
    """A sentence with the day that it gives for something."""

    sentence: Passage
    day: date


def dated_too_early(material: Material, report: Report) -> tuple[Dated, Dated] | None:
    """The making of a plan and a stance on it that is dated before; None where the report has none."""
    text = report.text
    if words_of(text).isdisjoint(_MAKING):
        return None
    days = [
        (t.start, t.content.surface[0].end, day)
        for t in material.by_report(TimeExpression)[report.id]
        if t.content.type == "date" and t.content.surface and (day := day_of(t.content.value)) is not None
    ]
    if len({day for *_, day in days}) < 2:
        return None
    stances = [
        (s, day)
        for s in stances_in_words(text, dated=True)
        if not _AGAIN.search(s.sentence.text) and (day := _nearest(days, s.cue, s.sentence)) is not None
    ]
    for matter, made in _made(text, days) if stances else ():
        for stance, day in stances:
            if stance.matter == matter and 0 < (made.day - day).days <= _MOST:
                return made, Dated(stance.sentence, day)
    return None


def _made(text: str, days: list[tuple[int, int, date]]) -> Iterator[tuple[frozenset[str], Dated]]:
    """The plans that sentences say were made on a day."""
    names = matters_named(text)
    for named in names.named:
        sentence = sentence_at(text, named.passage.start)
        for verb in _MADE.finditer(text, sentence.start, sentence.end):
            first, last = sorted(((named.passage.start, named.passage.end), verb.span()))
            between = text[first[1] : last[0]]
            beside = text[max(sentence.start, verb.start() - 30) : verb.end() + 30]
            if len(between) > _SPAN or _TAKEN.search(between) or ";" in between or _AGAIN.search(beside):
                continue
            if verb[0].lower() == "made" and _OF_OTHER.fullmatch(between):
                continue
            if named.passage.start < verb.start() and not _PASSIVE.fullmatch(between):
                continue
            day, key = _nearest(days, verb.start(), sentence), names.at(named)
            if day is not None and key is not None:
                yield key, Dated(sentence, day)
                break


def _nearest(days: list[tuple[int, int, date]], offset: int, sentence: Passage) -> date | None:
    """The day of a sentence next to an offset of it, before or behind."""
    inside = [
        (min(abs(start - offset), abs(end - offset)), day)
        for start, end, day in days
        if sentence.start <= start < sentence.end
    ]
    return min(inside)[1] if inside else None

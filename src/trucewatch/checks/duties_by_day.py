"""Duties that are to be done by a day, as records have them and as the words of reports print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.checks.day_words import (
    PrintedDay,
    PrintedLength,
    dated_days,
    moved,
    printed_days,
    printed_lengths,
    within,
)
from trucewatch.checks.later_word import chief_of, stems_of
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.spoken_days import month_ends
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Action, Obligation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_BY = re.compile(
    r"\b(?:by|before|at|(?:no|not) later than|(?:has|have|had|given) (?:until|till)"
    r"|(?:deadline|time limit|term|ultimatum)(?: of| is| was| expires on| ends on| set for)?"
    r"|(?:end|expire|lapse|run out)s?(?: on| at)?|on|for|from)"
    r"(?: noon| midnight| dawn| dusk| the (?:end|close|evening|morning) of(?: the day(?: on)?)?)?(?: on)?(?: the)? ?$",
    re.IGNORECASE,
)
# on the day itself, rather than by it: only what is told as planned
_ON = re.compile(r"\b(?:on|for|from|at)(?: noon| midnight| dawn| dusk)?(?: on)?(?: the)? ?$", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were|due|has|have|had|scheduled|set|fixed|planned|slated|called) (?:to|for)|due|will|shall"
    r"|must|takes? place|begins?|opens?|starts?|meets?|leaves?|comes? (?:home|down|back)"
    r"|agreed to|promised to|pledged to|undertook to|planned|scheduled)\b"
)
_BOUND = re.compile(
    r"\b(?:(?:is|are|was|were|has|have|had|due|bound|obliged|required|undertook|undertaken|agreed|pledged|promised"
    r"|vowed|committed itself|committed themselves|set itself|ordered|told|asked by the accord|scheduled|expected by"
    r" the accord|fixed|given|gave [^.;]{3,60}) (?:to|for)|must|shall|will|due|promise to|pledge to|undertake to"
    r"|(?:has|have|had|given) (?:until|till))\b"
)
_WISHED = re.compile(
    r"\b(?:demand\w*|call\w* (?:on|for)|urg\w+|propos\w+|want\w*|hop\w+|could|would|may|might|if|expect\w*|not|never"
    r"|nor|threat\w+|fear\w*|predict\w*|likely|possibl\w+|perhaps|birthday|anniversary|mark\w*|celebrat\w+)\b"
)
_LIMIT_IN = re.compile(
    r"\b(?:shall|must|will|(?:is|are|has|have|undertook|pledged|promised|agreed) to|gave|given|gives)\b"
)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|announced|according|reported|added|reads|warned|stated|wrote|office|spokes\w+)\b"
)
# "gave the government a week to lift the siege"
_GIVEN = re.compile(r"\b(?:gave|gives|given|give|granted|allowed|has|have)\b[^.;:,]{0,50}$")
_DEADLINE = re.compile(r"\b(?:deadline|time limit|ultimatum)\b([^.;]{0,40})$")
_PASSIVE = re.compile(
    r" (?:be|have|been|begin|start|resume|open|take (?:place|effect)|meet|go|come|leave|vote|end|expire)\b"
    r"| (?:(?:on|by|at|from|before)(?: the)? )?$|$"
)
_TELLING = 2  # words that tell a matter at least
_FRONT = 6  # words before a day at the head of its sentence


@dataclass(frozen=True)
class DutyByDay:
    """One duty with its day, told in one or more reports of a process.

    Attributes:
        process: the process.
        day: the last day on which it is to be done.
        words: what is to be done, in the words of a report.
        bearer: who is to do it, "" where no record says.
        action: its code, None where only the words tell of it.
        told: the words that tell it, the oldest first.
        statements: ids of the statements concerned.
        report: the last report that tells it.
    """

    process: str
    day: date
    words: str
    bearer: str
    action: Action | None
    told: tuple[Place, ...]
    statements: tuple[str, ...]
    report: Report


def duties_by_day(material: Material, today: date) -> list[DutyByDay]:
    """The duties in force whose day came after they were told and before today.

    What is told more than once is one duty where process, day and the chief word of what is to be done are the same.
    """
    found: dict[tuple[str, date, frozenset[str]], DutyByDay] = {}
    known: set[tuple[str, date]] = set()
    for duty in _recorded(material):
        if duty.report.published and duty.report.published <= duty.day < today:
            known.add((duty.report.id, duty.day))
            _join(found, duty)
    for report in material.reports:
        if report.process and report.published and report.published < today:
            for duty in _printed(material, report):
                if report.published <= duty.day < today and (report.id, duty.day) not in known:
                    _join(found, duty)
    return list(found.values())


def _join(found: dict[tuple[str, date, frozenset[str]], DutyByDay], duty: DutyByDay) -> None:
    key = (duty.process, duty.day, chief_of(duty.words))
    known = found.get(key)
    if known is not None:
        told, statements = known.told + duty.told, known.statements + duty.statements
        duty = replace(known, told=told, statements=statements, report=duty.report)
    found[key] = duty


def _recorded(material: Material) -> list[DutyByDay]:
    """Those that records have, by publication and place."""
    out = []
    held = [s for s in material.of(Obligation) if s.content.deadline and s.content.state == "pending"]
    for statement in sorted(held, key=lambda s: (s.published or date.max, s.report_id, s.start, s.id)):
        content, report = statement.content, material.view.report(statement.report_id)
        if report.process and (day := day_of(content.deadline)):
            told = tuple(Place(report.id, p) for p in content.passages)
            words, bearer = content.object or "", content.bearer or ""
            if len(stems_of(words)) < _TELLING and content.passages:
                words = content.passages[0].text  # "its guns" alone tells too little of what is due
            out.append(DutyByDay(report.process, day, words, bearer, content.action, told, (statement.id,), report))
    return out


def _printed(material: Material, report: Report) -> Iterator[DutyByDay]:
    """Those that the words of a report print: somebody is, has or undertook to do something by, on or within a day."""
    text = report.text
    days = [d for d in (*printed_days(text), *month_ends(report)) if _BY.search(text[max(0, d.start - 40) : d.start])]
    limits = [n for n in printed_lengths(text) if n.is_limit or _GIVEN.search(text[max(0, n.start - 60) : n.start])]
    if not days and not limits:
        return
    sentences = sentences_of(text)
    dated = dated_days(material, report)
    values = {d.start: d.value for d in (*dated, *month_ends(report))}
    told_by: list[tuple[PrintedDay | PrintedLength, date | None]] = [(d, values.get(d.start)) for d in days]
    told_by += [(n, _limit(report, n, dated)) for n in limits]
    for place, day in told_by:
        sentence = sentences[number_at(text, place.start)]
        words = _what(text, sentence, (place.start, place.end), is_limit=isinstance(place, PrintedLength))
        if day is not None and words:
            told = Place(report.id, Passage.of(text, sentence.start, sentence.end))
            yield DutyByDay(report.process or "", day, words, "", None, (told,), (), report)


def _what(text: str, sentence: Passage, place: tuple[int, int], *, is_limit: bool) -> str:
    """What is to be done by or on the day at a place, "" where the sentence binds nobody to it."""
    start, end = place
    before, behind = text[sentence.start : start], text[end : sentence.end]
    clause = re.split(r"[;,:] | and (?=[a-z]+ (?:has|have|is|are|was|were|will)\b)", behind)[0]
    if _WISHED.search(before) or _WISHED.search(clause):
        return ""
    if of := _DEADLINE.search(before):
        return f"{clause} {of[1]}"
    if is_limit:
        bound = list((_LIMIT_IN if _LIMIT_IN.search(before) else _BOUND).finditer(before))
    elif _ON.search(before):
        bound = list(_PLANNED.finditer(before))
    else:
        bound = list(_BOUND.finditer(before))
    if bound:
        subject = before[: bound[-1].start()] if _PASSIVE.match(before, bound[-1].end()) else ""
        words = f"{before[bound[-1].end() :]} {clause}"
        return f"{words} {'' if _SPOKEN.search(subject) else subject}"
    own = behind.lstrip(", ")
    front = len(before.split()) <= _FRONT and (_LIMIT_IN.search(own) or re.search(r"\b(?:is|are) due\b", own))
    return _SPOKEN.split(own)[0] if front else ""


def _limit(report: Report, length: PrintedLength, days: Sequence[PrintedDay]) -> date | None:
    """The last day of a time set: counted from the only day of its sentence, else from publication."""
    sentence = sentences_of(report.text)[number_at(report.text, length.start)]
    held = within(days, sentence.start, sentence.end)
    start = held[0].value if len(held) == 1 else report.published
    return moved(start, length.duration) if start and len(held) <= 1 and length.unit != "hour" else None

"""Duties that are to be done by a day, as records have them and as the words of reports print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.checks.day_words import dated_days, printed_days
from trucewatch.checks.later_word import chief_of
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Action, Obligation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_BY = re.compile(
    r"\b(?:by|(?:no|not) later than)(?: noon| midnight| the (?:end|evening|morning) of)?(?: on)?(?: the)? $"
)
_BOUND = re.compile(
    r"\b(?:(?:is|are|was|were|has|have|had|due|bound|obliged|required|undertook|undertaken|agreed|pledged|promised) to"
    r"|must|shall|will)\b"
)
_WISHED = re.compile(
    r"\b(?:demand\w*|call\w* (?:on|for)|urg\w+|ask\w*|propos\w+|want\w*|hop\w+|could|would|may|might|if|unless"
    r"|expect\w*|not)\b"
)


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
            out.append(DutyByDay(report.process, day, words, bearer, content.action, told, (statement.id,), report))
    return out


def _printed(material: Material, report: Report) -> Iterator[DutyByDay]:
    """Those that the words of a report print: somebody is, has or undertook to do something by a day."""
    text = report.text
    if not any(_BY.search(text[max(0, d.start - 32) : d.start]) for d in printed_days(text)):
        return
    sentences = sentences_of(text)
    for day in dated_days(material, report):
        sentence = sentences[number_at(text, day.start)]
        by = _BY.search(text[max(sentence.start, day.start - 32) : day.start])
        if by is None or day.value is None:
            continue
        until = max(sentence.start, day.start - 32) + by.start()
        bound = list(_BOUND.finditer(text, sentence.start, until))
        if bound and not _WISHED.search(text[sentence.start : until]):
            words = text[bound[-1].end() : until]
            told = Place(report.id, Passage.of(text, sentence.start, sentence.end))
            yield DutyByDay(report.process or "", day.value, words, "", None, (told,), (), report)

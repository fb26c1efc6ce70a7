"""A truce prolonged by a length with no day from which it counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from trucewatch.checks.day_words import PrintedLength, moved, nearest, printed_days, printed_lengths, quoted
from trucewatch.checks.material import Material
from trucewatch.checks.printed_periods import last_days
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_PROLONG = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sion)|prolong(?:s|ed|ing|ation)?|renew(?:s|ed|ing|al)?)\b", re.IGNORECASE
)
_TRUCE = re.compile(
    r"\b(?:truce|cease-?fire|pause|lull|armistice|cessation|moratorium"
    r"|(?:first|second|current|present) (?:phase|stage))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|for|of|another)\b[^.;]{0,24}$", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:from|until|till|starting|beginning|counted|counting|after|when|once|upon|as of|expir\w*|laps\w*|r[ua]ns? out"
    r"|run out|due to end|may be|can be)\b",
    re.IGNORECASE,
)
_FAR = 120  # characters between the words of prolonging and the length


class ExtensionWithoutBase:
    """A truce prolonged by "another two months" with no day from which they count.

    Silent where the sentence names a day or an event to count from, where the one behind it holds a day ahead, and
    where a last day of the truce is known and lies ahead: there the length counts from it.
    """

    code = "extension-without-base"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        recorded = _recorded(material)
        for report in material.reports:
            sentences = sentences_of(report.text)
            for length in printed_lengths(report.text):
                number = number_at(report.text, length.start)
                if _prolongs(sentences[number], length) and not _has_base(sentences[number : number + 2], report):
                    known = {*last_days(material, report), *recorded[report.process]}
                    yield from self._finding(report, length, sentences[number], known)
                    break

    def _finding(
        self, report: Report, length: PrintedLength, sentence: Passage, known: Iterable[date]
    ) -> Iterator[Finding]:
        published, last = report.published, max(known, default=None)
        if published and last and last >= published:
            return
        words = Passage.of(report.text, length.start, length.end)
        told = (
            f"The report tells of {quoted([words])} by which a truce is prolonged, with no day from which they count."
        )
        repairs = ["the day on which they begin stands in another report or in the text agreed"]
        ends = [(day, moved(day, length.duration)) for day in (last, published) if day and last]
        if ends:
            told += " " + " ".join(
                f"From {why}, {long_date(day)}, they end on {long_date(end)}."
                for why, (day, end) in zip(("the last day", "the day of publication"), ends, strict=False)
                if end
            )
            repairs = [f"they end on {long_date(end)}" for _, end in ends if end] + repairs
        yield Finding(self.code, self.severity, told, (Place(report.id, sentence),), tuple(repairs))


def _recorded(material: Material) -> defaultdict[str | None, set[date]]:
    """The last days, stated or reckoned, that any record of a process gives a truce or a phase, by the process."""
    found: defaultdict[str | None, set[date]] = defaultdict(set)
    for agreement in material.agreements:
        days = {c.period.inclusive for phase in agreement.phases for c in phase.computed}
        days |= {day for phase in agreement.phases for e in phase.expiries if (day := day_of(e.value))}
        found[agreement.process or None] |= days
    return found


def _prolongs(sentence: Passage, length: PrintedLength) -> bool:
    at = length.start - sentence.start
    before = sentence.text[max(0, at - _FAR) : at]
    words = sentence.text[at : length.end - sentence.start]
    by = _BY.search(before) or " more" in words or " further" in words
    return bool(
        by
        and not length.is_loose
        and length.unit != "hour"
        and _PROLONG.search(before)
        and _TRUCE.search(sentence.text)
    )


def _has_base(sentences: Sequence[Passage], report: Report) -> bool:
    """Does the first sentence name a day or event to count from, or the one behind it a day that lies ahead?"""
    own, *behind = sentences
    ahead = (nearest(day, report.published) for sentence in behind for day in printed_days(sentence.text))
    return (
        _BASE.search(own.text) is not None
        or bool(printed_days(own.text))
        or any(day is None or report.published is None or day >= report.published for day in ahead)
    )

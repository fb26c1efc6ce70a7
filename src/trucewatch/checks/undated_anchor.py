"""A time that hangs on an event which nothing dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.anchored_times import AnchoredTime, anchored_times, has_date, keys, tellings
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_AHEAD = re.compile(
    r"\b(?:shall|must|will|would|may|might|should|(?:is|are|was|were|due|has|have) to|to be|within|no later than)\b",
    re.IGNORECASE,
)
_IS_DONE = re.compile(r",? which (?:has|have|was|were)\b")
_RULE = re.compile(r"\bshall\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:has|have|had|was|were|did)\b|\b\w{2,}ed\b", re.IGNORECASE)
_NO_EVENT = re.compile(
    r"(?:that|this|it|they|he|she|which|those|these|then|them|him|her|what|\w+ing(?= (?!of\b)))\b", re.IGNORECASE
)
_ONE = frozenset({"PT1H", "P1D", "P7D", "P1M"})  # "a day after" tells of a time, not of a reckoning


class UndatedAnchor:
    """Days, weeks or months counted from an event that happened, in a report that gives the event no date.

    Rough lengths, "a day after", and weeks or months in what is told of the past are no reckoning. Silent where the
    sentence itself holds a date, where another sentence that may speak of the event holds one, and on what is still to
    happen: a day that waits for it cannot be told yet.
    """

    code = "undated-anchor"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        recorded = _recorded(material)
        for report in material.reports:
            seen: set[frozenset[str]] = set()
            for time in anchored_times(report.text):
                named = keys(time.event.text)
                if named not in seen and not named & recorded[report.process] and _is_undated(report, time):
                    seen.add(named)
                    yield self._finding(report, time)

    def _finding(self, report: Report, time: AnchoredTime) -> Finding:
        words = Passage.of(report.text, time.start, time.end)
        printed = " ".join(words.text.split())
        sentence = (
            f"The report prints “{printed}” and gives no day for “{' '.join(time.event.text.split())}”, so that the "
            "day it comes to cannot be reckoned."
        )
        repairs = ("the day of the event stands in another report or document", "the time is to stay relative")
        told = [Place(report.id, words), *(Place(report.id, s) for s in tellings(report.text, time)[:1])]
        return Finding(self.code, self.severity, sentence, tuple(told), repairs)


def _recorded(material: Material) -> defaultdict[str | None, set[str]]:
    """What events of agreements any report of a process dates, by the process, in the form of `keys`."""
    found: defaultdict[str | None, set[str]] = defaultdict(set)
    for statement in (*material.of(Agreement), *material.of(OtherAgreement)):
        process, content = material.view.report(statement.report_id).process, statement.content
        if content.signed:
            found[process] |= keys("signing")
        if content.start:
            found[process] |= keys("entry truce")
    return found


def _is_undated(report: Report, time: AnchoredTime) -> bool:
    sentences = sentences_of(report.text)
    number = number_at(report.text, time.start)
    own, rough = sentences[number].text, time.length.is_loose and not time.length.is_limit
    if rough or time.length.duration in _ONE or _NO_EVENT.match(time.event.text) or has_date(own):
        return False
    behind = [s for s in sentences[number + 1 : number + 2] if keys(s.text) & keys(time.event.text)]
    told = [sentence.text for sentence in (*tellings(report.text, time), *behind)]
    if any(has_date(sentence) for sentence in told):
        return False
    if _DONE.search(own) and not _AHEAD.search(own):
        return time.length.unit in ("hour", "day")
    # "within 72 hours of the act complained of": a rule tells of no deed.
    deeds = [sentence for sentence in told if not _RULE.search(sentence)]
    if not _RULE.search(own):
        deeds.append(time.event.text)
    return _IS_DONE.match(report.text, time.end) is not None or any(_DONE.search(deed) for deed in deeds)

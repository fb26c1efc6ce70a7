"""A time that hangs on an event which nothing dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.anchored_times import AnchoredTime, anchored_times, has_date, keys, tellings
from trucewatch.checks.day_words import printed_lengths
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Agreement, Content, Obligation, OtherAgreement, Position, Talks, Violation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_AHEAD = re.compile(
    r"\b(?:shall|must|will|would|may|might|should|(?:is|are|was|were|due|has|have) to|to be|within|no later than)\b",
    re.IGNORECASE,
)
_IS_DONE = re.compile(r",? which (?:has|have|was|were)\b")
_STILL_AHEAD = re.compile(r"\b(?:was|were|is|are|due|has|have) to\b")  # "before the freeze was to expire"
_RULE = re.compile(r"\bshall\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|did|fell|left|came|went|began|broke|met|took|held|gave|sent|set|hit|shot|won|lost|rose"
    r"|found|brought|took|swore|drew|drove|fled|fought|got|grew|kept|laid|led|let|made|paid|put|sank|saw|sold|spoke|stood"
    r"|struck|blew|threw|tore|withdrew|wrote|became|built|shut|cut)\b|\b\w{2,}ed\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:no|not|nobody|none|never|nothing|still|yet|has|have|is|are|says?)\b", re.IGNORECASE)
# the report itself says that it does not know the day
_SAID_UNDATED = re.compile(
    r"\b(?:date (?:is )?(?:unknown|not (?:known|given|named))|undated|(?:does|did|do) not (?:date|say when)"
    r"|not (?:been )?(?:said|say|saying|known|dated|told) (?:when|on what day)|no (?:date|day) (?:is|was|has|for)"
    r"|without (?:a date|saying when)|nobody (?:knows|says|has said|has named a day)"
    r"|(?:whose|the) (?:date|day) (?:nobody|no one))\b",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(
    r"(?:that|this|it|they|he|she|which|those|these|then|them|him|her|what|(?!signing)\w+ing(?! of\b))\b", re.IGNORECASE
)
_ONE = frozenset({"PT1H", "P1D"})  # "a day after" tells of a time, not of a reckoning

_HEADING = 30  # characters in which a line of a chronicle tells its day
_ANY = re.compile(r"an? ", re.IGNORECASE)  # "within 90 days of a vote": one that may come
_UP_TO_NOW = re.compile(r"\b(?:in|over|during) the (?:last |past )?\Z", re.IGNORECASE)
_LATER = re.compile(r" later\b(?! than)")
_OF_A_PROCESS: tuple[type[Content], ...] = (Agreement, OtherAgreement, Obligation, Position, Talks, Violation)
_REPAIRS = ("the day of the event stands in another report or document", "the time is to stay relative")


class UndatedAnchor:
    """Days, weeks or months counted from an event that happened, in a report that gives the event no date.

    Rough lengths, "a day after", and weeks or months in what is told of the past are no reckoning. Silent where the
    sentence itself holds a date, where another sentence that may speak of the event holds one, on what is still to
    happen: a day that waits for it cannot be told yet, and where nothing of a process was read in the words.
    """

    code = "undated-anchor"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        recorded = _recorded(material)
        for report in material.reports:
            seen: set[frozenset[str]] = set()
            found: list[Finding] = []
            for time in anchored_times(report.text):
                named = keys(time.event.text)
                if named not in seen and not named & recorded[report.process] and _is_undated(report, time):
                    seen.add(named)
                    found.append(self._finding(report, time))
            for finding in (*found, *self._later(report)):
                if material.is_read_in(_OF_A_PROCESS, ((p.report_id, p.passage) for p in finding.places if p.passage)):
                    yield finding

    def _later(self, report: Report) -> Iterator[Finding]:
        """Lengths from what the sentence before tells: "The gate was shut. It was opened again a fortnight later."""
        sentences = sentences_of(report.text)
        for length in printed_lengths(report.text):
            number = number_at(report.text, length.start)
            if (
                length.is_loose
                or length.duration in _ONE
                or length.unit in ("month", "year")
                or not _LATER.match(report.text, length.end)
                or not number
            ):
                continue
            own, before = sentences[number], sentences[number - 1]
            if any(_is_headed_by_day(report.text, s.start) for s in (own, before)):
                continue
            if _tells_undated(own.text) and _tells_undated(before.text):
                words = Passage.of(report.text, length.start, length.end)
                sentence = (
                    f"The report prints “{' '.join(own.text.split())}” and gives no day for what “{words.text}” counts "
                    f"from, “{' '.join(before.text.split())}”."
                )
                yield Finding(
                    self.code, self.severity, sentence, (Place(report.id, before), Place(report.id, own)), _REPAIRS
                )

    def _finding(self, report: Report, time: AnchoredTime) -> Finding:
        words = Passage.of(report.text, time.start, time.end)
        printed = " ".join(words.text.split())
        sentence = (
            f"The report prints “{printed}” and gives no day for “{' '.join(time.event.text.split())}”, so that the "
            "day it comes to cannot be reckoned."
        )
        told = [Place(report.id, words), *(Place(report.id, s) for s in tellings(report.text, time)[:1])]
        return Finding(self.code, self.severity, sentence, tuple(told), _REPAIRS)


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


def _tells_undated(sentence: str) -> bool:
    """Does a sentence tell of a deed that was done, with no word that places it in time?"""
    return _DONE.search(sentence) is not None and not _AHEAD.search(sentence) and not has_date(sentence)


def _is_headed_by_day(text: str, offset: int) -> bool:
    """Does a day open the line that an offset lies in, or is the line before it nothing else: "29 Dec., Mekelle."?"""
    line = text.rfind("\n", 0, offset) + 1
    before = text[:line].rstrip()
    heading = before[before.rfind("\n") + 1 :]
    return has_date(text[line : min(offset, line + _HEADING)]) or (len(heading) < 2 * _HEADING and has_date(heading))


def _is_undated(report: Report, time: AnchoredTime) -> bool:
    sentences = sentences_of(report.text)
    number = number_at(report.text, time.start)
    own, rough = sentences[number].text, time.length.is_loose and not time.length.is_limit
    behind_it = " ".join(s.text for s in sentences[number + 1 : number + 2])
    if _SAID_UNDATED.search(f"{own} {behind_it}") and not has_date(own) and not _NO_EVENT.match(time.event.text):
        return True
    of_one = time.length.duration in _ONE and not time.length.is_limit
    if _STILL_AHEAD.search(time.event.text):
        return False
    is_any = _ANY.match(time.event.text) is not None and not _DONE.search(time.event.text)
    if is_any or _UP_TO_NOW.search(report.text, max(0, time.start - 12), time.start):
        return False
    if (
        _is_headed_by_day(report.text, time.start)
        or rough
        or of_one
        or _NO_EVENT.match(time.event.text)
        or has_date(own)
    ):
        return False
    behind = [s for s in sentences[number + 1 : number + 2] if keys(s.text) & keys(time.event.text)]
    told = [sentence.text for sentence in (*tellings(report.text, time), *behind)]
    if any(has_date(sentence) for sentence in told):
        return False
    if _DONE.search(own) and not _AHEAD.search(own):
        return time.length.unit in ("hour", "day") or time.length.is_limit or not _STATE.search(own)
    # "within 72 hours of the act complained of": a rule tells of no deed.
    deeds = [sentence for sentence in told if not _RULE.search(sentence)]
    if not _RULE.search(own):
        deeds.append(time.event.text)
    return _IS_DONE.match(report.text, time.end) is not None or any(_DONE.search(deed) for deed in deeds)

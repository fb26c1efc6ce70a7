"""Dates that contradict the order in which the report says things happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from trucewatch.checks.anchored_times import anchored_times, day_of_event, own_day
from trucewatch.checks.day_words import (
    PrintedDay,
    PrintedLength,
    dated_days,
    moved,
    printed_lengths,
    quoted,
    side_by_side,
    within,
)
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

# the words behind these name the event that is counted from
_FROM = re.compile(
    r"(?<![\w-])(after|following|before|prior to|ahead of|followed by|preceded by|eve of)(?![\w-])", re.IGNORECASE
)
# these count from what was told last
_ON = re.compile(
    r"(?<![\w-])(?:(?P<length>later|earlier|afterwards|before)(?= ?,| ?\()|the (?P<day>next|following|previous) day"
    r"|the day (?P<beside>after|before)(?= ?,)"
    r"|(?:followed|then|later|afterwards|subsequently)(?= ?,? on ))",
    re.IGNORECASE,
)
_A_DAY = PrintedLength(0, 0, "P1D", "day")
_SPAN = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|and|-|–)\s*(?:the\s+)?", re.IGNORECASE)
_OTHER_SENSE = re.compile(
    r"(?:\b(?:look|looks|looked|looking|named|called|soon|not|until|never|but)\s+)$", re.IGNORECASE
)
_IN_FRONT_OF = re.compile(
    r"\s*(?:the |a |an )?(?:\w+ )?(?:court|tribunal|committee|council|parliament|assembly|judge|panel)"
)
# of one subject, the first before the second: "opened on FIRST and closed on SECOND"
_BEGUN = re.compile(
    r"\b(?:began|begun|opened|started|commenced|convened|signed|initialled|arrived|landed|launched|captured|seized"
    r"|detained|arrested|kidnapped|abducted|tabled|proposed|drafted|wounded|imposed|deployed|took office|sworn in"
    r"|blockaded|besieged|nominated)\b[^.;:,]{0,30}$",
    re.IGNORECASE,
)
_THEN_DONE = re.compile(
    r",? (?:and|but|before) (?:(?:it|he|she|they|was|were|then|finally|had|been|only|at last|again) ){0,4}"
    r"(?:ended|closed|concluded|finished|completed|expired|lapsed|ratified|took effect|entered into force"
    r"|came into force|adjourned|left|departed|flew (?:home|back|out)|freed|released|exchanged|died|adopted|approved"
    r"|accepted|lifted|revoked|withdrawn|withdrew|called off|dissolved|resigned|surrendered|recaptured|ransomed)\b"
    r"[^.;:,]{0,30}",
)
# "broken on FIRST, had come into effect on SECOND": the second is the earlier one
_HAD_BEGUN = re.compile(
    r"[^.;:]{0,40}? (?:had|having) (?:only )?(?:come into (?:force|effect)|taken (?:effect|hold)|begun|started|entered"
    r" into force|been (?:signed|declared|agreed|proclaimed|opened|reached|concluded))\b[^.;:,]{0,30}"
)
_BROKEN = re.compile(
    r"\b(?:broken|violated|breached|disregarded|ended|collapsed|over|suspended|abandoned|revoked|extended|renewed)\b"
    r"[^.;:,]{0,30}$",
    re.IGNORECASE,
)
# "came on FIRST; the list that preceded it was handed over on SECOND"
_WENT_BEFORE = re.compile(
    r"[^.]{0,60}\b(?:that|which|who|having) (?:had )?(?P<way>preceded|led (?:up )?to|made possible|followed"
    r"|came (?:before|after)) (?:it|them|this|that|these)\b[^.;:]{0,50}"
)
_HAVING = re.compile(r"\bhaving \w+(?: \w+){0,6} on (?:the )?$", re.IGNORECASE)
_THEREUPON = re.compile(r", (?!and |which |who )[^.;:]{3,60}\bon (?:the )?")
_OTHER_TIME = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|ago)\b")
_PARTED = re.compile(r"[;:—]|\b(?:while|whereas|although|though|but|which|not|never|or|after|before)\b")
_FAR = 90  # characters between the words of order and the date they are about
_NAMED = len(" the 1")  # a shorter stretch names no event
_TURN = 3  # months that a span without years may run back before it is taken to run over the turn of the year
_BACK = ("before", "preceded by", "prior to", "ahead of", "earlier", "previous", "eve of")

Way = Literal["after", "before"]


@dataclass(frozen=True)
class _Order:
    """Two days and what the report says of their order.

    Attributes:
        first, second: what the words count from, and what they date.
        way: on which side of the first the second is said to lie.
        duration: how far, ISO 8601; None where the words only tell the order.
        granted: days of difference that its unit grants ("a week after" is no exact measure).
        words: the words of order.
    """

    first: PrintedDay
    second: PrintedDay
    way: Way
    duration: str | None
    granted: int
    words: Passage

    @property
    def days(self) -> tuple[date, date]:
        """The two days themselves; only days of a known year are compared."""
        return self.first.value or date.min, self.second.value or date.min


class OrderOfEvents:
    """Two dates of a report in an order, or at a distance, that its own words contradict.

    "Three days after the signing on 4 May, on 2 May ...": the words and both dates stand in one sentence, or the
    first date is the only one of the sentence before ("... Two days later, on 6 August, ..."), or another sentence has
    the event on it. Spans whose last day lies before their first count as well, and what was done before it was begun.
    Rough lengths are granted, and so is a day of difference in longer ones.
    """

    code = "order-of-events"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            days = [d for d in dated_days(material, report) if d.value]
            if len(days) > 1:
                for order in (*_orders(report.text, days), *_anchored(report.text, days)):
                    if _contradicts(order):
                        yield self._finding(report, order)

    def _finding(self, report: Report, order: _Order) -> Finding:
        first, second = order.first.passage(report.text), order.second.passage(report.text)
        one, two = order.days
        apart = (two - one).days
        unit = "day" if abs(apart) == 1 else "days"
        where = f"{abs(apart)} {unit} {'after' if apart > 0 else 'before'}" if apart else "the same day as"
        passages = side_by_side(report.text, (first, second, order.words))
        sentence = (
            f"The report prints {quoted(passages)}; by the calendar {long_date(two)} is {where} {long_date(one)}."
        )
        repairs = []
        meant = order.duration and moved(one, order.duration, back=order.way == "before")
        start = order.duration and moved(two, order.duration, back=order.way == "after")
        if meant and start:
            repairs += [f"“{second.text}” is {long_date(meant)}", f"“{first.text}” is {long_date(start)}"]
        else:
            repairs += ["one of the two dates is another", "the two came in the other order"]
        repairs.append("the two dates are not of the two events that the words compare")
        return Finding(self.code, self.severity, sentence, tuple(Place(report.id, p) for p in passages), tuple(repairs))


def _contradicts(order: _Order) -> bool:
    one, two = order.days
    if two == one:
        return order.duration is not None
    if (two < one) != (order.way == "before"):
        return True
    meant = moved(one, order.duration, back=order.way == "before") if order.duration else None
    return meant is not None and abs((two - meant).days) > order.granted


def _orders(text: str, days: list[PrintedDay]) -> Iterator[_Order]:
    sentences = sentences_of(text)
    for number in sorted({number_at(text, d.start) for d in days}):
        sentence = sentences[number]
        held = within(days, sentence.start, sentence.end)
        if len(held) == 2:
            yield from _counted_from(text, sentence, held[0], held[1])
        if held:
            before = within(days, sentences[number - 1].start, sentences[number - 1].end) if number else []
            if number and _OTHER_TIME.search(sentences[number - 1].text):
                before = []
            yield from _counted_on(text, sentence, before, held)
        yield from _spans(text, held)
        yield from _begun_and_done(text, held)


def _counted_from(text: str, sentence: Passage, one: PrintedDay, two: PrintedDay) -> Iterator[_Order]:
    """Orders as in "N days after EVENT on FIRST, ... on SECOND", and with SECOND in front."""
    for m in _FROM.finditer(text, sentence.start, sentence.end):
        if _OTHER_SENSE.search(text[max(0, m.start() - 12) : m.start()]) or _IN_FRONT_OF.match(text, m.end()):
            continue
        start, length = _length_before(text, m.start())
        if one.end <= start and m.end() <= two.start:
            first, second = (one, two) if m[1].lower().endswith(" by") else (two, one)
            parts = text[one.end : start], text[m.end() : two.start]
            if "," in parts[1] or parts[1].rstrip().endswith((" by", " until", " before")):
                continue  # "initialled on 4 May after the third round, the lists are to be exchanged by 9 June"
        elif m.end() <= one.start and "," in text[one.end : two.start]:
            # What comes behind the first date must be the main clause, which a comma sets apart.
            first, second = one, two
            parts = text[m.end() : one.start], text[one.end : two.start]
        else:
            continue
        named = next(d.start for d in (one, two) if d.start >= m.end()) - m.end()
        told = length or (_is_on(text, second) and named > _NAMED)
        if told and all(len(part) <= _FAR and not _PARTED.search(part) for part in parts):
            yield _order(first, second, m[1], length, Passage.of(text, start, m.end()))


def _counted_on(text: str, sentence: Passage, before: list[PrintedDay], held: list[PrintedDay]) -> Iterator[_Order]:
    """Orders as in "... on FIRST. N days later, on SECOND"."""
    for m in _ON.finditer(text, sentence.start, sentence.end):
        start, length = _length_before(text, m.start())
        behind = [d for d in held if 0 <= d.start - m.end() <= len(", on the ")]
        earlier = [d for d in held if d.end <= start] or before
        if len(behind) == len(earlier) == 1 and (length or not m["length"]):
            way = m["length"] or m["day"] or m["beside"] or "later"
            by_a_day = m["day"] or m["beside"]
            words = Passage.of(text, start, m.end())
            yield _order(earlier[0], behind[0], way, _A_DAY if by_a_day else length, words)


def _length_before(text: str, offset: int) -> tuple[int, PrintedLength | None]:
    """The length that ends just before an offset ("three days after", "the day before"), and where it begins."""
    if text.endswith(("the day ", "The day "), 0, offset):
        return offset - len("the day "), _A_DAY
    if text.startswith("eve of", offset):
        return offset, _A_DAY
    lengths = printed_lengths(text)
    number = bisect_left(lengths, offset, key=lambda length: length.end) - 1
    if number >= 0 and text[lengths[number].end : offset].strip("'’ ") == "":
        return lengths[number].start, lengths[number]
    return offset, None


def _order(first: PrintedDay, second: PrintedDay, way: str, length: PrintedLength | None, words: Passage) -> _Order:
    side: Way = "before" if way.lower() in _BACK else "after"
    duration = length.duration if length and not length.is_loose else None
    return _Order(first, second, side, duration, _granted(length) if length else 0, words)


def _anchored(text: str, days: list[PrintedDay]) -> Iterator[_Order]:
    """Orders as in "two days after the signing, on SECOND", where another sentence has the signing on FIRST."""
    for time in anchored_times(text):
        second = own_day(text, time, days)
        first = second and day_of_event(text, time, days)
        if first and second and first is not second:
            yield _order(first, second, time.way, time.length, Passage.of(text, time.start, time.end))


def _is_on(text: str, day: PrintedDay) -> bool:
    """Does something happen on the day, rather than since or until it?"""
    before = text[max(0, day.start - 12) : day.start].lower()
    return before.endswith(("on ", "on the ")) or not before.strip() or before.rstrip()[-1] in ".,"


def _granted(length: PrintedLength) -> int:
    if length.unit == "day" or length.duration == "P7D":
        return 0 if length.duration in ("P1D", "P2D") else 1
    return {"month": 10, "year": 60}.get(length.unit, 3)


def _spans(text: str, held: list[PrintedDay]) -> Iterator[_Order]:
    """Orders as in "from FIRST to SECOND"; without years a span may run over the turn of the year."""
    for one, two in pairwise(held):
        m = _SPAN.search(text[max(0, one.start - 12) : one.start])
        if m is None or not _TO.fullmatch(text[one.end : two.start]):
            continue
        if (one.year and two.year) or (one.month - two.month) % 12 < _TURN:
            yield _Order(one, two, "after", None, 0, Passage.of(text, one.start - len(m[0]), two.end))


def _begun_and_done(text: str, held: list[PrintedDay]) -> Iterator[_Order]:
    """Orders as in "it opened on FIRST and closed on SECOND"."""
    for one, two in pairwise(held):
        m = _BEGUN.search(text[max(0, one.start - 48) : one.start])
        if m and _THEN_DONE.fullmatch(text[one.end : two.start]):
            words = Passage.of(text, one.start - len(m[0]), two.end)
            yield _Order(one, two, "after", None, 0, words)
        else:
            yield from _told_backwards(text, one, two)


def _told_backwards(text: str, one: PrintedDay, two: PrintedDay) -> Iterator[_Order]:
    """Orders that the forms of the verbs tell, in a sentence with the two days one after the other."""
    before, between = text[max(0, one.start - 64) : one.start], text[one.end : two.start]
    way: Way | None = None
    if found := _WENT_BEFORE.fullmatch(between):
        way = "after" if found["way"] in ("followed", "came after") else "before"
    elif _BROKEN.search(before) and _HAD_BEGUN.fullmatch(between):
        way = "before"
    elif _HAVING.search(before) and _THEREUPON.fullmatch(between) and not _PARTED.search(between):
        way = "after"
    if way:
        yield _Order(one, two, way, None, 0, Passage.of(text, one.start, two.end))

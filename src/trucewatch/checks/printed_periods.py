"""Lengths of a period with its first and last day, as the words of one report print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.day_words import PrintedDay, PrintedLength, dated_days, printed_lengths, side_by_side
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.spoken_days import spoken_days
from trucewatch.standing.periods import Period, period_of
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_BEGINS = re.compile(
    r"\b(?:beg[aiu]n|begins|beginning|start(?:s|ed|ing)?|commenc(?:es?|ed|ing)|(?:took|takes?|taking|taken)"
    r" (?:effect|hold)"
    r"|(?:came|comes?|went|goes?|coming|entered|enters?|entering|put|brought) into (?:force|effect|operation)|effective"
    r"|entry into (?:force|effect)|in (?:force|effect|place) (?:since|from)|from|since|as of|as from|open(?:s|ed)"
    r"|fell silent|falls? silent|(?:was|were|are|is) (?:halted|suspended|stopped|launched|laid down|imposed|declared)"
    r"|launched|halted|suspended|counted|counting|dates? from|dating from|runs from|first day|set in|between)"
    r"\b(?! to\b)(?:[^.;:,]{0,36}$|(?: date| day)? ?[:=–-] ?(?:on )?$"
    r"|,(?: [\w ]{2,40},)? (?:is |was )?(?:on )?(?:the )?$)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:\b(?:end(?:s|ed|ing)?|expir(?:es?|ed|ing|y)|r[ua]ns? out|running out|laps(?:es?|ed|ing)|until|till|through"
    r"|up to|thru|(?:last|final|closing) day|over (?:on|by)|is up|finish(?:es|ed)?|ceas(?:es?|ed)|clos(?:es?|ed|ing)"
    r"|(?:come|came|comes|coming|brought) to (?:an end|a close)|conclud(?:es?|ed|ing)|terminat(?:es?|ed|ing)|due in by"
    r"|go(?:es)? on to|last(?:s|ing)? to|hold(?:s|ing)? to|run(?:s|ning)? (?:up )?to|stops?|to"
    r"|its end|the end|(?:and|;) the last)\b"
    r"(?:[^.;:,]{0,30}$|(?: date| day)? ?[:=–-] ?(?:on )?$"
    r"|,(?: [\w ]{2,40},)? (?:is |was |on |falls on )?(?:the )?$))"
    r"|(?:\d|\d [A-Z][a-z]+\.?) ?[-–—] ?$",
    re.IGNORECASE,
)
_ENDED_BEHIND = re.compile(
    r",? (?:the |its |that |when (?:the |it ))?(?:[\w -]{3,50}?)?\b(?:expire[sd]|ended|ends|lapse[sd]|r[au]ns? out"
    r"|came to an end|comes to an end|is (?:over|up)|was (?:over|up)|closes|closed)\b"
    r"|,? (?:is|was|being|as|marks|will be) (?:the|its) (?:last|final|closing) day\b"
)
_NOT_ENDS = re.compile(
    r"\b(?:due|set|scheduled|begin|start|take effect|return|hand\w*|give\w*|extended|down|up|according"
    r"|back|(?:run|runs|go|goes|carry|stay|remain|continue|continues) (?:on|in force|in effect|in place))\s+"
    r"(?:to|until)(?: the)?\s*$"
)
_OF_ANOTHER = re.compile(r"\b(?:and|but|while) (?:the|an?) (\w+)")
_NO_PERIOD_BEFORE = re.compile(
    r"\b(?:after|in|within|every|per|past|previous|aged?|than|recent|these|those|some|only|back|ahead"
    r"|notice|delay\w*|late|early|postponed|earlier|longer|shorter|waited|warning|until)\s+(?:a |the |its )?$",
    re.IGNORECASE,
)
_A_TIME = re.compile(r"an? (?:hour|day|week|month)", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:for|last(?:s|ed|ing)?|of|is|be|runs? for|hold(?:s|ing)? for|announced|declared|ordered)\s+$", re.IGNORECASE
)
_NO_PERIOD_BEHIND = re.compile(
    r"['’]?\s+(?:ago|later|after|before|earlier|old|from now|of (?:talks?|negotiat\w+|fighting|war|clashes|shelling"
    r"|bombardment|violence|work|debate|delay\w*|notice|mourning)|since|into|late|early|prior|following|short|too"
    r"|(?:prison|jail|sentence|term|war|conflict|visit|trip|tour|siege|talks|meeting|conference|summit|journey|march"
    r"|battle|offensive|strike|curfew)\b)\b"
    r"|-old\b"
)
_NOT_ITS_OWN = re.compile(
    r"\bafter (?:a|an|the|its) $|\b(?:another|further|additional|longer)\b[^.;]{0,12}$"
    r"|\b(?:exten[ds]\w*|prolong\w*|renew\w*|repeat\w*)\b[^.;]*\b(?:by|for|of)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:more|further|additional)\b")
_OF_A_TRUCE = re.compile(r"\b(?:truce|cease-?fire|pause|lull|agreement|accord|phase|stage|it)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:second|third|next|new|another|earlier|previous|old|other)\b", re.IGNORECASE)
_HOUR = re.compile(
    r"\b(?:\d{1,2}(?:[:.]\d\d)?|noon|midnight) ?(?:[ap]\.m\.?|hours)(?: local time| GMT)?", re.IGNORECASE
)
_OWN_END = re.compile(r" ?(?:to|until|till|through|[-–—]) ?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?=[,;)])")
_TABLE = 110  # characters of a few lines that stand together


@dataclass(frozen=True, slots=True)
class PrintedPeriod:
    """A length, a first day and a last day that a report prints.

    Attributes:
        length, first, last: the three, with their places.
        period: what the length comes to from the first day.
        apart: number of sentences from the first of the three to the last of them (0: one sentence).
    """

    length: PrintedLength
    first: PrintedDay
    last: PrintedDay
    period: Period
    apart: int

    @property
    def span(self) -> int:
        """Characters from the first of the three to the last of them."""
        held = (self.length, self.first, self.last)
        return max(h.end for h in held) - min(h.start for h in held)

    def passages(self, text: str) -> tuple[Passage, ...]:
        """The three in the order of the text, one passage for those of one sentence."""
        return side_by_side(text, (Passage.of(text, h.start, h.end) for h in (self.length, self.first, self.last)))


def printed_periods(material: Material, report: Report) -> list[PrintedPeriod]:
    """Every length of a report with every first day and every last day it prints, in the order of the text.

    Whether the three are of one matter is not asked; lengths by which something is prolonged are left out.
    """
    text = report.text
    lengths = [length for length in printed_lengths(text) if _is_period(text, length)]
    if not lengths:
        return []
    days = sorted((*dated_days(material, report), *spoken_days(report)), key=lambda d: d.start)
    sentences = sentences_of(text)
    firsts = [d for d in days if _begins(text, sentences, d)]
    lasts = [d for d in days if d not in firsts and _ends(text, sentences, d)]
    out = []
    for length in lengths:
        for first in firsts:
            for last in lasts:
                period = period_of(first.value.isoformat(), _in_days(length)) if first.value and last.value else None
                if period is not None:
                    numbers = [number_at(text, h.start) for h in (length, first, last)]
                    out.append(PrintedPeriod(length, first, last, period, max(numbers) - min(numbers)))
    return out


def last_days(material: Material, report: Report) -> list[date]:
    """The days on which a report has a truce, an agreement or a phase of it end."""
    text, sentences = report.text, sentences_of(report.text)
    return [
        day.value
        for day in dated_days(material, report)
        if day.value and _ends(text, sentences, day) and _OF_A_TRUCE.search(sentences[number_at(text, day.start)].text)
    ]


def is_of_truce(text: str, length: PrintedLength) -> bool:
    """Does the sentence of a length speak of a truce, an agreement or a phase of it?"""
    return _OF_A_TRUCE.search(sentences_of(text)[number_at(text, length.start)].text) is not None


def near_ones(text: str, held: Sequence[PrintedPeriod]) -> list[PrintedPeriod]:
    """Those told in one breath: within two sentences that have no other length, first or last day, nor another period.

    A last day behind in a sentence that speaks of a second or next one is not taken as that of the first.
    """
    near = [p for p in held if p.last.value and p.last.value > p.period.start and _is_near(p)]
    out = []
    for one in near:
        rivals = [
            p for p in near if p is not one and (p.length is one.length or p.first is one.first or p.last is one.last)
        ]
        start, end = min(one.length.start, one.first.start), max(one.last.end, one.first.end, one.length.end)
        other = _OF_ANOTHER.search(text, one.first.end, max(one.first.end, one.last.start))
        if other and other[1] not in text[one.length.start : one.length.end + 40]:
            continue
        own_end = _OWN_END.match(text, one.first.end)
        if own_end and own_end.end() < one.last.start:
            continue  # "ten days: in Port Kasai from April 18 to 22, ... and in Brussels on May 2"
        if not rivals and not _OTHER.search(text[min(start, one.last.start) : end]):
            out.append(one)
    return out


def _is_near(one: PrintedPeriod) -> bool:
    """Are the three within two sentences, or in a few short ones, as a table has them?"""
    return one.apart <= 1 or one.span <= _TABLE


def _is_period(text: str, length: PrintedLength) -> bool:
    before = text[max(0, length.start - 40) : length.start]
    if length.is_loose or _NOT_ITS_OWN.search(before) or _MORE.search(text[length.start : length.end]):
        return False
    if _A_TIME.fullmatch(text[length.start : length.end]) and not _LASTS.search(before):
        return False  # "a week comes down": a rate
    return not _NO_PERIOD_BEFORE.search(before) and not _NO_PERIOD_BEHIND.match(text, length.end)


def _in_days(length: PrintedLength) -> str:
    """The duration; hours that make whole days as days."""
    if length.unit != "hour":
        return length.duration
    days, rest = divmod(int(length.duration[2:-1]), 24)
    return length.duration if rest else f"P{days}D"


def _before(text: str, sentences: Sequence[Passage], day: PrintedDay) -> str:
    start = sentences[number_at(text, day.start)].start
    return _HOUR.sub("noon", text[max(start, day.start - 72) : day.start])


def _begins(text: str, sentences: Sequence[Passage], day: PrintedDay) -> bool:
    before = _before(text, sentences, day)
    begins, ends = _BEGINS.search(before), _ENDS.search(before)
    if begins is None and before.rstrip().endswith("("):
        return re.match(r" ?[-–—] ?\d", text[day.end : day.end + 4]) is not None
    return begins is not None and (ends is None or ends.start() < begins.start())


def _ends(text: str, sentences: Sequence[Passage], day: PrintedDay) -> bool:
    before = _before(text, sentences, day)
    if _ENDS.search(before):
        return not _NOT_ENDS.search(before)
    told = before.rstrip().lower()
    return (not told or told.endswith("on") or told[-1] == ",") and _ENDED_BEHIND.match(text, day.end) is not None

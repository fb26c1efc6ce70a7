"""A text joined of several pieces whose weekdays count from different days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trucewatch.checks.day_words import ORDINAL, WEEKDAY, PrintedDay, dated_days, quoted
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

# "ORREN, 13 November -", "(ii) Graben, 28 Nov. (Monitor) -": a place, the date, and a mark that ends the dateline
_PLACE = re.compile(
    r"(?:[(\[]?[\dA-Za-z]{1,4}[.)\]] +)?[“\"(\[]?(?:[A-Z][^\W\d_][^\d.!?;:()]{1,50}(?:,| \() ?(?:on )?(?:the )?"
    r"|[A-Z][A-Z .'’-]{2,30} |[A-Z][A-Za-z .'’-]{1,40},? \([^)\d\n]{2,40}(?:, ?|\),? ))"
)
# a dateline without a date amid the text: "LIRN (Wire) -"
_UNDATED_LINE = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][a-z]+)?(?: \([^)\n]{2,40}\))? (?:-|–|—|--) (?=\S)")
# "LIRN, Monday -"
_WEEKDAY_LINE = re.compile(
    rf"^[A-Z][A-Z .'’-]{{2,30}}(?:, [A-Z][a-z]+)?, ({WEEKDAY})(?: \([^)\n]{{2,40}}\))? ?(?:-|–|—|--|:) ?(?=\S)",
    re.MULTILINE,
)
_LINE_HEAD = re.compile(r"[A-Z][^.!?;:()\n]{1,60} ")  # "Note of 12 May:" on a line of its own, or before a colon
# a date that stands alone on its line, or in brackets before a sentence
_BARE = re.compile(
    r"[ #*\[(>=_–—-]{0,8}(?:(?:(?:First|Last|Originally|Earlier) )?(?:[Pp]osted|[Pp]ublished|Updated|Filed"
    r"|Dated?|Archived?|From)\b[^.\n]{0,20})?"
)
_BARE_END = re.compile(r"(?:,? \d\d?[:.]\d\d[^\n]{0,12})?[ #*\])=_–—-]{0,8}(?=\n|$)|\](?= )")
_DATELINE_END = re.compile(r"[)\]]? ?(?:\([^)\n]{1,50}\))? ?(?:-|–|—|:|\.(?=\s)|\)|\]|/|\n|$)")
# "Tuesday the 19th" has its date beside it
_WEEKDAY = re.compile(rf"{WEEKDAY}\b(?!,? (?:the )?(?:\d|(?:{ORDINAL})\b))")
# a headline has a verb ("Council adopts plan for ..."), a heading of a section has none ("State of compliance")
_HEADLINE = re.compile(
    r"(?:[A-Z][\w.’'-]*[, ]+){1,4}(?!its\b|was\b|has\b|his\b|as\b|is\b|us\b)[a-z]{3,}s [^.!?;:\n]{10,}"
)
_NEXT = 2  # days from which on a dateline at the head of a text is not the one under which it was published
_LEAST = 3  # sentences on either side of a line that is taken for the headline of another piece


@dataclass(frozen=True)
class _Piece:
    """A part of a text with the words that head it, its day where they give one, and the weekdays it tells alone."""

    head: Passage | None
    day: date | None
    weekdays: tuple[Passage, ...]


class SeveralAnchors:
    """Weekdays in two or more pieces of one text that were written on different days, or may have been.

    Pieces are told by datelines of different days, or by a headline, or a dateline without a day, amid running text.
    Silent where the weekdays of all pieces but one stand beside their dates, and where the pieces are of one day.
    """

    code = "several-anchors"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            if len(_WEEKDAY.findall(report.text)) < 2:
                continue
            days = dated_days(material, report)
            pieces = [p for p in _dated_pieces(report, days) if p.weekdays]
            by_day = {p.day: p for p in reversed(pieces)}
            if len(by_day) > 1:
                yield self._dated(report, [p for p in pieces if by_day[p.day] is p])
            else:
                yield from self._headed(report, _weekday_pieces(report.text, days) or _headed_pieces(report.text, days))

    def _dated(self, report: Report, pieces: list[_Piece]) -> Finding:
        heads = ", ".join(f"{quoted([p.head])} ({long_date(p.day)})" for p in pieces if p.head and p.day)
        if not pieces[0].head and pieces[0].day:
            heads += f", behind what was published on {long_date(pieces[0].day)}"
        sentence = (
            f"The text is joined of pieces with datelines of their own, {heads}; {_told(pieces)} count from "
            "different days."
        )
        repairs = (
            "each weekday is counted from the dateline of its own piece",
            "the pieces were written on one day, and a dateline is off",
        )
        return Finding(self.code, self.severity, sentence, _places(report, pieces), repairs)

    def _headed(self, report: Report, pieces: list[_Piece]) -> Iterator[Finding]:
        heads = [p.head for p in pieces if p.head]
        if not heads or not all(p.weekdays for p in pieces):
            return
        sentence = (
            f"The words {quoted(heads)} amid the text read as the head of another piece; "
            f"{_told(pieces)} may count from different days."
        )
        repairs = (
            "the pieces are of one day, and the weekdays of one week",
            "the weekdays of each piece are counted from the day on which it was written",
        )
        yield Finding(self.code, self.severity, sentence, _places(report, pieces), repairs)


def _told(pieces: list[_Piece]) -> str:
    return " and ".join(quoted([piece.weekdays[0]]) for piece in pieces)


def _places(report: Report, pieces: list[_Piece]) -> tuple[Place, ...]:
    sentences = sentences_of(report.text)
    words = [w for piece in pieces for w in piece.weekdays]
    held = [sentences[number_at(report.text, w.start)] for w in words]
    return tuple(Place(report.id, p) for p in dict.fromkeys((*(p.head for p in pieces if p.head), *held)))


def _dated_pieces(report: Report, days: Sequence[PrintedDay]) -> list[_Piece]:
    """The pieces that begin with a dateline; what stands before the first of them counts from publication."""
    text = report.text
    heads = [
        (Passage.of(text, start, day.end), day.value)
        for day in days
        if day.value and (start := _head_start(text, day)) is not None
    ]
    ends = [*(head.start for head, _ in heads[1:]), len(text)][: len(heads)]
    pieces = [_Piece(*head, _weekdays(text, head[0].end, end, days)) for head, end in zip(heads, ends, strict=True)]
    published = report.published
    if pieces and published and abs((published - heads[0][1]).days) > _NEXT:
        pieces.insert(0, _Piece(None, published, _weekdays(text, 0, heads[0][0].start, days)))
    return pieces


def _head_start(text: str, day: PrintedDay) -> int | None:
    """Where the dateline begins that ends with a day; None where the day ends none."""
    line = text.rfind("\n", 0, day.start) + 1
    if _BARE_END.match(text, day.end):
        bracket = text.rfind("[", line, day.start)
        start = bracket if bracket > line and text[bracket - 2 : bracket] in (". ", "” ", "! ") else line
        if _BARE.fullmatch(text, start, day.start):
            return start
    if text.startswith(". ", day.end) and text.endswith((". ", "\n"), 0, day.start):
        return day.start  # "June 3. On Monday": a diary
    is_line = text[day.end : day.end + 1] in (":", "\n", "") and _LINE_HEAD.fullmatch(text, line, day.start)
    is_head = _DATELINE_END.match(text, day.end) and (is_line or _PLACE.fullmatch(text, line, day.start))
    return line if is_head else None


def _weekday_pieces(text: str, days: Sequence[PrintedDay]) -> list[_Piece]:
    """The pieces under datelines that have weekdays, where those differ and two pieces at least tell weekdays."""
    heads = list(_WEEKDAY_LINE.finditer(text))
    if len({m[1] for m in heads}) <= 1:
        return []
    ends = [*(m.start() for m in heads[1:]), len(text)]
    pieces = [
        _Piece(Passage.of(text, m.start(), m.end()), None, _weekdays(text, m.end(), end, days))
        for m, end in zip(heads, ends, strict=True)
    ]
    held = [piece for piece in pieces if piece.weekdays]
    return held if len(held) > 1 else []


def _headed_pieces(text: str, days: Sequence[PrintedDay]) -> list[_Piece]:
    """The pieces before and behind the one line amid a text that begins another piece; [] where there is none."""
    sentences = sentences_of(text)
    lines = [
        number
        for number, (line, following) in enumerate(pairwise(sentences))
        if _LEAST <= number < len(sentences) - _LEAST and _begins_piece(text, line, following)
    ]
    if len(lines) != 1:
        return []
    head = sentences[lines[0]]
    if dateline := _UNDATED_LINE.match(head.text):
        head = Passage.of(text, head.start, head.start + dateline.end())
    first = _Piece(None, None, _weekdays(text, 0, head.start, days))
    return [first, _Piece(head, None, _weekdays(text, head.end, len(text), days))]


def _begins_piece(text: str, line: Passage, following: Passage) -> bool:
    at_start = text.endswith("\n", 0, line.start)
    if at_start and _UNDATED_LINE.match(line.text):
        return True
    alone = at_start and "\n" in text[line.end : following.start]
    return alone and "\n" not in line.text and 4 < len(line.text.split()) <= 16 and bool(_HEADLINE.fullmatch(line.text))


def _weekdays(text: str, start: int, end: int, days: Sequence[PrintedDay]) -> tuple[Passage, ...]:
    """The weekdays of a stretch that stand without a date."""
    found = [Passage.of(text, m.start(), m.end()) for m in _WEEKDAY.finditer(text, start, end)]
    return tuple(w for w in found if not any(d.start <= w.start < d.end for d in days))

"""Cases before courts, and the orders, opinions and warrants of international courts, as reports cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.reading.instrument_citations import CAP, MONTH, YEAR, Citation, tells_of

_COURT = (
    r"(?:International Court of Justice|ICJ|World Court|International Criminal Court|ICC|"
    r"European Court of (?:Human Rights|Justice)|Permanent Court of Arbitration|Inter-American Court of Human Rights|"
    r"International Tribunal for the Law of the Sea|Special Court for [A-Z]\w+(?: [A-Z]\w+)?|"
    r"International Criminal Tribunal for (?:the [Ff]ormer Yugoslavia|Rwanda)|ICTY|ICTR|"
    r"African Court on Human and Peoples['’] Rights)"
)
_RULING = (
    r"(?:advisory opinion|ruling|judgment|judgement|provisional measures|provisional orders?|interim order|order|award|"
    r"verdict|decision)"
)
_DAY = rf"(?:(?:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}},?|{MONTH})\s+)?{YEAR}"
_RULINGS = re.compile(
    rf"\b(?P<ruling>{_RULING})s?\s+(?:issued |handed down |delivered |given |made )?(?:of|by|from)"
    rf"\s+the\s+(?P<court>{_COURT})"
    rf"|\b(?P<court2>{_COURT})(?:['’]s?)?\s+(?:(?:(?P<early>{_DAY})|latest|landmark|binding|provisional)"
    rf"\s+)*(?P<ruling2>{_RULING})"
)
_RULING_DATE = re.compile(
    rf"\s+(?:of|on|in|dated|issued on|issued in)"
    rf"\s+(?P<date>(?:\d{{1,2}}\s+)?(?:[A-Z][a-z]+\.?\s+)?(?:\d{{1,2}},\s+)?{YEAR})"
)
_WARRANT = r"(?:(?:international\s+)?arrest\s+warrants?|warrants?\s+for\s+the\s+arrest)\b"
_WARRANTS = re.compile(
    rf"\b(?P<court>{_COURT})(?:['’]s?)?\s+(?:[a-z]+\s+){{0,3}}?(?P<warrant>{_WARRANT})|"
    rf"(?P<warrant2>{_WARRANT})[^.;\n]{{0,90}}?\b(?:by|of|from|at|before)\s+the\s+(?P<court2>{_COURT})|"
    rf"\bthe\s+(?P<court3>{_COURT})(?:,[^,.;]{{2,40}},)?\s+(?:has\s+|had\s+)?(?:issued|sought|requested|unsealed)"
    rf"\s+(?:[\w-]+\s+){{0,3}}?(?P<warrant3>{_WARRANT})"
)
_SIDE = rf"(?:the\s+)?{CAP}(?:\.?\s+(?:(?:of|the|and|de|for)\s+){{0,2}}{CAP}){{0,5}}"
_CASES = re.compile(rf"\b(?P<one>{_SIDE}?)\s+(?P<sign>v\.|vs\.|v|versus)\s+(?P<other>{_SIDE})")
_AT_LAW = re.compile(
    r"\b(?:court|courts|tribunal|case|cases|judg\w+|ruling|rulings|ruled|justices?|opinion|lawsuit|suit|plaintiffs?|"
    r"application|proceedings|ICJ|arbitrat\w+|merits|precedent)\b",
    re.IGNORECASE,
)
_AT_PLAY = re.compile(
    r"\b(?:match|cup|goals?|league|stadium|semi-?final|final|kick-?off|referee|coach|fixture|qualifier|tennis|football|"
    r"cricket|rugby|bout|game|tickets?|score[ds]?)\b",
    re.IGNORECASE,
)
_AROUND = 160
"""How many characters around "X v. Y" the words may stand that tell a case from a match."""
_OPENERS = frozenset("The In On As See Citing Under And But Both From After Since That This".split())


def rulings(text: str) -> Iterator[Citation]:
    """Rulings, opinions and warrants with the court that made them, and cases by the names of their sides."""
    for m in _RULINGS.finditer(text):
        court, ruling = m["court"] or m["court2"], (m["ruling"] or m["ruling2"]).lower()
        dated = _RULING_DATE.match(text, m.end())
        name = f"{court}, {ruling}" + (f" of {dated['date']}" if dated else "")
        early = m["early"]
        if early is not None and not re.fullmatch(YEAR, early):  # "the court's 26 January 2024 order"
            name, early = f"{court}, {ruling} of {early}", None
        yield Citation(m.start(), dated.end() if dated else m.end(), name, early)
    yield from _warrants(text)
    yield from _cases(text)


def _warrants(text: str) -> Iterator[Citation]:
    """Whom a warrant is for is no part of what is cited: two warrants of one court are one instrument told of twice."""
    for m in _WARRANTS.finditer(text) if tells_of(text, "warrant") else ():
        part = "2" if m["court2"] else "3" if m["court3"] else ""
        court = m["court" + part]
        start = m.start("warrant" + part) if part else m.start("court")
        end = m.end("court2") if part == "2" else m.end("warrant" + part)
        yield Citation(start, end, f"{court}, arrest warrant")


def _cases(text: str) -> Iterator[Citation]:
    for m in _CASES.finditer(text):
        around = text[max(0, m.start() - _AROUND) : m.end() + _AROUND]
        if not _AT_LAW.search(around) or _AT_PLAY.search(around):
            continue
        words = m["one"].split()
        while len(words) > 1 and words[0] in _OPENERS:
            words.pop(0)
        one = " ".join(words)
        start = m.start("one") + m["one"].rindex(words[0]) if words else m.start("one")
        yield Citation(start, m.end(), f"{one} v. {' '.join(m['other'].split())}")

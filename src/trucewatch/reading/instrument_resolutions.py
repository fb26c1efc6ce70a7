"""Resolutions as reports cite them: of the Security Council, the General Assembly, the Human Rights Council, others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.reading.instrument_citations import CAP, MONTH, YEAR, Citation, tells_of

_DAY = rf"(?:(?:\d{{1,2}}\s+)?{MONTH},?\s+(?:\d{{1,2}},?\s+)?)?"
_NUMBER = r"(?:[AS]/RES/)?(?:ES-|S-)?(?:\d{1,2}/\d{1,3}|\d{1,4})(?![\d/]|[.,]\d|\s?(?:%|per\s?cent))(?:\s?\([IVXL]+\))?"
_ITEM = rf"{_NUMBER}(?:\s?\(\s?{YEAR}\s?\)|\s+of\s+{_DAY}{YEAR}\b)?"
_RESOLUTIONS = re.compile(
    rf"(?P<lead>(?:\b(?P<early>{YEAR})(?:['’]s)?\s+)?(?:(?:the\s+)?(?:UN|U\.N\.|United Nations)(?:['’]s?)?\s+)?"
    rf"(?:(?:Human Rights Council|Security Council|UNHRC|UNSC|General Assembly|UNGA|Council|Assembly)(?:['’]s?)?\s+)?)"
    rf"\b(?:resolutions?|res\.|(?:UN)?SCRs?|UNSC|UNGAR)(?:\s+(?:no|nos|numbers?)\b\.?|,?\s+numbered|\s+(?:is|are|were)"
    rf"(?=\s+\d{{3}}))?(?:[\s-]+|,\s+(?=\d{{2,4}},))(?P<items>{_ITEM}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s*/\s*)"
    rf"(?:resolution\s+)?{_ITEM})*)(?:,\s+all\s+(?:of|from|in)\s+(?P<all>{YEAR})\b)?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    rf"\b(?P<symbol>(?:A/HRC/(?:RES/)?(?:PRST/)?|[AS]/(?:RES|PRST)/)(?:ES-|S-)?[\d/]*\d)(?:\s?\(\s?(?P<year>{YEAR})\s?\))?"
)
_ITEM_PARTS = re.compile(
    rf"(?P<symbol>[AS]/RES/)?(?P<number>(?:ES-|S-)?\d{{1,2}}/\d{{1,3}}|\d{{1,4}})(?P<session>\s?\([IVXL]+\))?"
    rf"(?:\s?\(\s?(?P<year>{YEAR})\s?\)|\s+of\s+{_DAY}(?P<of>{YEAR})\b)?",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    rf"[\s,]+(?:which (?:was|were) )?(?:unanimously )?(?:adopted|passed|approved)"
    rf"(?: unanimously)?(?: by [^,.;]{{3,30}})? (?:in|on) (?:[\w.]+ ){{0,3}}?(?:\d{{1,2}},? )?(?P<year>{YEAR})\b"
)
_NATIONAL = re.compile(
    r"\b(?:House|Senate|Congress(?:ional)?|parliament(?:ary)?|Knesset|Duma|Majlis|cabinet|European Parliament|"
    r"party|joint|concurrent|city council)(?:['’]s?)?(?:\s+(?:has\s+)?(?:passed|adopted|approved))?\s+$",
    re.IGNORECASE,
)
_HUMAN_RIGHTS = re.compile(r"\b(?:Human Rights Council|UNHRC|HRC)(?:['’]s?)?\s+$")
_BODY_NOUN = (
    r"(?:Forum|League|Union|Organi[sz]ation|Commission|Committee|Conference|Community|Cooperation|Board|Summit|Council|"
    r"Assembly|AU|OAU|OAS|OIC|OSCE|IAEA|ECOWAS|IGAD|SADC|CIS|ASEAN|CARICOM)"
)
_BODY_BEFORE = re.compile(
    rf"(?P<body>(?:{CAP}\s+(?:(?:of|and|for|on)\s+(?:the\s+)?)?){{0,5}}{_BODY_NOUN})(?:['’]s?)?\s+$"
)
_BODY_BEHIND = re.compile(
    rf"\s+of\s+the\s+(?P<body>(?:{CAP}\s+)*{_BODY_NOUN}\b(?:\s+(?:of|for|on)\s+(?:the\s+)?{CAP}(?:\s+{CAP})*)?)"
)
_OF_UN = re.compile(
    r"Security Council|General Assembly|UNSC|UNGA|\bUN\b|U\.N\.|United Nations|^(?:The )?(?:Council|Assembly)$"
)
_ARTICLE = re.compile(r"(?:The|A|An|In|On|By|For|Under|With|But|And|That|This|Its|Both|As|To|Of|From)\s+")


def resolutions(text: str) -> Iterator[Citation]:
    """Every resolution that a text cites by its number."""
    for m in _SYMBOL.finditer(text):
        yield Citation(m.start(), m.end(), m["symbol"].upper(), m["year"])
    if tells_of(text, "resolution", "res.", "scr", "unsc", "ungar"):
        for m in _RESOLUTIONS.finditer(text):
            yield from _listed(text, m)


def _listed(text: str, m: re.Match[str]) -> Iterator[Citation]:
    """One citation for each number behind "resolutions"."""
    around = text[max(0, m.start() - 60) : m.start()] + m["lead"]
    of_un = _OF_UN.search(m["lead"].strip()) is not None
    if _NATIONAL.search(around) and not of_un:
        return
    items = list(_ITEM_PARTS.finditer(text, m.start("items"), m.end("items")))
    alone = len(items) == 1
    body = _body(text, m, around)
    council = re.search(r"Security Council|UNSC|SCR", text[m.start() : m.start("items")], re.IGNORECASE) is not None
    assembly = re.search(r"General Assembly|UNGA", text[max(0, m.start() - 60) : m.start("items")], re.IGNORECASE)
    for item in items:
        year = item["year"] or item["of"] or m["all"] or (m["early"] if alone else None)
        adopted = _ADOPTED.match(text, item.end()) if year is None and alone else None
        year = year or (adopted["year"] if adopted else None)
        start = m.start() if item is items[0] else item.start()
        start += len(text[start : item.end()]) - len(text[start : item.end()].lstrip())
        if re.match(r"the\s", text[start:], re.IGNORECASE):
            start += 4
        yield Citation(start, item.end(), _name(item, body, assembly=assembly is not None and not council), year)


def _body(text: str, m: re.Match[str], around: str) -> str | None:
    """The body whose resolution it is, where that is not the United Nations' Council or Assembly."""
    if _HUMAN_RIGHTS.search(around):
        return "A/HRC/RES/"
    before = _BODY_BEFORE.search(around)
    behind = _BODY_BEHIND.match(text, m.end()) if before is None else None
    found = before or behind
    if found is None:
        return None
    name = _ARTICLE.sub("", " ".join(found["body"].split()), count=1)
    return None if _OF_UN.search(name) else name


def _name(item: re.Match[str], body: str | None, *, assembly: bool) -> str:
    """As in "S/RES/1244" or "A/RES/79/232": a slash, a session in Roman numerals or the Assembly's name tells which."""
    symbol, number = (item["symbol"] or "").upper(), item["number"]
    if symbol:
        return symbol + number
    if item["session"]:
        return f"A/RES/{number} {item['session'].strip()}"
    if body is not None:
        return body + number if body.endswith("/") else f"{body} resolution {number}"
    return ("A/RES/" if assembly or "/" in number else "S/RES/") + number

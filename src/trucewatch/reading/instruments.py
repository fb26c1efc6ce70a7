"""Step: instruments of law as a report cites them: resolutions, the Charter, treaties, rulings of courts.

Citations are normalised in form only. Number and year stay as printed, even where they are wrong: a check finds that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from trucewatch.reading.lexicons import table
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import Instrument

_YEAR = r"(?:19[4-9]\d|20\d\d)"
_NUMBER = r"(?:[AS]/RES/)?(?:ES-)?(?:\d{1,2}/\d{1,3}|\d{1,4})(?![\d/]|[.,]\d|\s?(?:%|per\s?cent))(?:\s?\([IVXL]+\))?"
_ITEM = rf"{_NUMBER}(?:\s?\(\s?{_YEAR}\s?\)|\s+of\s+{_YEAR}\b)?"
_RESOLUTIONS = re.compile(
    rf"(?P<lead>(?:\b(?P<early>{_YEAR})(?:['’]s)?\s+)?(?:(?:the\s+)?(?:UN|U\.N\.|United Nations)(?:['’]s?)?\s+)?"
    rf"(?:(?:Security Council|UNSC|General Assembly|UNGA|Council|Assembly)(?:['’]s?)?\s+)?)"
    rf"\b(?:resolutions?|res\.|UNSCRs?|UNSC|UNGAR)(?:\s+(?:no|nos|numbers?)\b\.?)?(?:[\s-]+|"
    rf",\s+(?=\d{{2,4}},))(?P<items>{_ITEM}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s*/\s*)"
    rf"(?:resolution\s+)?{_ITEM})*)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(rf"\b(?P<symbol>[AS]/(?:RES|PRST)/(?:ES-)?[\d/]*\d)(?:\s?\(\s?(?P<year>{_YEAR})\s?\))?")
_ITEM_PARTS = re.compile(
    rf"(?P<symbol>[AS]/RES/)?(?P<number>(?:ES-)?\d{{1,2}}/\d{{1,3}}|\d{{1,4}})(?P<session>\s?\([IVXL]+\))?"
    rf"(?:\s?\(\s?(?P<year>{_YEAR})\s?\)|\s+of\s+(?P<of>{_YEAR})\b)?"
)
_ADOPTED = re.compile(
    rf"[\s,]+(?:which (?:was|were) )?(?:unanimously )?(?:adopted|passed|approved)"
    rf"(?: unanimously)?(?: by [^,.;]{{3,30}})? (?:in|on) (?:[\w.]+ ){{0,3}}?(?:\d{{1,2}},? )?(?P<year>{_YEAR})\b"
)
_OTHER_BODIES = re.compile(
    r"\b(?:House|Senate|Congress(?:ional)?|parliament(?:ary)?|Knesset|Duma|Majlis|cabinet|Arab League|African Union|"
    r"AU|OIC|European Parliament|League|OAU|OAS|party|joint|concurrent|Human Rights Council|HRC|board|IAEA)"
    r"(?:['’]s?)?(?:\s+(?:has\s+)?(?:passed|adopted|approved))?\s+$",
    re.IGNORECASE,
)
_PARA = r"\d{1,3}(?:\s?\(\d{1,2}\))*(?:\s?\([a-z]\))?"
_PARTS = (
    rf"(?P<kind>articles?|arts?\.|chapters?)\s+(?P<parts>(?:{_PARA}|[IVX]+|six|seven|eight)"
    rf"(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:(?:article|chapter)\s+)?(?:{_PARA}|[IVX]+))*)"
)
_UN_CHARTER = (
    r"(?:(?:UN|U\.N\.|United Nations|Organi[sz]ation)(?:['’]s?)?\s+(?:founding\s+)?Charter|"
    r"Charter of the (?:United Nations|UN|U\.N\.)|(?<!\w )Charter)"
)
_PARTS_BEHIND = _PARTS.replace("<kind>", "<kind2>").replace("<parts>", "<parts2>")
_CHARTER = re.compile(
    rf"\b{_PARTS}\s+of\s+(?:the\s+|its\s+)?{_UN_CHARTER}|{_UN_CHARTER}(?:['’]s)?,?\s+{_PARTS_BEHIND}", re.IGNORECASE
)
_BARE_CHARTER = re.compile(r"\b(?:UN|U\.N\.|United Nations)\s+Charter\b|\bCharter of the (?:United Nations|UN)\b")
_BARE_CHAPTER = re.compile(
    r"\b(?:under|invoking|invokes?|invoked)\s+(?:the\s+(?:provisions|terms) of\s+)?(?P<kind>Chapter)"
    r"\s+(?P<parts>VI{1,3}|7|6|8|Seven|Six|Eight)\b(?!\s+of)"
)
_COMMON = re.compile(
    r"\bcommon article (?:3|three)\b|\barticle (?:3|three) common to the (?:four )?Geneva Conventions\b", re.IGNORECASE
)
_CONSTITUTION = re.compile(
    rf"\b{_PARTS}\s+of\s+(?:the\s+|its\s+|our\s+|their\s+)?(?P<whose>(?:[A-Z]\w+\s+)?)constitution\b", re.IGNORECASE
)
_CAP = r"[A-Z][\w’'-]*"
_GENERIC = re.compile(
    rf"\b(?:(?:{_CAP}|UN|U\.N\.)\s+)*?(?P<what>(?:Framework )?Convention|Covenant|Treaty|Statute)\s+"
    rf"(?:on|against|for|of|relative to|relating to|concerning)\s+(?:the\s+)?{_CAP}(?:(?:,?\s+(?:and|of|on|"
    rf"in|for|the|to|from|at|with|or|its|against|de))*\s+{_CAP})*"
)
_NAMED_TREATY = re.compile(rf"\b(?:{_CAP}\s+){{1,4}}(?:Treaty|Covenant)\b(?!\s+(?:Organi[sz]ation|on|of|for|against))")
_EVENTS = re.compile(r"\b(?:National|Constitutional|Party|Republican|Democratic|Conservative|Labour)\s+Convention\b")
_ROMAN = {"six": "VI", "seven": "VII", "eight": "VIII", "6": "VI", "7": "VII", "8": "VIII"}
_COURT = (
    r"(?:International Court of Justice|ICJ|World Court|International Criminal Court|ICC|"
    r"European Court of Human Rights|Permanent Court of Arbitration|Inter-American Court of Human Rights)"
)
_RULING = (
    r"(?:advisory opinion|ruling|judgment|judgement|provisional measures|provisional orders?|order|award|"
    r"verdict|arrest warrants?)"
)
_RULINGS = re.compile(
    rf"\b(?P<ruling>{_RULING})s?\s+(?:issued |handed down |delivered |given |made )?(?:of|by|from)"
    rf"\s+the\s+(?P<court>{_COURT})"
    rf"|\b(?P<court2>{_COURT})(?:['’]s?)?\s+(?:(?:(?P<early>{_YEAR})|latest|landmark|binding|provisional)"
    rf"\s+)*(?P<ruling2>{_RULING})"
)
_RULING_DATE = re.compile(
    rf"\s+(?:of|on|in|dated|issued on|issued in)"
    rf"\s+(?P<date>(?:\d{{1,2}}\s+)?(?:[A-Z][a-z]+\.?\s+)?(?:\d{{1,2}},\s+)?{_YEAR})"
)


@dataclass(frozen=True)
class Instruments:
    """The instruments a report cites, each once, in the order of first citation."""

    instruments: tuple[Instrument, ...]


@dataclass(frozen=True)
class Citation:
    """One place where an instrument is cited.

    Attributes:
        start: offset of its first character.
        end: offset behind it.
        name: the citation, normalised, without a year.
        year: as printed with it; None where none is.
    """

    start: int
    end: int
    name: str
    year: str | None = None

    @property
    def text(self) -> str:
        """The citation with its year, as the reading prints it."""
        return self.name if self.year is None else f"{self.name} ({self.year})"


@dataclass(frozen=True)
class InstrumentsStep:
    """Finds what instruments a report cites and who cites them."""

    name: str = "instruments"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Speakers)
    writes: type = Instruments

    def __call__(self, page: Page) -> Instruments:
        speakers = page.get(Speakers)
        found: dict[str, Instrument] = {}
        for cited in merge_years(find_citations(page.text)):
            passage = page.passage(cited.start, cited.end)
            known = found.get(cited.text)
            if known is not None:
                found[cited.text] = replace(known, evidence=(*known.evidence, passage))
                continue
            found[cited.text] = Instrument(
                citation=cited.text, cited_by=speakers.speaker_at(cited.start), evidence=(passage,), step=self.name
            )
        return Instruments(tuple(found.values()))


def find_citations(text: str) -> list[Citation]:
    """Every citation in a text, in order; of citations that overlap, the longest stays."""
    found = [*_resolutions(text), *_charter(text), *_treaties(text), *_constitutions(text), *_rulings(text)]
    kept: list[Citation] = []
    for cited in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        clash = any(c.start < cited.end and cited.start < c.end and not _in_one_list(c, cited) for c in kept)
        if not clash:
            kept.append(cited)
    return sorted(kept, key=lambda c: (c.start, c.end))


def _in_one_list(a: Citation, b: Citation) -> bool:
    """Two of "Articles 2 and 51 of the Charter" share their words."""
    return (a.start, a.end) == (b.start, b.end) and a.name != b.name


def merge_years(citations: list[Citation]) -> list[Citation]:
    """Give a citation without a year the year printed elsewhere with the same number, if only one is.

    A bare mention of the Charter or of the Conventions falls away beside one of their articles.
    """
    years: dict[str, set[str]] = {}
    for cited in citations:
        if cited.year is not None:
            years.setdefault(cited.name, set()).add(cited.year)
    out = []
    for cited in citations:
        known = years.get(cited.name, set())
        if any(c.name.startswith(cited.name + ",") for c in citations):
            continue
        out.append(replace(cited, year=next(iter(known))) if cited.year is None and len(known) == 1 else cited)
    return out


def _resolutions(text: str) -> Iterator[Citation]:
    for m in _SYMBOL.finditer(text):
        yield Citation(m.start(), m.end(), m["symbol"].upper(), m["year"])
    for m in _RESOLUTIONS.finditer(text):
        lead = m["lead"]
        around = text[max(0, m.start() - 40) : m.start()] + lead
        if _OTHER_BODIES.search(around) and not re.search(r"Security Council|UN\b|U\.N\.|United Nations", lead):
            continue
        assembly = (
            re.search(r"General Assembly|UNGA", text[max(0, m.start() - 60) : m.start("items")], re.IGNORECASE)
            is not None
        )
        council = re.search(r"Security Council|UNSC", text[m.start() : m.start("items")], re.IGNORECASE) is not None
        items = list(_ITEM_PARTS.finditer(text, m.start("items"), m.end("items")))
        for item in items:
            year = item["year"] or item["of"] or (m["early"] if len(items) == 1 else None)
            adopted = _ADOPTED.match(text, item.end()) if year is None and len(items) == 1 else None
            year = year or (adopted["year"] if adopted else None)
            start = m.start() if item is items[0] else item.start()
            start += len(text[start : item.end()]) - len(text[start : item.end()].lstrip())
            if re.match(r"the\s", text[start:], re.IGNORECASE):
                start += 4
            yield Citation(start, item.end(), _resolution(item, assembly=assembly and not council), year)


def _resolution(item: re.Match[str], *, assembly: bool) -> str:
    """As in "S/RES/1244" or "A/RES/79/232": a slash, a session in Roman numerals or the Assembly's name tells which."""
    symbol = (item["symbol"] or "").upper()
    if item["session"]:
        return f"A/RES/{item['number']} {item['session'].strip()}"
    if symbol:
        return symbol + item["number"]
    return ("A/RES/" if assembly or "/" in item["number"] else "S/RES/") + item["number"]


def _charter(text: str) -> Iterator[Citation]:
    specific = False
    for m in _CHARTER.finditer(text):
        specific = True
        yield from _numbered(m, m["kind"] or m["kind2"], m["parts"] or m["parts2"], "UN Charter")
    for m in _BARE_CHAPTER.finditer(text):
        yield from _numbered(m, m["kind"], m["parts"], "UN Charter", start=m.start("kind"))
    if not specific:
        yield from (Citation(m.start(), m.end(), "UN Charter") for m in _BARE_CHARTER.finditer(text))


def _numbered(m: re.Match[str], kind: str, parts: str, name: str, start: int | None = None) -> Iterator[Citation]:
    """One citation for each of "Articles 2 (4) and 51"; blanks inside "2 (4)" drop out."""
    word = "Chapter" if kind.lower().startswith("ch") else "Article"
    for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+or\s+", parts):
        number = re.sub(r"\s+|^(?:article|chapter)\s*", "", part, flags=re.IGNORECASE)
        if word == "Chapter":
            number = _ROMAN.get(number.lower(), number.upper())
        yield Citation(m.start() if start is None else start, m.end(), f"{name}, {word} {number}")


@functools.cache
def _treaty_names() -> re.Pattern[str]:
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(table("treaties"), key=len, reverse=True))
    return re.compile(
        rf"(?:\b{_PARTS}\s+of\s+(?:the\s+)?)?(?:\b(?P<early>{_YEAR})\s+)?(?<![\w-])(?P<name>{names})(?![\w-])"
        rf"(?P<subject>(?-i:\s+on\s+{_CAP}(?:\s+(?:and\s+)?{_CAP})*))?(?:\s+of\s+(?P<late>{_YEAR})\b|"
        rf"\s?\((?P<brackets>{_YEAR})\))?",
        re.IGNORECASE,
    )


def _treaties(text: str) -> Iterator[Citation]:
    by_lower = {name.lower(): listed for name, listed in table("treaties").items()}
    for m in _treaty_names().finditer(text):
        if not m["name"][0].isupper() and not m["name"][0].isdigit():
            continue
        name = (
            by_lower[" ".join(m["name"].lower().split())]
            + " ".join((" " + (m["subject"] or "").strip()).split(" ")).rstrip()
        )
        if m["name"].startswith("Protocol I") and "Geneva" not in text:
            continue
        if m["kind"]:
            yield from _numbered(m, m["kind"], m["parts"], name)
        else:
            start = m.start() if m["early"] else m.start("name")
            yield Citation(start, m.end(), name, m["early"] or m["late"] or m["brackets"])
    for m in _COMMON.finditer(text):
        yield Citation(m.start(), m.end(), "Geneva Conventions, common Article 3")
    for m in [*_GENERIC.finditer(text), *_NAMED_TREATY.finditer(text)]:
        # "the Convention on ... and the ... Convention": the second is found by itself
        words = re.split(
            r"(?:,|\s+and)\s+(?:the\s+)?(?=(?:[\w’'-]+\s+)*(?:Convention|Covenant|Treaty|Statute)\b)", m.group()
        )[0]
        start = m.start() + (len(words) - len(re.sub(r"^(?:The|A|An)\s+", "", words)))
        end = m.start() + len(words)
        if not _EVENTS.search(words) and not re.search(r"\bPeace\b", words) and len(words.split()) > 1:
            yield Citation(start, end, " ".join(text[start:end].split()))


def _constitutions(text: str) -> Iterator[Citation]:
    for m in _CONSTITUTION.finditer(text):
        whose = m["whose"].strip()
        yield from _numbered(
            m, m["kind"], m["parts"], f"{whose} Constitution".strip() if whose[:1].isupper() else "Constitution"
        )


def _rulings(text: str) -> Iterator[Citation]:
    for m in _RULINGS.finditer(text):
        court, ruling = m["court"] or m["court2"], (m["ruling"] or m["ruling2"]).lower()
        if "warrant" in ruling:
            continue
        dated = _RULING_DATE.match(text, m.end())
        name = f"{court}, {ruling}" + (f" of {dated['date']}" if dated else "")
        yield Citation(m.start(), dated.end() if dated else m.end(), name, m["early"])

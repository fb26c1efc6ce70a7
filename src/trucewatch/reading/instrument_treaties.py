"""The Charter, treaties, conventions, constitutions and articles of agreements, as reports cite them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from trucewatch.reading.instrument_citations import (
    CAP,
    PARAGRAPH,
    PARTS,
    PARTS_BEHIND,
    YEAR,
    Citation,
    numbered,
    tells_of,
)
from trucewatch.reading.lexicons import table

_UN_CHARTER = (
    r"(?:(?:UN|U\.N\.|United Nations|Organi[sz]ation)(?:['’]s?)?\s+(?:founding\s+)?Charter|"
    r"Charter of the (?:United Nations|UN|U\.N\.)|(?<!\w )Charter)"
)
_CHARTER = re.compile(
    rf"\b{PARTS}\s+of\s+(?:the\s+|its\s+)?(?:{_UN_CHARTER}|(?-i:Charter)\b(?!\s+of\b))|{_UN_CHARTER}(?:['’]s)?,?\s+{PARTS_BEHIND}",
    re.IGNORECASE,
)
_BARE_CHARTER = re.compile(
    r"\b(?:UN|U\.N\.|United Nations)(?:['’]s?)?\s+Charter\b|\bCharter of the (?:United Nations|UN)\b"
)
_CHAPTER = r"(?P<kind>Chapter)\s+(?P<parts>VI{1,3}|7|6|8|Seven|Six|Eight)\b"
_BARE_CHAPTER = re.compile(
    rf"\b(?:under|invoking|invokes?|invoked)\s+(?:the\s+(?:provisions|terms) of\s+)?{_CHAPTER}(?!\s+of)"
)
_CHAPTER_USED = re.compile(rf"\b{_CHAPTER}(?=\s+(?:mandate|resolution|powers?|authority|action|measures?)\b)")
_COMMON = re.compile(
    r"\bcommon article (?:3|three)\b|\barticle (?:3|three) common to the (?:four )?Geneva Conventions\b", re.IGNORECASE
)
_CONSTITUTION = re.compile(
    rf"\b(?:{PARTS}|(?P<section>sections?)\s+(?P<number>\d{{1,3}}(?:\(\d+\))?))\s+of\s+(?:the\s+|its\s+|our\s+|their\s+)?"
    rf"(?P<whose>(?:[A-Z]\w+\s+)?)constitution\b",
    re.IGNORECASE,
)
_LINK = r"(?:,?\s+(?:and|of|on|in|for|the|to|from|at|with|or|its|against|de))*"
_TITLE = rf"{CAP}(?:(?:{_LINK}\s+|,\s+(?=(?:{CAP},\s+)*{CAP}\s+and\s+{CAP})){CAP})*"
_OF_YEAR = rf"(?:\s+of\s+(?P<late>{YEAR})\b)?"
_GENERIC = re.compile(
    rf"(?:\b(?P<early>{YEAR})\s+)?\b(?P<title>(?:(?:{CAP}|UN|U\.N\.)\s+)*?(?:(?:Framework )?Convention|Covenant|Treaty|"
    rf"Statute)\s+(?:on|against|for|of|relative to|relating to|concerning)\s+(?:the\s+)?{_TITLE}){_OF_YEAR}"
)
_NAMED = re.compile(
    rf"(?:\b(?P<early>{YEAR})\s+)?\b(?P<title>(?:{CAP}\s+){{1,4}}(?:Treaty|Covenant|Convention))\b"
    rf"(?!\s+(?:Organi[sz]ation|on|of(?!\s+{YEAR})|for|against|Cent(?:er|re)|Hall|Party|[A-Z])){_OF_YEAR}"
)
_PLACED = re.compile(
    rf"(?P<title>\b(?:Protocol|Treaty|Exchange of Notes)\s+of\s+{CAP}(?:\s+(?:de\s+)?{CAP})*)"
    rf"\s+of\s+(?P<late>{YEAR})\b|"
    rf"(?P<title2>\b(?:{CAP}\s+)+(?:Protocol|Exchange of Notes))\s+of\s+(?P<late2>1[6-9]\d\d|20\d\d)\b"
)
_LOWER = re.compile(
    r"\btreaty\s+(?:of|on)\s+(?:friendship|peace|alliance|non-?aggression|commerce|neutrality|cooperation|co-operation|"
    r"partnership|mutual)(?:(?:,|,?\s+and)?\s+(?:friendship|peace|alliance|non-?aggression|commerce|navigation|neutrality|"
    r"cooperation|co-operation|partnership|assistance|defen[cs]e|security|trade))*"
)
_EVENTS = re.compile(
    r"\b(?:National|Constitutional|Constituent|Party|Republican|Democratic|Conservative|Labour|Labor|Annual|Liberal|"
    r"Baptist|Federal|Reform|Comic|Press|Peace)\s+(?:\w+\s+)?Convention\b"
)
_DEAL = (
    r"(?:agreement|accord|accords|treaty|protocol|understanding|memorandum|declaration|arrangement|pact|compact|"
    r"settlement|armistice|framework|covenant)"
)
_PART_OF_DEAL = (
    rf"(?P<kind>articles?|arts?\.|chapters?|sections?|annex(?:es)?|points?|paragraphs?|clauses?)\s+"
    rf"(?P<parts>(?:{PARAGRAPH}|[IVX]+\b(?:\s?\(\d{{1,2}}\))*|[A-Z]\b)"
    rf"(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:{PARAGRAPH}|[IVX]+\b|[A-Z]\b))*)"
)
_OF_DEAL = re.compile(
    rf"\b{_PART_OF_DEAL}\s+of\s+(?P<whole>(?:(?:the|its|that|their)\s+)?(?P<name>(?:(?-i:{CAP})\s+){{0,4}}"
    rf"(?P<noun>{_DEAL})\b(?P<subject>(?-i:\s+on\s+{_TITLE}))?))",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(
    rf"\b(?P<name>(?:{CAP}\s+){{1,4}}(?:[a-z]+\s+)?(?P<noun>(?i:{_DEAL}))\b)|"
    rf"\b(?P<placed>(?P<head>(?=[A-Z])(?i:{_DEAL}))\s+of\s+{CAP}(?:\s+{CAP})*)"
)
_NO_NAME = frozenset("The This That These Their Its A An In Under On By Both After But And New".split())


_BARE_ARTICLE = re.compile(
    rf"(?<=[^\n.][ (])[Aa]rt(?:icles?|\.)\s+(?P<number>{PARAGRAPH}|[IVX]{{1,5}}\b)(?!\d)(?!\.?\d)(?!\s+of\b)|"
    rf"(?<=\. )Article\s+(?P<first>{PARAGRAPH})(?=\s+[a-z]+)(?!\s+of\b)"
)
_CAPITAL_NOUN = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?P<noun>(?=[A-Z])(?i:{_DEAL}|convention|treaty))\b")
_CONSTITUTION_NEAR = re.compile(r"\bconstitution(?:al)?\b", re.IGNORECASE)
_PARTS_BEFORE = re.compile(rf"\b{PARTS}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_NEAR = 300
"""How many characters may lie between "Article 51" and the treaty or charter that it is of."""


def charter(text: str) -> Iterator[Citation]:
    """The Charter of the United Nations, by article and chapter where the text gives them."""
    if not tells_of(text, "charter", "chapter"):
        return
    specific = False
    for m in _CHARTER.finditer(text):
        specific = True
        yield from numbered(m, m["kind"] or m["kind2"], m["parts"] or m["parts2"], "UN Charter")
    for pattern in (_BARE_CHAPTER, _CHAPTER_USED):
        for m in pattern.finditer(text):
            yield from numbered(m, m["kind"], m["parts"], "UN Charter", start=m.start("kind"))
    if not specific:
        yield from (Citation(m.start(), m.end(), "UN Charter") for m in _BARE_CHARTER.finditer(text))


@functools.cache
def _treaty_names() -> re.Pattern[str]:
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(table("treaties"), key=len, reverse=True))
    return re.compile(
        rf"(?:\b{PARTS}\s+of\s+(?:the\s+)?)?(?:\b(?P<early>{YEAR})\s+)?(?<![\w-])(?P<name>{names})(?![\w-])"
        rf"(?P<subject>(?-i:\s+on\s+{CAP}(?:\s+(?:and\s+)?{CAP})*))?(?:\s+of\s+(?P<late>{YEAR})\b|"
        rf"\s?\((?P<brackets>{YEAR})\))?",
        re.IGNORECASE,
    )


def treaties(text: str) -> Iterator[Citation]:
    """Treaties and conventions: those listed by name, and those whose title tells that they are."""
    yield from _listed(text)
    for m in _COMMON.finditer(text):
        yield Citation(m.start(), m.end(), "Geneva Conventions, common Article 3")
    titled = tells_of(text, "convention", "covenant", "treaty", "statute")
    for m in [*_GENERIC.finditer(text), *_NAMED.finditer(text)] if titled else []:
        for cited in _titled(m):
            before = _PARTS_BEFORE.search(text[: cited.start])
            if before is None:
                yield cited
                continue
            parts = numbered(before, before["kind"], before["parts"], cited.name)
            yield from (replace(part, end=cited.end) for part in parts)
    for m in _PLACED.finditer(text):
        if m["title"]:
            yield Citation(m.start("title"), m.end(), " ".join(m["title"].split()), m["late"])
        else:  # the year is part of the name
            yield Citation(m.start("title2"), m.end(), " ".join(m.group().split()))
    for m in _LOWER.finditer(text):
        yield Citation(m.start(), m.end(), " ".join(m.group().split()))


def _listed(text: str) -> Iterator[Citation]:
    by_lower = {name.lower(): listed for name, listed in table("treaties").items()}
    for m in _treaty_names().finditer(text):
        if not m["name"][0].isupper() and not m["name"][0].isdigit():
            continue
        name = by_lower[" ".join(m["name"].lower().split())]
        if m["subject"]:
            name += " " + " ".join(m["subject"].split())
        if m["name"].startswith("Protocol I") and "Geneva" not in text:
            continue
        if m["kind"]:
            yield from numbered(m, m["kind"], m["parts"], name)
        else:
            start = m.start() if m["early"] else m.start("name")
            yield Citation(start, m.end(), name, m["early"] or m["late"] or m["brackets"])


def _titled(m: re.Match[str]) -> Iterator[Citation]:
    # "the Convention on ... and the ... Convention": the second is found by itself
    title = re.split(
        r"(?:,|\s+and)\s+(?:the\s+)?(?=(?:[\w’'-]+\s+)*(?:Convention|Covenant|Treaty|Statute)\b)", m["title"]
    )[0]
    whole = len(title) == len(m["title"])
    bare = re.sub(r"^(?:The|A|An|Under|In|This)\s+", "", title)
    if _EVENTS.search(title) or len(bare.split()) < 2:
        return
    start, end = m.start("title") + len(title) - len(bare), m.start("title") + len(title)
    if m["early"] and bare == title:
        start = m.start()
    yield Citation(
        start, m.end() if whole else end, " ".join(bare.split()), m["early"] or (m["late"] if whole else None),
        behind=not m["early"],
    )  # fmt: skip


def constitutions(text: str) -> Iterator[Citation]:
    """As in "Article 370 of the constitution"."""
    for m in _CONSTITUTION.finditer(text) if tells_of(text, "constitution") else ():
        whose = m["whose"].strip()
        name = f"{whose} Constitution".strip() if whose[:1].isupper() else "Constitution"
        if m["section"]:
            yield Citation(m.start(), m.end(), f"{name}, Section {m['number']}")
        else:
            yield from numbered(m, m["kind"], m["parts"], name)


def articles(text: str) -> Iterator[Citation]:
    """As in "Article 4 of the Turku agreement"; "the agreement" takes the one full name that the text gives."""
    for m in _OF_DEAL.finditer(text):
        if m["kind"].lower().startswith("ch"):
            continue
        name = " ".join((m["name"]).split())
        if len(name.split()) == 1:
            name = _full_name(text, m["noun"]) or name
        yield from numbered(m, m["kind"], m["parts"], name)


def _full_name(text: str, noun: str) -> str | None:
    """The name that stands before a noun most often in a text ("Graz Protocol" for "the Protocol")."""
    found: Counter[str] = Counter()
    for m in _FULL_NAME.finditer(text):
        name = m["placed"] or _without_lead(m["name"])
        if name is not None and (m["noun"] or m["head"]).lower() == noun.lower():
            found[name] += 1
    return found.most_common(1)[0][0] if found else None


def bare_articles(text: str, named: Sequence[Citation]) -> Iterator[Citation]:
    """As in "Article 51" beside "the UN Charter": an article of what the paragraph names as charter or treaty.

    Args:
        text: the report.
        named: the charter and treaties that it cites.
    """
    bare = list(_BARE_ARTICLE.finditer(text))
    whole = _one_whole(text) if bare else None
    for m in bare:
        if any(c.start <= m.start() < c.end for c in named):
            continue
        near = [c for c in named if abs(c.start - m.start()) <= _NEAR and "\n" not in text[slice(*_between(c, m))]]
        of = min(near, key=lambda c: abs(c.start - m.start())).name.split(",")[0] if near else whole
        if of is None or _CONSTITUTION_NEAR.search(text[max(0, m.start() - _NEAR) : m.end() + _NEAR]):
            continue
        number = re.sub(r"\s+", "", m["number"] or m["first"])
        yield Citation(m.start(), m.end(), f"{of}, Article {number}")


def _one_whole(text: str) -> str | None:
    """The agreement by name that a text speaks of most, of which a bare "Article 4" is; None where none has a name."""
    found: Counter[str] = Counter()
    for m in _FULL_NAME.finditer(text):
        if (name := m["placed"] or _without_lead(m["name"])) is not None:
            found[name] += 1
    if not found:
        found.update(m["noun"] for m in _CAPITAL_NOUN.finditer(text))
    return found.most_common(1)[0][0] if found else None


def _without_lead(name: str) -> str | None:
    words = name.split()
    while words and words[0] in _NO_NAME:
        words.pop(0)
    return " ".join(words) if len(words) > 1 and words[0][0].isupper() else None


def _between(cited: Citation, m: re.Match[str]) -> tuple[int, int]:
    return min(cited.start, m.start()), max(cited.start, m.start())

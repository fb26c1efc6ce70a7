"""Named agreements, acts and decrees that a report cites as law: what is done under, or in breach of, the Lund accord.

An agreement that is only told of (signed, hailed, near collapse) is no instrument; the words around its name tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.reading.instrument_citations import CAP, MONTH, YEAR, Citation

DEAL_NOUN = (
    r"(?:[Aa]greements?|[Aa]ccords?|[Tt]reat(?:y|ies)|[Pp]rotocols?|[Mm]emorand(?:um|a)(?: of [Uu]nderstanding)?|"
    r"[Pp]acts?|[Cc]onventions?|[Cc]ovenants?|[Dd]eclaration|[Ff]ramework|[Uu]nderstanding|[Aa]rmistice|[Cc]ompact)"
)
_KIND = (
    r"(?:peace|border|boundary|friendship|armistice|ceasefire|cease-fire|colonial|defen[cs]e|air|arms|missile|nuclear|"
    r"partition|disengagement|security|test-ban|arms-control|non-aggression|non-proliferation|extradition|fisheries|"
    r"water|trade|refugee|framework|interim|power-sharing)"
)
_NAME = (
    rf"(?P<title>(?:{CAP}(?:['’]s)?(?:[-–]{CAP})?\s+){{1,4}}(?:{_KIND}\s+){{0,2}}{DEAL_NOUN}"
    rf"(?:\s+(?:on|of)\s+(?!{MONTH}\b){CAP}(?:(?:,|\s+and|\s+of|\s+the)*\s+{CAP})*)?)"
)
_PLAIN = (
    rf"(?P<plain>(?:{_KIND}\s+){{1,2}}{DEAL_NOUN}|"
    rf"[a-z]{{4,}}\s+(?:treat(?:y|ies)|conventions?|protocols?)(?=\s+of\s+{YEAR}))"
)
_NAMED = re.compile(
    rf"(?:\b(?P<early>{YEAR})(?:['’]s)?\s+)?\b(?:{_NAME}|{_PLAIN})\b(?:\s+of\s+(?:\d{{1,2}}\s+)?(?:{MONTH}\s+)?(?P<late>{YEAR})\b)?"
)
_BOUND = (
    r"(?:violat(?:e|es|ed|ing|ions? of)|break(?:s|ing)?|broke|broken|breach(?:es|ed|ing)?(?: of)?|infring\w+(?: on)?|"
    r"contraven\w+(?: of)?|flout\w*|in (?:line|accordance|keeping|conformity|compliance) with|in (?:defiance|violation|"
    r"breach|contravention|pursuance) of|contrary to|pursuant to|inconsistent with|incompatible with|"
    r"(?:barred|banned|forbidden|prohibited|guaranteed|bound|obliged|protected)(?:\s\w+)? (?:by|under|in)|rights under|"
    r"obligations (?:under|of)|letter of|compl(?:y|ies|ied|iance|ying) with|invok\w+|citing|cites|cited|"
    r"signator(?:y|ies) (?:to|of)|part(?:y|ies) to|guarantors? of)"
)
_GIVEN = (
    r"(?:under|"
    r"as (?:required|provided|stipulated|laid down|called for|set out|foreseen|specified|defined|prescribed)"
    r"(?: for)? (?:by|in|under)|(?:required|mandated|permitted|allowed|governed|entitled|imposed|established|created|"
    r"set up|"
    r"fixed|drawn)(?:\s\w+)? (?:by|under|in)|terms of|provisions? of|abid\w+ by|according to)"
)
_LEAD = rf"\s+(?:the\s+|its\s+|their\s+|that\s+|an?\s+)?(?:terms of the\s+|provisions of the\s+)?(?:{YEAR}\s+)?$"
_BOUND_BEFORE = re.compile(rf"\b{_BOUND}{_LEAD}", re.IGNORECASE)
_GIVEN_BEFORE = re.compile(rf"\b{_GIVEN}{_LEAD}", re.IGNORECASE)
_LAW_BEHIND = re.compile(
    r"(?:,? (?:which|that))?\s+(?:also\s+)?(?:provides?|provided|stipulate[sd]?|requires?|required|"
    r"prohibit(?:s|ed)?|bans?|banned|forbids?|obliges?|obliged|guarantees?|guaranteed|allows?|allowed|permits?|permitted|bars?|barred|entitles?|"
    r"sets?|limits?|demarcates?|defines?|gives?|gave|says?|states?|commits?|calls? for|called for)\b"
)
_ACT = re.compile(
    rf"\b(?:(?P<early>{YEAR})\s+)?(?P<title>(?:{CAP}\s+(?:(?:and|of|on|for)\s+(?:the\s+)?)?){{1,7}}Act)\b"
    rf"(?:\s+of\s+(?P<late>{YEAR})\b|(?!\s+of\b|\s+[A-Z]))"
)
_DECREE = re.compile(
    rf"\b(?P<title>(?:{CAP}\s+){{0,2}}[Dd]ecree)\s+(?:[Nn]o\.?\s*|[Nn]umber\s+)?(?P<number>\d{{1,4}}(?:/\d+)?)\b"
    rf"(?:\s+of\s+(?P<year>{YEAR})\b)?"
)
_NO_NAME = frozenset(
    "The This That These Those Their Its His Her Our A An In Under On By Both After Before But And New Any No Such "
    "January February March April May June July August September October November December "
    "Each Since With Following Despite Although While When If As Per Of For To From Signing Violating Citing".split()
)
_NO_LAW = frozenset("Balancing Class Sister Last First Second Third Final Opening One Clean Warm Riot".split())


def deals(text: str) -> Iterator[Citation]:
    """Named agreements where they are cited as law; acts and decrees by name or number."""
    for m in _NAMED.finditer(text):
        cited = _cited(m)
        if cited is None:
            continue
        before, behind = text[max(0, cited.start - 60) : cited.start], text[m.end() : m.end() + 40]
        is_given = _GIVEN_BEFORE.search(before) or _LAW_BEHIND.match(behind)
        is_dated = cited.year is not None and (is_given or not cited.behind or m["plain"])
        if _BOUND_BEFORE.search(before) or is_dated:
            yield cited
    for m in _ACT.finditer(text):
        words = m["title"].split()
        first = next((n for n, word in enumerate(words) if word not in _NO_NAME), len(words))
        title = " ".join(words[first:])
        if len(words) - first < 2 or words[first] in _NO_LAW:
            continue
        start = m.end("title") - len(m["title"]) + m["title"].index(words[first])
        yield Citation(
            m.start() if m["early"] and not first else start,
            m.end(),
            title,
            m["early"] or m["late"],
            behind=not m["early"],
        )
    for m in _DECREE.finditer(text):
        yield Citation(m.start(), m.end(), f"{' '.join(m['title'].split())} {m['number']}", m["year"])


def _cited(m: re.Match[str]) -> Citation | None:
    """The name without the words before it that belong to the sentence; None where no name is left."""
    group = "title" if m["title"] else "plain"
    words = m[group].split()
    first = next((n for n, word in enumerate(words) if word not in _NO_NAME), len(words))
    kept = words[first:]
    dated = m["early"] if not first else None
    year = dated or m["late"]
    if len(kept) < 2 or (group == "plain" and year is None):  # "the peace agreement" of no year is no name
        return None
    start = m.start(group) + sum(len(w) for w in re.split(r"(?<=\s)(?=\S)", m[group])[:first])
    return Citation(m.start() if dated else start, m.end(), " ".join(kept), year, behind=m["late"] is not None)

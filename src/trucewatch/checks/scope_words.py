"""What a number is told of: a whole ("throughout the country", "on both banks") or one place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from trucewatch.checks.counts import Count
from trucewatch.vocabulary.passage import Passage

Width = Literal["nation", "whole", "area", "spot", "span", "moment"]
"""How wide a scope is: a country; all places of a kind or all of an area; an area; one place; a span; a day."""

_AREAS = (
    "province|governorate|district|region|county|territory|valley|basin|zone|peninsula|delta|canton|prefecture|"
    "department|municipality|commune|diocese|parish|estuary|hills|highlands|lowlands|coast|bank|plain|sector"
)
_NATIONS = "country|nation|republic|kingdom|federation|archipelago|state|island"
_SPOTS = (
    "towns?|village|prison|camp|mill|school|hospital|compound|stadium|quarter|port|harbour|barracks|jail|"
    "gaol|fort|market|"
    "street|square|monastery|church|mosque|hall|factory|settlement|hamlet|suburb|depot|base|garrison|house|building|"
    "ward|quay|ford|pass|road|gorge|lock|dam|station|bay|bend|stretch|wing|block|clinic|airfield|crossing|"
    "bridge|ferry|checkpoint|post|farm|mine|quarry|warehouse|"
    "neighbou?rhood|borough|city|capital|cell"
)
_PLURALS = (
    "prisons|jails|gaols|camps|towns|villages|cities|districts|provinces|regions|counties|states|islands|valleys|"
    "schools|hospitals|cantons|governorates|sites|banks|sides|parties|fronts|sectors|armies|depots|parishes|"
    "municipalities|quarters|places|crossings|barracks|shores|territories|communes|wards|clinics|halves"
)
_SOME = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_NATION = re.compile(
    rf"\b(?:nation-?wide|country-?wide|(?:in|across|throughout|over|of) (?:all (?:of )?)?(?:the|this|our) "
    rf"(?:whole |entire )?(?:of the )?(?:{_NATIONS})(?: as a whole)?|the length and breadth of [^,.;]{{3,30}}|"
    rf"the country over|the world over|up and down the \w+|whole (?:of the )?(?:{_NATIONS}))\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?:\w+-wide|everywhere|throughout|(?:taken|put|added|lumped) together|(?:as|taken as) a whole|"
    rf"(?:the|its|their|our) (?:whole|entire|entirety)(?: of)?|all (?:over|across|of)|"
    rf"(?:both|all|every one of)(?: of)? (?:(?:the|its|their|our) )?(?:{_SOME} )?(?:\w+ )?(?:{_PLURALS})|"
    rf"(?:in|of|from|across|at|on|for|over) (?:the|its|their|our|all) (?:{_SOME} )(?:\w+ )?(?:{_PLURALS})|"
    rf"(?:either|every) (?:side|bank|camp|prison|district|province|village|town|sector)|combined|"
    rf"between them|(?:from )?(?:one )?end to (?:the other )?end|"
    rf"the {_SOME} (?:\w+ )?(?:{_PLURALS})(?: together)?)\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    rf"\b(?:in|of|across|over|for|from|on|to) (?:the )?(?:[A-Z]\w+ |\w+ern |left |right |north |south |"
    rf"east |west |river )?"
    rf"(?:{_AREAS})\b",
)
_SPOT = re.compile(
    rf"\b(?:[Ii]n|[Oo]f|[Aa]t|[Ii]nside|[Ff]rom|[Oo]n|[Ww]ithin|[Aa]long|[Tt]o|left|fled|hit|struck|reached|"
    rf"entered|outside) "
    rf"(?:(?:the|this|that|his|her|its|our|one|a single|my) (?:[\w-]+ )?(?:{_SPOTS}|bank|"
    rf"front line)\b(?: (?:of|at|in) [A-Z]\w+)?"
    rf"|(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?: (?:{_SPOTS}|{_AREAS})\b)?)"
    rf"|\b(?:one|a single|(?:larg|bigg|old|small|near|young|new|rich|poor)est|first|last|northernmost) (?:\w+ )?"
    rf"(?:of (?:these|them|the|its|those)|{_SPOTS}|sector)\b|\b[A-Z]\w+ (?:{_SPOTS}|sector)\b|\balone\b"
    rf"|\b(?:[A-Z][\w’'-]+|[Tt]he (?:\w+ )?(?:{_SPOTS})) (?:has|had|holds|held|houses|shelters|lost|saw|"
    rf"keeps|counts)\b"
    rf"|\bby (?:the )?[A-Z]\w+|\b[A-Z]\w+, (?:an?|one|the) (?:\w+ ){{0,2}}(?:{_SPOTS})\b"
    rf"|\bThe (?:[\w-]+ )?(?:{_SPOTS})\b|\bat the \w+ of [A-Z]\w+"
)
_TIME = r"(?:day|night|week|month|hour|morning|afternoon|evening|weekend|\w+day|[A-Z][a-z]{2,8})"
_SPAN = re.compile(
    r"\b[Ss]ince (?!then)(?:the |last |\d)?\w+|\b(?:[Ss]o far|[Aa]ll) this year\b|"
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring) (?:the (?:past|last|whole) |all )?(?:the )?(?:\w+ )?(?:weeks|months|years|war)\b"
)
_MOMENT = re.compile(
    rf"\b(?:[Oo]n |[Ii]n )?(?:the |that |this |last )?(?:\w+ )?{_TIME} alone\b|\b[Ii]n (?:a single|one|"
    rf"just one) {_TIME}\b"
)
WIDE = re.compile(rf"{_NATION.pattern}|{_WHOLE.pattern}|{_AREA.pattern}|{_SPAN.pattern}", re.IGNORECASE)
"""Words of any scope but a place: a sign that a number near them may be that of a whole."""
WIDE_HOLDS = (
    *_NATIONS.split("|"),
    *_AREAS.split("|"),
    *_PLURALS.split("|"),
    *("wide", "length and breadth", "world over", "up and down the", "everywhere", "throughout", "together", "whole"),
    *("entire", "all over", "all across", "all of", "either ", "every ", "combined", "between them", "end to "),
    *("since", "this year", "weeks", "months", "years", "war"),
)
"""Stretches in lower case one of which lies in whatever `WIDE` matches."""

_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|(?:Red Cr|United Nat)"
)
_BREAK = re.compile(r"[;]|\b(?:\d[\d,]*|of whom|but|while|whereas)\b")
_NAMED_AREA = re.compile(rf"\b(?:{_AREAS}|{_NATIONS})\b", re.IGNORECASE)
_OF_TIME = ("span", "moment")
_STRONG = 20  # characters that a word for a whole may stand farther off than one for a place
_REACH = 110  # characters between a number and the words for its scope


class Scope(NamedTuple):
    """How wide a count is told, and the words that say so with the count."""

    width: Width
    words: str
    passage: Passage


def scopes_of(text: str, count: Count, sentence: Passage) -> Iterator[Scope]:
    """The scopes of place and of time told nearest to a count in its sentence, no other number between."""
    found = sorted(_scopes(text, count, sentence), key=lambda f: f[:2])
    for held in ([f for f in found if f[2] not in _OF_TIME], [f for f in found if f[2] in _OF_TIME]):
        for _, _, width, m in held[:1]:
            yield Scope(width, m[0], Passage.of(text, min(count.start, m.start()), max(count.end, m.end())))


def _scopes(text: str, count: Count, sentence: Passage) -> Iterator[tuple[int, int, Width, re.Match[str]]]:
    first, last = max(sentence.start, count.start - _REACH), min(sentence.end, count.end + _REACH)
    kinds: tuple[tuple[Width, re.Pattern[str]], ...] = (
        ("nation", _NATION),
        ("whole", _WHOLE),
        ("area", _AREA),
        ("moment", _MOMENT),
        ("spot", _SPOT),
        ("span", _SPAN),
    )
    for rank, (width, pattern) in enumerate(kinds):
        for m in pattern.finditer(text, first, last):
            between = text[min(m.end(), count.end) : max(m.start(), count.start)]
            if m.end() > count.start and m.start() < count.end:
                continue
            if _BREAK.search(between) or (width == "spot" and _MONTH.match(m[0].split(maxsplit=1)[-1])):
                continue
            widened: Width = "area" if width == "spot" and _NAMED_AREA.search(m[0]) else width
            yield len(between) - (_STRONG if rank < 2 else 0), rank, widened, m

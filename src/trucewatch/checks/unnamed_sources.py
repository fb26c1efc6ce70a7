"""Words by which a report says that a source is not named."""

from __future__ import annotations

import re

from trucewatch.checks.report_sentences import number_at, sentences_of

_SIGNS = (
    "name", "identified", "quoted", "be known", "left out", "withheld", "anonym", "source", "on background",
    "off the record", "attribution", "familiar with", "insider",
)  # fmt: skip
_END = r"(?=\s*(?:[.,;:”\"’')]|$|because|since|for\b|as s?he|said|told|when|while|in (?:line|order)))"
_CONDITION = r"(?:not|n['’]t|nor|neither|none|without|ask(?:ed|ing)|declin\w+|refus\w+|unwilling|if|before)"
_NOT_TO_BE_NAMED = re.compile(
    rf"\b{_CONDITION} (?:[\w’'-]+ ){{0,5}}?(?:named|identified|quoted|name (?:not )?be (?:used|given|printed)|"
    rf"name used|be known|left out|name (?:is|was|were) not used|(?:his|her|their|a) names?){_END}",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"\b(?:anonym(?:ity|ous|ously)|unnamed|unidentified|on background|off the record|not for attribution|"
    r"name (?:[\w’'-]+ ){0,3}(?:withheld|left out|kept)|(?:people|persons?|someone|"
    r"somebody) (?:[\w’'-]+ )?familiar with|insiders?)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:(?:a|one|another|two|three|several|the) (?:[\w’'-]+ ){0,3}sources?(?: [\w’'-]+){0,5}? (?:said|says|told|"
    r"close|familiar)|sources (?:said|say|told|close|in|at|within)|(?:security|military|diplomatic|government|"
    r"intelligence|rebel|local|informed|well-placed|army|political|palace|police|cabinet) sources?\b|"
    r"[\w’'-]+ sources$)",
    re.IGNORECASE,
)


_ROLES = (
    r"(?:officials?|diplomats?|aides?|advis[eo]rs?|insiders?|delegates?|officers?|negotiators?|functionar(?:y|ies)|"
    r"bureaucrats?|envoys?)"
)
_SOME = re.compile(
    rf"^(?:an?|one|two|three|four|some|several|senior|foreign|western|unnamed) (?:[\w’'-]+ ){{0,3}}?{_ROLES}\b",
    re.IGNORECASE,
)

_BY_SOME = re.compile(
    rf"\b(?:by|from|to|cit\w+|quot\w+) (?:an?|one|two|three|four|some|several) (?:[\w’'-]+ ){{0,3}}?{_ROLES}\b",
    re.IGNORECASE,
)


def is_some_role(mention: str) -> bool:
    """Is a speaker told of only as one of many: "a senior official", "two Western diplomats"?"""
    return _SOME.search(mention.strip()) is not None


def is_unnamed(words: str) -> bool:
    """Do these words give something to a source without a name?"""
    return any(form.search(words) for form in (_BY_SOME, _NOT_TO_BE_NAMED, _NAMELESS, _SOURCES))


def sentences_of_unnamed(text: str) -> frozenset[int]:
    """The numbers of the sentences of a text that speak of a source without a name."""
    plain = text.lower()
    numbers: set[int] = set()
    for sign in _SIGNS:
        at = plain.find(sign)
        while at >= 0:
            numbers.add(number_at(text, at))
            at = plain.find(sign, at + len(sign))
    return frozenset(number for number in numbers if is_unnamed(sentences_of(text)[number].text))

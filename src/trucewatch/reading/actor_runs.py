"""Runs of proper nouns: where a name begins and ends, with particles, hyphens and short words inside it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import text_of

_SMALL = frozenset("of for the and de del la para in on".split())
_PARTICLES = frozenset("al el bin ibn ben abu de da dos del der van von la le -".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas ramadan ramazan eid easter god islam muslim christian "
    "jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec. "
    "federal resolution resolutions article articles chapter session agencies "
    "mon mon. tue tue. tues. wed wed. thu thu. thurs. fri fri. sat sat. sun sun. gmt utc i".split()
)
_DATELINE = re.compile(
    r"^[ \t]*(?:DATELINE[=:] ?)?[A-Z][A-Z .'’/-]{2,40}"
    r"(?:(?:,[^\n–—(-]{0,40})?[ \t]*(?:\([^)\n]{0,40}\)[ \t]*)?(?:[–—]|--?)[ \t]|\.[ \t]+(?=[A-Z\"“][a-z])|$)",
    re.MULTILINE,
)
_OPENING = 1200  # characters in which a dateline can stand: behind headline, byline and notes to editors


def in_dateline(token: Token) -> bool:
    """Stands a word in the dateline ("PORT ANSEL, March 3 (Wire) - "), or in a line in capitals before the text?"""
    return any(start <= token.idx < end for start, end in _datelines(text_of(token.doc)[:_OPENING]))


def dateline_towns(text: str) -> list[tuple[int, int]]:
    """Where the town in capitals that opens a dateline stands, up to the comma, bracket or dash behind it."""
    found = (_TOWN.match(text, *span) for span in _datelines(text[:_OPENING]) if _TOWN_ENDS.search(text, *span))
    return [match.span("town") for match in found if match is not None]


_TOWN = re.compile(r"[ \t]*(?:DATELINE[=:] ?)?(?P<town>[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2})(?=,| [(–—-])")
_TOWN_ENDS = re.compile(r"(?:[–—]|--?)[ \t]$")


@functools.lru_cache(maxsize=8)
def _datelines(opening: str) -> tuple[tuple[int, int], ...]:
    return tuple(m.span() for m in _DATELINE.finditer(opening))


def proper_runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside known names and titles, with particles and hyphens inside."""
    i = 0
    while i < len(doc):
        if not is_proper(doc[i]) or i in taken:
            i += 1
            continue
        j = i + 1
        while j < len(doc) and j not in taken:
            if is_proper(doc[j]) or _joins(doc, j, taken):
                j += 1
            else:
                break
        yield i, j
        i = j


def is_proper(token: Token) -> bool:
    """Is the token part of a name, not a title, a side noun or a month?"""
    if not token.text[:1].isupper() or token.is_punct:
        # "m23", "al-Hadi": a lower-case token is proper only as the recogniser's person or organisation
        return (
            token.text[:1].isalpha()
            and token.text[:1].islower()
            and token.pos_ == "PROPN"
            and token.ent_type_ == "PERSON"
        )
    low = token.lower_
    if (token.i and token.doc[token.i - 1].lower_.rstrip(".") in _COURTESY) or _is_realm_of(token):
        return True  # "Mr Major" is a person, whatever the word means elsewhere
    singular = low.removesuffix("s")
    if low in _CALENDAR or _has_lower_prefix(token) or _opens_rank(token) or _opens_with_count(token):
        return False
    if low in words("office_nouns") or singular in words("office_nouns"):
        return False
    if singular in words("side_nouns") and not _has_proper_neighbour(token):
        return False
    if low in words("title_words") and not _is_title_in_name(token):
        return False
    if token.pos_ == "PROPN":
        return True
    return (
        token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}
        and token.pos_ in {"NOUN", "ADJ", "X", "ADV", "VERB"}
        and not (token.is_sent_start and token.pos_ in {"ADV", "VERB"})
    )


_COURTESY = frozenset("mr mrs ms miss dr sir lord dame".split())
_ALSO_IN_NAMES = frozenset(
    "defence defense opposition army rebel political military state justice information high".split()
)


def _opens_rank(token: Token) -> bool:
    """The "Rear" of "Rear Admiral"."""
    return token.lower_ == "rear" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "admiral"


def _opens_with_count(token: Token) -> bool:
    """The "Thirteen" of "Thirteen soldiers" at the head of a sentence or behind a dateline: a count, and no name."""
    if not token.like_num or token.i + 1 >= len(token.doc) or not token.nbor().text[:1].islower():
        return False
    return token.is_sent_start or (token.i > 0 and token.nbor(-1).text in {"-", "--", "–", "—"})


_PEOPLES = frozenset({"People", "Peoples", "Workers", "Women", "Farmers"})
_REALMS = frozenset("Republic Kingdom Emirate Sultanate Principality Duchy".split())


def _is_realm_of(token: Token) -> bool:
    """The "Republic" of "Republic of Ruritania"."""
    if token.text not in _REALMS or token.i + 2 >= len(token.doc) or token.nbor().text != "of":
        return False
    named = token.nbor(2)
    return named.text[:1].isupper() and named.pos_ == "PROPN"


def _is_title_in_name(token: Token) -> bool:
    """The "Defence" of "Valley Defence League", not that of "Ruritanian Defence Minister"."""
    if token.lower_ not in _ALSO_IN_NAMES or not token.i or not is_proper(token.nbor(-1)):
        return False
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return behind not in words("office_nouns")


def _has_proper_neighbour(token: Token) -> bool:
    """The "Army" of a longer name, not the capitalised "Government" of official prose."""
    before = token.doc[token.i - 1] if token.i else None
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return any(t is not None and t.pos_ == "PROPN" and t.text[:1].isupper() for t in (before, after))


def _has_lower_prefix(token: Token) -> bool:
    """The "Ruritanian" of "pro-Ruritanian" names no actor."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return False
    return token.nbor(-2).lower_ in {"pro", "anti", "non", "ex", "post", "pre"}


def _joins(doc: Doc, j: int, taken: set[int]) -> bool:
    """A particle, hyphen, possessive or "of" between two proper nouns of one name."""
    if j + 1 >= len(doc) or j + 1 in taken or not is_proper(doc[j + 1]):
        return False
    low = doc[j].lower_
    same_entity = doc[j].ent_iob_ == "I" and doc[j + 1].ent_iob_ == "I"
    if low == "of" and _is_realm_of(doc[j - 1]):
        return True
    if low in {"'s", "’s"} and doc[j - 1].text in _PEOPLES and doc[j + 1].text[:1].isupper():
        return True  # "Island People's Front"
    if low in _PARTICLES:
        return low != "-" or (not doc[j - 1].whitespace_ and not doc[j].whitespace_)
    return same_entity and (low in _SMALL or low in {"'s", "’s", "&"})


def form_of(doc: Doc, first: int, last: int) -> str:
    """The words of a name without line breaks and possessive ending."""
    text: str = doc[first:last].text
    return _POSSESSIVE.sub("", _SPACES.sub(" ", text)).strip()


_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")


def key_of(doc: Doc, first: int, last: int) -> str:
    """The form without case."""
    return form_of(doc, first, last).casefold()

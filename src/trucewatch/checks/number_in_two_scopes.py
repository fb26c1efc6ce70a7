"""Pairs of passages of one report that give one number, of one thing, to a whole and to a place in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from trucewatch.checks.counts import Count, first_word, is_person, numbers_in, singular
from trucewatch.checks.number_sentences import sentences_naming, sentences_with
from trucewatch.checks.scope_words import WIDE, WIDE_HOLDS, Scope, scopes_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage

_Told = tuple[Count, Scope, Passage]

_GRANTED = re.compile(
    r"\b(?:all of (?:them|whom)|every one of (?:them|whom)|each of (?:them|whom)|all (?:the )?\d[\d,]* |"
    r"none (?:elsewhere|outside|in any other)|"
    r"nowhere else|no other|only place|only one|arriv\w+|brought|taken to|moved|transferr\w+|sent to|flown|buried|"
    r"the same (?:number|figure|\d[\d,]*)|as many|another|the others?|likewise|coinciden\w+|by chance|"
    r"wrong\w*|mistak\w+|capacity|room for|elsewhere)\b",
    re.IGNORECASE,
)
_BARE_DEED = re.compile(
    r"\b(?:dead|killed|displaced|wounded|injured|missing|prisoners|captives|detainees|"
    r"refugees)\b"
)
_SMALL = frozenset("in of across over for from on to the".split())
_LARGER = frozenset("province governorate region territory".split())
_TIMES = frozenset("second minute hour day night week month year time o'clock round side step".split())
_BACK = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|[Hh]is|[Tt]heir|[Ii]ts|[Hh]er)(?: of)? \Z")
_SHARED = 2  # words around both numbers that must be shared where the wide scope is only an area
_FEW = 3
_LEAST = 10  # a smaller number comes up twice by chance, unless much else is shared
_LARGE = 100  # from here on one number twice is hardly chance
_REACH = 150  # characters between a number and the words for its scope, at most


def in_two_scopes(text: str) -> Iterator[tuple[Count, Scope, Scope]]:
    """Each number once, with the wide and the narrow scope that it is given."""
    wide: defaultdict[float, list[_Told]] = defaultdict(list)
    for sentence in sentences_with(text, WIDE, within=_REACH, holding=WIDE_HOLDS):
        for told in _told(text, sentence):
            if told[1].width not in ("spot", "moment"):
                wide[told[0].number or 0].append(told)
    printed = {first_word(told[0]) for held in wide.values() for told in held}
    done: set[float] = set()
    for sentence in sentences_naming(text, printed) if printed else ():
        for told in _told(text, sentence):
            for other in wide.get(told[0].number or 0, ()):
                if (told[0].number or 0) not in done and _is_one_number(text, other, told):
                    done.add(told[0].number or 0)
                    yield told[0], other[1], told[1]


def _told(text: str, sentence: Passage) -> Iterator[_Told]:
    for count in numbers_in(text, sentence.start, sentence.end):
        if (count.number or 0) >= _FEW and count.noun not in _TIMES:
            for scope in scopes_of(text, count, sentence):
                yield count, scope, sentence


def _is_one_number(text: str, wide: _Told, narrow: _Told) -> bool:
    """Is one number told of a whole and of a place in it, without a word that grants it?"""
    (one, whole, first), (other, place, second) = wide, narrow
    if one.start == other.start or _is_known(text, one, other) or not _is_within(whole, place):
        return False
    nouns = [_thing(text, *each) for each in ((one, first), (other, second))]
    if nouns[0] and nouns[1] and nouns[0] != nouns[1] and not (is_person(nouns[0]) and is_person(nouns[1])):
        return False
    clauses = [text[max(s.start, c.start - 70) : min(s.end, c.end + 90)] for c, s in ((one, first), (other, second))]
    if any(_GRANTED.search(words) for words in clauses):
        return False
    shared = {w[:4] for w in content_words(clauses[0])} & {w[:4] for w in content_words(clauses[1])}
    shared -= {w[:4] for w in content_words(one.shown)} - {n[:4] for n in nouns}
    if (one.number or 0) < _LEAST:
        return False
    if whole.width == "area":
        return len(shared) >= _SHARED and first != second
    return bool(shared) or ((one.number or 0) >= _LARGE and bool(nouns[0] and nouns[1]))


def _is_known(text: str, one: Count, other: Count) -> bool:
    """Does the later of two counts speak of those counted before: "the 112 bakeries asked ..."?"""
    return _BACK.search(text, max(0, max(one.start, other.start) - 12), max(one.start, other.start)) is not None


def _thing(text: str, count: Count, sentence: Passage) -> str:
    """What is counted: the noun behind the number, else a word for people that is near."""
    if count.noun:
        return count.noun
    found = list(_BARE_DEED.finditer(text, max(sentence.start, count.start - 60), min(sentence.end, count.end + 60)))
    return singular(min(found, key=lambda m: abs(m.start() - count.start))[0]) if found else ""


def _is_within(whole: Scope, place: Scope) -> bool:
    """Is the second scope narrower than the first, and not the same by its words?"""
    if "span" in (whole.width, place.width) or "moment" in (whole.width, place.width):
        return (whole.width, place.width) == ("span", "moment")
    ranks = {"nation": 3, "whole": 2, "area": 1, "spot": 0}
    if whole.width == "whole" and place.width == "area":
        return not content_words(whole.words) & content_words(place.words)
    if whole.width == place.width == "area":
        kinds = [set(re.findall(r"[a-z]+", scope.words)) for scope in (whole, place)]
        return not kinds[0] & kinds[1] - _SMALL and ("alone" in place.passage.text or bool(kinds[0] & _LARGER))
    if place.width in ("nation", "whole") or ranks[whole.width] <= ranks[place.width]:
        return False
    names = set(re.findall(r"\b[A-Z][\w’-]+", place.words)) - {"In", "At", "Of", "On", "From"}
    return not (names and names <= set(re.findall(r"\b[A-Z][\w’-]+", whole.passage.text)))

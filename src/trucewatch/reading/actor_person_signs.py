"""Signs that a name is a person's: titles, ages, what is apposed to it, "who", and verbs of saying."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import sentence_of

SURELY_A_PERSON = 5
"""Strength from which a name is a person's whatever the entity recogniser takes it for."""

_NO_TITLE = frozenset("head source chair speaker monitor observer witness resident founder analyst doctor".split())
_COPULAS = frozenset("is was be remains named called".split())
_KNOWN_AS = frozenset("known called named nicknamed dubbed".split())
_APPOSED_WITHIN = 9  # tokens behind a name in which the noun of an office apposed to it stands
_OLDEST = 110


def is_title(token: Token) -> bool:
    """May a person's name follow it at once ("Gen.", "spokeswoman")?"""
    return token.lower_ in words("title_words") or token.lower_ in words("office_nouns") - {"head", "source"}


def signs_of_person(doc: Doc, first: int, last: int) -> int:
    """How strongly the words beside a name say that it is a person's; 5 and more is sure."""
    name = doc[first:last]
    if first and is_title(doc[first - 1]):
        return SURELY_A_PERSON
    before = doc[first - 1].lower_ if first else ""
    if before == "the" or name.text.isupper():
        return 0
    if _has_age(doc, last) or _is_office_before(doc, first, last):
        return SURELY_A_PERSON
    if last - first > 1 and (_is_office_behind(doc, last) or _is_told_of_by_who(doc, first, last)):
        return SURELY_A_PERSON
    return SURELY_A_PERSON if _is_office_behind(doc, last) and _is_office_by_article(doc, last) else 0


def _has_age(doc: Doc, last: int) -> bool:
    """Such as "Anna Berg, 54, said"."""
    if last + 2 >= len(doc) or doc[last].text != "," or doc[last + 2].text not in {",", ".", ";", ")"}:
        return False
    age = doc[last + 1].text
    return age.isdigit() and 9 < int(age) < _OLDEST


def _is_office_before(doc: Doc, first: int, last: int) -> bool:
    """Such as "its director, Anna Berg, said", "whose chairman is Anna Berg", "a commander known as Berg"."""
    if first < 2:
        return False
    if doc[first - 1].text == "," and last < len(doc) and doc[last].text in {",", ".", ";", ")", "—", "–"}:
        return _ends_in_office(doc, first - 1)
    if doc[first - 1].lower_ in _COPULAS:
        return is_person_office(doc[first - 2])
    return doc[first - 1].lower_ == "as" and doc[first - 2].lower_ in _KNOWN_AS and is_person_office(doc[first - 3])


def _ends_in_office(doc: Doc, comma: int) -> bool:
    """Ends the phrase before a comma in an office, or in an office and what it is of?"""
    if is_person_office(doc[comma - 1]):
        return doc[comma - 1].tag_ not in {"NNS", "NNPS"} or "of its" in doc[max(comma - 4, 0) : comma].text
    for token in doc[max(comma - 7, sentence_of(doc[comma]).start) : comma]:
        if is_person_office(token) and token.tag_ == "NN" and token.i + 1 < comma:
            return doc[token.i + 1].lower_ in {"of", "for", "at", "in"} and not _has_verb(doc[token.i : comma])
    return False


def _is_office_behind(doc: Doc, last: int) -> bool:
    """Such as "Anna Berg, the party's chief negotiator"."""
    if last + 2 >= len(doc) or doc[last].text not in {",", "("}:
        return False
    behind = doc[last + 1 : last + 1 + _APPOSED_WITHIN]
    for token in behind:
        if token.is_punct and token.text not in {"-", "’"}:
            return False
        if token.pos_ in {"VERB", "AUX"} or token.lower_ in {"and", "who", "which", "with", "in", "on", "after"}:
            return False
        if is_person_office(token):
            return token.tag_ in {"NN", "NNP"}
    return False


def _is_office_by_article(doc: Doc, last: int) -> bool:
    """A single word is a person's only where the office has an article or owner: ", the rebel chief"."""
    return doc[last + 1].lower_ in {"the", "a", "an", "his", "her", "its", "their"}


def _is_told_of_by_who(doc: Doc, first: int, last: int) -> bool:
    """Such as "Anna Berg, who leads the team"."""
    at = last + 1 if last < len(doc) and doc[last].text == "," else last
    before = doc[first - 1].lower_ if first else ""
    if before in {"in", "at", "near", "from", "of", "outside"}:
        return False  # "the mayor of Ansel, who ...": it tells of the mayor
    return at < len(doc) and doc[at].lower_ == "who"


def _has_verb(span: Span) -> bool:
    return any(t.pos_ in {"VERB", "AUX"} for t in span)


def is_person_office(token: Token) -> bool:
    """Is the noun an office that one person holds (and no word that is as often a thing's)?"""
    low = token.lower_
    return low in words("office_nouns") and low not in _NO_TITLE - {"speaker", "head", "founder"}

"""Counts whose noun is left out: "eleven are empty", "13 of 18", "the ministry counts 15", "seven to the churches".

Such a number is a figure where the report told a figure shortly before that it goes on from: it counts the same things,
and where it has no verb of its own, what befell those is told of these as well.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from trucewatch.reading.quantities import QuantityAt
from trucewatch.reading.sentences import sentence_of, text_of
from trucewatch.vocabulary.kinds import Figure

_REACH = 260  # characters within which a figure is gone on from
_OF_THEM = re.compile(r"\s+of (?:them|whom|these|those|its own|their own|his own|her own)\b", re.IGNORECASE)
_STANDING = frozenset("dobj nsubj nsubjpass attr pobj appos ROOT dep npadvmod".split())
_TELLING = frozenset("say tell report state warn confirm add claim note speak ask reply explain think want".split())
_COUNTING = frozenset(
    "count confirm see claim list record report verify log register name find have receive give issue send".split()
)
_JOINED = re.compile(
    r"(?:,|;|\band|\bbut|\bor|\bagainst|\bversus|\bwith|:)\s+(?:the (?:other|remaining) )?$", re.IGNORECASE
)
_SET_OFF = re.compile(r"\s*(?:[.,;:)]|$|(?:to|by|from|in|on|for|with|at|of|per|each|more)\b)", re.IGNORECASE)
_IN_ALL = re.compile(r"\s+(?:in all|altogether|in total|all told)\b", re.IGNORECASE)
_BODIES = frozenset(
    "commission committee panel assembly council parliament board team delegation tribunal senate".split()
)
_AGED = re.compile(r"\b(?:boy|girl|man|woman|child|son|daughter|aged?) of $", re.IGNORECASE)


def stands_alone(quantity: QuantityAt, token: Token | None, before: Figure | None) -> bool:
    """Is a number without a noun a figure?

    Args:
        quantity: the number.
        token: its token in the sentence's tree.
        before: the figure that the report told last.
    """
    if quantity.number is None or quantity.noun is not None or token is None:
        return False
    text = text_of(token.doc)
    if _AGED.search(text[max(0, quantity.start - 20) : quantity.start]):
        return False
    if _IN_ALL.match(text, quantity.end) or _of_body(token):
        return True
    goes_on = before is not None and before.unit is None and quantity.start - before.evidence[-1].end <= _REACH
    if before is not None and goes_on and (_is_told_of(quantity, token) or is_gapped(quantity, token, before)):
        return True
    if quantity.spelled and quantity.number <= 2:  # "one of them, a general": whoever is told of next
        return False
    if _OF_THEM.match(text, quantity.end):
        return True
    told = token.dep_ in _STANDING and (token.head.pos_ in {"VERB", "AUX", "ADP"} or quantity.qualifier != "exact")
    is_large = not quantity.spelled and quantity.number >= 100
    return told and (is_large or (quantity.qualifier != "exact" and quantity.number >= 20))


def _is_told_of(quantity: QuantityAt, token: Token) -> bool:
    """As in "eleven are empty", "had seen six": the number alone is what a verb tells of."""
    verb = token.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_ in _TELLING - _COUNTING:
        return False
    bare = not any(c.dep_ in {"det", "amod", "poss"} and c.lower_ not in {"the", "other"} for c in token.lefts)
    if token.dep_ in {"nsubj", "nsubjpass"}:
        if verb.lemma_ in _TELLING or not bare:
            return False
        return quantity.number != 1 or verb.lemma_ == "be" or token.dep_ == "nsubjpass"
    return token.dep_ == "dobj" and verb.lemma_ in _COUNTING and (quantity.number or 0) > 2 and bare


def is_gapped(quantity: QuantityAt, token: Token, before: Figure) -> bool:
    """As in "12 to the council and seven to the churches", "held 31 and the north 27": the verb is left out as well."""
    sentence = sentence_of(token)
    start = before.evidence[-1].start
    if not sentence.start_char <= start < quantity.start:
        return False
    text = text_of(token.doc)
    if "\n" in text[before.evidence[-1].end : quantity.start]:
        return False
    named = token.i > 0 and token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).ent_type_ != "DATE"
    joined = _JOINED.search(text[max(0, quantity.start - 24) : quantity.start]) is not None
    return (joined or named) and _SET_OFF.match(text, quantity.end) is not None


def _of_body(token: Token) -> bool:
    """As in "a commission of five": its members."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in _BODIES


def bare_one(token: Token) -> bool:
    """Is the word "one" a count that stands alone: "one is still to come"?"""
    return (
        token.lower_ == "one"
        and token.dep_ in {"nsubj", "nsubjpass", "conj", "appos"}
        and not any(True for _ in token.lefts)
        and token.head.i != token.i
    )

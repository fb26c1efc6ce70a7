"""Counts printed without a number: nobody hurt, not one rifle handed in, a soldier killed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.figure_deeds import deed_of, noun_class
from trucewatch.reading.figure_ellipsis import bare_one
from trucewatch.reading.lexicons import table
from trucewatch.reading.quantities import QuantityAt
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.violation_syntax import is_open

_NOBODY = frozenset({"nobody", "none"})
_HARM = frozenset({"killed", "wounded"})
_PERSONS = frozenset({"people", "troops", "held"})


def singles(sentences: Sentences) -> Iterator[QuantityAt]:
    """Counts of none and of one that no number prints, in order.

    Args:
        sentences: the parsed report.

    Yields:
        none ("no dead", "nobody was hurt", "not a single shot"), or one where a person is told to be killed or hurt.
    """
    for span in sentences.spans:
        for token in span:
            found = _none(token) or _one(token) or (_count(token.idx, 1, token, None) if bare_one(token) else None)
            if found is not None:
                yield found


def _none(token: Token) -> QuantityAt | None:
    before = token.doc[token.i - 1] if token.i else None
    if token.lower_ in _NOBODY or (token.lower_ == "one" and before is not None and before.lower_ == "no"):
        start = before.idx if before is not None and before.lower_ == "no" else token.idx
        return _harmed(start, 0, token, None)
    if not token.n_lefts:
        return None
    single = next((c for c in token.lefts if c.lower_ in {"single", "one"} and _is_not(c)), None)
    if single is not None and token.pos_ == "NOUN":
        behind = single.doc[token.i + 1 : token.i + 2].text.lower()
        if behind == "more":  # "not one man more" sets a limit
            return None
        start = single.doc[single.i - (2 if single.lower_ == "single" else 1)].idx
        return None if _is_unreal(token) else _count(start, 0, token, token)
    if token.pos_ in {"NOUN", "ADJ"} and any(c.lower_ == "no" for c in token.lefts):
        no = next(c for c in token.lefts if c.lower_ == "no")
        lemmas = {token.lower_, token.lemma_.lower()}
        if any(table("figure_nouns").get(x) in _HARM for x in lemmas) and lemmas.isdisjoint({"life", "body"}):
            return None if _is_unreal(token) else _count(no.idx, 0, token, token)
        return _harmed(no.idx, 0, token, token)
    return None


def _is_not(word: Token) -> bool:
    """As in "not one", "not a single"."""
    first = word.doc[word.i - 1] if word.i else word
    if word.lower_ == "single" and first.lower_ == "a" and first.i:
        first = word.doc[first.i - 1]
    return first.lower_ == "not"


def _one(token: Token) -> QuantityAt | None:
    if token.pos_ != "NOUN" or token.tag_ != "NN":
        return None
    article = next((c for c in token.lefts if c.dep_ == "det" and c.lower_ in {"a", "an", "another"}), None)
    if article is None or any(c.dep_ == "nummod" for c in token.lefts) or _is_many(token):
        return None
    return _harmed(article.idx, 1, token, token)


def _is_many(token: Token) -> bool:
    """As in "a dozen people", "a crowd of villagers"."""
    return any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)


def _harmed(start: int, number: int, token: Token, head: Token | None) -> QuantityAt | None:
    """The count, if those counted are told to have been killed or wounded."""
    quantity = _count(start, number, token, head)
    if head is not None and noun_class(quantity, head) not in _PERSONS:
        return None
    deed = deed_of(quantity, token, head)
    verb = deed.at if deed.at is not None else token.head
    if deed.what not in _HARM or verb.pos_ not in {"VERB", "AUX", "ADJ"}:
        return None
    governed = verb.head.i == token.i or verb.i == token.head.i or verb in token.head.conjuncts
    if (
        not governed
        or is_open(verb)
        or any(c.dep_ == "neg" for c in verb.children)
        or (number and verb.dep_ in {"acl", "relcl"})
    ):
        return None
    return quantity


def _is_unreal(token: Token) -> bool:
    """As in "not a single man would be ...", "there must be no casualties"."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    return is_open(verb) or verb.tag_ == "VB" or (verb.pos_ not in {"VERB", "AUX"})


def _count(start: int, number: int, token: Token, head: Token | None) -> QuantityAt:
    end = token.idx + len(token)
    noun = head.text if head is not None else None
    at = head.idx if head is not None else None
    return QuantityAt(start, end, number, None, "exact", None, at, noun, start, True)

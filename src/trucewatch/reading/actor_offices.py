"""The offices that a report gives a person, in its words, and what class of person they make them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import DROP, RANKS, is_office
from trucewatch.reading.lexicons import words
from trucewatch.registers.offices import office_class
from trucewatch.vocabulary.actors import PersonClass

_APART = frozenset({"and", "or", "&", ",", "/", ";", "(", "–", "—"})
_LONGEST = 7  # words of an office
_SHORT = {"pm": "prime minister", "fm": "foreign minister", "dpm": "deputy prime minister", "vp": "vice president"}
_OLDEST = 110


def offices_before(tokens: Sequence[Token] | Span, named: Collection[int]) -> Iterator[str]:
    """The offices printed before a name: "Ruritanian Deputy Premier and Foreign Minister" gives two.

    Args:
        tokens: what stands before the name in its phrase.
        named: numbers of the tokens that are part of some name.
    """
    part: list[Token] = []
    for token in tokens:
        if token.lower_ in _APART:
            yield from _office(part, named)
            part = []
        else:
            part.append(token)
    yield from _office(part, named)


def office_at(head: Token, named: Collection[int]) -> str | None:
    """The office that a noun heads, with what it is of unless that is a name: "minister for foreign affairs"."""
    told = list(offices_before(head.doc[head.left_edge.i : head.i + 1], named))
    office = told[-1] if told else None  # of "deputy premier/foreign minister" the one that the noun heads
    if office is None or office in _SHORT.values():
        return office
    for prep in head.rights:
        if prep.dep_ != "prep" or prep.lower_ not in {"of", "for"} or prep.i != head.i + 1:
            continue
        noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
        if noun is None or noun.i in named or noun.i < prep.i:
            break
        behind = head.doc[head.i + 1 : noun.i + 1]
        if not any(t.i in named or t.lower_ in _APART - {"and"} for t in behind) and len(behind) < _LONGEST:
            return f"{office} {' '.join(t.lower_ for t in behind if not t.is_space)}"
    return office


def _office(part: Sequence[Token] | Span, named: Collection[int]) -> Iterator[str]:
    """The office that closes a part, without whose it is."""
    heads = [n for n, t in enumerate(part) if is_office(t) and t.i not in named]
    if not heads:
        yield from (RANKS[t.lower_] for t in part if t.lower_ in RANKS and t.i not in named)
        return
    start = heads[-1]
    while start > 0 and _is_of_office(part[start - 1], named):
        start -= 1
    office = " ".join(t.lower_ for t in part[start : heads[-1] + 1])
    office = office.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")
    if heads[-1] - start < _LONGEST:
        yield _SHORT.get(office, office)


def _is_of_office(token: Token, named: Collection[int]) -> bool:
    """Belongs a word before an office to it, not to whose it is?"""
    if token.i in named and token.lower_ not in words("portfolio_words"):
        return False
    is_owner = token.lower_ in DROP or token.tag_ in {"POS", "PRP$", "CD"}
    return not (is_owner or token.is_space or token.is_quote)


def class_of(titles: Collection[str], offices: Collection[str], private: bool) -> PersonClass:
    """What class of person somebody is by the nouns told of them; `private`: a noun or an age says so."""
    told = {office_class(words_told) for words_told in (*titles, *offices)}
    if "spokesperson" in told:
        return "spokesperson"
    if "public_office" in told:
        return "public_office"
    nouns = {part for words_told in (*titles, *offices) for part in words_told.replace("-", " ").split()}
    return "private" if private or nouns & words("private_nouns") else "unknown"


def tells_private(head: Token) -> bool:
    """Is a noun one for somebody who holds no office ("resident", "captive", "widow")?"""
    return head.pos_ == "NOUN" and bool({head.lower_, head.lemma_.lower()} & words("private_nouns"))


def has_age(last: Token) -> bool:
    """Stands an age behind a name: "Anna Berg, 54, said"?"""
    doc = last.doc
    if last.i + 2 >= len(doc) or doc[last.i + 1].text not in {",", "("}:
        return False
    return doc[last.i + 2].text.isdigit() and 9 < int(doc[last.i + 2].text) < _OLDEST

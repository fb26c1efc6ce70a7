"""Sides and names of a headline and of the clauses below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trucewatch.checks.claim_words import claim_root, claim_roots
from trucewatch.vocabulary.passage import Passage

SIDES = frozenset(
    claim_root(word)
    for word in "army militia militias rebel rebels government guerrilla guerrillas front council movement police navy "
    "fighters troops insurgents separatists regime junta alliance league union assembly party brigade federation "
    "ministry opposition coalition faction commission mission army's forces soldiers gunmen authorities parliament "
    "minister president court senate mediators cabinet".split()
)
"""The words for sides and bodies, without their endings."""

_OF_MANY = frozenset(
    claim_root(word)
    for word in "valley bridge hill river lake mount mountain north south east west province city port camp road "
    "region district island village town square market coast border peace lower upper united".split()
)
_OPENERS = frozenset(
    "neither both each every no nobody nothing none some many several most all another other others after before since "
    "then there here this that these those when where while if although as at by for from in into of on over under "
    "until with without but and or so it its he she they we one only even more still yet now today meanwhile however "
    "instead later earlier last next her his their our people women men children what who which how why mediator "
    "general president minister colonel half about around at least nearly almost not never two three four five six "
    "ten twelve the a an".split()
)
_NO_NAME = ("s", "ly", "ing", "ed", "een", "ty")
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*")
_CLAUSE = re.compile(r"[;:]|,?\s(?:but|while|whereas|although|though)\s|,\s(?=and\s)|\s[-–—]\s")
_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


@lru_cache(maxsize=64)
def names_in(line: str, text: str, body: int) -> frozenset[str]:
    """The sides and names among the words of a headline that the text below names too, without their endings."""
    below = text[body:]
    plain = below.lower()
    return frozenset(
        root for root in claim_roots(line.lower()) if root in plain and (root in SIDES or _is_name(root, below))
    )


def _is_name(root: str, below: str) -> bool:
    """Does a text have the word with a capital within a sentence, or at the head of one and never without?"""
    capital = root.capitalize()
    at = below.find(capital)
    is_there = at >= 0
    while at >= 0:
        if below[at - 1 : at] == " " and (below[at - 2 : at - 1].islower() or below[at - 2 : at - 1] == ","):
            return True
        at = below.find(capital, at + 1)
    return is_there and root not in below


def is_of_others(clause: str, names: frozenset[str], head: frozenset[str], text: str) -> bool:
    """Does a clause name sides or places, and none of those that the headline names?

    Args:
        clause: some words of a sentence.
        names: the sides and names of the headline.
        head: all its words, without their endings.
        text: what the clause is of.
    """
    own = (names - SIDES - _OF_MANY) or names
    return bool(foreign_names(clause, head, text)) and not own & claim_roots(clause.lower())


def foreign_names(words: str, head: frozenset[str], text: str) -> frozenset[str]:
    """The sides and names of a clause that are not among the words of the headline, without their endings."""
    found = {root for root in claim_roots(words.lower()) if root in SIDES}
    for m in _CAPITAL.finditer(words):
        plain = m[0].lower()
        opens = m.start() - len(words) + len(words.lstrip()) == 0
        if plain not in _TIME and not (
            opens and (re.search(rf"\b{re.escape(plain)}\b", text) or plain in _OPENERS or plain.endswith(_NO_NAME))
        ):
            found |= claim_roots(plain)
    return frozenset(found) - head


def clauses_of(sentence: Passage) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence as offsets within it."""
    at = 0
    for m in _CLAUSE.finditer(sentence.text):
        yield at, m.start()
        at = m.end()
    yield at, len(sentence.text)

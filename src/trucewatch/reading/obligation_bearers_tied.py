"""Nouns for a side without its name: "the rebels" are the one movement of the two sides, "the army" is the one state's.

Also whom a demand addresses that names nobody: what one of the two sides demands, the other has to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from trucewatch.reading.actor_draft import OUTSIDERS, REBEL_ADJECTIVES
from trucewatch.reading.actors import Actors
from trucewatch.reading.obligation_syntax import lemma

_STATE_NOUNS = frozenset(
    "government army military troop soldier regime cabinet authority navy police airforce administration".split()
)
_STATE_ADJECTIVES = frozenset("government federal army state security armed national royal military".split())
_ARMED_NOUNS = frozenset("force troop fighter soldier unit side negotiator delegate delegation".split())
_MOVEMENT_NOUNS = frozenset(
    "rebel guerrilla guerilla insurgent separatist insurgency rebellion militant gunman secessionist".split()
)
_PLAIN = frozenset("the a an all its their our this that these those both".split())


class Ties:
    """Ties nouns for a side to the sides of one report.

    Attributes:
        pair: names of the two sides, () where the report shows no such pair.
    """

    def __init__(self, actors: Actors, pair: Sequence[str], home: str | None) -> None:
        self.pair = tuple(pair)
        self._home = home
        types = {name: actor.type for name in pair if (actor := actors.named(name)) is not None}
        movements = [name for name, type_ in types.items() if type_ == "party" and name[:1].isupper()]
        self._movement = movements[0] if len(movements) == 1 else None

    def side(self, noun: Token) -> str | None:
        """The side that a common noun stands for, by the noun and what stands before it; None where it tells none."""
        before = {t.lower_ for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod"}} - _PLAIN
        if before & OUTSIDERS - {"rebel"} or any(t.dep_ == "poss" and t.pos_ != "PRON" for t in noun.lefts):
            return None
        base = lemma(noun)
        if base in _MOVEMENT_NOUNS or (base in _ARMED_NOUNS and before & REBEL_ADJECTIVES):
            return self._movement
        if any(t.pos_ == "PROPN" for t in noun.lefts) or before - _STATE_ADJECTIVES:
            return None
        if base in _STATE_NOUNS or (base in _ARMED_NOUNS and before & _STATE_ADJECTIVES):
            return self._home
        return None

    def other(self, side: str | None) -> str | None:
        """The other of the two sides."""
        if side not in self.pair or len(self.pair) != 2:
            return None
        return next(name for name in self.pair if name != side)


_PARTS = frozenset("all most many some half rest remainder majority part thousand hundred dozen".split())
_NEAR = 3  # words from "all" to "of" in "all but 300 of"


def whole_of(noun: Token) -> Token:
    """The "fighters" of "all but 300 of the Front's fighters": of whom a number or a share is told."""
    of = next((t for t in noun.subtree if t.lower_ == "of" and noun.i < t.i <= noun.i + _NEAR), None)
    whole = next((t for t in of.children if t.dep_ == "pobj"), None) if of is not None else None
    is_part = noun.lemma_.lower() in _PARTS or noun.like_num or noun.pos_ == "NUM"
    return whole if whole is not None and is_part else noun

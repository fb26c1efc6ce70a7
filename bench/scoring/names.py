"""Names of actors and places: when two of them name the same.

Case, accents, articles, possessives and punctuation drop out; listed forms (aliases.py) and the aliases that the gold
reading gives its parties lead to one form. Two names match if all words of one occur in the other, unless all that is
added is compass words (Sudan and South Sudan are two states), or if one is an acronym of three letters or more and
equals the other's initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bench.scoring.aliases import fold
from bench.scoring.matching import most_pairs

Words = tuple[str, ...]

_ARTICLES = frozenset(("the", "an", "a"))
_COMPASS = frozenset(f"{point}{ending}" for point in ("north", "south", "east", "west") for ending in ("", "ern"))
_LEFT_OUT_OF_ACRONYMS = frozenset(("of", "and", "for"))
_SHORTEST_ACRONYM = 3
_QUOTES = str.maketrans({"’": "'", "‘": "'"})

_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_DOTTED_LETTERS = re.compile(r"\b[a-z](?:\.[a-z]\b)+")
_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"&|\band\b")
_BETWEEN_MEMBERS = re.compile(r"[,;&]|\band\b")


def plain(written: object) -> str:
    """`written` in lower case, without accents, with straight apostrophes and single spaces."""
    straight = unicodedata.normalize("NFKD", str(written)).translate(_QUOTES)
    bare = "".join(character for character in straight if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=65536)
def words_of(name: str) -> Words:
    """The words of a name in its one form: "the United States' envoy" gives ("us", "envoy")."""
    bare = _POSSESSIVE.sub("", plain(name))
    bare = _DOTTED_LETTERS.sub(lambda letters: letters[0].replace(".", ""), bare)
    bare = bare.replace("&", " and ").replace("organiz", "organis")
    kept = (word for word in _WORD.findall(bare) if word not in _ARTICLES)
    return fold([part for word in kept for part in word.split("_") if part])


@lru_cache(maxsize=65536)
def members_of(name: str) -> tuple[str, ...]:
    """The members of a joint name; commas part them only beside an "and" ("A, B and C"), as "X, of Y" is one name."""
    if not _JOINT.search(name):
        return (name,)
    return tuple(part for part in _BETWEEN_MEMBERS.split(name) if words_of(part))


class Names:
    """Compares names as one text uses them."""

    def __init__(self, aliases: Mapping[Words, Words] | None = None) -> None:
        self._aliases = dict(aliases or {})

    @classmethod
    def of_reading(cls, gold: Mapping[str, object]) -> Names:
        """With the aliases that the gold reading gives its parties."""
        parties = gold.get("parties")
        return cls(
            {
                words_of(str(alias)): words_of(str(party["name"]))
                for party in (parties if isinstance(parties, list) else [])
                for alias in party.get("aliases") or []
            }
        )

    def match(self, one: str, other: str) -> bool:
        """Do two names, neither of them joint, name the same?"""
        a, b = self.form(one), self.form(other)
        smaller, larger = sorted((set(a), set(b)), key=len)
        if smaller and smaller <= larger and (smaller == larger or not larger - smaller <= _COMPASS):
            return True
        return _is_acronym(a, b) or _is_acronym(b, a)

    def share(self, one: object, other: object) -> bool:
        """Have two names a member in common? No name agrees only with no name."""
        if not one or not other:
            return not one and not other
        return any(self.match(a, b) for a in members_of(str(one)) for b in members_of(str(other)))

    def agree(self, one: object, other: object) -> bool:
        """Do all members of two names pair off? No name agrees only with no name."""
        if not one or not other:
            return not one and not other
        return self.all_pair_off(members_of(str(one)), members_of(str(other)))

    def all_pair_off(self, ones: Sequence[str], others: Sequence[str]) -> bool:
        """Has each of `ones` its own match among `others`, with none left over on either side?"""
        if len(ones) != len(others):
            return False
        return most_pairs([[self.match(a, b) for b in others] for a in ones]) == len(ones)

    def shared(self, ones: Sequence[object], others: Sequence[object]) -> int:
        """How many of `ones` find their own partner among `others`, a member in common being enough."""
        return most_pairs([[self.share(a, b) for b in others] for a in ones])

    def form(self, name: str) -> Words:
        """The words of a name in the one form that the text's aliases give it."""
        words = words_of(name)
        return self._aliases.get(words, words)


def _is_acronym(short: Words, long: Words) -> bool:
    if len(short) != 1 or len(short[0]) < _SHORTEST_ACRONYM:
        return False
    return short[0] == "".join(word[0] for word in long if word not in _LEFT_OUT_OF_ACRONYMS)

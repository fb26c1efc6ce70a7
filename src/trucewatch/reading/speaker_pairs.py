"""Who "both sides" are: the two sides that the report joins, just before or, if one pair stands out, anywhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.sentences import Sentences, text_of

_SIDES = "sides|parties|governments|delegations|countries|armies|camps|states"
_BOTH = re.compile(
    rf"each(?: (?:side|party|government|delegation|country|army|camp|state|of (?:them|the two(?: {_SIDES})?)))?"
    rf"|both(?: of them| (?:the )?(?:two )?(?:{_SIDES}))?|(?:the )?(?:two|warring) (?:{_SIDES})|the (?:sides|parties)",
    re.IGNORECASE,
)
_AND = re.compile(r",? and (?:the |its )?")
_NEAR = 2  # sentences looked back for a pair


class SidesOfReport:
    """The pairs of sides that one report joins by "and"."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors

    def both(self, mention: str, offset: int) -> str | None:
        """The two names behind "both sides" at an offset; None where the words are others or no pair stands out."""
        if _BOTH.fullmatch(mention) is None:
            return None
        floor = self.sentences.spans[max(0, self.sentences.number_at(offset) - _NEAR)].start_char
        first, last = (bisect_left(self._pairs, edge, key=lambda pair: pair[0]) for edge in (floor, offset))
        near = self._pairs[first:last]
        return " and ".join(near[-1][1]) if near else self._commonest

    @cached_property
    def _commonest(self) -> str | None:
        """The pair that the report joins most often; None where two are joined as often."""
        counted = Counter(frozenset(pair) for _, pair in self._pairs).most_common(2)
        if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
            return None
        return " and ".join(next(pair for _, pair in self._pairs if frozenset(pair) == counted[0][0]))

    @cached_property
    def _pairs(self) -> tuple[tuple[int, tuple[str, str]], ...]:
        return tuple(self._find())

    def _find(self) -> Iterator[tuple[int, tuple[str, str]]]:
        text = text_of(self.sentences.doc)
        for one, other in pairwise(self.actors.mentions):
            is_pair = _is_side(one) and _is_side(other) and one.actor is not other.actor
            if is_pair and _AND.fullmatch(text, one.end, other.start):
                yield one.start, (one.actor.name, other.actor.name)


def _is_side(mention: Mention) -> bool:
    """A state or a movement by name; a body that two sides met is none of them."""
    return mention.actor.type in {"state", "party"} and mention.how in {"name", "metonym", "nominal"}

"""The two sides of a report whose parties are not plain: those told of most, a state and a movement first."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from spacy.tokens import Doc

from trucewatch.reading.actors import Actor, Actors, Mention
from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_syntax import coordinated, first_of_list, lemma

BOTH_SIDES = re.compile(
    r"^(?:the )?(?:both|two|either|each|neither)\b|^(?:the )?(?:sides|parties|camps|belligerents|rivals|foes)$",
    re.IGNORECASE,
)
"""Words for both sides at once, at the start of a phrase or alone."""
_GO_BETWEEN = frozenset(
    "mediate broker host facilitate negotiate sponsor chair convene guarantee draft monitor observe".split()
)


class PairFinder:
    """Finds the two sides of one report."""

    def __init__(self, doc: Doc, actors: Actors) -> None:
        self.doc = doc
        self.actors = actors

    def pair(self) -> tuple[str, ...]:
        """The two sides told of most, those named in one pair ("between A and B") before others."""
        votes: Counter[str] = Counter()
        pairs: Counter[tuple[str, ...]] = Counter()
        order: dict[str, int] = {}
        for mention in self.actors.mentions:
            if mention.actor.type in {"place", "media"} or mention.actor.sealed:
                continue
            side = self.actors.side_of(mention.actor)
            known = self.actors.named(side)
            if not self._can_be_party(known or mention.actor) or self._goes_between(mention):
                votes[side] -= 2 if self._goes_between(mention) else 0
                continue
            order.setdefault(side, mention.start)
            votes[side] += 1
            other = self._paired(mention)
            if other is not None and other != side:
                pairs[tuple(sorted((side, other)))] += 1
        best = [side for side, n in sorted(votes.items(), key=lambda v: (-v[1], order.get(v[0], 0))) if n > 0][:4]
        movements = {a.name for a in self.actors.actors if a.type == "party"}

        def mixed(a: str, b: str) -> int:
            return 4 if (a in movements) != (b in movements) else 0  # a state and a movement rather than two states

        score = {
            (a, b): votes[a] + votes[b] + mixed(a, b) + 3 * pairs[tuple(sorted((a, b)))]
            for a, b in combinations(best, 2)
        }
        if not score:
            return ()
        chosen = max(score, key=lambda p: (score[p], -order[p[0]] - order[p[1]]))
        return tuple(sorted(chosen, key=lambda s: order[s]))

    def _can_be_party(self, actor: Actor) -> bool:
        return (
            actor.type in {"state", "party"}
            and not BOTH_SIDES.match(actor.name)
            and not any(part in words("body_words") for part in actor.name.lower().split())
        )

    def _goes_between(self, mention: Mention) -> bool:
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return False
        root = first_of_list(span.root)
        verb = root.head.head if root.dep_ == "pobj" else root.head
        return lemma(verb) in _GO_BETWEEN and root.dep_ in {"nsubj", "pobj"}

    def _paired(self, mention: Mention) -> str | None:
        """The other member of "A and B" or "between A and B"."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return None
        members = coordinated(first_of_list(span.root))
        if len(members) != 2:
            return None
        other = next((m for m in members if not mention.start <= m.idx < mention.end), None)
        found = self.actors.at(other.idx) if other is not None else None
        return self.actors.side_of(found.actor) if found is not None else None

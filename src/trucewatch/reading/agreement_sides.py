"""Whose agreement it is, by the words beside its namings: "the truce between A and B", "signed by A and B".

What is told there outdoes what the report tells of roles in general, which `parties` weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.agreement_mentions import Named
from trucewatch.reading.mention_lists import list_after, listed_at
from trucewatch.reading.obligation_syntax import children, lemma, subject
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences

_MAKING = frozenset("sign initial agree conclude accept reach declare proclaim ratify observe strike make".split())
_BOUND = frozenset("bind commit oblige require".split())
_MEDIATING = frozenset("mediate broker negotiate facilitate arrange sponsor midwife".split())
_VOUCHING = frozenset("guarantee underwrite".split())
_NO_SIDE = frozenset({"place", "media"})


class SideFinder:
    """Finds the sides of the agreements of one page."""

    def __init__(self, page: Page) -> None:
        self.actors, self.sentences, self.parties = page.get(Actors), page.get(Sentences), page.get(Parties)

    def parties_of(self, named: Iterable[Named]) -> tuple[str, ...]:
        """The sides that the namings tell, or those of the report where they tell fewer than two."""
        told = self._names(m for n in named for m in self._makers(n))
        principal = tuple(p.name for p in self.parties.principal)
        others = {p.name for p in self.parties.parties if p.role in {"mediator", "guarantor", "observer"}}
        sides = tuple(name for name in told if name not in others)
        if len(sides) < 2:
            return principal if len(principal) > 1 or not sides else tuple(dict.fromkeys([*principal, *sides]))
        return sides

    def mediators_of(self, named: Iterable[Named], sides: Iterable[str]) -> tuple[str, ...]:
        """Who mediated: those of the report, and whom the namings tell."""
        told = self._names(m for n in named for m in self._doers(n, _MEDIATING))
        known = [p.name for p in self.parties.mediators]
        return tuple(name for name in dict.fromkeys([*known, *told]) if name not in set(sides))

    def guarantors_of(self, named: Iterable[Named]) -> tuple[str, ...]:
        """Who vouches for it: those of the report, and whom the namings tell."""
        told = self._names(m for n in named for m in self._doers(n, _VOUCHING))
        known = [p.name for p in self.parties.parties if p.role == "guarantor"]
        return tuple(dict.fromkeys([*known, *told]))

    def _names(self, mentions: Iterable[Mention]) -> list[str]:
        found: dict[str, None] = {}
        for mention in mentions:
            actor = self.actors.named(self.actors.side_of(mention.actor)) or mention.actor
            if actor.type not in _NO_SIDE and not actor.sealed:
                found[self.parties.resolve(actor.name)] = None
        return list(found)

    def _makers(self, named: Named) -> Iterator[Mention]:
        """Who is told to make it or to be bound by it."""
        noun = named.noun
        for prep in children(noun, "prep"):
            if prep.lower_ in {"between", "with", "among"}:
                yield from list_after(self.actors, self.sentences, prep.idx + len(prep))
        for word in children(noun, "poss"):
            yield from listed_at(self.actors, self.sentences, word)
        for deed in named.deeds:
            verb = deed.verb
            if lemma(verb) not in _MAKING or deed.negated:
                continue
            if (noun.head == verb and noun.dep_ == "dobj") or (noun.dep_ == "pobj" and noun.head.head == verb):
                yield from self._plural(subject(verb))
            yield from (m for a in children(verb, "agent") for m in list_after(self.actors, self.sentences, a.idx + 2))
        if noun.dep_ == "nsubj" and lemma(noun.head) in _BOUND:
            for bound in children(noun.head, "dobj"):
                yield from listed_at(self.actors, self.sentences, bound)

    def _plural(self, token: Token | None) -> list[Mention]:
        return listed_at(self.actors, self.sentences, token)

    def _doers(self, named: Named, verbs: frozenset[str]) -> Iterator[Mention]:
        """Whom it is brokered or guaranteed by: "the truce brokered by A", "A brokered the truce"."""
        noun = named.noun
        for verb in {*children(noun, "acl", "relcl", "amod"), noun.head}:
            if lemma(verb) not in verbs:
                continue
            for agent in children(verb, "agent"):
                yield from list_after(self.actors, self.sentences, agent.idx + len(agent))
            is_object = noun.dep_ == "dobj" and noun.head == verb
            if is_object and lemma(verb) != "negotiate":  # the sides themselves negotiate it
                yield from listed_at(self.actors, self.sentences, subject(verb))

"""Whom a word in a charge stands for: the state, party or body behind a mention, and both behind a joint one."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.violation_syntax import members, mention_at, words_of


@dataclass(frozen=True)
class SideFinder:
    """Finds the sides in a report.

    Attributes:
        actors: all who are named in it.
    """

    actors: Actors

    def side_named(self, name: str | None) -> str | None:
        """The side that an accuser of some name stands for; None for a person, whose side is told less surely."""
        actor = self.actors.named(name)
        if actor is not None and actor.type == "person":
            return None
        return self.actors.side_of(actor) if actor is not None else name

    def mention(self, token: Token | None) -> Mention | None:
        """The mention whose head a token is, None where nobody known stands behind it."""
        return mention_at(self.actors, token)

    def name_of(self, token: Token | None) -> str | None:
        """The actor behind a token, else the words of its noun phrase."""
        mention = self.mention(token)
        if mention is not None:
            return mention.actor.name
        return words_of(token) if token is not None else None

    def side(self, token: Token | None) -> str | None:
        """Whom the doer stands for: the state, party or body behind a mention."""
        mention = self.mention(token)
        owned = token is not None and (mention is None or token.lower_ in {"side", "men", "fighters", "party"})
        if owned and token is not None:  # "his side", "their fighters": whoever owns them
            owner = next((m for c in token.children if c.dep_ == "poss" and (m := self.mention(c)) is not None), None)
            mention = owner or mention
        if mention is None and token is not None:  # "government planes", "Ruritanian jets"
            parts = (c for c in token.children if c.dep_ in {"compound", "amod", "nmod"})
            mention = next((m for c in parts if (m := self.mention(c)) is not None), None)
        if mention is None or mention.actor.type in {"place", "media"}:
            return None
        return self.actors.side_of(mention.actor)

    def sides(self, token: Token | None) -> list[str]:
        """The sides of a joint subject ("Ruritania and the Front"), also behind one word for both ("the two sides")."""
        sides = [s for t in members(token) if (s := self.side(t) or words_of(t)) is not None]
        if len(sides) == 1 and " and " in sides[0]:
            parts = [p.strip() for p in sides[0].split(" and ")]
            if len(parts) == 2 and all(self.actors.named(p) is not None for p in parts):
                return parts
        return sides

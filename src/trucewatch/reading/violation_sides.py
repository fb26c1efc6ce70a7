"""Whom a word in a charge stands for: the state, party or body behind a mention, and both behind a joint one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.violation_signs import Charge
from trucewatch.reading.violation_syntax import members, mention_at, words_of
from trucewatch.vocabulary.kinds import Quote

_HELD = frozenset(
    "republic state kingdom government troop soldier force unit fighter gunman army guerrilla rebel militia policeman "
    "official member authority leader commander".split()
)
"""Words for people or powers that stand for whoever is named behind "of"."""
_SIDES = frozenset({"state", "party", "body"})
_BACKED = frozenset("backed supported allied aligned armed sponsored trained".split())
_EACH = frozenset("side party camp".split())
_AROUND = 300
"""How many characters before a charge its two sides are looked for."""


def _is_all(noun: Token) -> bool:
    return any(c.lower_ in {"all", "both", "each", "either"} for c in noun.children)


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

    def side_of_quote(self, quote: Quote) -> str | None:
        """The side that whoever speaks stands for, by the words that name the speaker there."""
        mention = self.actors.at(quote.source[0].start) if quote.source else None
        actor = mention.actor if mention is not None else self.actors.named(quote.speaker)
        return self.actors.side_of(actor) if actor is not None else quote.speaker

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
        if token is not None and any(c.dep_ == "amod" and c.lower_ in _BACKED for c in token.children):
            first = min(t.idx for t in token.subtree if t.i <= token.i and t.dep_ != "det")
            return str(token.doc.text[first : token.idx + len(token)])  # "state-backed militias" are not the state
        if token is not None and (token.lower_ in {"all", "both"} or (token.lemma_ in _EACH and _is_all(token))):
            return "both sides"
        owned = token is not None and (mention is None or token.lower_ in {"side", "men", "fighters", "party"})
        if owned and token is not None:  # "his side", "their fighters": whoever owns them
            owner = next((m for c in token.children if c.dep_ == "poss" and (m := self.mention(c)) is not None), None)
            mention = owner or mention
        if mention is None and token is not None:  # "government planes", "Ruritanian jets"
            parts = (c for c in token.children if c.dep_ in {"compound", "amod", "nmod"})
            mention = next((m for c in parts if (m := self.mention(c)) is not None), None)
        if mention is None and token is not None and token.lemma_.lower() in _HELD:  # "troops of the Upland Front"
            of = (t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
            mention = next((m for t in of if (m := self.mention(t)) is not None and m.actor.type in _SIDES), None)
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

    def pair_near(self, charge: Charge, parties: Sequence[str]) -> tuple[str, ...]:
        """The two of a report's parties that are named in and just before a charge; () where more or fewer are."""
        found = tuple(dict.fromkeys(self._named_near(charge, parties)))
        return found if len(found) == 2 else ()

    def blamed_near(self, charge: Charge, parties: Sequence[str]) -> Charge:
        """A charge that blames nobody, against the party last named before it that is not its maker's."""
        if charge.against is not None or charge.by is None or charge.status != "alleged":
            return charge
        maker = self.actors.named(charge.by)
        own = {charge.by, self.actors.side_of(maker) if maker is not None else charge.by}
        others = [name for name in self._named_near(charge, parties) if name not in own]
        return replace(charge, against=others[-1], unsure=True) if others and own & set(parties) else charge

    def _named_near(self, charge: Charge, parties: Sequence[str]) -> list[str]:
        mentions = self.actors.within(max(0, charge.start - _AROUND), charge.end)
        sides = [self.actors.side_of(m.actor) for m in mentions]
        return [side for side in sides if side in parties]

"""Who takes part in talks, and who mediates: by the words beside an anchor, else the parties of the report."""

from __future__ import annotations

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.lexicons import table
from trucewatch.reading.mention_lists import mentions_of
from trucewatch.reading.obligation_syntax import agent, children, coordinated, lemma, prepositional, subject
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.talk_anchors import Anchor
from trucewatch.registers.states import find_state

_VERBS = frozenset({"VERB", "AUX"})
_BODIES = frozenset("committee commission council panel board group team assembly forum tribunal parliament".split())


def _names_text(name: str) -> bool:
    """Is it the name of an agreement, which takes part in nothing?"""
    return name.rpartition(" ")[2].lower() in table("truce_nouns")


class Sides:
    """Finds those who take part in talks of one page."""

    def __init__(self, page: Page) -> None:
        self.actors, self.parties = page.get(Actors), page.get(Parties)

    def of(self, anchor: Anchor, heads: list[Token]) -> tuple[str, ...]:
        """Sides by name; where the words name nobody, the parties of the report."""
        mentions: list[Mention] = []
        paired: list[str] = []
        for head in heads:
            tokens = [agent(head), *prepositional(head, "between", "with", "of", "among", "alongside", "from")]
            if head.pos_ in _VERBS:
                tokens += [subject(head), *(children(head, "dobj"))]
            tokens += list(children(head, "poss", "compound", "amod"))
            tokens += [t for who in tokens if who is not None for t in prepositional(who, "of", "from")]
            for token in tokens:
                mentions += mentions_of(self.actors, token)
                paired += self._paired(token)
        names = list(dict.fromkeys([*(n for m in mentions for n in self._names(m)), *paired]))
        if not names and (body := self._body(anchor.token)) is not None:
            return (body,)
        only = [n for n in names if self._role(n) in {None, "party"}]
        names = only or [n for n in names if self._role(n) != "mediator"]
        sides = [p.name for p in self.parties.principal]
        alone = len(names) == 1 and names[0] in sides and anchor.kind in {"talk", "deal"}
        if (all(n == n.lower() for n in names) or alone) and len(sides) <= 3:
            names = list(dict.fromkeys([*(n for n in names if n != n.lower()), *sides])) or names
        return tuple(names)

    def names_at(self, token: Token | None) -> list[str]:
        """Those whom a word and what is joined to it stand for, by name; "both sides" as the two of the report."""
        return list(dict.fromkeys(n for m in mentions_of(self.actors, token) for n in self._names(m)))

    def _body(self, verb: Token) -> str | None:
        """As in "the border commission met": a body without a name of its own, in the report's words."""
        who = subject(verb) if verb.pos_ in _VERBS else None
        if who is None or lemma(who) not in _BODIES:
            return None
        words = [t.text for t in who.lefts if t.dep_ in {"compound", "amod", "nmod"}]
        return " ".join([*words, who.text])

    def _paired(self, noun: Token | None) -> list[str]:
        """Such as "Ruritanian and Freedonian envoys": one phrase, two states."""
        adjectives = (
            [t for c in children(noun, "amod", "compound", "nmod") for t in coordinated(c)] if noun is not None else []
        )
        found = [find_state(t.text) for t in adjectives]
        names = [f[0].name for f in found if f is not None]
        return [self.parties.resolve(n) for n in names] if len(names) > 1 else []

    def _names(self, mention: Mention) -> list[str]:
        actor = mention.actor
        if BOTH.match(actor.name) or actor.name.casefold() in {"each side", "both sides", "neither side"}:
            return [p.name for p in self.parties.principal]
        if actor.type in {"place", "media"} or actor.sealed or _names_text(actor.name):
            return []
        if mention.how == "pronoun" and actor.type == "group":
            return []
        if mention.how == "metonym" and self.parties.named(self.actors.side_of(actor)) is None:
            return []
        if actor.type == "person" and actor.name[:1].isupper():
            return [actor.name]  # those who met by name, not the sides they stand for
        party = self.parties.named(actor.name) or self.parties.named(self.actors.side_of(actor))
        if party is not None:
            return [party.name]
        if actor.type in {"office", "group"} and actor.of is None:
            return [actor.name] if mention.how != "pronoun" and len(actor.name.split()) > 1 else []
        return [self.actors.side_of(actor) if actor.type != "person" else actor.name]

    def mediators(self, sentence: Span) -> tuple[str, ...]:
        """The mediators of the report that the sentence names."""
        told = self.actors.within(sentence.start_char, sentence.end_char)
        sides = dict.fromkeys(self.actors.side_of(m.actor) for m in told)
        return tuple(dict.fromkeys(p.name for s in sides if (p := self.parties.named(s)) and p.role == "mediator"))

    def _role(self, name: str) -> str | None:
        party = self.parties.named(name)
        return party.role if party is not None else None

"""Who holds a position: from the words beside the stance to the states, bodies, parties and persons they stand for.

Each member of a list holds the position for itself ("A, B and C have signed"), so does each of "both sides". Whoever
speaks for somebody is told beside the side as speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actor, Actors, Mention
from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_bearers import Bearers
from trucewatch.reading.obligation_syntax import antecedent, children, coordinated, prepositional
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.stance_syntax import tidied

_PAIR = re.compile(
    r"^(?:the )?(?:both|either|neither|each|two)(?: of)?(?: the)?(?: two| warring| rival)?"
    r"(?: (?:sides?|part(?:y|ies)|camps?|delegations?|governments?|groups?|countr(?:y|ies)|states?|leaders?|"
    r"arm(?:y|ies)|teams?|capitals?))?$",
    re.IGNORECASE,
)
_SPEAKS = frozenset({"i", "we"})
_OWN = frozenset("side team delegation country nation movement party people".split())
_STATES = frozenset("republic state government kingdom country nation".split())
_GROUPS = frozenset(
    "opposition chamber senate house association federation bloc church patriarch settler deputy lawmaker legislator "
    "member signatory parliamentarian leader clan elder chief hardliner moderate nationalist monarchist exile".split()
)
_OF_A_SIDE = ("side_nouns", "group_nouns", "office_nouns", "body_words")
_SIDES = frozenset({"state", "party", "body"})
_PERSONS = frozenset({"person", "office"})


@dataclass(frozen=True)
class Holder:
    """Who takes a stance: the side, the person or office who tells it, and the words for them in the report."""

    side: str
    speaker: str | None
    words: str


class Holders:
    """Finds the holders of positions in one report."""

    def __init__(self, page: Page) -> None:
        self.actors = page.get(Actors)
        self.speakers = page.get(Speakers)
        sentences = page.get(Sentences)
        self._text = text_of(sentences.doc)
        self._pair = Bearers(sentences, self.actors, page.get(Parties)).pair

    def of_nouns(self, nouns: Iterable[Token], *, bystanders: bool = True) -> list[Holder]:
        """The holders that some noun phrases name, each once.

        Args:
            nouns: heads of the phrases.
            bystanders: also persons who speak for nobody.
        """
        found = {holder.side: holder for noun in nouns for holder in self._of(noun, bystanders)}
        return list(found.values())

    def pair(self, said: str) -> Iterator[Holder]:
        """Both sides of the agreement, where the report shows which they are."""
        return (Holder(name, None, f"{said} ({name})") for name in self._pair)

    def speaker_at(self, token: Token, *, bystanders: bool = True) -> list[Holder]:
        """Whoever is quoted there."""
        quote = self.speakers.at(token.idx)
        if quote is None or not quote.source:
            return []
        mention = self.actors.at(quote.source[0].end - 1)
        if mention is None:
            actor = self.actors.named(quote.speaker)
            if actor is None:
                return []
            mention = Mention(quote.source[0].start, quote.source[0].end, quote.source[0].text, actor, "name", 0)
        return [self._holder(mention)] if bystanders or mention.actor.of is not None else []

    def _of(self, noun: Token, bystanders: bool) -> list[Holder]:
        noun = antecedent(noun)
        if noun.lower_ in _SPEAKS:
            return self.speaker_at(noun)
        phrase = _phrase(noun)
        if BOTH.match(phrase) or _PAIR.match(phrase):
            return list(self.pair(phrase))
        several = self._of_several(noun)
        if several:
            return several
        if noun.lemma_.lower() in _OWN and any(t.tag_ == "PRP$" for t in noun.children):
            speaker = self.speaker_at(noun)  # "her side", "his country"
            if speaker:
                return speaker
        mention = self._mention(noun)
        if mention is None:
            described = self._described(noun)
            return [described] if described is not None else []
        if mention.actor.type == "media":
            return []
        if not bystanders and mention.actor.type in _PERSONS and mention.actor.of is None:
            return []
        return [self._holder(mention)]

    def _of_several(self, noun: Token) -> list[Holder]:
        """As in "the foreign ministers of A and B", "envoys from both sides": each of the sides they stand for."""
        whom = next(iter(prepositional(noun, "of", "from")), None)
        if noun.tag_ not in {"NNS", "NNPS"} or whom is None or not _is_of_a_side(noun):
            return []
        if BOTH.match(_phrase(whom)) or _PAIR.match(_phrase(whom)):
            return list(self.pair(_phrase(noun)))
        if whom.lemma_.lower() in _STATES:  # "the presidents of the republics of A and B"
            whom = next(iter(prepositional(whom, "of")), whom)
        mentions = [self.actors.at(member.idx) for member in coordinated(whom)]
        if len(mentions) == 1 and len(members := coordinated(noun)) > 1 and members:
            return []
        return [self._holder(m) for m in mentions if m is not None and m.actor.type in {*_SIDES, "place"}]

    def _mention(self, noun: Token) -> Mention | None:
        """The actor that a noun phrase names: its own name, the name beside it, or that of the side it is of."""
        own = self.actors.at(noun.idx)
        beside = self._named_beside(noun)
        if beside is not None:
            return beside
        if own is not None and not self._is_vague(own.actor):
            return own
        return self._side_of(noun) or own

    def _described(self, noun: Token) -> Holder | None:
        """Somebody without a name: "the settlers' council", "political parties", "the two commanders"."""
        if noun.pos_ not in {"NOUN", "PROPN"} or not _is_of_a_side(noun):
            return None
        before = [t for t in noun.children if t.i < noun.i and t.dep_ in {"compound", "amod", "poss", "nmod", "nummod"}]
        first = min([t.left_edge for t in before], key=lambda t: t.i, default=noun)
        said = " ".join(self._text[first.idx : noun.idx + len(noun)].split())
        return Holder(tidied(said), None, said)

    def _is_vague(self, actor: Actor) -> bool:
        """A description that was tied to no side: "the delegation", "the ministry"."""
        return actor.type in {"group", "office"} and actor.of is None

    def _named_beside(self, noun: Token) -> Mention | None:
        """The name in apposition to a common noun: "a breakaway faction, the Upland Guard"."""
        if noun.pos_ == "PROPN":
            return None
        apposed = (self.actors.at(t.idx) for t in noun.children if t.dep_ == "appos")
        return next((m for m in apposed if m is not None and m.how == "name" and m.actor.type != "place"), None)

    def _side_of(self, noun: Token) -> Mention | None:
        """As in "the Front's delegation", "her side", "officials of the Front": whose it is."""
        if not _is_of_a_side(noun):
            return None
        owners = [
            *children(noun, "poss"),
            *prepositional(noun, "of", "from"),
            *children(noun, "compound", "amod", "nmod"),
        ]
        mentions = [m for m in map(self._at, owners) if m is not None and m.actor.type not in {"place", "media"}]
        known = (m for m in mentions if m.actor.type in _SIDES or m.actor.of is not None)
        return next(known, next((m for m in mentions if m.actor.type == "person"), None))

    def _at(self, token: Token) -> Mention | None:
        return self.actors.at(token.idx)

    def _holder(self, mention: Mention) -> Holder:
        is_person = mention.actor.type in _PERSONS
        return Holder(
            self.actors.side_of(mention.actor),
            mention.actor.name if is_person else None,
            " ".join(mention.text.split()),
        )


def _is_of_a_side(noun: Token) -> bool:
    return noun.lemma_.lower() in _OWN | _GROUPS or any(
        noun.lower_ in words(name) or noun.lemma_.lower() in words(name) for name in _OF_A_SIDE
    )


def _phrase(noun: Token) -> str:
    return " ".join(noun.doc[noun.left_edge.i : noun.i + 1].text.split())

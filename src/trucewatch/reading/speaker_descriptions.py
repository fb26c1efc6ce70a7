"""Who a bare description means: "the spokesman", "the ministry", "the prime minister", "her office".

A bare noun goes back to whoever was told of with that noun last, and never ahead: an unnamed spokesman is not the one
named a paragraph later. Only an office that one person holds at a time may go to a bearer who is named further on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from trucewatch.reading.actors import Actor, Actors
from trucewatch.reading.attributions import Source
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speaker_kinds import Named, of_actor

_BARE = re.compile(r"(?:the|this|that|his|her|its|their) (?P<noun>[\w-]+)", re.IGNORECASE)
_OF_ONE = re.compile(
    r"(?:the )?(?:(?!former|deputy|vice|new|next|acting)[\w’'.-]+ ){0,2}?"
    r"(?P<office>president|(?:prime|foreign|defen[cs]e|interior) minister|chancellor|secretary[- ]general"
    r"|king|queen|emir|pope)",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"(?:[A-Z][\w-]+(?:[’']s)? )+(?P<noun>Ministry|Department|Office|Directorate|Embassy|Presidency|Mission)\b"
)
_REACH = 4000  # characters looked back for the description that a bare noun repeats


@dataclass(frozen=True)
class _Told:
    """Somebody told of with a noun."""

    at: int
    noun: str
    named: Named


class Descriptions:
    """The descriptions of one report and whom they stand for."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.actors = actors
        self.text = text_of(sentences.doc)
        self._tokens = sentences.by_start
        self._speakers: list[_Told] = []
        self._known_bearers: dict[str, tuple[Actor, ...]] = {}

    def learn(self, source: Source, named: Named) -> None:
        """Keep the nouns with which a speaker was told of."""
        mention = self.text[slice(*source.extent)]
        if _BARE.fullmatch(mention):
            return
        nouns = {w for w in re.findall(r"[\w-]+", mention.casefold()) if w in words("office_nouns")}
        head = self._tokens.get(source.head)
        if head is not None and head.pos_ in {"NOUN", "PROPN"}:
            nouns.add(head.lower_)
        for noun in sorted(nouns):
            self._keep(_Told(source.extent[0], noun, named))
        for found in _INSTITUTION.finditer(mention):
            noun = found["noun"].casefold()
            if noun not in nouns:
                self._keep(_Told(source.extent[0], noun, Named(found.group(), "side")))

    def _keep(self, told: _Told) -> None:
        insort(self._speakers, told, key=lambda one: one.at)

    def mean(self, mention: str, offset: int, found: Named) -> Named | None:
        """Whom a description means that `found` only repeats; None where nobody told of before or since fits."""
        bare = _BARE.fullmatch(mention)
        if bare is not None and found.name.casefold() == bare["noun"].casefold():
            noun = bare["noun"].casefold()
            told = (self._last(self._speakers, noun, offset, found), self._last(self._mentions, noun, offset, found))
            last = max((one for one in told if one is not None), key=lambda one: one.at, default=None)
            if last is not None:
                return last.named
        return self._bearer(mention, offset)

    def _bearer(self, mention: str, offset: int) -> Named | None:
        """The person who holds an office of one, wherever the report names them."""
        at = self.actors.at(offset)
        of_one = _OF_ONE.fullmatch(mention)
        if of_one is None or at is None or at.actor.type != "office" or at.actor.sealed:
            return None
        bearers = self._bearers(of_one["office"].casefold())
        fitting = [a for a in bearers if a.of is None or at.actor.of is None or a.of == at.actor.of]
        return of_actor(fitting[0]) if len(fitting) == 1 else None

    def _bearers(self, office: str) -> tuple[Actor, ...]:
        """The persons whom the report names right behind an office."""
        if office not in self._known_bearers:
            found: dict[str, Actor] = {}
            for m in re.finditer(rf"(?<!ormer )(?<!eputy )(?<!ice )\b{re.escape(office)},? (?=\w)", self._lower):
                mention = self.actors.at(m.end())
                if mention is not None and mention.actor.type == "person" and mention.how == "name":
                    found[mention.actor.name] = mention.actor
            self._known_bearers[office] = tuple(found.values())
        return self._known_bearers[office]

    def _last(self, told: Sequence[_Told], noun: str, offset: int, found: Named) -> _Told | None:
        """The last one before an offset who was told of with a noun and more."""
        for one in reversed(told[: bisect_left(told, offset, key=lambda t: t.at)]):
            if one.at < offset - _REACH:
                return None
            if one.noun == noun and one.named.name.casefold() != noun and (one.named.sealed or not found.sealed):
                return one
        return None

    @cached_property
    def _lower(self) -> str:
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else self.text  # a letter of two where it is small moves offsets

    @cached_property
    def _mentions(self) -> tuple[_Told, ...]:
        return tuple(self._find())

    def _find(self) -> Iterator[_Told]:
        for mention in self.actors.mentions:
            token: Token | None = self._tokens.get(mention.head)
            if token is not None and mention.how in {"title", "nominal"} and token.tag_ in {"NN", "NNP"}:
                yield _Told(mention.start, token.lower_, of_actor(mention.actor))

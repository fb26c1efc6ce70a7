"""Step: events in the terms of PLOVER 2.0: who did what to whom, is to do it, or is said to have done it.

The learned tagger marks the words that tell an event, with its type, and how the event stands. Words of one event
become one; who acts and whom it befalls is told by `event_names`, mode, day and place by `event_details`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.event_codes import entity_of
from trucewatch.reading.event_details import EventDetails
from trucewatch.reading.event_names import EventNames, Named
from trucewatch.reading.event_syntax import is_main, shown_status
from trucewatch.reading.event_types import listed_type, promised, type_of
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.told_words import ToldWord, ToldWords, apart
from trucewatch.vocabulary.events import QUADS, Entity, Event, EventStatus, EventType
from trucewatch.vocabulary.passage import Passage

FOUND = 0.6
"""How sure the tagger must be of an event."""
FIRST = 0.15
"""How sure of a report's only sentence: that it tells something is likely before its words are looked at."""
LISTED = 0.4
"""How sure of an event whose word tells its type by itself."""
MAIN = 0.3
"""What standing in the main clause counts for when the events of a sentence are put in order."""
SURE = 0.7
"""Below this an event is unsure."""
_NEAR = 2  # steps in the parse within which two words tell of one event
_CARRIED = frozenset({"xcomp", "dobj", "prep", "pobj", "pcomp", "prt", "advmod", "acomp", "attr", "compound", "amod"})


@dataclass(frozen=True)
class Events:
    """The events of a report: sentence by sentence, in each the surest first."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class EventsStep:
    """Finds the events of a report."""

    name: str = "events"
    version: str = "1"
    reads: tuple[type, ...] = (Tags, Sentences, Dates, Actors, Parties)
    writes: type = Events

    def __call__(self, page: Page) -> Events:
        return Events(tuple(_Reader(page, self.name).run()))


class _Reader:
    """Reads the events of one page."""

    def __init__(self, page: Page, step: str) -> None:
        self.page, self.step = page, step
        self.words = ToldWords(page)
        self.names = EventNames(page, self.words)
        self.details = EventDetails(page)
        self.has_status = any(True for _ in self.words.of("event_status"))

    def run(self) -> Iterator[Event]:
        """The events, sentence by sentence."""
        spans = self.page.get(Sentences).spans
        is_alone = len(spans) == 1
        for sentence in spans:
            told = self.words.within("event", sentence.start_char, sentence.end_char)
            contexts = self.details.contexts(sentence) if told else ()
            groups = _grouped([w for w in told if _is_found(w, is_alone=is_alone)])
            groups.sort(key=lambda g: (-g[0].probability - MAIN * is_main(g[0].token), g[0].token.i))
            for group in groups:
                others = [w.token for other in groups if other is not group for w in other]
                yield replace(self._event(group, others), context=contexts)

    def _event(self, group: list[ToldWord], others: Sequence[Token]) -> Event:
        triggers = [w.token for w in group]
        day = self.details.day(triggers, is_alone=not others)
        status = self._status(group, day)
        kind = promised(type_of(triggers[0], cast("EventType", group[0].kind)), status)
        doers = self.names.doers(triggers, others)
        targets = self.names.targets(triggers, others, doers)
        return Event(
            type=kind,
            mode=self.details.mode(kind, triggers),
            status=status,
            actor=tuple(n.name for n in doers),
            recipient=tuple(n.name for n in targets),
            trigger=tuple(self.page.passage(w.span.start, w.span.end) for w in sorted(group, key=lambda w: w.span)),
            date=day,
            place=self.details.place(triggers),
            actor_entities=tuple(map(self._entity, doers)),
            recipient_entities=tuple(map(self._entity, targets)),
            confidence=round(group[0].probability, 3),
            unsure=group[0].probability < SURE,
            step=self.step,
        )

    def _status(self, group: list[ToldWord], day: str | None) -> EventStatus:
        """As the tagger tells it; what it takes for actual, or has not learnt, as tense and day show it."""
        if self.has_status:
            told = [s for w in group for s in self.words.within("event_status", w.span.start, w.span.end)]
            kind = cast("EventStatus", max(told, key=lambda s: s.probability).kind) if told else "actual"
            if kind != "actual":
                return kind
        shown = shown_status(group[0].token)
        return "historical" if shown == "actual" and self.details.is_past(day) else shown

    def _entity(self, named: Named) -> Entity:
        passage: Passage = self.page.passage(named.start, named.end)
        return entity_of(named.name, named.actor, self.names.actors, passage)


def _is_found(word: ToldWord, *, is_alone: bool) -> bool:
    """Is an event told surely enough? What words and tagger agree on may be told less surely."""
    if not any(letter.isalpha() for letter in word.token.text):
        return False
    if is_alone:
        return word.probability >= FIRST
    return word.probability >= (FOUND if listed_type(word.token) is None else LISTED)


def _grouped(words: Sequence[ToldWord]) -> list[list[ToldWord]]:
    """The words of one event together, the surest first."""
    groups: list[list[ToldWord]] = []
    for word in sorted(words, key=lambda w: (-w.probability, w.token.i)):
        if word.kind not in QUADS:
            continue
        known = next((g for g in groups if _is_one(g[0], word)), None)
        if known is None:
            groups.append([word])
        else:
            known.append(word)
    return groups


def _is_one(one: ToldWord, other: ToldWord) -> bool:
    """Do two words tell one event: of one type, one carried by the other: "launched ... attacks", "agreed to meet"?"""
    if one.kind != other.kind or apart(one.token, other.token) > _NEAR:
        return False
    lower = other.token if one.token in list(other.token.ancestors) else one.token
    upper = one.token if lower == other.token else other.token
    while lower != upper:
        if lower.dep_ not in _CARRIED or lower.head == lower:
            return False
        lower = lower.head
    return True

"""Stances of actors on proposals, plans, agreements and invitations (plain first version).

A verb or noun of a stance, its subject (or agent) as the holder, its object as the matter. What is only asked for,
imagined or asked about is no position; a condition behind the stance makes it conditional.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actor_draft import BOTH
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.dates import Dates
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.proposals import Proposals
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.stances import Stand, stands
from trucewatch.vocabulary.dates import without_part
from trucewatch.vocabulary.kinds import Position, PositionBasis


@dataclass(frozen=True)
class Positions:
    """The positions of a report, in the order of the text."""

    positions: tuple[Position, ...]


@dataclass(frozen=True)
class PositionsStep:
    """Finds who takes which stance on what."""

    name: str = "positions"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Dates, Actors, Speakers, Parties, Proposals)
    writes: type = Positions

    def __call__(self, page: Page) -> Positions:
        found: dict[tuple[int, str, str], Position] = {}
        for stand in stands(page.get(Sentences).doc):
            for holder in _holders(page, stand):
                position = _position(page, stand, holder)
                found.setdefault((position.evidence[0].start, position.actor, position.stance), position)
        return Positions(tuple(sorted(found.values(), key=lambda p: p.evidence[0].start)))


@dataclass(frozen=True)
class _Holder:
    """Who takes a stance: the side, the person or office who tells it, and the words for them in the report."""

    side: str
    speaker: str | None
    words: str


def _holders(page: Page, stand: Stand) -> Iterator[_Holder]:
    """The actors who take the stand: each of "A, B and C", each of "both sides"."""
    actors, parties = page.get(Actors), page.get(Parties)
    if stand.is_wish:
        yield from _speaker_of(page, stand)
        return
    for noun in stand.holders:
        if noun.lower_ in {"we", "i"}:
            yield from _speaker_of(page, stand)
            continue
        if noun is stand.verb or _phrase(noun).lower() in {"both", "the two"} or BOTH.match(_phrase(noun)):
            pair = parties.principal if len(parties.principal) == _TWO else ()
            yield from (_Holder(party.name, None, f"{_phrase(noun)} ({party.name})") for party in pair)
            continue
        mention = _named_beside(actors, noun) or actors.at(noun.idx)
        if mention is None or mention.actor.type in {"place", "media"}:
            continue
        is_bystander = mention.actor.type in {"person", "office"} and mention.actor.of is None
        if not (is_bystander and stand.matter is None):
            yield _holder(actors, mention)


def _speaker_of(page: Page, stand: Stand) -> Iterator[_Holder]:
    """Whoever is quoted there, if that is somebody who speaks for a side."""
    actors = page.get(Actors)
    quote = page.get(Speakers).at(stand.verb.idx)
    mention = actors.at(quote.source[0].end - 1) if quote is not None and quote.source else None
    if mention is not None and (stand.matter is not None or mention.actor.of is not None):
        yield _holder(actors, mention)


_TWO = 2


def _phrase(noun: Token) -> str:
    return " ".join(noun.doc[noun.left_edge.i : noun.i + 1].text.split())


def _holder(actors: Actors, mention: Mention) -> _Holder:
    is_person = mention.actor.type in {"person", "office"}
    return _Holder(actors.side_of(mention.actor), mention.actor.name if is_person else None, mention.text)


def _named_beside(actors: Actors, noun: Token) -> Mention | None:
    """The name in apposition to a common noun: "a breakaway faction, the Upland Guard"."""
    if noun.pos_ == "PROPN":
        return None
    apposed = (actors.at(t.idx) for t in noun.children if t.dep_ == "appos")
    return next((m for m in apposed if m is not None and m.how == "name" and m.actor.type != "place"), None)


def _position(page: Page, stand: Stand, holder: _Holder) -> Position:
    proposals = page.get(Proposals)
    start, end = stand.extent
    matter = stand.matter
    label = None
    if matter is not None:
        label = proposals.label_at(matter.idx)
        if label is None and matter.pos_ == "PRON":
            label = proposals.last_before(matter.idx)
    basis: PositionBasis = "declared" if page.get(Speakers).at(stand.verb.idx) or stand.is_saying else "characterised"
    return Position(
        actor=holder.side,
        speaker=holder.speaker,
        proposal=label or stand.matter_words or None,
        stance=stand.stance,
        basis=basis,
        date=_date(page, stand),
        actor_mention=holder.words,
        proposal_mention=stand.matter_words or None,
        evidence=(page.passage(start, end),),
        unsure=stand.is_weak,
        step="positions",
    )


_OF_A_DATE = frozenset("pobj npadvmod compound nummod amod prep det appos nmod advmod".split())


def _date(page: Page, stand: Stand) -> str | None:
    """The date told of the stance itself: the expression of time that hangs on its verb (or, misread, its object)."""
    sentence = sentence_of(stand.verb)
    for expression in page.get(Dates).within(sentence.start_char, sentence.end_char):
        span = sentence.doc.char_span(expression.surface[0].start, expression.surface[0].end, alignment_mode="expand")
        token = span.root if span is not None else None
        while token is not None and token.dep_ in _OF_A_DATE and token.head is not token:
            token = token.head
        if token in {stand.verb, stand.matter} and expression.type in {"date", "time"} and expression.value:
            return without_part(expression.value)
    return None

"""Step: stances of actors on proposals, plans, agreements and invitations.

A verb or noun of a stance, its subject (or agent) as the holder, its object as the matter (`stances`), joined with what
the learned tagger marks (`position_told`). What is only asked for, imagined or asked about is no position; a condition
behind the stance makes it conditional.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.position_details import basis_of, condition_of, date_of, detail_of
from trucewatch.reading.position_holders import Holder, Holders
from trucewatch.reading.position_told import ToldPositions
from trucewatch.reading.proposals import Proposals
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.stance_syntax import Stand
from trucewatch.reading.stances import stands
from trucewatch.vocabulary.kinds import Position

_NOTHING = frozenset("nothing anything something little much none".split())


@dataclass(frozen=True)
class Positions:
    """The positions of a report, in the order of the text."""

    positions: tuple[Position, ...]


@dataclass(frozen=True)
class PositionsStep:
    """Finds who takes which stance on what."""

    name: str = "positions"
    version: str = "4"
    reads: tuple[type, ...] = (Tags, Sentences, Dates, Actors, Speakers, Parties, Proposals)
    writes: type = Positions

    def __call__(self, page: Page) -> Positions:
        return Positions(_Reader(page, self.name).run())


class _Reader:
    """Reads the positions of one page."""

    def __init__(self, page: Page, step: str) -> None:
        self.page = page
        self.step = step
        self.holders = Holders(page)
        self.told = ToldPositions(page)

    def run(self) -> tuple[Position, ...]:
        sentences = self.page.get(Sentences)
        found: dict[tuple[int, str, str], Position] = {}
        read = self.told.believed(stands(sentences.doc))
        unread = [stand for sentence in sentences.spans for stand in self.told.unread(sentence, read)]
        for stand in [*read, *unread]:
            for holder in self._holders(stand):
                position = self._position(stand, holder)
                found.setdefault((sentence_of(stand.verb).start, position.actor, position.stance), position)
        return tuple(sorted(found.values(), key=lambda p: p.evidence[0].start))

    def _holders(self, stand: Stand) -> Iterator[Holder]:
        """Who takes the stand."""
        known = stand.matter is not None or self.told.is_able
        if stand.is_wish:
            yield from self.holders.speaker_at(stand.verb, bystanders=known)
        elif stand.verb in stand.holders:
            yield from self.holders.pair(stand.verb.text)
        else:
            yield from self.holders.of_nouns(stand.holders, bystanders=known)

    def _position(self, stand: Stand, holder: Holder) -> Position:
        return Position(
            actor=holder.side,
            speaker=holder.speaker,
            proposal=self._matter(stand),
            stance=stand.stance,
            stance_detail=detail_of(stand),
            basis=basis_of(stand, self.page.get(Speakers)),
            condition=condition_of(stand, self.page.text),
            date=date_of(stand, self.page.get(Dates)),
            actor_mention=holder.words,
            proposal_mention=self._words_of(stand),
            evidence=(self.page.passage(*stand.extent),),
            unsure=stand.is_weak,
            step=self.step,
        )

    def _matter(self, stand: Stand) -> str | None:
        """What it is about: the label of a known proposal, else the report's words."""
        proposals, matter = self.page.get(Proposals), stand.matter
        label = None
        if matter is not None:
            label = proposals.label_at(matter.idx)
            if label is None and matter.pos_ == "PRON":
                label = proposals.last_before(matter.idx)
        return label or self._words_of(stand)

    def _words_of(self, stand: Stand) -> str | None:
        """The report's words for the matter; a day, a town or "nothing" is what no stand is taken on."""
        matter = stand.matter
        if matter is not None and stand.matter_words:
            dated = self.page.get(Dates).within(matter.idx, matter.idx + len(matter))
            is_beside = matter.dep_ == "pobj" and (bool(dated) or matter.ent_type_ in {"GPE", "LOC", "FAC"})
            if is_beside or matter.lower_ in _NOTHING:
                return None
        return stand.matter_words or None

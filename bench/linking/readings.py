"""Sequences as the reader has them: the actors it finds in the raw texts, each with the annotated one it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bench.linking.gold import GoldReport, GoldSequence
from trucewatch.api.reader import load_reader
from trucewatch.linking.names import plain, words_of
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.kinds import Agreement, Proposal
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import MemoryView

_PERSONS = ("person", "office")
_LABELLED = (Proposal, Agreement)


@dataclass(frozen=True)
class ReadSequence:
    """A sequence as read.

    Attributes:
        view: its reports, statements and actors.
        of: id of an actor that was read -> id of the annotated one whose mentions it covers most.
        sound: the ids among them that were read without a fault as far as their name goes: it is one that the
            annotated actor goes by (and not the seat that stands for it).
        statements: id of a proposal or agreement that was read -> id of the annotated one that it is on.
    """

    view: MemoryView
    of: Mapping[str, str]
    sound: frozenset[str]
    statements: Mapping[str, str]


def read_sequence(gold: GoldSequence) -> ReadSequence:
    """Read the texts of a sequence."""
    reader = load_reader()
    readings = [reader(each.report) for each in gold.reports]
    of: dict[str, str] = {}
    right: set[str] = set()
    for each, reading in zip(gold.reports, readings, strict=True):
        for actor in reading.actors:
            covered = covered_most(actor, each)
            if covered is not None:
                of[actor_id(actor, each.report)] = actor_id(covered, each.report)
                if is_called_so(actor, covered):
                    right.add(actor_id(actor, each.report))
    view = MemoryView(
        tuple(each.report for each in gold.reports),
        tuple(s for reading in readings for s in reading.statements),
        all_actors={each.report.id: r.actors for each, r in zip(gold.reports, readings, strict=True)},
    )
    told = {s.id: on for each, r in zip(gold.reports, readings, strict=True) for s, on in on_what(r.statements, each)}
    return ReadSequence(view, of, frozenset(right), told)


def on_what(read: Iterable[AnyStatement], gold: GoldReport) -> Iterator[tuple[AnyStatement, str]]:
    """Each proposal and agreement that was read, with the id of the annotated one of its sort that it is on.

    That is the one whose passages it overlaps; of several the one whose label shares most words with its own, then the
    one that it overlaps most. A statement that overlaps none is left out.
    """
    for statement in read:
        sort = next((sort for sort in _LABELLED if isinstance(statement.content, sort)), None)
        fitting = [s for s in gold.statements if sort is not None and isinstance(s.content, sort)]
        near = [(overlap, known) for known in fitting if (overlap := _overlap(statement, known))]
        if near:
            own = set(words_of(statement.content.subject or ""))
            yield statement, max(near, key=lambda each: (len(own & _label_words(each[1])), each[0]))[1].id


def _label_words(statement: AnyStatement) -> set[str]:
    return set(words_of(statement.content.subject or ""))


def _overlap(one: AnyStatement, other: AnyStatement) -> int:
    """The characters that two statements' passages share."""
    places = [{n for p in each.content.evidence for n in range(p.start, p.end)} for each in (one, other)]
    return len(places[0] & places[1])


def is_called_so(actor: ReportActor, known: ReportActor) -> bool:
    """Is the name of an actor as read one that the annotated actor goes by? For persons one common word is enough."""
    names = {plain(m.passage.text) for m in known.mentions if m.how != "metonym"}
    if actor.type in _PERSONS and known.type in _PERSONS:
        return any(not set(plain(actor.name).split()).isdisjoint(name.split()) for name in names)
    return plain(actor.name) in names


def covered_most(actor: ReportActor, gold: GoldReport) -> ReportActor | None:
    """The annotated actor of which an actor's mentions cover most places; None where none.

    Of several the one that it is a person like, or none like ("United Nations envoy" is the envoy), then the one that
    its own name names (not the one that a noun tied to it means), then the first.

    A mention covers a place that it shares at least half of all their characters with; or, for two persons or two that
    are none, one that lies within it at its end ("Foreign Minister Anna Berg" covers "Berg"). Pronouns are not
    annotated.
    """
    covered: Counter[int] = Counter()
    rank: dict[int, tuple[bool, int]] = {}
    named = tuple(m for m in actor.mentions if m.how == "name")
    for number, known in enumerate(gold.actors):
        alike = (actor.type in _PERSONS) == (known.type in _PERSONS)
        by_name = 0
        for place in known.mentions:
            covered[number] += any(_covers(m.passage, place.passage, alike=alike) for m in actor.mentions)
            by_name += any(_covers(m.passage, place.passage, alike=alike) for m in named)
        rank[number] = (not alike, -by_name)
    best = min(covered, key=lambda n: (-covered[n], *rank[n], n), default=0)
    return gold.actors[best] if covered[best] else None


def _covers(mention: Passage, place: Passage, *, alike: bool) -> bool:
    shared = min(mention.end, place.end) - max(mention.start, place.start)
    if shared <= 0:
        return False
    whole = max(mention.end, place.end) - min(mention.start, place.start)
    return 2 * shared >= whole or (alike and mention.covers(place) and mention.end == place.end)

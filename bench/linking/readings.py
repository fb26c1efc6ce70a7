"""Sequences as the reader has them: the actors it finds in the raw texts, each with the annotated one it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bench.linking.gold import GoldReport, GoldSequence
from trucewatch.api.reader import load_reader
from trucewatch.linking.names import plain
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.view import MemoryView

_PERSONS = ("person", "office")


@dataclass(frozen=True)
class ReadSequence:
    """A sequence as read.

    Attributes:
        view: its reports, statements and actors.
        of: id of an actor that was read -> id of the annotated one whose mentions it covers most.
        sound: the ids among them that were read without a fault as far as their name goes: it is one that the
            annotated actor goes by (and not the seat that stands for it).
    """

    view: MemoryView
    of: Mapping[str, str]
    sound: frozenset[str]


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
    return ReadSequence(view, of, frozenset(right))


def is_called_so(actor: ReportActor, known: ReportActor) -> bool:
    """Is the name of an actor as read one that the annotated actor goes by? For persons one common word is enough."""
    names = {plain(m.passage.text) for m in known.mentions if m.how != "metonym"}
    if actor.type in _PERSONS and known.type in _PERSONS:
        return any(not set(plain(actor.name).split()).isdisjoint(name.split()) for name in names)
    return plain(actor.name) in names


def covered_most(actor: ReportActor, gold: GoldReport) -> ReportActor | None:
    """The annotated actor of which an actor's mentions cover most places; the first of several; None where none.

    A mention covers a place that it shares at least half of all their characters with; or, for two persons or two that
    are none, one that lies within it at its end ("Foreign Minister Anna Berg" covers "Berg"). Pronouns are not
    annotated.
    """
    covered: Counter[int] = Counter()
    for number, known in enumerate(gold.actors):
        alike = (actor.type in _PERSONS) == (known.type in _PERSONS)
        for place in known.mentions:
            covered[number] += any(_covers(m.passage, place.passage, alike=alike) for m in actor.mentions)
    best = min(covered, key=lambda n: (-covered[n], n), default=0)
    return gold.actors[best] if covered[best] else None


def _covers(mention: Passage, place: Passage, *, alike: bool) -> bool:
    shared = min(mention.end, place.end) - max(mention.start, place.start)
    if shared <= 0:
        return False
    whole = max(mention.end, place.end) - min(mention.start, place.start)
    return 2 * shared >= whole or (alike and mention.covers(place) and mention.end == place.end)

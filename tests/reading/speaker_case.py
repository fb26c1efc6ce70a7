"""Speakers of made-up reports, found by the rules alone: no model is read."""

from __future__ import annotations

from trucewatch.reading.actors import Actors, ActorsStep
from trucewatch.reading.attributions import Attribution
from trucewatch.reading.page import Page
from trucewatch.reading.quotation_marks import find_marked
from trucewatch.reading.sentences import Sentences, SentencesStep
from trucewatch.reading.speaker_kinds import Named
from trucewatch.reading.speaker_names import SpeakerNames
from trucewatch.reading.speakers import find_attributions
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def read_actors(text: str) -> tuple[Sentences, Actors]:
    """Sentences and actors of a text."""
    page = Page(Report(text=text))
    run_steps(page, [SentencesStep(), ActorsStep()])
    return page.get(Sentences), page.get(Actors)


def attributed(text: str) -> list[Attribution]:
    """What the rules find attributed, in the order of the cues."""
    sentences, _ = read_actors(text)
    found = find_attributions(sentences, find_marked(text, sentences.paragraphs))
    return sorted(found, key=lambda a: a.cue or a.content[0])


def named(text: str) -> list[Named | None]:
    """The speaker of each attribution, in the order of the cues."""
    sentences, actors = read_actors(text)
    names = SpeakerNames(sentences, actors)
    return [names.name(a) for a in attributed(text)]


def speakers(text: str) -> list[str | None]:
    """Their names."""
    return [one.name if one is not None else None for one in named(text)]

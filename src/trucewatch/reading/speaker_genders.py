"""Which actors of a report it calls "he" and which "she"."""

from __future__ import annotations

from collections.abc import Mapping

from trucewatch.reading.actors import Actors
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speaker_gender_signs import Gender, Told, genders_told


def find_genders(sentences: Sentences, actors: Actors) -> Mapping[str, Gender]:
    """Names of actors whose gender the report shows."""
    persons: list[Told] = []
    for mention in actors.mentions:
        if mention.how == "pronoun" or mention.actor.type not in {"person", "office"}:
            continue
        span = sentences.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            persons.append((span.start, span.end, mention.actor.name))
    return genders_told(sentences.doc, sentences.spans, persons)

"""The names and times that the learned tagger found, as the entities of a Doc.

The rules ask a token whether it is of a person, a place or a date. spaCy's recogniser can tell them, but it takes about
half of the time of a parse; the tagger has read the text already.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from trucewatch.reading.encoder.layer import Tags

_LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "armed_group": "ORG",
    "body": "ORG",
    "place": "GPE",
    "state": "GPE",
}  # an office is no entity
_OF_PEOPLES = frozenset({"JJ", "NNPS"})


def entities(doc: Doc, tags: Tags) -> list[Span]:
    """Entities with spaCy's labels, in order; of those that share a word the longest.

    Args:
        doc: the text, tagged: "Ruritania" is a GPE, "Ruritanian" a NORP.
        tags: what the tagger found in the same text.
    """
    found = []
    for tag in (*tags.of("actor"), *tags.of("time")):
        label = _LABELS.get(tag.kind) or ("TIME" if tag.kind == "TIME" else "DATE")
        span = doc.char_span(tag.start, tag.end, alignment_mode="contract") if tag.kind != "office" else None
        if span is not None and len(span):
            of_people = label == "GPE" and (span.root.tag_ in _OF_PEOPLES or "ADJ" in {span.root.pos_, span[-1].pos_})
            found.append(Span(doc, span.start, span.end, label="NORP" if of_people else label))
    return filter_spans(found)

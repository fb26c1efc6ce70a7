"""Names where the tagger sees none: labels of a transcript's turns, the town of a dateline, a known name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from trucewatch.reading.actor_names import Name
from trucewatch.reading.actor_runs import dateline_towns
from trucewatch.reading.sentences import find_paragraphs, text_of
from trucewatch.reading.speech_turns import find_turns

_LEAST = 4  # letters of a word that is taken for a name because it is one elsewhere


def with_labels(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names, with those of labels and datelines in place of what the tagger made of them, by place.

    A label that is part of a person's full name is that person; one that is no name ("ANCHOR") names nobody.
    """
    labels = list(_labels(doc, names))
    towns = [Name(s.start, s.end, s.text, "place") for s in _spans(doc, dateline_towns(text_of(doc)))]
    taken = {i for name in names for i in range(name.first, name.last)}
    towns = [town for town in towns if not taken & set(range(town.first, town.last))]
    sure = [*(name for _, name in labels if name is not None), *towns]
    masked = {i for span, _ in labels for i in range(span.start, span.end)}
    kept = [*(n for n in names if not masked & set(range(n.first, n.last))), *sure]
    return tuple(sorted([*kept, *_repeated(doc, kept)], key=lambda n: n.first))


def _labels(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[Span, Name | None]]:
    text = text_of(doc)
    turns = find_turns(text, find_paragraphs(text))
    persons = [n for n in names if n.type == "person" and not n.form.isupper()]
    bearers: dict[str, Name] = {}
    for person in reversed(persons):
        parts = person.form.casefold().split()
        bearers.update((" ".join(parts[n:]), person) for n in range(len(parts)))
    for turn in turns:
        span = next(_spans(doc, [turn.label]), None)
        if span is None:
            continue
        label = text[slice(*turn.label)]
        bearer = bearers.get(" ".join(label.casefold().split()))
        if bearer is not None:
            yield span, replace(bearer, first=span.start, last=span.end)
        elif turn.is_own and " " not in label:
            yield span, None
        else:
            yield span, Name(span.start, span.end, label, "person")


def _repeated(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Further places of names of one word, where the word is never printed small and stands where a subject opens."""
    known = {n.form: n for n in names if n.how == "name" and " " not in n.form and len(n.form) >= _LEAST}
    known = {form: n for form, n in known.items() if n.type != "thing" and form.isalpha() and not form.isupper()}
    if not known:
        return
    text = text_of(doc)
    taken = {i for name in names for i in range(name.first, name.last)}
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?![\w-])")
    small = {m.group() for m in re.finditer(r"(?<![\w-])[a-z]+(?![\w-])", text)}
    for match in pattern.finditer(text):
        span = next(_spans(doc, [match.span()]), None)
        if span is None or len(span) != 1 or span.start in taken or match.group().lower() in small:
            continue
        if not (span.start and doc[span.start - 1].text[:1].isupper()):
            yield replace(known[match.group()], first=span.start, last=span.end)


def _spans(doc: Doc, extents: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for extent in extents:
        span = doc.char_span(*extent, alignment_mode="expand")
        if span is not None:
            yield span

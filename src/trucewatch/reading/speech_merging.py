"""Rules and tagger together: what the rules found stays, and the tagger adds where they found nothing.

The tagger attributes more than a reading records as quotes (plans, feelings, deeds). What it adds must be tied by a cue
of saying or hold quotation marks, and be taken for a quote by the tagger's own head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from trucewatch.reading.attribution_links import Linked
from trucewatch.reading.attributions import Attribution, Extent
from trucewatch.reading.indirect_speech import frames_of, in_question, is_asserted
from trucewatch.reading.learned_speech import Learned
from trucewatch.reading.lexicons import words
from trucewatch.reading.quotation_marks import Marked, marked_between
from trucewatch.vocabulary.kinds import Quote

_NEW_SENTENCE = re.compile(r"[.!?][”\"’')\]]*\s+[“\"‘'«`]*$")  # between a cue and the next words between marks
_NOBODY = frozenset("neither nobody no none".split())
_NO_WORDS = frozenset("plain refusal person denial document".split())  # frames that carry no words of the speaker's
_LEAST_QUOTED = 0.8  # share of a content that the tagger's head for quotes must hold; tried on the development sets


def merged(
    ruled: Sequence[Attribution], learned: Sequence[Learned], doc: Doc, marked: Sequence[Marked]
) -> list[Attribution]:
    """The attributions of the rules, and those of the tagger that touch none of them; by the start of their content."""
    taken = _united(extent for a in ruled for extent in (*a.content, *([a.cue] if a.cue else [])))
    added = [
        one.found
        for one in learned
        if one.quoted >= _LEAST_QUOTED and _is_speech(one.found, doc, marked) and not _touches(one.found, taken)
    ]
    return sorted([*ruled, *added], key=lambda a: a.content)


def parted(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Direct speech that goes on in a new sentence behind its cue is a quote of its own, with its cue and source."""
    return sorted((part for a in found for part in _parts(a, text)), key=lambda a: a.content)


def _parts(a: Attribution, text: str) -> Iterator[Attribution]:
    if not a.direct or a.cue is None:
        yield a
        return
    first = 0
    for number, (left, right) in enumerate(pairwise(a.content), 1):
        if right[0] > a.cue[1] and _NEW_SENTENCE.search(text, left[1], right[0]):
            yield replace(a, content=a.content[first:number])
            first = number
    yield replace(a, content=a.content[first:])


def beyond(linked: Sequence[Linked], quotes: Sequence[Quote]) -> tuple[Linked, ...]:
    """Those of the tagger's attributions whose contents share no character with a quote's."""
    taken = _united((passage.start, passage.end) for quote in quotes for passage in quote.content)
    return tuple(each for each in linked if not any(_shares(part, taken) for part in each.content))


def _is_speech(found: Attribution, doc: Doc, marked: Sequence[Marked]) -> bool:
    holds_marks = any(marked_between(marked, *piece) for piece in found.content)
    if found.source is None:
        return False
    if found.cue is None:
        return holds_marks
    cue = doc.char_span(*found.cue, alignment_mode="expand")
    source = doc.char_span(*found.source.extent, alignment_mode="expand")
    if cue is None or source is None or source[0].lower_ in _NOBODY or in_question(cue[0]):
        return False
    verbs = [t for t in cue if t.pos_ in {"VERB", "AUX"}]
    if any(frames_of(t) and not is_asserted(t) for t in verbs):
        return False
    return holds_marks or any(_says(t) for t in cue)


def _says(token: Token) -> bool:
    """A verb that takes words as its object or clause, or a noun of saying ("the envoy's claim that")."""
    if token.pos_ in {"VERB", "AUX"}:
        return bool(frames_of(token) - _NO_WORDS)
    return token.lemma_.lower() in words("cue_verbs")


def _united(extents: Iterable[Extent]) -> list[Extent]:
    """The same characters as extents that do not overlap, in order."""
    found: list[Extent] = []
    for start, end in sorted(extents):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _touches(found: Attribution, taken: Sequence[Extent]) -> bool:
    """Does its content or cue share a character with what the rules took?"""
    parts = [*found.content, *([found.cue] if found.cue else [])]
    return any(_shares(part, taken) for part in parts)


def _shares(part: Extent, taken: Sequence[Extent]) -> bool:
    at = bisect_left(taken, (part[1], 0)) - 1
    return at >= 0 and taken[at][1] > part[0]

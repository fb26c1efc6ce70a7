"""Who passes words on: "state radio reported that the mission had warned ...", "quoted by the agency as saying ...".

Our annotation records what the outermost speaker says; what is attributed within it is no quote of its own. Where the
outermost speaker only carries what others say (an outlet, or a cue of carrying) the inner words are one, and the
outlet stands in their chain. Such a sentence gives two quotes: the outlet's, and the inner speaker's with the outlet
behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from trucewatch.reading.attributions import Attribution, Extent, Source
from trucewatch.reading.lexicons import words

_CARRYING = frozenset("report carry quote cite broadcast publish relay air".split())
_QUOTING = frozenset("quote cite".split())
_OWN_WORDS = frozenset("i we you he she it they who which that there nobody".split())
_LEAST_WORDS = 3  # of the inner content
_UP = 4  # words up the syntax from "saying" to "quoted"


def with_chains(found: Sequence[Attribution], nested: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """The attributions with those who pass them on, and those carried within another's words, by their contents.

    Args:
        found: what is recorded as quotes so far, none within another.
        nested: further attributions; those that lie within the words of a carrier are added.
        doc: the report.
    """
    known = [_with_quoting(a, doc) for a in found]
    inner = [made for a in nested if (made := _carried(a, known, doc)) is not None]
    return sorted([*known, *inner], key=lambda a: a.content)


def _carried(a: Attribution, found: Sequence[Attribution], doc: Doc) -> Attribution | None:
    """An attribution within a carrier's words, with the carrier behind those it has; None where it is none."""
    if a.cue is None or a.source is None or not _says(a, doc):
        return None
    around = [b for b in found if _lies_in(a, b)]
    outer = min(around, key=lambda b: b.content[-1][1] - b.content[0][0], default=None)
    if outer is None or outer.source is None or not _carries(outer, outer.source, doc):
        return None
    return replace(a, carriers=(*a.carriers, outer.source, *outer.carriers))


def _lies_in(a: Attribution, outer: Attribution) -> bool:
    """Do cue, source and content all stand within the other's words, as a part of them?"""
    if a.cue is None or a.source is None or a.content == outer.content:
        return False
    return all(outer.covers(*part) for part in (a.cue, a.source.extent, *a.content))


def _says(a: Attribution, doc: Doc) -> bool:
    """Has it a verb of saying, somebody of its own as source, and more than a word or two of content?"""
    cue = [] if a.cue is None else _tokens(doc, a.cue)
    source = [] if a.source is None else _tokens(doc, a.source.extent)
    content = sum(not t.is_punct for piece in a.content for t in _tokens(doc, piece))
    is_saying = any(t.lemma_.lower() in words("cue_verbs") for t in cue)
    is_other = bool(source) and not (len(source) == 1 and source[0].lower_ in _OWN_WORDS)
    return is_saying and is_other and content >= _LEAST_WORDS


def _carries(outer: Attribution, speaker: Source, doc: Doc) -> bool:
    """Is the outer speaker an outlet, or its cue one of carrying?"""
    source = {t.lower_ for t in _tokens(doc, speaker.extent)}
    cue = {t.lemma_.lower() for t in _tokens(doc, outer.cue)} if outer.cue is not None else set()
    return bool(source & words("media_words") or cue & _CARRYING)


def _with_quoting(a: Attribution, doc: Doc) -> Attribution:
    """With the outlet of "the agency quoted her as saying" or "she was quoted by the agency as saying"."""
    if a.cue is None or a.source is None or a.carriers:
        return a
    carrier = next((c for token in _tokens(doc, a.cue) for c in _outlets(token)), None)
    if carrier is None or _touches(_extent(carrier), a):
        return a
    return replace(a, carriers=(Source(_extent(carrier), carrier.idx),))


def _outlets(cue: Token) -> Iterator[Token]:
    verb = cue
    for _ in range(_UP):
        if verb.lemma_.lower() in _QUOTING:
            break
        verb = verb.head
    if verb.lemma_.lower() not in _QUOTING:
        return
    is_passive = any(t.dep_ in {"auxpass", "nsubjpass"} for t in verb.children) or verb.dep_ in {"acl", "relcl"}
    for child in verb.children:
        if child.dep_ == "agent":
            yield from (t for t in child.children if t.dep_ == "pobj")
        elif child.dep_ == "nsubj" and not is_passive and cue.i != verb.i:
            yield child


def _touches(extent: Extent, a: Attribution) -> bool:
    """Is it the speaker or stands in the words?"""
    parts = [*a.content, *([a.source.extent] if a.source is not None else [])]
    return any(start < extent[1] and extent[0] < end for start, end in parts)


def _extent(noun: Token) -> Extent:
    return noun.left_edge.idx, noun.idx + len(noun)


def _tokens(doc: Doc, extent: Extent) -> list[Token]:
    span = doc.char_span(*extent, alignment_mode="expand")
    return [t for t in span if not t.is_space] if span is not None else []

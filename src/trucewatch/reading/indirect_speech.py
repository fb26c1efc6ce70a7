"""Reported clauses and phrases: what a verb, noun or phrase of saying attributes, by the syntax around it.

The verbs and what each takes stand in `lexicons/cue_verbs.txt`. Words between marks are ordinary words here; a
quotation proper (`direct_speech`) has been found before and its cue is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.attributions import Attribution, Extent, extent_of, extents, is_finite
from trucewatch.reading.cue_sources import noun_phrase, source_extent, subject_of
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.reported_words import (
    clause_end,
    named_objects,
    object_words,
    own_infinitive,
    phrase_words,
    reported_clause,
    told_to_act,
)

_BREAKS = frozenset({",", "–", "—", "--", ";", ":", ".", "!", "?"})
_STOPS = frozenset({";", ":", ".", "!", "?"})


@dataclass(frozen=True)
class Scene:
    """Where cues are looked for.

    Attributes:
        doc: the parsed text.
        spoken: is a token inside a direct quotation, or its cue?
    """

    doc: Doc
    spoken: Callable[[Token], bool]


def find_indirect(sentences: tuple[Span, ...], scene: Scene) -> Iterator[Attribution]:
    """All reported clauses and phrases, in the order of their cues; they may lie inside one another."""
    for sentence in sentences:
        for token in sentence:
            if token.is_space or scene.spoken(token):
                continue
            found = _by_verb(token, sentence, scene) or _by_phrase(token, sentence, scene)
            if found is not None:
                yield found


# -- verbs ---------------------------------------------------------------------------------------------------


def frames_of(token: Token) -> frozenset[str]:
    """What a verb of saying takes, empty for any other word."""
    if token.pos_ not in {"VERB", "AUX"} and not token.tag_.startswith("VB"):
        return frozenset()
    return frozenset(table("cue_verbs").get(token.lemma_.lower(), "").split())


def _by_verb(verb: Token, sentence: Span, scene: Scene) -> Attribution | None:
    frames = frames_of(verb)
    if not frames or not _is_asserted(verb):
        return None
    head = subject_of(verb)
    if head is None or scene.spoken(head):
        return None
    found = _contents(verb, head, frames, sentence)
    if found is None:
        return None
    content, cue = found
    pieces = extents(scene.doc, content)
    if not pieces:
        return None
    return Attribution(pieces, cue, source_extent(head), head.idx)


def _is_asserted(verb: Token) -> bool:
    """Not "did not say", not "the plan announced by ...", not "asked to say"."""
    children = [c.dep_ for c in verb.children]
    if "neg" in children and verb.lemma_ not in {"believe", "think", "expect", "want"}:
        return False
    if "nsubjpass" in children or "auxpass" in children:
        return "agent" in children
    if verb.tag_ == "VBN" and not {"aux", "nsubj"} & set(children):
        return verb.dep_ == "conj" and verb.head.tag_ in {"VBD", "VBN"}
    return True


def _contents(verb: Token, head: Token, frames: frozenset[str], sentence: Span) -> tuple[list[int], Extent] | None:
    """Token numbers of the content and the extent of the cue, by the first frame that is filled."""
    doc = verb.doc
    cue = extent_of(verb, verb)
    if "clause" in frames:
        content = reported_clause(verb, sentence)
        if content is None and not _has_object(verb, frames):
            content = around(verb, head, sentence)
        if content:
            return content, cue
    if "command" in frames and (content := told_to_act(verb)):
        return content, cue
    if {"to", "to_person"} & frames and (content := own_infinitive(verb)):
        return content, cue
    if {"as", "naming"} & frames and (content := named_objects(verb, frames)):
        return content, cue
    for preposition in ("of", "for", "on", "upon", "with", "against", "about", "at"):
        if preposition in frames and (behind := phrase_words(verb, preposition)):
            joined = preposition if preposition in {"for", "on", "upon"} and verb.lemma_ in {"call", "ask"} else None
            return behind[1], extent_of(verb, doc[behind[0]]) if joined and behind[0] == verb.i + 1 else cue
    if {"object", "gerund"} & frames and (content := object_words(verb, frames)):
        return content, cue
    return None


def _has_object(verb: Token, frames: frozenset[str]) -> bool:
    return "person" not in frames and any(
        c.dep_ == "dobj" and c.i > verb.i and c.ent_type_ != "DATE" for c in verb.children
    )


def around(verb: Token, head: Token, sentence: Span) -> list[int] | None:
    """The words around a cue set off by commas: "X, he said" and "X, officials said, Y"."""
    doc = verb.doc
    first, last = noun_phrase(head)
    inverted = first.i > verb.i
    start = _cue_start(verb if inverted else first, verb)
    before = doc[start - 1] if start > sentence.start else None
    if before is None or not (before.text in {",", "–", "—", "--"} or (before.is_quote and start - 2 >= sentence.start)):
        return None
    behind = max(verb.i, last.i if inverted else verb.i) + 1
    stop = next((i for i in range(behind, sentence.end) if doc[i].text in _BREAKS), sentence.end)
    if any(is_finite(doc[i]) for i in range(behind, stop)):
        return None
    left = list(range(_clause_start(doc, start - 1, sentence.start), start - 1 + before.is_quote))
    right = _resumed(doc, stop, sentence.end, inverted=inverted)
    if left and doc[left[-1]].lower_ in {"that", "which", "who"}:
        left = []
    if not right and not any(doc[i].pos_ in {"VERB", "AUX"} or doc[i].is_quote for i in left):
        return None
    return [*left, *right] or None


def _cue_start(word: Token, verb: Token) -> int:
    """Number of the first token of the cue's clause: auxiliaries and adverbs before an inverted verb belong to it."""
    start = min(word.i, verb.i)
    while start > 0 and verb.doc[start - 1].head == verb and verb.doc[start - 1].pos_ in {"ADV", "AUX", "CCONJ", "SCONJ"}:
        start -= 1
    return start


def _clause_start(doc: Doc, end: int, floor: int) -> int:
    """Where the words before a closing cue begin: the sentence, or what follows its last semicolon."""
    cuts = [i for i in range(floor, end) if doc[i].text == ";"]
    return cuts[-1] + 1 if cuts else floor


def _resumed(doc: Doc, stop: int, end: int, *, inverted: bool) -> list[int]:
    """The words after a cue in the middle, up to a semicolon; none where a participle or apposition follows."""
    if stop >= end - 1 or doc[stop].text not in {",", "–", "—", "--", ":"}:
        return []
    following = doc[stop + 1]
    if inverted or following.tag_ == "VBG" or following.lower_ in {"who", "which", "whose", "where", "according"}:
        return []
    last = next((i for i in range(stop + 1, end) if doc[i].text == ";"), end)
    return list(range(stop + 1, clause_end(doc, stop + 1, last - 1) + 1))


# -- nouns, adjectives and "according to" --------------------------------------------------------------------


def _by_phrase(token: Token, sentence: Span, scene: Scene) -> Attribution | None:
    if token.lower_ == "according":
        return _according(token, sentence, scene)
    if token.lemma_.lower() in words("cue_nouns") and token.pos_ == "NOUN":
        return _by_noun(token, scene)
    if token.lower_ in words("cue_adjectives") and token.head.lemma_ == "be":
        return _by_adjective(token, scene)
    return None


def _according(token: Token, sentence: Span, scene: Scene) -> Attribution | None:
    doc = scene.doc
    if token.i + 2 >= sentence.end or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    head = next((c for c in to.children if c.dep_ in {"pobj", "pcomp"}), None)
    if head is None:
        return None
    first, last = noun_phrase(head)
    start, stop = token.i, last.i + 1
    left: list[int] = []
    if start > sentence.start:
        left = list(range(_clause_start(doc, start, sentence.start), start))
        if len(left) > 1 and doc[left[-1]].text == "," and doc[left[-2]].lower_ in {"that", "which", "who", "and"}:
            left = []
        elif len(left) < 3 and not any(doc[i].pos_ in {"VERB", "NOUN", "PROPN"} for i in left):
            left = []
    closing = start > sentence.start and left
    right: list[int] = []
    if stop < sentence.end and doc[stop].text == ",":
        end = next((i for i in range(stop + 1, sentence.end) if doc[i].text == ";"), sentence.end)
        right = [] if closing and doc[stop + 1].tag_ == "VBG" else list(range(stop + 1, end))
    elif stop < sentence.end and not left:
        right = list(range(stop, sentence.end))
    pieces = extents(doc, left + right)
    if not pieces:
        return None
    return Attribution(pieces, extent_of(token, to), extent_of(first, last), head.idx)


def _by_noun(noun: Token, scene: Scene) -> Attribution | None:
    """ "the army's claim that ...", "expressed hope that ...", "its call for ..."."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and _opens_with_that(c)), None)
    if clause is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.dep_ in {"dobj", "pobj", "attr"}:
        verb = noun.head if noun.head.pos_ in {"VERB", "AUX"} else noun.head.head
        owner = subject_of(verb) if verb.pos_ in {"VERB", "AUX"} and _is_asserted(verb) else None
    if owner is None or scene.spoken(owner):
        return None
    mark = next(c for c in clause.children if c.dep_ == "mark" or c.lower_ == "that")
    pieces = extents(scene.doc, range(mark.i + 1, clause_end(scene.doc, mark.i + 1, clause.right_edge.i) + 1))
    if not pieces:
        return None
    return Attribution(pieces, extent_of(noun, noun), source_extent(owner), owner.idx)


def _opens_with_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def _by_adjective(adjective: Token, scene: Scene) -> Attribution | None:
    """ "is confident that ..."."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp" and _opens_with_that(c)), None)
    head = subject_of(adjective.head)
    if clause is None or head is None or any(c.dep_ == "neg" for c in adjective.head.children):
        return None
    mark = next(c for c in clause.children if c.lower_ == "that")
    pieces = extents(scene.doc, range(mark.i + 1, clause_end(scene.doc, mark.i + 1, clause.right_edge.i) + 1))
    if not pieces:
        return None
    return Attribution(pieces, extent_of(adjective.head, adjective), source_extent(head), head.idx)

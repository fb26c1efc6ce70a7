"""Reported clauses and phrases: what a verb, noun or phrase of saying attributes, by the syntax around it.

The verbs and what each takes stand in `lexicons/cue_verbs.txt`. Words between marks are ordinary words here; a
quotation proper (`direct_speech`) has been found before and its cue is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.attributions import Attribution, Extent, Source, extent_of, extents, is_finite
from trucewatch.reading.clause_ends import clause_end, closes_sentence, reach
from trucewatch.reading.cue_sources import behind_dateline, behind_document, is_name, noun_phrase, source_of, subject_of
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.reported_words import (
    named_objects,
    object_words,
    own_infinitive,
    phrase_words,
    reported_clause,
    told_to_act,
)
from trucewatch.reading.sentences import sentence_of

_BREAKS = frozenset({",", "–", "—", "--", ";", ":", ".", "!", "?"})


@dataclass(frozen=True)
class Scene:
    """Where cues are looked for.

    Attributes:
        doc: the parsed text.
        text: its characters; `doc.text` would join them anew each time.
        spoken: is a token inside a direct quotation, or its cue?
        opening: offset where the report's own text begins, behind a dateline.
    """

    doc: Doc
    text: str
    spoken: Callable[[Token], bool]
    opening: int = 0


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
    if token.pos_ not in {"VERB", "AUX"} and not token.tag_.startswith("VB") and not _is_misread(token):
        return frozenset()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    joined = table("cue_verbs").get(f"{token.lemma_.lower()} {particle}")
    return frozenset((joined or table("cue_verbs").get(token.lemma_.lower(), "")).split())


def _is_misread(token: Token) -> bool:
    """A verb that the parse took for a plural: "and demands that ..."."""
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.tag_ == "NNS" and token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and following == "that"


def _by_verb(verb: Token, sentence: Span, scene: Scene) -> Attribution | None:
    frames = frames_of(verb)
    if not frames or not is_asserted(verb) or is_name(verb):
        return None
    head = subject_of(verb)
    if head is None or scene.spoken(head) or ("document" in frames and not _is_document(head)):
        return None
    head = behind_dateline(head, verb, scene.opening)
    found = _contents(verb, head, frames, sentence)
    if found is None:
        return None
    content, cue = found
    pieces = extents(scene.doc, (i for i in content if scene.doc[i].idx >= scene.opening))
    if not pieces:
        return None
    return Attribution(pieces, cue, _source(head, cue, scene))


def _source(head: Token, cue: Extent, scene: Scene) -> Source:
    """The speaker's words without a dateline before them or a cue that the parse took in."""
    source = source_of(head)
    start, end = source.extent
    if head.idx < cue[0] < end:
        end = cue[0] - (scene.text[cue[0] - 1] == " ")
    return replace(source, extent=(max(start, min(scene.opening, head.idx)), end))


def in_question(token: Token) -> bool:
    """Does its sentence ask? Then nothing is said to have been said."""
    return sentence_of(token).text.rstrip("”\"’' \n").endswith("?")


def is_asserted(verb: Token) -> bool:
    """Not "did not say", not "the plan announced by ...", not "asked to say"."""
    children = [c.dep_ for c in verb.children]
    if in_question(verb):
        return False
    if verb.tag_ == "VB" and verb.head.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.head.children):
        return False
    if (
        "neg" in children
        and verb.lemma_ not in {"believe", "think", "expect", "want"}
        and "denial" not in frames_of(verb)
    ):
        return False
    if "nsubjpass" in children or "auxpass" in children:
        return "agent" in children
    if _is_asked(verb):
        return False
    if verb.tag_ == "VBN" and not {"aux", "nsubj"} & set(children):
        return (verb.dep_ == "conj" and verb.head.tag_ in {"VBD", "VBN"}) or closes_sentence(verb)
    return True


def _is_asked(verb: Token) -> bool:
    """As in "Asked whether ..., she said": the one asked says something else."""
    if verb.lemma_ != "ask" or verb.i + 1 >= len(verb.doc):
        return False
    answered = any(t.text == "," and is_finite(t.nbor()) for t in verb.doc[verb.i + 1 : sentence_of(verb).end - 1])
    alone = verb.i == sentence_of(verb).start or (verb.doc[verb.i - 1].text == "," and answered)
    return alone and verb.doc[verb.i + 1].lower_ in {"whether", "if", "about", "why", "how", "what", "when"}


def _contents(verb: Token, head: Token, frames: frozenset[str], sentence: Span) -> tuple[list[int], Extent] | None:
    """Token numbers of the content and the extent of the cue, by the first frame that is filled."""
    doc = verb.doc
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), verb)
    cue = extent_of(verb, particle if f"{verb.lemma_} {particle.lower_}" in table("cue_verbs") else verb)
    if "clause" in frames:
        content = reported_clause(verb, sentence)
        phrase = "of" in frames and doc[min(verb.i + 1, len(doc) - 1)].lower_ == "of"
        if content is None and "plain" not in frames and not phrase and not _has_object(verb, frames):
            content = around(verb, head, sentence)
        if content:
            return content, cue
    if "command" in frames and (content := told_to_act(verb)):
        return content, cue
    if "to" in frames and verb.dep_ != "relcl" and (content := own_infinitive(verb)):
        return content, cue
    if {"as", "naming", "refusal"} & frames and (content := named_objects(verb, frames)):
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
    if before is None or not (
        before.text in {",", "–", "—", "--"} or (before.is_quote and start - 2 >= sentence.start)
    ):
        return None
    behind = max(verb.i, last.i if inverted else verb.i) + 1
    stop = next((i for i in range(behind, sentence.end) if doc[i].text in _BREAKS), sentence.end)
    if stop > behind and _takes_noun(verb, doc[behind]) and not inverted:
        return None
    if any(is_finite(doc[i]) for i in range(behind + 1, stop)):
        return None
    left = list(range(_clause_start(doc, start - 1, sentence.start), start - 1 + before.is_quote))
    if behind < sentence.end and is_finite(doc[behind]):  # "X, he said would be Y"
        return [*left, *range(behind, clause_end(doc, behind, sentence.end - 1) + 1)]
    right = _resumed(doc, stop, sentence.end, inverted=inverted)
    if left and doc[left[-1]].lower_ in {"that", "which", "who"}:
        left = []
    opens_aside = bool(left) and doc[left[0]].lower_ == "according"  # "According to X, whose ..., the two vowed"
    if opens_aside or (not right and not any(doc[i].pos_ in {"VERB", "AUX"} or doc[i].is_quote for i in left)):
        return None
    return [*left, *right] or None


def _cue_start(word: Token, verb: Token) -> int:
    """Number of the first token of the cue's clause: auxiliaries and adverbs before an inverted verb belong to it."""
    start = min(word.i, verb.i)
    while (
        start > 0 and verb.doc[start - 1].head == verb and verb.doc[start - 1].pos_ in {"ADV", "AUX", "CCONJ", "SCONJ"}
    ):
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
    if clause_end(doc, stop, end - 1) < stop:
        return []
    if inverted or following.tag_ == "VBG" or following.lower_ in {"who", "which", "whose", "where", "according"}:
        return []
    last = next((i for i in range(stop + 1, end) if doc[i].text in {";", ":"}), end)
    return list(range(stop + 1, clause_end(doc, stop + 1, last - 1) + 1))


def _takes_noun(verb: Token, following: Token) -> bool:
    """A noun phrase right behind the verb begins what it says: "said the accord, reached in May, would ..."."""
    if "person" in frames_of(verb):
        return False
    noun = following
    while noun.head.i > noun.i and noun.dep_ in {"det", "amod", "compound", "poss", "nummod", "quantmod", "advmod"}:
        noun = noun.head
    return noun.pos_ in {"NOUN", "PROPN", "PRON"} and noun.ent_type_ not in {"DATE", "TIME"}


def _is_document(noun: Token) -> bool:
    names = {noun.lemma_.lower(), noun.lower_}
    return bool(names & words("speaking_documents") or names & words("counting_nouns"))


# -- nouns, adjectives and "according to" --------------------------------------------------------------------


def _by_phrase(token: Token, sentence: Span, scene: Scene) -> Attribution | None:
    if token.lower_ == "according":
        return _according(token, sentence, scene)
    if token.lemma_.lower() in words("cue_nouns") and token.pos_ == "NOUN":
        return _by_noun(token, scene)
    if token.lower_ in {"known", "clear", "plain", "public"} and (verb := _letting(token)) is not None:
        return _by_letting(token, verb, sentence, scene)
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
    left = _before_according(token, sentence)
    pieces = extents(doc, [*left, *_behind_according(token, last.i + 1, sentence, follows=bool(left))])
    if not pieces:
        return None
    source = replace(source_of(behind_document(head)), extent=extent_of(first, last))
    return Attribution(pieces, extent_of(token, to), source)


def _is_relative(token: Token) -> bool:
    return token.lower_ in {"that", "which", "who"}


def _before_according(token: Token, sentence: Span) -> list[int]:
    """The words before "according to"; none where it stands inside a relative clause or behind a bare adverbial."""
    doc = token.doc
    left = list(range(_clause_start(doc, token.i, sentence.start), token.i))
    inside = (
        len(left) > 1
        and doc[left[-1]].text == ","
        and (_is_relative(doc[left[-2]]) or doc[left[-2]].lower_ in {"and", "where"})
    )
    too_short = len(left) < 3 and not any(doc[i].pos_ in {"VERB", "NOUN", "PROPN"} for i in left)
    return [] if not left or inside or too_short or _is_relative(doc[left[-1]]) else left


def _behind_according(token: Token, stop: int, sentence: Span, *, follows: bool) -> list[int]:
    """The words behind its noun phrase, up to a semicolon or the next cue."""
    doc = token.doc
    if stop >= sentence.end:
        return []
    if token.i > sentence.start and _is_relative(doc[token.i - 1]):
        return list(range(stop, clause_end(doc, stop, sentence.end - 1) + 1))
    if doc[stop].text == ",":
        stop = _behind_relative(doc, stop, sentence.end)
        end = next((i for i in range(stop + 1, sentence.end) if doc[i].text == ";"), sentence.end)
        if follows and (stop + 1 >= sentence.end or doc[stop + 1].tag_ == "VBG"):
            return []
        return list(range(stop + 1, clause_end(doc, stop + 1, end - 1) + 1))
    return [] if follows else list(range(stop, sentence.end))


def _behind_relative(doc: Doc, comma: int, end: int) -> int:
    """As in "According to X, whose envoy was there, the two ...": the comma before the main clause's subject."""
    if comma + 1 >= end or doc[comma + 1].lower_ not in {"who", "which", "whose"}:
        return comma
    mains = (t for t in doc[comma + 1 : end] if t.dep_ == "ROOT" and is_finite(t))
    subjects = (c for t in mains for c in t.children if c.dep_ in {"nsubj", "nsubjpass"})
    return next((c.left_edge.i - 1 for c in subjects if doc[c.left_edge.i - 1].text == ","), comma)


def _by_noun(noun: Token, scene: Scene) -> Attribution | None:
    """As in "the army's claim that ...", "expressed hope that ...", "its call for ..."."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and _opens_with_that(c)), None)
    if clause is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.dep_ in {"dobj", "pobj", "attr"}:
        verb = noun.head if noun.head.pos_ in {"VERB", "AUX"} else noun.head.head
        owner = subject_of(verb) if verb.pos_ in {"VERB", "AUX"} and is_asserted(verb) else None
    if owner is None or scene.spoken(owner):
        return None
    mark = next(c for c in clause.children if c.dep_ == "mark" or c.lower_ == "that")
    pieces = extents(scene.doc, range(mark.i + 1, clause_end(scene.doc, mark.i + 1, clause.right_edge.i) + 1))
    if not pieces:
        return None
    return Attribution(pieces, extent_of(noun, noun), source_of(owner))


def _opens_with_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def _by_adjective(adjective: Token, scene: Scene) -> Attribution | None:
    """As in "is confident that ..."."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp" and _opens_with_that(c)), None)
    head = subject_of(adjective.head)
    if clause is None or head is None or any(c.dep_ == "neg" for c in adjective.head.children):
        return None
    mark = next(c for c in clause.children if c.lower_ == "that")
    pieces = extents(scene.doc, range(mark.i + 1, clause_end(scene.doc, mark.i + 1, clause.right_edge.i) + 1))
    if not pieces:
        return None
    return Attribution(pieces, extent_of(adjective.head, adjective), source_of(head))


def _letting(word: Token) -> Token | None:
    """The first verb of "let it be known that", "made (it) clear that", None elsewhere."""
    doc, i = word.doc, word.i
    if i + 1 >= len(doc):
        return None
    before = [t.lower_ for t in doc[max(i - 3, 0) : i]]
    if word.lower_ == "known":
        return doc[i - 3] if before[1:] == ["it", "be"] and doc[i - 3].lemma_ == "let" else None
    if doc[i + 1].lower_ != "that":
        return None
    making = doc[i - 1] if before[-1:] != ["it"] else doc[i - 2]
    return making if making.lemma_ == "make" and making.i < i else None


def _by_letting(word: Token, verb: Token, sentence: Span, scene: Scene) -> Attribution | None:
    head = subject_of(verb)
    if head is None or scene.spoken(head) or any(c.dep_ == "neg" for c in verb.children):
        return None
    opening = word.i + 2 if scene.doc[word.i + 1].lower_ == "that" else word.i + 1
    if not any(is_finite(t) for t in scene.doc[opening : sentence.end]):
        return None
    stop = reach(verb, opening, sentence.end)
    pieces = extents(scene.doc, range(opening, clause_end(scene.doc, opening, stop, verb) + 1))
    return Attribution(pieces, extent_of(verb, word), source_of(head)) if pieces else None

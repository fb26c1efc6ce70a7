"""Whom "he", "she", "it" and "they" mean at a cue: who stands out most in the sentences before.

Whoever spoke or was the subject of a main clause stands out, the nearer the more; who is only told of within the words
that the pronoun utters, least. A person whom the report calls "she" is never "he". Where two stand equal, nobody is
named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.attributions import Extent
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speaker_gender_signs import gender_of_pronoun
from trucewatch.reading.speaker_genders import find_genders
from trucewatch.reading.speaker_kinds import Kind, Named, fits, is_document, kind_of, of_actor

_BACK = 5  # sentences looked back
_STEP = 1.0  # what each sentence back takes away
_NEW_PARAGRAPH = 0.2
_WITHIN_WORDS = 2.0  # taken away where the candidate stands within what the pronoun says
_OTHERS_WORDS = 0.8  # the same where it stands in somebody else's words
_KNOWN_GENDER = 0.6
_SPOKE = 2.5
_UNKNOWN_KIND = 0.7  # taken away where it is not told whether the candidate is a person
_EQUAL = 0.05  # two candidates this near each other stand equal
_CLOSE = 0.5  # the first is unsure where the next is this near
_ROLES = {"subject": 2.0, "source": 2.0, "clause": 1.0, "object": 0.5, "other": 0.2}
_PERSON_BEHIND = re.compile(
    r", (?:who|whose|himself|herself|\d\d,|an? (?:[\w-]+ ){0,3}?(?P<noun>[a-z-]+(?:er|or|ist|ian|man|woman|ee))\b)"
)
_OBJECTS = frozenset({"him", "them"})
_OPINIONS = frozenset("view opinion words account eyes judgment judgement reckoning".split())


@dataclass(frozen=True)
class Said:
    """A speaker met before: where the cue stands, what was said, and the words that name the speaker."""

    at: int
    named: Named
    content: tuple[Extent, ...]
    source: Extent | None = None


@dataclass(frozen=True)
class Meant:
    """Whom a pronoun means; with nobody named, `is_open` tells that two stand equal."""

    named: Named | None
    is_open: bool = False


@dataclass(frozen=True)
class _Candidate:
    at: int
    named: Named
    worth: float


class PronounSpeakers:
    """Finds whom the pronouns at the cues of one report mean."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors
        self.genders = find_genders(sentences, actors)
        self._tokens = sentences.by_start

    def mean(self, offset: int, low: str, said: Sequence[Said], content: Sequence[Extent] = ()) -> Meant:
        """The speaker whom a pronoun means, if one stands out."""
        wanted = kind_wanted(low)
        gender = gender_of_pronoun(low)
        best: dict[str, tuple[float, Named]] = {}
        latest: dict[str, int] = {}
        doer = self._doer(offset, low)
        for each in self._candidates(offset, wanted, said):
            known = self.genders.get(each.named.name)
            if not self.may_be(each.named, low) or doer[0] <= each.at < doer[1]:
                continue
            worth = each.worth - self._cost(each.at, offset, said, content) + (_KNOWN_GENDER if known and gender else 0)
            latest[each.named.name] = max(each.at, latest.get(each.named.name, 0))
            if each.named.name not in best or worth > best[each.named.name][0]:
                best[each.named.name] = worth, each.named
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        if not ranked:
            return Meant(None)
        (most, named), *others = ranked
        if gender is not None and not named.sealed and self._sealed_since(latest[named.name], offset):
            return Meant(None, is_open=True)
        lead = most - others[0][0] if others else _CLOSE
        if lead < _EQUAL:
            return Meant(None, is_open=True)
        return Meant(replace(named, unsure=named.unsure or lead < _CLOSE))

    def _sealed_since(self, at: int, offset: int) -> bool:
        """Is an anonymous source told of between somebody's last mention and a pronoun, which may mean that source?"""
        between = self.actors.within(at, offset)
        return any(m.actor.sealed and self._kind(m, self._tokens[m.head]) == "person" for m in between)

    def _doer(self, offset: int, low: str) -> Extent:
        """The subject of the verb whose object a pronoun is: in "the spokesman quoted him" he is not the spokesman."""
        token = self._tokens.get(offset)
        if low not in _OBJECTS or token is None or token.dep_ not in {"dobj", "nsubj"}:
            return 0, 0
        subjects = [t for t in token.head.children if t.dep_ == "nsubj" and t.i < token.i]
        verb = token.head.head if token.dep_ == "nsubj" else None  # "quoted him as saying", taken for a clause
        subjects = subjects or [t for t in (verb.children if verb is not None else ()) if t.dep_ == "nsubj"]
        if not subjects:
            return 0, 0
        last = subjects[0].right_edge
        return subjects[0].left_edge.idx, last.idx + len(last)

    def may_be(self, named: Named, low: str) -> bool:
        """Does the gender that the report shows for somebody allow the pronoun?"""
        gender = gender_of_pronoun(low)
        return gender is None or self.genders.get(named.name, gender) == gender

    def _cost(self, at: int, offset: int, said: Sequence[Said], content: Sequence[Extent]) -> float:
        sentences = self.sentences.number_at(offset) - self.sentences.number_at(at)
        cost = _STEP * sentences
        if self.sentences.paragraph_at(offset) != self.sentences.paragraph_at(at):
            cost += _NEW_PARAGRAPH
        if _covers(content, at):
            return cost + _WITHIN_WORDS
        return cost + (_OTHERS_WORDS if any(_covers(one.content, at) for one in said[-_BACK:]) else 0.0)

    def _candidates(self, offset: int, wanted: Kind, said: Sequence[Said]) -> Iterator[_Candidate]:
        floor = self.sentences.spans[max(0, self.sentences.number_at(offset) - _BACK)].start_char
        for one in said[bisect_left(said, floor, key=lambda s: s.at) :]:
            if one.at < offset and fits(one.named.kind, wanted):
                unknown = _UNKNOWN_KIND if one.named.kind == "single" else 0.0
                yield _Candidate(one.at, one.named, _SPOKE - unknown)
        gender = gender_of_pronoun(self._tokens[offset].text) if offset in self._tokens else None
        for mention in self.actors.within(floor, offset):
            token = self._tokens.get(mention.head)
            if token is None or not self._may_be_meant(mention, token, wanted):
                continue
            named = _as_told(of_actor(mention.actor, self._kind(mention, token)), mention, said)
            owners = {gender_of_pronoun(t.text) for t in token.children if t.dep_ == "poss"} - {None}
            if fits(named.kind, wanted) and gender not in owners:  # beside "his spokesman", "he" is whoever owns
                yield _Candidate(mention.start, named, _ROLES[role(token)])
        if wanted == "side":
            yield from self._documents(floor, offset)

    def _may_be_meant(self, mention: Mention, token: Token, wanted: Kind) -> bool:
        if mention.how == "pronoun" or mention.actor.sealed:
            return False
        if mention.actor.type == "place" and self._kind(mention, token) != "person":
            return False
        return not (wanted == "side" and (mention.how == "demonym" or token.dep_ in {"poss", "compound", "amod"}))

    def _kind(self, mention: Mention, token: Token) -> Kind:
        """Its kind; a name of several words that is told of as a person is one, whatever it was taken for."""
        last = mention.text.split()[-1].casefold()
        is_name = mention.how == "name" and " " in mention.text and mention.actor.type in {"party", "place"}
        is_name = is_name and last not in words("side_nouns") | words("body_words")
        behind = _PERSON_BEHIND.match(text_of(self.sentences.doc), mention.end) if is_name else None
        if behind is not None and behind["noun"] not in words("agentive_things") | words("side_nouns"):
            return "person"
        return kind_of(mention.actor, token)

    def _documents(self, floor: int, offset: int) -> Iterator[_Candidate]:
        """Reports and statements that are the subject of a main clause: "it" may mean one."""
        for token in self._between(floor, offset):
            if is_document(token) and token.tag_ == "NN" and role(token) == "subject":
                edge = self.sentences.doc[token.left_edge.i : token.i + 1]
                name = edge[1:].text if edge[0].lower_ in {"the", "a", "an", "this", "that"} else edge.text
                if self.actors.at(token.idx) is None:
                    yield _Candidate(token.idx, Named(name, "thing"), _ROLES["subject"])

    def _between(self, start: int, end: int) -> Iterable[Token]:
        span = self.sentences.doc.char_span(start, max(start + 1, end), alignment_mode="expand")
        return (t for t in span if t.idx < end) if span is not None else ()


def _as_told(named: Named, mention: Mention, said: Sequence[Said]) -> Named:
    """The fuller name under which a mention spoke: "spokeswoman for the council", where the actor is "spokeswoman"."""
    for one in reversed(said):
        if one.source is not None and one.source[0] <= mention.start < one.source[1]:
            fuller = one.named.name
            return replace(named, name=fuller) if named.name.casefold() in fuller.casefold() else named
    return named


def kind_wanted(low: str) -> Kind:
    """The kind of speaker that a pronoun asks for."""
    if gender_of_pronoun(low) is not None:
        return "person"
    return "side" if low in {"it", "its"} else "many"


def role(token: Token) -> str:
    """What part a noun has in its sentence: subject of the main or a lesser clause, source, object, other."""
    while token.dep_ in {"appos", "conj"} and token.head.i != token.i and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return "subject" if token.head.dep_ in {"ROOT", "conj", "parataxis"} else "clause"
    if token.dep_ == "pobj" and gives_a_source(token.head):
        return "source"
    return "object" if token.dep_ in {"dobj", "dative", "iobj"} else "other"


def gives_a_source(preposition: Token) -> bool:
    """As in "according to X", "in the view of X", "For X, it is ..."."""
    low, head = preposition.lower_, preposition.head
    if low == "for":
        return bool(preposition.is_sent_start)
    return (low == "to" and head.lower_ == "according") or (low == "of" and head.lower_ in _OPINIONS)


def _covers(content: Iterable[Extent], at: int) -> bool:
    return any(start <= at < end for start, end in content)

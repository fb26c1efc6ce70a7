"""Which words tell of talks: nouns and verbs of coming together, by word list and syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import children, is_negated, lemma, prepositional, subject
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.talk_contacts import CONTACTS, is_contact

_SAYING = frozenset("say tell add report note urge announce state warn insist call describe quote ask".split())
_SENT = frozenset(
    "delegation negotiator envoy team representative official mediator minister panel leader delegate".split()
)
_MET_OTHERWISE = frozenset(
    "demand condition deadline requirement need expectation target term goal duty obligation commitment pledge promise "
    "standard criterion challenge resistance opposition criticism approval silence failure success cost journalist "
    "reporter correspondent".split()
)
_CALLED_ON = frozenset(
    "family relative kin widow widower orphan mother father parent son daughter wife husband child victim survivor "
    "mourner patient villager resident townspeople citizen voter refugee evacuee pilgrim student pupil veteran "
    "prisoner captive hostage detainee soldier sailor airman conscript casualty wounded volunteer worshipper fan "
    "crowd".split()
)
"""Whom one meets to thank, comfort or hear, not to negotiate."""
_MEETING_OTHERWISE = frozenset("bank club player striker cricketer footballer court jury choir eye".split())
"""Subjects of "meet" that play, rule or look at each other rather than negotiate."""
_MEDIATING = frozenset("envoy mediator negotiator emissary facilitator go-between intermediary".split())
_BEFORE_TALKS = frozenset("return resumption start opening idea".split())
_WISHED = frozenset("call urge demand appeal press want seek reject refuse oppose favour favor advocate".split())
_COUNTED_FROM = frozenset("after from since upon following".split())
_AFAR = re.compile(
    r"\bby (?:tele)?phone\b|\bphone call\b|\btelephone\b|\bvideo\s*(?:link|conference|call)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Anchor:
    """A noun or verb of coming together; `kind` as in the word lists, or "told" by the tagger."""

    token: Token
    kind: str


def anchors(page: Page) -> Iterator[Anchor]:
    """The nouns and verbs of coming together, in the order of the text."""
    actors = page.get(Actors)
    for token in page.get(Sentences).doc:
        part = token.pos_
        if part in {"NOUN", "PROPN"} and not _is_part_of_noun(token):
            kind = table("talk_nouns").get(lemma(token)) or table("talk_nouns").get(token.lower_)
            if kind is not None and _is_meeting(token, kind) and not (_is_wished(token) or _names_body(token, actors)):
                yield Anchor(token, kind)
        elif _closes_text(token):
            yield Anchor(token, "signing")
        elif part == "VERB":
            kind = table("talk_verbs").get(lemma(token))
            if kind in CONTACTS:
                if is_contact(token, kind, actors):
                    yield Anchor(token, kind)
            elif kind is not None and (_is_of_kind(token, kind) or (kind == "go" and _is_mediator_going(token, page))):
                yield Anchor(token, kind)


def _closes_text(token: Token) -> bool:
    """As in "Done at Zenda, 3 May 1996": the line that an agreement ends or opens with."""
    return token.text in {"Done", "DONE"} and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"at", "in"}


def _is_part_of_noun(token: Token) -> bool:
    return token.dep_ in {"compound", "nmod", "amod", "npadvmod"} and token.head.i > token.i


def _is_wished(noun: Token) -> bool:
    """As in "called for talks", "rejected negotiations": nothing is arranged where neither place nor day is told."""
    above = noun.head
    while above.pos_ == "ADP" or above.dep_ == "conj" or above.lower_ in _BEFORE_TALKS:
        if above.head.i == above.i:
            return False
        above = above.head
    if above.pos_ != "VERB" or lemma(above) not in _WISHED or noun.dep_ in {"nsubj", "nsubjpass"}:
        return False
    return not any(t.ent_type_ in {"GPE", "DATE", "FAC"} for t in noun.subtree)


def _names_body(noun: Token, actors: Actors) -> bool:
    """As in "the Nile Conference said": a name of somebody, not of a meeting."""
    mention = actors.at(noun.idx) if noun.pos_ == "PROPN" else None
    return mention is not None and mention.actor.type in {"body", "party", "state"}


def _is_meeting(noun: Token, kind: str) -> bool:
    """A call is one only by telephone; a round only of talks."""
    if kind == "call":
        return bool(_AFAR.search(sentence_of(noun).text)) and any(
            c.lower_ in {"phone", "telephone", "video"} for c in noun.children
        )
    if lemma(noun) == "round":
        below = {lemma(t) for t in prepositional(noun, "of")}
        beside = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}}
        nouns = table("talk_nouns")
        return not below - nouns.keys() and (bool(below) or bool(beside))
    if kind == "signing" and noun.dep_ == "pobj" and noun.head.lower_ in _COUNTED_FROM:
        return False  # "72 hours after signature"
    if lemma(noun) in {"session", "conference", "ceremony", "signature", "conversation", "encounter"}:
        return not any(c.lower_ in {"press", "news", "training", "court"} for c in noun.children)
    return not (noun.dep_ == "pobj" and lemma(noun.head.head) == "round")


def _is_of_kind(verb: Token, kind: str) -> bool:
    if kind == "deal":
        if is_negated(verb):
            return False
        return bool(deal_nouns(verb))
    if kind == "speak":
        return (
            not is_negated(verb)
            and (lemma(verb) == "talk" or bool(_AFAR.search(sentence_of(verb).text)))
            and any(c.lower_ in {"with", "by", "to", "in"} for c in verb.children)
        )
    if kind == "sit":
        return any(c.lower_ in {"together", "down"} for c in verb.children)
    if kind == "go":
        who = subject(verb)
        sent = [t for d in children(verb, "dobj") for t in d.subtree] + ([*who.subtree] if who is not None else [])
        purpose = any(lemma(t) in table("talk_nouns") or lemma(t) in {"negotiate", "meet"} for t in verb.subtree)
        return (any(lemma(t) in _SENT for t in sent) and lemma(verb) in {"send", "dispatch"}) or purpose
    if lemma(verb) == "see":
        return any(lemma(d) in _SENT for d in children(verb, "dobj")) and lemma(verb.head) in {
            "due",
            "be",
            "set",
            "expect",
        }
    if lemma(verb) == "meet":
        met = [*children(verb, "dobj"), *prepositional(verb, "with")]
        who = subject(verb)
        elsewhere = who is not None and lemma(who) in _MEETING_OTHERWISE
        return not elsewhere and not calls_on_people(verb) and not any(lemma(d) in _MET_OTHERWISE for d in met)
    return True


def calls_on_people(verb: Token) -> bool:
    """As in "met the families of the missing", "visited the wounded": nobody among those met can negotiate."""
    if lemma(verb) not in {"meet", "visit", "receive", "see", "greet"}:
        return False
    met = [*children(verb, "dobj"), *prepositional(verb, "with")]
    every = [t for d in met for t in (d, *d.conjuncts)]
    beside = any(lemma(t) in words("office_nouns") for t in verb.subtree if t.i > verb.i)
    return bool(every) and not beside and all(lemma(t) in _CALLED_ON for t in every)


def _is_mediator_going(verb: Token, page: Page) -> bool:
    """As in "the mediator is to travel to Zenda on Friday": whoever mediates goes there to talk."""
    who = subject(verb)
    mention = page.get(Actors).at(who.idx) if who is not None else None
    if (
        mention is None
        or is_negated(verb)
        or not any(t.pos_ == "PROPN" for t in prepositional(verb, "to", "for", "in"))
    ):
        return False
    party = page.get(Parties).named(page.get(Actors).side_of(mention.actor))
    description = {w.lower() for w in mention.actor.name.split()} | {lemma(t) for t in who.subtree} if who else set()
    return (party is not None and party.role == "mediator") or bool(description & _MEDIATING)


def is_saying(verb: Token) -> bool:
    """Does a verb only tell who says what, so that what hangs on it is not told of the talks?"""
    return lemma(verb) in _SAYING and not any(c.dep_ == "prt" or c.lower_ in {"for", "off"} for c in verb.children)


def deal_nouns(verb: Token) -> list[Token]:
    """The words for an agreement that a verb is about: in its clause, or the noun before a participle."""
    nouns = [t for t in verb.subtree if lemma(t) in table("truce_nouns") and t.i - verb.i < 12]
    if verb.dep_ in {"acl", "relcl"} and lemma(verb.head) in table("truce_nouns"):
        return [verb.head, *nouns]
    if not nouns and verb.tag_ == "VBN":
        before = verb.doc[max(verb.i - 5, sentence_of(verb).start) : verb.i]
        nouns = [t for t in before if lemma(t) in table("truce_nouns")]
    return nouns

"""What a verb of agreeing or talking is about, and whether its subject is a side: "signed the accord as witnesses"."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import children, lemma, subject

_BESIDE_SIDES = frozenset("witness guarantor observer mediator facilitator".split())
_SENT = frozenset("minister representative envoy president ambassador official leader delegate".split())
_THEMSELVES = frozenset("them themselves their they".split())


def deal_of(verb: Token) -> Token | None:
    """The word for an agreement that the verb is about."""
    nouns = table("truce_nouns")
    who = subject(verb) if verb.lemma_ == "commit" else None
    if who is not None and lemma(who) in nouns:
        return who  # "the accord commits both"
    for child in verb.children:
        if child.dep_ == "dobj" and verb.lemma_ in {"put", "set"} and lemma(child) in {"name", "signature"}:
            return child
        if child.dep_ in {"dobj", "pobj", "nsubjpass", "attr"} and lemma(child) in nouns:
            return child
        if child.dep_ in {"prep", "prt", "agent", "dative"}:
            for inner in child.children:
                if inner.dep_ == "pobj" and lemma(inner) in nouns:
                    return inner
        if child.dep_ == "dobj":
            for inner in child.subtree:
                if lemma(inner) in nouns and inner.dep_ in {"pobj", "compound"}:
                    return inner
        if verb.lemma_.lower() in {"agree", "accept", "commit"} and child.dep_ in {"xcomp", "ccomp"}:
            return next((t for t in child.subtree if lemma(t) in nouns or lemma(t) in words("rift_nouns")), None)
    return verb.head if verb.dep_ in {"acl", "relcl"} and lemma(verb.head) in nouns else None


def is_as_watcher(verb: Token) -> bool:
    """Such as "signed as witnesses", "put their names to it as guarantors": these are no sides of it."""
    return any(lemma(role) in _BESIDE_SIDES for p in children(verb, "prep") if p.lower_ == "as" for role in p.children)


def who_sends(who: Token | None) -> Token | None:
    """The "of" of "ministers of A and B", behind which those stand whom they represent."""
    if who is None or lemma(who) not in _SENT:
        return None
    return next((p for p in children(who, "prep") if p.lower_ == "of"), None)


def convenes_others(verb: Token, who: list[Mention], actors: Actors) -> bool:
    """Such as "A and B have suspended talks between the two sides of C": whoever convenes them is no side."""
    nouns = table("talk_nouns")
    about = [n for n in children(verb, "dobj") if lemma(n) in nouns or n.lower_ in nouns]
    below = [t for n in about for p in children(n, "prep") if p.lower_ in {"between", "among"} for t in p.subtree]
    told = {m.actor.name for t in below if (m := actors.at(t.idx)) is not None}
    return bool(below) and not told & {m.actor.name for m in who} and not {t.lower_ for t in below} & _THEMSELVES


def tells_of_talks(verb: Token) -> bool:
    """Is it talks that a verb is about: "host the talks", "the round that A convened"?"""
    nouns = table("talk_nouns")
    below = [t for c in children(verb, "dobj") for t in c.subtree]
    over = [verb.head] if verb.dep_ in {"acl", "relcl"} else []
    return any(lemma(t) in nouns or t.lower_ in nouns for t in (*below, *over))

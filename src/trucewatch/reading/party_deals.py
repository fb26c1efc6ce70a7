"""Which word for an agreement a verb is about: "signed the accord", "put their names to the pact"."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import lemma, subject


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

"""The noun that names an agreement, also where print parts it ("cease fire"), and what stands beside it."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.obligation_syntax import lemma

_KEPT = frozenset(
    "breach violation infringement implementation observance article clause term annex chapter point violate breach "
    "infringe implement observe respect honour honor abide comply guarantor signatory".split()
)
_BINDING = frozenset(
    "commit oblige require bind forbid ban bar provide stipulate allow permit prohibit call entitle give leave limit "
    "guarantee keep rule".split()
)


def deal_word(token: Token) -> str:
    """The lemma of a noun; of "cease fire", also with an unusual hyphen, the last word stands for the whole."""
    if token.lower_ not in {"fire", "fires"} or token.i == 0:
        return lemma(token)
    before = token.doc[token.i - 1]
    if before.text in {"-", "‐", "‑"} and token.i > 1:
        before = before.doc[before.i - 1]
    is_noun = before.lower_ == "cease" and (before.i + 2 == token.i or before.dep_ in {"compound", "amod", "nmod"})
    return "cease-fire" if is_noun else lemma(token)


def is_binding(noun: Token) -> bool:
    """Such as "under the protocol", "in breach of the understanding", "the accord bars both from"."""
    if noun.dep_ == "pobj":
        over = noun.head
        return over.lower_ == "under" or (over.lower_ in {"of", "with"} and lemma(over.head) in _KEPT)
    verb = noun.head
    if noun.dep_ == "dobj":
        return lemma(verb) in _KEPT
    return noun.dep_ == "nsubj" and lemma(verb) in _BINDING and verb.tag_ in {"VBZ", "VBP", "VBD"}


def is_much(noun: Token) -> bool:
    """Such as "a good deal of trouble": an amount, no agreement."""
    return any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children) or noun.dep_ == "npadvmod"

"""Where a sentence tells a stance: the verb or noun of it, who holds it, on what, and whether it is really taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc, Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import prepositional
from trucewatch.reading.stance_answers import answers
from trucewatch.reading.stance_lookup import AGREED, is_about_peace, stance_of, tells_of_peace
from trucewatch.reading.stance_syntax import (
    Stand,
    complement_of,
    has_condition,
    holders_of,
    is_negated,
    is_only_asked,
    is_told_to,
    make_stand,
)
from trucewatch.vocabulary.kinds import Stance

_OPPOSITE: dict[str, Stance] = {
    "accept": "reject", "endorse": "reject", "adopt": "reject", "reject": "accept", "welcome": "criticise",
}  # fmt: skip
_READY = frozenset("ready willing prepared committed determined open".split())
_UNWILLING = frozenset("unwilling opposed unready".split())
_READINESS = _READY | _UNWILLING
_GIVES = frozenset(
    "give offer express voice announce declare signal indicate state confirm reiterate reaffirm renew restate lend "
    "throw".split()
)
_WITHHOLDS = frozenset("withhold withdraw refuse deny drop lift".split())
_OBJECTS = frozenset("have raise lodge voice".split())
_MEETS = frozenset("note react receive greet meet".split())
_VOTING = frozenset("summit legislature house chamber knesset duma bundestag lawmakers deputies legislators".split())
_FINITE = frozenset("VBD VBN VBZ VBP".split())
_NO_STANCE = frozenset(
    "comment say speak answer give elaborate name identify talk discuss disclose confirm tell".split()
)


def stands(doc: Doc) -> Iterator[Stand]:
    """Every stance told in a text, in order."""
    for token in doc:
        if token.lower_ in _READINESS and (token.pos_ == "ADJ" or _is_readiness(token)):
            yield from _by_readiness(token)
        elif token.pos_ in {"VERB", "AUX"}:
            yield from _by_verb(token)
        elif token.pos_ == "NOUN" and token.lower_ in table("stance_nouns"):
            yield from _by_noun(token)
        yield from answers(token)


def _is_readiness(token: Token) -> bool:
    return token.tag_ == "VBN" and token.dep_ in {"acomp", "oprd", "attr", "xcomp"}


def _by_verb(verb: Token) -> Iterator[Stand]:
    stance, matter = stance_of(verb)
    is_wish = stance == "reject" and is_told_to(verb)
    if stance is None or (is_only_asked(verb) and not is_wish):
        return
    if matter is not None and matter.lower_ in {"themselves", "itself", "himself", "herself"}:
        return
    clause = complement_of(verb)
    compared = verb.i > 0 and verb.nbor(-1).lower_ in {"than", "as"}  # "two fewer than agreed"
    finite = (not compared and verb.tag_ in _FINITE) or any(t.lemma_ == "do" for t in verb.children)
    if verb.lemma_ in {"refuse", "decline"} and clause is not None and clause.lemma_ not in _NO_STANCE:
        if verb.dep_ not in {"advcl", "relcl"} or verb.lemma_ != "refuse" or verb.tag_ == "VBZ":
            yield make_stand(verb, "reject", holders_of(verb), clause, weak=True)
        return
    if _is_witness(verb):
        return
    alone = finite and verb.lemma_ in {"agree", "sign", "respond"} and matter is None and clause is None
    if not alone and not is_about_peace(verb, matter, clause):
        return
    negated = is_negated(verb)
    if verb.lemma_ == "refuse" and clause is not None and stance_of(clause)[0] is not None:
        return  # "refused to sign": told by the inner verb, which sees the refusal
    weak = negated or clause is not None
    if negated:
        stance = "undecided" if verb.lemma_ in {"rule", "ratify"} else _OPPOSITE.get(stance, stance)
    holders = _signers_for(verb) or holders_of(verb) or _body_of(verb, matter) or _unnamed_signers(verb)
    if not holders:
        return
    if stance == "accept" and verb.lemma_ in {"approve", "pass"} and any(_votes(noun) for noun in holders):
        stance = "adopt"
    any_such = matter is not None and any(t.lower_ == "any" for t in matter.children)
    if (has_condition(verb) or any_such) and stance in {"accept", "endorse"}:
        stance = "conditional"
    stand = make_stand(verb, stance, holders, matter or clause, weak)
    yield replace(stand, is_wish=True) if is_wish else stand


def _is_witness(verb: Token) -> bool:
    """As in "signed as witnesses", "agreed with the auditors"."""
    as_what = {noun.lemma_ for noun in prepositional(verb, "as")} & {"witness", "guarantor", "mediator", "observer"}
    return bool(as_what) or (verb.lemma_ == "agree" and any(t.lower_ == "with" for t in verb.children))


def _signers_for(verb: Token) -> tuple[Token, ...]:
    """As in "the minister signed for the government"."""
    for_whom = prepositional(verb, "for") if verb.lemma_ in {"sign", "initial"} else ()
    return tuple(noun for noun in for_whom if noun.pos_ == "PROPN" or noun.lower_ in words("side_nouns"))


def _body_of(verb: Token, matter: Token | None) -> tuple[Token, ...]:
    """As in "Security Council resolution 1509, adopted in May": a body's paper is adopted by the body."""
    if verb.lemma_ != "adopt" or matter is None:
        return ()
    return tuple(t for t in matter.children if t.dep_ in {"poss", "compound", "nmod"} and t.pos_ == "PROPN")[-1:]


def _votes(noun: Token) -> bool:
    return noun.lower_ in words("body_words") | _VOTING


def _unnamed_signers(verb: Token) -> tuple[Token, ...]:
    """A truce "was agreed" or "was signed" by nobody named: by both sides, whom the caller knows."""
    subject = next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
    agreed = verb.lemma_ in {"agree", "sign"} and subject is not None and subject.lower_ in AGREED
    return (verb,) if agreed and verb.dep_ not in {"advcl", "relcl"} else ()  # not "since the truce was signed"


def _by_readiness(word: Token) -> Iterator[Stand]:
    """Such as "ready to resume talks", "committed to the truce", "willing to sign if ..."."""
    holders = holders_of(word.head) if word.dep_ in {"acomp", "attr", "oprd", "amod", "ccomp", "xcomp"} else ()
    target = next((t for t in word.children if t.dep_ in {"xcomp", "prep", "ccomp"} and t.i > word.i), None)
    if not holders or target is None or is_only_asked(word.head):
        return
    negated = is_negated(word.head) != (word.lower_ in _UNWILLING)
    stance: Stance = "reject" if negated else "conditional" if has_condition(word.head) else "accept"
    matter = target if target.dep_ != "prep" else next((t for t in target.children if t.dep_ == "pobj"), None)
    if matter is not None and tells_of_peace(matter):
        yield make_stand(word, stance, holders, matter, weak=True)


def _by_noun(noun: Token) -> Iterator[Stand]:
    """Such as "gave its backing to the plan", "the Front's rejection of the draft"."""
    stance = cast("Stance", table("stance_nouns")[noun.lower_])
    verb = noun.head
    none = any(t.lower_ == "no" for t in noun.children)
    if noun.dep_ in {"dobj", "nsubjpass"} and (verb.lemma_ in _WITHHOLDS or none):
        stance = _OPPOSITE.get(stance, stance)
    holders = _holders_of_noun(noun)
    if not holders or is_only_asked(verb):
        return
    verb = verb.head if verb.dep_ == "prep" else verb
    matter = next((t for t in verb.children if t.dep_ == "dobj" and t.i > noun.i), None) or next(
        (
            t
            for p in (*noun.children, *verb.children)
            if p.dep_ in {"prep", "dative"} and p.lower_ in {"of", "to", "for", "with"}
            for t in p.children
            if t.dep_ == "pobj"
        ),
        None,
    )
    clause = next((t for t in noun.children if t.dep_ in {"acl", "xcomp"}), None)
    target = matter or clause
    if noun.lower_ in {"willingness", "readiness"} and (clause is None or not tells_of_peace(clause)):
        return
    if noun.lower_ in {"agreement", "support", "welcome", "praise", "satisfaction"} and noun.dep_ not in {
        "dobj",
        "pobj",
    }:
        return
    if target is None and noun.lower_ not in {"backing", "blessing", "approval"}:
        return
    if target is not None and not tells_of_peace(target):
        return
    yield make_stand(
        noun, "conditional" if has_condition(verb) and stance == "accept" else stance, holders, target, weak=False
    )


def _holders_of_noun(noun: Token) -> tuple[Token, ...]:
    verb = noun.head
    objecting = noun.lemma_ == "objection" and verb.lemma_ in _OBJECTS
    if noun.dep_ in {"dobj", "nsubjpass"} and (verb.lemma_ in _GIVES | _WITHHOLDS or objecting):
        return holders_of(verb)
    if noun.dep_ == "pobj" and verb.lower_ == "with":  # "noted with satisfaction", "took note with satisfaction"
        noting = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        if noting.lemma_ in _MEETS or any(t.lower_ == "note" for t in noting.children):
            return holders_of(noting)
    owner = next((t for t in noun.children if t.dep_ == "poss"), None)
    return (owner, *owner.conjuncts) if owner is not None and noun.dep_ != "dobj" else ()

"""Stances told in a roundabout way: by conduct, silence, short answers, orders, judgements of a paper, delay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_syntax import prepositional
from trucewatch.reading.sentences import sentence_of
from trucewatch.reading.stance_lookup import AGREED, stance_of, tells_of_peace
from trucewatch.reading.stance_syntax import (
    Stand,
    complement_of,
    holders_of,
    is_negated,
    is_only_asked,
    make_stand,
)
from trucewatch.vocabulary.kinds import Stance

_CALLING = frozenset("call describe brand label term dub see regard".split())
_STUDYING = frozenset("study consider review examine weigh discuss".split())
_OWN_MEN = frozenset("men fighters forces troops soldiers units commanders followers supporters".split())
_REACH = 25
_ONLY_IF = ("only if", "only when", "only once", "only after")
_NOT_UNTIL = frozenset({"until", "unless", "before", "without"})
_ANSWERING = frozenset("reply respond answer comment decide say".split())
_WANTED = frozenset("expectation requirement demand need concern aspiration".split())
_PAPERS = frozenset("document paper text move decision resolution extension".split())
_NEAR = 6  # tokens between the verb and what it judges


def answers(token: Token) -> Iterator[Stand]:
    """The stances that a word tells in a roundabout way."""
    if token.pos_ in {"VERB", "AUX"}:
        for reader in (_by_conduct, _by_condition, _by_will_not, _by_silence, _by_short_answer, _by_order):
            yield from reader(token)
        if token.lemma_ in _CALLING or token.lemma_ == "be":
            yield from _by_label(token)
    yield from _by_favour(token)
    if token.lemma_ in _STUDYING or token.lower_ in {"answer", "reply", "response"}:
        yield from _undecided(token)


def _by_conduct(verb: Token) -> Iterator[Stand]:
    """Such as "has not allowed the talks to begin", "does not meet our expectations"."""
    if not is_negated(verb) or is_only_asked(verb):
        return
    if verb.lemma_ in {"allow", "permit", "let"}:
        clause = complement_of(verb)
        subject = next((t for t in clause.children if t.dep_ == "nsubj"), None) if clause is not None else None
        if subject is not None and subject.lower_ in words("matter_nouns"):
            yield make_stand(verb, "reject", holders_of(verb), clause, weak=True)
    elif verb.lemma_ in {"meet", "satisfy", "address"}:
        wanted = next((t for t in verb.children if t.dep_ == "dobj" and t.lemma_ in _WANTED), None)
        if wanted is not None:
            of = (t for p in wanted.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
            owners = (t for t in wanted.children if t.dep_ == "poss")
            holders = tuple(of) or tuple(owners)
            yield replace(make_stand(verb, "criticise", holders, None, weak=True), is_wish=not holders)


def _by_condition(verb: Token) -> Iterator[Stand]:
    """Such as "will hold its fire only once the siege is lifted"."""
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ == "aux"}
    if not auxiliaries & {"will", "would"} or stance_of(verb)[0] is not None or is_only_asked(verb):
        return
    behind = " ".join(t.lower_ for t in sentence_of(verb) if verb.i < t.i <= verb.i + _REACH)
    if any(phrase in behind for phrase in _ONLY_IF):
        yield make_stand(verb, "conditional", holders_of(verb), None, weak=True)


def _by_will_not(verb: Token) -> Iterator[Stand]:
    """Such as "will not return to the talks", "would not withdraw until the siege was lifted"."""
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ == "aux"}
    if not auxiliaries & {"will", "would", "wo"} or not is_negated(verb) or stance_of(verb)[0] is not None:
        return
    matter = next((t for t in verb.children if t.dep_ == "dobj"), None)
    through = (t for p in verb.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
    matter = matter or next((t for t in through if tells_of_peace(t)), None)
    if is_only_asked(verb) or matter is None or not tells_of_peace(matter) or not tells_of_peace(verb):
        return
    behind = {t.lower_ for t in sentence_of(verb) if verb.i < t.i <= verb.i + _REACH}
    yield make_stand(verb, "conditional" if behind & _NOT_UNTIL else "reject", holders_of(verb), matter, weak=True)


def _by_favour(noun: Token) -> Iterator[Stand]:
    """Such as "is in favour of the plan", "came out in support of the truce"."""
    if noun.lower_ not in {"favour", "favor", "support"} or noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return
    verb = noun.head.head
    matter = next(iter(prepositional(noun, "of", "for")), None)
    if verb.pos_ in {"VERB", "AUX"} and not is_only_asked(verb) and matter is not None and tells_of_peace(matter):
        stance: Stance = "reject" if is_negated(verb) else "endorse"
        yield make_stand(noun, stance, holders_of(verb), matter, weak=True)


def _by_silence(verb: Token) -> Iterator[Stand]:
    """Such as "has yet to reply", "has not commented": undecided."""
    waiting = verb.dep_ == "xcomp" and any(t.lower_ == "yet" for t in verb.head.children)
    if verb.lemma_ in _ANSWERING and waiting:
        yield make_stand(verb, "undecided", holders_of(verb.head), None, weak=True)
    elif verb.lemma_ in _ANSWERING - {"say", "decide"} and any(t.dep_ == "neg" for t in verb.children):
        yield make_stand(verb, "undecided", holders_of(verb), None, weak=True)


def _by_short_answer(verb: Token) -> Iterator[Stand]:
    """Such as "said yes at once", "is against"."""
    said = {t.lower_ for t in verb.children if t.i > verb.i}
    if verb.lemma_ == "say" and said & {"yes", "no"}:
        yield make_stand(verb, "accept" if "yes" in said else "reject", holders_of(verb), None, weak=True)
    against = next((t for t in verb.children if t.lower_ == "against" and t.dep_ == "prep"), None)
    if verb.lemma_ == "be" and against is not None:
        matter = next((t for t in against.children if t.dep_ == "pobj"), None)
        if matter is None or tells_of_peace(matter):
            yield make_stand(verb, "reject", holders_of(verb), matter, weak=True)


def _by_order(verb: Token) -> Iterator[Stand]:
    """Such as "told his men to respect the ceasefire"."""
    if verb.lemma_ not in {"order", "tell", "instruct", "command", "direct"}:
        return
    clause = complement_of(verb)
    own = any(t.lower_ in _OWN_MEN for t in verb.subtree if t.dep_ in {"dobj", "nsubj", "dative"} and t.i > verb.i)
    if clause is not None and own and clause.lemma_ in {"respect", "observe", "honour", "honor", "uphold", "abide"}:
        yield make_stand(verb, "accept", holders_of(verb), clause, weak=True)


def _by_label(verb: Token) -> Iterator[Stand]:
    """Such as "called the plan a first step", "branded the draft one-sided"."""
    named = next((t for t in verb.children if t.dep_ in {"dobj", "nsubj", "oprd", "ccomp"} and t.i > verb.i), None)
    if verb.lemma_ == "be":
        yield from _by_predicate(verb)
    if named is None or is_only_asked(verb) or verb.lemma_ not in _CALLING:
        return
    told = [t for t in verb.subtree if t.i > verb.i]
    known = words("proposal_nouns") | words("matter_nouns")
    about = [t for t in told if t.lower_ in known or (t.lower_ in {"it", "this"} and t.i == verb.i + 1)]
    text = " ".join(t.lower_ for t in told)
    stance = next((value for phrase, value in table("judging_words").items() if f" {phrase} " in f" {text} "), None)
    if stance is not None and about and about[0].i - verb.i <= _NEAR:
        yield make_stand(verb, cast("Stance", stance), holders_of(verb), about[0], weak=True)


def _by_predicate(verb: Token) -> Iterator[Stand]:
    """Such as "the paper, he said, was a betrayal": the stance of whoever says so."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    said = next((t for t in verb.children if t.dep_ in {"attr", "acomp"}), None)
    if subject is None or said is None or is_negated(verb) or not _is_paper(subject):
        return
    text = " ".join(t.lower_ for t in said.subtree)
    stance = next((value for phrase, value in table("judging_words").items() if f" {phrase} " in f" {text} "), None)
    if stance is not None:
        yield replace(make_stand(verb, cast("Stance", stance), (), subject, weak=True), is_wish=True)


def _is_paper(noun: Token) -> bool:
    return noun.lower_ in words("proposal_nouns") | AGREED | _PAPERS


def _undecided(word: Token) -> Iterator[Stand]:
    """Such as "needs time to study the draft", "has yet to reply", "no answer had come from the Front"."""
    if word.pos_ == "NOUN" and word.lower_ in {"answer", "reply", "response"}:
        if not any(t.lower_ == "no" for t in word.children):
            return
        source = next((t for t in (*word.children, *word.head.children) if t.lower_ == "from"), None)
        holder = next((t for t in source.children if t.dep_ == "pobj"), None) if source is not None else None
        if holder is not None:
            yield make_stand(word, "undecided", (holder, *holder.conjuncts), None, weak=True)
        return
    if word.pos_ != "VERB":
        return
    matter = next((t for t in word.children if t.dep_ == "dobj"), None)
    needing = word.head.head if word.head.lower_ == "time" else word.head
    needs_time = word.dep_ in {"acl", "relcl", "advcl", "xcomp"} and any(t.lower_ == "time" for t in needing.children)
    waits = word.tag_ == "VBG" or any(t.lower_ in {"still", "yet"} for t in (*word.head.children, *word.children))
    holders = holders_of(needing if needs_time else word)
    if (waits or needs_time) and matter is not None and _is_proposal(matter) and holders and not is_only_asked(word):
        yield make_stand(word, "undecided", holders, matter, weak=True)


def _is_proposal(noun: Token) -> bool:
    return noun.lower_ in words("proposal_nouns") or noun.lower_ in {"text", "document", "draft", "invitation", "terms"}

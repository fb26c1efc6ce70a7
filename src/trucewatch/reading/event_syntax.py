"""Where the words that name doer and target of an event stand in a parse, and how its clause shows its status."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.obligation_syntax import (
    agent,
    child,
    children,
    is_negated,
    is_passive,
    is_verb,
    objects,
    possessor,
    prepositional,
    subject,
)
from trucewatch.vocabulary.events import EventStatus

_AT = ("against", "with", "on", "to", "at", "from", "toward", "towards", "upon", "for", "over", "into", "onto")
_MODIFIERS = ("compound", "amod", "nmod", "poss")
_AHEAD = frozenset("will would shall 'll ’ll".split())
_OPEN = frozenset("may might could should".split())
_AWAITING = frozenset("be due expect set schedule plan slate".split())
_IF = frozenset("if unless".split())


def syntactic_doers(token: Token) -> Iterator[Token]:
    """Words that stand where the doer of an event stands: subject, agent, owner, "between A and B"."""
    if is_verb(token):
        who = agent(token) if is_passive(token) else subject(token)
        if who is not None:
            yield who
        return
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd"}:  # "is ready to", "was reluctant"
        who = subject(token.head)
        if who is not None:
            yield who
        return
    owner = possessor(token)
    if owner is not None:
        yield owner
    yield from prepositional(token, "between", "by", "of")
    yield from (c for c in children(token, "amod", "compound", "nmod") if c.text[:1].isupper())
    verb = verb_of(token)
    if verb is not None:
        who = agent(verb) if is_passive(verb) else subject(verb)
        if who is not None and who != token:
            yield who


def syntactic_targets(token: Token) -> Iterator[Token]:
    """Words that stand where the target of an event stands: object, "against", "with", whose proposal it is."""
    if not is_verb(token):
        yield from prepositional(token, *_AT)
        verb = verb_of(token)
        if verb is not None:
            yield from prepositional(verb, *_AT)
            yield from children(verb, "dative")
        return
    things = objects(token)
    for thing in things:
        yield thing
        yield from children(thing, *_MODIFIERS)
        yield from prepositional(thing, "of", "by", *_AT)
    yield from children(token, "dative")
    yield from prepositional(token, *_AT)
    for clause in children(token, "ccomp", "xcomp"):
        who = child(clause, "nsubj", "nsubjpass")
        if who is not None:
            yield who
            yield from children(who, *_MODIFIERS)
        yield from (t for t in objects(clause) if t.text[:1].isupper())
        yield from prepositional(clause, *_AT)


def verb_of(noun: Token) -> Token | None:
    """The verb that carries a noun of doing: "launched an attack", "the attack was launched", "are in talks"."""
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(head):
        return head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and is_verb(head.head):
        return head.head
    return None


def shown_status(token: Token) -> EventStatus:
    """How an event's clause shows whether it happened, by negation, tense and mood alone."""
    verb = token if is_verb(token) else verb_of(token)
    if verb is None:
        return "actual"
    if is_negated(verb):
        return "negated"
    aids = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if any(c.lower_ in _IF for c in children(verb, "mark")):
        return "hypothetical"
    if aids & _OPEN and "have" not in aids:
        return "hypothetical"
    return "future" if aids & _AHEAD or ("to" in aids and _is_awaited(verb)) else "actual"


def _is_awaited(verb: Token) -> bool:
    """As in "is to meet", "was due to leave", "is expected to sign"."""
    return verb.dep_ in {"xcomp", "ccomp"} and (verb.head.lemma_ in _AWAITING)


_ASIDE = frozenset({"advcl", "relcl", "acl", "pcomp", "csubj", "appos"})


def is_main(token: Token) -> bool:
    """Does a word stand in the main clause of its sentence, or in what the main clause says or promises?"""
    at = token
    while at.dep_ != "ROOT" and at.head != at:
        if at.dep_ in _ASIDE or (at.dep_ == "pobj" and at.head.head.pos_ == "VERB" and at.head.i < at.head.head.i):
            return False
        at = at.head
    return True

"""Meetings told without a word for one: an envoy shuttles, is expected in a town, brings the sides together.

Such verbs say many other things as well; each is taken only with the persons, bodies and places that make it a contact
between sides or with somebody who mediates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.obligation_syntax import (
    children,
    coordinated,
    is_negated,
    lemma,
    objects,
    prepositional,
    subject,
)

_ENVOYS = frozenset(
    "delegation negotiator envoy team representative official mediator minister panel leader delegate president "
    "premier ambassador diplomat emissary chairman secretary-general general commander chief king secretary "
    "counterpart chargé bishop elder chairwoman spokesman side".split()
)
_MEDIATING = frozenset(
    "envoy mediator negotiator emissary delegation delegate secretary-general representative".split()
)
_BODIES = frozenset("council assembly parliament commission committee congress board cabinet".split())
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TWO = frozenset("both two sides capital capitals camp camps side region party parties".split())


def is_contact(verb: Token, kind: str, actors: Actors) -> bool:
    """Does a verb of one of these kinds tell of a contact?

    Args:
        verb: the verb.
        kind: as in the list of verbs: shuttle, visit, due, receive, bring, phone, take_up or gather.
        actors: of the report.
    """
    return not is_negated(verb) and _KINDS[kind](verb, actors)


def _is_envoy(token: Token | None, actors: Actors) -> bool:
    """A person or delegation by noun, or a person or office by name."""
    if token is None:
        return False
    if lemma(token) in _ENVOYS:
        return True
    mention = actors.at(token.idx)
    return mention is not None and mention.actor.type in {"person", "office"} and not mention.actor.sealed


def _at_place(verb: Token) -> bool:
    where = prepositional(verb, "in", "at", "to", "into")
    named = (t for t in where if t.pos_ == "PROPN" and t.ent_type_ not in {"DATE", "TIME", "EVENT"})
    return any(True for _ in named) or any(t.ent_type_ in _PLACES or lemma(t) == "capital" for t in where)


def _shuttles(verb: Token, _actors: Actors) -> bool:
    return any(c.lower_ in {"between", "to"} for c in verb.children) and subject(verb) is not None


def _visits(verb: Token, actors: Actors) -> bool:
    """As in "the envoy will visit both capitals"; a visit of anybody else is no talks."""
    who = subject(verb)
    if who is None or not (lemma(who) in _MEDIATING or (who.lower_ not in {"they", "it"} and _is_envoy(who, actors))):
        return False
    seen = [t for d in children(verb, "dobj") for t in coordinated(d)]
    return any(t.lower_ in _TWO or lemma(t) in _TWO for d in seen for t in (d, *d.lefts)) or (
        lemma(who) in _MEDIATING and any(t.ent_type_ in _PLACES for t in seen)
    )


def _is_due(verb: Token, actors: Actors) -> bool:
    """As in "the envoy is expected in Zenda on Friday"."""
    below = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}]
    if below:
        return False
    return verb.tag_ == "VBN" and _at_place(verb) and _is_envoy(subject(verb), actors)


def _receives(verb: Token, actors: Actors) -> bool:
    met = [t for t in objects(verb) if _is_envoy(t, actors)]
    return bool(met) and (_is_envoy(subject(verb), actors) or verb.tag_ in {"VBN", "VB", "VBG"})


def _brings(verb: Token, _actors: Actors) -> bool:
    below = [c for t in verb.children for c in (t, *(t.children if t.pos_ == "ADP" else ()))]
    return bool(objects(verb)) and any(c.lower_ == "together" for c in below)


def _phones(verb: Token, actors: Actors) -> bool:
    return any(_is_envoy(t, actors) or actors.at(t.idx) is not None for t in objects(verb))


def _takes_up(verb: Token, _actors: Actors) -> bool:
    """As in "the Council will take up the report on Thursday"."""
    who = subject(verb)
    return who is not None and lemma(who) in _BODIES and any(c.lower_ == "up" for c in verb.children)


def _gathers(verb: Token, actors: Actors) -> bool:
    who = subject(verb)
    return _is_envoy(who, actors) and not list(children(verb, "dobj")) and (_at_place(verb) or verb.tag_ == "VB")


_KINDS: Mapping[str, Callable[[Token, Actors], bool]] = {
    "shuttle": _shuttles,
    "visit": _visits,
    "due": _is_due,
    "receive": _receives,
    "bring": _brings,
    "phone": _phones,
    "take_up": _takes_up,
    "gather": _gathers,
}
CONTACTS = frozenset(_KINDS)

"""Which act of a peace process a verb or a noun names, told by the word and by what the act is done to.

The words are in lexicons/act_verbs.txt, act_nouns.txt and object_classes.txt.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import (
    antecedent,
    children,
    coordinated,
    is_negated,
    is_passive,
    is_to_infinitive,
    is_verb,
    lemma,
    objects,
    particles,
    prepositional,
    subject,
)
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import Action

_MOVING = frozenset({"leave", "quit", "return", "depart", "go"})
_THING_CLASSES = frozenset({"fighting", "road", "fuel", "aid", "weapon", "captive", "gateway"})
_COUNTED_OUT = frozenset({"captive", "fighter", "person", "weapon", "remains"})
_PEOPLE_CLASSES = frozenset({"captive", "fighter", "person", "displaced", "remains"})


@dataclass(frozen=True)
class Act:
    """An act named in the text.

    Attributes:
        token: the verb or noun that names it.
        action: value of the closed list.
        subtype: finer value, for "other" above all.
        objects: heads of what it is done to, in the order of the text.
        is_noun: a noun names it ("the withdrawal of troops").
        is_talks: it is a meeting or talks, which are records of their own unless the text makes them a duty.
        is_listed: the lexicon names it; false for any other verb.
    """

    token: Token
    action: Action
    subtype: str | None
    objects: tuple[Token, ...]
    is_noun: bool = False
    is_talks: bool = False
    is_listed: bool = True


def act_of(token: Token) -> Act | None:
    """The act that a token names by the lexicon, or None."""
    if token.pos_ in {"NOUN", "PROPN"}:
        return _act_of_noun(token)
    return _act_of_verb(token) if is_verb(token) else None


def other_act(verb: Token) -> Act:
    """An act outside the lexicon: "other" with no subtype, or allow_aid where relief or access is its object."""
    things = objects(verb)
    if lemma(verb) == "leave" and not things and is_to_infinitive(verb) and _is_force(subject(verb)):
        return Act(verb, "withdraw", None, ())  # "told the Front to leave"
    is_aid = bool({"aid", "access"} & set(classes(things))) and not is_passive(verb)
    return Act(verb, "allow_aid" if is_aid else "other", None, tuple(things), is_listed=False)


def _is_force(noun: Token | None) -> bool:
    if noun is None:
        return False
    found = set(classes([noun]))
    return "person" not in found and (noun.pos_ == "PROPN" or bool(found))


def classes(nouns: Iterable[Token]) -> list[str]:
    """Classes of what noun phrases speak of: by their heads, else by the words before them."""
    found: list[str] = []
    for noun in nouns:
        own = _class_of(noun)
        if own is not None:
            found.append(own)
    if found:
        return list(dict.fromkeys(found))
    return list(dict.fromkeys(_by_modifiers(nouns)))


def _class_of(noun: Token) -> str | None:
    known = table("object_classes")
    name = known.get(noun.lower_) or known.get(lemma(noun))
    if name is not None:
        return name
    if noun.pos_ == "NUM" or lemma(noun) in {"other", "rest", "remainder"}:
        return _class_before(noun)
    if noun.ent_type_ in {"GPE", "LOC", "FAC"} and noun.pos_ == "PROPN":
        return "place"
    if noun.ent_type_ in {"PERSON", "NORP"}:
        return "person"
    return None


def _class_before(noun: Token) -> str | None:
    """As in "12 soldiers are held; two others were handed back": what was spoken of last and can be counted."""
    if list(prepositional(noun, "of")):
        return next((c for t in prepositional(noun, "of") if (c := _class_of(t)) is not None), None)
    known = table("object_classes")
    for word in reversed(noun.doc[sentence_of(noun).start : noun.i]):
        name = known.get(word.lower_) or known.get(lemma(word))
        if name in _COUNTED_OUT and word.pos_ == "NOUN":
            return name
    return None


def _by_modifiers(nouns: Iterable[Token]) -> Iterator[str]:
    known = table("object_classes")
    for noun in nouns:
        inner = [*children(noun, "compound", "amod", "nmod", "npadvmod"), *prepositional(noun, "of")]
        for word in inner:
            name = known.get(word.lower_) or known.get(lemma(word))
            if name is not None:
                yield name


def is_person_like(nouns: Iterable[Token]) -> bool:
    """Do the phrases speak of people, living or dead?"""
    return bool(_PEOPLE_CLASSES & set(classes(nouns)))


def _act_of_verb(verb: Token) -> Act | None:
    things = objects(verb)
    phrases = _known("act_verbs", _verb_phrases(verb, things))
    if not phrases:
        return None
    preps = prepositional(verb)
    given = subject(verb)
    about = _object_classes(things)
    if not about and given is not None and not is_passive(verb):
        about += classes(coordinated(given))  # "shooting was to stop", "a convoy entered", "captives changed hands"
    if given is not None and lemma(verb) in _MOVING and not is_passive(verb):
        about = [*classes([given]), *about]
    about += [c for c in classes(preps) if c not in about]
    value = _look_up("act_verbs", phrases, about)
    if value is None:
        return None
    things = things or _let_go(verb)
    if value == "release" and not _can_be_released(verb, things, given):
        return None
    if (
        given is not None
        and (not things or value == "exchange")
        and not classes(things)
        and (_THING_CLASSES & set(classes([given])) or value in {"release", "exchange"})
    ):
        things = coordinated(given) if classes([given]) else things
    return _finish(verb, value, things, is_noun=False)


def _let_go(verb: Token) -> list[Token]:
    """Whom as in "let two drivers go", "let go of the prisoners", where the parse makes them no object of the verb."""
    going = [c for c in children(verb, "ccomp", "xcomp") if lemma(verb) == "let" and lemma(c) == "go"]
    return [t for go in going for t in (*prepositional(go, "of"), *children(go, "nsubj")) if t.pos_ != "PRON"]


def _freed_by_adjective(word: Token) -> bool:
    """As in "open roads and free prisoners" ending a list of verbs: the parser takes the verb for an adjective."""
    if word.dep_ != "amod" or word.lower_ not in {"free", "open", "clear"} or word.i == 0:
        return False
    noun = word.head
    before = word.doc[word.i - 1]
    opens = word.i == min([c.left_edge.i for c in noun.children if c.i < noun.i], default=noun.i)
    return opens and noun.tag_ == "NNS" and before.lower_ in {"and", ",", "to"}


def hidden_act(word: Token) -> Act | None:
    """The act of a verb that the parser took for an adjective in a list of infinitives, or None."""
    if not _freed_by_adjective(word):
        return None
    value = _look_up("act_verbs", [word.lower_], _object_classes([word.head]))
    return _finish(word, value, [word.head], is_noun=False) if value is not None else None


def _object_classes(things: list[Token]) -> list[str]:
    """Classes of the objects; what serves relief is relief ("open a corridor for food convoys")."""
    serves = classes([t for thing in things for t in prepositional(thing, "for")])
    return [*(["aid"] if "aid" in serves else []), *classes(things)]


def _can_be_released(verb: Token, things: list[Token], given: Token | None) -> bool:
    """Statements, money and films are released as well: only people, or a bare number, count here."""
    whom = things or ([given] if given is not None and verb.tag_ in {"VBD", "VBN"} else [])
    return any(is_person_like([t]) or t.pos_ in {"NUM", "PRON", "PROPN"} or _counted_people(t) for t in whom)


def _counted_people(noun: Token) -> bool:
    return any(c.dep_ == "relcl" or c.lemma_ in {"hold", "capture", "abduct", "jail", "detain"} for c in noun.children)


def _verb_phrases(verb: Token, things: list[Token]) -> list[str]:
    """The verb as the lexicon may have it, longest first: "pull out", "stop fight", "hand over"."""
    base = lemma(verb)
    found = [f"not {base}"] if is_negated(verb) else []
    found += [f"{base} {p}" for p in particles(verb)]
    found += [
        f"{base} {c.lower_}" for t in things for c in children(t, "amod") if c.i == verb.i + 1
    ]  # "pull apart forces"
    found += [f"{base} {lemma(t)}" for t in [*things, *children(verb, "xcomp", "acomp", "oprd", "ccomp")]]
    found += [f"{base} {t.lower_}" for t in children(verb, "acomp", "oprd", "dobj")]
    return [*found, base]


def _act_of_noun(noun: Token) -> Act | None:
    if noun.dep_ in {"compound", "nmod", "poss"} or (noun.lower_ in {"exchange", "return"} and _is_in_exchange(noun)):
        return None  # "ceasefire talks", "withdrawal plan": the head noun decides
    phrases = _known("act_nouns", [noun.lower_, lemma(noun)])
    if not phrases:
        return None
    things = prepositional(noun, "of", "to", "into", "in", "on", "for", "from")
    of = prepositional(noun, "of") or [c for c in children(noun, "poss") if classes([c])]
    before = [*children(noun, "compound", "amod", "nmod")]
    about = classes([*of, *before]) or classes(things)
    value = _look_up("act_nouns", phrases, [*about, *classes(things)])
    if value is None:
        return None
    if value == "release" and of and not any(is_person_like([t]) or t.pos_ in {"NUM", "PRON", "PROPN"} for t in of):
        return None
    return _finish(noun, value, of or [b for b in before if classes([b])], is_noun=True)


def _is_in_exchange(noun: Token) -> bool:
    """As in "in exchange for" ties two acts together and is none."""
    return noun.head.lower_ == "in" and any(c.lower_ == "for" for c in noun.children)


def _known(lexicon: str, phrases: list[str]) -> list[str]:
    """Those that the lexicon has, with or without what they are about; most words of a text are none of them."""
    phrases_of = _phrases(lexicon)
    return [phrase for phrase in phrases if phrase in phrases_of]


@functools.cache
def _phrases(lexicon: str) -> frozenset[str]:
    return frozenset(key.partition(" @")[0] for key in table(lexicon))


def _look_up(lexicon: str, phrases: list[str], about: list[str]) -> str | None:
    known = table(lexicon)
    for phrase in phrases:
        keys = [f"{phrase} @{name}" for name in about] + [phrase]
        value = next((known[key] for key in keys if key in known), None)
        if value is not None:
            return None if value == "-" else value
    return None


def _finish(token: Token, value: str, things: list[Token], *, is_noun: bool) -> Act:
    action, _, subtype = value.partition(":")
    listed = tuple(dict.fromkeys(antecedent(t) for t in things))
    if action == "talks":
        return Act(token, "other", subtype or None, listed, is_noun, is_talks=True)
    return Act(token, cast("Action", action), subtype or None, listed, is_noun)


def purpose_of(act: Act) -> Act:
    """As in "send troops to police the truce": an act outside the lexicon is known by what it is done for."""
    if lemma(act.token) in table("ground_verbs"):
        return act
    for anchor in [act.token, *act.objects]:
        for verb in children(anchor, "advcl", "xcomp", "relcl", "acl"):
            named = act_of(verb) if verb.i > act.token.i and is_to_infinitive(verb) else None
            if named is not None and not named.is_talks:
                return replace(act, action=named.action, subtype=named.subtype)
    return act

"""What kind of speaker a name is for: one person, one side, several, or a thing such as a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from trucewatch.reading.actors import Actor
from trucewatch.reading.lexicons import words

Kind = Literal["person", "side", "many", "single", "thing"]
"""`single` is one speaker of unknown kind, a person or a side."""

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True)
class Named:
    """A speaker.

    Attributes:
        name: the fullest name the report gives, else the description.
        kind: what it is a name for.
        sealed: it must never be tied to another mention.
        unsure: tied by a pronoun that could nearly as well mean another.
    """

    name: str
    kind: Kind
    sealed: bool = False
    unsure: bool = False


def of_actor(actor: Actor, kind: Kind | None = None) -> Named:
    """An actor as a speaker."""
    return Named(actor.name, kind or kind_of(actor), actor.sealed)


def kind_of(actor: Actor, token: Token | None = None) -> Kind:
    """What an actor is, where given by the number of the noun that stands for it."""
    if token is not None and token.tag_ in _PLURAL_TAGS and actor.type != "state":
        return "many"
    if actor.type == "person":
        return "person"
    if actor.type == "office":
        last = actor.name.casefold().split()[-1] if actor.name else ""
        return "many" if last.endswith("s") and last not in words("office_nouns") else "person"
    return "side"


def kind_of_noun(token: Token | None) -> Kind:
    """What a common noun that is no actor's is for."""
    if token is None:
        return "single"
    if token.tag_ in _PLURAL_TAGS:
        return "many"
    lemma = token.lemma_.lower()
    if is_document(token) or lemma in words("agentive_things"):
        return "thing"
    return "person" if lemma in words("office_nouns") else "single"


def is_document(token: Token) -> bool:
    """Is it a noun for what may speak in place of a person or body ("report", "figures")?"""
    lemma = token.lemma_.lower()
    return token.pos_ == "NOUN" and (lemma in words("speaking_documents") or lemma in words("counting_nouns"))


def names_document(name: str) -> bool:
    """Is it the name of a document: "the Assembly's Resolution 12", "Lomé Accord"? Who speaks for one is none."""
    found = re.findall(r"\w+", name)
    told = [n for n, word in enumerate(found) if word[0].isupper() and word.casefold() in words("speaking_documents")]
    offices = [n for n, word in enumerate(found) if word.casefold() in words("office_nouns")]
    # "General" of an assembly is no office; "Press Secretary" and "spokesman for the Accord Commission" are
    return bool(told) and not any(n > told[-1] or found[n].islower() for n in offices)


def fits(kind: Kind, wanted: Kind) -> bool:
    """Can a pronoun of one kind mean a speaker of another?"""
    if wanted == "side":
        return kind in {"side", "single", "thing"}
    return kind == wanted or (kind == "single" and wanted == "person")

"""The type of an event: as the tagger tells it, unless the word that tells it has one type whatever is beside it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.vocabulary.events import EventStatus, EventType

_PROMISED: Mapping[EventType, EventType] = MappingProxyType(
    {"RETREAT": "CONCEDE", "COOPERATE": "AGREE", "AID": "AGREE", "SUPPORT": "AGREE", "CONSULT": "AGREE"}
)
_STANDS_WITH: Mapping[EventType, EventType] = MappingProxyType({**_PROMISED, "AGREE": "CONCEDE"})
"""What the tagger may say of a listed word without being at odds with the list."""


def listed_type(token: Token) -> EventType | None:
    """The type of a word that has only one, None for all others."""
    known = table("event_words")
    beside = (c for c in token.children if c.dep_ in {"prt", "prep", "advmod"} and 0 < c.i - token.i <= 2)
    for entry in (*(f"{lemma(token)} {c.lower_}" for c in beside), lemma(token)):
        if entry in known:
            return cast("EventType", known[entry])
    return None


def type_of(token: Token, told: EventType) -> EventType:
    """The type of the event that a word tells, where the tagger tells one."""
    listed = listed_type(token)
    if listed is None or told in {listed, _STANDS_WITH.get(listed)}:
        return told
    return listed


def promised(kind: EventType, status: EventStatus) -> EventType:
    """PLOVER's type of what is only promised: a future retreat is a concession, future aid an agreement."""
    return _PROMISED.get(kind, kind) if status == "future" else kind

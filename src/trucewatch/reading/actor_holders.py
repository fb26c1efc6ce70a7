"""Who holds the office that a phrase tells of: somebody named, or somebody told of by office before.

"The foreign minister" is whoever has that office, in these words or fuller ones; "the minister" the last one told of.
A former or deputy holder is none. Nothing here ties anonymous sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from trucewatch.reading.actor_draft import RANKS, Draft, Found
from trucewatch.reading.actor_memory import Memory
from trucewatch.reading.actor_offices import office_at
from trucewatch.reading.actor_roster import Roster
from trucewatch.reading.lexicons import table, words

_LESSER = frozenset("former ex then late deputy vice assistant acting under associate outgoing interim".split())
_MANNERS = frozenset(
    "of for the new current outgoing visiting veteran senior top own embattled then caretaker interim acting".split()
)
_OF_MANY = frozenset(
    "official diplomat officer aide adviser advisor representative delegate negotiator mediator facilitator monitor "
    "observer commander spokesman spokeswoman spokesperson spokesmen inspector member lawmaker mp senator congressman "
    "leader envoy minister secretary deputy director chief head coordinator commissioner judge prosecutor ambassador "
    "councillor councilor superintendent inspector emissary interlocutor parliamentarian politician".split()
)
"""Nouns of offices that several hold at a time, unless another word before tells which ("special envoy")."""
_NEVER = frozenset("spokesman spokeswoman spokesperson spokesmen official diplomat officer aide source".split())
_NAMED_WITHIN = 9  # tokens from the comma behind an office to the name behind that


class Holders:
    """Finds the holders of the offices of one report."""

    def __init__(self, roster: Roster) -> None:
        self.doc = roster.doc
        self.names = roster.names
        self.roster = roster
        self.memory: Memory = roster.memory

    def before(self, head: Token, owner: Draft | None) -> Draft | None:
        """Whom a definite office goes back to: the last told of, by name or not, who holds it; None where nobody does.

        The last one may be an anonymous source: the phrase then is of such a source too, and of nobody before it.
        """
        told = _content(office_at(head, self.names) or head.lower_)
        for draft in self.memory.holders():
            if self._holds(draft, head, told, owner) or (draft.sealed and head.lower_ in draft.titles):
                return draft
        return None

    def _holds(self, draft: Draft, head: Token, told: frozenset[str], owner: Draft | None) -> bool:
        if draft.plural != (head.tag_ in {"NNS", "NNPS"}) or not _same_side(draft, owner):
            return False
        offices = [_content(o) for o in draft.offices] or [frozenset(draft.titles)]
        if any(told <= office and not (office - told) & _LESSER for office in offices):
            return True
        kin = set(table("office_kin").get(head.lower_, "").split())
        is_bare = len(told) == 1 and draft.type == "person"
        return is_bare and any(kin & office and not office & _LESSER for office in offices)

    def behind(self, head: Token) -> Draft | None:
        """The person named behind an office and what it is of: "the chairman of the Conference, Judge Anna Berg,"."""
        comma = next((t for t in self.doc[head.i + 1 : head.i + _NAMED_WITHIN] if t.text == "," or _ends(t)), None)
        if comma is None or comma.text != ",":
            return None
        for token in self.doc[comma.i + 1 : comma.i + 1 + _NAMED_WITHIN]:
            name = self.names.get(token.i)
            if name is not None and name.type == "person":
                after = self.doc[name.last] if name.last < len(self.doc) else None
                closes = after is None or after.text in {",", ".", ";", ")"} or after.pos_ in {"VERB", "AUX"}
                return self.roster.named(name) if closes else None
            if token.is_punct or token.pos_ in {"VERB", "AUX", "CCONJ", "PRON", "SCONJ"} or token.tag_ == "WP":
                return None
        return None


def _ends(token: Token) -> bool:
    return token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ"} or token.lower_ in {"who", "which", "that"}


def _same_side(draft: Draft, owner: Draft | None) -> bool:
    return owner is None or draft.of is owner or (draft.of is None and draft.type == "office")


def _content(office: str) -> frozenset[str]:
    """The words of an office that tell which it is."""
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", office.casefold())
    return frozenset(w.removesuffix("s") if w.endswith(("ers", "ors")) else w for w in parts) - _MANNERS


def bearers_named_later(found: Sequence[Found]) -> list[Found]:
    """The mentions, those of an office of one holder given to the person whom the report names with it.

    Only where one person alone has the office, in the same words, and for the same side where both tell one.
    """
    bearers: dict[frozenset[str], list[Draft]] = {}
    for person in {id(f.draft): f.draft for f in found if f.draft.type == "person"}.values():
        for words_of in {_content(office) for office in person.offices}:
            bearers.setdefault(words_of, []).append(person)
    meant: dict[int, Draft] = {}
    for f in found:
        office = f.draft
        if office.type != "office" or office.sealed or office.plural or not f.is_definite or id(office) in meant:
            continue
        bearer = _only_bearer(office, bearers)
        if bearer is not None:
            meant[id(office)] = bearer
            bearer.of = bearer.of or office.of
    return [replace(f, draft=meant.get(id(f.draft), f.draft)) for f in found]


def _only_bearer(office: Draft, bearers: Mapping[frozenset[str], Sequence[Draft]]) -> Draft | None:
    told = next((_content(o) for o in office.offices), frozenset())
    if not told or not _is_of_one(told):
        return None
    fitting = [p for p in bearers.get(told, ()) if p.of is None or office.of is None or p.of is office.of]
    return fitting[0] if len(fitting) == 1 else None


def _is_of_one(told: frozenset[str]) -> bool:
    """Does one person at a time hold an office of these words?"""
    if told & (_NEVER | _LESSER | words("calling_nouns") | words("private_nouns") | set(RANKS.values())):
        return False
    return len(told) > 1 or not told & _OF_MANY

"""What is linked: the actors of the reports of a view, in one order, and which of them may be linked at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from trucewatch.linking.names import is_common, person_words, thing_words, word_list, words_of
from trucewatch.linking.office_words import former_offices, is_former, office_held, tells_office
from trucewatch.registers.known_actors import KnownActor, KnownActors
from trucewatch.registers.offices import OfficeKey
from trucewatch.vocabulary.actors import ActorType, ReportActor, actor_id
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.view import View

Sort = Literal["thing", "person", "surname", "office", "closed"]
"""thing: a state, party, body ...; person: by a full name; surname: by one name only; office: by office alone; closed:
tied to nobody, whatever anybody may judge."""
Gender = Literal["f", "m"]
Form = Literal["name", "demonym", "metonym"]

_PRONOUNS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_TITLES: dict[str, Gender] = {
    "mr": "m", "mr.": "m", "sir": "m", "king": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "queen": "f",
}  # fmt: skip
_PREPOSITION = 12  # characters before a name in which the word before it stands
_DATELINE = re.compile(r"(?:,| \(| [–—-])")
_FORMS: tuple[Form, ...] = ("name", "demonym", "metonym")
_NAMED_BY_SEAT: frozenset[ActorType] = frozenset({"state", "party", "body"})


@dataclass(frozen=True, eq=False)
class Node:
    """One actor of one report.

    Attributes:
        number: its place in the one order: by publication, report, first mention.
        id: its `actor_id`.
        process: "" where none was declared.
        day: of publication.
        known: whom the register or the user's file has under its name.
        text: of its report.
    """

    number: int
    id: str
    report_id: str
    process: str
    day: date | None
    actor: ReportActor
    sort: Sort
    words: tuple[str, ...]
    known: KnownActor | None = None
    text: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its names, as its report prints them: no pronouns and no mere descriptions ("the group")."""
        return tuple(self.forms)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Each name with what it is: its own, that of its people, or its seat's."""
        hows: dict[str, Form] = {}
        called = (self.actor.name, *self.actor.aliases)
        if self.known is None:  # of whom a register has, it has the people's name too
            people = (m.passage.text for m in self.actor.mentions if m.how == "demonym")
            called = tuple(dict.fromkeys((*called, *people)))
        for how in _FORMS:
            texts = [m.passage.text for m in self.actor.mentions if m.how == how]
            for name in called:
                if name not in hows and any(name in text for text in texts):
                    hows[name] = how
        hows.setdefault(self.actor.name, "name")
        return {name: hows[name] for name in called if name in hows}

    @cached_property
    def has_own_name(self) -> bool:
        """Names the name of a thing one thing, or must it be told whose or which one ("the army", "the Front")?"""
        told = [word for word in self.words if word not in word_list("articles")]
        if word_list("state_bodies").issuperset(told):
            return False
        if not word_list("common_nouns").issuperset(told):
            return True
        return sum(word[:1].isupper() for word in self.actor.name.split()) > 1

    @property
    def stands_as_place(self) -> bool:
        """Stands every mention by name where a place stands: behind "in" or "at", or in a dateline?"""
        named = [m.passage for m in self.actor.mentions if m.how == "name"]
        return bool(named) and all(_is_at(self.text, passage) for passage in named)

    @cached_property
    def offices(self) -> tuple[OfficeKey, ...]:
        """The offices that its report says it holds and that one person holds at a time."""
        held = (office for office in self.actor.offices if not self._is_told_former(office))
        return tuple(dict.fromkeys(key for office in held for key in office_held(office)))

    @cached_property
    def former(self) -> tuple[OfficeKey, ...]:
        """The offices that its report says it holds no more, or not yet."""
        keys = [key for office in self.actor.offices for key in former_offices(office)]
        told = (office for office in self.actor.offices if self._is_told_former(office))
        return tuple(dict.fromkeys((*keys, *(key for office in told for key in office_held(office)))))

    def _is_told_former(self, office: str) -> bool:
        """Do all mentions by an office say that it is held no more ("a former UN envoy"), where it alone does not?"""
        head = office.rsplit(maxsplit=1)[-1]
        texts = [m.passage.text for m in self.actor.mentions if head in m.passage.text.casefold()]
        return bool(texts) and all(is_former(text) for text in texts)

    @cached_property
    def gender(self) -> Gender | None:
        """As pronouns and titles tell it; None where they do not, or disagree."""
        told: set[Gender] = set()
        for mention in self.actor.mentions:  # "her counterpart" says nothing of the counterpart
            known = _PRONOUNS if mention.how == "pronoun" else _TITLES
            gender = known.get(mention.passage.text.casefold().split()[0])
            if gender is not None:
                told.add(gender)
        return told.pop() if len(told) == 1 else None


def _is_at(text: str, passage: Passage) -> bool:
    before = text[max(0, passage.start - _PREPOSITION) : passage.start].split()
    if before and before[-1].casefold() in word_list("locative"):
        return True
    opens = text.rfind("\n", 0, passage.start) + 1 == passage.start
    return opens and passage.text.isupper() and _DATELINE.match(text, passage.end) is not None


def nodes_of(view: View, known: KnownActors) -> list[Node]:
    """The actors of a view, each once, in order."""
    return [Node(number, *told) for number, told in enumerate(_told(view, Finder(known)))]


def _told(
    view: View, finder: Finder
) -> Iterator[tuple[str, str, str, date | None, ReportActor, Sort, tuple[str, ...], KnownActor | None, str]]:
    for report in view.reports():
        actors = {actor_id(actor, report): actor for actor in view.actors_of(report.id) if actor.mentions}
        for id_, actor in sorted(actors.items(), key=lambda each: (each[1].mentions[0].passage, each[0])):
            known = finder.of(actor)
            sort = sort_of(actor, known)
            words = person_words(actor.name)
            if sort == "thing":
                words = words_of(actor.name) if known is not None else thing_words(actor.name)
            yield id_, report.id, report.process or "", report.published, actor, sort, words, known, report.text


class Finder:
    """Whom a register or a user's file has under the names of a report's actor."""

    def __init__(self, known: KnownActors) -> None:
        self._known = known
        self._found: dict[tuple[ActorType, str, str | None], KnownActor | None] = {}

    def of(self, actor: ReportActor) -> KnownActor | None:
        """The known actor that the name of an actor names, else the one that all its other names do."""
        if actor.sealed or actor.type == "office":
            return None
        found = self._find(actor.type, actor.name, actor.of)
        if found is not None or not actor.aliases or actor.type == "person":
            return found
        others = {k.id: k for a in actor.aliases if (k := self._find(actor.type, a, actor.of)) is not None}
        return next(iter(others.values())) if len(others) == 1 else None

    def _find(self, type_: ActorType, name: str, of: str | None) -> KnownActor | None:
        key = (type_, name, of)
        if key not in self._found:
            self._found[key] = self._match(*key)
        return self._found[key]

    def _match(self, type_: ActorType, name: str, of: str | None) -> KnownActor | None:
        found = self._known.match(name, of=of)
        if found is None or (type_ == "person") != (found.actor.type == "person"):
            return None
        if found.how != "name" and type_ not in _NAMED_BY_SEAT:
            return None
        return found.actor


def sort_of(actor: ReportActor, known: KnownActor | None = None) -> Sort:
    """Whether and as what an actor of a report may be linked."""
    if actor.sealed or (known is not None and known.private) or all(m.how == "pronoun" for m in actor.mentions):
        return "closed"
    if actor.type in ("person", "office"):
        return _sort_of_person(actor)
    if known is not None or any(m.how in _FORMS for m in actor.mentions):
        return "thing"
    return "closed" if actor.type == "group" or not is_common(actor.name) else "thing"


def _sort_of_person(actor: ReportActor) -> Sort:
    named = any(m.how == "name" for m in actor.mentions) and not tells_office(actor.name)
    if actor.type == "person" and named:
        if len(person_words(actor.name)) > 1:
            return "person"
        return "surname" if actor.person in ("public_office", "spokesperson") else "closed"
    if actor.person in ("private", "unknown") and actor.type == "person":
        return "closed"
    return "office" if any(office_held(o) for o in (*actor.offices, actor.name)) else "closed"

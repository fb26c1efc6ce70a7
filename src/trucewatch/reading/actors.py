"""Step 3: who is named in a report, and which mentions are one actor (plain first version).

States come from the register, persons and bodies from the entity recogniser and from title rules; pronouns,
offices and noun phrases ("the group", "the envoy") are tied to the nearest fitting actor before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from trucewatch.reading.actor_draft import OF_A_SIDE, Draft, Found
from trucewatch.reading.actor_links import Linker
from trucewatch.reading.actor_offices import class_of
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.actors import ActorMention, ActorType, MentionHow, PersonClass, ReportActor

_OFTEN = 2
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Actor:
    """Somebody who can hold a position, speak, owe or demand.

    Attributes:
        name: the fullest name the report gives, else the office or body in its words.
        type: state, party (armed group or political movement), body, person, office, place, media, group.
        of: name of the actor it speaks or acts for ("Israel" for "Israel's state television"), None where not told.
        aliases: its other names in the report.
        sealed: an anonymous source; never tied to another mention.
        offices: what a person, or somebody known by office alone, is told to be, lower case, in order of mention.
        person: for persons and offices, what class of person; None for others.
    """

    name: str
    type: ActorType
    of: str | None = None
    aliases: tuple[str, ...] = ()
    sealed: bool = False
    offices: tuple[str, ...] = ()
    person: PersonClass | None = None


@dataclass(frozen=True)
class Mention:
    """One place where an actor is mentioned; `head` is the offset of the head token of its noun phrase."""

    start: int
    end: int
    text: str
    actor: Actor
    how: MentionHow
    head: int


@dataclass(frozen=True)
class Actors:
    """All actors of a report and where they are mentioned.

    Attributes:
        actors: each once, in order of first mention.
        mentions: by start offset; a mention never crosses another ("Hamas spokesman X" is one, of X).
        home: name of the state that "the government" means, None where none stands out.
        inner: names within a mention of somebody else, by start (the "Ruritanian" of "Ruritanian President X").
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    home: str | None = None
    inner: tuple[Mention, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _by_name(self) -> dict[str, Actor]:
        aliases = {alias: a for a in reversed(self.actors) for alias in a.aliases}
        return aliases | {a.name: a for a in reversed(self.actors)}

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly between two offsets."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(m for m in self.mentions[first:last] if m.end <= end)

    def at(self, offset: int) -> Mention | None:
        """The mention that covers an offset, if any."""
        number = bisect_right(self._starts, offset) - 1
        mention = self.mentions[number] if number >= 0 else None
        return mention if mention is not None and offset < mention.end else None

    def named(self, name: str | None) -> Actor | None:
        """The actor of that name or alias."""
        if name is None:
            return None
        return self._by_name.get(name)

    @cached_property
    def at_home(self) -> Actor | None:
        """The state whose "the Government" is: the one at home, else the one told of far more than any other."""
        if (known := self.named(self.home)) is not None:
            return known
        told = Counter(m.actor.name for m in self.mentions if m.actor.type == "state" and m.how != "pronoun")
        first = told.most_common(2)
        if not first or first[0][1] < _OFTEN or (len(first) > 1 and first[0][1] < 2 * first[1][1]):
            return None
        return self.named(first[0][0])

    def side_of(self, actor: Actor) -> str:
        """Name of the state, party or body it stands for; its own name where it stands for none."""
        seen = {actor.name}
        while actor.of is not None and actor.of not in seen:
            above = self.named(actor.of)
            if above is None:
                return actor.of
            seen.add(above.name)
            actor = above
        return actor.name


@dataclass(frozen=True)
class ActorsStep:
    """Finds the actors of a report and ties their mentions together."""

    name: str = "actors"
    version: str = "4"
    reads: tuple[type, ...] = (Sentences,)
    writes: type = Actors

    def __call__(self, page: Page) -> Actors:
        linker = Linker(page.get(Sentences).doc)
        outer: list[Found] = []
        found = linker.run()
        for f in found:
            if not outer or f.start >= outer[-1].end:
                outer.append(f)
        inner = linker.inner(outer)
        actors = {id(f.draft): _finish(f.draft) for f in (*found, *inner)}
        mentions, within = (tuple(_mention(page, f, actors[id(f.draft)]) for f in each) for each in (outer, inner))
        kept = {id(m.actor) for m in mentions}
        home = linker.roster.home
        named = tuple(a for a in actors.values() if id(a) in kept)
        return Actors(named, mentions, home.name if home is not None else None, within)


def _mention(page: Page, found: Found, actor: Actor) -> Mention:
    text = page.text[found.start : found.end]
    return Mention(found.start, found.end, text, actor, cast("MentionHow", found.how), found.head)


def _finish(draft: Draft) -> Actor:
    is_person = draft.type in {"person", "office"}
    # "minister" says nothing beside "foreign minister"
    offices = tuple(o for o in draft.offices if not any(other.endswith(f" {o}") for other in draft.offices))
    return Actor(
        draft.name,
        cast("ActorType", draft.type),
        draft.of.name if draft.of is not None and draft.of is not draft else None,
        tuple(draft.aliases),
        draft.sealed,
        offices if is_person else (),
        class_of(draft.titles, offices, draft.is_private) if is_person else None,
    )


def _is_of_side(text: str, mention: Mention) -> bool:
    head = _WORD.match(text, mention.head)
    return head is not None and head.group().casefold() in OF_A_SIDE


def report_actors(page: Page) -> tuple[ReportActor, ...]:
    """The actors of a page with all their mentions, those within another's included, by the first of them.

    Men and things of a side ("its troops") are no mention of it; the name in such a phrase ("Ruritanian troops") is.

    Raises:
        ReadingError: no step before has found actors.
    """
    by_actor: dict[int, tuple[Actor, list[ActorMention]]] = {}
    layer = page.get(Actors)
    own = (m for m in layer.mentions if m.how != "nominal" or not _is_of_side(page.text, m))
    for mention in sorted((*own, *layer.inner), key=lambda m: (m.start, m.end)):
        made = ActorMention(passage=page.passage(mention.start, mention.end), how=mention.how)
        by_actor.setdefault(id(mention.actor), (mention.actor, []))[1].append(made)
    return tuple(
        ReportActor(
            name=actor.name,
            type=actor.type,
            of=actor.of,
            offices=actor.offices,
            aliases=actor.aliases,
            sealed=actor.sealed,
            person=actor.person,
            mentions=tuple(mentions),
        )
        for actor, mentions in by_actor.values()
    )

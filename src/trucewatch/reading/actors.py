"""Step 3: who is named in a report, and which mentions are one actor (plain first version).

States come from the register, persons and bodies from the entity recogniser and from title rules; pronouns,
offices and noun phrases ("the group", "the envoy") are tied to the nearest fitting actor before them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from trucewatch.reading.actor_draft import Draft
from trucewatch.reading.actor_links import Linker
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences

ActorType = Literal["state", "party", "body", "person", "office", "place", "media", "group"]
_OFTEN = 2
How = Literal["name", "title", "demonym", "metonym", "nominal", "pronoun"]


@dataclass(frozen=True)
class Actor:
    """Somebody who can hold a position, speak, owe or demand.

    Attributes:
        name: the fullest name the report gives, else the office or body in its words.
        type: state, party (armed group or political movement), body, person, office, place, media, group.
        of: name of the actor it speaks or acts for ("Israel" for "Israel's state television"), None where not told.
        aliases: its other names in the report.
        sealed: an anonymous source; never tied to another mention.
    """

    name: str
    type: ActorType
    of: str | None = None
    aliases: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True)
class Mention:
    """One place where an actor is mentioned; `head` is the offset of the head token of its noun phrase."""

    start: int
    end: int
    text: str
    actor: Actor
    how: How
    head: int


@dataclass(frozen=True)
class Actors:
    """All actors of a report and where they are mentioned.

    Attributes:
        actors: each once, in order of first mention.
        mentions: by start offset; a mention never crosses another ("Hamas spokesman X" is one, of X).
        home: name of the state that "the government" means, None where none stands out.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    home: str | None = None

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
    version: str = "1"
    reads: tuple[type, ...] = (Sentences,)
    writes: type = Actors

    def __call__(self, page: Page) -> Actors:
        linker = Linker(page.get(Sentences).doc)
        found = linker.run()
        drafts = list({id(f.draft): f.draft for f in found}.values())
        actors = {id(draft): _finish(draft) for draft in drafts}
        mentions: list[Mention] = []
        for f in found:
            if mentions and f.start < mentions[-1].end:
                continue
            text = page.text[f.start : f.end]
            mentions.append(Mention(f.start, f.end, text, actors[id(f.draft)], cast("How", f.how), f.head))
        kept = {id(m.actor) for m in mentions}
        home = linker.roster.home
        named = tuple(a for a in actors.values() if id(a) in kept)
        return Actors(named, tuple(mentions), home.name if home is not None else None)


def _finish(draft: Draft) -> Actor:
    return Actor(
        draft.name,
        cast("ActorType", draft.type),
        draft.of.name if draft.of is not None and draft.of is not draft else None,
        tuple(draft.aliases),
        draft.sealed,
    )

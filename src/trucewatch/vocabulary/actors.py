"""Actors as one report has them: who is named in it, by which words, and in which office.

An actor of a report is tied to no actor of another report; which are one across reports is for `linking` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trucewatch.vocabulary.content import plain_fields
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report, digest

ActorType = Literal["state", "party", "body", "person", "office", "place", "media", "group"]
MentionHow = Literal["name", "title", "demonym", "metonym", "nominal", "pronoun"]
PersonClass = Literal["public_office", "spokesperson", "private", "unknown"]


@dataclass(frozen=True, kw_only=True)
class ActorMention:
    """One place where an actor is mentioned.

    Attributes:
        passage: the words.
        how: by name, by title or office, by demonym, by metonym (a capital, a palace), by a noun, by a pronoun.
    """

    passage: Passage
    how: MentionHow


@dataclass(frozen=True, kw_only=True)
class ReportActor:
    """Somebody who can hold a position, speak, owe or demand, as one report has them.

    Attributes:
        name: the fullest name the report gives, else the office or body in its words.
        type: state, party (armed group or political movement), body, person, office, place, media, group.
        of: name of the actor it speaks or acts for, None where not told.
        offices: the offices that the report gives a person or an unnamed holder, in its words, lower case, in order.
        aliases: its other names in the report.
        sealed: an anonymous source; tied to nobody, in this report or another.
        person: for persons and offices, public_office, spokesperson, private or unknown; else None.
        mentions: where it is mentioned, by start; never empty.
    """

    name: str
    type: ActorType
    of: str | None = None
    offices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sealed: bool = False
    person: PersonClass | None = None
    mentions: tuple[ActorMention, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As in the `actors` of a reading."""
        return plain_fields(self)


def actor_id(actor: ReportActor, report: Report) -> str:
    """The id of an actor of one report: it depends on where it is first mentioned, not on who we think it is."""
    first = actor.mentions[0].passage
    return digest(["actor", report.id, first.start, first.end])

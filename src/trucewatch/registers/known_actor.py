"""What a register or the user's own file knows of one actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from trucewatch.vocabulary.actors import ActorType

FormHow = Literal["name", "demonym", "people", "capital", "seat"]


@dataclass(frozen=True, kw_only=True)
class OfficeHeld:
    """An office that the user's file gives a person; a register never gives one.

    Attributes:
        office: in the file's words.
        of: id of the known actor whose office it is.
        since: first day in office.
        until: last day in office, None where the file gives no end.
        source: where the file has it from.
    """

    office: str
    of: str
    since: date
    until: date | None = None
    source: str = ""

    def on(self, day: date) -> bool:
        """Is `day` within the days the file gives, first and last included?"""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class RoleHeld:
    """A role that the user's file gives an actor in an agreement or process; never from a register.

    Attributes:
        role: in the file's words ("mediator").
        in_: the agreement or process.
        since: first day, None where not given.
        until: last day, None where not given.
        according_to: who says so.
        source: where the file has it from.
    """

    role: str
    in_: str
    since: date | None = None
    until: date | None = None
    according_to: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class KnownActor:
    """One actor of the registers, of the user's file, or of both: then the file's words go first.

    Attributes:
        id: "state:kenya", "territory:gaza-strip", "body:UN", "group:FARC", "own:anna-berg"; the same from run to run.
        name: as the file has it, else as the register does.
        type: as in the record; a register's territory is a place, its group a party.
        aliases: other names, acronyms; of a state also its demonyms, people, capitals and seats.
        of: ids of those it is of: a group's states and territories, a person's state, party or body.
        member_of: ids of the bodies or coalitions it belongs to, as the file has them.
        offices: of a person, from the file.
        roles: from the file.
        private: shown to nobody outside and linked with nobody.
        note: in the words of file or register.
        source: where it is from.
        is_own: the file has an entry for it.
    """

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    offices: tuple[OfficeHeld, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    private: bool = False
    note: str = ""
    source: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Known:
    """Whom a form names, and how: by name (aliases and acronyms too), demonym, people, capital or seat."""

    actor: KnownActor
    how: FormHow

"""Known actors: the user's own file first, then the registers; whom a form names, and who held an office on a day.

A form that may name several answers None, never the likelier one. Nothing ties a person to an office but the user's
file, and only within the days it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from trucewatch.registers.actors_file import ActorsFileError, read_actors_file
from trucewatch.registers.forms import in_capitals, look_up, plain_form
from trucewatch.registers.groups import groups
from trucewatch.registers.known_actor import FormHow, Known, KnownActor, OfficeHeld, RoleHeld
from trucewatch.registers.offices import office_keys
from trucewatch.registers.own_actors import join_with_registers
from trucewatch.registers.register_actors import Naming, register_actors, register_forms, register_shouted
from trucewatch.registers.yaml_file import FileMistake

__all__ = [
    "ActorsFileError", "FileMistake", "FormHow", "Known", "KnownActor", "KnownActors", "OfficeHeld", "RoleHeld",
    "load_known_actors",
]  # fmt: skip

_STEPS = 6  # a person of a wing of a movement of a state: a chain longer than this goes in a circle


class KnownActors:
    """Whom the user's file and the registers know."""

    def __init__(
        self, own: Mapping[str, KnownActor] | None = None, forms: Mapping[str, tuple[Naming, ...]] | None = None
    ) -> None:
        """Join the actors of a file with the registers.

        Args:
            own: the file's actors by id.
            forms: the file's forms -> whom they name.
        """
        self._own = dict(own or {})
        self._forms = dict(forms or {})
        self._shouted = in_capitals(self._forms)
        self._holders: defaultdict[str, list[tuple[OfficeHeld, KnownActor]]] = defaultdict(list)
        for actor in self._own.values():
            for held in actor.offices:
                self._holders[held.of].append((held, actor))

    @classmethod
    def register_only(cls) -> KnownActors:
        """The registers without a file of the user's."""
        return _register_only()

    def own(self) -> tuple[KnownActor, ...]:
        """The actors that the user's file has an entry for, in its order."""
        return tuple(self._own.values())

    def by_id(self, id_: str) -> KnownActor | None:
        """The actor with this id."""
        return self._own.get(id_) or register_actors().get(id_)

    def find(self, form: str, on: date | None = None, of: str | None = None) -> KnownActor | None:
        """Whom a form names, or None where it names nobody known, or several."""
        found = self.match(form, on, of)
        return None if found is None else found.actor

    def match(self, form: str, on: date | None = None, of: str | None = None) -> Known | None:
        """Whom a form names and how, or None where it names nobody known, or several.

        Args:
            form: as printed; articles, possessives, apostrophes and capitals are read as everywhere in the registers.
            on: the day the form was printed: of several, a group that was not yet or no more is left out.
            of: a form or id of the side it is of: it decides between several, and keeps a person of another side out.
        """
        for forms, shouted in ((self._forms, self._shouted), (register_forms(), register_shouted())):
            named = look_up(form, forms, shouted)
            if named:
                return self._chosen(named, on, of)
        return None

    def office_holder(self, office: str, of: str, on: date) -> KnownActor | None:
        """Who held an office on a day, as the user's file gives it; None where it gives nobody, or several.

        Args:
            office: in any words that mean the office ("foreign minister", "minister of foreign affairs").
            of: a form or id of the state, party or body whose office it is.
            on: the day; the first and the last day in office count.
        """
        wanted, words = set(office_keys(office)), plain_form(office).casefold()
        found: dict[str, KnownActor] = {}
        for side in self._sides(of):
            for held, actor in self._holders.get(side, ()):
                if not held.on(on):
                    continue
                keys = set(office_keys(held.office))
                if keys & wanted or (not keys and plain_form(held.office).casefold() == words):
                    found[actor.id] = actor
        return next(iter(found.values())) if len(found) == 1 else None

    def _chosen(self, named: tuple[Naming, ...], on: date | None, of: str | None) -> Known | None:
        found = [Known(actor, how) for id_, how in named if (actor := self.by_id(id_)) is not None]
        sides = self._sides(of) if of is not None else frozenset()
        if sides and (len(found) > 1 or found[0].actor.type == "person"):
            found = [each for each in found if not (own := self._sides_of(each.actor)) or own & sides]
            sure = [each for each in found if self._sides_of(each.actor)]
            found = sure or found
        if len(found) > 1 and on is not None:
            found = [each for each in found if _existed(each.actor.id, on)]
        return found[0] if len(found) == 1 else None

    def _sides(self, form: str) -> frozenset[str]:
        """The ids that a form or id may mean as a side; empty where nobody known has it."""
        if self.by_id(form) is not None:
            return frozenset({form})
        named = look_up(form, self._forms, self._shouted) or look_up(form, register_forms(), register_shouted()) or ()
        return frozenset(id_ for id_, _ in named)

    def _sides_of(self, actor: KnownActor) -> frozenset[str]:
        """All that an actor is of, and of what these are."""
        found: set[str] = set()
        ahead = [*actor.of, *actor.member_of, *(held.of for held in actor.offices)]
        for _ in range(_STEPS):
            ahead = [id_ for id_ in ahead if id_ not in found]
            found.update(ahead)
            ahead = [id_ for each in ahead if (above := self.by_id(each)) is not None for id_ in above.of]
        return frozenset(found)


def load_known_actors(path: Path) -> KnownActors:
    """The registers and the user's own file of actors, which wins over them.

    Args:
        path: a YAML file with a list `actors`; see `actors_file.ActorRow` for their keys.

    Raises:
        ActorsFileError: the file cannot be read, or has mistakes: it tells all of them, each with its line.
    """
    file = read_actors_file(path)
    joined = join_with_registers(file)
    if file.mistakes or joined.mistakes:
        raise ActorsFileError(path, (*file.mistakes, *joined.mistakes))
    return KnownActors(joined.actors, joined.forms)


@lru_cache(maxsize=1)
def _register_only() -> KnownActors:
    return KnownActors()


@lru_cache(maxsize=1)
def _years() -> Mapping[str, tuple[int | None, int | None]]:
    return {f"group:{group.code}": (group.since, group.until) for group in groups()}


def _existed(id_: str, on: date) -> bool:
    since, until = _years().get(id_, (None, None))
    return (since is None or since <= on.year) and (until is None or on.year <= until)

"""The states, territories, bodies and groups of the registers as known actors, and the forms that name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from trucewatch.registers.bodies import Body, body_forms
from trucewatch.registers.forms import in_capitals
from trucewatch.registers.groups import Group, group_forms, groups
from trucewatch.registers.known_actor import FormHow, KnownActor
from trucewatch.registers.states import State, state_forms, state_of_code, states
from trucewatch.registers.territories import Territory, territories, territory_forms

Naming = tuple[str, FormHow]
"""Id of an actor, and how a form names it."""


def slug(name: str) -> str:
    """A name as part of an id: lower case letters without accents, digits, hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("'", "")).strip("-") or "x" + name.encode("utf-8").hex()


@lru_cache(maxsize=1)
def register_actors() -> Mapping[str, KnownActor]:
    """Every actor of the registers by its id."""
    found = [*map(_of_state, states()), *map(_of_territory, territories())]
    found += [*map(_of_body, dict.fromkeys(body_forms().values())), *map(_of_group, groups())]
    return MappingProxyType({actor.id: actor for actor in found})


@lru_cache(maxsize=1)
def register_forms() -> Mapping[str, tuple[Naming, ...]]:
    """Every form of the registers -> whom it may name.

    A form that a state and a territory or body have is the state's, as everywhere; a group's is a group's only.
    """
    listed: dict[str, tuple[Naming, ...]] = {}
    for form, naming in _namings():
        listed.setdefault(form, (naming,))
    for form, found in group_forms().items():
        others = listed.get(form, ())
        # A body or place and a group under one name: neither reading is safe.
        listed[form] = (*others, *((f"group:{group.code}", "name") for group in found))
    return MappingProxyType(listed)


@lru_cache(maxsize=1)
def register_shouted() -> Mapping[str, tuple[Naming, ...]]:
    """The same by their forms in capitals, for headlines."""
    return in_capitals(register_forms())


def _namings() -> Iterator[tuple[str, Naming]]:
    for form, (state, state_how) in state_forms().items():
        yield form, (_state_id(state), state_how)
    for form, (place, place_how) in territory_forms().items():
        yield form, (_territory_id(place), place_how)
    for form, body in body_forms().items():
        yield form, (f"body:{body.code}", "name")


def _state_id(state: State) -> str:
    return f"state:{slug(state.name)}"


def _territory_id(place: Territory) -> str:
    return f"territory:{slug(place.name)}"


def _of_state(state: State) -> KnownActor:
    aliases = (*state.aliases, *state.adjectives, *state.people, *state.capitals, *state.cities, *state.seats)
    return KnownActor(id=_state_id(state), name=state.name, type="state", aliases=aliases, source="register of states")


def _of_territory(place: Territory) -> KnownActor:
    return KnownActor(
        id=_territory_id(place),
        name=place.name,
        type="place",
        aliases=(*place.aliases, *place.adjectives),
        note=place.note,
        source="register of territories",
    )


def _of_body(body: Body) -> KnownActor:
    return KnownActor(
        id=f"body:{body.code}", name=body.name, type="body", aliases=body.aliases, source="register of bodies"
    )


def _of_group(group: Group) -> KnownActor:
    return KnownActor(
        id=f"group:{group.code}",
        name=group.name,
        type="party",
        aliases=group.aliases,
        of=tuple(_id_of_place(place) for place in group.of),
        note=group.note,
        source="register of groups",
    )


def _id_of_place(place: str) -> str:
    state = state_of_code(place)
    return f"territory:{slug(place)}" if state is None else _state_id(state)

"""Breakaway, autonomous and disputed places that news treats as parties or places beside the states.

A row names a place as news does and says in its note who holds or claims it; it takes no stand. Forms that a state has
too ("Kosovo") belong to the state in `states.find_state` and are answered here as well, with the note.

Some forms are persons' names or words too: Karen, Chin, Shan, Moro, Golan, Blue Nile. The longest form at a place wins,
which is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from trucewatch.errors import TrucewatchError
from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.table import forms_in, rows_of

TerritoryHow = Literal["name", "demonym"]

_COLUMNS = ("name", "aliases", "adjectives", "sovereign", "note")


@dataclass(frozen=True)
class Territory:
    """One place that is no state of the register, or was none at the time the note tells.

    Attributes:
        name: the English name news uses.
        aliases: other names, of whichever side.
        adjectives: adjectives and nouns for its people; some name a people living elsewhere too.
        sovereign: alpha-3 code of the state generally regarded as sovereign by UN members, or "" where that is
            itself disputed or the UN lists the place as non-self-governing.
        note: who holds or claims what, and since when.
    """

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    sovereign: str
    note: str


@lru_cache(maxsize=1)
def territories() -> tuple[Territory, ...]:
    """Every territory of the register, in the table's order."""
    return tuple(
        Territory(row["name"], forms_in(row["aliases"]), forms_in(row["adjectives"]), row["sovereign"], row["note"])
        for row in rows_of("territories.csv", _COLUMNS)
    )


@lru_cache(maxsize=1)
def territory_forms() -> Mapping[str, tuple[Territory, TerritoryHow]]:
    """Every form that names a territory or its people -> the territory and how; keys have straight apostrophes."""
    listed: dict[str, tuple[Territory, TerritoryHow]] = {}
    for place in territories():
        named: list[tuple[str, TerritoryHow]] = [(form, "name") for form in (place.name, *place.aliases)]
        named += [(form, "demonym") for form in place.adjectives]
        for form, how in named:
            holder = listed.setdefault(straightened(form), (place, how))
            if holder[0] is not place:
                raise TrucewatchError(
                    f"the form {form!r} is claimed by {holder[0].name} and {place.name} in territories.csv",
                    expected="one territory a form",
                )
    return MappingProxyType(listed)


def find_territory(form: str) -> tuple[Territory, TerritoryHow] | None:
    """The territory that `form` names and how, or None; articles, possessives and capitals as for states."""
    return look_up(form, territory_forms(), _shouted_forms())


@lru_cache(maxsize=1)
def _shouted_forms() -> Mapping[str, tuple[Territory, TerritoryHow]]:
    return in_capitals(territory_forms())

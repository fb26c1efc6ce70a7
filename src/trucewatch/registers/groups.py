"""Armed groups, political movements and coalitions of the conflicts of the last decades, as news names them.

A row is no judgement: who lists, bans or recognises a group is not told, and a government's own forces stand among the
states. One acronym may be several groups' (NLF, SLA): `find_group` answers None for such a form unless told of which
state or territory. The longest form at a place wins, which is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from trucewatch.errors import TrucewatchError
from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.states import find_state, state_of_code
from trucewatch.registers.table import forms_in, rows_of
from trucewatch.registers.territories import find_territory, territories

GroupKind = Literal["armed_group", "political_movement", "coalition", "administration"]

_COLUMNS = ("code", "name", "aliases", "of", "kind", "since", "until", "note")
# Names of persons, or plain words in a line of capitals, as often as of a group.
_OTHERS_TOO = frozenset({"Amal", "Badr", "Wagner", "Islah", "Fano", "FACT", "MODEL"})
_SHORTEST = 3  # letters and digits of a form that stands out in running text
_KINDS: Mapping[str, GroupKind] = {kind: kind for kind in get_args(GroupKind)}


@dataclass(frozen=True)
class Group:
    """One armed group, movement or coalition.

    Attributes:
        code: short code of our own, unique here; the acronym where there is one.
        name: the English name, or the one news uses.
        aliases: acronyms and other names.
        of: alpha-3 codes of the states and names of the territories where it acts or is from.
        kind: armed_group, political_movement (without arms of its own), coalition (of several groups),
            administration (transitional, self-governing or rival, beside a state).
        since: first year, None where not sure.
        until: last year, where it dissolved or was merged; None where it goes on or is not sure.
        note: of what it is a part, from what it split, what it became.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    of: tuple[str, ...]
    kind: GroupKind
    since: int | None = None
    until: int | None = None
    note: str = ""


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Every group of the register, in the table's order."""
    return tuple(
        Group(
            code=row["code"],
            name=row["name"],
            aliases=forms_in(row["aliases"]),
            of=tuple(_place(cell, row["code"]) for cell in forms_in(row["of"])),
            kind=_kind_of(row["kind"], row["code"]),
            since=_year(row["since"], row["code"]),
            until=_year(row["until"], row["code"]),
            note=row["note"],
        )
        for row in rows_of("groups.csv", _COLUMNS)
    )


@lru_cache(maxsize=1)
def group_forms() -> Mapping[str, tuple[Group, ...]]:
    """Every form that names a group -> the groups it may name; keys have straight apostrophes."""
    listed: dict[str, tuple[Group, ...]] = {}
    for group in groups():
        for form in (group.name, *group.aliases):
            key = straightened(form)
            if group not in listed.get(key, ()):
                listed[key] = (*listed.get(key, ()), group)
    return MappingProxyType(listed)


@lru_cache(maxsize=1)
def group_forms_in_text() -> Mapping[str, Group]:
    """The forms that name one group wherever they stand in a text -> the group, for building a matcher.

    Forms of several groups are left out, and forms that are words or names of persons as often.
    """
    return MappingProxyType(
        {
            form: found[0]
            for form, found in group_forms().items()
            if len(found) == 1 and form not in _OTHERS_TOO and sum(map(str.isalnum, form)) >= _SHORTEST
        }
    )


def find_group(form: str, of: str | None = None) -> Group | None:
    """The group that `form` names, or None where it names none, or several.

    Args:
        form: as printed; articles, possessives and capitals are read as for states.
        of: a form of the state or territory it belongs to, for an acronym that several groups have.
    """
    found = look_up(form, group_forms(), _shouted_forms()) or ()
    if len(found) > 1 and of is not None:
        place = _place_named(of)
        found = tuple(group for group in found if place is not None and place in group.of)
    return found[0] if len(found) == 1 else None


def _place_named(form: str) -> str | None:
    state, territory = find_state(form), find_territory(form)
    if state is not None:
        return state[0].alpha3
    return territory[0].name if territory is not None else None


def _place(cell: str, code: str) -> str:
    state = state_of_code(cell)
    if state is not None and state.alpha3 == cell:
        return cell
    if cell not in _territory_names():
        raise TrucewatchError(
            f"the group {code} is of {cell!r} in groups.csv",
            expected="an alpha-3 code of states.csv or a name of territories.csv",
        )
    return cell


@lru_cache(maxsize=1)
def _territory_names() -> frozenset[str]:
    return frozenset(place.name for place in territories())


def _kind_of(cell: str, code: str) -> GroupKind:
    if cell not in _KINDS:
        raise TrucewatchError(f"the group {code} has the kind {cell!r} in groups.csv", expected=", ".join(_KINDS))
    return _KINDS[cell]


def _year(cell: str, code: str) -> int | None:
    if cell and not cell.isdecimal():
        raise TrucewatchError(f"the group {code} has the year {cell!r} in groups.csv", expected="a year or nothing")
    return int(cell) if cell else None


@lru_cache(maxsize=1)
def _shouted_forms() -> Mapping[str, tuple[Group, ...]]:
    return in_capitals(group_forms())

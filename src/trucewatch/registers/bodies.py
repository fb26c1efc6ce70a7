"""International and regional bodies, missions, courts, contact groups and monitors as news names them.

Some forms are shared with bodies the register does not hold: a national "Security Council", another "Quartet",
"Troika" or "Contact Group", a national "General Assembly". The register answers with the international body; whether
a state's adjective or name before the form makes it another body is the caller's affair, as is taking the longest
form ("African Union" in "African Union Mission in Somalia").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from trucewatch.errors import TrucewatchError, UnknownIdError
from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.states import State, state_of_code
from trucewatch.registers.table import forms_in, rows_of

BodyKind = Literal["igo", "un_organ", "un_mission", "mission", "ngo", "court", "contact_group", "monitor"]

_COLUMNS = ("code", "name", "aliases", "kind")
_KINDS: Mapping[str, BodyKind] = {kind: kind for kind in get_args(BodyKind)}


@dataclass(frozen=True)
class Body:
    """One body that is no state.

    Attributes:
        code: short code, unique here; the abbreviation where there is one.
        name: the English name.
        aliases: abbreviations and other names news uses.
        kind: what it is; "un_organ" includes funds, agencies and offices, "mission" is one the UN does not run,
            "monitor" one set up to watch a ceasefire or its terms.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: BodyKind


@dataclass(frozen=True)
class Membership:
    """One state in one body, for one time.

    Attributes:
        body: code of the body.
        state: the state.
        joined: first and last day on which it may have joined; None where the register is not sure.
        left: the same of its leaving; None where it is a member still.
    """

    body: str
    state: State
    joined: tuple[date, date] | None
    left: tuple[date, date] | None

    def covers(self, day: date) -> bool:
        """Was the state surely a member on `day`?"""
        return self.joined is not None and self.joined[1] <= day and (self.left is None or day < self.left[0])


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """Every body of the register, in the table's order."""
    return tuple(
        Body(row["code"], row["name"], forms_in(row["aliases"]), _kind_of(row["kind"], row["code"]))
        for row in rows_of("bodies.csv", _COLUMNS)
    )


@lru_cache(maxsize=1)
def body_forms() -> Mapping[str, Body]:
    """Every form that names a body -> the body, for building a matcher; keys have straight apostrophes."""
    listed: dict[str, Body] = {}
    for body in bodies():
        for form in (body.name, *body.aliases):
            holder = listed.setdefault(straightened(form), body)
            if holder is not body:
                raise TrucewatchError(
                    f"the form {form!r} is claimed by {holder.code} and {body.code} in bodies.csv",
                    expected="one body a form",
                )
    return MappingProxyType(listed)


def find_body(form: str) -> Body | None:
    """The body that `form` names, or None; articles, possessives and capitals are read as for states."""
    return look_up(form, body_forms(), _shouted_forms())


@lru_cache(maxsize=1)
def memberships() -> Mapping[str, tuple[Membership, ...]]:
    """Code of a body -> its members, in the table's order; bodies without a row are not there."""
    codes = {body.code for body in bodies()}
    found: dict[str, tuple[Membership, ...]] = {}
    for row in rows_of("memberships.csv", ("body", "state", "joined", "left")):
        state = state_of_code(row["state"])
        if row["body"] not in codes or state is None:
            raise TrucewatchError(
                f"memberships.csv has {row['state']!r} in {row['body']!r}",
                expected="an alpha-3 code of states.csv in a code of bodies.csv",
            )
        membership = Membership(row["body"], state, _days(row["joined"]), _days(row["left"]))
        found[row["body"]] = (*found.get(row["body"], ()), membership)
    return MappingProxyType(found)


def members_of(code: str, on: date | None = None) -> tuple[State, ...]:
    """The member states of the body with this code, in the order of its table; () where the register holds none.

    Args:
        code: as in bodies.csv.
        on: a day: those that surely were members then; without it, those that are members now.

    Raises:
        UnknownIdError: no body has this code.
    """
    if all(body.code != code for body in bodies()):
        raise UnknownIdError(f"no body has the code {code!r}", advice="See bodies.csv for the codes")
    listed = memberships().get(code, ())
    return tuple(each.state for each in listed if (each.left is None if on is None else each.covers(on)))


def _days(cell: str) -> tuple[date, date] | None:
    """The first and last day that a cell may mean: a day, all of a year, None for nothing."""
    if not cell:
        return None
    if cell.isdecimal():
        return date(int(cell), 1, 1), date(int(cell), 12, 31)
    day = date.fromisoformat(cell)
    return day, day


def _kind_of(cell: str, code: str) -> BodyKind:
    if cell not in _KINDS:
        raise TrucewatchError(f"the body {code} has the kind {cell!r} in bodies.csv", expected=", ".join(_KINDS))
    return _KINDS[cell]


@lru_cache(maxsize=1)
def _shouted_forms() -> Mapping[str, Body]:
    return in_capitals(body_forms())

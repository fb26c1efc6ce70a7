"""International and regional bodies, missions, courts, contact groups and monitors as news names them.

Some forms are shared with bodies the register does not hold: a national "Security Council", another "Quartet",
"Troika" or "Contact Group", a national "General Assembly". The register answers with the international body; whether
a state's adjective or name before the form makes it another body is the caller's affair, as is taking the longest
form ("African Union" in "African Union Mission in Somalia").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from trucewatch.errors import TrucewatchError, UnknownIdError
from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.states import State, state_of_code
from trucewatch.registers.table import forms_in, rows_of

BodyKind = Literal["igo", "un_organ", "un_mission", "mission", "ngo", "court", "contact_group", "monitor"]

_COLUMNS = ("code", "name", "aliases", "kind", "members")
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
        members: file name of the table of its member states, or "".
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: BodyKind
    members: str = ""


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """Every body of the register, in the table's order."""
    return tuple(
        Body(row["code"], row["name"], forms_in(row["aliases"]), _kind_of(row["kind"], row["code"]), row["members"])
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


def members_of(code: str) -> tuple[State, ...]:
    """The member states of the body with this code, in the order of its table; () where the register holds none.

    Raises:
        UnknownIdError: no body has this code.
    """
    body = next((body for body in bodies() if body.code == code), None)
    if body is None:
        raise UnknownIdError(f"no body has the code {code!r}", advice="See bodies.csv for the codes")
    if not body.members:
        return ()
    return tuple(_member(row["alpha2"], body) for row in rows_of(body.members, ("alpha2",)))


def _member(alpha2: str, body: Body) -> State:
    state = state_of_code(alpha2)
    if state is None:
        raise TrucewatchError(f"{body.members} lists {alpha2!r}, which is no state's code in states.csv")
    return state


def _kind_of(cell: str, code: str) -> BodyKind:
    if cell not in _KINDS:
        raise TrucewatchError(f"the body {code} has the kind {cell!r} in bodies.csv", expected=", ".join(_KINDS))
    return _KINDS[cell]


@lru_cache(maxsize=1)
def _shouted_forms() -> Mapping[str, Body]:
    return in_capitals(body_forms())

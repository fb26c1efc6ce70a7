"""States as news names them: name, demonym, people, capital and seat of government.

Some forms are not only a state's. `ambiguous_forms.csv` lists them with their readings, and where news style has a
habit, the reading it means when nothing else is said; where it has none, `find_state` answers None:

- two states under one form: Congo, Congolese, Korea, Korean, Dominican;
- a state's form inside another's (Guinea in Guinea-Bissau, Sudan in South Sudan, Ireland in Northern Ireland, Bosnian
  in Bosnian Serb): the longest form at a place wins, which is the caller's affair;
- first and family names, rivers, birds: Georgia, Jordan, Chad, Israel, Niger, Turkey;
- ethnic names across borders: Serbs, Croats, Turkmen name no state here; Albanians, Uzbeks, Tajiks do by habit;
- cities that stand for more than one thing or whose status is disputed: Brussels, The Hague, Jerusalem.

A row says nothing about recognition. Places whose sovereignty is contested are in `territories`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from trucewatch.errors import TrucewatchError
from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.table import forms_in, rows_of

How = Literal["name", "demonym", "people", "capital", "seat"]

_COLUMNS = ("alpha2", "alpha3", "name", "aliases", "adjectives", "people", "capitals", "cities", "seats", "successors")
_AMBIGUOUS_COLUMNS = ("form", "readings", "default", "note")


@dataclass(frozen=True)
class State:
    """One state, present or (with `successors`) past.

    Attributes:
        alpha2: ISO 3166-1 or 3166-3 code; "XK" for Kosovo. Past states may share one ("CS").
        alpha3: ISO 3166-1 or 3166-3 code, unique here; "KOS" for Kosovo, as PLOVER codes it.
        name: the short English name news uses.
        aliases: other names and abbreviations.
        adjectives: demonym adjectives, most of which are nouns for one national too.
        people: nouns for nationals that are no adjectives, one or many.
        capitals: capitals since 1990.
        cities: cities that are no capital but in which the government sits or which news uses for it; they say nothing
            about the status of a city, and are read as capitals are.
        seats: metonyms of its government: palaces, streets, parliaments.
        successors: alpha-3 codes of the states that took a past state's place.
    """

    alpha2: str
    alpha3: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ambiguity:
    """A form that names more than one thing.

    Attributes:
        form: the form as printed.
        readings: alpha-3 codes of the states it may name.
        default: the one news means when nothing else is said, or "" where none is safe.
        note: what else it may be.
    """

    form: str
    readings: tuple[str, ...]
    default: str
    note: str


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Every state of the register: the present ones by name, then the past ones."""
    return tuple(
        State(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            name=row["name"],
            aliases=forms_in(row["aliases"]),
            adjectives=forms_in(row["adjectives"]),
            people=forms_in(row["people"]),
            capitals=forms_in(row["capitals"]),
            cities=forms_in(row["cities"]),
            seats=forms_in(row["seats"]),
            successors=forms_in(row["successors"]),
        )
        for row in rows_of("states.csv", _COLUMNS)
    )


@lru_cache(maxsize=1)
def ambiguous_forms() -> Mapping[str, Ambiguity]:
    """Form -> what it may name, for every form known to be more than one state's name."""
    rows = rows_of("ambiguous_forms.csv", _AMBIGUOUS_COLUMNS)
    return MappingProxyType(
        {
            straightened(row["form"]): Ambiguity(row["form"], forms_in(row["readings"]), row["default"], row["note"])
            for row in rows
        }
    )


@lru_cache(maxsize=1)
def state_forms() -> Mapping[str, tuple[State, How]]:
    """Every form that names a state -> the state and how, for building a matcher.

    Keys have straight apostrophes and the case news prints. Ambiguous forms stand under their default; those
    without a default are left out. A form both name and capital ("Djibouti") is a name.
    """
    doubtful = ambiguous_forms()
    listed: dict[str, tuple[State, How]] = {}
    for form, state, how in _claims():
        reading = doubtful.get(form)
        if reading is not None and reading.default != state.alpha3:
            continue
        holder = listed.setdefault(form, (state, how))
        if holder[0].alpha3 != state.alpha3:
            raise TrucewatchError(
                f"the form {form!r} is claimed by {holder[0].alpha3} and {state.alpha3} in states.csv",
                expected="one state a form",
                advice="Put the form into ambiguous_forms.csv",
            )
    return MappingProxyType(listed)


def find_state(form: str) -> tuple[State, How] | None:
    """The state that `form` names and how it names it, or None.

    An article in front and a possessive at the end are ignored. Case counts, so "us" finds nothing; a form wholly
    in capitals with four letters or more is read as in a headline. A form with no safe reading gives None.
    """
    return look_up(form, state_forms(), _shouted_forms())


def state_of_code(code: str) -> State | None:
    """The state with this alpha-3 code, or with this alpha-2 code (the present state where a past one shares it)."""
    return _by_code().get(code.upper())


def _claims() -> Iterator[tuple[str, State, How]]:
    """Each form with its state and how, names of all states before their adjectives and so on."""
    kinds: tuple[tuple[How, str], ...] = (
        ("name", "aliases"),
        ("demonym", "adjectives"),
        ("people", "people"),
        ("capital", "capitals"),
        ("capital", "cities"),
        ("seat", "seats"),
    )
    for how, field in kinds:
        for state in states():
            forms: tuple[str, ...] = getattr(state, field)
            for form in (state.name, *forms) if how == "name" else forms:
                yield straightened(form), state, how


@lru_cache(maxsize=1)
def _shouted_forms() -> Mapping[str, tuple[State, How]]:
    return in_capitals(state_forms())


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, State]:
    found: dict[str, State] = {}
    for state in states():
        found.setdefault(state.alpha3, state)
        found.setdefault(state.alpha2, state)
    return found

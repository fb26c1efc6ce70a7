"""What an actor of an event is in PLOVER's codes: the state or kind of body it belongs to, and its sector.

Codes come from the registers and from words alone, so that two actors who are told of alike are coded alike. What the
report does not show stays open: no code is better than a guessed one.
"""

from __future__ import annotations

import re
from functools import cache

from trucewatch.reading.actors import Actor, Actors
from trucewatch.reading.lexicons import table
from trucewatch.registers.bodies import Body, find_body
from trucewatch.registers.states import find_state
from trucewatch.registers.territories import find_territory
from trucewatch.vocabulary.events import Entity
from trucewatch.vocabulary.passage import Passage

_NAME_WORDS = 4  # of a state or body within a longer name
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_OF_EUROPE = frozenset({"EU"})


def entity_of(name: str, actor: Actor | None, actors: Actors, passage: Passage | None) -> Entity:
    """One actor of an event with its codes.

    Args:
        name: as the event names it.
        actor: who is meant, where the report's actors hold it.
        actors: all of the report.
        passage: its words beside the event.
    """
    sides = [name] if actor is None else [name, actor.name, actors.side_of(actor)]
    words = passage.text if passage is not None else name
    code, is_breakaway = _code(sides, words)
    sectors = [] if _is_registered(words) else _sectors(words)
    if actor is not None and actor.type == "party" and not sectors:
        sectors = ["REB"]
    if is_breakaway:
        sectors.append("PRE")
    return Entity(
        name=name,
        code=code,
        sector=sectors[0] if sectors else None,
        other_sectors=tuple(sectors[1:]),
        passage=passage,
    )


def _is_registered(words: str) -> bool:
    return any(find(words) is not None for find in (find_state, find_body, find_territory))


def _code(sides: list[str], words: str) -> tuple[str | None, bool]:
    """The code, and whether it is a breakaway area's: then it is that of the state it lies in."""
    for name in sides:
        state, body, place = find_state(name), find_body(name), find_territory(name)
        if state is not None:
            return state[0].alpha3, False
        if body is not None:
            return _body_code(body), False
        if place is not None:
            return place[0].sovereign or None, True
    return next((code for text in (*sides, words) if (code := _code_within(text))), None), False


def _code_within(text: str) -> str | None:
    """The code of the first state or body that stands within a longer name, the longest form first."""
    tokens = text.split()
    for size in range(min(_NAME_WORDS, len(tokens)), 0, -1):
        for first in range(len(tokens) - size + 1):
            part = " ".join(tokens[first : first + size]).strip(',.;:()"“”')
            state, body = find_state(part), find_body(part)
            if state is not None:
                return state[0].alpha3
            if body is not None:
                return _body_code(body)
    return None


def _body_code(body: Body) -> str:
    if body.kind in {"un_organ", "un_mission"} or body.code == "UN":
        return "UNO"
    if body.code in _OF_EUROPE:
        return "EUR"
    return "NGO" if body.kind == "ngo" else "IGO"


def _sectors(text: str) -> list[str]:
    """The sectors that the words of a name show, the one nearest to its end first."""
    words = [w.lower().removesuffix("’s").removesuffix("'s") for w in _WORD.findall(text)]
    known = table("sector_words")
    found: list[str] = []
    end = len(words)
    while end > 0:
        for size in range(min(_longest(), end), 0, -1):
            part = " ".join(words[end - size : end])
            sector = known.get(part) or known.get(_singular(part))
            if sector is not None:
                found.append(sector)
                end -= size
                break
        else:
            end -= 1
    return list(dict.fromkeys(found))


def _singular(words: str) -> str:
    for ending, other in (("ies", "y"), ("men", "man"), ("children", "child"), ("s", "")):
        if words.endswith(ending):
            return words.removesuffix(ending) + other
    return words


@cache
def _longest() -> int:
    return max(len(entry.split()) for entry in table("sector_words"))

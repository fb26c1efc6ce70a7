"""What a name of several reports names, where they do not agree: a person or a thing, a land or the seat of its rulers.

A report alone often leaves open whether an invented name is a place, a state, a party or a person; all together tell
more. What is told here is of names nobody has in a register or a file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from trucewatch.linking.names import words_of
from trucewatch.linking.nodes import Node
from trucewatch.vocabulary.actors import ActorType

Kind = ActorType | Literal["land", "seat", "unclear"]
"""land: a place or state that has a people of its own, or is called a republic; seat: a town's name where somebody acts
under it; unclear: the name of a town under which somebody acts elsewhere, where it may be either."""

_MAY_BE_LAND: frozenset[ActorType] = frozenset({"state", "place", "party"})
_ACTING: frozenset[ActorType] = frozenset({"state", "party"})


def settled(nodes: Sequence[Node]) -> list[Node]:
    """The nodes, with persons and things of one name of several words taken for what most of them are taken for.

    Where as many reports say the one as the other, each keeps its own.
    """
    votes: defaultdict[tuple[str, tuple[str, ...]], Counter[bool]] = defaultdict(Counter)
    for node in nodes:
        if _is_open(node):
            votes[node.process, node.words][node.sort == "person"] += 1
    of_person = {
        name: told[True] > told[False]
        for name, told in votes.items()
        if told[True] and told[False] and told[True] != told[False]
    }
    return [_as_most(node, of_person.get((node.process, node.words))) for node in nodes]


def _is_open(node: Node) -> bool:
    return node.known is None and node.sort in ("person", "thing") and len(node.words) > 1


def _as_most(node: Node, is_person: bool | None) -> Node:
    if is_person is None or not _is_open(node) or is_person == (node.sort == "person"):
        return node
    return replace(node, sort="person" if is_person else "thing")


class Kinds:
    """The kinds of the things of all processes."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._lands: set[tuple[str, str]] = set()
        towns: set[tuple[str, str]] = set()
        acting: set[tuple[str, str]] = set()
        for node in nodes:
            if node.sort != "thing" or node.known is not None or len(node.words) > 1:
                continue
            name = _name(node)
            is_seat = _stands_for_rulers(node)
            if is_seat or node.actor.type in _ACTING:
                acting.add(name)
            elif node.actor.type == "place":
                towns.add(name)
            if node.actor.type in _MAY_BE_LAND and not is_seat and _is_told_land(node):
                self._lands.add(name)
        self._seats = towns & acting

    def of(self, node: Node) -> Kind:
        """What kind of thing a node is, as all reports together tell it."""
        type_ = node.actor.type
        is_of_report = node.known is None and len(node.words) == 1
        if is_of_report and _name(node) in self._lands and type_ in _MAY_BE_LAND:
            return "land"
        is_seat = is_of_report and _name(node) in self._seats
        if _stands_for_rulers(node) or (is_seat and type_ in _ACTING):
            return "seat"
        return "unclear" if is_seat and type_ == "place" and not node.stands_as_place else type_


def _name(node: Node) -> tuple[str, str]:
    return node.process, " ".join(node.words)


def _is_told_land(node: Node) -> bool:
    """Has it a people ("Ruritanians"), or is it told to be a republic or the like?"""
    return node.words != words_of(node.actor.name) or any(m.how == "demonym" for m in node.actor.mentions)


def _stands_for_rulers(node: Node) -> bool:
    return node.forms[node.actor.name] == "metonym"

"""Candidates among persons: full names with their side, and one name alone where one fitting bearer is known."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from trucewatch.linking.decide import Decision, Pair, star
from trucewatch.linking.names import likeness, sound
from trucewatch.linking.nodes import Gender, Node
from trucewatch.linking.sides import Sides

_MOST_OF_A_NAME = 24  # persons of alike names that are compared with each other, those of most reports first
_MOST_BEARERS = 8  # bearers of a surname that are weighed for one mention
_FAR = date.max

Key = tuple[object, ...]
Side = int | str


@dataclass
class _Profile:
    """The nodes of one full name, one top side and one gender in one process."""

    nodes: list[Node] = field(default_factory=list)
    sides: set[Side] = field(default_factory=set)
    genders: set[Gender] = field(default_factory=set)
    offices: set[object] = field(default_factory=set)

    @property
    def head(self) -> Node:
        return self.nodes[0]

    def add(self, node: Node, sides: Sequence[Side]) -> None:
        """Take in a node."""
        self.nodes.append(node)
        self.sides.update(sides)
        self.offices.update(node.offices)
        if node.gender is not None:
            self.genders.add(node.gender)


def alike_persons(nodes: Iterable[Node], decision: Decision, sides: Sides) -> Iterator[Pair]:
    """Ties between the nodes of one full name, side and gender; and of one entry of the user's file."""
    own: defaultdict[str, list[int]] = defaultdict(list)
    for profile in _profiles(nodes, sides):
        grounds = ("person", "same_name", "same_side" if profile.sides else "no_side")
        yield from star([n.number for n in profile.nodes], decision, grounds)
        for node in profile.nodes:
            if node.known is not None:
                own[node.known.id].append(node.number)
    for numbers in own.values():
        yield from star(numbers, decision, ("person", "code"))


def like_persons(nodes: Iterable[Node], sides: Sides) -> Iterator[Pair]:
    """Candidates between full names that are alike, and of one name with different sides."""
    profiles = _profiles(nodes, sides)
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in _keys(profile.head.words):
            blocks[profile.head.process, *key].append(number)
    tops: defaultdict[Key, set[Side | None]] = defaultdict(set)
    for profile in profiles:
        tops[profile.head.process, profile.head.words].add(sides.top(profile.head))
    shared = {name for name, of in tops.items() if any(sides.contradict(a, b) for a, b in combinations(of, 2))}
    found: dict[tuple[int, int], list[str]] = {}
    for _, block in sorted(blocks.items()):
        numbers = sorted(block, key=lambda n: (-len(profiles[n].nodes), n))[:_MOST_OF_A_NAME]
        for one, other in combinations(sorted(numbers), 2):
            if (one, other) not in found:
                found[one, other] = _compare(profiles[one], profiles[other], sides, shared)
    alike = _alike(profiles, found)
    for (one, other), grounds in found.items():
        if grounds:
            if grounds[1] != "same_name" and "several_bearers" not in grounds and len(alike[one] | alike[other]) > 2:
                grounds.append("several_bearers")
            yield Pair.of(profiles[one].head.number, profiles[other].head.number, grounds)


def _alike(
    profiles: Sequence[_Profile], found: Mapping[tuple[int, int], Sequence[str]]
) -> Mapping[int, set[tuple[str, ...]]]:
    """For each profile its name and those that it may be another form of: "E. Maro" may be Elen's and Emil's."""
    alike = {number: {profile.head.words} for number, profile in enumerate(profiles)}
    for (one, other), grounds in found.items():
        if grounds:
            alike[one].add(profiles[other].head.words)
            alike[other].add(profiles[one].head.words)
    return alike


def _profiles(nodes: Iterable[Node], sides: Sides) -> list[_Profile]:
    found: defaultdict[Key, _Profile] = defaultdict(_Profile)
    for node in nodes:
        if node.sort == "person":
            found[node.process, node.words, sides.top(node), node.gender].add(node, sides.of(node))
    return list(found.values())


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Under which keys a full name meets the names that it may be another form of."""
    yield "last", sound(words[-1]), words[0][0]
    yield "first", sound(words[0]), sound(words[1])
    yield "all", *sorted(words)


def _compare(one: _Profile, other: _Profile, sides: Sides, shared: Container[Key]) -> list[str]:
    """What speaks for and against two profiles' being one; nothing where they name two persons.

    `shared` are the names that persons of two camps bear.
    """
    alike = likeness(one.head.words, other.head.words)
    if alike is None:
        return []
    grounds = ["person", alike]
    if one.sides & other.sides:
        grounds.append("same_side")
    elif sides.contradict(sides.top(one.head), sides.top(other.head)):
        grounds.append("other_side")
    elif any((profile.head.process, profile.head.words) in shared for profile in (one, other)):
        grounds.append("several_bearers")
    else:
        grounds.append("unlike_sides" if one.sides and other.sides else "no_side")
    if one.offices and other.offices:
        grounds.append("same_office" if one.offices & other.offices else "other_office")
    if one.genders and other.genders and one.genders.isdisjoint(other.genders):
        grounds.append("other_gender")
    return grounds


@dataclass
class Bearer:
    """A person with a full name, over all reports so far linked.

    Attributes:
        root: the first node of the person's group.
        days: when the person was mentioned, in order.
        reports: in which reports.
    """

    root: int
    words: set[tuple[str, ...]] = field(default_factory=set)
    sides: set[Side] = field(default_factory=set)
    tops: set[Side | None] = field(default_factory=set)
    genders: set[Gender] = field(default_factory=set)
    offices: set[object] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)

    def fits(self, node: Node, sides: Sides) -> bool:
        """Does nothing that is told of a node say that it is somebody else?"""
        if node.report_id in self.reports or (node.gender and self.genders and node.gender not in self.genders):
            return False
        return not self.sides.isdisjoint(sides.of(node)) or not any(
            sides.contradict(top, sides.top(node)) for top in self.tops
        )


def bearers(nodes: Iterable[Node], decision: Decision, sides: Sides) -> dict[int, Bearer]:
    """The persons with a full name, by the first node of their group."""
    found: dict[int, Bearer] = {}
    for node in nodes:
        if node.sort != "person":
            continue
        root = decision.root(node.number)
        bearer = found.setdefault(root, Bearer(root))
        bearer.words.add(node.words)
        bearer.sides.update(sides.of(node))
        bearer.tops.add(sides.top(node))
        bearer.offices.update(node.offices)
        bearer.reports.add(node.report_id)
        insort(bearer.days, node.day or _FAR)
        if node.gender is not None:
            bearer.genders.add(node.gender)
    return found


def by_one_name(nodes: Sequence[Node], known: Mapping[int, Bearer], sides: Sides) -> Iterator[Pair]:
    """Candidates between mentions by one name alone and the persons who bear it."""
    named = _index(nodes, known)
    for node in nodes:
        if node.sort != "surname":
            continue
        told = sides.of(node)
        found = named.get((node.process, node.words[-1]), ())
        fitting = [(b, last) for b, last in found if b.fits(node, sides)]
        if not fitting:
            continue
        earlier = [each for each in fitting if each[0].days[0] <= (node.day or _FAR)]
        several = not _is_one_person([bearer for bearer, _ in earlier or fitting])
        if not several:  # one under several forms of the name: the form that is used most
            fitting = [max(earlier or fitting, key=lambda each: (len(each[0].days), -each[0].root))]
        for bearer, last in sorted(fitting, key=lambda each: _distance(each[0], node))[:_MOST_BEARERS]:
            grounds = ["surname" if last else "inner_name"]
            if not bearer.sides.isdisjoint(told):
                grounds.append("same_side")
            else:
                grounds.append("unlike_sides" if told and bearer.sides else "no_side")
            if node.offices and bearer.offices:
                grounds.append("other_office" if bearer.offices.isdisjoint(node.offices) else "same_office")
            if not earlier or all(bearer is not each for each, _ in earlier):
                grounds.append("named_later_only")
            if several:
                grounds.append("several_bearers")
            elif len(found) > 1:
                grounds.append("others_of_that_name")
            yield Pair.of(bearer.root, node.number, grounds)


def _is_one_person(bearers: Sequence[Bearer]) -> bool:
    """Are the names of all of them forms of one name ("E. Maro", "Elen Maro", "Elen Ana Maro")?"""
    return all(
        any(likeness(a, b) is not None for a in one.words for b in other.words)
        for one, other in combinations(bearers[: _MOST_BEARERS + 1], 2)
    )


def _index(nodes: Sequence[Node], known: Mapping[int, Bearer]) -> Mapping[Key, list[tuple[Bearer, bool]]]:
    """(process, one name) -> who bears it, and whether it is the last of the person's names."""
    found: defaultdict[Key, list[tuple[Bearer, bool]]] = defaultdict(list)
    for bearer in known.values():
        process = nodes[bearer.root].process
        last = {words[-1] for words in bearer.words}
        for word in sorted({word for words in bearer.words for word in words}):
            found[process, word].append((bearer, word in last))
    return found


def _distance(bearer: Bearer, node: Node) -> tuple[int, int]:
    if node.day is None:
        return 0, bearer.root
    return min(abs((day - node.day).days) for day in (bearer.days[0], bearer.days[-1])), bearer.root


def by_surname_and_office(nodes: Iterable[Node], known: Mapping[int, Bearer], sides: Sides) -> Iterator[Pair]:
    """Candidates between mentions by one name alone where no full name is known: same side, and office."""
    borne = {word for bearer in known.values() for words in bearer.words for word in words}
    first: dict[Key, Node] = {}
    for node in nodes:
        top = sides.top(node)
        if node.sort != "surname" or top is None or node.words[-1] in borne:
            continue
        earlier = first.setdefault((node.process, node.words, top), node)
        if earlier is not node:
            grounds = ["surname_alone", "same_side"]
            if node.offices and earlier.offices:
                grounds.append("other_office" if set(node.offices).isdisjoint(earlier.offices) else "same_office")
            yield Pair(earlier.number, node.number, tuple(grounds))

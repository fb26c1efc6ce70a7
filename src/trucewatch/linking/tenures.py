"""Who held which office when, as reports tell it; and candidates between an office alone and its holder.

Nothing ties a person to an office outside the days on which reports tell it: an office without a name is tied to
somebody whom reports before it and after it (or of the same day) give that office, and nobody else in between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from trucewatch.linking.decide import Decision, Pair
from trucewatch.linking.nodes import Node
from trucewatch.linking.office_words import is_former, is_new, office_held
from trucewatch.linking.sides import Sides
from trucewatch.registers.known_actors import KnownActors
from trucewatch.registers.offices import OfficeKey

Side = int | str
Seat = tuple[str, Side, OfficeKey]
"""Process, side and office: what one person holds at a time."""


class Tenures:
    """For each seat who is told to hold it, by day; None where somebody is told to hold it no more, or not yet."""

    def __init__(self, nodes: Iterable[Node], decision: Decision, sides: Sides) -> None:
        self._decision = decision
        told: defaultdict[Seat, list[tuple[date, int, bool]]] = defaultdict(list)
        persons = [node for node in nodes if node.sort == "person"]
        known: defaultdict[int, set[tuple[Side, ...]]] = defaultdict(set)
        for node in persons:
            if sides.of(node):
                known[decision.root(node.number)].add(sides.of(node))
        for node in persons:
            if node.day is None:
                continue
            for side in sides.of(node) or _only(known[decision.root(node.number)]):
                for key in node.offices:
                    told[node.process, side, key].append((node.day, node.number, True))
                for key in node.former:
                    told[node.process, side, key].append((node.day, node.number, False))
        self._told = {seat: sorted(rows) for seat, rows in told.items()}
        self._days = {seat: [day for day, _, _ in rows] for seat, rows in self._told.items()}

    def near(self, seat: Seat, day: date) -> tuple[set[int], set[int], set[int]]:
        """Who is told to hold a seat last before a day, on it, and first after it: first nodes of their groups.

        Somebody told to hold it no more on one of these days is among nobody, and stands in nobody's way but their own.
        """
        rows, days = self._told.get(seat, []), self._days.get(seat, [])
        first, last = bisect_left(days, day), bisect_right(days, day)
        before = rows[bisect_left(days, days[first - 1]) : first] if first else []
        after = rows[last : bisect_right(days, days[last])] if last < len(rows) else []
        return self._holders(before), self._holders(rows[first:last]), self._holders(after)

    def _holders(self, rows: Sequence[tuple[date, int, bool]]) -> set[int]:
        held = {self._decision.root(number) for _, number, holds in rows if holds}
        left = {self._decision.root(number) for _, number, holds in rows if not holds}
        # "Left" alone keeps the day from being passed over as if nothing had been told of it: -1 is nobody's number.
        return held - left or ({-1} if left else set())

    def nearest(self, seat: Seat, day: date) -> Iterator[tuple[int, str]]:
        """Holders of a seat around a day with the ground that ties an office without a name to each."""
        before, on_day, after = self.near(seat, day)
        if on_day:
            around = on_day | (before & after)
            for holder in sorted(on_day - {-1}):
                yield holder, "held_that_day" if len(around | on_day) == 1 else "held_by_several"
            return
        sure = before & after if len(before | after) == 1 else set()
        for holder in sorted((before | after) - {-1}):
            if holder in sure:
                yield holder, "held_before_and_after"
            elif before and after:
                yield holder, "holder_changed"
            else:
                yield holder, "held_before_only" if holder in before else "held_after_only"


def _only(sides: Iterable[tuple[Side, ...]]) -> tuple[Side, ...]:
    """The sides that a person has in the other reports, where these agree on the top."""
    told = sorted(sides, key=len, reverse=True)
    return told[0] if told and len({each[-1] for each in told}) == 1 else ()


def seats_of(node: Node, sides: Sides) -> list[Seat]:
    """The seats that a mention by office alone may mean: each of its offices, of its nearest side."""
    found = sides.of(node)
    if is_new(node.actor.name) or is_former(node.actor.name):
        return []
    held = dict.fromkeys(key for o in (*node.actor.offices, node.actor.name) for key in office_held(o))
    return [(node.process, side, key) for side in found for key in held]


def by_office(nodes: Iterable[Node], tenures: Tenures, sides: Sides) -> Iterator[Pair]:
    """Candidates between mentions by office alone and who is told to hold it around that day."""
    for node in nodes:
        if node.sort != "office" or node.day is None:
            continue
        found: dict[int, str] = {}
        for seat in seats_of(node, sides):
            for holder, ground in tenures.nearest(seat, node.day):
                found.setdefault(holder, ground)
        for holder, ground in found.items():
            grounds = ("office", ground) if len(found) == 1 else ("office", ground, "several_bearers")
            yield Pair.of(holder, node.number, grounds)


def by_file(nodes: Sequence[Node], known: KnownActors) -> Iterator[Pair]:
    """Candidates between mentions by office alone and the person whom the user's file gives that office that day."""
    first: Mapping[str, Node] = {n.known.id: n for n in reversed(nodes) if n.sort == "person" and n.known is not None}
    for node in nodes:
        if node.sort != "office" or node.day is None or node.actor.of is None or not first:
            continue
        for office in dict.fromkeys((*node.actor.offices, node.actor.name)):
            holder = known.office_holder(office, node.actor.of, node.day) if office_held(office) else None
            if holder is not None and holder.id in first:
                yield Pair.of(first[holder.id].number, node.number, ("office", "in_file"))


def of_one_day(nodes: Iterable[Node], sides: Sides) -> Iterator[Pair]:
    """Candidates between mentions of one office on one day."""
    first: dict[tuple[Seat, date], Node] = {}
    for node in nodes:
        if node.sort != "office" or node.day is None:
            continue
        for seat in seats_of(node, sides):
            earlier = first.setdefault((seat, node.day), node)
            if earlier is not node:
                yield Pair(earlier.number, node.number, ("office", "same_day"))

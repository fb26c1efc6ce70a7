"""Candidates among states, parties, bodies, places: by code, by name, by what a report gives as another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from trucewatch.linking.decide import Decision, Pair, star
from trucewatch.linking.kinds import Kind, Kinds
from trucewatch.linking.names import (
    is_acronym,
    is_common,
    is_spelt_alike,
    plain,
    sound,
    stands_for,
    word_list,
    words_of,
)
from trucewatch.linking.nodes import Node
from trucewatch.linking.sides import Sides
from trucewatch.vocabulary.actors import ActorType

_MOST_OF_A_NAME = 12  # actors under one name that are compared with each other, those of most reports first
_OF_PEOPLE = ("n", "an", "ian", "i", "ese", "ite")
_LEAST_LAND = 4
_SEAT = " (seat)"
_LEAST_SPELT = 6  # letters of a name whose spellings are compared
_TYPE_OF_KIND: Mapping[Kind, ActorType] = {"land": "state", "seat": "state"}
_ALIKE: tuple[frozenset[Kind], ...] = (
    frozenset({"state", "place"}),
    frozenset({"party", "body", "group", "media"}),
)

Key = tuple[object, ...]
Block = tuple[str, ...]


@dataclass
class Profile:
    """The nodes that are one by code or by name and type: candidates are made once for all of them."""

    nodes: list[Node]
    code: str | None
    kind: Kind

    @property
    def head(self) -> Node:
        return self.nodes[0]

    @cached_property
    def forms(self) -> dict[str, str]:
        """Its plain forms -> how it comes to them: its name, or what its reports call it beside that.

        The seat that stands for a state is no name of the place: its form is marked, so that it meets seats alone.
        """
        found: dict[str, str] = {}
        for own in (False, True):
            for node in self.nodes:
                for name, form in node.forms.items():
                    if (name == node.actor.name) == own and not is_common(name):
                        is_seat = form == "metonym" or (own and self.kind == "seat")
                        called = plain(name)
                        how = "name" if own else "acronym" if is_acronym(name) else "alias"
                        if is_seat or (own and self.kind == "unclear"):
                            found[f"{called}{_SEAT}"] = how
                        if not is_seat:
                            found[called] = how
        return {form: how for form, how in found.items() if form}


def alike_things(profiles: Iterable[Profile], decision: Decision) -> Iterator[Pair]:
    """Ties between the nodes of one code, wherever they are, or of one name and type in one process."""
    for profile in profiles:
        numbers = [node.number for node in profile.nodes]
        name = plain(profile.head.actor.name)
        grounds = ("thing", "code") if profile.code else ("thing", "same_name", *_sort_of_name(name))
        yield from star(numbers, decision, grounds)


def other_names(profiles: Sequence[Profile], decision: Decision) -> Iterator[Pair]:
    """Candidates between nodes of different names or types in one process."""
    by_form = _by_form(profiles)
    crowded = {key for key, found in by_form.items() if len(_called_so(key[-1], found, profiles, decision)) > 1}
    seen: set[tuple[int, int]] = set()
    for block in (by_form, _by_likeness(profiles)):
        for _, found in sorted(block.items()):
            numbers = sorted(set(found), key=lambda n: (-len(profiles[n].nodes), n))[:_MOST_OF_A_NAME]
            for one, other in combinations(sorted(numbers), 2):
                if (one, other) in seen:
                    continue
                seen.add((one, other))
                pair = _compare(profiles[one], profiles[other], decision, crowded)
                if pair is not None:
                    yield pair


def _called_so(form: str, found: Iterable[int], profiles: Sequence[Profile], decision: Decision) -> set[int]:
    """The groups that a form stands for beside those whose own name it is."""
    return {decision.root(profiles[n].head.number) for n in found if profiles[n].forms[form] != "name"}


def profiles_of(nodes: Iterable[Node]) -> list[Profile]:
    """The things with names of their own, by code, or by name and type within one process."""
    told = list(nodes)
    kinds = Kinds(told)
    found: dict[Key, Profile] = {}
    for node in told:
        if node.sort != "thing":
            continue
        code = node.known.id if node.known is not None else None
        if code is None and not node.has_own_name:
            continue
        kind = kinds.of(node)
        key: Key = ("code", code) if code else (node.process, kind, " ".join(node.words))
        if kind == "unclear":
            key = (*key, node.number)
        found.setdefault(key, Profile([], code, kind)).nodes.append(node)
    return list(found.values())


def _sort_of_name(name: str) -> tuple[str, ...]:
    return ("one_word",) if " " not in name else ()


def _by_form(profiles: Sequence[Profile]) -> dict[Block, list[int]]:
    found: defaultdict[Block, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for process in dict.fromkeys(node.process for node in profile.nodes):
            for form in profile.forms:
                found[process, form].append(number)
    return found


def _by_likeness(profiles: Sequence[Profile]) -> dict[Block, list[int]]:
    """Names that are spelt alike, that begin and end alike, of a place and its people, or of first letters."""
    found: defaultdict[Block, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        words = profile.head.words
        process = profile.head.process
        if sum(map(len, words)) >= _LEAST_SPELT:
            found[process, "spelt", *map(sound, words)].append(number)
        if len(words) > 1:
            found[process, "ends", words[0], words[-1]].append(number)
            named = [word for word in words if word not in word_list("articles")]
            found[process, "letters", "".join(word[0] for word in named)].append(number)
        elif is_acronym(profile.head.actor.name):
            found[process, "letters", words[0]].append(number)
        else:
            for land in _lands_of(words[0]):
                found[process, "people", land].append(number)
    return found


def _lands_of(word: str) -> Iterator[str]:
    """What a word may be a people's name of, and itself: "velmoran" -> "velmora", "zahrandi" -> "zahrand"."""
    yield word
    for ending in _OF_PEOPLE:
        land = word.removesuffix(ending)
        if land != word and len(land) >= _LEAST_LAND:
            yield land


def _compare(one: Profile, other: Profile, decision: Decision, crowded: Container[Block]) -> Pair | None:
    if (one.code and other.code) or one.kind == other.kind == "unclear":
        return None
    mine, theirs = one.forms, other.forms
    ground = _ground(one, other, mine, theirs)
    if ground is None:
        return None
    grounds = ["thing", ground]
    shared = mine.keys() & theirs.keys()
    if shared and all(" " not in form for form in shared):
        grounds.append("one_word")
    if shared and all((one.head.process, form) in crowded for form in shared):
        grounds.append("several_bearers")
    types = {_TYPE_OF_KIND.get(each.kind, each.kind) for each in (one, other)}
    is_of_one_word = "place" in types and "one_word" in grounds
    if "unclear" in types or (len(types) > 1 and is_of_one_word):
        grounds.append("place_or_actor")  # a capital's name stands for its government as often as for the town
    elif len(types) > 1:
        grounds.append("like_type" if any(types <= alike for alike in _ALIKE) else "other_type")
    left, right = sorted((one.head.number, other.head.number))
    return Pair(left, right, tuple(grounds)) if decision.root(left) != decision.root(right) else None


def _ground(one: Profile, other: Profile, mine: dict[str, str], theirs: dict[str, str]) -> str | None:
    """What makes two profiles a candidate, the strongest first."""
    hows = [{mine[form], theirs[form]} for form in mine.keys() & theirs.keys()]
    if {"name"} in hows:
        return "same_name"
    if any("name" in how for how in hows):
        return "alias_in_report" if any(how == {"name", "alias"} for how in hows) else "acronym_in_report"
    if hows:
        return "shared_alias"
    for short, long in ((one, other), (other, one)):
        name = short.head.actor.name
        if is_acronym(name) and len(long.head.words) > 1 and stands_for(name, long.head.actor.name):
            return "first_letters"
    a, b = one.head.words, other.head.words
    if a != b and len(a) == len(b) == 1 and (a[0] in _lands_of(b[0]) or b[0] in _lands_of(a[0])):
        return "name_of_people"
    if len(a) == len(b) and all(map(is_spelt_alike, a, b)):
        return "like_spelling"
    if set(a) < set(b) or set(b) < set(a):
        return "longer_name"
    return None


def bodies_of_sides(nodes: Iterable[Node], decision: Decision, sides: Sides) -> Iterator[Pair]:
    """Ties between the armies, ministries ... of one side, whose names say nothing without whose they are."""
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for node in nodes:
        if node.sort != "thing" or node.known is not None or node.actor.type != "body" or node.has_own_name:
            continue
        side = sides.top(node)
        if side is not None:
            found[node.process, side, *_kind_words(node)].append(node.number)
    for numbers in found.values():
        yield from star(numbers, decision, ("thing", "same_body", "same_side"))


def _kind_words(node: Node) -> tuple[str, ...]:
    """What kind of body: its words without those of its side and without "affairs", in one order."""
    side = set(words_of(node.actor.of or ""))
    dropped = side | word_list("articles") | {"affairs"}
    return tuple(sorted(word for word in node.words if word not in dropped))


@dataclass
class _LongName:
    """A thing with a name of its own, for those that are called by the last word of it."""

    root: int
    types: set[ActorType]
    words: frozenset[str]
    first: date
    called: set[str]
    reports: set[str]


def short_names(nodes: Sequence[Node], decision: Decision) -> Iterator[Pair]:
    """Candidates between "the Front", "the Commission" and the one thing of the process that is called so for short."""
    named = _long_names(nodes, decision)
    for node in nodes:
        if node.sort != "thing" or not node.words or node.known is not None or node.has_own_name:
            continue
        bearers = [b for b in named.get((node.process, node.words[-1]), ()) if b.words.issuperset(node.words)]
        bearers = [b for b in bearers if node.report_id not in b.reports and b.first <= (node.day or date.max)]
        for bearer in bearers:
            grounds = ["short_name", "alias_in_report" if " ".join(node.words) in bearer.called else "never_so_called"]
            if len(bearers) > 1:
                grounds.append("several_bearers")
            if node.actor.type not in bearer.types:
                grounds.append("other_type")
            yield Pair.of(bearer.root, node.number, tuple(grounds))


def _long_names(nodes: Iterable[Node], decision: Decision) -> dict[tuple[str, str], list[_LongName]]:
    """(process, last word of a name) -> the things whose name ends in it, each once."""
    found: dict[tuple[str, str, int], _LongName] = {}
    for node in nodes:
        if node.sort != "thing" or len(node.words) < 2 or not node.has_own_name:
            continue
        root = decision.root(node.number)
        key = (node.process, node.words[-1], root)
        long = found.setdefault(key, _LongName(root, set(), frozenset(node.words), node.day or date.max, set(), set()))
        long.words |= frozenset(node.words)
        long.types.add(node.actor.type)
        long.called.update(plain(m.passage.text) for m in node.actor.mentions if m.how in ("name", "nominal"))
        long.reports.add(node.report_id)
        long.first = min(long.first, node.day or date.max)
    by_last: defaultdict[tuple[str, str], list[_LongName]] = defaultdict(list)
    for (process, last, _), long in found.items():
        by_last[process, last].append(long)
    return by_last

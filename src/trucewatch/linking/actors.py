"""Which actors of different reports are one: a fold over a view and people's judgements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trucewatch.linking.decide import Candidate, Decision, Link, Refused
from trucewatch.linking.kinds import settled
from trucewatch.linking.names import plain
from trucewatch.linking.nodes import Node, nodes_of
from trucewatch.linking.persons import alike_persons, bearers, by_one_name, by_surname_and_office, like_persons
from trucewatch.linking.score import Model
from trucewatch.linking.sides import Sides
from trucewatch.linking.tenures import Tenures, by_file, by_office, of_one_day
from trucewatch.linking.things import alike_things, bodies_of_sides, other_names, profiles_of, short_names
from trucewatch.registers.known_actors import KnownActors
from trucewatch.vocabulary.actors import ActorType
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.view import View

__all__ = ["Candidate", "Link", "LinkedActor", "LinkedActors", "Member", "OtherName", "Refused", "link_actors"]

_CODE, _REPORT, _BEARER, _GENDER = "code", "not report", "bearer", "gender"


@dataclass(frozen=True)
class Member:
    """One actor of one report; `id` is its `actor_id`, `name` what the report calls it."""

    id: str
    report_id: str
    name: str
    published: date | None


@dataclass(frozen=True)
class OtherName:
    """Another name of a linked actor, and the reports that give it."""

    name: str
    reports: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LinkedActor:
    """An actor over all reports of a view.

    Attributes:
        id: id of its earliest member, so it stays as reports are added and can be judged on.
        name: the fullest of its most used names.
        type: as most members have it.
        code: id in the register or the user's file, None where it is in neither.
        members: by publication.
        other_names: with their reports, the most used first.
        links: why the members are one.
        sealed: it takes part in no link: an anonymous source, an unnamed private person, a mere pronoun.
    """

    id: str
    name: str
    type: ActorType
    code: str | None = None
    members: tuple[Member, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    links: tuple[Link, ...] = ()
    sealed: bool = False


@dataclass(frozen=True)
class LinkedActors:
    """All actors of a view.

    Attributes:
        actors: by first publication; every actor of every report is in exactly one.
        queue: pairs for somebody to decide, the likeliest first.
        refused: judgements that are not applied.
    """

    actors: tuple[LinkedActor, ...] = ()
    queue: tuple[Candidate, ...] = ()
    refused: tuple[Refused, ...] = ()

    @cached_property
    def _by_member(self) -> Mapping[str, LinkedActor]:
        return {member.id: actor for actor in self.actors for member in actor.members}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], LinkedActor]:
        found: dict[tuple[str, str], LinkedActor] = {}
        for actor in self.actors:
            for member in actor.members:
                found.setdefault((member.report_id, member.name), actor)
        return found

    def of(self, id_: str) -> LinkedActor | None:
        """The linked actor that an actor of a report is in, by that actor's id."""
        return self._by_member.get(id_)

    def named(self, report_id: str, name: str | None) -> LinkedActor | None:
        """The linked actor that a report means by one of its actors' names (`ReportActor.name`)."""
        return None if name is None else self._by_name.get((report_id, name))


def link_actors(
    view: View,
    judgements: Iterable[Judgement] = (),
    known: KnownActors | None = None,
    *,
    model: Model | None = None,
) -> LinkedActors:
    """Link the actors of the reports of a view.

    Actors are linked within one process, and by the codes of a register everywhere. What people judged binds; then
    sure candidates are taken, best first, and the others are queued. Time and place of adding play no part.

    Args:
        view: the reports and their actors.
        judgements: of any kind and age; the newest of a pair is in force.
        known: registers and the user's own file; None: the registers alone.
        model: weights of grounds; None: those that are measured.
    """
    nodes, decision = decide_actors(view, judgements, known, model=model)
    links = decision.links()
    actors = tuple(_linked([nodes[n] for n in group], links) for group in decision.groups())
    return LinkedActors(actors, decision.queue(), tuple(decision.refused))


def decide_actors(
    view: View,
    judgements: Iterable[Judgement] = (),
    known: KnownActors | None = None,
    *,
    model: Model | None = None,
) -> tuple[list[Node], Decision]:
    """What `link_actors` puts together: the actors of all reports, and how they are parted into groups."""
    known = known or KnownActors.register_only()
    nodes = settled(nodes_of(view, known))
    sealed = {node.id for node in nodes if node.sort == "closed"}
    decision = Decision("actor", [node.id for node in nodes], judgements, sealed=sealed, model=model)
    _decide(nodes, decision, known)
    return nodes, decision


def _decide(nodes: Sequence[Node], decision: Decision, known: KnownActors) -> None:
    """Take the candidates in rounds, each of which builds on the groups made before it."""
    for node in nodes:
        if node.sort == "closed":
            continue
        decision.mark(node.number, _REPORT, node.report_id)
        if node.known is not None:
            decision.mark(node.number, _CODE, node.known.id)
        if node.sort == "person" and node.gender is not None:
            decision.mark(node.number, _GENDER, node.gender)
    profiles = profiles_of(nodes)
    decision.take(alike_things(profiles, decision), (_CODE,))
    for _ in range(2):  # two long names that the first round makes one are not two bearers of a short one
        decision.take(other_names(profiles, decision), (_CODE, _REPORT))
    decision.take(short_names(nodes, decision), (_CODE, _REPORT))
    sides = Sides(nodes, decision, known)
    decision.take(bodies_of_sides(nodes, decision, sides), (_CODE, _REPORT))
    sides = Sides(nodes, decision, known)
    decision.take(alike_persons(nodes, decision, sides), (_CODE,))
    decision.take(like_persons(nodes, sides), (_CODE, _REPORT, _GENDER))
    persons = bearers(nodes, decision, sides)
    for root in persons:
        decision.mark(root, _BEARER, str(root))
    held_apart = (_CODE, _REPORT, _BEARER, _GENDER)
    decision.take(by_one_name(nodes, persons, sides), held_apart)
    decision.take(by_surname_and_office(nodes, persons, sides), held_apart)
    decision.take(by_file(nodes, known), held_apart)
    decision.take(by_office(nodes, Tenures(nodes, decision, sides), sides), held_apart)
    decision.take(of_one_day(nodes, sides), held_apart)


def _linked(nodes: Sequence[Node], links: Mapping[int, Sequence[Link]]) -> LinkedActor:
    known = next((node.known for node in nodes if node.known is not None), None)
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for node in nodes:
        for name in node.names:
            names[name][node.report_id] = None
    name = name_of(nodes)
    others = sorted((n for n in names if n != name), key=lambda n: (-len(names[n]), n))
    types = Counter(node.actor.type for node in nodes)
    return LinkedActor(
        id=nodes[0].id,
        name=name,
        type=max(types, key=lambda t: types[t]),
        code=known.id if known is not None else None,
        members=tuple(Member(n.id, n.report_id, n.actor.name, n.day) for n in nodes),
        other_names=tuple(OtherName(n, tuple(names[n])) for n in others),
        links=tuple(sorted(links.get(nodes[0].number, ()), key=lambda link: (-link.score, link.left, link.right))),
        sealed=nodes[0].sort == "closed",
    )


def name_of(nodes: Sequence[Node]) -> str:
    """The fullest of the most used names: of those that at least half as many reports give as the most used one."""
    named = [node for node in nodes if node.sort not in ("surname", "office")] or list(nodes)
    used: Counter[str] = Counter()
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for node in named:
        used[plain(node.actor.name)] += 1
        spelt[plain(node.actor.name)][node.actor.name] += 1
    most = max(used.values())
    often = [form for form in used if 2 * used[form] >= most]
    fullest = max(often, key=lambda form: (len(form.split()), used[form], len(form), form))
    return max(spelt[fullest].items(), key=lambda each: (each[1], each[0]))[0]

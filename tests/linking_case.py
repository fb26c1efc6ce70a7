"""A case for linking: reports of our own making that name actors, and views over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from trucewatch.linking.actors import LinkedActor, LinkedActors, link_actors
from trucewatch.registers.known_actors import KnownActors
from trucewatch.vocabulary.actors import ActorMention, ActorType, MentionHow, PersonClass, ReportActor, actor_id
from trucewatch.vocabulary.judgement import Judged, Judgement, LinkedKind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import MemoryView


@dataclass(frozen=True)
class Who:
    """An actor before its report has a text; `said` are its mentions: words and how."""

    name: str
    type: ActorType
    of: str | None = None
    offices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sealed: bool = False
    person: PersonClass | None = None
    said: tuple[tuple[str, MentionHow], ...] = ()


def person(
    name: str, of: str | None = None, *offices: str, cls: PersonClass | None = None, also: Sequence[str] = ()
) -> Who:
    """A named person; `also` are further mentions (pronouns)."""
    known: PersonClass = cls or ("public_office" if offices else "unknown")
    said: list[tuple[str, MentionHow]] = [(name, "name"), *((word, "pronoun") for word in also)]
    return Who(name, "person", of, offices, person=known, said=tuple(said))


def office(words: str, of: str | None = None, cls: PersonClass = "public_office") -> Who:
    """Somebody told of by office alone."""
    return Who(words, "office", of, (words,), person=cls, said=((words, "title"),))


def thing(name: str, type_: ActorType = "state", *aliases: str, of: str | None = None, how: MentionHow = "name") -> Who:
    """A state, party, body ... with its other names."""
    return Who(name, type_, of, aliases=aliases, said=tuple((form, how) for form in (name, *aliases)))


def source(words: str = "an official", of: str | None = None) -> Who:
    """An anonymous source."""
    return Who(words, "person", of, sealed=True, person="unknown", said=((words, "nominal"),))


@dataclass
class LinkingCase:
    """Reports with their actors."""

    process: str = "strait"
    reports: list[Report] = field(default_factory=list)
    actors: dict[str, tuple[ReportActor, ...]] = field(default_factory=dict)
    statements: list[AnyStatement] = field(default_factory=list)

    def report(self, day: str | None, *whos: Who, process: str | None = None, text: str = "") -> Report:
        """Add a report that mentions these, one after the other, behind `text`."""
        made: list[ReportActor] = []
        for who in whos:
            mentions = []
            for words, how in who.said:
                text += " " if text else ""
                mentions.append(ActorMention(passage=Passage(len(text), len(text) + len(words), words), how=how))
                text += words + "."
            made.append(
                ReportActor(
                    name=who.name,
                    type=who.type,
                    of=who.of,
                    offices=who.offices,
                    aliases=who.aliases,
                    sealed=who.sealed,
                    person=who.person,
                    mentions=tuple(mentions),
                )
            )
        report = Report(
            text,
            published=date.fromisoformat(day) if day else None,
            outlet=f"outlet {len(self.reports)}",
            process=process or self.process,
        )
        self.reports.append(report)
        self.actors[report.id] = tuple(made)
        return report

    def view(self, *, backwards: bool = False, known_on: str | None = None) -> MemoryView:
        """All reports, added in the order in which they were made, or backwards."""
        step = -1 if backwards else 1
        known = date.fromisoformat(known_on) if known_on else None
        return MemoryView(
            tuple(self.reports[::step]), tuple(self.statements[::step]), known_on=known, all_actors=self.actors
        )

    def linked(self, judgements: Iterable[Judgement] = (), known: KnownActors | None = None) -> LinkedActors:
        """The linked actors of all reports."""
        return link_actors(self.view(), judgements, known)

    def id(self, report: Report, name: str) -> str:
        """The id of a report's actor of that name."""
        return next(actor_id(a, report) for a in self.actors[report.id] if a.name == name)

    def groups(self, linked: LinkedActors) -> list[list[str]]:
        """The names of each linked actor of more than one member, with the number of the report."""
        number = {report.id: n for n, report in enumerate(self.reports)}
        return [
            [f"{number[m.report_id]} {m.name}" for m in actor.members]
            for actor in linked.actors
            if len(actor.members) > 1
        ]

    def actor(self, linked: LinkedActors, report: Report, name: str) -> LinkedActor:
        """The linked actor that a report's actor is in."""
        found = linked.of(self.id(report, name))
        assert found is not None
        return found

    def are_one(self, linked: LinkedActors, *which: tuple[Report, str]) -> bool:
        """Are these all in one group?"""
        return len({self.actor(linked, report, name).id for report, name in which}) == 1

    def is_queued(self, linked: LinkedActors, *which: tuple[Report, str]) -> bool:
        """Does a candidate of the queue tie the groups of these two?"""
        ids = {self.actor(linked, report, name).id for report, name in which}
        return any({linked.of(c.left).id, linked.of(c.right).id} == ids for c in linked.queue)  # type: ignore[union-attr]


def judged(left: str, right: str, verdict: Judged, day: int = 1, kind: LinkedKind = "actor") -> Judgement:
    """A judgement of the given day of a month."""
    return Judgement(kind, left, right, verdict, "an analyst", datetime(2031, 1, day, tzinfo=UTC))


ARDA, BELM = thing("Arda"), thing("Belm")
"""Two states of our own."""

"""Annotated sequences as views: the actors, proposals and agreements of each report with the keys they have in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.corpus.compile import Row
from bench.corpus.files import CORPUS, Entry
from bench.corpus.sequences import (
    SequenceActor,
    SequenceAgreement,
    SequenceAnnotation,
    SequenceProposal,
    checked_sequence,
    sequence_entries,
)
from trucewatch.registers.offices import matter_forms, office_class, office_keys
from trucewatch.vocabulary.actors import ActorMention, ActorType, MentionHow, PersonClass, ReportActor, actor_id
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Phase, Proposal
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView

_TYPES: Mapping[str, ActorType] = {
    "person": "person", "office": "office", "state": "state", "body": "body", "armed_group": "party",
    "organisation": "body", "place": "place",
}  # fmt: skip
_PERSONS = ("person", "office")
_LEAD = re.compile(r"^(?:the|a|an|its|his|her|their|our|my|that|this)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"((?:[A-Za-z][\w-]*(?:'s|’s)?[ ]){1,6})$")
_APPOSED_BEFORE = re.compile(r"(?:^|[.;:“\"] |, )((?:[Tt]he |[Ii]ts |[Hh]is |[Hh]er |[Tt]heir )[^,.;:“\"]{4,70}), $")
_APPOSED_AFTER = re.compile(r"^, ((?:the |its |a |an |)[a-zA-Z][^,.;:“\"]{3,70})[,.]")
_TITLE = re.compile(
    r"(?:[A-Z][\w'-]+ )+(?:[Aa]greement|[Aa]ccords?|[Pp]rotocol|[Tt]reaty|[Cc]easefire|[Tt]ruce|[Pp]act)\b"
    r"|\b(?:accord|agreement|treaty|truce|ceasefire)(?: signed)? (?:at|of) [A-Z]\w+(?: \d{4})?"
)
_OF = re.compile(r"^(?P<office>.+?)\s+(?:of|for|at)\s+(?:the\s+)?(?P<whose>.+)$")


@dataclass(frozen=True)
class GoldReport:
    """One report of a sequence.

    Attributes:
        actors: as a perfect reading of this report alone would give them, without pronouns.
        keys: key of each by its `actor_id`; None where a careful reader cannot tell, and for sealed ones.
        statements: its proposals and agreements, and the key of each by its id.
    """

    report: Report
    actors: tuple[ReportActor, ...]
    keys: Mapping[str, str | None]
    statements: tuple[AnyStatement, ...]
    statement_keys: Mapping[str, str | None]


@dataclass(frozen=True)
class GoldSequence:
    """A whole sequence."""

    name: str
    reports: tuple[GoldReport, ...] = field(default=())

    @property
    def view(self) -> MemoryView:
        """Its reports with their actors and statements."""
        return MemoryView(
            tuple(r.report for r in self.reports),
            tuple(s for r in self.reports for s in r.statements),
            all_actors={r.report.id: r.actors for r in self.reports},
        )

    @property
    def keys(self) -> dict[str, str | None]:
        """Keys of all actors by id."""
        return {id_: key for r in self.reports for id_, key in r.keys.items()}

    @property
    def statement_keys(self) -> dict[str, str | None]:
        """Keys of all proposals and agreements by id."""
        return {id_: key for r in self.reports for id_, key in r.statement_keys.items()}


def gold_sequence(name: str, corpus: Path = CORPUS) -> GoldSequence:
    """A sequence of the corpus; ValueError where a file is not sound."""
    entries = sequence_entries(corpus, name)
    read = [(entry, *_annotation(entry)) for entry in entries]
    things = {
        f for _, a, _ in read for x in a.actors if x.type not in _PERSONS for f in (*x.forms, *x.demonym, *x.capital)
    }
    return GoldSequence(name, tuple(_gold(*each, things) for each in read))


def _annotation(entry: Entry) -> tuple[SequenceAnnotation, Row]:
    checked = checked_sequence(entry)
    annotation = checked.annotation
    if checked.mistakes or not isinstance(annotation, SequenceAnnotation):
        raise ValueError(f"{entry.yaml_path} is not sound: run python -m bench.corpus.check on it")
    return annotation, checked.reading


def _gold(entry: Entry, annotation: SequenceAnnotation, reading: Row, things: set[str]) -> GoldReport:
    meta = annotation.meta
    day = day_of(meta.published)
    report = Report(
        entry.text, published=day, outlet=getattr(meta, "outlet", None), process=meta.process, name=entry.name
    )
    actors = list(annotation.actors)
    rows: dict[str, list[Row]] = {}
    for row in reading["mentions"]:
        rows.setdefault(row["actor"], []).append(row)
    made = [(a, _actor(a, rows[a.name], things, actors, entry.text)) for a in actors if a.name in rows]
    keys = {actor_id(actor, report): (None if each.sealed else each.key) for each, actor in made}
    statements = list(_statements(annotation, reading, report.id, day))
    return GoldReport(
        report,
        tuple(actor for _, actor in sorted(made, key=lambda each: each[1].mentions[0].passage)),
        keys,
        tuple(statement for statement, _ in statements),
        {statement.id: key for statement, key in statements},
    )


def _actor(
    actor: SequenceActor, rows: Sequence[Row], things: set[str], actors: Sequence[SequenceActor], text: str
) -> ReportActor:
    is_person = actor.type in _PERSONS
    offices = tuple(dict.fromkeys(_offices(rows, things, text))) if is_person else ()
    mentions = tuple(
        ActorMention(passage=Passage(row["start"], row["end"], row["text"]), how=_how(actor, row)) for row in rows
    )
    return ReportActor(
        name=actor.name,
        type=_TYPES[actor.type],
        of=_of(actor, actors),
        offices=offices,
        aliases=tuple(f for f in dict.fromkeys((*actor.forms, *actor.demonym, *actor.capital)) if f != actor.name),
        sealed=actor.sealed,
        person=_class(offices) if is_person else None,
        mentions=mentions,
    )


def _how(actor: SequenceActor, row: Row) -> MentionHow:
    if row["form"] == "description":
        return "title" if actor.type in _PERSONS else "nominal"
    if row["text"] in actor.demonym:
        return "demonym"
    return "metonym" if row["text"] in actor.capital else "name"


def _of(actor: SequenceActor, actors: Iterable[SequenceActor]) -> str | None:
    if actor.stands_for is None:
        return None
    for other in actors:
        if actor.stands_for in (other.name, *other.forms, *other.also, *other.demonym, *other.capital):
            return other.name
    return actor.stands_for


def _class(offices: Sequence[str]) -> PersonClass:
    classes = {office_class(office) for office in offices}
    return "spokesperson" if "spokesperson" in classes else "public_office" if "public_office" in classes else "unknown"


def _offices(rows: Iterable[Row], things: set[str], text: str) -> Iterator[str]:
    """The offices in the descriptions of a person and beside the name, without whose they are."""
    for row in rows:
        if row["form"] == "description":
            told = [row["text"]]
        else:
            before, after = text[max(0, row["start"] - 90) : row["start"]], text[row["end"] : row["end"] + 90]
            told = [_office_at_end(found[1].split(), things) for found in (_BEFORE.search(before),) if found]
            told += [found[1] for found in (_APPOSED_BEFORE.search(before), _APPOSED_AFTER.match(after)) if found]
        for words in told:
            office = _without_whose(words, things)
            if office and office_class(office) is not None:
                yield office


def _office_at_end(words: Sequence[str], things: set[str]) -> str:
    """The longest run of words before a name that is an office: "Velmoran Foreign Minister" -> "Foreign Minister"."""
    known = {"", *matter_forms().values()}
    for start in range(len(words)):
        run = " ".join(words[start:])
        keys = office_keys(run.lower())
        if words[start] not in things and keys and (words[start][0].isupper() or {key.matter for key in keys} <= known):
            return run
    return ""


def _without_whose(words: str, things: set[str]) -> str:
    office = _LEAD.sub("", words)
    behind = _OF.match(office)
    if behind and (behind["whose"] in things or office_class(behind["office"]) == "spokesperson"):
        office = behind["office"]
    for thing in sorted(things, key=len, reverse=True):
        office = re.sub(rf"^{re.escape(thing)}(?:['’]s)?\s+", "", office)
    return office.lower()


def _statements(
    annotation: SequenceAnnotation, reading: Row, report_id: str, day: date | None
) -> Iterator[tuple[AnyStatement, str | None]]:
    for proposal, row in zip(annotation.proposals, reading["proposals"], strict=True):
        yield Statement(report_id, _proposal(proposal, _passages(row)), day), proposal.key
    if annotation.agreement is not None:
        passages = _passages(reading["agreement"])
        yield Statement(report_id, _agreement(Agreement, annotation.agreement, passages), day), annotation.agreement.key
    for agreement, row in zip(annotation.other_agreements, reading["other_agreements"], strict=True):
        yield Statement(report_id, _agreement(OtherAgreement, agreement, _passages(row)), day), agreement.key


def _passages(row: Row) -> tuple[Passage, ...]:
    return tuple(Passage(**span) for span in row["evidence"])


def _proposal(given: SequenceProposal, passages: tuple[Passage, ...]) -> Proposal:
    return Proposal(
        evidence=passages,
        label=given.label,
        aliases=tuple(given.aliases),
        proposer=given.proposer,
        against=given.against,
        terms=given.terms,
    )


def _agreement(cls: type[Agreement], given: SequenceAgreement, passages: tuple[Passage, ...]) -> Agreement:
    return cls(
        evidence=passages,
        kind=given.kind,
        start=given.start,
        duration=given.duration,
        expiry=given.expiry,
        signed=given.signed,
        announced=given.announced,
        phases=tuple(Phase(ordinal=p.ordinal, status=p.status) for p in given.phases),
        mediators=tuple(given.mediators),
        parties=tuple(given.parties),
        proposer=given.proposer,
        status=given.status,
        term_used=_title(given.kind, passages),
    )


def _title(kind: str, passages: Sequence[Passage]) -> str:
    """The name of an agreement in the words that carry it ("the Halvorn Accord"), else its kind."""
    found = (_TITLE.search(passage.text) for passage in passages)
    return next((match[0] for match in found if match is not None), kind)

"""Statements of several reports that may be on one thing: what proposals and agreements have in common here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from trucewatch.linking.actors import LinkedActors
from trucewatch.linking.decide import Candidate, Decision, Link, Pair, Refused
from trucewatch.linking.names import person_words, plain, word_list, words_of
from trucewatch.linking.score import Model
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View

_LONGEST_NAME = 5  # words of an actor's name that are looked for in a label
_MOST_OF_A_KEY = 16  # statements under one word that each is compared with: the nearest before it in time
_LEAST_PLURAL = 4

_POSSESSIVE = re.compile(r"['’]s?(?=\s)")

Words = frozenset[str]


@dataclass(frozen=True)
class OtherLabel:
    """Another label of a linked proposal or agreement, and the reports that give it."""

    label: str
    reports: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LinkedStatement:
    """Statements that are taken to be on one proposal or agreement.

    Attributes:
        id: id of the earliest statement, so it stays as reports are added and can be judged on.
        label: the most used of its labels.
        other_labels: with their reports, the most used first.
        members: ids of the statements, by publication.
        links: why they are one.
    """

    id: str
    label: str
    other_labels: tuple[OtherLabel, ...] = ()
    members: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class CandidateGroup:
    """Statements that may all be on one thing, with the grounds: what waits for review, taken together.

    Attributes:
        members: ids of the statements.
        labels: all their labels.
        links: what is linked within it; candidates: what somebody should decide.
    """

    members: tuple[str, ...]
    labels: tuple[str, ...]
    links: tuple[Link, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class LinkedStatements:
    """All statements of one sort.

    Attributes:
        groups: by first publication; every statement is in exactly one.
        queue: pairs for somebody to decide, the likeliest first.
        refused: judgements that are not applied.
        candidate_groups: what would be one if every candidate of the queue were right, taken best first.
    """

    groups: tuple[LinkedStatement, ...] = ()
    queue: tuple[Candidate, ...] = ()
    refused: tuple[Refused, ...] = ()
    candidate_groups: tuple[CandidateGroup, ...] = ()

    @cached_property
    def _by_member(self) -> Mapping[str, LinkedStatement]:
        return {id_: group for group in self.groups for id_ in group.members}

    def of(self, id_: str) -> LinkedStatement | None:
        """The linked one that a statement is in, by the statement's id."""
        return self._by_member.get(id_)


@dataclass(frozen=True, eq=False)
class Told:
    """One statement, ready to be compared.

    Attributes:
        number: its place in the order: by publication, report, place.
        label: what the report calls it first; `labels`: all that it calls it.
        words: for each label the words that tell which one it is; empty for "the plan".
    """

    number: int
    statement: AnyStatement
    process: str
    day: date | None
    label: str
    labels: tuple[str, ...]
    words: tuple[Words, ...]

    @cached_property
    def telling(self) -> frozenset[Words]:
        """The labels that tell which one it is."""
        return frozenset(words for words in self.words if words)


ToldT = TypeVar("ToldT", bound=Told)


class ActorWords:
    """The names of actors inside labels: "Velmora's plan" and "the Velmoran plan" are one's."""

    def __init__(self, view: View, actors: LinkedActors) -> None:
        self._in_report: defaultdict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        self._anywhere: dict[tuple[str, ...], str | None] = {}
        ids = {(m.report_id, m.name): actor.id for actor in actors.actors for m in actor.members}
        for report in view.reports():
            for actor in view.actors_of(report.id):
                id_ = ids.get((report.id, actor.name))
                if actor.sealed or id_ is None or actor.type == "office":
                    continue
                forms = {words_of(name) for name in (actor.name, *actor.aliases)}
                if actor.type == "person":
                    forms |= {person_words(name)[-1:] for name in (actor.name, *actor.aliases)}
                for form in forms - {()}:
                    self._in_report[report.id].setdefault(form, id_)
                    self._anywhere[form] = id_ if self._anywhere.get(form, id_) == id_ else None

    def words(self, report_id: str, label: str, generic: Words) -> Words:
        """The words of a label that tell which one it is: actors by their ids, others without plural endings."""
        own = self._in_report[report_id]
        words = words_of(_POSSESSIVE.sub("", label))
        found: set[str] = set()
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                id_ = own.get(words[start:end]) or self._anywhere.get(words[start:end])
                if id_ is not None:
                    found.add(f"@{id_}")
                    start = end
                    break
            else:
                word = _singular(words[start])
                if not {word, words[start]} & (generic | word_list("little")):
                    found.add(word)
                start += 1
        return frozenset(found)

    def actor(self, report_id: str, name: str | None) -> str | None:
        """The linked actor that a report means by a name."""
        if name is None:
            return None
        words = words_of(name)
        own = self._in_report[report_id]
        return own.get(words) or own.get(person_words(name)[-1:]) or self._anywhere.get(words)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) >= _LEAST_PLURAL else word


def near_pairs(told: Sequence[ToldT], keys: Mapping[int, Iterable[str]]) -> Iterator[tuple[ToldT, ToldT]]:
    """Statements of different reports of one process that share a key; of many, the nearest before each in time."""
    blocks: defaultdict[tuple[str, str], list[ToldT]] = defaultdict(list)
    for each in told:
        for key in keys[each.number]:
            blocks[each.process, key].append(each)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for place, later in enumerate(block):
            for earlier in block[max(0, place - _MOST_OF_A_KEY) : place]:
                pair = (earlier.number, later.number)
                if pair not in seen and earlier.statement.report_id != later.statement.report_id:
                    seen.add(pair)
                    yield earlier, later


@dataclass(frozen=True)
class Linking:
    """What is linked: the statements in order, the candidates, the judgements, the weights."""

    kind: LinkedKind
    told: Sequence[Told]
    pairs: Sequence[Pair]
    judgements: Sequence[Judgement] = ()
    model: Model | None = field(default=None)

    def run(self) -> LinkedStatements:
        """Decide, and put the groups together."""
        decision = self.decision()
        links = decision.links()
        groups = [[self.told[n] for n in group] for group in decision.groups()]
        queue = decision.queue()
        return LinkedStatements(
            tuple(_linked(group, links.get(group[0].number, ())) for group in groups),
            queue,
            tuple(decision.refused),
            self._candidate_groups(groups, queue, links),
        )

    def decision(self) -> Decision:
        """The groups that judgements and sure candidates make."""
        decision = Decision(self.kind, [t.statement.id for t in self.told], self.judgements, model=self.model)
        for told in self.told:
            decision.mark(told.number, "not report", told.statement.report_id)
        decision.take(self.pairs, ("not report",))
        return decision

    def _candidate_groups(
        self, groups: Sequence[Sequence[Told]], queue: Sequence[Candidate], links: Mapping[int, Sequence[Link]]
    ) -> tuple[CandidateGroup, ...]:
        """Unite what the queue has as well, best first, where no judgement and no single report tells it apart."""
        again = Decision(self.kind, [t.statement.id for t in self.told], self.judgements, model=self.model)
        for told in self.told:
            again.mark(told.number, "not report", told.statement.report_id)
        for group in groups:
            for told in group[1:]:
                again.unite(group[0].number, told.number)
        number = {t.statement.id: t.number for t in self.told}
        used = [c for c in queue if again.unite(number[c.left], number[c.right], ("not report",))]
        by_root: defaultdict[int, list[Candidate]] = defaultdict(list)
        for candidate in used:
            by_root[again.root(number[candidate.left])].append(candidate)
        found: list[CandidateGroup] = []
        for numbers in again.groups():
            if len(numbers) > 1:
                members = [self.told[n] for n in numbers]
                labels = dict.fromkeys(label for t in members for label in t.labels)
                within = [link for n in numbers for link in links.get(n, ())]
                ids = tuple(t.statement.id for t in members)
                found.append(CandidateGroup(ids, tuple(labels), tuple(within), tuple(by_root[numbers[0]])))
        return tuple(found)


def _linked(group: Sequence[Told], links: Iterable[Link]) -> LinkedStatement:
    reports: defaultdict[str, dict[str, None]] = defaultdict(dict)
    telling: Counter[str] = Counter()
    for told in group:
        telling[told.label] += 1 if told.words[0] else 0
        for label in told.labels:
            reports[label][told.statement.report_id] = None
    best = max(telling, key=lambda label: telling[label])  # of several the one that was first
    others = sorted((x for x in reports if plain(x) != plain(best)), key=lambda x: (-len(reports[x]), x))
    return LinkedStatement(
        id=group[0].statement.id,
        label=best,
        other_labels=tuple(OtherLabel(label, tuple(reports[label])) for label in others),
        members=tuple(t.statement.id for t in group),
        links=tuple(sorted(links, key=lambda link: (-link.score, link.left, link.right))),
    )


def label_grounds(one: Told, other: Told) -> Iterator[str]:
    """What the labels of two statements say for and against their being one, the strongest first."""
    mine, theirs = one.telling, other.telling
    if not mine or not theirs:
        yield "bare_label"
    elif one.words[0] == other.words[0]:
        yield "same_label"
    elif mine & theirs:
        yield "shared_label"
    elif any(a < b or b < a for a, b in _product(mine, theirs)):
        yield "part_of_label"
    elif any(a & b for a, b in _product(mine, theirs)):
        yield "shared_words"
    else:
        yield "other_label"
    if len(mine & theirs) > 1:
        yield "shared_labels"


def _product(mine: Iterable[Words], theirs: Iterable[Words]) -> Iterator[tuple[Words, Words]]:
    return ((a, b) for a in mine for b in theirs)


def days_between(one: Told, other: Told) -> int | None:
    """Days between the publication of two reports; None where one has no date."""
    return None if one.day is None or other.day is None else abs((one.day - other.day).days)

"""Which agreements of different reports are one: by title, parties, and the days of signing and of entry into force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trucewatch.linking.actors import LinkedActors, link_actors
from trucewatch.linking.decide import Pair
from trucewatch.linking.names import word_list, words_of
from trucewatch.linking.score import Model
from trucewatch.linking.statements import (
    ActorWords,
    LinkedStatement,
    LinkedStatements,
    Linking,
    Told,
    days_between,
    label_grounds,
    near_pairs,
)
from trucewatch.vocabulary.dates import Interval, interval_of
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_NEAR, _FAR = 30, 180  # as for proposals
_KINDS = ("truce", "accord", "protocol", "framework", "extension")
_TOLD_APART = 3  # days by which two reports may differ on when one agreement was signed
_STARTED_APART = 14  # days by which they may differ on when it began


@dataclass(frozen=True)
class LinkedAgreements(LinkedStatements):
    """All agreements of a view."""

    @property
    def agreements(self) -> tuple[LinkedStatement, ...]:
        """The agreements, by first publication."""
        return self.groups


@dataclass(frozen=True, eq=False)
class _ToldAgreement(Told):
    parties: frozenset[str] = frozenset()
    signed: Interval | None = None
    start: Interval | None = None
    is_main: bool = True
    prolongs: bool = False
    kinds: frozenset[str] = frozenset()


def link_agreements(
    view: View,
    judgements: Iterable[Judgement] = (),
    actors: LinkedActors | None = None,
    *,
    model: Model | None = None,
) -> LinkedAgreements:
    """Link the agreements of the reports of a view, within each process; see `link_actors` and `link_proposals`."""
    linked = agreement_linking(view, tuple(judgements), actors, model).run()
    return LinkedAgreements(linked.groups, linked.queue, linked.refused, linked.candidate_groups)


def agreement_linking(
    view: View, judgements: Sequence[Judgement] = (), actors: LinkedActors | None = None, model: Model | None = None
) -> Linking:
    """What `link_agreements` decides on."""
    told = _told(view, actors if actors is not None else link_actors(view, judgements))
    keys = {t.number: _keys(t) for t in told}
    pairs = [_pair(one, other) for one, other in near_pairs(told, keys)]
    return Linking("agreement", told, pairs, judgements, model)


def _told(view: View, actors: LinkedActors) -> list[_ToldAgreement]:
    by_report: defaultdict[str, list[Statement[Agreement]]] = defaultdict(list)
    for statement in (*view.of(Agreement), *view.of(OtherAgreement)):
        by_report[statement.report_id].append(statement)
    words = ActorWords(view, actors)
    generic = word_list("agreement_words")
    found: list[_ToldAgreement] = []
    for report in view.reports():
        for statement in sorted(by_report[report.id], key=lambda s: (s.start, s.id)):
            content = statement.content
            labels = tuple(dict.fromkeys((content.term_used or content.kind, content.kind)))
            telling = tuple(words.words(report.id, label, generic) for label in labels)
            parties = frozenset(p for name in content.parties if (p := words.actor(report.id, name)) is not None)
            found.append(
                _ToldAgreement(
                    len(found),
                    statement,
                    report.process or "",
                    report.published,
                    labels[0],
                    labels,
                    tuple(w - word_list("prolonging") for w in telling),
                    parties,
                    interval_of(content.signed),
                    interval_of(content.start),
                    type(content) is Agreement,
                    content.relation is not None or any(w & word_list("prolonging") for w in telling),
                    kinds_in(labels[0]) or kinds_in(content.kind),
                )
            )
    return found


def kinds_in(label: str) -> frozenset[str]:
    """What kinds of agreement a label names; words that reports use for each other are one kind."""
    words = set(words_of(label.replace("-", "")))
    return frozenset(kind for kind in _KINDS if words & word_list(f"kind_{kind}"))


def _keys(told: _ToldAgreement) -> Iterator[str]:
    yield from dict.fromkeys(word for words in told.words for word in sorted(words))
    for name, days in (("signed", told.signed), ("start", told.start)):
        if days is not None:
            yield f"{name} {days.last:%Y-%m}"
    if told.is_main:
        yield "main"


def _pair(one: _ToldAgreement, other: _ToldAgreement) -> Pair:
    grounds = ["agreement", *label_grounds(one, other)]
    for name, mine, theirs, apart in (
        ("signed", one.signed, other.signed, _TOLD_APART),
        ("start", one.start, other.start, _STARTED_APART),
    ):
        if mine is not None and theirs is not None:
            grounds.append(f"same_{name}" if _meet(mine, theirs, apart) else f"other_{name}")
    if one.parties and other.parties:
        grounds.append("same_parties" if one.parties & other.parties else "other_parties")
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        grounds.append("other_kind")
    if one.prolongs != other.prolongs:
        grounds.append("one_prolongs")
    if not (one.is_main and other.is_main):
        grounds.append("beside_the_main_one")
    days = days_between(one, other)
    if days is not None and not _NEAR < days < _FAR:
        grounds.append("near_in_time" if days <= _NEAR else "far_in_time")
    return Pair(one.number, other.number, tuple(grounds))


def _meet(one: Interval, other: Interval, apart: int) -> bool:
    """Have two times days in common, or days that lie no further apart than told?"""
    first, last = one.first or one.last, other.first or other.last
    return (first - other.last).days <= apart and (last - one.last).days <= apart

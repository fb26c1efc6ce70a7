"""Which proposals of different reports are one: "the Olumfe plan", "the three-zone plan" and "the August text"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trucewatch.linking.actors import LinkedActors, link_actors
from trucewatch.linking.decide import Pair
from trucewatch.linking.names import plain, word_list, words_of
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
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Position, Proposal
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_NEAR, _FAR = 30, 180  # days between two reports: on one thing most likely, and so far that a label may be reused
_SHARED_TERMS = 3
_TAKEN_UP = frozenset({"accept", "endorse", "adopt"})


@dataclass(frozen=True)
class LinkedProposals(LinkedStatements):
    """All proposals of a view."""

    @property
    def proposals(self) -> tuple[LinkedStatement, ...]:
        """The proposals, by first publication."""
        return self.groups


@dataclass(frozen=True, eq=False)
class _ToldProposal(Told):
    proposer: str | None = None
    side: str | None = None
    terms: frozenset[str] = frozenset()
    taken_up_by: frozenset[str] = frozenset()


def link_proposals(
    view: View,
    judgements: Iterable[Judgement] = (),
    actors: LinkedActors | None = None,
    *,
    model: Model | None = None,
) -> LinkedProposals:
    """Link the proposals of the reports of a view, within each process; see `link_actors`.

    Args:
        view: the reports and their statements.
        judgements: of any kind and age; those on proposals count.
        actors: the linked actors of the view; None: linked here, with the same judgements and the registers alone.
        model: weights of grounds; None: those that are measured.
    """
    linking = proposal_linking(view, tuple(judgements), actors, model)
    linked = linking.run()
    return LinkedProposals(linked.groups, linked.queue, linked.refused, linked.candidate_groups)


def proposal_linking(
    view: View, judgements: Sequence[Judgement] = (), actors: LinkedActors | None = None, model: Model | None = None
) -> Linking:
    """What `link_proposals` decides on."""
    told = _told(view, actors if actors is not None else link_actors(view, judgements))
    keys = {t.number: _keys(t) for t in told}
    pairs = [_pair(one, other) for one, other in near_pairs(told, keys)]
    return Linking("proposal", told, pairs, judgements, model)


def _told(view: View, actors: LinkedActors) -> list[_ToldProposal]:
    by_report: defaultdict[str, list[Statement[Proposal]]] = defaultdict(list)
    for statement in view.of(Proposal):
        by_report[statement.report_id].append(statement)
    taken = _taken_up(view)
    words = ActorWords(view, actors)
    sides = _sides(view, actors)
    generic = word_list("proposal_words")
    found: list[_ToldProposal] = []
    for report in view.reports():
        for statement in sorted(by_report[report.id], key=lambda s: (s.start, s.id)):
            content = statement.content
            labels = tuple(dict.fromkeys((content.label, *content.aliases)))
            proposer = words.actor(report.id, content.proposer)
            holders = [h for label in labels for h in taken.get((report.id, plain(label)), ())]
            found.append(
                _ToldProposal(
                    len(found),
                    statement,
                    report.process or "",
                    report.published,
                    content.label,
                    labels,
                    tuple(words.words(report.id, label, generic) for label in labels),
                    proposer,
                    sides.get(proposer) if proposer else None,
                    frozenset(words_of(content.terms or "")) - word_list("little") - generic,
                    frozenset(h for name in holders if (h := words.actor(report.id, name)) is not None),
                )
            )
    return found


def _taken_up(view: View) -> Mapping[tuple[str, str], list[str]]:
    """(report, label of a proposal) -> who accepts, endorses or adopts it there."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for position in view.of(Position):
        if position.content.proposal is not None and position.content.stance in _TAKEN_UP:
            found[position.report_id, plain(position.content.proposal)].append(position.content.actor)
    return found


def _sides(view: View, actors: LinkedActors) -> Mapping[str, str]:
    """Linked person -> the linked actor that the person is of, as the first report tells it; things are their own."""
    found: dict[str, str] = {}
    for report in view.reports():
        for actor in view.actors_of(report.id):
            linked = actors.named(report.id, actor.name)
            above = actors.named(report.id, actor.of)
            if linked is not None and actor.type not in ("person", "office"):
                found.setdefault(linked.id, linked.id)
            elif linked is not None and above is not None:
                found.setdefault(linked.id, above.id)
    return found


def _keys(told: _ToldProposal) -> Iterator[str]:
    yield from dict.fromkeys(word for words in told.words for word in sorted(words))
    for actor in sorted({told.proposer, told.side} - {None}, key=str):
        yield f"@{actor}"


def _pair(one: _ToldProposal, other: _ToldProposal) -> Pair:
    grounds = ["proposal", *label_grounds(one, other)]
    if one.proposer and other.proposer:
        if one.proposer == other.proposer:
            grounds.append("same_proposer")
        else:
            same = one.side is not None and one.side == other.side
            grounds.append("proposer_of_same_side" if same else "other_proposer")
    elif _names_proposer(one, other) or _names_proposer(other, one):
        grounds.append("proposer_in_label")
    if len(one.terms & other.terms) >= _SHARED_TERMS:
        grounds.append("shared_terms")
    if one.taken_up_by & other.taken_up_by:
        grounds.append("same_adopter")
    days = days_between(one, other)
    if days is not None and not _NEAR < days < _FAR:
        grounds.append("near_in_time" if days <= _NEAR else "far_in_time")
    return Pair(one.number, other.number, tuple(grounds))


def _names_proposer(one: _ToldProposal, other: _ToldProposal) -> bool:
    """Stands the proposer of one, or the proposer's side, in a label of the other?"""
    named = {word for words in other.words for word in words if word.startswith("@")}
    return bool(named & {f"@{actor}" for actor in (one.proposer, one.side) if actor is not None})

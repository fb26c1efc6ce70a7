"""Positions: the latest stance of each actor on each proposal, by who speaks, with its history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.standing.asof import placed, recency
from trucewatch.standing.cell import Cell, Stated, cell_of
from trucewatch.standing.names import Names
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import label_key
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.kinds import Position, Proposal
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import View, whatever_the_day

FAVOURABLE = frozenset({"accept", "endorse", "adopt", "welcome"})
UNFAVOURABLE = frozenset({"reject", "criticise"})
_Key = tuple[str, str, frozenset[str]]


@dataclass(frozen=True)
class PositionStanding:
    """One actor's stance on one proposal.

    Attributes:
        actor: the state, body or party, as named last.
        latest: the latest stance of each speaker for it, and of the reports' own words; side by side where they differ.
        history: every stance by the day asked about, oldest first.
        later: stances that cannot be placed before that day.
    """

    actor: str
    latest: tuple[Stated, ...]
    history: tuple[Stated, ...]
    later: tuple[Stated, ...] = ()

    @property
    def divided(self) -> bool:
        """Do the latest stances stand both for (accept, endorse, adopt, welcome) and against (reject, criticise)?"""
        values = {s.value for s in self.latest}
        return bool(values & FAVOURABLE) and bool(values & UNFAVOURABLE)


@dataclass(frozen=True)
class ProposalStanding:
    """One proposal, plan or invitation with all who took a position on it.

    Attributes:
        process: the process it belongs to.
        label: its name, the fullest one given.
        names: every name it goes by in the reports.
        proposers: who is said to have made it.
        positions: by actor name.
    """

    process: str
    label: Cell
    names: tuple[str, ...]
    proposers: tuple[str, ...]
    positions: tuple[PositionStanding, ...]


@dataclass(frozen=True)
class ProposalGroup:
    """Statements taken as about one proposal: those that name it and the positions on it, by actor key."""

    process: str
    proposals: tuple[Statement[Proposal], ...]
    positions: tuple[tuple[str, tuple[Statement[Position], ...]], ...]


def positions_as_of(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[ProposalStanding, ...]:
    """Every proposal of the view with each actor's position as of a day.

    Args:
        view: what is known.
        as_of: the day asked about; None: all counts.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or whatever_the_day(view, Voices)
    groups = whatever_the_day(
        view, lambda whole: [(group, _named(group)) for group in proposal_groups(whole, heard)], _named
    )
    return tuple(
        replace(told, positions=tuple(_actor(statements, as_of, heard) for _, statements in group.positions))
        for group, told in groups
    )


def proposal_groups(view: View, voices: Voices) -> tuple[ProposalGroup, ...]:
    """Proposals and positions by what they are about.

    Labels with the same words, articles and generic words aside, are one; so are the names that one report gives
    one proposal. A label with nothing left ("the plan") stays inside its report, and is the report's only proposal
    where it has only one.
    """
    roots = _Roots()
    proposals = view.of(Proposal)
    by_report: defaultdict[str, list[_Key]] = defaultdict(list)
    for statement in proposals:
        own = _key(statement, statement.content.label, voices)
        by_report[statement.report_id].append(own)
        for alias in statement.content.aliases:
            roots.join(own, _key(statement, alias, voices))
    named: defaultdict[_Key, list[Statement[Proposal]]] = defaultdict(list)
    for statement in proposals:
        named[roots.of(_key(statement, statement.content.label, voices))].append(statement)
    names = Names(view)
    held: defaultdict[_Key, defaultdict[str, list[Statement[Position]]]] = defaultdict(lambda: defaultdict(list))
    for position in sorted(view.of(Position), key=_order):
        key = _key(position, position.content.proposal or position.content.proposal_mention, voices)
        only = by_report[position.report_id]
        if not key[2] and len(only) == 1:
            key = only[0]
        held[roots.of(key)][names.key(position.report_id, position.content.actor)].append(position)
    keys = dict.fromkeys([*named, *held])
    return tuple(
        ProposalGroup(
            key[0],
            tuple(named[key]),
            tuple((actor, tuple(statements)) for actor, statements in sorted(held[key].items())),
        )
        for key in keys
    )


class _Roots:
    """Union of keys that name one proposal."""

    def __init__(self) -> None:
        self._above: dict[_Key, _Key] = {}

    def of(self, key: _Key) -> _Key:
        while key in self._above:
            key = self._above[key]
        return key

    def join(self, left: _Key, right: _Key) -> None:
        a, b = self.of(left), self.of(right)
        if a != b:
            self._above[b] = a


def _key(statement: AnyStatement, label: str | None, voices: Voices) -> _Key:
    words = label_key(label)
    return voices.process(statement.report_id), "" if words else statement.report_id, words


def position_day(statement: Statement[Position]) -> date | None:
    """The day a stance speaks for: its own date, else the day of publication."""
    own = interval_of(statement.content.date)
    return own.last if own else statement.published


def _order(statement: Statement[Position]) -> tuple[date, date, str, int, str]:
    return (
        recency(position_day(statement)),
        recency(statement.published),
        statement.report_id,
        statement.start,
        statement.id,
    )


def _named(group: ProposalGroup) -> ProposalStanding:
    """What is told of a proposal whatever the day: the positions are left out."""
    labels = [s.content.label for s in group.proposals]
    labels += [a for s in group.proposals for a in s.content.aliases]
    about = [s for _, statements in group.positions for s in statements]
    mentioned = [s.content.proposal or s.content.proposal_mention for s in about]
    names = tuple(dict.fromkeys([*labels, *(m for m in mentioned if m)]))
    given = [s.content.label for s in group.proposals] or list(names)
    label = max(given, key=lambda name: (len(label_key(name)), len(name)), default="a proposal that is not named")
    return ProposalStanding(
        group.process,
        cell_of(label, group.proposals or about),
        names,
        tuple(dict.fromkeys(s.content.proposer for s in group.proposals if s.content.proposer)),
        (),
    )


def _actor(statements: tuple[Statement[Position], ...], as_of: date | None, voices: Voices) -> PositionStanding:
    counted = [s for s in statements if placed(s, as_of) == "by_then"]
    seen = {s.id for s in counted}
    history = tuple(_stated(s, voices) for s in counted)
    by_speaker: defaultdict[str, list[Stated]] = defaultdict(list)
    for stated in history:
        by_speaker[(stated.speaker or "").casefold()].append(stated)
    latest = [s for held in by_speaker.values() for s in held if recency(s.day) == recency(held[-1].day)]
    return PositionStanding(
        statements[-1].content.actor,
        tuple(sorted(latest, key=lambda s: recency(s.day), reverse=True)),
        history,
        tuple(_stated(s, voices) for s in statements if s.id not in seen),
    )


def _stated(statement: Statement[Position], voices: Voices) -> Stated:
    content = statement.content
    basis = "" if content.basis in (None, "declared") else f" ({content.basis})"
    return voices.stated(
        statement,
        content.stance + basis,
        content.stance,
        speaker=content.speaker,
        day=position_day(statement),
    )

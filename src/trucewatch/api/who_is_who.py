"""Who is who across the reports of a record, and what people decide of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.api.views import PartView, open_view
from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.linking.actors import LinkedActor, LinkedActors, OtherName, link_actors
from trucewatch.linking.agreements import LinkedAgreements, link_agreements
from trucewatch.linking.decide import in_force
from trucewatch.linking.proposals import link_proposals
from trucewatch.linking.statements import LinkedStatement, LinkedStatements
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.registers.known_actors import KnownActors
from trucewatch.standing.cell import as_json
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import View

_LEAST = 6  # digits of an id that name it
_SHOWN = 5  # candidates listed where a prefix fits several ids


def actors(
    source: Record | View,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    process: str | None = None,
    known: KnownActors | None = None,
) -> LinkedActors:
    """The actors of all reports of a view, linked across them; nothing of it is stored.

    Args:
        source: a record, or a view that was cut already (then the clocks and `process` are the view's own).
        as_of: the day asked about; None: no bound.
        known_on: only what had been published by this day.
        process: only reports filed under this process.
        known: the user's own file of actors with the registers; None: the registers alone.

    Raises:
        RecordError: the record has no report under that process, or one of its rows is damaged.
    """
    if isinstance(source, Record):
        source = open_view(source, as_of=as_of, known_on=known_on, process=process)
    return _link_actors(source, judgements_of(source), known)


def _link_actors(view: View, judgements: tuple[Judgement, ...], known: KnownActors | None) -> LinkedActors:
    """Link the actors of a view; those that the user's own file has stand under its names, reports' beside them."""
    found = link_actors(view, judgements, known)
    own = {actor.id: actor.name for actor in known.own()} if known is not None else {}
    return replace(found, actors=tuple(_renamed(a, own[a.code]) if a.code in own else a for a in found.actors))


def _renamed(actor: LinkedActor, name: str) -> LinkedActor:
    if actor.name == name:
        return actor
    reports = tuple(dict.fromkeys(m.report_id for m in actor.members if m.name == actor.name))
    others = [n for n in actor.other_names if n.name != name]
    return replace(actor, name=name, other_names=(OtherName(actor.name, reports), *others))


def linked(view: View, kind: LinkedKind, known: KnownActors | None = None) -> LinkedActors | LinkedStatements:
    """The actors, or the proposals, or the agreements of all reports of a view, linked across them; see `actors`."""
    judgements = judgements_of(view)
    people = _link_actors(view, judgements, known)
    if kind == "actor":
        return people
    return (link_proposals if kind == "proposal" else link_agreements)(view, judgements, people)


def judgements_of(view: View) -> tuple[Judgement, ...]:
    """What people had decided about who is who, as the view's clock `recorded by` has it; () of a view in memory."""
    while isinstance(view, PartView):
        view = view.whole
    return view.judgements() if isinstance(view, RecordView) else ()


def in_force_of(judgements: Iterable[Judgement], ids: Iterable[str], kind: LinkedKind) -> tuple[Judgement, ...]:
    """The judgements in force that one of some ids takes part in, newest first."""
    held = set(ids)
    return tuple(j for j in in_force(judgements, kind) if not held.isdisjoint(j.pair))


def actors_by_id(view: View) -> dict[str, tuple[Report, ReportActor]]:
    """Every actor of every report of a view with its report, by its id."""
    return {
        actor_id(actor, report): (report, actor)
        for report in view.reports()
        for actor in view.actors_of(report.id)
        if actor.mentions
    }


def find_actor(linked_actors: LinkedActors, prefix: str) -> LinkedActor:
    """The linked actor with an id that begins so: its own, or that of one of its members.

    Raises:
        UnknownIdError: none or several begin so, or it is shorter than 6 digits.
    """
    members = {m.id: actor for actor in linked_actors.actors for m in actor.members}
    return members[_find(prefix, {id_: actor.name for id_, actor in members.items()}, "actor")]


def find_group(groups: LinkedStatements, prefix: str) -> LinkedStatement:
    """The linked proposal or agreement with an id that begins so: its own, or that of one of its statements.

    Raises:
        UnknownIdError: none or several begin so, or it is shorter than 6 digits.
    """
    members = {id_: group for group in groups.groups for id_ in group.members}
    what = "agreement" if isinstance(groups, LinkedAgreements) else "proposal"
    return members[_find(prefix, {id_: group.label for id_, group in members.items()}, what)]


def _find(prefix: str, names: Mapping[str, str], what: str) -> str:
    wanted = prefix.strip().lower()
    if len(wanted) < _LEAST:
        raise UnknownIdError(
            f"{prefix!r} is no {what} id", expected=f"at least the first {_LEAST} of an id's 64 digits (0-9, a-f)"
        )
    found = sorted(id_ for id_ in names if id_.startswith(wanted))
    if not found:
        kind = "" if what == "actor" else f" --kind {what}"
        raise UnknownIdError(
            f"no report in view tells of {'a' if what == 'proposal' else 'an'} {what} {prefix}",
            advice=f"`trucewatch actors list{kind}` shows each with its id.",
        )
    if len(found) > 1:
        listed = ", ".join(f"{id_[: len(wanted) + 6]} ({names[id_]})" for id_ in found[:_SHOWN])
        raise UnknownIdError(f"several {what} ids begin with {prefix}: {listed}", advice="Give more digits.")
    return found[0]


def merge(
    record: Record, left: str, right: str, *, author: str, reason: str = "", kind: LinkedKind = "actor"
) -> Judgement:
    """Decide that two are one; kept with author, time and reason, and in force until a later judgement on the pair.

    Args:
        record: a record open for writing.
        left: id of one, or its first digits (at least 6): a linked actor, an actor of a report, or a statement.
        right: id of the other, likewise.
        author: who decides.
        reason: why.
        kind: what the two are.

    Raises:
        UnknownIdError: nothing, or several things, of that kind have such an id.
        RecordError: no author, the same one twice, a sealed source, a record that cannot be written.
    """
    return _judge(record, (left, right), Judgement(kind, "", "", "same", author, record.now(), reason))


def split(
    record: Record, left: str, right: str, *, author: str, reason: str = "", kind: LinkedKind = "actor"
) -> Judgement:
    """Decide that two are not one; see `merge`."""
    return _judge(record, (left, right), Judgement(kind, "", "", "different", author, record.now(), reason))


def withdraw(
    record: Record, left: str, right: str, *, author: str, reason: str = "", kind: LinkedKind = "actor"
) -> Judgement:
    """Take back what was decided on two, so that nothing is decided on them; see `merge`.

    Raises:
        RecordError: nothing is decided on just these two.
    """
    if decided_on(record, left, right, kind) is None:
        raise RecordError(
            f"nothing is decided on {left} and {right}",
            expected="the two ids of a decision that is in force",
            advice="`trucewatch actors show ID` lists what was decided, with the ids.",
        )
    return _judge(record, (left, right), Judgement(kind, "", "", "withdrawn", author, record.now(), reason))


def decided_on(record: Record, left: str, right: str, kind: LinkedKind = "actor") -> Judgement | None:
    """The judgement in force on just these two, by their ids or first digits; None where nothing is decided.

    Raises:
        UnknownIdError: nothing, or several things, of that kind have such an id.
    """
    pair = tuple(sorted(_full_ids(record, (left, right), kind)))
    return next((j for j in in_force(record.judgements(kind=kind), kind) if j.pair == pair), None)


@dataclass(frozen=True)
class Outcome:
    """What a decision led to.

    Attributes:
        judgement: the decision.
        left: the linked actor, proposal or agreement that the left one is in now; None where no report in view tells
            of it any more.
        right: likewise; the same one where the two are one.
        refused: why the decision is not applied, None where it is.
    """

    judgement: Judgement
    left: LinkedActor | LinkedStatement | None
    right: LinkedActor | LinkedStatement | None
    refused: str | None

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "judgement": as_json(self.judgement),
            "left": as_json(self.left),
            "right": as_json(self.right),
            "refused": self.refused,
        }


def outcome(groups: LinkedActors | LinkedStatements, judgement: Judgement) -> Outcome:
    """What a decision led to, in the actors, proposals or agreements as they are linked with it."""
    refused = next((r.reason for r in groups.refused if r.judgement.pair == judgement.pair), None)
    return Outcome(judgement, groups.of(judgement.left), groups.of(judgement.right), refused)


def _judge(record: Record, pair: tuple[str, str], judgement: Judgement) -> Judgement:
    left, right = _full_ids(record, pair, judgement.kind)
    told = replace(judgement, left=left, right=right)
    if told.kind == "actor" and told.verdict == "same":
        _check_open(record, (left, right))
    record.judge(told)
    return told


def _check_open(record: Record, pair: tuple[str, str]) -> None:
    """Refuse a merge with what is tied to nobody, before it is kept."""
    held = actors(record)
    for id_ in pair:
        found = held.of(id_)
        if found is not None and found.sealed:
            raise RecordError(
                f"{found.name!r} ({id_[:12]}) is tied to nobody",
                expected="actors that reports name",
                advice="An unnamed source, a private person without a name and a mere pronoun take part in no link.",
            )


def _full_ids(record: Record, pair: tuple[str, str], kind: LinkedKind) -> tuple[str, str]:
    if kind == "actor":
        first, second = (actor_id(actor, report) for report, actor in map(record.find_actor, pair))
    else:
        first, second = (record.find_statement(id_).id for id_ in pair)
    return first, second

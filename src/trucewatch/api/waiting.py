"""What waits for a decision: pairs of actors, proposals or agreements that may be one, with grounds and sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trucewatch.api.linked_actors import member_row
from trucewatch.api.linked_groups import sentence_of
from trucewatch.api.who_is_who import actors_by_id
from trucewatch.linking.actors import LinkedActors
from trucewatch.linking.decide import Candidate
from trucewatch.linking.statements import LinkedStatements
from trucewatch.standing.describe import describe
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.surroundings import Surroundings
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class Side:
    """One of a pair, as its report has it.

    Attributes:
        id: what a decision is made on: an actor of a report, or a statement.
        report: the report, and `outlet`, how it is named.
        name: what the report calls it.
        told: what else the report says of it: other names, offices, for whom it speaks; of a statement one line.
        shown: it in its sentence.
        listed_as: the name of the linked one that it is in now, and `reports`, how many tell of that.
    """

    id: str
    report: Report
    outlet: str
    name: str
    told: tuple[str, ...]
    shown: Surroundings
    listed_as: str
    reports: int

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        published = self.report.published
        return {
            "id": self.id,
            "report_id": self.report.id,
            "outlet": self.outlet,
            "published": published.isoformat() if published else None,
            "name": self.name,
            "told": list(self.told),
            "shown": self.shown.to_json(),
            "listed_as": self.listed_as,
            "reports": self.reports,
        }


@dataclass(frozen=True)
class Waiting:
    """A pair that waits for a decision.

    Attributes:
        candidate: the pair, its score and the grounds.
        left: one of the two.
        right: the other.
        together: of proposals and agreements, all labels that would be one if every such pair were right.
    """

    candidate: Candidate
    left: Side
    right: Side
    together: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "kind": self.candidate.kind,
            "score": self.candidate.score,
            "grounds": list(self.candidate.grounds),
            "left": self.left.to_json(),
            "right": self.right.to_json(),
            "together": list(self.together),
        }


def review(view: View, groups: LinkedActors | LinkedStatements) -> tuple[Waiting, ...]:
    """The pairs of a view that wait for a decision, the likeliest first; `merge` or `split` decides.

    Args:
        view: the reports.
        groups: its actors, proposals or agreements, as linked.
    """
    if isinstance(groups, LinkedActors):
        return _waiting(groups, _actor_sides(view, groups), {})
    together = {c: g.labels for g in groups.candidate_groups for c in g.candidates}
    return _waiting(groups, _statement_sides(view, groups), together)


def _waiting(
    groups: LinkedActors | LinkedStatements,
    side: Callable[[str], Side],
    together: dict[Candidate, tuple[str, ...]],
) -> tuple[Waiting, ...]:
    # One that only a judgement knows is in no report of the view: there is nothing to show of it.
    held = (c for c in groups.queue if groups.of(c.left) is not None and groups.of(c.right) is not None)
    return tuple(Waiting(c, side(c.left), side(c.right), together.get(c, ())) for c in held)


def _actor_sides(view: View, groups: LinkedActors) -> Callable[[str], Side]:
    held, voices = actors_by_id(view), Voices(view)

    def side(id_: str) -> Side:
        row, group = member_row(voices, held, id_), groups.of(id_)
        actor = row.actor
        above = (f"of {actor.of}",) if actor.of else ()
        told = (*(f"also {alias}" for alias in actor.aliases), *actor.offices, *above)
        reports = len({m.report_id for m in group.members}) if group else 0
        return Side(
            id_, row.report, row.outlet, actor.name, told, row.shown, group.name if group else actor.name, reports
        )

    return side


def _statement_sides(view: View, groups: LinkedStatements) -> Callable[[str], Side]:
    statements, voices = {s.id: s for s in view.statements()}, Voices(view)

    def side(id_: str) -> Side:
        statement, group = statements[id_], groups.of(id_)
        report = view.report(statement.report_id)
        name = statement.content.subject or describe(statement.content)
        told = (describe(statement.content),)
        reports = len({statements[member].report_id for member in group.members}) if group else 0
        shown = sentence_of(view, statement)
        listed = group.label if group else name
        return Side(id_, report, voices.outlet(report.id), name, told, shown, listed, reports)

    return side

"""Linked proposals and agreements as rows for listings, and all that stands behind one."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.api.rows import StatementRow, rows_of
from trucewatch.api.who_is_who import in_force_of, judgements_of
from trucewatch.linking.decide import Candidate, Link
from trucewatch.linking.statements import LinkedStatement, LinkedStatements
from trucewatch.standing.cell import as_json
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.surroundings import Surroundings, sentence_around
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class GroupRow:
    """A linked proposal or agreement as a row; `reports` is how many tell of it."""

    group: LinkedStatement
    reports: int

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        group = self.group
        return {
            "id": group.id,
            "label": group.label,
            "other_labels": [as_json(label) for label in group.other_labels],
            "reports": self.reports,
            "members": list(group.members),
        }


@dataclass(frozen=True)
class GroupDetails:
    """All that stands behind a linked proposal or agreement.

    Attributes:
        row: the proposal or agreement.
        members: its statements, by publication, and `shown`, each one's first passage in its sentence.
        links: why they are one, the surest first.
        judgements: what people decided about them and is in force, newest first.
        candidates: pairs with one of them that wait for a decision, the likeliest first.
    """

    row: GroupRow
    members: tuple[StatementRow, ...]
    shown: tuple[Surroundings, ...]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]
    candidates: tuple[Candidate, ...]

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        members = zip(self.members, self.shown, strict=True)
        return {
            **self.row.to_json(),
            "members": [{**row.to_json(), "shown": shown.to_json()} for row, shown in members],
            "links": [as_json(link) for link in self.links],
            "judgements": [as_json(j) for j in self.judgements],
            "candidates": [as_json(c) for c in self.candidates],
        }


def group_rows(view: View, groups: LinkedStatements) -> tuple[GroupRow, ...]:
    """Every linked proposal or agreement of a view as a row, in the order of the alphabet."""
    report = {s.id: s.report_id for s in view.statements()}
    rows = (GroupRow(g, len({report[id_] for id_ in g.members})) for g in groups.groups)
    return tuple(sorted(rows, key=lambda row: (row.group.label.casefold(), row.group.id)))


def group_details(view: View, groups: LinkedStatements, group: LinkedStatement, kind: LinkedKind) -> GroupDetails:
    """All that stands behind one of the linked proposals or agreements of a view."""
    statements = {s.id: s for s in view.statements()}
    members = tuple(statements[id_] for id_ in group.members)
    return GroupDetails(
        GroupRow(group, len({s.report_id for s in members})),
        rows_of(view, members),
        tuple(sentence_of(view, s) for s in members),
        group.links,
        in_force_of(judgements_of(view), group.members, kind),
        tuple(c for c in groups.queue if c.left in group.members or c.right in group.members),
    )


def sentence_of(view: View, statement: AnyStatement) -> Surroundings:
    """The sentence that a statement of a view begins in."""
    return sentence_around(view.report(statement.report_id).text, statement.content.passages[0])

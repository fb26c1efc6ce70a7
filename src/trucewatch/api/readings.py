"""What changed between two readings, as plain JSON types."""

from __future__ import annotations

from trucewatch.record.changes import Pair, ReadingChanges, ReadingMark
from trucewatch.standing.describe import describe
from trucewatch.vocabulary.reading import row_of
from trucewatch.vocabulary.statement import AnyStatement


def changes_json(changes: ReadingChanges) -> dict[str, object]:
    """The changes between two readings of a report as plain JSON types; what is the same by its ids alone."""
    return {
        "report_id": changes.report.id,
        "older": _reading(changes.older),
        "newer": _reading(changes.newer),
        "same": [s.id for s in changes.same],
        "resolved": [_pair(p) for p in changes.resolved],
        "moved": [_pair(p) for p in changes.moved],
        "gone": [_row(s) for s in changes.gone],
        "new": [_row(s) for s in changes.new],
    }


def _reading(mark: ReadingMark) -> dict[str, object]:
    return {
        "number": mark.number,
        "at": mark.at.isoformat(),
        "program": mark.program,
        "steps": list(mark.made_by.steps),
        "models": list(mark.made_by.models),
        "statements": mark.statements,
    }


def _pair(pair: Pair) -> dict[str, object]:
    return {"old": _row(pair.old), "new": _row(pair.new)}


def _row(statement: AnyStatement) -> dict[str, object]:
    content = statement.content
    return {"kind_of_statement": content.KIND, "text": describe(content), **row_of(statement)}

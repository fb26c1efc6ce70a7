"""A reading as a line of the journal keeps it, and back: everything in it, its report with its text included."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from trucewatch.record.incoming import Incoming
from trucewatch.record.rows import LAYERS, content_of, finding_of, layers_of
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_FIELDS = tuple(f.name for f in fields(Report) if f.name not in {"published", "declared", "first_id"})


def reading_text(reading: Reading, steps: Sequence[str], models: Sequence[str]) -> str:
    """A reading as JSON on one line.

    Args:
        reading: the reading.
        steps: those of the plan; a reading that was made with these does not name them again.
        models: likewise.

    Raises:
        RecordError: something in it that no record could hold.
    """
    incoming = Incoming.of(reading)
    statements = ",".join(f'["{s.content.KIND}",{incoming.contents[id_]}]' for id_, s in incoming.statements.items())
    by = None if (reading.steps, reading.models) == (tuple(steps), tuple(models)) else [reading.steps, reading.models]
    head = json.dumps({"report": _report_row(reading.report), "by": by}, ensure_ascii=False, separators=(",", ":"))
    findings = ",".join(incoming.notices)
    return f'{head[:-1]},"statements":[{statements}],"findings":[{findings}],"layers":{incoming.layers}}}'


def reading_of(row: dict[str, Any], steps: Sequence[str], models: Sequence[str], name: str) -> Reading:
    """The reading that a line keeps.

    Args:
        row: what `reading_text` wrote, parsed.
        steps: those of the plan.
        models: likewise.
        name: of the line, for errors.

    Raises:
        RecordError: the line is damaged.
    """
    report = _report_of(row["report"])
    made = row["by"] or [steps, models]
    contents = (content_of(kind, _text(value), name) for kind, value in row["statements"])
    layers = layers_of(_text(row["layers"]), name)
    return Reading(
        report,
        tuple(Statement(report.id, content, report.published) for content in contents),
        tuple(finding_of(_text(value), name) for value in row["findings"]),
        steps=tuple(made[0]),
        models=tuple(made[1]),
        **{layer: getattr(layers, layer) for layer in LAYERS},
    )


def _report_row(report: Report) -> dict[str, Any]:
    values = {name: getattr(report, name) for name in _FIELDS}
    values["published"] = report.published.isoformat() if report.published else None
    return {name: value for name, value in values.items() if value not in (None, False)}


def _report_of(row: dict[str, Any]) -> Report:
    day = row.get("published")
    return Report(**row | {"published": date.fromisoformat(day) if day else None})


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

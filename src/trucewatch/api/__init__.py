"""What people and the desk call: read reports, keep them in a record, ask how things stand and why.

    from trucewatch import api

    with api.open_record("talks.sqlite") as record:
        api.add_paths(record, [Path("reports/")])
        print(api.board(record, as_of=date(2025, 3, 5)).to_json())

Names are loaded when they are first used, so that importing this module costs nothing and a board never loads the
reader with its language pipeline.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.api.demonstration import Demo, demo, find_samples
    from trucewatch.api.explaining import Explanation, FindingExplanation, explain
    from trucewatch.api.reader import LazyReader, LoadedReader, Progress, Reader, load_reader, read_paths, read_report
    from trucewatch.api.records import AddedReport, AddOptions, AddSummary, add_paths, set_report_meta
    from trucewatch.api.rows import StatementRow, rows_of
    from trucewatch.api.surroundings import Surroundings, sentence_around
    from trucewatch.api.views import board, check, open_view, parts_by_process, statements
    from trucewatch.record.rows import FiledReport, Sighting
    from trucewatch.record.view import RecordView
    from trucewatch.record.writer import Corrected, Record, open_record
    from trucewatch.reports.details import Refusal
    from trucewatch.reports.intake import IntakeOptions, report_of
    from trucewatch.reports.published import parse_published
    from trucewatch.standing.board import Board
    from trucewatch.standing.cell import Cell, Stated
    from trucewatch.standing.obligations import ObligationStanding

_HOMES = {
    "trucewatch.api.demonstration": ("Demo", "demo", "find_samples"),
    "trucewatch.api.explaining": ("Explanation", "FindingExplanation", "explain"),
    "trucewatch.api.reader": (
        "LazyReader",
        "LoadedReader",
        "Progress",
        "Reader",
        "load_reader",
        "read_paths",
        "read_report",
    ),
    "trucewatch.api.records": ("AddOptions", "AddSummary", "AddedReport", "add_paths", "set_report_meta"),
    "trucewatch.api.rows": ("StatementRow", "rows_of"),
    "trucewatch.api.surroundings": ("Surroundings", "sentence_around"),
    "trucewatch.api.views": ("board", "check", "open_view", "parts_by_process", "statements"),
    "trucewatch.record.rows": ("FiledReport", "Sighting"),
    "trucewatch.record.view": ("RecordView",),
    "trucewatch.record.writer": ("Corrected", "Record", "open_record"),
    "trucewatch.reports.details": ("Refusal",),
    "trucewatch.reports.intake": ("IntakeOptions", "report_of"),
    "trucewatch.reports.published": ("parse_published",),
    "trucewatch.standing.board": ("Board",),
    "trucewatch.standing.cell": ("Cell", "Stated"),
    "trucewatch.standing.obligations": ("ObligationStanding",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022 - in the order of the imports above
    "Demo", "demo", "find_samples",
    "Explanation", "FindingExplanation", "explain",
    "LazyReader", "LoadedReader", "Reader", "load_reader", "read_paths", "read_report",
    "AddedReport", "AddOptions", "AddSummary", "Progress", "add_paths", "set_report_meta",
    "StatementRow", "rows_of",
    "Surroundings", "sentence_around",
    "board", "check", "open_view", "parts_by_process", "statements",
    "FiledReport", "Sighting", "RecordView", "Corrected", "Record", "open_record",
    "Refusal", "IntakeOptions", "report_of", "parse_published", "Board", "Cell", "Stated", "ObligationStanding",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

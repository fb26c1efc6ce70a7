"""Statement files: a record as a folder of JSON Lines or one sealed file, and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trucewatch.record.statement_files import export_statements
from trucewatch.record.statement_form import text_digest
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import FindText, opened_files
from trucewatch.reports.intake import intake
from trucewatch.vocabulary.report import Report

__all__ = ["export_statements", "import_statements", "opened_files", "texts_in"]


def texts_in(paths: Sequence[Path]) -> FindText:
    """What finds the texts of reports in files and folders, for statement files that lack their words.

    A text is the right one where its SHA-256 is, whatever its file is called. The files are read as `add` reads them,
    when the first text is asked for; what is no report there is passed over.

    Args:
        paths: text, HTML and JSON Lines files, and folders of these.
    """
    found: dict[str, str] = {}
    waiting = list(paths)

    def find(report: str, sha256: str) -> str | None:  # noqa: ARG001 - the digest says enough
        if waiting:
            items = intake(tuple(waiting))
            waiting.clear()
            found.update({text_digest(item.text): item.text for item in items if isinstance(item, Report)})
        return found.get(sha256)

    return find

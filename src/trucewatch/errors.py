"""Trouble in the program's use: wrong calls, unreadable files, a record that cannot be written.

Trouble in what a report *says* is never an exception: it is a `Finding` (see `vocabulary.finding`).
Every message says what was found, where, what was expected and what to do about it.
"""

from __future__ import annotations


class TrucewatchError(Exception):
    """A wrong call or a broken file.

    Attributes:
        found: what was found and where.
        expected: what was expected instead, or "".
        advice: what to do about it, or "".
    """

    def __init__(self, found: str, *, expected: str = "", advice: str = "") -> None:
        self.found = found
        self.expected = expected
        self.advice = advice
        parts = [found, f"Expected {expected}" if expected else "", advice]
        super().__init__(" ".join(_sentence(part) for part in parts if part))


class ReportError(TrucewatchError):
    """A file or line could not become a report (empty, binary, broken encoding, unknown date form ...)."""


class RecordError(TrucewatchError):
    """The record could not be opened, read or written."""


class ErasedError(RecordError):
    """What was asked for rested on words that were erased; the message says when, by whom and why.

    Attributes:
        id: the full id of what was asked for.
        report_id: the report that the words stood in.
    """

    def __init__(self, found: str, id_: str, report_id: str) -> None:
        self.id = id_
        self.report_id = report_id
        super().__init__(found)


class ReadingError(TrucewatchError):
    """The reader is set up wrongly (a step without its input, a missing language pipeline)."""


class UnknownIdError(TrucewatchError):
    """No report or statement has the id that was asked for, or several do."""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."

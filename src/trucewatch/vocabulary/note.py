"""Notes of those who work with a record: remarks, questions, tasks, and the marks of when somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

NoteKind = Literal["remark", "question", "task", "answer"]
"""An answer belongs to a question or a task and closes it."""


@dataclass(frozen=True)
class Note:
    """One note. Notes are added, never changed.

    Attributes:
        id: its number in the record.
        kind: remark, question, task or answer.
        text: in the author's words.
        author: who wrote it.
        at: when, with time zone.
        target: id of the report, statement or actor that it is about; None for a whole process.
        process: the process it belongs to, None where it belongs to none.
        to: whom a question or task is for; None for anybody.
        answers: number of the question or task that an answer closes.
    """

    id: int
    kind: NoteKind
    text: str
    author: str
    at: datetime
    target: str | None = None
    process: str | None = None
    to: str | None = None
    answers: int | None = None

    @property
    def can_be_answered(self) -> bool:
        """Is it a question or a task?"""
        return self.kind in {"question", "task"}


@dataclass(frozen=True)
class Visit:
    """That somebody looked at a process, and when."""

    author: str
    process: str | None
    at: datetime

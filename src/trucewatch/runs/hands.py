"""What a run is handed: the reader and the gate before it, in a form that travels to other processes and machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from trucewatch.reports.details import Refusal
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report


class Judged(Protocol):
    """How likely a text is worth reading; see `reports.relevance`."""

    @property
    def score(self) -> float:
        """0 to 1."""

    @property
    def kept(self) -> bool:
        """Read it."""

    @property
    def ground(self) -> str:
        """Why."""


Judge = Callable[[str, str | None], Judged]
"""Text and headline in, judgement out; the same always gives the same."""


@dataclass(frozen=True)
class Ready:
    """A reader with its models loaded.

    Attributes:
        read: a reading, or a refusal where it failed in this report.
        steps: "name version" of each of its steps.
        models: name and digest or version of each of its models.
    """

    read: Callable[[Report], Reading | Refusal]
    steps: tuple[str, ...]
    models: tuple[str, ...]


class MakesReady(Protocol):
    """What loads a reader in the process that will read; it is pickled on its way there."""

    def __call__(self) -> Ready:
        """The reader; TrucewatchError where it cannot be loaded."""


@dataclass(frozen=True)
class Hands:
    """What every worker of a run is given.

    Attributes:
        reader: what loads the reader, once a worker.
        judge: the gate before it; None: everything is read.
        judge_version: what the gate is called, None without one.
    """

    reader: MakesReady
    judge: Judge | None = None
    judge_version: str | None = None

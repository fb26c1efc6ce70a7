"""The protocol every check obeys, and the small things findings are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from trucewatch.checks.material import Material
from trucewatch.standing.cell import Cell, Stated
from trucewatch.vocabulary.finding import Finding, Place, Severity


class Check(Protocol):
    """One check.

    Attributes:
        code: its stable name, the code of its findings.
        severity: the gravest severity its findings can have.
    """

    @property
    def code(self) -> str:
        """Its stable name."""

    @property
    def severity(self) -> Severity:
        """The gravest severity of its findings."""

    def __call__(self, material: Material) -> Iterable[Finding]:
        """Everything it finds, in any order; the same for the same view."""


def places_of(*held: Cell | Stated) -> tuple[Place, ...]:
    """The places behind cells, side by side, each once."""
    cells = (h.cell if isinstance(h, Stated) else h for h in held)
    return tuple(dict.fromkeys(p for cell in cells for p in cell.places))


def statements_of(*held: Cell | Stated) -> tuple[str, ...]:
    """The statements behind cells, each once."""
    cells = (h.cell if isinstance(h, Stated) else h for h in held)
    return tuple(dict.fromkeys(i for cell in cells for i in cell.statements))


def day_words(stated: Stated) -> str:
    """The day in words with "on" before it, or "" where it is not known."""
    return f" on {stated.day.day} {stated.day:%B} {stated.day.year}" if stated.day else ""

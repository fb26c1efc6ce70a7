"""A finding: trouble in what reports say, or in what came in. A value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from trucewatch.vocabulary.kinds import plain
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import digest

Severity = Literal["error_in_source", "tension", "gap"]


@dataclass(frozen=True)
class Place:
    """A passage of one report; passage None means the report as a whole."""

    report_id: str
    passage: Passage | None = None


@dataclass(frozen=True)
class Finding:
    """Something that does not add up, or is missing; it blames nobody.

    Attributes:
        code: stable name of the check, e.g. "resolution-year".
        severity: error_in_source, tension or gap.
        sentence: plain words: what the report prints, what the register, calendar or other report has.
        places: the passages concerned, side by side.
        repairs: possible readings that would resolve it, likeliest first; none is chosen.
        statements: ids of the statements concerned.
    """

    code: str
    severity: Severity
    sentence: str
    places: tuple[Place, ...] = ()
    repairs: tuple[str, ...] = ()
    statements: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        """Stable as long as the evidence is the same, however it is put: SHA-256 over code and places."""
        return digest([self.code, plain(self.places)])

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": self.severity,
            "sentence": self.sentence,
            "places": plain(self.places),
            "repairs": list(self.repairs),
            "statements": list(self.statements),
        }

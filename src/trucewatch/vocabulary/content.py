"""What contents of every kind have: passages, how sure they are, which step made them; and their plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from trucewatch.vocabulary.passage import Passage

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = Literal[
    "parties", "agreement", "other_agreements", "proposals", "obligations", "positions", "quotes", "times",
    "figures", "instruments", "talks", "violations",
]  # fmt: skip

REVIEW = 0.5
"""A record with a confidence below this is marked for review; it is never dropped."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What every kind has.

    Attributes:
        unsure: a careful reader could disagree.
        note: a remark of the step that made it.
        confidence: share of such records that annotators have as well, 0 to 1; None where none was measured.
        step: name of the step that made it.
    """

    KIND: ClassVar[Kind]
    SPANS: ClassVar[str] = "evidence"
    SUBJECT: ClassVar[str | None] = None
    RESOLVED: ClassVar[tuple[str, ...]] = ()

    evidence: tuple[Passage, ...] = ()
    unsure: bool = False
    note: str | None = None
    confidence: float | None = None
    step: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that carry it, in the order of the text."""
        found: tuple[Passage, ...] = getattr(self, self.SPANS)
        return found

    @property
    def is_doubtful(self) -> bool:
        """Should somebody look at it before it counts?"""
        return self.confidence is not None and self.confidence < REVIEW

    @property
    def subject(self) -> str | None:
        """The mention of whom or what it is about, in the report's words."""
        return None if self.SUBJECT is None else getattr(self, self.SUBJECT)


def plain(value: object) -> object:
    """A content, passage or nested value as plain JSON types, by its public field names."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain_fields(value)
    return value


def plain_fields(value: DataclassInstance) -> dict[str, object]:
    """The public fields of one dataclass value as plain JSON types.

    Kinds whose passages go by another name (content, surface) do not show an empty `evidence` as well.
    """
    hidden = {"evidence"} if isinstance(value, Content) and value.SPANS != "evidence" else set()
    return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in hidden}

"""A statement: one content of one report, with its identity, its dating and its place in the one order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from typing import Generic, Literal, TypeVar

from trucewatch.vocabulary.agreement import Phase
from trucewatch.vocabulary.dates import Interval, interval_of
from trucewatch.vocabulary.kinds import KIND_ORDER, Content, plain
from trucewatch.vocabulary.report import digest

ContentT_co = TypeVar("ContentT_co", bound=Content, covariant=True)

_NOT_IDENTITY = frozenset({"evidence", "unsure", "note", "confidence", "step"})
_FAR = date.max


@dataclass(frozen=True, slots=True)
class Dating:
    """When a statement's matter was, as far as the report lets one know.

    Attributes:
        interval: the days it may lie on; `first` None means any day up to `last`.
        basis: stated (the statement carries a date) or up_to_publication.
    """

    interval: Interval
    basis: Literal["stated", "up_to_publication"]


@dataclass(frozen=True)
class Statement(Generic[ContentT_co]):
    """What one report states, by whom it is said to be said, and where in the report.

    Attributes:
        report_id: id of the report.
        content: what is stated (one of `kinds.CONTENT_CLASSES`).
        published: day of publication of the report, None where unknown.
    """

    report_id: str
    content: ContentT_co
    published: date | None = None

    @cached_property
    def id(self) -> str:
        """SHA-256 over report, passages, kind, subject mention and value; 64 hex digits.

        Left out on purpose: the run, the clock, the step, and who we think the mentions are (decisions/0001).
        """
        content = self.content
        names = _identifying(type(content))  # type: ignore[arg-type]  # mypy takes a class for one without a hash
        value = {name: _as_stated(getattr(content, name)) for name in names}
        spans = [[p.start, p.end] for p in content.passages]
        return digest([self.report_id, spans, content.KIND, content.subject, value])

    @property
    def start(self) -> int:
        """Offset of its first passage."""
        passages = self.content.passages
        return passages[0].start if len(passages) == 1 else min((p.start for p in passages), default=0)

    @property
    def dating(self) -> Dating | None:
        """Its own date if the report gives one, else the time up to publication; None where neither is known."""
        own = interval_of(getattr(self.content, "date", None) or getattr(self.content, "start", None))
        if own is not None:
            return Dating(own, "stated")
        return Dating(Interval(self.published), "up_to_publication") if self.published else None

    @property
    def order_key(self) -> tuple[date, int, date, str, int, str]:
        """The one total order: end of its time, kind, publication, report, place, id. Undated ones come last."""
        dating = self.dating
        return (
            dating.interval.last if dating else _FAR,
            KIND_ORDER[self.content.KIND],
            self.published or _FAR,
            self.report_id,
            self.start,
            self.id,
        )


@cache
def _identifying(content_class: type[Content]) -> tuple[str, ...]:
    """The fields of a class of contents that make out what is stated."""
    hidden = _NOT_IDENTITY | {content_class.SPANS} | set(content_class.RESOLVED)
    return tuple(f.name for f in fields(content_class) if f.name not in hidden)


def _as_stated(value: object) -> object:
    """A value as plain JSON types, without what we make of its parts."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_as_stated(item) for item in value]
    if isinstance(value, Phase):
        told = (f.name for f in fields(value) if f.name not in value.RESOLVED)
        return {name: _as_stated(getattr(value, name)) for name in told}
    return plain(value)


AnyStatement = Statement[Content]

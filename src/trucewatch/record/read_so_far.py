"""What a view has read so far, and what of it holds for a later view of the same record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from trucewatch.record.scope import Scope
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import EarlierVersion, Outline

_MANY = 20
"""To find the place of a new statement among others in order costs about as much as to order this many of them."""


@dataclass(frozen=True)
class ByHand:
    """What rulings and people's own statements put in the place of what was read.

    Attributes:
        touched: ids of all statements that they concern; every other one stands as it was read.
        shown: what stands for these.
    """

    touched: frozenset[str]
    shown: tuple[AnyStatement, ...]


@dataclass
class Read:
    """What a view has read so far; by report where it says so.

    Attributes:
        kinds: the statements of a class of contents.
        whole: all statements.
        findings: by report.
        judgements: all of them.
        by_hand: what people ruled and read.
        actor_rows: by report the reading's key and its layer of actors, not yet looked into.
        actors: by report.
        outlines: by report.
        replaced: what the reports stand in the place of.
        made: what was made of all this, whatever the day asked about; never taken over by a later view.
    """

    kinds: dict[type[Content], tuple[AnyStatement, ...]] = field(default_factory=dict)
    whole: tuple[AnyStatement, ...] | None = None
    findings: dict[str, tuple[Finding, ...]] | None = None
    judgements: tuple[Judgement, ...] | None = None
    by_hand: ByHand | None = None
    actor_rows: dict[str, tuple[int, str] | None] = field(default_factory=dict)
    actors: dict[str, tuple[ReportActor, ...]] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)
    replaced: tuple[EarlierVersion, ...] | None = None
    made: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Earlier:
    """What another view has read, for a later one.

    Attributes:
        scope: what the other view is made of.
        read: what it has read.
        later: what the later view is made of; nothing was erased in between.
    """

    scope: Scope
    read: Read
    later: Scope

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """The reports that have the same reading and the same metadata in both."""
        then, now = self.scope, self.later
        return frozenset(
            id_
            for id_, meta_id in now.metas.items()
            if then.metas.get(id_) == meta_id and then.readings.get(id_) == now.readings.get(id_)
        )

    def held(self, content_class: type[Content] | None) -> tuple[AnyStatement, ...] | None:
        """The statements of one class that it has read, or with None all of them; None where it has not."""
        return self.read.whole if content_class is None else self.read.kinds.get(content_class)


def ordered(statements: Iterable[AnyStatement]) -> tuple[AnyStatement, ...]:
    """Statements in the one order."""
    return tuple(sorted(statements, key=lambda s: s.order_key))


def merged(kept: list[AnyStatement], new: list[AnyStatement]) -> tuple[AnyStatement, ...]:
    """Statements that are in the one order already, and others, in that order."""
    if len(new) * _MANY > len(kept):
        return ordered(kept + new)
    found: list[AnyStatement] = []
    first = 0
    for statement in ordered(new):
        place = bisect_right(kept, statement.order_key, first, key=lambda s: s.order_key)
        found += kept[first:place]
        found.append(statement)
        first = place
    return (*found, *kept[first:])

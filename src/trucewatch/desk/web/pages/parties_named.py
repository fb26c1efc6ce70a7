"""Whom statements name: the actors in their fields, for filters by party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from trucewatch.vocabulary.kinds import Agreement, Content, Obligation, Position, Talks, Violation

_JOINED = re.compile(r",\s+and\s+|,\s+|\s+and\s+")


def named_in(content: Content) -> tuple[str, ...]:
    """The actors that a statement names, each once, as the report has them."""
    names: tuple[str | None, ...] = ()
    match content:
        case Agreement():
            names = (*content.parties, *content.mediators, *content.guarantors, content.proposer)
        case Obligation():
            names = (content.bearer, content.counterparty, content.demanded_by, content.proposed_by)
        case Position():
            names = (content.actor, content.speaker)
        case Talks():
            names = (*content.participants, *content.mediators, content.invited_by)
        case Violation():
            names = (content.alleged_by, content.against)
    return tuple(dict.fromkeys(name for name in names if name))


def parted(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each name whom it stands for: "A and B" for both, where each of them is among the names too; else itself."""
    held = set(names)
    found = {}
    for name in held:
        parts = tuple(part for part in _JOINED.split(name) if part)
        found[name] = parts if len(parts) > 1 and held.issuperset(parts) else (name,)
    return found

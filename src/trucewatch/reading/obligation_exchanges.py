"""An exchange is one record and one release a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.vocabulary.kinds import Obligation


def exchange_of(records: Sequence[Obligation], pair: tuple[str, ...]) -> list[Obligation]:
    """The exchange that the records of one sentence tell in which each of the two sides releases people, if any."""
    if any(r.action == "exchange" for r in records) or len(pair) != 2:
        return []
    given = [r for r in records if r.action == "release" and r.subtype is None and r.bearer in pair]
    first = next(iter(given), None)
    back = next((r for r in given if first and r.bearer != first.bearer and r.state == first.state), None)
    if first is None or back is None or first.state == "demanded":
        return []
    evidence = tuple(sorted({*first.evidence, *back.evidence}))
    both = replace(first, action="exchange", bearer=" and ".join(pair), bearer_mention=None, quantity=None)
    return [replace(both, evidence=evidence, unsure=True)]


def two_releases(exchange: Obligation, bearer: str) -> list[Obligation]:
    """What each side of an exchange gives; none where the bearer is not two sides."""
    sides = bearer.split(" and ")
    if len(sides) != 2:
        return []
    note = "one side of the exchange"
    return [replace(exchange, bearer=side, action="release", quantity=None, unsure=True, note=note) for side in sides]

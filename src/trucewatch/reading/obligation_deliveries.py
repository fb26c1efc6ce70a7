"""Ties a deed to the duty that it performs, where one report tells both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.reading.obligation_merging import share_words
from trucewatch.vocabulary.kinds import Obligation

_OWED = frozenset({"pending", "demanded", "breached", "suspended"})


def tied(found: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """The same obligations; what is reported done names the passage of the one duty that it performs, if it is clear.

    It is clear where exactly one duty that was owed has the same action, no other bearer, and speaks of the same.
    """
    owed = [one for one in found if one.state in _OWED]
    return tuple(_tied(one, owed) if one.state == "done" else one for one in found)


def _tied(deed: Obligation, owed: Sequence[Obligation]) -> Obligation:
    fitting = [duty for duty in owed if _performs(deed, duty)]
    return replace(deed, performs=fitting[0].evidence[0]) if len(fitting) == 1 else deed


def _performs(deed: Obligation, duty: Obligation) -> bool:
    if (deed.action, deed.subtype) != (duty.action, duty.subtype):
        return False
    if deed.bearer and duty.bearer and deed.bearer != duty.bearer:
        return False
    if deed.object is None or duty.object is None:
        return deed.action != "other" and deed.bearer == duty.bearer
    return share_words(deed.object, duty.object)

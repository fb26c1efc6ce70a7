"""Which charge a denial answers, and which charge is thrown back at whoever made one.

A denial seldom repeats who accuses: "The army accused the rebels of shelling a mill. They denied it." So it takes the
accuser of the last charge before it, against the same side, that stands near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.reading.violation_signs import Charge

_LOOSE = 200
_REACH = 900
"""How many characters may lie between a charge and its answer: where the names do not fit, and where they do."""


def answered(charges: Sequence[Charge]) -> list[Charge]:
    """The charges in order, each answer with what it answers; a denial that needs a charge and has none falls away."""
    found: list[Charge] = []
    for charge in sorted(charges, key=lambda c: (c.start, c.needs)):
        if charge.needs and any(c.status == "denied" and _overlap(c, charge) for c in found):
            continue
        first = _charge_before(charge, found)
        if first is None:
            if not charge.needs:
                found.append(charge)
            continue
        against = first.against if charge.status == "denied" else charge.against
        by = charge.by or first.by if charge.status == "denied" else charge.by
        found.append(replace(charge, by=by if by != against else None, against=against, answers=first.what))
    return found


def _overlap(one: Charge, other: Charge) -> bool:
    return one.start < other.end and other.start < one.end


def _charge_before(charge: Charge, found: Sequence[Charge]) -> Charge | None:
    """The charge that one answers: for a denial the last of its side, for a charge the last it turns round."""
    near = [first for first in reversed(found) if charge.start - first.end <= (charge.needs or _REACH)]
    if charge.status == "denied":
        same = (c for c in near if c.status != "denied" and c.against is not None and c.against == charge.against)
        loose = (c for c in near if c.status == "alleged" and _may_be_denied(c, charge))
        return next(same, None) or next(loose, None)
    if charge.status != "alleged" or charge.by is None or charge.against is None:
        return None
    turned = (charge.against, charge.by)
    return next((first for first in near if first.status == "alleged" and (first.by, first.against) == turned), None)


def _may_be_denied(first: Charge, denial: Charge) -> bool:
    """A charge just before, of a side whose ministry or spokesman may be the one who denies it."""
    is_next = 0 <= denial.start - first.end <= _LOOSE
    return is_next and first.against is not None and denial.against != first.by and denial.needs != 0

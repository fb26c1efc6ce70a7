"""Krippendorff's alpha for nominal values: how far coders agree beyond chance.

K. Krippendorff, Content Analysis: An Introduction to Its Methodology, 4th ed., Sage 2019, chapter 12; the worked
examples in "Computing Krippendorff's Alpha-Reliability" (2011) are our tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def nominal_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Alpha over units that several coders gave values; any number of coders, values may be missing.

    Args:
        units: for each unit the coders' values; None where a coder gave none. A unit with fewer than two is left
            out.

    Returns:
        1 for agreement throughout, 0 for what chance would give, below 0 for less. None where it is not defined:
        nothing can be paired, or all values are one (then there was nothing to tell apart).
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    pairable = [Counter(unit) for unit in rated if len(unit) > 1]
    totals = sum(pairable, Counter[Hashable]())
    count = totals.total()
    expected = count * count - sum(n * n for n in totals.values())
    if not expected:
        return None
    observed = sum((unit.total() ** 2 - sum(n * n for n in unit.values())) / (unit.total() - 1) for unit in pairable)
    return 1 - (count - 1) * observed / expected

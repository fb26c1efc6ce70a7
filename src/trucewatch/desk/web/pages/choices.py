"""What a filter offers: the values that rows have, each with its name and how many rows have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 100
"""Values that a filter offers; the addresses of a page take any."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter: as it stands in the address, as it is shown, and how many rows have it."""

    value: str
    name: str
    n: int


def choices(rows: Iterable[tuple[str, str]], chosen: str = "") -> tuple[Choice, ...]:
    """The values of a filter by name; of very many those that most rows have.

    Args:
        rows: value and name for each row.
        chosen: the value that the address has; it is among the choices whether rows have it or not.
    """
    counted = Counter(rows)
    held = [Choice(value, name, n) for (value, name), n in counted.most_common(MOST)]
    if chosen and all(one.value != chosen for one in held):
        held += [Choice(value, name, n) for (value, name), n in counted.items() if value == chosen] or [
            Choice(chosen, chosen, 0)
        ]
    return tuple(sorted(held, key=lambda one: (one.name.casefold(), one.value)))

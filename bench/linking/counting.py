"""Links between reports, counted over pairs: how many are right, and how many of all that there are were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Groups = Iterable[Sequence[str]]
"""Ids that were linked with each other."""
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Counted:
    """Pairs of one sort.

    Attributes:
        linked: pairs that are linked; right: those of them whose keys are one.
        gold: pairs whose keys are one; found: those of them that are linked.
    """

    linked: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0

    def __str__(self) -> str:
        return f"precision {_share(self.right, self.linked)}   recall {_share(self.found, self.gold)}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} % ({part}/{whole})" if whole else "     - (0/0)"


def linked_pairs(groups: Groups, report: Mapping[str, str]) -> Pairs:
    """The pairs of different reports that groups make."""
    return frozenset(
        (a, b) if a < b else (b, a) for group in groups for a, b in combinations(group, 2) if report[a] != report[b]
    )


def gold_pairs(keys: Mapping[str, str | None], report: Mapping[str, str]) -> Pairs:
    """The pairs of different reports that have one key."""
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for id_, key in keys.items():
        if key is not None:
            by_key[key].append(id_)
    return linked_pairs(by_key.values(), report)


def counted(linked: Pairs, gold: Pairs, of: Mapping[str, str], sort: Callable[[str], str]) -> dict[str, Counted]:
    """The counts of each sort of gold id and of "all".

    Args:
        linked: pairs of ids that may be none of the gold ones.
        gold: pairs of gold ids.
        of: id -> the gold id that it stands for; pairs with an id that stands for none are left out.
        sort: sort of a gold id; a pair counts under the sort of both, or "mixed".
    """
    rows: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])

    def add(pair: tuple[str, str], place: int) -> None:
        sorts = {sort(pair[0]), sort(pair[1])}
        for name in ("all", sorts.pop() if len(sorts) == 1 else "mixed"):
            rows[name][place] += 1

    found = set()
    for a, b in linked:
        if a not in of or b not in of:
            continue
        pair = (of[a], of[b]) if of[a] < of[b] else (of[b], of[a])
        add(pair, 0)
        if pair in gold or pair[0] == pair[1]:
            add(pair, 1)
            found.add(pair)
    for pair in gold:
        add(pair, 2)
        if pair in found:
            add(pair, 3)
    return {name: Counted(*row) for name, row in rows.items()}

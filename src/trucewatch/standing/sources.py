"""What the board rests on: how many reports, of whom, and how old the newest is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from trucewatch.standing.voices import report_name
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class Sources:
    """The reports behind a board.

    Attributes:
        reports: how many count by the day asked about (undated ones count).
        later: how many more the view holds that were published after it.
        undated: how many carry no day of publication.
        outlets: how many reports of each outlet, most first; a file's name where no outlet was declared.
        last: day of publication of the newest that counts.
        days_since: days from that day to the day asked about.
    """

    reports: int
    later: int
    undated: int
    outlets: tuple[tuple[str, int], ...]
    last: date | None
    days_since: int | None


def sources_as_of(view: View, as_of: date | None) -> Sources:
    """The balance of sources as of a day; copies of one text count as often as they were published."""
    held = view.reports()
    counted = [r for r in held if as_of is None or r.published is None or r.published <= as_of]
    outlets = Counter(report_name(r) for r in counted)
    last = max((r.published for r in counted if r.published), default=None)
    return Sources(
        len(counted),
        len(held) - len(counted),
        sum(r.published is None for r in counted),
        tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        last,
        (as_of - last).days if as_of and last else None,
    )

"""What a page offers to accept in one go: of one kind, what it shows and nobody decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.desk.web.rendering import SHORT
from trucewatch.vocabulary.statement import AnyStatement

FEWEST = 2
"""From how many on a page offers it: one alone is accepted by itself."""


@dataclass(frozen=True)
class TogetherShown:
    """What is accepted in one go.

    Attributes:
        ids: of what the page shows, as its form sends them, between blanks: nothing that comes later is accepted.
        count: how many they are.
        doubtful: how many of them the reader was unsure of.
    """

    ids: str
    count: int
    doubtful: int


def together_of(waiting: Iterable[AnyStatement]) -> TogetherShown | None:
    """The offer to accept statements that nobody decided on; None where they are too few for one."""
    held = tuple(waiting)
    if len(held) < FEWEST:
        return None
    doubtful = sum(one.content.is_doubtful or one.content.unsure for one in held)
    return TogetherShown(" ".join(one.id[:SHORT] for one in held), len(held), doubtful)

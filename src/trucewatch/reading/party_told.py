"""What the learned tagger tells of roles: how much of each role its marks give to each side of a report.

A mark stands on the words that name somebody; summed over a report, the marks say who takes part more surely than any
one of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from trucewatch.reading.actors import Actor, Actors
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.vocabulary.kinds import PartyRole

HEAD = "role"


def told_roles(page: Page, side_of: Callable[[Actor], str]) -> Mapping[str, Mapping[PartyRole, float]]:
    """Side -> role -> the summed probabilities of its marks; empty where the model tells of no roles.

    Args:
        page: a page with tags and actors.
        side_of: the side that an actor stands for.
    """
    actors, told = page.get(Actors), dict[str, dict[PartyRole, float]]()
    for span in page.get(Tags).of(HEAD):
        mention = next((m for m in map(actors.at, range(span.start, span.end)) if m is not None), None)
        if mention is None or mention.actor.sealed:
            continue
        role = cast("PartyRole", span.kind)
        weights = told.setdefault(side_of(mention.actor), {})
        weights[role] = weights.get(role, 0.0) + span.probability
    return told

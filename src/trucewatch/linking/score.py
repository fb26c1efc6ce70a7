"""How likely two are one, from the grounds for and against it; the weights are measured (`weights.json`)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_LEAST = -700.0  # below it the exponential leaves what a double can hold


@dataclass(frozen=True, slots=True)
class Score:
    """A score: how likely, 0 to 1, and whether that is sure enough to need nobody."""

    value: float
    sure: bool


@dataclass(frozen=True)
class Model:
    """Weights of grounds.

    Attributes:
        weights: "sort ground" -> what it adds to the logarithm of the odds ("person same_side"); the sort of a
            candidate alone is what its odds begin with. What is not in it adds nothing.
        sure: from this score on a candidate is taken without asking.
        review: from this score on it is put before somebody.
        hardly_seen: sorts and main grounds of which too few candidates were measured: with them none is taken unasked.
        asked: grounds with which none is taken unasked, however high the score.
    """

    weights: Mapping[str, float]
    sure: float
    review: float
    hardly_seen: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    def score(self, grounds: Sequence[str]) -> Score:
        """The score of some grounds, the first of which is the sort of the candidate, the second its main ground."""
        names = weighed(grounds)
        total = math.fsum(self.weights.get(name, 0.0) for name in names)
        value = 1 / (1 + math.exp(-total)) if total > _LEAST else 0.0
        is_open = self.hardly_seen.isdisjoint(names[:2]) and self.asked.isdisjoint(names)
        return Score(round(value, 4), sure=value >= self.sure and is_open)


def weighed(grounds: Sequence[str]) -> tuple[str, ...]:
    """Under which names the grounds of one candidate are weighed: each counts apart for each sort of candidate."""
    return (grounds[0], *(f"{grounds[0]} {ground}" for ground in grounds[1:]))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The measured weights of this package."""
    table = json.loads(files("trucewatch.linking").joinpath("weights.json").read_text(encoding="utf-8"))
    weights = {ground: row["weight"] for ground, row in table["grounds"].items()}
    return Model(weights, table["sure"], table["review"], frozenset(table["hardly_seen"]), frozenset(table["asked"]))

"""How likely a record is right to be there, as a number that means what it says.

What the tagger gives is a probability by its own lights; word lists give none. Both are turned into the share of such
records that annotators have as well, measured on the development sets (`python -m bench.quality.calibrate` writes
confidence.json): by kind, by whether the step itself is unsure, and by what the tagger gave for the record's words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage

HEADS: Final[Mapping[str, str]] = {
    "obligations": "duty", "positions": "position", "violations": "violation", "talks": "talks", "parties": "role",
    "quotes": "content", "times": "time",
}  # fmt: skip
"""Kind -> the head of the tagger that marks the words of such records; kinds without one go by the step alone."""
FILE = "confidence.json"
_DIGITS = 2


def told(tags: Tags, kind: str, passages: Sequence[Passage]) -> float:
    """What the tagger gives for the words of a record: the surest span of its head among them, 0 without any."""
    head = HEADS.get(kind)
    if head is None:
        return 0.0
    return max((s.probability for p in passages for s in tags.over(head, p.start, p.end)), default=0.0)


def group(kind: str, *, unsure: bool) -> str:
    """Name of the curve that a record goes by."""
    return f"{kind}{' unsure' if unsure else ''}"


def with_confidence(page: Page, content: Content) -> Content:
    """A record with its confidence; without one where nothing was measured for records of its kind."""
    curve = curves().get(group(content.KIND, unsure=content.unsure))
    if not curve:
        return replace(content, confidence=None)
    at = told(page.get(Tags), content.KIND, content.passages)
    raws, shares = zip(*curve, strict=True)
    return replace(content, confidence=round(float(np.interp(at, raws, shares)), _DIGITS))


@cache
def curves() -> Mapping[str, Sequence[tuple[float, float]]]:
    """Group -> points (what the tagger gave, share of such records that annotators have), rising."""
    file = resources.files("trucewatch.reading") / FILE
    loaded: dict[str, list[tuple[float, float]]] = json.loads(file.read_text("utf-8"))["curves"]
    return loaded

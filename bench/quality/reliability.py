"""Does confidence mean what it says: of records with a confidence of 0.7, are seven in ten there in the annotation?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bench.scoring.pairing import KindScore

BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Told = tuple[float, bool]
"""Confidence of a record, and whether an annotated record was found for it."""


def told(kind: str, predicted: Mapping[str, Any], score: KindScore) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The records of one kind in a reading, each with whether an annotated one was found for it.

    Args:
        kind: name of the kind.
        predicted: the JSON of the reading.
        score: what the scorer made of it.
    """
    given = predicted.get(kind)
    extra = {id(record) for record in (*score.spurious, *score.unsupported)}  # the very rows of the reading
    for record in given if isinstance(given, list) else [given] if given else []:
        yield record, id(record) not in extra


def reliability(records: Iterable[Told]) -> list[dict[str, float | int]]:
    """For each bin of confidence: how many records, their mean confidence, and the share that was found."""
    known = list(records)
    rows: list[dict[str, float | int]] = []
    for low, high in itertools.pairwise(BINS):
        part = [each for each in known if low <= each[0] < high]
        if part:
            given, found = (sum(values) / len(part) for values in zip(*part, strict=True))
            rows.append({"records": len(part), "confidence": round(given, 3), "found": round(found, 3)})
    return rows


def error(rows: Sequence[Mapping[str, float | int]]) -> float | None:
    """Expected calibration error: the mean distance of confidence and share, by records; None without any."""
    total = sum(row["records"] for row in rows)
    return sum(row["records"] * abs(row["confidence"] - row["found"]) for row in rows) / total if total else None

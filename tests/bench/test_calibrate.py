"""Curves of confidence: rising, from enough records, and what they promise is counted."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bench.quality.calibrate import LEAST, Seen, curve
from bench.quality.reliability import error, reliability, told
from bench.scoring.scorer import score_report


def _records(shares: dict[float, float], each: int = 60) -> list[Seen]:
    drawn = random.Random(7)  # noqa: S311  no secret
    found = [
        Seen("talks", told, None, number < share * each) for told, share in shares.items() for number in range(each)
    ]
    drawn.shuffle(found)
    return found


def test_a_curve_gives_the_share_that_is_found() -> None:
    told, shares = zip(*curve(_records({0.1: 0.2, 0.5: 0.6, 0.9: 0.9})), strict=True)
    assert np.interp((0.1, 0.5, 0.9), told, shares) == pytest.approx([0.2, 0.6, 0.9], abs=0.1)


def test_a_curve_never_falls() -> None:
    points = curve(_records({0.1: 0.7, 0.4: 0.3, 0.6: 0.5, 0.9: 0.4}))
    assert [share for _, share in points] == sorted(share for _, share in points)
    assert [told for told, _ in points] == sorted(told for told, _ in points)


def test_what_tells_nothing_apart_gives_the_mean() -> None:
    ((told, share),) = curve([Seen("figures", 0.0, None, number % 4 > 0) for number in range(10 * LEAST)])
    assert told == 0.0
    assert share == pytest.approx(0.75, abs=0.01)


def test_reliability_counts_bins() -> None:
    rows = reliability([(0.95, True)] * 3 + [(0.1, True), (0.1, False)])
    assert rows == [
        {"records": 2, "confidence": 0.1, "found": 0.5},
        {"records": 3, "confidence": 0.95, "found": 1.0},
    ]
    assert error(rows) == pytest.approx((2 * 0.4 + 3 * 0.05) / 5)
    assert error([]) is None


def test_records_without_a_partner_in_the_annotation_were_not_found() -> None:
    text = "Talks opened in Oslo. Talks failed."
    at = [{"start": 0, "end": 20, "text": text[:20]}]
    row = {"venue": "Oslo", "date": None, "participants": [], "status": "held", "evidence": at}
    lone = row | {"id": "b", "venue": "Bern"}
    predicted = {"talks": [row | {"id": "a"}, lone]}
    score = score_report({"talks": [row]}, predicted, text).kinds["talks"]
    assert [(record["id"], found) for record, found in told("talks", predicted, score)] == [("a", True), ("b", False)]

"""Confidence: between 0 and 1, from the curve of the record's kind, and for every kind that was measured."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from trucewatch.reading import confidence
from trucewatch.reading.confidence import curves, told, with_confidence
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.reader import read
from trucewatch.vocabulary.kinds import REVIEW, Talks
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

TEXT = "Talks resumed in Oslo. Nothing else was told."
OSLO = Passage.of(TEXT, 0, 21)


def _page(*spans: Span) -> Page:
    page = Page(Report(text=TEXT))
    page.add(Tags({"talks": spans}, "made up"))
    return page


def _talks(*, unsure: bool = False) -> Talks:
    return Talks(venue="Oslo", date=None, status="held", evidence=(OSLO,), unsure=unsure, step="talks")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"talks": [(0.1, 0.3), (0.9, 0.9)], "talks unsure": [(0.5, 0.25)]}
    monkeypatch.setattr(confidence, "curves", lambda: shares)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("sure", "expected"), [(0.0, 0.3), (0.5, 0.6), (0.95, 0.9)])
def test_confidence_is_read_off_the_curve(sure: float, expected: float) -> None:
    page = _page(Span(0, 5, "held", sure), Span(24, 31, "held", 1.0))
    assert with_confidence(page, _talks()).confidence == pytest.approx(expected)


@pytest.mark.usefixtures("known")
def test_what_the_step_is_unsure_of_has_its_own_curve() -> None:
    assert with_confidence(_page(Span(0, 5, "held", 1.0)), _talks(unsure=True)).confidence == 0.25


def test_without_a_measured_curve_there_is_no_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "curves", dict)
    assert with_confidence(_page(), _talks()).confidence is None


def test_the_surest_mark_on_the_words_counts() -> None:
    tags = Tags({"talks": (Span(0, 5, "held", 0.4), Span(6, 13, "held", 0.7))}, "made up")
    assert told(tags, "talks", [OSLO]) == 0.7
    assert told(tags, "talks", [Passage.of(TEXT, 23, 45)]) == 0.0
    assert told(tags, "figures", [OSLO]) == 0.0


def test_the_shipped_curves_rise_and_are_shares() -> None:
    assert {"quotes", "times", "obligations", "positions", "parties", "figures"} <= set(curves())
    for points in curves().values():
        assert [share for _, share in points] == sorted(share for _, share in points)
        assert all(0 <= share <= 1 for _, share in points)


def test_every_record_of_a_reading_has_a_confidence_and_doubtful_ones_are_marked_for_review() -> None:
    text = "Bolivia agreed to free 40 prisoners by Friday. “We accept the plan,” its envoy said."
    rows = read(Report(text, published=date(2031, 4, 2))).to_json()
    kinds = ("obligations", "quotes", "times", "parties")
    found = [row for kind in kinds for row in cast("list[dict[str, Any]]", rows[kind])]
    assert found
    for row in found:
        assert 0 <= row["confidence"] <= 1
        assert row.get("review", False) == (row["confidence"] < REVIEW)

"""Evidence or nothing: every passage is word for word in its report, whatever the report holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.reading.reader import read
from trucewatch.reports.intake import IntakeOptions, intake
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SEED = ROOT.parent / "shared" / "seed"
ODD = "“”‘’\"'…–—-\u00a0\u200b\u200f\u202e\ufeff\u0301éüñß\U0001f54a\U00010348\u2028\r\n\t%$/\\()[]{}•·,.;:!?"
PHRASES = (
    "Peru", "the Upland Front", "its spokesman", "Ana Berg", "said", "rejected", "accepted the plan", "on Monday",
    "April 3", "the truce", "twelve captives", "Resolution 1701 (2006)", "must withdraw", "according to", "42-day",
    "in exchange for", "at least 30 people were killed", "talks in Lima", "he added", "violated the ceasefire",
)  # fmt: skip


def passages(value: object) -> Iterator[dict[str, object]]:
    """Every {start, end, text} in a reading's JSON, however deep."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        else:
            for part in value.values():
                yield from passages(part)
    elif isinstance(value, list):
        for part in value:
            yield from passages(part)


def assert_verbatim(reading: Reading) -> int:
    text = reading.report.text
    found = list(passages(reading.to_json()))
    for passage in found:
        start, end = passage["start"], passage["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == passage["text"]
        assert passage["text"] == str(passage["text"]).strip() != ""
    assert all(s.content.passages for s in reading.statements)
    return len(found)


def sample_reports() -> list[Report]:
    given_ = intake([EXAMPLES], IntakeOptions(meta=EXAMPLES / "meta.csv"))
    return [report for report in given_ if isinstance(report, Report)]


@pytest.mark.parametrize("report", sample_reports(), ids=lambda r: str(r.name).rsplit("/", 1)[-1])
def test_every_passage_of_the_sample_reports(report: Report) -> None:
    assert assert_verbatim(read(report)) > 20


def test_every_passage_of_the_founding_document() -> None:
    if not SEED.exists():
        pytest.skip("the founding document lies outside the project and is not here")
    text = (SEED / "texts" / "00.txt").read_bytes().decode("utf-8")
    reading = read(Report(text, published=date(2025, 3, 9)))
    assert assert_verbatim(reading) > 100
    reference = json.loads((SEED / "00.json").read_text(encoding="utf-8"))
    assert set(reference) <= set(reading.to_json())


def reports() -> st.SearchStrategy[str]:
    words = st.sampled_from(PHRASES)
    odd = st.text(alphabet=ODD, min_size=1, max_size=4)
    return st.lists(st.one_of(words, words, odd), min_size=1, max_size=40).map(" ".join)


@given(text=reports())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_passage_of_texts_with_odd_characters(text: str) -> None:
    if text.strip():
        assert_verbatim(read(Report(text, published=date(2031, 4, 2))))


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_at_all_is_read_without_a_fault(text: str) -> None:
    assert_verbatim(read(Report(text, published=date(2031, 4, 2))))

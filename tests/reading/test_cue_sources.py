"""Whom the parse makes the one who says."""

from __future__ import annotations

import pytest

from trucewatch.reading.cue_sources import subject_of
from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline


@pytest.mark.parametrize(
    ("text", "verb", "speaker"),
    [
        ("The accord was condemned by the miners.", "condemned", "miners"),
        (
            "The parliament had on that Friday adopted by a wide margin a paper on lakes.",
            "adopted",
            "parliament",
        ),
        ("The parliament had adopted a paper by a wide margin, and regretted the raid.", "regretted", "parliament"),
    ],
)
def test_who_says_it(text: str, verb: str, speaker: str) -> None:
    found = subject_of(next(t for t in load_pipeline(DEFAULT_PIPELINE)(text) if t.text == verb))
    assert found is not None
    assert found.text == speaker


def test_a_time_before_the_verb_says_nothing() -> None:
    text = "A report by mission experts made public this month put the number at 3,000."
    found = subject_of(next(t for t in load_pipeline(DEFAULT_PIPELINE)(text) if t.text == "put"))
    assert found is None or found.text != "month"

"""Distinct speakers: who is named at all, and how much of what each says is theirs in the reading."""

from __future__ import annotations

from typing import Any

import pytest

from bench.scoring.counts import Counts
from bench.scoring.scorer import score_report
from bench.scoring.speakers import SpeakerScore, score_speakers

TEXT = "One says it. Two says it. Three says it. Four says it."
STARTS = [TEXT.index(word) for word in ("One", "Two", "Three", "Four")]


def quote(number: int, speaker: str | None) -> dict[str, Any]:
    """A quote of one sentence."""
    start = STARTS[number]
    end = TEXT.index(".", start)
    content = [{"start": start, "end": end, "text": TEXT[start:end]}]
    return {"speaker": speaker, "type": "indirect", "content": content}


def score(gold: list[str | None], predicted: list[str | None], **reading: Any) -> SpeakerScore:
    """Quotes of the sentences in order by these speakers; `reading` adds to the annotation."""
    annotated = {"quotes": [quote(n, name) for n, name in enumerate(gold)], **reading}
    read = {"quotes": [quote(n, name) for n, name in enumerate(predicted)]}
    return score_speakers(annotated, read, score_report(annotated, read, TEXT).kinds["quotes"])


def test_who_speaks_often_counts_once() -> None:
    given = score(["Ana Ruiz", "Ana Ruiz", "Ana Ruiz", "the Front"], ["Ana Ruiz", "Ana Ruiz", "Ana Ruiz", "Norland"])
    assert given.named == Counts(1, 2, 2)
    assert given.share_right == pytest.approx(0.5)


def test_a_speaker_named_for_another_quote_is_named_but_not_right() -> None:
    given = score(["Ana Ruiz", "Norland"], ["Norland", "Ana Ruiz"])
    assert given.named == Counts(2, 2, 2)
    assert given.share_right == 0.0


def test_a_missed_quote_lowers_the_share_of_its_speaker() -> None:
    given = score(["Ana Ruiz", "Norland", "Norland"], ["Ana Ruiz", "Norland"])
    assert given.named == Counts(2, 2, 2)
    assert given.share_right == pytest.approx(0.75)


def test_one_person_under_two_names_costs_precision() -> None:
    assert score(["Ana Ruiz", "Ana Ruiz"], ["Ana Ruiz", "Ruiz"]).named == Counts(1, 1, 2)


def test_aliases_of_the_annotation_are_one_speaker() -> None:
    parties = [{"name": "Free Coast Front", "aliases": ["FCF"]}]
    given = score(["Free Coast Front"], ["FCF", "Free Coast Front"], parties=parties)
    assert given.named == Counts(1, 1, 1)


def test_joint_speakers_are_several() -> None:
    assert score(["Norland and Kenya"], ["Kenya"]).named == Counts(1, 2, 1)


def test_quotes_of_nobody_count_on_neither_side() -> None:
    given = score([None, "Kenya"], [None, "Kenya"])
    assert given == SpeakerScore(Counts(1, 1, 1), 1.0, 1)
    assert score([None], [None]).share_right is None


def test_reports_add_up() -> None:
    both = score(["Kenya"], ["Kenya"]) + score(["Norland"], ["Kenya"])
    assert both == SpeakerScore(Counts(1, 2, 2), 1.0, 2)

"""Word pieces, windows, labels and votes, with text and tokenizer of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import tokenizer

from training.heads import HEADS, LABELS, Spans, head_slices
from training.windows import IGNORED, Votes, Window, labels, load_tokenizer, padded, pieces, spans_of, windows

TEXT = 'The envoy said "the truce will hold" on Monday.\n\nThe army left town at 9.30, he told Arda.'


@pytest.fixture
def cutter(tmp_path: Path) -> Any:
    pytest.importorskip("tokenizers")
    tokenizer(tmp_path)
    return load_tokenizer(str(tmp_path / "tokenizer.json"))


def test_words_of_a_text_are_whole_and_each_has_its_first_piece(cutter: Any) -> None:
    cut = pieces(cutter, TEXT)
    words = [TEXT[start:end] for start, end in cut.words]
    assert words[:5] == ["The", "envoy", "said", '"', "the"]
    assert words[-2:] == ["Arda", "."]
    assert "30" in words
    assert len(cut.first) == len(cut.words) < len(cut.ids)
    assert cutter.id_to_token(cut.ids[cut.first[words.index("Arda")]]) == "a"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (3, [(0, 3)]),
        (254, [(0, 254)]),
        (255, [(0, 254), (128, 255)]),
        (500, [(0, 254), (128, 382), (256, 500)]),
    ],
)
def test_windows_reach_the_end_and_overlap_by_half(count: int, expected: list[tuple[int, int]]) -> None:
    assert [(window.start, window.end) for window in windows(count)] == expected


def test_labels_go_back_to_the_same_places(cutter: Any) -> None:
    words = pieces(cutter, TEXT).words
    times: Spans = [(40, 46, "DATE"), (TEXT.index("9.30"), TEXT.index("9.30") + 4, "TIME")]
    names = next(head.labels for head in HEADS if head.name == "time")
    marked = labels(words, times, names)
    assert [names[number] for number in marked if number] == ["B-DATE", "B-TIME", "I-TIME", "I-TIME"]
    assert spans_of(words, marked, names) == times


def test_neighbours_stay_two_places_and_the_longer_of_two_that_overlap_counts() -> None:
    words = [(0, 3), (4, 7), (8, 11), (12, 15)]
    names = ("O", "B", "I")
    assert labels(words, [(0, 7, ""), (8, 11, ""), (4, 7, "")], names) == [1, 2, 1, 0]
    assert spans_of(words, [1, 2, 1, 0], names) == [(0, 7, ""), (8, 11, "")]


def test_a_word_covered_by_half_is_outside_and_an_i_alone_begins_a_place() -> None:
    names = ("O", "B", "I")
    assert labels([(0, 4), (5, 9)], [(2, 9, "")], names) == [0, 1]
    assert spans_of([(0, 4), (5, 9)], [0, 2], names) == [(5, 9, "")]


def test_votes_near_an_edge_of_a_window_weigh_less_than_those_of_its_middle() -> None:
    votes = Votes(6, 1)
    votes.add(Window(0, 4), np.full((6, 1), 1.0, np.float32))
    votes.add(Window(2, 6), np.full((6, 1), 0.0, np.float32))
    mean = votes.mean()[:, 0]
    assert mean[0] == mean[1] == 1
    assert mean[4] == mean[5] == 0
    assert 1 > mean[2] > mean[3] > 0
    assert mean[2] == pytest.approx(2 / 3)


def test_rows_of_unlike_length_are_padded() -> None:
    ids, mask = padded([[1, 2, 3], [4]])
    assert ids.tolist() == [[1, 2, 3], [4, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]


def test_the_heads_lie_side_by_side() -> None:
    slices = list(head_slices().values())
    assert slices[0] == slice(0, 3)
    assert [each.start for each in slices[1:]] == [each.stop for each in slices[:-1]]
    assert slices[-1].stop == LABELS == 176


def test_the_reader_cuts_and_labels_alike(cutter: Any, tmp_path: Path) -> None:
    reader = pytest.importorskip("trucewatch.reading.encoder.windows")
    theirs, ours = reader.cut(TEXT, reader.load_tokenizer(tmp_path / "tokenizer.json")), pieces(cutter, TEXT)
    assert theirs.ids.tolist() == ours.ids
    assert theirs.firsts.tolist() == ours.first
    assert list(zip(*(each.tolist() for each in theirs.word_spans), strict=True)) == ours.words
    spans: Spans = [(4, 9, ""), (15, 36, ""), (20, 25, "")]
    head = reader.Head("content", ("O", "B", "I"))
    found = reader.labels_of([reader.Span(start, end) for start, end, _ in spans], theirs, head)
    assert [n for n in found.tolist() if n != IGNORED] == labels(ours.words, spans, head.labels)

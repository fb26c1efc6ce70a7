"""Word pieces, windows, and the way from spans to labels and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.windows import (
    IGNORED,
    Head,
    Pieces,
    Span,
    Window,
    cut,
    labels_of,
    load_tokenizer,
    row,
    spans_of,
    split_heads,
    windows_apart,
)

TOKENIZER = load_tokenizer(Path(__file__).parent / "tiny" / "tokenizer.json")
CONTENT = Head.of("content")


def sure(labels: list[int], head: Head) -> np.ndarray:
    logits = np.zeros((len(labels), len(head.labels)), np.float32)
    logits[np.arange(len(labels)), np.asarray(labels, int)] = 9
    return logits


def pieces_of(number: int) -> Pieces:
    places = np.arange(number, dtype=np.int64)
    return Pieces(places, places * 2, places * 2 + 1, places)


def test_pieces_count_in_the_text_as_it_is() -> None:
    text = "The Envoy\n\nreopened  é river."
    pieces = cut(text, TOKENIZER)
    assert [text[s:e] for s, e in zip(*pieces.word_spans, strict=True)] == [
        *("The", "Envoy", "reopened", "é", "river", "."),
    ]
    assert [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)][2:5] == ["re", "open", "ed"]
    assert pieces.firsts.tolist() == [0, 1, 2, 5, 6, 7]


def test_an_empty_text_has_no_pieces_and_no_windows() -> None:
    pieces = cut(" \n", TOKENIZER)
    assert len(pieces) == 0
    assert windows_apart(" \n", pieces, 8) == ()
    assert spans_of(np.zeros((0, 3), np.float32), pieces, CONTENT) == ()


@given(text=st.text("aé .!\n", max_size=200), size=st.integers(3, 40))
def test_windows_apart_hold_every_piece_once_and_fit(text: str, size: int) -> None:
    pieces = cut(text, TOKENIZER)
    found = windows_apart(text, pieces, size)
    assert [n for w in found for n in range(w.first, w.last)] == list(range(len(pieces)))
    assert all(0 < len(w) <= size - 2 for w in found)


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("The envoy warned Monday.\nNoon. The envoy left", ["The", "Noon."]),  # a paragraph's end comes first
        ("The envoy warned. The envoy left. Monday noon", ["The", "Monday"]),
        ("The envoy\nwarned that shelling resumed near the river", ["The", "river"]),  # it would be half empty
        ("The envoy warned near 3. shelling resumed on the river", ["The", "on"]),  # no capital: no sentence ends
    ],
)
def test_windows_apart_end_with_a_paragraph_or_a_sentence(text: str, firsts: list[str]) -> None:
    pieces = cut(text, TOKENIZER)
    found = windows_apart(text, pieces, 10)
    assert [text[pieces.starts[w.first] :].split(maxsplit=1)[0] for w in found] == firsts


def test_windows_without_room_for_a_piece_are_refused() -> None:
    with pytest.raises(ReadingError, match="windows of 2 pieces"):
        windows_apart("the envoy", cut("the envoy", TOKENIZER), 2)


def test_a_row_has_its_marks_and_no_padding() -> None:
    pieces = cut("the envoy warned that shelling resumed on monday .", TOKENIZER)
    ids, mask = row(pieces, Window(5, 9), TOKENIZER)
    begin, stop = TOKENIZER.token_to_id("[CLS]"), TOKENIZER.token_to_id("[SEP]")
    assert ids.tolist() == [[begin, *pieces.ids[5:9], stop]]
    assert mask.tolist() == [[1] * 6]


@given(marks=st.lists(st.sampled_from("OBI"), max_size=30))
def test_spans_survive_the_way_to_labels_and_back(marks: list[str]) -> None:
    pieces = pieces_of(len(marks))
    spans = spans_of(sure(["OBI".index(m) for m in marks], CONTENT), pieces, CONTENT)
    again = labels_of(spans, pieces, CONTENT)
    assert [(s.start, s.end) for s in spans_of(sure(again.tolist(), CONTENT), pieces, CONTENT)] == [
        (s.start, s.end) for s in spans
    ]
    assert (again == 0).tolist() == [m == "O" for m in marks]


def test_only_the_first_piece_of_a_word_has_a_label() -> None:
    text = "the river reopened ."
    labels = labels_of([Span(4, 18)], cut(text, TOKENIZER), CONTENT)
    assert labels.tolist() == [0, 1, 2, IGNORED, IGNORED, 0]


def test_a_word_belongs_to_a_span_that_covers_more_than_half_of_it() -> None:
    pieces = cut("reopened river", TOKENIZER)
    assert labels_of([Span(5, 14)], pieces, CONTENT).tolist() == [0, IGNORED, IGNORED, 1]
    assert labels_of([Span(3, 14)], pieces, CONTENT).tolist() == [1, IGNORED, IGNORED, 2]


def test_of_nested_spans_the_longest_is_labelled() -> None:
    head = Head.of("time", ("DATE", "TIME"))
    labels = labels_of([Span(2, 3, "TIME"), Span(0, 5, "DATE"), Span(6, 7, "TIME")], pieces_of(4), head)
    assert [head.labels[n] for n in labels] == ["B-DATE", "I-DATE", "I-DATE", "B-TIME"]


def test_types_part_neighbouring_spans() -> None:
    head = Head.of("time", ("DATE", "TIME"))
    labels = [head.labels.index(name) for name in ("I-DATE", "I-DATE", "I-TIME", "B-TIME")]
    found = spans_of(sure(labels, head), pieces_of(4), head)
    assert [(s.start, s.end, s.kind) for s in found] == [(0, 3, "DATE"), (4, 5, "TIME"), (6, 7, "TIME")]
    assert all(0.99 < s.probability <= 1 for s in found)


def test_a_doubtful_span_says_so() -> None:
    (span,) = spans_of(np.log(np.array([[0.4, 0.35, 0.25], [0.3, 0.1, 0.6]], np.float32)), pieces_of(2), CONTENT)
    assert (span.start, span.end) == (2, 3)
    assert span.probability == pytest.approx(0.7, abs=1e-4)


def test_heads_part_the_columns() -> None:
    heads = (CONTENT, Head.of("time", ("DATE",)))
    parts = split_heads(np.arange(12, dtype=np.float32).reshape(2, 6), heads)
    assert parts["time"].tolist() == [[3, 4, 5], [9, 10, 11]]
    with pytest.raises(ReadingError, match="7 labels"):
        split_heads(np.zeros((2, 7), np.float32), heads)


def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ReadingError, match=r"expected|Expected a tokenizer\.json"):
        load_tokenizer(tmp_path / "tokenizer.json")

"""Quotation marks."""

from __future__ import annotations

import pytest

from bench.corpus.marks import marked_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "never".', ["no", "never"]),
        ("“We agree,” she said. “Now.”", ["We agree,", "Now."]),
        ("‘We agree,’ she said.", ["We agree,"]),
        ("‘The rebels’ guns are silent,’ he said.", ["The rebels’ guns are silent,"]),
        ("The rebels’ guns and the army’s.", []),
        ("“He told me ‘go’ and left.”", ["He told me ‘go’ and left."]),
        ("“First paragraph.\n\n“Second.”", ["First paragraph.", "Second."]),
        ('"Unclosed to the end.\n\nNext.', ["Unclosed to the end."]),
    ],
)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert [text[pair.start : pair.end] for pair in marked_words(text)] == expected

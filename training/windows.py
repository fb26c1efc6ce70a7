"""From a text to windows of word pieces, from places to labels of words, and back.

A word is what the tokenizer's first splitting gives (punctuation marks are words of their own); it has the label of its
first piece. Windows go over the whole text and overlap by half; where they do, the votes of a word are weighted by its
distance to the window's edge. The reader cuts and votes alike (trucewatch.reading.encoder.windows, which a test holds
this module against); it is not imported here, so that a machine without the package can train.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.heads import Spans

WINDOW = 256
STRIDE = 128
IGNORED = -100
_SPECIAL = 2  # [CLS] before the pieces of a window, [SEP] after them


@dataclass(frozen=True)
class Pieces:
    """A text in word pieces.

    Attributes:
        ids: number of every piece in the vocabulary, without [CLS] and [SEP].
        words: (start, end) of every word in the text.
        first: for every word, the place of its first piece in `ids`.
    """

    ids: list[int]
    words: list[tuple[int, int]]
    first: list[int]


@dataclass(frozen=True)
class Window:
    """Pieces `start` to `end` of a text."""

    start: int
    end: int


def load_tokenizer(path: str) -> Any:
    """The tokenizer of a tokenizer.json; what the file says of cutting and padding does not count here."""
    from tokenizers import Tokenizer  # noqa: PLC0415  tests of what needs no tokenizer run without it

    tokenizer: Any = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces(tokenizer: Any, text: str) -> Pieces:
    """Cut a text into word pieces."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    words: list[tuple[int, int]] = []
    first: list[int] = []
    last = None
    for place, (word, (start, end)) in enumerate(zip(encoded.word_ids, encoded.offsets, strict=True)):
        if word != last:
            words.append((start, end))
            first.append(place)
            last = word
        else:
            words[-1] = (words[-1][0], end)
    return Pieces(list(encoded.ids), words, first)


def windows(count: int, window: int = WINDOW, stride: int = STRIDE) -> list[Window]:
    """The windows over a text of so many pieces: one every `stride` pieces, until the end is reached."""
    room = window - _SPECIAL
    found = [Window(0, min(room, count))]
    while found[-1].end < count:
        start = found[-1].start + stride
        found.append(Window(start, min(start + room, count)))
    return found


def labels(words: Sequence[tuple[int, int]], spans: Spans, names: Sequence[str]) -> list[int]:
    """The label of every word under one head.

    Args:
        words: (start, end) of every word.
        spans: places with their types; of two that overlap the longer one counts.
        names: the head's labels, "O" first.

    Returns:
        For every word the number of its label; a word that a span covers by half or less is outside of it.
    """
    found = [0] * len(words)
    starts, ends = [s for s, _ in words], [e for _, e in words]
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        near = range(bisect_right(ends, start), bisect_left(starts, end))
        inside = [n for n in near if 2 * (min(ends[n], end) - max(starts[n], start)) > ends[n] - starts[n]]
        if not inside or any(found[n] for n in inside):
            continue
        for letter, numbers in (("B", inside[:1]), ("I", inside[1:])):
            for n in numbers:
                found[n] = names.index(f"{letter}-{kind}" if kind else letter)
    return found


def spans_of(words: Sequence[tuple[int, int]], found: Iterable[int], names: Sequence[str]) -> Spans:
    """The places that a sequence of labels tells; an I that continues nothing of its type begins a place."""
    made: Spans = []
    going = ""
    for (start, end), number in zip(words, found, strict=True):
        letter, _, kind = names[number].partition("-")
        if letter == "I" and going == f"I-{kind}":
            made[-1] = (made[-1][0], end, kind)
        elif letter != "O":
            made.append((start, end, kind))
        going = "" if letter == "O" else f"I-{kind}"
    return made


def batches(
    windows_of: Iterable[tuple[int, Window, Sequence[int]]], size: int, marks: tuple[int, int]
) -> Iterator[tuple[list[tuple[int, Window]], NDArray[np.int64], NDArray[np.int64]]]:
    """Windows in batches of similar length, padded.

    Args:
        windows_of: text's number, window, and the ids of the text's pieces.
        size: windows in a batch.
        marks: the numbers of [CLS] and [SEP].

    Yields:
        Which windows the batch holds; their ids; their attention mask.
    """
    ordered = sorted(windows_of, key=lambda each: each[1].end - each[1].start)
    for at in range(0, len(ordered), size):
        chosen = ordered[at : at + size]
        rows = [[marks[0], *ids[window.start : window.end], marks[1]] for _, window, ids in chosen]
        given, mask = padded(rows)
        yield [(number, window) for number, window, _ in chosen], given, mask


def padded(rows: Sequence[Sequence[int]], filling: int = 0) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of unlike length as one array, and which of its places are real."""
    length = max(len(row) for row in rows)
    given = np.full((len(rows), length), filling, dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.int64)
    for number, row in enumerate(rows):
        given[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return given, mask


class Votes:
    """The logits of one text's pieces, gathered from its windows."""

    def __init__(self, count: int, labels_: int) -> None:
        self._sum = np.zeros((count, labels_), dtype=np.float64)
        self._weight = np.zeros((count, 1), dtype=np.float64)

    def add(self, window: Window, logits: NDArray[np.float32]) -> None:
        """Count in a window's logits, those of [CLS] first."""
        length = window.end - window.start
        places = np.arange(length)
        # Where the text itself begins or ends nothing is cut off, so that is no edge.
        left = places + 1 if window.start > 0 else np.full(length, length)
        right = length - places if window.end < len(self._sum) else np.full(length, length)
        weight = np.minimum(left, right)[:, None].astype(np.float64)
        self._sum[window.start : window.end] += weight * logits[1 : length + 1]
        self._weight[window.start : window.end] += weight

    def mean(self) -> NDArray[np.float64]:
        """[pieces, labels]: the weighted mean."""
        mean: NDArray[np.float64] = self._sum / np.maximum(self._weight, 1e-9)
        return mean

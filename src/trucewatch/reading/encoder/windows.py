"""A text as word pieces in windows, and labels of pieces as spans of characters.

Training cuts and labels alike, so that what is learned is what is asked for; a test holds both together. Nothing here
knows the network: ids go out, logits come in. A span is labelled B on its first word and I on the rest; a word's label
is that of its first piece. Within one head spans do not nest: the longest one is labelled, those in it are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from trucewatch.errors import ReadingError

IGNORED = -100  # the label of a piece that has none of its own: loss functions leave it out
_SPECIAL = 2  # [CLS] and [SEP]
_LINE_END = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """What one head of the network tells apart.

    Attributes:
        name: "source", "cue", "content", "time", "actor", "event" ...
        labels: "O" first, then "B" and "I", or "B-TYPE" and "I-TYPE" for each type.
        least: a word is told by its likeliest type where all types together are at least as likely as this; None: where
            a type is likelier than "O".
    """

    name: str
    labels: tuple[str, ...]
    least: float | None = None

    @classmethod
    def of(cls, name: str, types: Sequence[str] = ()) -> Head:
        """A head for spans of some types, or of one nameless type."""
        typed = [f"{mark}-{kind}" for kind in types for mark in "BI"]
        return cls(name, ("O", *(typed or ("B", "I"))))


@dataclass(frozen=True, order=True)
class Span:
    """Words that a head found or that somebody annotated.

    Attributes:
        start: offset of the first character.
        end: offset after the last.
        kind: the type, "" where the head has none.
        probability: how sure the network is, 0 to 1; 1 for an annotation.
    """

    start: int
    end: int
    kind: str = ""
    probability: float = 1.0


@dataclass(frozen=True)
class Pieces:
    """A text cut into word pieces, without special tokens.

    Attributes:
        ids: the number of each piece in the vocabulary.
        starts: offset of its first character in the text.
        ends: offset after its last.
        words: number of the word that it belongs to, rising.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def firsts(self) -> Ints:
        """Numbers of the pieces that begin a word."""
        if not len(self):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.concatenate(([True], self.words[1:] != self.words[:-1]))).astype(np.int64)

    @cached_property
    def word_spans(self) -> tuple[Ints, Ints]:
        """Offsets of the first character of each word, and after its last."""
        firsts = self.firsts
        lasts = np.concatenate((firsts[1:] - 1, [len(self) - 1])).astype(np.int64) if len(firsts) else firsts
        return self.starts[firsts], self.ends[lasts]


@dataclass(frozen=True)
class Window:
    """Pieces from `first` up to `last` (not included) that the network sees at once."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file `tokenizer.json`, cutting and padding nothing.

    Raises:
        ReadingError: the file is missing or is no tokenizer with [CLS], [SEP] and [PAD].
    """
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ReadingError(f"{path} cannot be read as a tokenizer ({error})", expected="a tokenizer.json") from error
    if any(tokenizer.token_to_id(name) is None for name in ("[CLS]", "[SEP]", "[PAD]")):
        raise ReadingError(f"{path} lacks one of [CLS], [SEP], [PAD]", expected="the tokenizer of a BERT network")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """The word pieces of a text; offsets count in the text as it is. Paragraph breaks give no piece."""
    coded = tokenizer.encode(text, add_special_tokens=False)
    spans = np.asarray(coded.offsets, np.int64).reshape(-1, 2)
    ids, words = np.asarray(coded.ids, np.int64), np.asarray(coded.word_ids, np.int64)
    return Pieces(ids, spans[:, 0], spans[:, 1], words)


def windows_apart(text: str, pieces: Pieces, size: int) -> tuple[Window, ...]:
    """Windows that share no piece, each as full as it gets and cut where a paragraph ends, or a sentence.

    Shared pieces cost a second pass and gain little: on PolNeAR dev full attribution falls from 69.4 with half of
    each window shared to 69.1.

    Args:
        text: what was cut into pieces.
        pieces: its pieces.
        size: pieces in a window at most, [CLS] and [SEP] counted.
    """
    room = size - _SPECIAL
    if room < 1:
        raise ReadingError(f"windows of {size} pieces", expected=f"more than {_SPECIAL}")
    ends = [np.searchsorted(pieces.starts, [m.end() for m in p.finditer(text)]) for p in (_LINE_END, _SENTENCE_END)]
    found, first = [], 0
    while first < len(pieces):
        last = min(first + room, len(pieces))
        if last < len(pieces):
            last = next((place for each in ends if (place := _last_cut(each, first + room // 2, last))), last)
        found.append(Window(first, last))
        first = last
    return tuple(found)


def _last_cut(places: NDArray[np.intp], after: int, up_to: int) -> int:
    """The last of rising places behind one piece and up to another; 0 where there is none."""
    number = int(np.searchsorted(places, up_to, side="right")) - 1
    place = int(places[number]) if number >= 0 else 0
    return place if place > after else 0


def row(pieces: Pieces, window: Window, tokenizer: Tokenizer) -> tuple[Ints, Ints]:
    """`input_ids` and `attention_mask` [1, length] of a window."""
    begin, stop = (int(tokenizer.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]"))
    ids = np.concatenate(([begin], pieces.ids[window.first : window.last], [stop])).astype(np.int64)[None]
    return ids, np.ones_like(ids)


def labels_of(spans: Sequence[Span], pieces: Pieces, head: Head) -> Ints:
    """The label number of each piece: that of its word on the first piece, `IGNORED` on the others.

    Words of which a span covers more than half belong to it. Of spans that share a word the longest is labelled.
    """
    starts, ends = pieces.word_spans
    words = np.zeros(len(starts), np.int64)
    for span in sorted(spans, key=lambda s: (s.start - s.end, s)):
        shared = np.minimum(ends, span.end) - np.maximum(starts, span.start)
        held = np.flatnonzero(2 * shared > ends - starts)
        if len(held) and not words[held].any():
            dash = f"-{span.kind}" if span.kind else ""
            words[held] = head.labels.index(f"I{dash}")
            words[held[0]] = head.labels.index(f"B{dash}")
    labels = np.full(len(pieces), IGNORED, np.int64)
    labels[pieces.firsts] = words
    return labels


def spans_of(logits: Floats, pieces: Pieces, head: Head) -> tuple[Span, ...]:
    """The spans of one head, in order.

    Args:
        logits: [pieces, labels of this head].
        pieces: the pieces of the text.
        head: its labels.

    Returns:
        Spans of whole words; an I without a B before it begins one. The probability is the mean, over the words of a
        span, of what B and I of its type have together; of a head with `least`, of what all types have together.
    """
    firsts = pieces.firsts
    if not len(firsts):
        return ()
    words, chances = _told(logits[firsts], head)
    runs: list[tuple[int, int, str]] = []
    rows: list[int] = []  # where the chances of a run begin
    for row, (word, number) in enumerate(words):
        mark, _, kind = head.labels[number].partition("-")
        if mark == "I" and runs and runs[-1][1:] == (word, kind):
            runs[-1] = (runs[-1][0], word + 1, kind)
        else:
            runs.append((word, word + 1, kind))
            rows.append(row)
    starts, ends = pieces.word_spans
    columns = {kind: _columns(head, kind) for _, _, kind in runs}
    found = []
    for row, (first, last, kind) in zip(rows, runs, strict=True):
        sure = float(chances[row : row + last - first, columns[kind]].sum(axis=1).mean())
        found.append(Span(int(starts[first]), int(ends[last - 1]), kind, round(min(sure, 1.0), 6)))
    return tuple(found)


def _columns(head: Head, kind: str) -> list[int]:
    """Which labels of a head count for a span of a kind."""
    return [
        n
        for n, label in enumerate(head.labels)
        if label != "O" and (head.least is not None or label.partition("-")[2] == kind)
    ]


def _told(logits: Floats, head: Head) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
    """(word, label) of each word that is not "O", and the chances of all labels for these words, [words, labels]."""
    if head.least is None:
        best = logits.argmax(axis=1)
        words = np.flatnonzero(best)
        chances = _chances(logits[words])
        return list(zip(words.tolist(), best[words].tolist(), strict=True)), chances
    chances = _chances(logits)
    words = np.flatnonzero(chances[:, 0] <= 1 - head.least)
    chances = chances[words]
    return list(zip(words.tolist(), (1 + chances[:, 1:].argmax(axis=1)).tolist(), strict=True)), chances


def _chances(logits: Floats) -> NDArray[np.float64]:
    shifted = logits.astype(np.float64)
    chances: NDArray[np.float64] = np.exp(shifted - shifted.max(axis=1, keepdims=True, initial=-np.inf))
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def split_heads(logits: Floats, heads: Sequence[Head]) -> dict[str, Floats]:
    """The columns of each head, which stand side by side in the order of `heads`.

    Raises:
        ReadingError: the network gives another number of labels than the heads have.
    """
    total = sum(len(head.labels) for head in heads)
    if logits.shape[1] != total:
        raise ReadingError(f"the network gives {logits.shape[1]} labels", expected=f"{total}, as its heads have")
    edges = np.cumsum([len(head.labels) for head in heads])[:-1]
    return {head.name: part for head, part in zip(heads, np.split(logits, edges, axis=1), strict=True)}

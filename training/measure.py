"""What a network finds in rows, and how right that is: by words and places of each head, and by whole attributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.heads import HEADS, LABELS, ROLES, Row, Spans, head_slices
from training.linking import link, right_attributions
from training.windows import STRIDE, WINDOW, Pieces, Votes, batches, labels, pieces, spans_of, windows

Figures: TypeAlias = dict[str, dict[str, Any]]
Logits: TypeAlias = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]
"""Ids and mask [batch, length] to logits [batch, length, labels]."""


@dataclass(frozen=True)
class Prepared:
    """A row in word pieces."""

    row: Row
    pieces: Pieces


def prepare(rows: Iterable[Row], tokenizer: Any) -> list[Prepared]:
    """Cut every row into word pieces."""
    return [Prepared(row, pieces(tokenizer, row.text)) for row in rows]


def voted(
    prepared: Sequence[Prepared], logits: Logits, marks: tuple[int, int], size: int = 64
) -> list[NDArray[np.float64]]:
    """The logits of every text's pieces, [pieces, all labels] each, gathered from overlapping windows.

    Args:
        prepared: the texts.
        logits: the network.
        marks: the numbers of [CLS] and [SEP].
        size: windows in a batch.
    """
    votes = [Votes(len(each.pieces.ids), LABELS) for each in prepared]
    wanted = [
        (number, window, each.pieces.ids)
        for number, each in enumerate(prepared)
        for window in windows(len(each.pieces.ids), WINDOW, STRIDE)
    ]
    for places, ids, mask in batches(wanted, size, marks):
        found = logits(ids, mask)
        for place, (number, window) in enumerate(places):
            votes[number].add(window, found[place])
    return [vote.mean() for vote in votes]


def predict(
    prepared: Sequence[Prepared], logits: Logits, marks: tuple[int, int], size: int = 64
) -> list[list[list[int]]]:
    """The labels of every word of every text, head by head; arguments as in `voted`."""
    made = []
    for each, mean in zip(prepared, voted(prepared, logits, marks, size), strict=True):
        of_words = mean[each.pieces.first]
        made.append([[int(n) for n in of_words[:, part].argmax(axis=1)] for part in head_slices().values()])
    return made


def measure(prepared: Sequence[Prepared], predicted: Sequence[Sequence[Sequence[int]]]) -> Figures:
    """Figures by "set part", in percent: for every head by words and by exact places, and of full attributions."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for each, found in zip(prepared, predicted, strict=True):
        group = counts.setdefault(f"{each.row.set} {each.row.part}", Counter())
        group["texts", ""] += 1
        spans = {}
        for head, numbers in zip(HEADS, found, strict=True):
            spans[head.name] = spans_of(each.pieces.words, numbers, head.labels)
            if head.name in each.row.spans:
                gold = labels(each.pieces.words, each.row.spans[head.name], head.labels)
                _count_words(group, head.name, each, (gold, numbers))
                _count_places(group, head.name, spans_of(each.pieces.words, gold, head.labels), spans[head.name])
        if set(ROLES) <= each.row.spans.keys():
            right, wanted, given = right_attributions(each.row.attributions, link(each.row.text, spans), each.row.text)
            _count(group, "full", (right, wanted, given))
    return {name: _figures(group) for name, group in sorted(counts.items())}


def _count_words(
    group: Counter[tuple[str, str]], name: str, each: Prepared, labelled: tuple[Sequence[int], Sequence[int]]
) -> None:
    """Words alike: begun or going on is the same; punctuation marks count for nothing."""
    text = each.row.text
    for (start, end), gold, found in zip(each.pieces.words, *labelled, strict=True):
        if text[start:end][:1].isalnum():
            one, other = (gold + 1) // 2, (found + 1) // 2
            _count(group, f"{name} words", (int(one == other != 0), int(one != 0), int(other != 0)))


def _count_places(group: Counter[tuple[str, str]], name: str, gold: Spans, found: Spans) -> None:
    _count(group, f"{name} places", (len(set(gold) & set(found)), len(gold), len(found)))


def _count(group: Counter[tuple[str, str]], name: str, numbers: tuple[int, int, int]) -> None:
    for kind, number in zip(("right", "gold", "found"), numbers, strict=True):
        group[name, kind] += number


def _figures(group: Counter[tuple[str, str]]) -> dict[str, Any]:
    names = sorted({name for name, kind in group if kind})
    figures = {name: _f1(*(group[name, kind] for kind in ("right", "gold", "found"))) for name in names}
    return {"texts": group["texts", ""], **figures}


def _f1(right: int, gold: int, found: int) -> dict[str, float | int]:
    percent = [round(100 * right / each, 2) if each else 0.0 for each in (found, gold, (gold + found) / 2)]
    return {"precision": percent[0], "recall": percent[1], "f1": percent[2], "gold": gold}


def chosen_by(figures: Figures) -> float:
    """The figure that settings are chosen by: full attributions on the tune part of PolNeAR, or else of our corpus."""
    for name in ("polnear tune", "corpus tune"):
        if "full" in figures.get(name, {}):
            return float(figures[name]["full"]["f1"])
    return 0.0

"""Runs a trained tagger over texts: one pass of the network serves all heads.

One thread, windows of similar length together, and the same order of sums each time, so that the same text gives the
same spans whatever was read before it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.weights import ModelFolder, find_model
from trucewatch.reading.encoder.windows import (
    Floats,
    Pieces,
    Span,
    Window,
    batch,
    cut,
    load_tokenizer,
    spans_of,
    split_heads,
    vote,
    windows,
)

_BATCH = 8  # windows at once: more of them is not faster on one thread, and takes memory


@dataclass(frozen=True)
class Tagged:
    """What the heads found in one text.

    Attributes:
        spans: head -> its spans, in order; every head of the model is there.
        model: name and digest of the model, "name@0123456789ab".
    """

    spans: Mapping[str, tuple[Span, ...]]
    model: str


class Tagger:
    """A trained network, ready to read.

    Attributes:
        folder: the model's folder.
        model: name and digest of the model.
    """

    def __init__(self, folder: ModelFolder) -> None:
        self.folder = folder
        self.model = f"{folder.name}@{folder.digest()[:12]}"
        self._tokenizer: Tokenizer = load_tokenizer(folder.tokenizer)
        self._session = _session(folder.network)

    @classmethod
    def load(cls, path: Path | None = None) -> Tagger:
        """The tagger of a folder, or the shipped one; read from disk once a process.

        Raises:
            ReadingError: there is no complete model, or the network does not fit its description.
        """
        return _load(path)

    def __call__(self, text: str) -> Tagged:
        """The spans of every head in one text."""
        pieces = cut(text, self._tokenizer)
        if not len(pieces):
            return Tagged({head.name: () for head in self.folder.heads}, self.model)
        parts = split_heads(self.logits(pieces), self.folder.heads)
        return Tagged({h.name: spans_of(parts[h.name], pieces, h) for h in self.folder.heads}, self.model)

    def logits(self, pieces: Pieces) -> Floats:
        """What the network gives for each piece, [pieces, labels of all heads], windows already voted."""
        chosen = windows(len(pieces), self.folder.window, self.folder.stride)
        found: list[Floats | None] = [None] * len(chosen)
        for numbers in _by_length(chosen):
            ids, mask = batch(pieces, [chosen[n] for n in numbers], self._tokenizer)
            (rows,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
            for number, row in zip(numbers, np.asarray(rows, np.float32), strict=True):
                found[number] = row
        return vote(len(pieces), chosen, [row for row in found if row is not None])


def _by_length(chosen: Sequence[Window]) -> Iterator[list[int]]:
    """Numbers of windows in batches; only windows of one length stand together, so padding changes no figure.

    Quantised networks take the range of a whole batch: a padded row would shift the figures of the others a little.
    """
    same: dict[int, list[int]] = {}
    for number, window in enumerate(chosen):
        same.setdefault(len(window), []).append(number)
    for length in sorted(same):
        numbers = same[length]
        for start in range(0, len(numbers), _BATCH):
            yield numbers[start : start + _BATCH]


def _session(network: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    try:
        session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own exceptions have no common class
        raise ReadingError(
            f"{network} cannot be read as an ONNX network ({error})",
            expected="a network exported by python -m training.export",
        ) from error
    takes = {put.name for put in session.get_inputs()}
    gives = {out.name for out in session.get_outputs()}
    if takes != {"input_ids", "attention_mask"} or "logits" not in gives:
        raise ReadingError(
            f"{network} takes {', '.join(sorted(takes))} and gives {', '.join(sorted(gives))}",
            expected="input_ids and attention_mask in, logits out",
        )
    return session


@functools.cache
def _load(path: Path | None) -> Tagger:
    return Tagger(find_model(path))

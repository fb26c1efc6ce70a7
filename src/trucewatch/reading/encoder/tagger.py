"""Runs a trained tagger over texts: one pass of the network serves all heads.

One thread, one window after the other, and the same order of sums each time, so that the same text gives the same
spans whatever was read before it. More windows at once are no faster on one thread; and quantised networks take the
range of figures over all that they are given, so that windows read together change one another a little.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.runtime import onnxruntime
from trucewatch.reading.encoder.weights import ModelFolder, find_model
from trucewatch.reading.encoder.windows import (
    Floats,
    Pieces,
    Span,
    cut,
    load_tokenizer,
    row,
    spans_of,
    split_heads,
    windows_apart,
)

_UNWANTED = ["SkipLayerNormFusion"]
"""A sum and its norm joined to one operator take a fifth of the network's time more and are less exact: logits are 0.05
off those of the network as it is written, on average, and 0.007 without it."""
_PIECES = 128  # in a window at most: longer ones cost more for a piece, and find no more


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
        parts = split_heads(self.logits(text, pieces), self.folder.heads)
        return Tagged({h.name: spans_of(parts[h.name], pieces, h) for h in self.folder.heads}, self.model)

    def logits(self, text: str, pieces: Pieces) -> Floats:
        """What the network gives for each piece of a text, [pieces, labels of all heads]."""
        found = []
        for window in windows_apart(text, pieces, min(_PIECES, self.folder.window)):
            ids, mask = row(pieces, window, self._tokenizer)
            (rows,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
            found.append(np.asarray(rows, np.float32)[0, 1:-1])
        return np.concatenate(found)


def _session(network: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    try:
        session = onnxruntime.InferenceSession(
            str(network), options, providers=["CPUExecutionProvider"], disabled_optimizers=_UNWANTED
        )
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

"""The lowest layers left as they are: computed once for every window, and not again in each epoch.

That halves the cost of training on a CPU where half of the layers rest. Dropout is off in the resting layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.windows import padded

Hidden: TypeAlias = NDArray[np.float16]
"""What the resting layers give for one window, [length, size]."""
_AT_ONCE = 32


def rest(network: Any, layers: int) -> None:
    """Let the embeddings and the lowest `layers` of a network rest: nothing changes them any more.

    Raises:
        ValueError: the network has no more layers than that.
    """
    held = network.bert.encoder.layer
    if not 0 < layers < len(held):
        raise ValueError(f"{layers} layers cannot rest. Expected 1 to {len(held) - 1}: the network has {len(held)}.")
    for part in (network.bert.embeddings, *held[:layers]):
        for weights in part.parameters():
            weights.requires_grad_(False)


def below(network: Any, layers: int, windows: Sequence[Sequence[int]], device: str) -> list[Hidden]:
    """What the lowest layers give for windows of ids, in their order."""
    import torch  # noqa: PLC0415  the extra for training

    network.eval()
    found: list[Hidden] = [np.zeros((0, 0), np.float16)] * len(windows)
    order = sorted(range(len(windows)), key=lambda number: len(windows[number]))
    with torch.inference_mode():
        for at in range(0, len(order), _AT_ONCE):
            chosen = order[at : at + _AT_ONCE]
            ids, mask = (torch.from_numpy(each).to(device) for each in padded([windows[n] for n in chosen]))
            hidden = network.bert.embeddings(input_ids=ids)
            for layer in network.bert.encoder.layer[:layers]:
                hidden = _through(layer, hidden, mask)
            told = hidden.half().cpu().numpy()
            for row, number in enumerate(chosen):
                found[number] = told[row, : len(windows[number])].copy()
    return found


def above(network: Any, layers: int, hidden: Any, mask: Any) -> Any:
    """The logits, from what the resting layers gave; [batch, length, all labels]."""
    for layer in network.bert.encoder.layer[layers:]:
        hidden = _through(layer, hidden, mask)
    return network.classifier(network.dropout(hidden))


def stacked(rows: Sequence[Hidden], length: int) -> NDArray[np.float32]:
    """Rows of unlike length as one array, zeros behind them."""
    made = np.zeros((len(rows), length, rows[0].shape[1]), np.float32)
    for number, row in enumerate(rows):
        made[number, : len(row)] = row
    return made


def _through(layer: Any, hidden: Any, mask: Any) -> Any:
    given = layer(hidden, attention_mask=mask[:, None, None, :].bool())
    return given[0] if isinstance(given, tuple) else given

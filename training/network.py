"""The network: one encoder (BertModel), dropout, and one linear layer that holds all heads side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.heads import HEADS, LABELS, head_slices
from training.measure import Logits
from training.windows import IGNORED


def build(base: Path, dropout: float = 0.1, attention: str = "sdpa") -> Any:
    """A network with the base weights; heads that these do not hold are drawn at random, so seed torch before.

    Args:
        base: folder with config.json and model.safetensors; weights of a trained network bring their heads along,
            which may be the first ones only.
        dropout: share of units left out in training, in the encoder and before the heads.
        attention: "sdpa" to train, "eager" to export.
    """
    from safetensors.torch import load_file  # noqa: PLC0415  the extra for training
    from transformers import AutoModelForTokenClassification, BertConfig  # noqa: PLC0415

    config: Any = BertConfig.from_json_file(base / "config.json")
    config.num_labels = LABELS
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
    network: Any = AutoModelForTokenClassification.from_config(config, attn_implementation=attention)
    weights = {name: each.float() for name, each in load_file(base / "model.safetensors").items()}
    wanted = network.bert.state_dict().keys()
    network.bert.load_state_dict({name: weights[name] for name in wanted if name in weights}, strict=False)
    missing = [name for name in wanted if name not in weights and "position_ids" not in name]
    if missing:
        raise ValueError(f"{base / 'model.safetensors'} lacks {missing[:3]}. Expected the weights of a BertModel.")
    heads = {name: weights[f"classifier.{name}"] for name in ("weight", "bias") if f"classifier.{name}" in weights}
    own = network.classifier.state_dict()
    for name, each in heads.items():
        own[name][: len(each)] = each  # heads that came later stand behind those that were there
    network.classifier.load_state_dict(own)
    return network


def loss(logits: Any, gold: Any, weights: Mapping[str, float]) -> Any:
    """The sum of the heads' cross-entropies, over the number of words in the batch.

    A head counts only the words of texts that were annotated for it, so that a head annotated in few texts pulls as
    little as they are few; `weights` changes that.

    Args:
        logits: [batch, length, all labels].
        gold: [batch, length, heads], IGNORED where a head says nothing.
        weights: head -> weight, 1 where it is not named.
    """
    from torch.nn.functional import cross_entropy  # noqa: PLC0415

    total = logits.new_zeros((), dtype=logits.float().dtype)
    for number, (name, part) in enumerate(head_slices(HEADS).items()):
        given = logits[..., part].float().reshape(-1, part.stop - part.start)
        summed = cross_entropy(given, gold[..., number].reshape(-1), ignore_index=IGNORED, reduction="sum")
        total = total + weights.get(name, 1.0) * summed
    return total / (gold != IGNORED).any(dim=-1).sum().clamp(min=1)


def as_logits(network: Any, device: str) -> Logits:
    """The network as a function of arrays, for measuring."""
    import torch  # noqa: PLC0415

    def logits(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        network.eval()
        with torch.inference_mode():
            given = torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)
            found: NDArray[np.float32] = network(*given).logits.float().cpu().numpy()
        return found

    return logits


def device_named(name: str) -> str:
    """The device to train on: as named, or with "auto" the GPU where there is one."""
    import torch  # noqa: PLC0415

    return ("cuda" if torch.cuda.is_available() else "cpu") if name == "auto" else name

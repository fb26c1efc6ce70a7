"""The network: one encoder (BertModel or MPNetModel), dropout, and one linear layer with all heads side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.base import MPNET, base_name
from training.heads import HEADS, LABELS, head_slices
from training.measure import Logits
from training.mpnet import tagger
from training.windows import IGNORED

_IMPOSSIBLE = -1e4
_PARTS_OF_MPNET = ("mpnet.", "evened.", "classifier.")


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

    if base_name(base) == MPNET:
        return _mpnet(base, dropout)
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


def _mpnet(base: Path, dropout: float) -> Any:
    from safetensors.torch import load_file  # noqa: PLC0415
    from transformers import MPNetConfig  # noqa: PLC0415

    config: Any = MPNetConfig.from_json_file(base / "config.json")
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
    network = tagger(config, LABELS, dropout)
    weights = {name: each.float() for name, each in load_file(base / "model.safetensors").items()}
    named = {name if name.startswith(_PARTS_OF_MPNET) else f"mpnet.{name}": each for name, each in weights.items()}
    missing = [name for name in network.load_state_dict(named, strict=False)[0] if name.startswith("mpnet.encoder")]
    if missing:
        raise ValueError(f"{base / 'model.safetensors'} lacks {missing[:3]}. Expected the weights of a MPNetModel.")
    return network


def by_head(logits: Any) -> Any:
    """Logits with the heads side by side, [..., heads, most labels of one]; labels it lacks are next to impossible."""
    import torch  # noqa: PLC0415

    parts = list(head_slices(HEADS).values())
    widest = max(part.stop - part.start for part in parts)
    places = [[part.start + n if part.start + n < part.stop else LABELS for n in range(widest)] for part in parts]
    filled = torch.nn.functional.pad(logits.float(), (0, 1), value=_IMPOSSIBLE)
    return filled[..., torch.tensor(places, device=logits.device)]


def loss(logits: Any, gold: Any, weights: Mapping[str, float]) -> Any:
    """The sum of the heads' cross-entropies, over the number of words in the batch.

    A head counts only the words of texts that were annotated for it, so that a head annotated in few texts pulls as
    little as they are few; `weights` changes that.

    Args:
        logits: [batch, length, all labels].
        gold: [batch, length, heads], IGNORED where a head says nothing.
        weights: head -> weight, 1 where it is not named.
    """
    import torch  # noqa: PLC0415

    known = gold != IGNORED
    shares = by_head(logits).log_softmax(dim=-1).gather(-1, gold.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    weighed = torch.tensor([weights.get(head.name, 1.0) for head in HEADS], device=logits.device)
    return -(shares * known * weighed).sum() / known.any(dim=-1).sum().clamp(min=1)


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

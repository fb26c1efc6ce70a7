"""From an exported graph (int8) back to a network: to go on training from it, or to learn from it.

A graph holds whole numbers with a scale for each column; times its scale each is the weight that the reader computes
with. What was lost when they were made whole stays lost.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.smoothing import BY, DIVIDED

Weights = dict[str, NDArray[Any]]
"""Arrays by name, as in a file of base weights."""
_LAYER = re.compile(r"^(?P<encoder>(?:mpnet\.)?encoder\.layer)\.(?P<number>\d+)\.")
_OURS = ("bert.", "mpnet.", "evened.", "classifier.")
_HEADS = "classifier."
_OPERATION = re.compile(r"/MatMul(_quant)?$")
WEIGHTS = "model.safetensors"


def restored(graph: Path) -> Weights:
    """The weights of a graph that training.export wrote, int8 or not, named as in a file of base weights.

    Args:
        graph: the file.

    Raises:
        ValueError: the graph has no embeddings or no heads of ours.
    """
    import onnx  # noqa: PLC0415  the extra for training

    loaded = onnx.load(str(graph)).graph
    held = {each.name: onnx.numpy_helper.to_array(each) for each in loaded.initializer}
    # Arrays that are alike are kept once, under the name of one of them.
    held |= {node.output[0]: held[node.input[0]] for node in loaded.node if node.op_type == "Identity"}
    found: Weights = {}
    for name in held:
        if name.startswith(_OURS) and not name.endswith(("_scale", "_zero_point")):
            plain = name.removesuffix("_quantized")
            found[plain.removeprefix("bert.")] = _single(held, plain)
    for node in loaded.node:
        place = _OPERATION.sub("", node.name).strip("/").replace("/", ".").removeprefix("bert.")
        matrix = node.input[1].removesuffix("_quantized") if len(node.input) > 1 else ""
        if node.op_type in {"MatMul", "MatMulInteger"} and (matrix in held or f"{matrix}_quantized" in held):
            whole = _single(held, matrix)
            divided = node.input[0].removesuffix("_quantized")
            if divided.endswith(DIVIDED):
                whole = whole * held[f"{divided.removesuffix(DIVIDED)}{BY}"][:, None]
            # The graph multiplies from the right, a layer keeps its matrix the other way round.
            found[f"{place}.weight"] = np.ascontiguousarray(whole.T)
    wanted = ("embeddings.word_embeddings.weight", f"{_HEADS}weight")
    missing = [name for name in wanted if not found.keys() & {name, f"mpnet.{name}"}]
    if missing:
        raise ValueError(f"{graph} lacks {', '.join(missing)}. Expected a graph written by training.export.")
    return found


def _single(held: Mapping[str, Any], name: str) -> NDArray[np.float32]:
    """Weights in single precision."""
    if name in held:
        kept: NDArray[np.float32] = held[name].astype(np.float32)
        return kept
    whole, scale, zero = (held[f"{name}_{end}"] for end in ("quantized", "scale", "zero_point"))
    made: NDArray[np.float32] = (whole.astype(np.float32) - zero.astype(np.float32)) * scale
    return made


def cut(weights: Weights, layers: Sequence[int]) -> Weights:
    """The weights of a network that has only these layers, in this order.

    Raises:
        ValueError: a layer is not there.
    """
    places = {name: found for name in weights if (found := _LAYER.match(name))}
    known = {int(found["number"]) for found in places.values()}
    if not layers or not known.issuperset(layers):
        raise ValueError(f"The network has the layers {sorted(known)}. Expected some of them, not {list(layers)}.")
    kept = {name: each for name, each in weights.items() if name not in places}
    for new, old in enumerate(layers):
        kept |= {
            f"{found['encoder']}.{new}.{name[found.end() :]}": weights[name]
            for name, found in places.items()
            if int(found["number"]) == old
        }
    return kept


def layers_of(weights: Weights) -> int:
    """How many layers a network's weights have."""
    return len({found["number"] for name in weights if (found := _LAYER.match(name))})


def write_base(weights: Weights, base: Path, folder: Path) -> None:
    """Write weights as a folder that training begins with.

    Args:
        weights: with their heads, or without; in any precision.
        base: folder whose config.json and tokenizer.json they go with.
        folder: where to.
    """
    from safetensors.numpy import save_file  # noqa: PLC0415  the extra for training

    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((base / "config.json").read_text("utf-8"))
    config["num_hidden_layers"] = layers_of(weights)
    (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", "utf-8")
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    save_file(dict(sorted(weights.items())), folder / WEIGHTS)

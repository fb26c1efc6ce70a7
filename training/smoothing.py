"""Makes a graph ready for whole numbers: channels of activations that stand out hand a part of their size to weights.

An activation becomes whole numbers with one scale for all of its channels, so that a single large channel makes the
others coarse. Each channel is divided by a number, and the weights that it meets are multiplied with it, which changes
nothing in single precision (SmoothQuant, Xiao et al. 2023). The numbers come from the largest values on texts of train.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.measure import Prepared
from training.windows import WINDOW, padded
from trucewatch.reading.encoder.runtime import onnxruntime

SHARE = 0.7
"""How much of a channel's size is handed over; 0.7 kept most labels of PolNeAR's tune part (of 0.5 to 1)."""
DIVIDED = "_divided"
BY = "_by"
_LEAST = 1e-5
_AT_ONCE = 4
_HEADS = "classifier"
Batches = Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]


def shown(prepared: Sequence[Prepared], marks: tuple[int, int], texts: int = 32) -> Batches:
    """Ids and masks of the first windows of some texts of train, the same number of each set.

    Args:
        prepared: all rows.
        marks: the numbers of [CLS] and [SEP].
        texts: how many at most.
    """
    own = [each for each in prepared if each.row.part == "train" and each.row.copy == 0]
    sets = sorted({each.row.set for each in own})
    chosen = [each for name in sets for each in [e for e in own if e.row.set == name][: -(-texts // len(sets))]]
    rows = [[marks[0], *each.pieces.ids[: WINDOW - 2], marks[1]] for each in sorted(chosen, key=_length)]
    return [padded(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]


def _length(each: Prepared) -> int:
    return len(each.pieces.ids)


def smooth(whole: Path, out: Path, batches: Batches, share: float = SHARE) -> None:
    """Write a graph with its activations smoothed; without batches it is the graph as it was.

    Args:
        whole: the graph in single precision.
        out: where to.
        batches: ids and masks of texts to learn the largest values from.
        share: 0 changes weights alone, 1 makes all channels of an activation equally large.
    """
    import onnx  # noqa: PLC0415  the extra for training

    model = onnx.load(str(whole))
    arrays = {each.name: each for each in model.graph.initializer}
    largest = _largest(model, _users(model, arrays), batches) if batches else {}
    for name, users in _users(model, arrays).items():
        if name not in largest:
            continue
        weights = {matrix: onnx.numpy_helper.to_array(arrays[matrix]) for matrix in {user.input[1] for user in users}}
        rows = np.max([np.abs(each).max(axis=1) for each in weights.values()], axis=0)
        by = _divisors(largest[name], rows, share)
        for matrix, each in weights.items():
            arrays[matrix].CopyFrom(onnx.numpy_helper.from_array(each * by[:, None], matrix))
        model.graph.initializer.append(onnx.numpy_helper.from_array(1 / by, f"{name}{BY}"))
        node = onnx.helper.make_node("Mul", [name, f"{name}{BY}"], [f"{name}{DIVIDED}"], name=f"{name}{DIVIDED}")
        made = next(place for place, each in enumerate(model.graph.node) if name in each.output)
        model.graph.node.insert(made + 1, node)
        for user in users:
            user.input[0] = f"{name}{DIVIDED}"
    onnx.save(model, str(out))


def _divisors(largest: NDArray[np.float32], rows: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """A number for each channel, from its largest value and the largest weight that it meets; about 1 in the mean."""
    by = np.maximum(largest, _LEAST) ** share / np.maximum(rows, _LEAST) ** (1 - share)
    level: NDArray[np.float32] = (by / np.exp(np.log(by).mean())).astype(np.float32)
    return level


def _users(model: Any, arrays: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Activations that are multiplied with weights, each with the operations that do so; the heads are left alone."""
    users: dict[str, list[Any]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays and _HEADS not in node.name:
            users.setdefault(node.input[0], []).append(node)
    return users


def _largest(model: Any, wanted: Mapping[str, Any], batches: Batches) -> dict[str, NDArray[np.float32]]:
    """The largest absolute value of every channel of some activations."""
    import onnx  # noqa: PLC0415

    asked = onnx.ModelProto()
    asked.CopyFrom(model)
    names = list(wanted)
    asked.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session: Any = onnxruntime.InferenceSession(asked.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, NDArray[np.float32]] = {}
    for ids, mask in batches:
        for name, given in zip(names, session.run(names, {"input_ids": ids, "attention_mask": mask}), strict=True):
            here = np.abs(given).reshape(-1, given.shape[-1]).max(axis=0)
            found[name] = np.maximum(found[name], here) if name in found else here
    return found

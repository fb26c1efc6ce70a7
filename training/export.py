"""From a trained network to the folder that the reader loads: ONNX, int8 per channel, with its tokenizer and its facts.

python -m training.export --join DIR      joins model.onnx.part00 ... in DIR to model.onnx
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.heads import HEADS, LABELS
from training.measure import Figures, Logits, Prepared, measure, predict
from training.mpnet import OWN_NUMBERS
from training.network import as_logits
from training.smoothing import shown, smooth
from training.windows import STRIDE, WINDOW, load_tokenizer, padded
from trucewatch.reading.encoder.runtime import onnxruntime

MODEL = "model.onnx"
PIECE = 15 * 2**20
OPSET = 17
MOST_APART = 1e-3
MEASURED = frozenset({"tune", "dev"})


@dataclass(frozen=True)
class Exported:
    """What was made of a network.

    Attributes:
        size, sha256: of model.onnx.
        fp32, int8: figures of the graph before and after it was made small, on the same rows.
        same_labels: share of words' labels that both give alike, in percent, by head.
        cosine: mean cosine of the logits of a piece before and after.
    """

    size: int
    sha256: str
    fp32: Figures
    int8: Figures
    same_labels: Mapping[str, float]
    cosine: float


def export(network: Any, folder: Path, prepared: Sequence[Prepared], marks: tuple[int, int]) -> Exported:
    """Write model.onnx (int8) and its parts into a folder, and measure it beside the graph in single precision.

    Args:
        network: built with attention "eager", on the CPU.
        folder: where to.
        prepared: texts; those of tune and dev are measured, some of train show how large activations are.
        marks: the numbers of [CLS] and [SEP].

    Raises:
        ValueError: the graph in single precision does not give the network's logits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    checked = [each for each in prepared if each.row.part in MEASURED]
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "fp32.onnx"
        write_graph(network, whole)
        _check_graph(network, whole)
        smooth(whole, whole.with_name("smooth.onnx"), shown(prepared, marks))
        shrink(whole.with_name("smooth.onnx"), folder / MODEL)
        before, after = runner(whole), runner(folder / MODEL)
        labelled = [predict(checked, each, marks, size=16) for each in (before, after)]
        cosine = _cosine(before, after, checked, marks)
    data = (folder / MODEL).read_bytes()
    split(folder / MODEL)
    same = {
        head.name: _same([each[number] for each in labelled[0]], [each[number] for each in labelled[1]])
        for number, head in enumerate(HEADS)
    }
    figures = [measure(checked, each) for each in labelled]
    return Exported(len(data), hashlib.sha256(data).hexdigest(), figures[0], figures[1], same, cosine)


def write_graph(network: Any, path: Path) -> None:
    """The network as ONNX in single precision: input_ids, attention_mask -> logits, batch and length free."""
    import torch  # noqa: PLC0415  the extra for training

    network.eval()
    network.config.return_dict = False
    ids = (torch.arange(64) % _known(network)).reshape(2, 32)
    mask = torch.ones_like(ids)
    mask[1, 20:] = 0
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        network,
        (ids, mask),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "logits"), free),
        opset_version=OPSET,
        dynamo=False,
    )
    network.config.return_dict = True


def _known(network: Any) -> int:
    """How many pieces of BERT's vocabulary the network surely knows; one upon MPNet has a few numbers of its own."""
    return int(network.config.vocab_size) - OWN_NUMBERS


def _check_graph(network: Any, path: Path) -> None:
    """The graph must give the network's own logits, at lengths it was not traced with."""
    graph, own = runner(path), as_logits(network, "cpu")
    for rows in ([range(104, 104 + WINDOW)] * 3, [range(104, 107), range(104, 106)]):
        ids, mask = padded([[number % _known(network) for number in row] for row in rows])
        apart = float(np.abs(graph(ids, mask) - own(ids, mask))[mask == 1].max())
        if not apart < MOST_APART:
            raise ValueError(f"The graph's logits are {apart} off the network's. Expected less than {MOST_APART}.")


def shrink(whole: Path, small: Path) -> None:
    """Weights of MatMul in int8 per channel, the embeddings (Gather) in int8; the heads, which are small, stay.

    Only 7 of the 8 bits are used: processors without instructions for it (AVX2) add pairs of products in 16 bits, and
    full weights overflow there, so that one graph would read unlike on two machines.
    """
    import onnx  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    heads = [node.name for node in onnx.load(str(whole)).graph.node if "classifier" in node.name]
    quantize_dynamic(
        whole,
        small,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=heads,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def runner(path: Path) -> Logits:
    """A graph as a function of arrays."""
    options = onnxruntime.SessionOptions()
    session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def logits(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]
        return found

    return logits


def _cosine(before: Logits, after: Logits, checked: Sequence[Prepared], marks: tuple[int, int]) -> float:
    room = WINDOW - 2
    ids, mask = padded([[marks[0], *each.pieces.ids[:room], marks[1]] for each in checked[:8]])
    one, other = (each(ids, mask)[mask == 1].reshape(-1, LABELS) for each in (before, after))
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return round(float(((one * other).sum(axis=1) / np.maximum(lengths, 1e-9)).mean()), 5)


def _same(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> float:
    pairs = [a == b for each, and_other in zip(one, other, strict=True) for a, b in zip(each, and_other, strict=True)]
    return round(100 * sum(pairs) / max(1, len(pairs)), 3)


def write_facts(folder: Path, base: Path, name: str, trained: Mapping[str, Any]) -> None:
    """Write model.json and tokenizer.json.

    Args:
        folder: the model's folder.
        base: folder of the base weights.
        name: the model's name.
        trained: "trained_on", "seed" and "metrics" for model.json.
    """
    load_tokenizer(str(base / "tokenizer.json")).save(str(folder / "tokenizer.json"), pretty=False)
    facts = {
        "name": name,
        "heads": [{"name": head.name, "labels": list(head.labels), "least": head.least} for head in HEADS],
        "window": WINDOW,
        "stride": STRIDE,
        "lower_case": True,
        **trained,
    }
    (folder / "model.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", "utf-8")


def split(path: Path, size: int = PIECE) -> list[Path]:
    """Write a file's parts beside it: NAME.part00, NAME.part01 ..."""
    for old in path.parent.glob(f"{path.name}.part[0-9][0-9]"):
        old.unlink()
    data = path.read_bytes()
    parts = []
    for number, at in enumerate(range(0, len(data), size)):
        parts.append(path.with_name(f"{path.name}.part{number:02}"))
        parts[-1].write_bytes(data[at : at + size])
    return parts


def join(path: Path) -> Path:
    """Write a file from its parts.

    Raises:
        FileNotFoundError: a part is missing.
    """
    parts = sorted(path.parent.glob(f"{path.name}.part[0-9][0-9]"))
    if not parts or parts[-1].name != f"{path.name}.part{len(parts) - 1:02}":
        raise FileNotFoundError(
            f"{path.parent} holds {len(parts)} parts of {path.name}. Expected {path.name}.part00 and on."
        )
    with path.open("wb") as whole:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole)
    return path


def main() -> None:
    """Join the parts of a model."""
    parser = argparse.ArgumentParser(description="Join the parts of a model's graph.")
    parser.add_argument("--join", type=Path, required=True, metavar="DIR", help="folder with model.onnx.part00 ...")
    try:
        path = join(parser.parse_args().join / MODEL)
    except FileNotFoundError as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"{path}: {path.stat().st_size} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}\n")


if __name__ == "__main__":
    main()

"""A network that learns from another: it is told its logits.

The teacher is the folder of an exported model, of which a smaller student may keep some layers, or the weights of a
larger network (`training.mpnet`). It reads every text once; what it gives for each word is kept beside the
checkpoints. The student learns these soft labels for all heads, those too that nobody annotated in a text, and the
annotations beside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.export import MODEL, runner
from training.heads import LABELS
from training.measure import Logits, Prepared, voted
from training.network import as_logits, build, by_head
from training.restore import WEIGHTS, Weights, cut, layers_of, restored, write_base

Soft = NDArray[np.float16]
"""[pieces, all labels]: a teacher's logits at the first piece of each word, NaN elsewhere."""
_TOGETHER = 50  # texts read at once: enough to fill batches, little enough to tell how far it is


@dataclass(frozen=True)
class Teacher:
    """Who is learnt from.

    Attributes:
        folder: the exported model, or the weights of a network.
        layers: how many of its layers the student keeps.
    """

    folder: Path
    layers: int


def layers_kept(there: int, kept: int) -> list[int]:
    """Which layers a student begins with: spread evenly from the first.

    Raises:
        ValueError: the teacher does not have so many.
    """
    if not 1 <= kept <= there:
        raise ValueError(f"A student of {kept} layers cannot be cut from {there}. Expected 1 to {there}.")
    return [number * there // kept for number in range(kept)]


def write_student(teacher: Teacher, base: Path, folder: Path) -> list[int]:
    """Write the weights that a student begins with, as a folder of base weights; which layers it has.

    Args:
        teacher: from whom.
        base: folder of the base weights that the teacher began with.
        folder: where to.
    """
    weights = _weights(teacher.folder)
    layers = layers_kept(layers_of(weights), teacher.layers)
    write_base(cut(weights, layers), base, folder)
    return layers


def _weights(folder: Path) -> Weights:
    from safetensors.numpy import load_file  # noqa: PLC0415  the extra for training

    graph = folder / MODEL
    return restored(graph) if graph.exists() else dict(load_file(folder / WEIGHTS))


def soft_labels(
    prepared: Sequence[Prepared],
    teacher: Path,
    marks: tuple[int, int],
    kept: Path,
    say: Callable[[str], None],
    device: str = "cpu",
) -> list[Soft]:
    """What the teacher gives for every text, in their order; read from `kept` where that was done before.

    Args:
        prepared: the texts.
        teacher: folder of the exported model, or of the weights, whose logits they are.
        marks: the numbers of [CLS] and [SEP].
        kept: file to keep them in, NAME.npz.
        say: takes a line of progress.
        device: where a network of weights computes; an exported one computes on the processor.
    """
    graph = teacher / MODEL
    sign = hashlib.sha256((graph if graph.exists() else teacher / WEIGHTS).read_bytes())
    for each in prepared:
        sign.update(np.asarray(each.pieces.ids, np.int64).tobytes())
    borders = np.cumsum([len(each.pieces.ids) for each in prepared])[:-1]
    if kept.exists():
        with np.load(kept) as old:
            if str(old["sign"]) == sign.hexdigest():
                return list(np.split(old["logits"], borders))
    reads = runner(graph) if graph.exists() else as_logits(build(teacher).to(device), device)
    made: list[Soft] = []
    for at in range(0, len(prepared), _TOGETHER):
        made += _read(prepared[at : at + _TOGETHER], reads, marks)
        say(f"the teacher has read {len(made)} of {len(prepared)} texts")
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f"new-{kept.name}")
    np.savez(beside, sign=sign.hexdigest(), logits=np.concatenate(made))
    beside.replace(kept)
    return made


def _read(texts: Sequence[Prepared], graph: Logits, marks: tuple[int, int]) -> list[Soft]:
    found = []
    for each, mean in zip(texts, voted(texts, graph, marks, size=16), strict=True):
        soft = np.full((len(each.pieces.ids), LABELS), np.nan, np.float16)
        soft[each.pieces.first] = mean[each.pieces.first]
        found.append(soft)
    return found


def soft_loss(logits: Any, soft: Any, temperature: float) -> Any:
    """How far the student's labels are from the teacher's, summed over heads, over the number of words.

    Args:
        logits: [batch, length, all labels].
        soft: the teacher's, of the same shape; NaN where there is no word.
        temperature: what both are divided by before they become shares; more of it tells more of the unlikely labels.
    """
    known = ~soft[..., 0].isnan()
    own, told = ((by_head(each) / temperature).log_softmax(dim=-1) for each in (logits, soft.float().nan_to_num()))
    total = ((told.exp() * (told - own)).sum(dim=(-1, -2)) * known).sum()
    # The gradient falls with the square of the temperature, which is made good for here.
    return total * temperature**2 / known.sum().clamp(min=1)

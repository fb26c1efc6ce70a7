"""Two exported graphs as one: the lowest layers of the first, and above them the upper layers of both.

    python -m training.fork --stem DIR --branch DIR --layers 3 --heads event,duty,... --out DIR

A network that was gone on with for new heads, its lowest layers at rest (`--frozen-layers`), has the same lowest layers
as the one it came from. Joined, a text goes through these once; the stem's upper layers give the stem's heads, exactly
as before, and the branch's give the new ones. That costs the branch's upper layers, and old heads lose nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.card import write_card
from training.export import MODEL, split
from training.heads import Head, head_slices
from training.restore import BRANCH

_INPUTS = frozenset({"input_ids", "attention_mask"})
_LOGITS = "logits"


def forked(stem: Path, branch: Path, layers: int, columns: Sequence[Sequence[int]]) -> Any:
    """The joined graph.

    Args:
        stem: graph whose lowest layers are used, and whose heads stay exactly as they are.
        branch: graph with the same lowest layers.
        layers: how many of them are shared.
        columns: which columns of the stem's logits are given out, then which of the branch's.

    Raises:
        ValueError: a graph has no such layer.
    """
    import onnx  # noqa: PLC0415  the extra for training

    whole, other = onnx.load(str(stem)), onnx.load(str(branch))
    shared = f"/bert/encoder/layer.{layers - 1}/output/LayerNorm/LayerNormalization_output_0"
    for path, model in ((stem, whole), (branch, other)):
        if not any(shared in node.output for node in model.graph.node):
            raise ValueError(f"{path} has no layer {layers} that graphs could share. Expected a deeper network.")
    _graft(whole.graph, other.graph, shared)
    _rename_output(whole.graph, _LOGITS, f"stem.{_LOGITS}")
    given = []
    for name, chosen in zip((f"stem.{_LOGITS}", f"{BRANCH}{_LOGITS}"), columns, strict=True):
        index = onnx.helper.make_tensor(f"{name}.columns", onnx.TensorProto.INT64, [len(chosen)], list(chosen))
        whole.graph.initializer.append(index)
        given.append(f"{name}.given")
        whole.graph.node.append(onnx.helper.make_node("Gather", [name, index.name], [given[-1]], given[-1], axis=-1))
    whole.graph.node.append(onnx.helper.make_node("Concat", given, [_LOGITS], "join", axis=-1))
    width = whole.graph.output[0].type.tensor_type.shape.dim[-1]
    width.Clear()
    width.dim_value = sum(map(len, columns))
    onnx.checker.check_model(whole)
    return whole


def _graft(graph: Any, other: Any, shared: str) -> None:
    """Add to a graph what another computes from the shared tensor up to its logits.

    What both compute from the inputs alone (the mask) is taken from the first.
    """
    above, from_inputs = {shared}, set(_INPUTS)
    for node in other.node:  # nodes stand in the order in which they are computed
        for known in (above, from_inputs):
            if known.intersection(node.input):
                known.update(node.output)
    there = {name for node in graph.node for name in node.output}
    made_by = {name: node for node in other.node for name in node.output}
    held = {each.name: each for each in other.initializer}
    own = {shared, *_INPUTS, ""}
    wanted, needed, used = [_LOGITS], set(), set()
    while wanted:
        name = wanted.pop()
        if name in own:
            continue
        if name in held:
            used.add(name)
        elif name in there and name in from_inputs - above:
            own.add(name)
        elif made_by[name].name not in needed:
            needed.add(made_by[name].name)
            wanted.extend(made_by[name].input)

    def renamed(names: Iterable[str]) -> list[str]:
        return [name if name in own else f"{BRANCH}{name}" for name in names]

    for name in sorted(used):
        copy = graph.initializer.add()
        copy.CopyFrom(held[name])
        copy.name = f"{BRANCH}{name}"
    for node in other.node:
        if node.name in needed:
            grafted = graph.node.add()
            grafted.CopyFrom(node)
            grafted.name = f"{BRANCH}{node.name}"
            grafted.input[:] = renamed(node.input)
            grafted.output[:] = renamed(node.output)


def _rename_output(graph: Any, old: str, new: str) -> None:
    for node in graph.node:
        if not node.name.startswith(BRANCH):
            node.output[:] = [new if name == old else name for name in node.output]


def write(stem: Path, branch: Path, layers: int, heads: Sequence[str], out: Path) -> None:
    """Write the folder of a joined model: graph, tokenizer, facts, figures and card.

    Args:
        stem: folder of the model whose other heads are kept.
        branch: folder of the model that the heads named are taken from.
        layers: how many layers they share.
        heads: names.
        out: where to.

    Raises:
        ValueError: the branch has no head of a name, or the tokenizers are not the same.
    """
    import onnx  # noqa: PLC0415

    facts = [json.loads((folder / "model.json").read_text("utf-8")) for folder in (stem, branch)]
    if len({(folder / "tokenizer.json").read_bytes() for folder in (stem, branch)}) > 1:
        raise ValueError(f"{stem} and {branch} have unlike tokenizers. Expected two models of one base.")
    missing = sorted(set(heads) - {head["name"] for head in facts[1]["heads"]})
    if missing:
        raise ValueError(f"{branch} has no head {', '.join(missing)}.")
    chosen = [
        [head for head in facts[0]["heads"] if head["name"] not in heads],
        [head for head in facts[1]["heads"] if head["name"] in heads],
    ]
    columns = [_columns(each["heads"], part) for each, part in zip(facts, chosen, strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(forked(stem / MODEL, branch / MODEL, layers, columns), str(out / MODEL))
    shutil.copyfile(stem / "tokenizer.json", out / "tokenizer.json")
    split(out / MODEL)
    names = [{head["name"] for head in part} for part in chosen]
    joined = {
        **facts[0],
        "heads": [*chosen[0], *chosen[1]],
        "trained_on": sorted({*facts[0]["trained_on"], *facts[1]["trained_on"]}),
        "metrics": _joined(facts[0]["metrics"], facts[1]["metrics"], names),
    }
    (out / "model.json").write_text(json.dumps(joined, indent=1, sort_keys=True) + "\n", "utf-8")
    told = [json.loads((folder / "metrics.json").read_text("utf-8")) for folder in (stem, branch)]
    (out / "metrics.json").write_text(json.dumps(_metrics(told, names, out), indent=1, sort_keys=True) + "\n", "utf-8")
    write_card(out)


def _columns(heads: Sequence[Mapping[str, Any]], part: Sequence[Mapping[str, Any]]) -> list[int]:
    places = head_slices([Head(head["name"], tuple(head["labels"])) for head in heads])
    return [number for head in part for number in range(*places[head["name"]].indices(sys.maxsize))]


def _metrics(told: Sequence[Mapping[str, Any]], names: Sequence[set[str]], out: Path) -> dict[str, Any]:
    """The figures of both, each for its own heads."""
    stem, branch = told
    data = (out / MODEL).read_bytes()
    exported = {
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "cosine": min(each["exported"]["cosine"] for each in told),
        "same_labels": {
            name: each["exported"]["same_labels"][name] for each, own in zip(told, names, strict=True) for name in own
        },
    }
    for kind in ("fp32", "int8"):
        exported[kind] = _joined(stem["exported"][kind], branch["exported"][kind], names)
    texts = {name: max(each["texts"].get(name, 0) for each in told) for each in told for name in each["texts"]}
    return {
        **stem,
        "options": {**stem["options"], "branch": branch["options"]},
        "texts": texts,
        "exported": exported,
    }


def _joined(stem: Mapping[str, Any], branch: Mapping[str, Any], names: Sequence[set[str]]) -> dict[str, Any]:
    """Figures by group; those of a head from the model that gives it, those of no head from the stem."""
    found: dict[str, dict[str, Any]] = {}
    for group in sorted({*stem, *branch}):
        kept = {
            key: value for key, value in stem.get(group, {}).items() if key.partition(" ")[0] in {*names[0], "full"}
        }
        added = {key: value for key, value in branch.get(group, {}).items() if key.partition(" ")[0] in names[1]}
        texts = {key: value for each in (branch, stem) for key, value in each.get(group, {}).items() if key == "texts"}
        found[group] = {**texts, **kept, **added}
    return found


def main() -> None:
    """Join two models."""
    parser = argparse.ArgumentParser(description="Join two exported models that share their lowest layers.")
    parser.add_argument("--stem", type=Path, required=True, help="folder of the model whose heads stay as they are")
    parser.add_argument("--branch", type=Path, required=True, help="folder of the model that was gone on with")
    parser.add_argument("--layers", type=int, required=True, help="how many layers they share")
    parser.add_argument("--heads", required=True, help="names of the branch's heads, with commas")
    parser.add_argument("--out", type=Path, required=True, help="folder for the joined model")
    given = parser.parse_args()
    try:
        write(given.stem, given.branch, given.layers, given.heads.split(","), given.out)
    except (ValueError, FileNotFoundError) as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"{given.out}: {(given.out / MODEL).stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()

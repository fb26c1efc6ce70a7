"""Two networks that share their lowest layers, as one graph: the first gives what it gave, the second its new heads."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import base

torch: Any = pytest.importorskip("torch", reason="torch is in the extra for training")
for needed in ("transformers", "safetensors", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

from training.export import MODEL, runner, write_facts, write_graph  # noqa: E402
from training.fork import forked, write  # noqa: E402
from training.heads import head_slices  # noqa: E402
from training.network import build  # noqa: E402
from training.restore import restored  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
IDS = np.array([[2, 5, 6, 7, 8, 3], [2, 9, 3, 0, 0, 0]])
MASK = (IDS > 0).astype(np.int64)
METRICS: dict[str, Any] = {
    "options": {"with_tune": False},
    "texts": {"corpus": 3},
    "tried": [],
    "exported": {"cosine": 1.0, "same_labels": {}, "fp32": {}, "int8": {}},
}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A network, and one with the same lowest layer and other weights above."""
    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("models")
    (root / "base").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder = base(root / "base")
        torch.manual_seed(1)
        network = build(folder, attention="eager")
        for name, number in (("stem", 1.0), ("branch", 1.5)):
            (root / name).mkdir()
            with torch.no_grad():
                for weights in (*network.bert.encoder.layer[1].parameters(), *network.classifier.parameters()):
                    weights.mul_(number)
            write_graph(network, root / name / MODEL)
            write_facts(root / name, folder, name, {"trained_on": [name], "seed": 1, "metrics": {}})
            same = {"same_labels": dict.fromkeys(head_slices(), 100.0)}
            told = {**METRICS, "exported": {**METRICS["exported"], **same}}
            (root / name / "metrics.json").write_text(json.dumps(told), "utf-8")
    return root / "stem", root / "branch"


def test_each_head_is_what_its_own_network_gives(models: tuple[Path, Path], tmp_path: Path) -> None:
    stem, branch = models
    write(stem, branch, 1, ["duty", "event"], tmp_path)
    facts = json.loads((tmp_path / "model.json").read_text("utf-8"))
    names = [head["name"] for head in facts["heads"]]
    assert sorted(names) == sorted(head_slices())
    assert names[-2:] == ["event", "duty"]
    joined = runner(tmp_path / MODEL)(IDS, MASK)
    at = 0
    for head in facts["heads"]:
        own = runner((branch if head["name"] in {"duty", "event"} else stem) / MODEL)(IDS, MASK)
        part = own[..., head_slices()[head["name"]]]
        given = joined[..., at : at + part.shape[-1]]
        at += part.shape[-1]
        assert np.abs(given - part)[MASK == 1].max() < 1e-4, head["name"]
    assert at == joined.shape[-1]
    assert facts["trained_on"] == ["branch", "stem"]
    assert "with 20 heads" in (tmp_path / "MODEL_CARD.md").read_text("utf-8")


def test_the_shared_layers_are_there_once_and_both_are_read_back(models: tuple[Path, Path], tmp_path: Path) -> None:
    import onnx  # noqa: PLC0415

    stem, branch = models
    onnx.save(forked(stem / MODEL, branch / MODEL, 1, [[0, 1], [2]]), str(tmp_path / MODEL))
    names = {each.name for each in onnx.load(str(tmp_path / MODEL)).graph.initializer}
    assert any(name.startswith("branch.") for name in names)
    assert not any(name.startswith("branch.") and "word_embeddings" in name for name in names)
    for folder, of_branch in ((stem, False), (branch, True)):
        whole, again = restored(folder / MODEL), restored(tmp_path / MODEL, branch=of_branch)
        assert whole.keys() == again.keys()
        assert all(np.array_equal(whole[name], again[name]) for name in whole)


def test_what_does_not_fit_together_is_refused(models: tuple[Path, Path], tmp_path: Path) -> None:
    stem, branch = models
    with pytest.raises(ValueError, match="no head treaty"):
        write(stem, branch, 1, ["treaty"], tmp_path)
    with pytest.raises(ValueError, match="no layer 7"):
        write(stem, branch, 7, ["duty"], tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    for name in (MODEL, "model.json", "metrics.json"):
        (other / name).write_bytes((branch / name).read_bytes())
    (other / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ValueError, match="unlike tokenizers"):
        write(stem, other, 1, ["duty"], tmp_path / "out")

"""A network read back from its export, cut to some layers, and a student that learns from its teacher."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import base

from training.heads import LABELS, Row, write_rows

torch: Any = pytest.importorskip("torch", reason="torch is in the extra for training")
for needed in ("transformers", "safetensors", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

from training.distil import Teacher, layers_kept, soft_labels, soft_loss, write_student  # noqa: E402
from training.export import MODEL, runner, shrink, write_graph  # noqa: E402
from training.measure import prepare  # noqa: E402
from training.network import as_logits, build  # noqa: E402
from training.restore import cut, restored, write_base  # noqa: E402
from training.smoothing import shown, smooth  # noqa: E402
from training.train import main  # noqa: E402
from training.windows import load_tokenizer  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # the export speaks of its own old age
TEXT = "The army spokesman told the council the truce will hold. "
ROWS = [Row(f"corpus/{n}", "train", 0, TEXT * (1 + n % 3), {"time": [(0, 3, "DATE")]}) for n in range(5)]
IDS = np.array([[2, 5, 6, 7, 8, 9, 3]])
MARKS = (2, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    return base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def teacher(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a network with heads drawn at random."""
    made = tmp_path_factory.mktemp("teacher")
    torch.manual_seed(3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        write_graph(build(folder, attention="eager"), made / "single.onnx")
        smooth(made / "single.onnx", made / "smooth.onnx", [(IDS, np.ones_like(IDS))])
        shrink(made / "smooth.onnx", made / MODEL)
    return made


def test_an_export_in_single_precision_is_read_back_exactly(folder: Path, teacher: Path, tmp_path: Path) -> None:
    write_base(restored(teacher / "single.onnx"), folder, tmp_path)
    again = as_logits(build(tmp_path), "cpu")(IDS, np.ones_like(IDS))
    assert np.abs(again - runner(teacher / "single.onnx")(IDS, np.ones_like(IDS))).max() < 1e-5


def test_an_export_in_whole_numbers_is_read_back_nearly(folder: Path, teacher: Path, tmp_path: Path) -> None:
    whole, single = restored(teacher / MODEL), restored(teacher / "single.onnx")
    assert whole.keys() == single.keys()
    assert max(np.abs(whole[name] - single[name]).max() for name in whole) < 8e-3
    assert any((whole[name] != single[name]).any() for name in whole)


def test_a_smoothed_graph_gives_the_same_and_is_read_back_the_same(folder: Path, teacher: Path, tmp_path: Path) -> None:
    write_base(restored(teacher / "smooth.onnx"), folder, tmp_path)
    expected = runner(teacher / "single.onnx")(IDS, np.ones_like(IDS))
    assert np.abs(runner(teacher / "smooth.onnx")(IDS, np.ones_like(IDS)) - expected).max() < 1e-4
    assert np.abs(as_logits(build(tmp_path), "cpu")(IDS, np.ones_like(IDS)) - expected).max() < 1e-4
    smooth(teacher / "single.onnx", tmp_path / "same.onnx", [])
    assert restored(tmp_path / "same.onnx").keys() == restored(teacher / "single.onnx").keys()


def test_whole_numbers_leave_room_for_sums_of_sixteen_bits(teacher: Path) -> None:
    import onnx  # noqa: PLC0415

    graph = onnx.load(str(teacher / MODEL)).graph
    held = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    weights = [held[node.input[1]] for node in graph.node if node.op_type == "MatMulInteger"]
    assert len(weights) == 12
    assert max(np.abs(each.astype(int)).max() for each in weights) <= 64


def test_texts_of_all_sets_show_how_large_activations_are(folder: Path) -> None:
    parts = [("corpus/a", "train", 0), ("corpus/b", "train", 1), ("polnear/c", "train", 0), ("polnear/d", "dev", 0)]
    rows = [Row(name, part, copy, TEXT * 2, {}) for name, part, copy in parts]
    batches = shown(prepare(rows, load_tokenizer(str(folder / "tokenizer.json"))), MARKS, texts=1)
    assert [ids.shape[0] for ids, _ in batches] == [2]


def test_layers_are_spread_evenly_from_the_first() -> None:
    assert layers_kept(6, 3) == [0, 2, 4]
    assert layers_kept(6, 6) == list(range(6))
    assert layers_kept(6, 1) == [0]
    with pytest.raises(ValueError, match="Expected 1 to 6"):
        layers_kept(6, 7)


def test_a_cut_network_has_the_layers_it_was_given(folder: Path, teacher: Path, tmp_path: Path) -> None:
    weights = restored(teacher / MODEL)
    name = "encoder.layer.{}.output.dense.weight"
    second = cut(weights, [1])
    assert np.array_equal(second[name.format(0)], weights[name.format(1)])
    assert name.format(1) not in second
    with pytest.raises(ValueError, match="Expected some of them"):
        cut(weights, [2])
    assert write_student(Teacher(teacher, 1), folder, tmp_path) == [0]
    assert len(build(tmp_path).bert.encoder.layer) == 1


def test_a_teacher_is_asked_once_and_tells_nothing_of_parts_of_words(
    folder: Path, teacher: Path, tmp_path: Path
) -> None:
    prepared = prepare(ROWS, load_tokenizer(str(folder / "tokenizer.json")))
    said: list[str] = []
    soft = soft_labels(prepared, teacher, MARKS, tmp_path / "kept.npz", said.append)
    assert said
    for each, told in zip(prepared, soft, strict=True):
        assert told.shape == (len(each.pieces.ids), LABELS)
        assert np.flatnonzero(~np.isnan(told[:, 0])).tolist() == each.pieces.first
    said.clear()
    again = soft_labels(prepared, teacher, MARKS, tmp_path / "kept.npz", said.append)
    assert not said
    assert all(np.array_equal(one, other, equal_nan=True) for one, other in zip(soft, again, strict=True))
    assert len(soft_labels(prepared[:2], teacher, MARKS, tmp_path / "kept.npz", said.append)) == 2
    assert said


def test_the_distance_is_nought_where_both_tell_the_same_and_words_alone_count() -> None:
    told = torch.randn(2, 5, LABELS)
    gaps = told.clone()
    gaps[0, 0] = float("nan")
    assert float(soft_loss(told, gaps, 2.0)) == pytest.approx(0, abs=1e-6)
    moved = told.clone()
    moved[0, 0] += torch.randn(LABELS)
    assert float(soft_loss(moved, gaps, 2.0)) == pytest.approx(0, abs=1e-6)
    moved[0, 1] += torch.randn(LABELS)
    assert float(soft_loss(moved, gaps, 2.0)) > 1e-3


def test_a_call_makes_a_student(folder: Path, teacher: Path, tmp_path: Path) -> None:
    roles: dict[str, Any] = {"source": [(4, 18, "")], "cue": [(19, 23, "")], "content": [(36, 55, "")]}
    parts = ("train", "train", "train", "tune", "dev")
    rows = [Row(f"corpus/{n}", part, 0, TEXT * (n + 1), roles) for n, part in enumerate(parts)]
    write_rows(rows, tmp_path / "rows.jsonl.gz")
    call = ["--rows", str(tmp_path / "rows.jsonl.gz"), "--base", str(folder), "--out", str(tmp_path / "model")]
    with pytest.raises(SystemExit, match="A student needs a teacher"):
        main([*call, "--student", "1"])
    main([*call, "--student", "1", "--teacher", str(teacher), "--epochs", "3", "--device", "cpu", "--stride", "254"])
    metrics = json.loads((tmp_path / "model" / "metrics.json").read_text("utf-8"))
    assert (metrics["options"]["student"], metrics["texts"]) == (1, {"corpus": 3})
    names = restored(tmp_path / "model" / MODEL).keys()
    assert {name.split(".")[2] for name in names if name.startswith("encoder.layer.")} == {"0"}
    call[-1] = str(tmp_path / "again")
    main([*call, "--student", "2", "--teacher", str(teacher), "--epochs", "0", "--soft", "0", "--device", "cpu"])
    first, again = restored(teacher / MODEL), restored(tmp_path / "again" / MODEL)
    assert (
        min(np.corrcoef(first[name].ravel(), again[name].ravel())[0, 1] for name in first if "dense.w" in name) > 0.999
    )
    assert not (tmp_path / "again.state" / "teacher.npz").exists()

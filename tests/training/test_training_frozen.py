"""Going on from a trained network: resting layers, heads of another rate, sets seen in part, heads that came later."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import base

from training.heads import LABELS, Row

torch: Any = pytest.importorskip("torch", reason="torch is in the extra for training")
for needed in ("transformers", "safetensors", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

from training.frozen import above, below, stacked  # noqa: E402
from training.learning import Options, Place, StoppedError, examples, learn  # noqa: E402
from training.measure import Prepared, prepare  # noqa: E402
from training.network import build  # noqa: E402
from training.windows import load_tokenizer, padded  # noqa: E402

OPTIONS = Options(epochs=3, batch=2, lr=1e-2, dropout=0.0, frozen_layers=1)
MARKS = (2, 3)


def rows(name: str, number: int) -> list[Row]:
    text = "The council said on Monday troops leave town. "
    given = [(0, 11, "")]
    return [Row(f"{name}/{n}", "train", 0, text * (1 + n), {"source": given}) for n in range(number)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def given(folder: Path) -> list[Prepared]:
    return prepare([*rows("polnear", 4), *rows("corpus", 3)], load_tokenizer(str(folder / "tokenizer.json")))


def place(folder: Path, state: Path) -> Place:
    return Place(folder, state, "cpu", 1000, lambda line: None)


def test_resting_layers_stay_and_the_others_learn(folder: Path, given: list[Prepared], tmp_path: Path) -> None:
    torch.manual_seed(OPTIONS.seed)
    before = {name: each.clone() for name, each in build(folder, 0.0).state_dict().items()}
    after = learn(examples(given, OPTIONS, MARKS), OPTIONS, place(folder, tmp_path)).state_dict()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert any(name.startswith("bert.encoder.layer.1.") for name in changed)
    assert "classifier.weight" in changed
    assert not any(name.startswith(("bert.embeddings.", "bert.encoder.layer.0.")) for name in changed)


def test_what_was_computed_once_gives_the_logits_of_the_whole(folder: Path) -> None:
    network = build(folder).eval()
    windows = [[2, 5, 6, 7, 3], [2, 8, 3]]
    ids, mask = (torch.from_numpy(each) for each in padded(windows))
    with torch.inference_mode():
        whole = network(input_ids=ids, attention_mask=mask).logits
        hidden = torch.from_numpy(stacked(below(network, 1, windows, "cpu"), ids.shape[1]))
        apart = above(network, 1, hidden, mask)
    assert float((whole - apart)[mask == 1].abs().max()) < 1e-2  # kept in half precision


@pytest.mark.parametrize("layers", [2, 5])
def test_at_least_one_layer_learns(folder: Path, given: list[Prepared], tmp_path: Path, layers: int) -> None:
    options = replace(OPTIONS, frozen_layers=layers)
    with pytest.raises(ValueError, match="cannot rest"):
        learn(examples(given, options, MARKS), options, place(folder, tmp_path))


def test_heads_may_learn_at_a_rate_of_their_own(folder: Path, given: list[Prepared], tmp_path: Path) -> None:
    still = replace(OPTIONS, frozen_layers=0, heads_lr=0.0, weight_decay=0.0)
    torch.manual_seed(still.seed)
    before = build(folder, 0.0).state_dict()["classifier.weight"].clone()
    network = learn(examples(given, still, MARKS), still, place(folder, tmp_path))
    assert torch.equal(network.classifier.weight, before)


def test_of_a_set_an_epoch_sees_the_share_that_was_asked_for(folder: Path, given: list[Prepared]) -> None:
    options = replace(OPTIONS, repeat={"polnear": 0.5}, batch=1)
    made = examples(given, options, MARKS)
    assert sorted(each.share for each in made) == [0.5] * 4 + [1.0] * 3
    stopped: list[str] = []
    seen = Place(folder, Path(folder / "seen"), "cpu", 1000, stopped.append, stop_after=5)
    with pytest.raises(StoppedError, match="5 of 15 steps"):  # 2 of 4 and 3 of 3, three times
        learn(made, options, seen)


def test_a_network_with_fewer_heads_is_gone_on_with(folder: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    old = {f"classifier.{name}": torch.full(shape, 0.5) for name, shape in (("weight", (9, 16)), ("bias", (9,)))}
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    save_file(load_file(folder / "model.safetensors") | old, tmp_path / "model.safetensors")
    heads = build(tmp_path).classifier.weight.detach().numpy()
    assert heads.shape[0] == LABELS > 9
    assert np.all(heads[:9] == 0.5)
    assert not np.any(heads[9:] == 0.5)
    assert json.loads((tmp_path / "config.json").read_text("utf-8"))["num_hidden_layers"] == 2

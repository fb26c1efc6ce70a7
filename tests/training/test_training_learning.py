"""A whole training on a network of a few thousand weights: it goes on exactly after a kill, chooses, exports."""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_base import base

from training.export import MODEL, join, runner
from training.heads import HEADS, LABELS, Row, write_rows

torch: Any = pytest.importorskip("torch", reason="torch is in the extra for training")
for needed in ("transformers", "safetensors", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

from training.learning import Options, Place, StoppedError, examples, learn  # noqa: E402
from training.measure import prepare  # noqa: E402
from training.network import as_logits, build  # noqa: E402
from training.train import limited, main, trials  # noqa: E402
from training.windows import load_tokenizer  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # the export speaks of its own old age
SENTENCE = "The army spokesman told Ede the truce will hold. "
OPTIONS = Options(epochs=2, batch=4, lr=1e-3)


def row(number: int, part: str) -> Row:
    text = SENTENCE * (3 + number) + "The council said on Monday troops leave town."
    at = text.index("The council")
    roles: dict[str, Any] = {
        "source": [(at, at + 11, "")],
        "cue": [(at + 12, at + 16, "")],
        "content": [(at + 27, len(text) - 1, "")],
    }
    whole = {role: [[start, end] for start, end, _ in spans] for role, spans in roles.items()}
    return Row(f"polnear/{part}{number}", part, 0, text, roles, [whole])


ROWS = [row(number, part) for part, count in (("train", 9), ("tune", 2), ("dev", 2)) for number in range(count)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)  # more are slower on a network of this size
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return base(tmp_path_factory.mktemp("base"))


def state_of(network: Any) -> dict[str, Any]:
    return {name: each.clone() for name, each in network.state_dict().items()}


def test_a_killed_run_goes_on_to_exactly_the_same_weights(folder: Path, tmp_path: Path) -> None:
    given = examples(prepare(ROWS, load_tokenizer(str(folder / "tokenizer.json"))), OPTIONS, (2, 3))
    said: list[str] = []
    place = Place(folder, tmp_path / "whole", "cpu", 1000, said.append)
    whole = state_of(learn(given, OPTIONS, place))
    cut = replace(place, state=tmp_path / "cut", stop_after=2)
    stops = 0
    while True:
        try:
            again = state_of(learn(given, OPTIONS, cut))
            break
        except StoppedError:
            stops += 1
    assert stops >= 2
    assert any("goes on from step 2" in line for line in said)
    assert all(torch.equal(whole[name], again[name]) for name in whole)
    other = state_of(learn(given, replace(OPTIONS, seed=2), replace(place, state=tmp_path / "other")))
    assert not all(torch.equal(whole[name], other[name]) for name in whole)


def test_a_checkpoint_of_other_settings_is_refused(folder: Path, tmp_path: Path) -> None:
    given = examples(prepare(ROWS[:2], load_tokenizer(str(folder / "tokenizer.json"))), OPTIONS, (2, 3))
    place = Place(folder, tmp_path, "cpu", 1, lambda line: None)
    learn(given, OPTIONS, place)
    with pytest.raises(ValueError, match="is of another run"):
        learn(given, replace(OPTIONS, lr=1e-4), place)
    with pytest.raises(ValueError, match="is of another run"):
        learn([replace(each, gold=each.gold * 0) for each in given], OPTIONS, place)


def test_words_of_a_head_that_was_not_annotated_teach_nothing(folder: Path) -> None:
    timed = Row("timebank/a", "train", 0, "on Monday", {"time": [(3, 9, "DATE")]})
    (example,) = examples(prepare([timed], load_tokenizer(str(folder / "tokenizer.json"))), OPTIONS, (2, 3))
    assert example.gold[:, :3].max() == example.gold[:, 4:].max() == -100
    assert sorted(set(example.gold[:, 3].tolist())) == [-100, 0, 1]
    assert example.gold[0].max() == example.gold[-1].max() == -100


def test_rows_of_tune_and_further_copies_are_not_trained_on(folder: Path) -> None:
    tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
    copies = [replace(ROWS[0], copy=number) for number in range(4)]
    given = prepare([*copies, replace(ROWS[0], part="tune"), replace(ROWS[0], part="dev")], tokenizer)
    assert len(examples(given, replace(OPTIONS, swaps=2), (2, 3))) == 3
    assert len(examples(given, replace(OPTIONS, swaps=0, with_tune=True), (2, 3))) == 2
    assert len(examples(given, replace(OPTIONS, swaps=0, repeat={"polnear": 3}), (2, 3))) == 3


def test_a_call_tries_exports_and_tells(folder: Path, tmp_path: Path) -> None:
    write_rows(ROWS, tmp_path / "rows.jsonl.gz")
    (tmp_path / "trials.json").write_text(json.dumps([{"lr": 1e-9, "epochs": 1}, {"lr": 1e-2}]), "utf-8")
    out = tmp_path / "model"
    call = ["--rows", str(tmp_path / "rows.jsonl.gz"), "--base", str(folder), "--out", str(out), "--epochs", "15"]
    main([*call, "--batch", "2", "--dropout", "0", "--device", "cpu", "--trials", str(tmp_path / "trials.json")])
    facts = json.loads((out / "model.json").read_text("utf-8"))
    metrics = json.loads((out / "metrics.json").read_text("utf-8"))
    assert [(head["name"], tuple(head["labels"]), head["least"]) for head in facts["heads"]] == [
        (head.name, head.labels, head.least) for head in HEADS
    ]
    assert (facts["window"], facts["stride"], facts["lower_case"], facts["seed"]) == (256, 128, True, 1)
    assert facts["metrics"]["polnear dev"]["source words"] > 60
    assert metrics["options"]["lr"] == 1e-2
    assert len(metrics["tried"]) == 2
    assert metrics["exported"]["int8"]["polnear tune"]["texts"] == 2
    assert metrics["exported"]["cosine"] > 0.95
    digest = hashlib.sha256((out / MODEL).read_bytes()).hexdigest()
    (out / MODEL).unlink()
    assert hashlib.sha256(join(out / MODEL).read_bytes()).hexdigest() == digest == metrics["exported"]["sha256"]
    kept = build(out / "weights")
    assert kept.classifier.weight.shape[0] == LABELS
    logits = as_logits(kept, "cpu")(np.array([[2, 5, 6, 3]]), np.ones((1, 4), np.int64))
    exported = runner(out / MODEL)(np.array([[2, 5, 6, 3]]), np.ones((1, 4), np.int64))
    assert np.corrcoef(logits.ravel(), exported.ravel())[0, 1] > 0.95
    card = (out / "MODEL_CARD.md").read_text("utf-8")
    assert digest in card
    assert "| polnear dev | 2 |" in card
    assert not json.loads((out / "tokenizer.json").read_text("utf-8"))["truncation"]


def test_a_limit_takes_from_all_sets_alike() -> None:
    rows = [Row(f"{name}/{n}", "train", 0, "a", {}) for name in ("corpus", "polnear") for n in range(9)]
    assert [each.name for each in limited(rows, 4)] == ["corpus/0", "corpus/1", "polnear/0", "polnear/1"]
    assert limited(rows, None) == rows


def test_a_setting_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (tmp_path / "trials.json").write_text('[{"speed": 3}]', "utf-8")
    with pytest.raises(ValueError, match="names the settings speed"):
        trials(tmp_path / "trials.json", OPTIONS)

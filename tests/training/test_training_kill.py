"""A run of training that is killed by the system goes on when it is called again, and ends as if nothing had been."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
from small_base import base

from training.heads import Row, write_rows

for needed in ("torch", "transformers", "safetensors", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(needed, reason=f"{needed} is in the extra for training")

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds until the first checkpoint, at most
MARGIN = 0.0  # points of F1: on one thread of a CPU the two runs are the same
SENTENCE = "The army spokesman told the council the truce will hold on Monday. "


def rows() -> list[Row]:
    roles: dict[str, Any] = {"source": [(4, 18, "")], "cue": [(19, 23, "")], "content": [(36, 65, "")]}
    parts = ("train",) * 12 + ("tune", "dev")
    return [Row(f"corpus/{n}", part, 0, SENTENCE * (1 + n % 4), roles) for n, part in enumerate(parts)]


def started(folder: Path, name: str) -> subprocess.Popen[str]:
    """A call of training in a process of its own, on one thread."""
    call = [sys.executable, "-W", "ignore", "-m", "training.train", "--device", "cpu"]
    call += ["--epochs", "60", "--batch", "2", "--lr", "3e-3"]
    call += ["--rows", str(folder / "rows.jsonl"), "--base", str(folder / "base"), "--out", str(folder / name)]
    alone = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([*call, "--save-every", "20"], cwd=ROOT, env=alone, text=True, stdout=subprocess.PIPE)  # noqa: S603


def kill_after_a_checkpoint(run: subprocess.Popen[str], checkpoint: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not checkpoint.exists():
        assert run.poll() is None, "the run ended before it was killed"
        assert time.monotonic() < until, "no checkpoint was written"
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL


def test_a_killed_run_goes_on_and_repeats_its_figures(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        base(tmp_path / "base")
    write_rows(rows(), tmp_path / "rows.jsonl")
    whole = started(tmp_path, "whole")
    assert whole.communicate(timeout=10 * PATIENCE) is not None
    assert whole.returncode == 0
    kill_after_a_checkpoint(started(tmp_path, "cut"), tmp_path / "cut.state" / "trial0" / "checkpoint.pt")
    assert not (tmp_path / "cut").exists()
    again = started(tmp_path, "cut")
    said, _ = again.communicate(timeout=10 * PATIENCE)
    assert again.returncode == 0
    goes_on = re.search(r"goes on from step (\d+) of (\d+)", said)
    assert goes_on is not None, said
    assert 0 < int(goes_on[1]) < int(goes_on[2])
    one, other = (json.loads((tmp_path / name / "metrics.json").read_text("utf-8")) for name in ("whole", "cut"))
    assert one["exported"]["int8"]["corpus dev"]["source words"]["f1"] > 50
    for kind in ("fp32", "int8"):
        for name, group in one["exported"][kind].items():
            for figure, value in group.items():
                if figure != "texts":
                    assert abs(value["f1"] - other["exported"][kind][name][figure]["f1"]) <= MARGIN
    assert one["exported"]["sha256"] == other["exported"]["sha256"]

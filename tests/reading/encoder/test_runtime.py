"""The library that runs the network tells nobody of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[3] / "src"
READ = "from trucewatch.reading.encoder.tagger import Tagger; Tagger.load()('Chad signed.')"


@pytest.mark.parametrize("asked", [None, "0"])
def test_a_reading_leaves_nothing_in_the_home_folder(tmp_path: Path, asked: str | None) -> None:
    env = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    env |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"ORT_DISABLE_TELEMETRY": asked} if asked is not None else {}
    subprocess.run([sys.executable, "-c", READ], env=env, check=True, timeout=120)  # noqa: S603
    assert [str(path) for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_loads_the_library_but_the_module_that_keeps_it_quiet() -> None:
    loads = re.compile(r"^\s*import onnxruntime", re.MULTILINE)
    assert [path.name for path in SRC.rglob("*.py") if loads.search(path.read_text("utf-8"))] == ["runtime.py"]

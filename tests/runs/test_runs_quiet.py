"""The engine ray is told to report nothing before it begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from run_case import SMALL, hands, write_lines
from trucewatch.errors import TrucewatchError
from trucewatch.runs.driver import start
from trucewatch.runs.force import Force


def test_ray_begins_with_its_reports_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def begin(**_: object) -> None:
        seen.append(os.environ.get("RAY_USAGE_STATS_ENABLED"))
        raise RuntimeError("no more is asked for")

    ray: Any = ModuleType("ray")
    ray.is_initialized, ray.init = bool, begin
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.delenv("RAY_USAGE_STATS_ENABLED", raising=False)
    archive = write_lines(tmp_path / "news.jsonl", 2)
    with pytest.raises(TrucewatchError, match="no more is asked for"):
        start([str(archive)], tmp_path / "out", hands(tmp_path / "log"), SMALL, Force("ray", workers=1))
    assert seen == ["0"]

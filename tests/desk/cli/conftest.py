from __future__ import annotations

from pathlib import Path

import pytest

from . import cli_case
from .cli_case import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk over an empty record, with the small reader in place of the real one."""
    monkeypatch.setattr("trucewatch.api.reader.load_reader", lambda pipeline=None: cli_case.read)
    for name in ("NO_COLOR", "FORCE_COLOR", "TRUCEWATCH_PIPELINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """The desk with both reports in its record."""
    desk.add()
    return desk

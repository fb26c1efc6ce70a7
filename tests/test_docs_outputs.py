"""What the documentation shows is compared with real runs; only what another processor changes is let pass."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def shared() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_or_check", DOCS / "write_or_check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ROWS = "\n".join(f"row {n} of the board says that {n} monitors came to the lake   {n:012x}" for n in range(40))


def test_ids_and_a_row_may_move(shared: ModuleType) -> None:
    assert shared.alike(ROWS, ROWS)
    assert shared.alike(ROWS, ROWS.replace(f"{3:012x}", "ab" * 6))
    assert shared.alike(ROWS, ROWS.replace("row 3 of", "line three of"))


def test_what_another_program_prints_does_not_pass(shared: ModuleType) -> None:
    lines = ROWS.splitlines()
    assert not shared.alike(ROWS, "\n".join(lines[:-5]))
    assert not shared.alike(ROWS, ROWS.replace("monitors", "observers"))
    assert not shared.alike(ROWS, "")
    assert not shared.alike(ROWS, ROWS.replace("came to", "left"))


def test_an_old_output_in_a_document_is_told(shared: ModuleType) -> None:
    page = shared.PAGES / "checks.md"
    assert shared.write_or_check("checks.md", page.read_text(encoding="utf-8"), ["--check"]) == 0
    assert shared.write_or_check("checks.md", page.read_text(encoding="utf-8") + "more", ["--check"]) == 1

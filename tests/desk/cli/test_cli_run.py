from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from run_case import TestReader, lines_of, turn_away, write_lines
from trucewatch import api
from trucewatch.api import running
from trucewatch.desk.cli.app import app
from trucewatch.runs.hands import Hands


@pytest.fixture(autouse=True)
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log").mkdir()

    def hands(_pipeline: str | None, *, prefilter: bool) -> Hands:
        made = TestReader(tmp_path / "log")
        return Hands(made, turn_away, "turn away 1") if prefilter else Hands(made)

    monkeypatch.setattr(running, "_hands", hands)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["run", *words])


def plain(result: Result) -> str:
    return " ".join(result.output.split())


def test_archive_is_read_merged_and_added(tmp_path: Path) -> None:
    write_lines(tmp_path / "news.jsonl", 6, _2="The harvest was good.", _4="BREAK here.", _5="")
    result = run("start", "news.jsonl", "--out", "out", "--workers", "1", "--process", "north")
    assert result.exit_code == 0, result.output
    assert "Complete: 3 reports read with 0 statements" in plain(result)
    assert "1 turned away by the prefilter, 1 no report, 1 failed." in plain(result)
    assert "- news.jsonl:4: broken as asked." in plain(result)
    assert "Next: trucewatch run merge out" in plain(result)
    assert "3 reports merged: 3 files in out/merged." in plain(run("merge", "out"))
    rows = lines_of(tmp_path / "out" / "merged")
    assert {row["meta"]["process"] for row in rows} == {"north"}
    assert {row["meta"]["file"] for row in rows} == {"news.jsonl:1", "news.jsonl:3", "news.jsonl:6"}
    assert "3 added to talks.sqlite, 0 known already" in plain(run("merge", "out", "--record", "talks.sqlite"))
    assert "0 added to talks.sqlite, 3 known already" in plain(run("merge", "out", "--record", "talks.sqlite"))
    with api.open_record("talks.sqlite", read_only=True) as record:
        assert len(record.reports()) == 3


def test_status_and_resume_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "news.jsonl", 4, _2="The harvest was good.")
    assert run("start", "news.jsonl", "--out", "out", "--no-prefilter", "--workers", "1").exit_code == 0
    next((tmp_path / "out").rglob("*.seal.json")).unlink()
    next((tmp_path / "out").rglob("*.journal.gz")).unlink()
    result = run("status", "out")
    assert "0 of 1 shard read to the end" in plain(result)
    assert "Next: trucewatch run resume out" in plain(result)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    row: dict[str, Any] = json.loads(run("resume", "../out", "--workers", "1", "--json").stdout)
    assert (row["complete"], row["read"], row["rejected"]) == (True, 4, 0)
    assert row["sessions"][-1]["ended"] is True


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("start", "none.jsonl", "--out", "out"), "none.jsonl does not exist"),
        (("status", "nowhere"), "holds no run"),
        (("merge", "nowhere"), "holds no run"),
        (("start", "news.jsonl", "--out", "log", "--address", "auto"), "engine ray only"),
        (("start", "news.jsonl", "--out", "news.jsonl"), "is a file"),
        (("start", "news.jsonl", "--out", "out", "--columns", "text"), "column map"),
    ],
)
def test_wrong_calls_are_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    write_lines(tmp_path / "news.jsonl", 2)
    result = run(*words)
    assert result.exit_code == 2
    assert told in plain(result)

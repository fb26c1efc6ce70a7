from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from run_case import SMALL, begun, bytes_of, hands, lines_of, turn_away, write_lines
from trucewatch.errors import ReadingError, TrucewatchError
from trucewatch.runs.driver import resume, start
from trucewatch.runs.files import locked
from trucewatch.runs.force import Force
from trucewatch.runs.journal import attempts_of
from trucewatch.runs.manifest import account
from trucewatch.runs.merge import merge_files
from trucewatch.runs.plan import RunOptions, load_plan

ONE = Force(workers=1)
TWO = Force(workers=2)


def test_every_report_is_read_once_and_merged_by_day(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 40)
    done = start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), SMALL, TWO)
    assert done.is_complete
    assert done.outcomes == {"read": 40, "rejected": 0, "refused": 0, "failed": 0}
    assert begun(tmp_path / "log") == sorted(f"{archive}:{n}" for n in range(1, 41))
    merged = merge_files(tmp_path / "run")
    assert (merged.readings, merged.repeated) == (40, 0)
    rows = lines_of(tmp_path / "run" / "merged")
    assert {row["meta"]["file"] for row in rows} == set(begun(tmp_path / "log"))
    assert [row["meta"]["published"] for row in rows] == sorted(row["meta"]["published"] for row in rows)
    assert rows[0]["other_timex"][0]["words"] == 12


def test_merged_files_do_not_depend_on_workers_or_size_of_shards(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 30, _9="The same words twice.", _21="The same words twice.")
    found = []
    for name, size, force in (("a", 500, ONE), ("b", 1000, TWO), ("c", 10**6, ONE)):
        start([str(archive)], tmp_path / name, hands(tmp_path / "log"), RunOptions(shard_bytes=size), force)
        merged = merge_files(tmp_path / name)
        assert (merged.readings, merged.repeated) == (29, 1)
        found.append(bytes_of(tmp_path / name / "merged"))
    assert found[0] == found[1] == found[2]
    assert merge_files(tmp_path / "a") == merged
    assert bytes_of(tmp_path / "a" / "merged") == found[0]
    kept = [row for row in lines_of(tmp_path / "a" / "merged") if row["meta"]["chars"] == 21]
    assert [row["meta"]["file"] for row in kept] == [f"{archive}:9"]  # the first by its place


def test_report_that_kills_its_worker_is_given_up_and_named(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 20, _7="KILL ME at once.")
    done = start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), replace(SMALL, attempts=2), TWO)
    assert done.outcomes == {"read": 19, "rejected": 0, "refused": 0, "failed": 1}
    (trouble,) = done.troubles
    assert trouble["name"] == f"{archive}:7"
    assert "2 workers ended while it was in hand" in trouble["why"]
    names = begun(tmp_path / "log")
    assert names.count(f"{archive}:7") == 2
    assert len(names) == 21  # every other one exactly once
    assert merge_files(tmp_path / "run").readings == 19


def test_report_that_hangs_is_given_up(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 4, _2="HANG for ever.")
    done = start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), RunOptions(attempts=1, seconds=1.0), ONE)
    assert done.outcomes == {"read": 3, "rejected": 0, "refused": 0, "failed": 1}
    assert "within 1 seconds" in done.troubles[0]["why"]


def test_broken_lines_and_reports_that_fail_do_not_end_a_run(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 5, _2="", _4="BREAK here.")
    with archive.open("a", encoding="utf-8") as file:
        file.write("{no object\n")
    done = start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), SMALL, ONE)
    assert done.outcomes == {"read": 3, "rejected": 0, "refused": 2, "failed": 1}
    told = {(row["as"], row["name"].rpartition(":")[2]) for row in done.troubles}
    assert told == {("refused", "2"), ("refused", "6"), ("failed", "4")}


def test_gate_turns_reports_away_and_keeps_a_sample(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 6, _3="The harvest was good.", _5="A late harvest.")
    given = replace(hands(tmp_path / "log"), judge=turn_away, judge_version="turn away 1")
    done = start([str(archive)], tmp_path / "run", given, SMALL, ONE)
    assert done.outcomes == {"read": 4, "rejected": 2, "refused": 0, "failed": 0}
    assert done.rejects.count == 2
    assert {one.name for one in done.rejects.sample} == {f"{archive}:3", f"{archive}:5"}
    assert len(begun(tmp_path / "log")) == 4
    report = json.loads((tmp_path / "run" / "report.json").read_text(encoding="utf-8"))
    assert report["rejects"]["sample"][0]["ground"] == "no word of the lexicon in it"
    assert report["relevance"] == "turn away 1"


def drive(archive: str, root: Path, log: Path) -> None:
    start([archive], root, hands(log, seconds=0.1), SMALL, TWO)


def test_killed_driver_is_resumed_and_nothing_is_lost_or_read_twice(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 60)
    root, log = tmp_path / "run", tmp_path / "log"
    log.mkdir()
    driver = multiprocessing.get_context("spawn").Process(target=drive, args=(str(archive), root, log))
    driver.start()
    deadline = time.monotonic() + 60
    while len(begun(log)) < 15:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(driver.pid or 0, signal.SIGKILL)
    driver.join()
    while len(workers_of(log)) and time.monotonic() < deadline:  # they see that the driver is gone
        time.sleep(0.02)
    before = account(root, load_plan(root))
    assert 0 < before.outcomes["read"] < 60
    assert not before.is_complete
    with pytest.raises(TrucewatchError, match="not read yet"):
        merge_files(root)
    in_hand = len(begun(log)) - before.outcomes["read"]
    assert in_hand <= 2  # what was in hand when the workers left, one each
    done = resume(root, hands(log), TWO)
    assert done.outcomes == {"read": 60, "rejected": 0, "refused": 0, "failed": 0}
    assert len(begun(log)) == 60 + in_hand
    assert merge_files(root).readings == 60
    start([str(archive)], tmp_path / "whole", hands(tmp_path / "log2"), SMALL, ONE)
    merge_files(tmp_path / "whole")
    assert bytes_of(root / "merged") == bytes_of(tmp_path / "whole" / "merged")
    assert resume(root, hands(log), TWO).outcomes["read"] == 60
    assert len(begun(log)) == 60 + in_hand


def workers_of(log: Path) -> list[int]:
    """The processes that have read, as far as they live."""
    return [int(path.name) for path in log.iterdir() if Path("/proc", path.name, "exe").exists()]


def test_plan_of_another_reader_is_not_gone_on_with(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    root = tmp_path / "run"
    start([str(archive)], root, hands(tmp_path / "log"), SMALL, ONE)
    for path in (root / "journal").rglob("*.seal.json"):
        path.unlink()
    with pytest.raises(TrucewatchError, match="lengths 3"):
        resume(root, hands(tmp_path / "log", steps=("words 1", "lengths 3")), ONE)


def test_reader_that_cannot_be_loaded_ends_the_run(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    root = tmp_path / "run"
    with pytest.raises(ReadingError, match="cannot be loaded"):
        start([str(archive)], root, hands(tmp_path / "log", unfit=True), SMALL, ONE)
    start([str(archive)], root, hands(tmp_path / "log"), SMALL, ONE)
    next((root / "journal").rglob("*.seal.json")).unlink()
    with pytest.raises(TrucewatchError, match="cannot be loaded"):
        resume(root, hands(tmp_path / "log", unfit=True), ONE)
    with pytest.raises(ReadingError, match=r"3 workers ended .* exit code 3"):
        resume(root, hands(tmp_path / "log", dies=True), TWO)


def test_changed_file_is_not_read_on(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    root = tmp_path / "run"
    start([str(archive)], root, hands(tmp_path / "log"), SMALL, ONE)
    next((root / "journal").rglob("*.seal.json")).unlink()
    for path in attempts_of(root, 0):
        path.unlink()
    write_lines(archive, 4)
    done = resume(root, hands(tmp_path / "log"), ONE)
    assert done.outcomes["refused"] == 1
    assert "has changed since" in done.troubles[0]["why"]


def test_two_drivers_and_folders_in_use_are_refused(tmp_path: Path) -> None:
    archive = str(write_lines(tmp_path / "news.jsonl", 3))
    root = tmp_path / "run"
    start([archive], root, hands(tmp_path / "log"), SMALL, ONE)
    with pytest.raises(TrucewatchError, match="holds a run already"):
        start([archive], root, hands(tmp_path / "log"), SMALL, ONE)
    with locked(root), pytest.raises(TrucewatchError, match="in hand already"):
        resume(root, hands(tmp_path / "log"), ONE)
    with pytest.raises(TrucewatchError, match="other files"):
        start([archive], tmp_path / "log", hands(tmp_path / "log"), SMALL, ONE)
    with pytest.raises(TrucewatchError, match="holds no run"):
        resume(tmp_path / "nowhere", hands(tmp_path / "log"), ONE)
    with pytest.raises(TrucewatchError, match="does not exist"):
        start([str(tmp_path / "none.jsonl")], tmp_path / "new", hands(tmp_path / "log"), SMALL, ONE)
    with pytest.raises(TrucewatchError, match="at least one"):
        start([archive], tmp_path / "new", hands(tmp_path / "log"), SMALL, Force(workers=0))
    with pytest.raises(TrucewatchError, match="engine ray only"):
        start([archive], tmp_path / "new", hands(tmp_path / "log"), SMALL, Force(address="auto"))

"""Reports of the corpus through the true reader, with workers and drivers killed on the way."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from run_case import lines_of
from trucewatch.api.running import ReaderForRuns
from trucewatch.runs.driver import resume, start
from trucewatch.runs.force import Force
from trucewatch.runs.hands import Hands
from trucewatch.runs.journal import lines_in
from trucewatch.runs.manifest import account
from trucewatch.runs.merge import merge_files
from trucewatch.runs.plan import RunOptions, load_plan

ROOT = Path(__file__).parents[2]
TWO = Force(workers=2)
OPTIONS = RunOptions(shard_bytes=60_000)

pytestmark = pytest.mark.slow


def corpus(path: Path, count: int) -> Path:
    texts = sorted((ROOT / "corpus").rglob("*.txt"))[:count]
    assert len(texts) == count
    rows = [{"text": text.read_text(encoding="utf-8"), "published": "2025-03-09"} for text in texts]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def drive(archive: str, root: Path) -> None:
    start([archive], root, Hands(ReaderForRuns()), OPTIONS, TWO)


def wait_until_read(root: Path, count: int) -> None:
    deadline = time.monotonic() + 300
    while not (root / "plan.json").exists() or account(root, load_plan(root)).outcomes["read"] < count:
        assert time.monotonic() < deadline
        time.sleep(0.5)


def children_of(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
        except (OSError, IndexError):  # it has just ended
            continue
    return found


def readers_of(pid: int) -> list[int]:
    """The workers of a driver; the process that minds what they share is none."""
    return [child for child in children_of(pid) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def begun_in(root: Path) -> Counter[str]:
    """How often each report was taken in hand."""
    return Counter(
        f"{path.name.partition('.')[0]} {line.row['begun']}"
        for path in (root / "journal").rglob("*.journal.gz")
        for line in lines_in(path)
        if "begun" in line.row
    )


def test_worker_and_driver_killed_and_two_hundred_reports_read_once_each(tmp_path: Path) -> None:
    archive = corpus(tmp_path / "news.jsonl", 200)
    root = tmp_path / "run"
    driver = multiprocessing.get_context("spawn").Process(target=drive, args=(str(archive), root))
    driver.start()
    assert driver.pid is not None
    wait_until_read(root, 30)
    os.kill(readers_of(driver.pid)[0], signal.SIGKILL)
    wait_until_read(root, 80)
    workers = readers_of(driver.pid)
    os.kill(driver.pid, signal.SIGKILL)
    driver.join()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}/exe").exists() for pid in workers):
        assert time.monotonic() < deadline  # they see that the driver is gone
        time.sleep(0.1)
    assert 80 <= account(root, load_plan(root)).outcomes["read"] < 200
    done = resume(root, Hands(ReaderForRuns()), TWO)
    assert done.outcomes == {"read": 200, "rejected": 0, "refused": 0, "failed": 0}
    times = begun_in(root)
    assert len(times) == 200
    assert sum(times.values()) - 200 <= 3  # what three workers had in hand when they ended, and nothing else
    merged = merge_files(root)
    assert merged.readings + merged.repeated == 200


def test_reports_are_read_by_two_workers_as_by_one(tmp_path: Path) -> None:
    archive = corpus(tmp_path / "news.jsonl", 60)
    found = []
    for workers in (1, 2):
        root = tmp_path / str(workers)
        start([str(archive)], root, Hands(ReaderForRuns()), RunOptions(), Force(workers=workers))
        merge_files(root)
        found.append(lines_of(root / "merged"))
    assert len(found[0]) == 60
    assert found[0] == found[1]
    assert sum(len(row["figures"]) for row in found[0]) > 0


def test_ray_reads_them_as_local_processes_do(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the engine ray needs the package ray (make test-all installs it)")
    archive = corpus(tmp_path / "news.jsonl", 60)
    found = []
    for engine in ("local", "ray"):
        root = tmp_path / engine
        force = Force("ray", 2) if engine == "ray" else TWO
        assert start([str(archive)], root, Hands(ReaderForRuns()), OPTIONS, force).outcomes["read"] == 60
        merge_files(root)
        found.append({path.name: path.read_bytes() for path in (root / "merged").iterdir()})
    assert found[0] == found[1]

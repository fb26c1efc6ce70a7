"""The engine ray: as the local one byte for byte, and with two nodes of which one is lost."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from run_case import SMALL, begun, bytes_of, hands, lines_of, write_lines
from trucewatch.errors import TrucewatchError
from trucewatch.runs.driver import resume, start
from trucewatch.runs.force import Force
from trucewatch.runs.merge import merge_files

ray: Any = pytest.importorskip("ray", reason="the engine ray needs the package ray (make test-all installs it)")
# Ray leaves sockets and processes of its own to the end of the process.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray", "ignore::DeprecationWarning:ray"),
]


@pytest.fixture(autouse=True)
def reached(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers find the test reader where the tests find it; nothing of Ray outlives a test."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    yield
    ray.shutdown()


@pytest.fixture
def two_nodes() -> Iterator[tuple[Any, Any]]:
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    yield cluster, second
    ray.shutdown()
    cluster.shutdown()


def test_ray_and_local_give_the_same_bytes(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 60, _7="KILL ME at once.", _9="Twice.", _31="Twice.", _40="BREAK")
    found = []
    for engine in ("local", "ray"):
        log = tmp_path / f"log {engine}"
        force = Force(engine, workers=2)
        done = start([str(archive)], tmp_path / engine, hands(log), SMALL, force)
        assert done.outcomes == {"read": 58, "rejected": 0, "refused": 0, "failed": 2}
        assert len(begun(log)) == 60 + 2  # three times the one that kills, every other once
        assert merge_files(tmp_path / engine).repeated == 1
        found.append(bytes_of(tmp_path / engine / "merged"))
    assert found[0] == found[1]


def test_lost_node_loses_no_report_and_none_is_read_twice(tmp_path: Path, two_nodes: tuple[Any, Any]) -> None:
    cluster, second = two_nodes
    archive = write_lines(tmp_path / "news.jsonl", 120)
    log = tmp_path / "log"
    given = hands(log, seconds=0.1)

    def lose() -> None:
        while len(begun(log)) < 30:
            time.sleep(0.05)
        cluster.remove_node(second, allow_graceful=False)

    losing = threading.Thread(target=lose, daemon=True)
    losing.start()
    done = start([str(archive)], tmp_path / "run", given, SMALL, Force("ray", 2, cluster.address))
    losing.join()
    assert done.outcomes == {"read": 120, "rejected": 0, "refused": 0, "failed": 0}
    assert done.sessions[0]["lost"] >= 1
    names = begun(log)
    assert set(names) == {f"{archive}:{n}" for n in range(1, 121)}
    assert len(names) <= 120 + done.sessions[0]["lost"]  # again only what was in hand on the node
    assert merge_files(tmp_path / "run").readings == 120
    assert len(lines_of(tmp_path / "run" / "merged")) == 120


def test_run_of_one_engine_is_resumed_by_the_other(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 30)
    root, log = tmp_path / "run", tmp_path / "log"

    class EnoughError(Exception):
        pass

    def stop(_progress: object) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        start([str(archive)], root, hands(log, seconds=0.02), SMALL, Force("ray", 1), stop)
    left = 30 - len(begun(log))
    assert left > 0
    done = resume(root, hands(log), Force(workers=1))
    assert done.outcomes["read"] == 30
    assert len(begun(log)) <= 31
    assert [session["engine"] for session in done.sessions] == ["ray", "local"]


def drive(archive: str, root: Path, log: Path) -> None:
    start([archive], root, hands(log, seconds=0.1), SMALL, Force("ray", 2))


def test_killed_driver_takes_its_actors_along_and_is_resumed(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 80)
    root, log = tmp_path / "run", tmp_path / "log"
    log.mkdir()
    driver = multiprocessing.get_context("spawn").Process(target=drive, args=(str(archive), root, log))
    driver.start()
    deadline = time.monotonic() + 120
    while len(begun(log)) < 15:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    driver.kill()
    driver.join()
    while any(Path("/proc", path.name, "exe").exists() for path in log.iterdir()):
        assert time.monotonic() < deadline  # Ray sees that the driver is gone
        time.sleep(0.1)
    before = len(begun(log))
    assert before < 80
    done = resume(root, hands(log), Force("ray", 2))
    assert done.outcomes == {"read": 80, "rejected": 0, "refused": 0, "failed": 0}
    names = begun(log)
    assert set(names) == {f"{archive}:{n}" for n in range(1, 81)}
    assert len(names) <= 80 + 2  # again only what two actors had in hand
    assert merge_files(root).readings == 80


def test_no_cluster_at_an_address_is_told(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    with pytest.raises(TrucewatchError, match="could not be reached"):
        start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), SMALL, Force("ray", 1, "127.0.0.1:1"))


def test_reader_that_cannot_be_loaded_ends_the_run(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    root = tmp_path / "run"
    start([str(archive)], root, hands(tmp_path / "log"), SMALL, Force(workers=1))
    next(root.rglob("*.seal.json")).unlink()
    with pytest.raises(TrucewatchError, match="cannot be loaded"):
        resume(root, hands(tmp_path / "log", unfit=True), Force("ray", 1))

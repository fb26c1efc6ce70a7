"""What a run did so far and what it cost, from its folder alone: sessions, seals, and lines that are not sealed yet."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trucewatch.runs.files import write_whole
from trucewatch.runs.journal import attempts_of, read_seal, shard_folder
from trucewatch.runs.plan import Plan
from trucewatch.runs.progress import RunProgress
from trucewatch.runs.rejects import Rejects
from trucewatch.runs.shard import OUTCOMES, sums_of

_REPORT = "report.json"
_SESSIONS = "sessions"
_SHOWN = 1000  # troubles that a report names; each seal names its first hundred, the journal all
_WRITTEN_EVERY = 5.0  # seconds


class Session:
    """One driver's time with a run, written down as it passes: a driver that is killed leaves what it has.

    Args:
        root: the run's folder.
        engine: "local" or "ray".
    """

    def __init__(self, root: Path, engine: str) -> None:
        folder = root / _SESSIONS
        folder.mkdir(exist_ok=True)
        self._path = folder / f"{len(list(folder.glob('*.json'))) + 1:06d}.json"
        self._row: dict[str, Any] = {
            "engine": engine,
            "machine": f"{platform.node()}, {platform.machine()}",
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._start = time.monotonic()
        self._written = -_WRITTEN_EVERY

    def write(self, progress: RunProgress, *, ended: bool = False) -> None:
        """Bring the session's file up to date, at most every few seconds."""
        now = time.monotonic()
        if not ended and now - self._written < _WRITTEN_EVERY:
            return
        self._written = now
        told = {"wall": round(now - self._start, 2), "workers": progress.workers, "lost": progress.lost, "ended": ended}
        write_whole(self._path, json.dumps(self._row | told) + "\n")


@dataclass(frozen=True)
class Account:
    """How a run stands.

    Attributes:
        shards: how many there are.
        sealed: how many are read to their end.
        outcomes: what came of reports, by outcome (see `shard.OUTCOMES`).
        statements: how many were read.
        seconds: that workers spent on reports, by the clock.
        cpu: seconds of processor time that they spent on them.
        wall: seconds that drivers were at it.
        peak: most memory that a worker held, in KiB; 0 where none has sealed a shard.
        sessions: of drivers, oldest first.
        rejects: what the gate turned away, with a sample.
        troubles: outcome, name and reason, the first ones of each shard.
        left_out: name and reason of what the plan could not take in.
    """

    shards: int
    sealed: int
    outcomes: dict[str, int]
    statements: int
    seconds: float
    cpu: float
    wall: float
    peak: int
    sessions: tuple[dict[str, Any], ...]
    rejects: Rejects
    troubles: tuple[dict[str, str], ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def is_complete(self) -> bool:
        """Is every shard read to its end?"""
        return self.sealed == self.shards

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types, with rates."""
        reports = sum(self.outcomes.values()) - self.outcomes["refused"]
        return {
            "complete": self.is_complete,
            "shards": self.shards,
            "sealed": self.sealed,
            **self.outcomes,
            "statements": self.statements,
            "wall_seconds": round(self.wall, 2),
            "reading_seconds": round(self.seconds, 2),
            "cpu_seconds": round(self.cpu, 2),
            "reports_per_second": round(reports / self.wall, 3) if self.wall else None,
            "cpu_seconds_per_report": round(self.cpu / reports, 4) if reports else None,
            "peak_memory_mib": round(self.peak / 1024),
            "sessions": list(self.sessions),
            "rejects": self.rejects.to_json(),
            "troubles": list(self.troubles),
            "left_out": [{"name": name, "why": why} for name, why in self.left_out],
        }


def account(root: Path, plan: Plan) -> Account:
    """How a run stands; it may be at work.

    Raises:
        TrucewatchError: a seal is damaged.
    """
    outcomes: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    sums: Counter[str] = Counter()
    rejects = Rejects()
    troubles: list[dict[str, str]] = []
    sealed, seconds, cpu, peak = 0, 0.0, 0.0, 0
    for row in _sums(root, plan.shards):
        sealed += row["sealed"]
        outcomes.update({name: row[name] for name in OUTCOMES})
        sums["statements"] += row["statements"]
        seconds, cpu = seconds + row["seconds"], cpu + row["cpu"]
        peak = max(peak, row["peak"])
        rejects.merge(row["rejects"])
        troubles += row["troubles"][: _SHOWN - len(troubles)]
    sessions = tuple(json.loads(path.read_bytes()) for path in sorted((root / _SESSIONS).glob("[0-9]*.json")))
    wall = sum(session["wall"] for session in sessions)
    return Account(
        plan.shards, sealed, dict(outcomes), sums["statements"], seconds, cpu, wall, peak, sessions, rejects,
        tuple(troubles), plan.left_out,
    )  # fmt: skip


def write_report(root: Path, plan: Plan) -> Account:
    """Write the report of a run into its folder (`report.json`), and give it."""
    found = account(root, plan)
    about = {"program": plan.program, "inputs": plan.inputs, "files": plan.files, "bytes": plan.bytes}
    row = about | {"relevance": plan.relevance} | found.to_json()
    write_whole(root / _REPORT, json.dumps(row, ensure_ascii=False, indent=2) + "\n")
    return found


def unsealed(root: Path, plan: Plan) -> list[int]:
    """Numbers of the shards that are not read to their end."""
    return [number for number in range(plan.shards) if read_seal(root, number) is None]


def _sums(root: Path, shards: int) -> Iterator[dict[str, Any]]:
    for number in range(shards):
        seal = read_seal(root, number)
        if seal is not None:
            yield seal | {"sealed": 1}
        elif attempts_of(root, number):
            yield _so_far(root, number)


def _so_far(root: Path, number: int) -> dict[str, Any]:
    folder = shard_folder(root, number)
    used = {path.name: (folder / path.name).stat().st_size for path in attempts_of(root, number)}
    return sums_of(root, number, used) | {"sealed": 0, "peak": 0}

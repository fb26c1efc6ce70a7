"""The engine for one machine: a few processes, each with its own reader."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from trucewatch.errors import ReadingError, TrucewatchError
from trucewatch.runs.force import Force, processors
from trucewatch.runs.hands import Hands
from trucewatch.runs.journal import broke_off
from trucewatch.runs.progress import OnRunProgress, RunProgress
from trucewatch.runs.worker import work

MOST_FRUITLESS = 3
"""Workers that end, one after the other, with no report in hand that could be given up: then all would."""

_PATIENCE = 10.0  # seconds that a worker is given to end


@dataclass
class _Worker:
    process: BaseProcess
    channel: Connection
    shard: int | None = None
    is_ready: bool = False


def read_locally(
    root: Path,
    hands: Hands,
    shards: Iterable[int],
    force: Force,
    progress: RunProgress,
    on_progress: OnRunProgress,
) -> None:
    """Read shards with processes on this machine; a process that ends is replaced, and its shard read on.

    Args:
        root: the run's folder, with its plan.
        hands: what reads.
        shards: numbers of those to read.
        force: how many processes; as many as there are processors where it does not say.
        progress: is brought up to date.
        on_progress: called when it changes.

    Raises:
        TrucewatchError: the workers cannot go on (no reader, no room on the disk).
    """
    crew = _Crew(root, hands, deque(shards), progress, lambda: on_progress(progress))
    try:
        crew.read(force.workers or processors())
    finally:
        crew.end()


class _Crew:
    def __init__(
        self, root: Path, hands: Hands, waiting: deque[int], progress: RunProgress, changed: Callable[[], None]
    ) -> None:
        self._root = root
        self._hands = hands
        self._waiting = waiting
        self._progress = progress
        self._changed = changed
        self._workers: list[_Worker] = []
        self._fruitless = 0
        # Nothing of the driver (threads, locks, models) is to be copied into a worker.
        self._context = multiprocessing.get_context("spawn")

    def read(self, workers: int) -> None:
        for _ in range(min(workers, len(self._waiting))):
            self._hire()
        while self._waiting or any(worker.shard is not None for worker in self._workers):
            for worker in self._workers:
                if worker.is_ready and worker.shard is None and self._waiting:
                    self._assign(worker)
            busy = [w for w in self._workers if w.shard is not None or not w.is_ready]
            watched: list[Any] = [w.channel for w in busy] + [w.process.sentinel for w in busy]
            heard = wait(watched)
            for worker in busy:
                if worker.channel in heard or worker.process.sentinel in heard:
                    self._hear(worker)

    def end(self) -> None:
        """Tell every worker to end: those at work leave what they have in hand, without blame."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.channel.close()
        self._workers.clear()

    def _hire(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._root, self._hands), name="trucewatch reader")
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        self._progress.workers = len(self._workers)

    def _assign(self, worker: _Worker) -> None:
        shard = self._waiting.popleft()
        worker.shard = shard
        try:
            worker.channel.send(shard)
        except OSError:  # it has just ended; that is heard in a moment
            return

    def _hear(self, worker: _Worker) -> None:
        try:
            while worker.channel.poll():
                self._take(worker, worker.channel.recv())
        except (EOFError, OSError):
            self._replace(worker)
            return
        if not worker.process.is_alive() and not worker.channel.poll():
            self._replace(worker)

    def _take(self, worker: _Worker, message: tuple[Any, ...]) -> None:
        match message:
            case ("ready",):
                worker.is_ready = True
            case ("told", outcomes):
                self._fruitless = 0
                self._progress.outcomes.update(outcomes)
                self._changed()
            case ("sealed", _number, outcomes):
                self._fruitless = 0
                self._progress.outcomes.update(outcomes)
                worker.shard = None
                self._progress.sealed += 1
                self._changed()
            case ("unfit", found, expected, advice):
                raise TrucewatchError(found, expected=expected, advice=advice)
            case _:
                raise TrucewatchError(
                    f"a worker said what nobody understands ({str(message)[:80]})",
                    expected="workers of the driver's own version",
                    advice="If Trucewatch was changed during the run: trucewatch run resume DIR",
                )

    def _replace(self, worker: _Worker) -> None:
        """A worker has ended: its shard goes to the next one, which begins behind what it has read."""
        worker.process.join()
        worker.channel.close()
        self._workers.remove(worker)
        self._progress.lost += 1
        begun = worker.shard is not None and broke_off(self._root, worker.shard)
        self._fruitless = 0 if begun else self._fruitless + 1
        if self._fruitless >= MOST_FRUITLESS:
            raise ReadingError(
                f"{self._fruitless} workers ended one after the other with no report in hand "
                f"(the last with exit code {worker.process.exitcode})",
                expected="workers that can load the reader and write the journal",
                advice="See that one worker has the memory it needs (about 1 GB), and try --workers 1.",
            )
        if worker.shard is not None:
            self._waiting.appendleft(worker.shard)
        self._hire()
        self._changed()

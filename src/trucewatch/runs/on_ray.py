"""The engine for one machine or many: Ray actors that hold the reader. The only module that knows Ray.

Every node must have Trucewatch installed and see the run's folder, and the inputs, under the same names. An actor has
one shard in work and one waiting, so that what is handed out never runs ahead of what is read. An actor or node that is
lost is made up for by a new actor, which begins its shards behind what was read.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trucewatch.errors import ReadingError, TrucewatchError
from trucewatch.runs.force import Force, processors
from trucewatch.runs.hands import Hands
from trucewatch.runs.journal import broke_off
from trucewatch.runs.local import MOST_FRUITLESS
from trucewatch.runs.plan import Shards
from trucewatch.runs.progress import OnRunProgress, RunProgress
from trucewatch.runs.shard import ShardReader
from trucewatch.runs.worker import make_reader

_AHEAD = 2  # shards that an actor has, with the one in work
_STOPPING = "stopping"
_PATIENCE = 10.0  # seconds that actors are given to put down what they have in hand


@dataclass
class _Actor:
    handle: Any
    is_ready: bool = False
    shards: list[int] = field(default_factory=list)


def read_on_ray(
    root: Path,
    hands: Hands,
    shards: Iterable[int],
    force: Force,
    progress: RunProgress,
    on_progress: OnRunProgress,
) -> None:
    """Read shards with Ray.

    Args:
        root: the run's folder, with its plan.
        hands: what reads.
        shards: numbers of those to read.
        force: how many actors, one for each processor of Ray's where it does not say; and the address of a cluster,
            without which Ray is started on this machine, and ended afterwards.
        progress: is brought up to date.
        on_progress: called when it changes.

    Raises:
        TrucewatchError: Ray is not installed or not reached, or the workers cannot go on.
    """
    with _connected(force.workers, force.address) as ray:
        count = force.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        crew = _Crew(ray, root.resolve(), hands, deque(shards), progress, on_progress)
        try:
            crew.read(count)
        finally:
            crew.end()


@contextlib.contextmanager
def _connected(workers: int | None, address: str | None) -> Iterator[Any]:
    try:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # Ray reports to its makers unless told before it is loaded
        import ray as installed  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise TrucewatchError(
            "the engine ray was asked for, and Ray is not installed",
            expected="the extra ray",
            advice="pip install 'trucewatch[ray]', or take --engine local.",
        ) from error
    ray: Any = installed  # of its types few fit what it takes
    if ray.is_initialized():  # by whoever calls: it is theirs to end
        yield ray
        return
    here = {} if address else {"num_cpus": workers or processors()}
    try:
        _knock(address)
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **here)
    except (OSError, RuntimeError, ValueError) as error:
        told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise TrucewatchError(
            f"Ray could not be reached at {address or 'this machine'} ({told})",
            expected="the address of a cluster (auto, or HOST:PORT), begun with `ray start --head`",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str | None) -> None:
    """Refuse an address where nobody answers: Ray itself tries for minutes.

    Raises:
        OSError: nobody does.
        ValueError: it is no address.
    """
    host, mark, port = (address or "").removeprefix("ray://").rpartition(":")
    if mark:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE):
            pass


def _actor_class(ray: Any) -> Any:
    class ArchiveReader:
        """Holds the reader; its name is what Ray's dashboard shows."""

        def __init__(self, root: str, hands: Hands) -> None:
            self._root = Path(root)
            self._hands = hands
            self._reader: ShardReader | None = None

        def load(self) -> tuple[Any, ...]:
            try:
                self._reader, plan = make_reader(self._root, self._hands)
                self._shards = Shards(self._root, plan)
            except TrucewatchError as error:
                return ("unfit", error.found, error.expected, error.advice)
            return ("ready",)

        def read(self, number: int) -> tuple[Any, ...]:
            outcomes: Counter[str] = Counter()
            try:
                if self._reader is not None:
                    self._reader.read(self._shards[number], lambda outcome: outcomes.update([outcome]))
            except TrucewatchError as error:
                return ("unfit", error.found, error.expected, error.advice)
            return ("sealed", number, dict(outcomes))

        def stop(self) -> None:
            if self._reader is not None:
                self._reader.stop()

    # Whoever asks it to stop is not to wait until its shards are read.
    return ray.remote(num_cpus=1, max_restarts=0, concurrency_groups={_STOPPING: 1})(ArchiveReader)


class _Crew:
    def __init__(
        self,
        ray: Any,
        root: Path,
        hands: Hands,
        waiting: deque[int],
        progress: RunProgress,
        on_progress: OnRunProgress,
    ) -> None:
        self._ray = ray
        self._class = _actor_class(ray)
        self._root = root
        self._hands = ray.put(hands)
        self._waiting = waiting
        self._progress = progress
        self._on_progress = on_progress
        self._actors: list[_Actor] = []
        self._asked: dict[Any, _Actor] = {}
        self._fruitless = 0

    def read(self, workers: int) -> None:
        for _ in range(min(workers, len(self._waiting))):
            self._hire()
        while self._waiting or any(actor.shards for actor in self._actors):
            self._hand_out()
            heard, _ = self._ray.wait(list(self._asked), num_returns=1)
            for answer in heard:
                actor = self._asked.pop(answer, None)
                if actor is not None:
                    self._hear(actor, answer)

    def end(self) -> None:
        """Let every actor put down what it has in hand, without blame, and end them."""
        stops = [actor.handle.stop.options(concurrency_group=_STOPPING).remote() for actor in self._actors]
        if stops:
            self._ray.wait(stops, num_returns=len(stops), timeout=_PATIENCE)
        for actor in self._actors:
            self._ray.kill(actor.handle)
        self._actors.clear()

    def _hire(self) -> None:
        actor = _Actor(self._class.remote(str(self._root), self._hands))
        self._asked[actor.handle.load.remote()] = actor
        self._actors.append(actor)
        self._progress.workers = len(self._actors)

    def _hand_out(self) -> None:
        """One shard to each first, then one more, so that none waits behind another while somebody is idle."""
        for most in range(1, _AHEAD + 1):
            for actor in self._actors:
                if actor.is_ready and len(actor.shards) < most and self._waiting:
                    shard = self._waiting.popleft()
                    actor.shards.append(shard)
                    answer = actor.handle.read.options(name=f"shard {shard}").remote(shard)  # as the dashboard has it
                    self._asked[answer] = actor

    def _hear(self, actor: _Actor, answer: Any) -> None:
        try:
            message = self._ray.get(answer)
        except self._ray.exceptions.RayTaskError as error:
            told = str(error.cause)[:200]
            raise TrucewatchError(f"a worker could not go on ({type(error.cause).__name__}: {told})") from error
        except self._ray.exceptions.RayError:
            self._replace(actor)
            return
        match message:
            case ("ready",):
                actor.is_ready = True
            case ("sealed", number, outcomes):
                self._fruitless = 0
                actor.shards.remove(number)
                self._progress.sealed += 1
                self._progress.outcomes.update(outcomes)
                self._on_progress(self._progress)
            case ("unfit", found, expected, advice):
                raise TrucewatchError(found, expected=expected, advice=advice)

    def _replace(self, actor: _Actor) -> None:
        """An actor or its node is lost: its shards go first to whoever is free."""
        self._asked = {answer: other for answer, other in self._asked.items() if other is not actor}
        self._actors.remove(actor)
        with contextlib.suppress(self._ray.exceptions.RayError, ValueError):
            self._ray.kill(actor.handle)
        self._progress.lost += 1
        begun = any(broke_off(self._root, shard) for shard in actor.shards[:1])
        self._fruitless = 0 if begun else self._fruitless + 1
        if self._fruitless >= MOST_FRUITLESS:
            raise ReadingError(
                f"{self._fruitless} Ray actors ended one after the other with no report in hand",
                expected="actors that can load the reader and write the journal",
                advice="See that nodes have the memory (about 1 GB an actor) and the same Trucewatch; see Ray's log.",
            )
        self._waiting.extendleft(reversed(actor.shards))
        self._hire()
        self._on_progress(self._progress)

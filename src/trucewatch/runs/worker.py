"""What a worker process does: load the reader once, then read one shard after the other.

It leaves what it has in hand without blame when it is told to end, or when whoever started it is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from trucewatch.errors import TrucewatchError
from trucewatch.runs.hands import Hands
from trucewatch.runs.plan import Plan, Shards, load_plan, refuse_other_reader
from trucewatch.runs.shard import ShardReader

_TOLD_EVERY = 1.0  # seconds between two words on how far a shard is


def make_reader(root: Path, hands: Hands) -> tuple[ShardReader, Plan]:
    """What reads the shards of a run, with its models loaded.

    Raises:
        TrucewatchError: there is no such run, the reader cannot be loaded, or it is not the one of the plan.
    """
    plan = load_plan(root)
    ready = hands.reader()
    refuse_other_reader(plan, ready.steps, ready.models, hands.judge_version)
    return ShardReader(root, plan, ready, hands.judge), plan


def work(channel: Connection, root: Path, hands: Hands) -> None:
    """The life of a worker on this machine.

    Numbers of shards come in, None to end. What goes out: ("ready",), then ("told", outcomes since the last word) and
    ("sealed", number, outcomes since the last word); ("unfit", found, expected, advice) where the run cannot go on.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the driver says what follows
    try:
        reader, plan = make_reader(root, hands)
        stop = _stopper(reader)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop).start())
        threading.Thread(target=_watch, args=(stop,), daemon=True).start()
        shards = Shards(root, plan)
        channel.send(("ready",))
        while (number := channel.recv()) is not None:
            teller = _Teller(channel)
            reader.read(shards[number], teller)
            channel.send(("sealed", number, teller.left))
    except TrucewatchError as error:
        channel.send(("unfit", error.found, error.expected, error.advice))
    except OSError as error:
        channel.send(
            ("unfit", f"a worker could not go on: {error}", "room to write the journal in the run's folder", "")
        )


def _stopper(reader: ShardReader) -> Any:
    def stop() -> None:
        reader.stop()
        os._exit(0)

    return stop


def _watch(stop: Any) -> None:
    """End when the driver has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        stop()


class _Teller:
    """Says now and then what came of the reports."""

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self.left: list[str] = []
        self._last = time.monotonic()

    def __call__(self, outcome: str) -> None:
        self.left.append(outcome)
        if time.monotonic() - self._last > _TOLD_EVERY:
            self._channel.send(("told", self.left))
            self.left, self._last = [], time.monotonic()

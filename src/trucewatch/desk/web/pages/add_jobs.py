"""Reports that are being read while the pages go on: one job after the other, in a thread of its own."""

from __future__ import annotations

import logging
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Lock, Thread
from typing import Literal
from weakref import WeakKeyDictionary

from trucewatch import api
from trucewatch.desk.web.opened import Desk
from trucewatch.errors import TrucewatchError, UnknownIdError

MOST_OPEN = 4
"""Jobs that may wait or run at once: what they were given is held in memory."""
_KEPT = 20  # jobs that are over and can still be looked at

State = Literal["waiting", "reading", "done", "failed"]
Told = Callable[[api.Progress], None]
Work = Callable[[Told], api.AddSummary]


@dataclass(frozen=True)
class Job:
    """One act of adding.

    Attributes:
        id: not to be guessed.
        title: what is added, in words.
        at: when it was asked for.
        state: how far it is.
        progress: the report in hand, None before the first.
        summary: what was done, None until it is over.
        error: why nothing could be done, "" where something was.
    """

    id: str
    title: str
    at: datetime
    state: State = "waiting"
    progress: api.Progress | None = None
    summary: api.AddSummary | None = None
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Does it wait or run?"""
        return self.state in {"waiting", "reading"}


class Jobs:
    """The jobs of one opening of the desk; kept in memory alone, for what they did is in the record."""

    def __init__(self, fault: str) -> None:
        """Begin with none.

        Args:
            fault: what is told of a job that the program itself broke.
        """
        self._fault = fault
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[tuple[str, Work]] = deque()
        self._is_running = False

    def start(self, title: str, at: datetime, work: Work) -> Job | None:
        """Put a job behind those that wait; None where `MOST_OPEN` are open.

        Args:
            title: what is added, in words.
            at: the moment.
            work: does it, telling of its progress.
        """
        job = Job(secrets.token_urlsafe(16), title, at)
        with self._lock:
            if sum(one.is_open for one in self._jobs.values()) >= MOST_OPEN:
                return None
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if not one.is_open][:-_KEPT]:
                del self._jobs[old]
            self._waiting.append((job.id, work))
            if not self._is_running:
                # The thread ends with the program: what is in hand then is left out of the record whole.
                Thread(target=self._run, name="adding", daemon=True).start()
                self._is_running = True
        return job

    def job(self, id_: str) -> Job:
        """The job of an id.

        Raises:
            UnknownIdError: there is none.
        """
        with self._lock:
            if id_ not in self._jobs:
                raise UnknownIdError(
                    "this adding is not known (any more)",
                    advice="What it added is in the record: look for it with Search.",
                )
            return self._jobs[id_]

    def latest(self) -> tuple[Job, ...]:
        """All jobs, the latest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._is_running = False
                    return
                id_, work = self._waiting.popleft()
            self._change(id_, state="reading")
            try:
                summary = work(partial(self._tell, id_))
                self._change(id_, state="done", summary=summary)
            except TrucewatchError as error:
                self._change(id_, state="failed", error=str(error))
            except Exception:  # the thread has to go on with the next
                logging.getLogger(__name__).exception("adding failed")
                self._change(id_, state="failed", error=self._fault)

    def _tell(self, id_: str, progress: api.Progress) -> None:
        self._change(id_, progress=progress)

    def _change(self, id_: str, **changes: object) -> None:
        with self._lock:
            self._jobs[id_] = replace(self._jobs[id_], **changes)  # type: ignore[arg-type]


_OF_DESK: WeakKeyDictionary[Desk, Jobs] = WeakKeyDictionary()
_MAKING = Lock()


def jobs_of(desk: Desk) -> Jobs:
    """The jobs of an opening of the desk."""
    with _MAKING:
        if desk not in _OF_DESK:
            _OF_DESK[desk] = Jobs(desk.t("add.fault"))
        return _OF_DESK[desk]

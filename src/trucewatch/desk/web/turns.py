"""Whose turn it is to ask the record, and what was found out in this turn.

A page asks the record dozens of times whether something came to it. In one turn it is asked once: what a page is made
of is then the record of one moment, whatever another program adds meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import Any, TypeVar

FoundT = TypeVar("FoundT")


class Turns:
    """One thread at a time has the turn; who has it may take it again."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._depth = 0
        self._found: dict[Hashable, Any] = {}
        self._writers = 0
        self._asking = 0  # threads that have the turn or wait for it; read and written by any of them
        self._count = Lock()

    @property
    def is_wanted(self) -> bool:
        """Has anybody the turn, or waits for it?"""
        return self._asking > 0

    def __enter__(self) -> None:
        with self._count:
            self._asking += 1
        self._lock.acquire()
        self._depth += 1
        if self._depth == 1:
            self._found = {}

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._found = {}  # it may be large
        self._lock.release()
        with self._count:
            self._asking -= 1

    def once(self, key: Hashable, find: Callable[[], FoundT]) -> FoundT:
        """What was found in this turn under a key, else what is found now; while somebody writes, always anew.

        Args:
            key: what is asked.
            find: asks for it.
        """
        with self:
            if self._writers:
                return find()
            if key not in self._found:
                self._found[key] = find()
            found: FoundT = self._found[key]
            return found

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A turn in which something is written."""
        with self:
            self._writers += 1
            try:
                yield
            finally:
                self._writers -= 1
                self._found = {}

"""Pages that were made before, for as long as they hold."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class _Made:
    of: object
    page: bytes


class KeptPages:
    """The pages asked for last, up to so many bytes; each holds as long as what it was made of is the same."""

    def __init__(self, most: int) -> None:
        """Begin with none.

        Args:
            most: bytes that all pages together may have; the last one is kept even if it has more.
        """
        self._most = most
        self._bytes = 0
        self._held: dict[Hashable, _Made] = {}

    def has(self, key: Hashable, of: object) -> bool:
        """Is the page kept, and made of that?"""
        held = self._held.get(key)
        return held is not None and held.of == of

    def page(self, key: Hashable, of: object, make: Callable[[], bytes]) -> bytes:
        """A page as it was made before, else as it is made now.

        Args:
            key: which page.
            of: what it is made of; a page of anything else does not hold.
            make: makes it.
        """
        page = self._held[key].page if self.has(key, of) else make()
        self._drop(key)
        self._held[key] = _Made(of, page)  # the last one asked for stands last
        self._bytes += len(page)
        while self._bytes > self._most and len(self._held) > 1:
            self._drop(next(iter(self._held)))
        return page

    def clear(self) -> None:
        """Keep none."""
        self._held.clear()
        self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        held = self._held.pop(key, None)
        self._bytes -= len(held.page) if held is not None else 0

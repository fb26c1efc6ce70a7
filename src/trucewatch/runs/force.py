"""Who reads: the engine, and how many workers."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Literal, get_args

from trucewatch.errors import TrucewatchError

Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Force:
    """Who reads.

    Attributes:
        engine: processes on this machine, or Ray.
        workers: how many; None: as many as there are processors.
        address: of a Ray cluster ("auto", or HOST:PORT); None: Ray is started on this machine.
    """

    engine: Engine = "local"
    workers: int | None = None
    address: str | None = None

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            TrucewatchError: an unknown engine, less than one worker, an address without Ray.
        """
        if self.engine not in ENGINES:
            raise TrucewatchError(f'there is no engine "{self.engine}"', expected=" or ".join(ENGINES))
        if self.workers is not None and self.workers < 1:
            raise TrucewatchError(f"{self.workers} workers were asked for", expected="at least one")
        if self.address is not None and self.engine != "ray":
            raise TrucewatchError(
                f"the address {self.address} was given, and the engine is {self.engine}",
                expected="an address with the engine ray only",
                advice="Add --engine ray.",
            )

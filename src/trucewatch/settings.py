"""Settings, read once by the desk from the environment and its options; everything else receives values."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_RECORD = Path("trucewatch.sqlite")
"""In the working directory, so that each folder of work has its own record."""


@dataclass(frozen=True)
class Settings:
    """What the desk works with.

    Attributes:
        record: file of the record, or the address of its PostgreSQL database.
        pipeline: package name of another spaCy pipeline, None for the default one.
        author: who adds, corrects, rules and judges; kept in the record with every such act.
        actors: the user's own file of actors, None where there is none.
    """

    record: Path | str = DEFAULT_RECORD
    pipeline: str | None = None
    author: str = "unknown"
    actors: Path | None = None

    @classmethod
    def read(
        cls,
        environment: Mapping[str, str] | None = None,
        *,
        record: Path | str | None = None,
        pipeline: str | None = None,
        author: str | None = None,
        actors: Path | None = None,
    ) -> Settings:
        """The settings of one call: an option wins over the environment, and that over the default.

        Args:
            environment: TRUCEWATCH_RECORD, TRUCEWATCH_PIPELINE, TRUCEWATCH_AUTHOR and TRUCEWATCH_ACTORS are looked
                at; None: this process's own.
            record: option of the call, None where it was not given; text is a path unless it is an address.
            pipeline: likewise.
            author: likewise.
            actors: likewise.
        """
        env = os.environ if environment is None else environment
        own = env.get("TRUCEWATCH_ACTORS")
        return cls(
            record=_place(record or env.get("TRUCEWATCH_RECORD") or DEFAULT_RECORD),
            pipeline=pipeline or env.get("TRUCEWATCH_PIPELINE") or None,
            author=author or env.get("TRUCEWATCH_AUTHOR") or _login(),
            actors=actors or (Path(own) if own else None),
        )


def _place(given: Path | str) -> Path | str:
    return given if "://" in str(given) else Path(given)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, or a system without a user database
        return "unknown"

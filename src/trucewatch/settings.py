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
        record: file of the record.
        pipeline: package name of another spaCy pipeline, None for the default one.
        author: who adds, corrects and rules; kept in the record with every such act.
    """

    record: Path = DEFAULT_RECORD
    pipeline: str | None = None
    author: str = "unknown"

    @classmethod
    def read(
        cls,
        environment: Mapping[str, str] | None = None,
        *,
        record: Path | None = None,
        pipeline: str | None = None,
        author: str | None = None,
    ) -> Settings:
        """The settings of one call: an option wins over the environment, and that over the default.

        Args:
            environment: TRUCEWATCH_RECORD, TRUCEWATCH_PIPELINE and TRUCEWATCH_AUTHOR are looked at; None: this
                process's own.
            record: option of the call, None where it was not given.
            pipeline: likewise.
            author: likewise.
        """
        env = os.environ if environment is None else environment
        return cls(
            record=record or Path(env.get("TRUCEWATCH_RECORD") or DEFAULT_RECORD),
            pipeline=pipeline or env.get("TRUCEWATCH_PIPELINE") or None,
            author=author or env.get("TRUCEWATCH_AUTHOR") or _login(),
        )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, or a system without a user database
        return "unknown"

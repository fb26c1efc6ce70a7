"""Where inputs lie: files here, or files elsewhere that fsspec can reach (the extra `remote`)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from trucewatch.errors import ReportError
from trucewatch.reports.details import Refusal
from trucewatch.reports.folders import READABLE, ending_of, list_files
from trucewatch.reports.plain import unreadable

_COPIED = 1 << 20


def is_remote(address: str) -> bool:
    """Does an address name a file system ("s3://bucket/news"), and not a path here?"""
    return "://" in address


def place(address: str) -> Path:
    """The path of an address.

    Raises:
        ReportError: it is remote, and what reaches it is not installed.
    """
    if not is_remote(address):
        return Path(address)
    try:
        from upath import UPath  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ReportError(
            f"{address} is not on this machine, and what reaches it is not installed",
            expected="the extra remote, and the fsspec package of that file system (s3fs for s3://, say)",
            advice="pip install 'trucewatch[remote]' s3fs",
        ) from error
    try:
        return cast("Path", UPath(address))
    except (ValueError, ImportError) as error:
        advice = "Install the fsspec package of that file system, s3fs for s3:// say."
        raise ReportError(f"{address} cannot be reached ({error})", advice=advice) from error


def files_of(address: str) -> tuple[Path | Refusal, ...]:
    """The files that an address stands for, as `list_files` gives them.

    Raises:
        ReportError: nothing is there, or it is not to be reached.
    """
    if not is_remote(address):
        found = list_files([Path(address)])
        refused = found[0] if len(found) == 1 and isinstance(found[0], Refusal) else None
        if refused is not None:
            raise refused.error
        return found
    path: Any = place(address)
    try:
        if not path.is_dir():
            path.stat()
            return (path,)
        below = sorted(path.rglob("*"), key=str)
        found = tuple(p for p in below if ending_of(p) in READABLE and not p.name.startswith(".") and p.is_file())
    except (OSError, ValueError, ImportError) as error:
        raise unreadable(Path(address), error if isinstance(error, OSError) else ValueError(str(error))) from error
    if not found:
        raise ReportError(
            f"{address} holds no readable file", expected=f"files ending in {', '.join(sorted(READABLE))}"
        )
    return found


def size_and_time(path: Path) -> tuple[int, int]:
    """Bytes of a file, and when it was changed (nanoseconds; 0 where a file system does not say)."""
    stat = path.stat()
    return stat.st_size, getattr(stat, "st_mtime_ns", 0) if isinstance(path, Path) else 0


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file, open for reading bytes.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    with file:
        yield cast("BinaryIO", file)


@contextmanager
def at_hand(path: Path) -> Iterator[Path]:
    """A file on this machine: itself, or for as long as it is needed a copy of one elsewhere."""
    if isinstance(path, Path) and not is_remote(str(path)):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="trucewatch-") as folder:
        copy = Path(folder, path.name)
        with opened(path) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, _COPIED)
        yield copy

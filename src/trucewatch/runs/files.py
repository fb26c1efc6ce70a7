"""Files that are there whole or not at all, and the lock that keeps a second driver out."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trucewatch.errors import TrucewatchError


def write_whole(path: Path, text: str) -> None:
    """Put a file in its place, or the new one in the place of the old; nobody ever sees half of it."""
    beside = _written_beside(path, text)
    beside.replace(path)
    sync_folder(path.parent)


def create_once(path: Path, text: str) -> bool:
    """Put a file in its place unless there is one; was there none?"""
    beside = _written_beside(path, text)
    try:
        os.link(beside, path)  # unlike a renaming, this takes the place of nothing
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    sync_folder(path.parent)
    return True


def _written_beside(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{os.uname().nodename}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", errors="surrogatepass") as file:  # names of files may be no UTF-8
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other drivers away from a run as long as this one is at it; it ends with the process, however that ends.

    Raises:
        TrucewatchError: another process has the run in hand.
    """
    with (root / "lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TrucewatchError(
                f"the run in {root} is in hand already",
                expected="one driver at a time",
                advice="Wait for it, or stop it; `trucewatch run status` says how far it is.",
            ) from error
        yield

"""What is written down while a shard is read: a line when a report is begun, a line when it has ended.

Each attempt at a shard has a file of its own, to which one process appends. A line is JSON in a gzip member of its
own: the format keeps its length and checksum, so that a line that was torn off is told from a whole one, and `zcat`
shows the file. When all of a shard has ended, a seal is made beside the attempts, once and for all; it says how much of
which attempts counts, with their SHA-256, so that a process that was thought lost can add nothing afterwards.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from trucewatch.errors import TrucewatchError
from trucewatch.runs.files import create_once

Row = dict[str, Any]

_CHUNK = 1 << 16
_SPEED = 6  # of gzip; 9 takes twice as long for one part in a hundred


@dataclass(frozen=True)
class Line:
    """A whole line of a journal.

    Attributes:
        start: byte offset of its gzip member in the file.
        end: byte offset behind it.
        row: what it says.
    """

    start: int
    end: int
    row: Row


@dataclass
class Before:
    """What earlier attempts at a shard have done.

    Attributes:
        ended: keys of what has ended, whatever came of it.
        deaths: key -> how many attempts broke off while it was in hand.
        used: name of each attempt's file, and how many bytes of it are whole lines.
    """

    ended: set[str] = field(default_factory=set)
    deaths: Counter[str] = field(default_factory=Counter)
    used: dict[str, int] = field(default_factory=dict)


def shard_folder(root: Path, shard: int) -> Path:
    """Where a shard's attempts and its seal lie; at most a thousand shards share a folder."""
    return root / "journal" / f"{shard // 1000:06d}"


def attempts_of(root: Path, shard: int) -> list[Path]:
    """The files of all attempts at a shard, oldest first."""
    return sorted(shard_folder(root, shard).glob(f"{shard:09d}.*.journal.gz"))


def lines_in(path: Path, upto: int | None = None) -> Iterator[Line]:
    """The whole lines of an attempt; it ends before one that is torn.

    Args:
        path: the file.
        upto: bytes of it that count; None: all.
    """
    with path.open("rb") as file:
        start, held = 0, b""
        while upto is None or start < upto:
            unpack = zlib.decompressobj(wbits=31)
            parts: list[bytes] = []
            end = start
            while not unpack.eof:
                chunk = held or file.read(_CHUNK)
                if not chunk:
                    return
                try:
                    parts.append(unpack.decompress(chunk))
                except zlib.error:
                    return
                held = unpack.unused_data
                end += len(chunk) - len(held)
            yield Line(start, end, json.loads(b"".join(parts)))
            start = end


def row_at(file: Any, start: int) -> Row:
    """The line of an open attempt that begins at a byte offset."""
    file.seek(start)
    unpack = zlib.decompressobj(wbits=31)
    parts = []
    while not unpack.eof and (chunk := file.read(_CHUNK)):
        parts.append(unpack.decompress(chunk))
    row: Row = json.loads(b"".join(parts))
    return row


def look_back(root: Path, shard: int) -> Before:
    """What all attempts at a shard have done so far."""
    before = Before()
    for path in attempts_of(root, shard):
        in_hand, used = None, 0
        for line in lines_in(path):
            used = line.end
            key = line.row.get("ended")
            if key is not None:
                before.ended.add(key)
            # To begin the next one is to have survived the last; a file may hold what is no report.
            in_hand = line.row.get("begun")
        before.used[path.name] = used
        if in_hand is not None:
            before.deaths[in_hand] += 1
    return before


def broke_off(root: Path, shard: int) -> bool:
    """Does the last attempt at a shard end with a report in hand? Then that one is counted against the report."""
    paths = attempts_of(root, shard)
    last = None
    for line in lines_in(paths[-1]) if paths else ():
        last = line.row
    return last is not None and "begun" in last


class Attempt:
    """The file that one attempt at a shard writes.

    Two threads may use it: what reads, and what waits for the end of the run.
    """

    def __init__(self, root: Path, shard: int) -> None:
        folder = shard_folder(root, shard)
        folder.mkdir(parents=True, exist_ok=True)
        number = len(attempts_of(root, shard)) + 1
        while True:
            self.path = folder / f"{shard:09d}.{number:06d}.journal.gz"
            try:
                self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
                break
            except FileExistsError:
                number += 1
        self._in_hand: str | None = None
        self._lock = threading.Lock()
        self.used = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            os.close(self._file)
            self._file = -1

    def begin(self, key: str) -> None:
        """Write down that a report is taken in hand."""
        with self._lock:
            self._write(json.dumps({"begun": key}, separators=(",", ":")))
            self._in_hand = key

    def end(self, text: str) -> None:
        """Write down what came of a report.

        Args:
            text: a JSON object with the key of the report under "ended".
        """
        with self._lock:
            self._write(text)
            self._in_hand = None

    def put_down(self, *, for_good: bool = False) -> None:
        """Say that what is in hand is not to blame for the end of this attempt.

        Args:
            for_good: write nothing any more, whoever asks; the process is about to end.
        """
        held = self._lock
        held.acquire()
        if self._file >= 0 and self._in_hand is not None:
            self._write(json.dumps({"put down": self._in_hand}))
            self._in_hand = None
        if not for_good:
            held.release()

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        os.fsync(self._file)

    def _write(self, text: str) -> None:
        # Names of files may hold what is no UTF-8; json.loads takes it back the same way.
        data = gzip.compress(text.encode("utf-8", "surrogatepass"), _SPEED, mtime=0)
        self.used += len(data)
        view = memoryview(data)
        while view:
            view = view[os.write(self._file, view) :]


def seal_path(root: Path, shard: int) -> Path:
    """Where the seal of a shard lies, or will."""
    return shard_folder(root, shard) / f"{shard:09d}.seal.json"


def read_seal(root: Path, shard: int) -> Row | None:
    """The seal of a shard; None where there is none yet.

    Raises:
        TrucewatchError: it is damaged.
    """
    path = seal_path(root, shard)
    try:
        row: Row = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise TrucewatchError(f"the seal {path} is damaged ({error})", expected="a seal as the run wrote it") from error
    return row


def write_seal(root: Path, shard: int, used: dict[str, int], sums: Row) -> Row:
    """Seal a shard; where it is sealed already, that seal stands.

    Args:
        root: the run's folder.
        shard: its number.
        used: name of each attempt's file, in order, and how many bytes of it count.
        sums: what else the seal says.

    Returns:
        The seal that stands.
    """
    folder = shard_folder(root, shard)
    files = [{"name": n, "bytes": size, "sha256": _digest(folder / n, size)} for n, size in used.items()]
    create_once(seal_path(root, shard), json.dumps({"shard": shard, "files": files, **sums}, ensure_ascii=False))
    return read_seal(root, shard) or {}


def ends_of(root: Path, shard: int, used: dict[str, int]) -> Iterator[tuple[Path, Line]]:
    """The first end of each report of a shard, in the order of the attempts, with the file it stands in."""
    seen: set[str] = set()
    for name, size in used.items():
        path = shard_folder(root, shard) / name
        for line in lines_in(path, size):
            key = line.row.get("ended")
            if key is not None and key not in seen:
                seen.add(key)
                yield path, line


def sealed_ends(root: Path, seal: Row) -> Iterator[tuple[Path, Line]]:
    """As `ends_of`, for a sealed shard, each file's digest looked at first.

    Raises:
        TrucewatchError: a file is not what was sealed.
    """
    shard = int(seal["shard"])
    for file in seal["files"]:
        path = shard_folder(root, shard) / file["name"]
        if not path.is_file() or _digest(path, file["bytes"]) != file["sha256"]:
            raise TrucewatchError(
                f"{path} is not what was sealed",
                expected=f"{file['bytes']:,} bytes with the SHA-256 that {seal_path(root, shard).name} names",
                advice="Delete that seal and this file, and resume the run: the shard is read again.",
            )
    yield from ends_of(root, shard, {file["name"]: file["bytes"] for file in seal["files"]})


def _digest(path: Path, size: int) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (data := file.read(min(size, _CHUNK))):
            sha.update(data)
            size -= len(data)
    return "" if size else sha.hexdigest()

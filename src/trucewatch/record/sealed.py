"""Sealing the files of a copy under a passphrase: one file that is of use to nobody else, and tells if it was altered.

The file begins with a line of JSON that says how the key is made of the passphrase (scrypt, with a salt of its own).
Behind it the files follow as a packed archive, in pieces; each is encrypted and signed (ChaCha20-Poly1305) with its
number, whether it is the last, and the first line. So no piece can be changed, moved, repeated or cut off unseen.
"""

from __future__ import annotations

import base64
import hmac
import io
import json
import os
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from trucewatch.errors import RecordError

MAGIC = b"TRUCEWATCH SEALED 1 "
SHORTEST = 8
"""Characters that a passphrase has at least; one that withstands guessing is several words long."""

_PIECE = 1 << 16  # bytes of the archive in one piece
_TAG = 16  # bytes that the signature adds to a piece
_LONGEST_HEADER = 1024
_MOST_WORK = 1 << 20  # scrypt's n; a file that asks for more would take the reader's memory
_COPIED = 1 << 20  # bytes


@dataclass(frozen=True)
class Header:
    """How the key of a sealed file is made.

    Attributes:
        salt: random, base64.
        n: scrypt's cost; memory is n * r * 128 bytes.
        r: scrypt's block size.
        p: scrypt's parallelisation.
    """

    salt: str
    n: int = 1 << 17
    r: int = 8
    p: int = 1

    def keys(self, passphrase: str) -> tuple[bytes, bytes]:
        """The key of the pieces, and the one that tells whether the passphrase is right."""
        scrypt = Scrypt(salt=base64.b64decode(self.salt), length=64, n=self.n, r=self.r, p=self.p)
        made = scrypt.derive(unicodedata.normalize("NFC", passphrase).encode())
        return made[:32], made[32:]

    def line(self, check_key: bytes) -> bytes:
        """The first line of the file."""
        values = asdict(self)
        check = hmac.digest(check_key, json.dumps(values, sort_keys=True).encode(), "sha256").hex()
        return MAGIC + json.dumps(values | {"check": check}, sort_keys=True).encode() + b"\n"


def is_sealed(path: Path) -> bool:
    """Does a file begin as a sealed copy does?"""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to seal with.

    Raises:
        RecordError: it has fewer than `SHORTEST` characters.
    """
    if len(passphrase.strip()) < SHORTEST:
        raise RecordError(
            f"the passphrase has {len(passphrase.strip())} characters",
            expected=f"at least {SHORTEST}; several words withstand guessing",
        )


def seal_files(path: Path, files: Mapping[str, IO[bytes]], passphrase: str, *, n: int = Header.n) -> None:
    """Write files sealed into one.

    Args:
        path: the new file.
        files: name to a file open for reading and writing; read from the beginning.
        passphrase: at least `SHORTEST` characters; without it the file opens to nobody.
        n: scrypt's cost.

    Raises:
        RecordError: the passphrase is too short.
    """
    check_passphrase(passphrase)
    header = Header(base64.b64encode(os.urandom(16)).decode(), n)
    key, check_key = header.keys(passphrase)
    line = header.line(check_key)
    with path.open("xb") as file:
        file.write(line)
        pieces = _Pieces(file, key, line)
        with tarfile.open(fileobj=pieces, mode="w|gz", format=tarfile.PAX_FORMAT) as archive:
            for name, inner in files.items():
                member = tarfile.TarInfo(name)
                member.size = inner.seek(0, io.SEEK_END)
                inner.seek(0)
                archive.addfile(member, inner)
        pieces.finish()
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def unsealed_files(path: Path, passphrase: str) -> Iterator[dict[str, IO[bytes]]]:
    """The files of a sealed copy by name, open; on the disk they have no names, and are gone when they are closed.

    Raises:
        RecordError: no sealed file, another passphrase, or one that was altered or cut off.
    """
    with path.open("rb") as file, ExitStack() as stack:
        line = file.readline(_LONGEST_HEADER)
        pieces = _Opened(file, _key(line, passphrase, path), line, path)
        found: dict[str, IO[bytes]] = {}
        try:
            with tarfile.open(fileobj=pieces, mode="r|gz") as archive:
                for member in archive:
                    inner = archive.extractfile(member)
                    if inner is not None:
                        kept = found[member.name] = stack.enter_context(tempfile.TemporaryFile())
                        while piece := inner.read(_COPIED):
                            kept.write(piece)
            while pieces.read(_PIECE):  # to the end: only the last piece says that nothing was cut off
                pass
        except (tarfile.TarError, EOFError) as error:
            raise _altered(path) from error
        yield found


def _key(line: bytes, passphrase: str, path: Path) -> bytes:
    try:
        values: dict[str, Any] = json.loads(line.removeprefix(MAGIC))
        del values["check"]
        header = Header(**values)
        if not (1 < header.n <= _MOST_WORK and 0 < header.r <= 16 and 0 < header.p <= 4):
            raise _altered(path)
        key, check_key = header.keys(passphrase)
        if header.line(check_key) == line:
            return key
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _altered(path) from error
    raise RecordError(
        f"the passphrase does not open {path}",
        expected="the one it was sealed with",
        advice="Check the passphrase; if it is right, the beginning of the file was altered.",
    )


def _altered(path: Path) -> RecordError:
    return RecordError(
        f"the sealed file {path} was altered or is not whole",
        expected="the file as `trucewatch export statements --seal` wrote it",
        advice="Get it once more from where it came.",
    )


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class _Pieces(io.RawIOBase):
    """What is written to it goes into the file piece by piece, encrypted."""

    def __init__(self, file: IO[bytes], key: bytes, header: bytes) -> None:
        super().__init__()
        self._file, self._cipher, self._header = file, ChaCha20Poly1305(key), header
        self._number, self._waiting = 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        while len(self._waiting) > _PIECE:  # the last piece is never empty, and never sent before it is known as such
            self._send(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece; without it the file opens to nobody."""
        self._send(bytes(self._waiting), is_last=True)

    def _send(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, self._header))
        self._number += 1


class _Opened(io.RawIOBase):
    """What was sealed, read from the beginning; RecordError where a piece is not the one that was written."""

    def __init__(self, file: IO[bytes], key: bytes, header: bytes, path: Path) -> None:
        super().__init__()
        self._file, self._cipher, self._header, self._path = file, ChaCha20Poly1305(key), header, path
        self._number, self._piece, self._is_over = 0, b"", False
        self._next = file.read(_PIECE + _TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._piece and not self._is_over:
            self._open()
        given = self._piece[: len(buffer)]
        buffer[: len(given)] = given
        self._piece = self._piece[len(given) :]
        return len(given)

    def _open(self) -> None:
        sealed, self._next = self._next, self._file.read(_PIECE + _TAG)
        self._is_over = not self._next
        try:
            nonce = _nonce(self._number, is_last=self._is_over)
            self._piece = self._cipher.decrypt(nonce, sealed, self._header)
        except InvalidTag as error:
            raise _altered(self._path) from error
        self._number += 1

"""Ids and pseudonyms for what leaves the desk: they stay the same under one key, and without it tell nothing.

An id of the record is a digest over a report and the words of a mention. Whoever has the report can try names until the
digest fits, and so find a name that was withheld. Ids that leave are therefore made with a key that stays at the desk.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from trucewatch.errors import TrucewatchError

_BYTES = 32
_PSEUDONYM = 8


@dataclass(frozen=True)
class ExportKey:
    """A secret of the desk.

    Attributes:
        secret: 32 random bytes.
    """

    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> ExportKey:
        """A new key; what is exported under it can be joined with no other export."""
        return cls(secrets.token_bytes(_BYTES))

    def id(self, id_: str) -> str:
        """What stands in the place of an id of the record; 64 hex digits, as that one has."""
        return self._digest("id", id_)

    def pseudonym(self, actor_id: str) -> str:
        """What stands in the place of a person's name, by the id of the linked actor."""
        return f"Person {self._digest('person', actor_id)[:_PSEUDONYM]}"

    def _digest(self, use: str, value: str) -> str:
        return hmac.new(self.secret, f"{use}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def key_file(record: Path | None, named: Path | None = None) -> Path | None:
    """Where the key of a record lies; None: nowhere, and what leaves then has a fresh one each time.

    Args:
        record: the record's file; None: it is no file.
        named: the file that somebody named for the key.
    """
    if named is not None or record is None:
        return named
    return record.with_name(f"{record.name}.export-key")


def key_of(file: Path | None) -> ExportKey:
    """The key that is kept in a file, made there where there is none yet; without a file a fresh one.

    Raises:
        TrucewatchError: the file holds no key.
    """
    return ExportKey.fresh() if file is None else kept_key(file)


def kept_key(path: Path) -> ExportKey:
    """The key of a file; where there is none yet, a fresh one is written there, for its owner alone.

    Args:
        path: the file; its one line has 64 hex digits.

    Raises:
        TrucewatchError: the file holds no key.
    """
    if not path.exists():
        key = ExportKey.fresh()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another export made one in this moment
            return kept_key(path)
        except OSError as error:
            raise TrucewatchError(
                f"the export key could not be written to {path} ({error.strerror or error})",
                advice="Name another place for it with --key.",
            ) from error
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key.secret.hex() + "\n")
        return key
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise TrucewatchError(
            f"the file {path} holds no export key",
            expected="one line of 64 hex digits, as `trucewatch export` writes it",
            advice="Name the right file with --key, or move this one away: a new key is then made.",
        )
    return ExportKey(secret)

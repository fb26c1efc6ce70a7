"""With what the desk is opened."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address

from trucewatch import api
from trucewatch.desk.web.terms_given import GivenTerms
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

HOST = "127.0.0.1"
PORT = 8765


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class DeskOptions:
    """What one opening of the desk is given.

    Attributes:
        settings: the record, who works with it, and what reads.
        host: a loopback address or "localhost": there are no accounts yet, so nobody else may reach the desk.
        port: the port, 1 to 65535.
        clock: gives the moment, with time zone.
        reader: what reads reports that are added; None: the reader of this program.
        terms: terms of agreements that it was opened with, beside those of the library.
        patience: seconds after which a page that takes long says so, and comes when it is ready.
        token: what a form must hold for the desk to act on it; new with each opening.

    Raises:
        TrucewatchError: another machine could reach the host, or the port is none.
    """

    settings: Settings = field(default_factory=Settings)
    host: str = HOST
    port: int = PORT
    clock: Callable[[], datetime] = utc_now
    reader: api.Reader | None = None
    terms: tuple[GivenTerms, ...] = ()
    patience: float = 0.4
    token: str = field(default_factory=_token)

    def __post_init__(self) -> None:
        if not _is_loopback(self.host):
            raise TrucewatchError(
                f"--host: {self.host} can be reached from other machines, and the desk has no accounts yet",
                expected=f"{HOST}, ::1 or localhost",
                advice="To work from another machine, open a tunnel to this one.",
            )
        if not 0 < self.port < 2**16:
            raise TrucewatchError(f"--port: there is no port {self.port}", expected="1 to 65535")

    @property
    def address(self) -> str:
        """Where the desk is opened: "http://127.0.0.1:8765"."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The host headers that are answered."""
        names = ("127.0.0.1", "localhost", "[::1]")
        bare = names if self.port == 80 else ()
        return frozenset((*(f"{name}:{self.port}" for name in names), *bare))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

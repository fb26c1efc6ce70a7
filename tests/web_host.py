"""A host on this machine that answers what a test has written down, byte by byte, and tells what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from trucewatch.reports.fetch import FetchOptions

LOOPBACK = "127.0.0.1"


@dataclass
class Host:
    """The host while it runs: its port, and the heads of the requests that came."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def allow(self) -> frozenset[tuple[str, int]]:
        return frozenset({(LOOPBACK, self.port)})

    def options(self, **changes: object) -> FetchOptions:
        """Every name leads to this host, and it alone is allowed."""
        made = {"resolve": lambda host, port: (LOOPBACK,), "allow": self.allow, "seconds": 10.0, **changes}
        return FetchOptions(**made)  # type: ignore[arg-type]

    def url(self, path: str = "/", name: str = "herald.example.org") -> str:
        return f"http://{name}:{self.port}{path}"


def answer(body: bytes = b"", status: str = "200 OK", kind: str = "text/html", **headers: str) -> bytes:
    """An answer of HTTP/1.1; a header's name is written with underscores."""
    told = {
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


@contextmanager
def serving(answers: Mapping[str, bytes | Iterable[bytes]], context: ssl.SSLContext | None = None) -> Iterator[Host]:
    """Serve answers by their path; one that is in pieces is sent piece by piece until the other side goes."""
    with socket.create_server((LOOPBACK, 0)) as server:
        host = Host(server.getsockname()[1])
        threading.Thread(target=_accept, args=(server, host, answers, context), daemon=True).start()
        yield host
        server.shutdown(socket.SHUT_RDWR)


def _accept(
    server: socket.socket, host: Host, answers: Mapping[str, bytes | Iterable[bytes]], context: ssl.SSLContext | None
) -> None:
    with suppress(OSError):
        while True:
            raw, _ = server.accept()
            with suppress(OSError), context.wrap_socket(raw, server_side=True) if context else raw as stream:
                head = b""
                while b"\r\n\r\n" not in head and (more := stream.recv(65_536)):
                    head += more
                host.asked.append(head.decode("latin-1"))
                sent = answers[head.split()[1].decode()]
                for piece in (sent,) if isinstance(sent, bytes) else sent:
                    stream.sendall(piece)

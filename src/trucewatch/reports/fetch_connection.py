"""One request over one connection, to the very numeric address that was checked before.

The socket is opened here and handed to `http.client`, which may not open another: nothing in between can ask for the
host's address a second time and be given a different one. No proxy, cookie or sign-in is used.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from trucewatch.errors import ReportError
from trucewatch.reports.fetch_address import IpAddress, WebAddress, shown_address

MAX_BODY = 5_000_000  # bytes, as they come and as they are unpacked; a page without its pictures has some 300,000
MAX_WAIT = 10.0  # seconds for each piece of the answer
MAX_CONNECT = 5.0  # seconds for each address of a host

_PIECE = 65_536
_GZIP = 16 + zlib.MAX_WBITS
_SAVE = "Save the page in a browser and add it as a file"


class UnreachableError(ReportError):
    """No connection to this numeric address; another of the host's may do."""


class Answer(Protocol):
    """What a host answered, its body not read yet.

    Attributes:
        status: the HTTP status.
    """

    status: int

    def header(self, name: str) -> str | None:
        """A header's value; None where there is none."""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of the body as they come; b"" at its end."""


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        place: what is asked for.
        address: the checked numeric address that is connected to.
        ends: the moment of `time.monotonic` by which all must be done.
        headers: what is sent beside Host.
        limit: bytes of the body, as they come and as they are unpacked.
    """

    place: WebAddress
    address: IpAddress
    ends: float
    headers: tuple[tuple[str, str], ...] = ()
    limit: int = MAX_BODY

    @property
    def shown(self) -> str:
        """The address as messages show it."""
        return shown_address(str(self.place))

    def remaining(self) -> float:
        """Seconds that are left.

        Raises:
            ReportError: none.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise ReportError(f"{self.shown} took too long to answer", advice=f"Try again later. {_SAVE}")
        return left


Connect = Callable[[Request], AbstractContextManager[Answer]]
"""What sends a request and gives the answer as long as the block lasts."""


@contextmanager
def connect(request: Request, trusting: ssl.SSLContext | None = None) -> Iterator[Answer]:
    """Send a request over a connection of its own, closed at the end of the block.

    Args:
        request: what is asked for.
        trusting: which certificates are trusted; None: those that this machine trusts.

    Raises:
        UnreachableError: no connection.
        ReportError: no trusted certificate for the host's name, no answer in time, or none that is HTTP.
    """
    try:
        with closing(_socket(request)) as raw, _ended_in_time(raw, request):
            stream = _encrypted(raw, request, trusting) if request.place.scheme == "https" else raw
            with closing(http.client.HTTPConnection(request.place.host)) as connection:
                connection.sock = stream
                connection.auto_open = 0  # it would resolve the name anew
                connection.putrequest("GET", request.place.target, skip_host=True, skip_accept_encoding=True)
                for name, value in (("Host", request.place.place), *request.headers):
                    connection.putheader(name, value)
                connection.endheaders()
                with closing(connection.getresponse()) as response:
                    request.remaining()  # a head that was cut off is taken for a whole one
                    yield _Answered(response)
    except (OSError, http.client.HTTPException) as error:
        request.remaining()  # what was cut off because the time is over is told so
        raise ReportError(f"{request.shown} could not be fetched: {_reason(error)}", advice=_SAVE) from error


def read_body(answer: Answer, request: Request) -> bytes:
    """The body of an answer, unpacked.

    Raises:
        ReportError: it is larger than the request's limit, packed in an unknown way, broken off or not there in time.
    """
    packed = (answer.header("Content-Encoding") or "identity").strip().lower()
    if packed not in {"identity", "gzip", "x-gzip"}:
        found = f'{request.shown} is packed as "{shown_address(packed)[:40]}"'
        raise ReportError(found, expected="no packing, or gzip", advice=_SAVE)
    length = answer.header("Content-Length") or ""
    if length.isdecimal() and int(length[:20]) > request.limit:
        raise _too_large(request)
    body, size = bytearray(), 0
    unpack = _Unpacking() if packed != "identity" else None
    while piece := answer.read(_PIECE):
        request.remaining()
        size += len(piece)
        body += unpack.more(piece, request.limit + 1 - len(body)) if unpack else piece
        if max(size, len(body)) > request.limit:
            raise _too_large(request)
    request.remaining()
    if unpack and not unpack.is_whole:
        raise http.client.IncompleteRead(b"")
    return bytes(body)


class _Answered:
    """The answer of `http.client`."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response
        self.status = response.status

    def header(self, name: str) -> str | None:
        return self._response.getheader(name)

    def read(self, size: int) -> bytes:
        piece = self._response.read1(size)
        if not piece and self._response.length:  # fewer bytes than were announced
            raise http.client.IncompleteRead(b"", self._response.length)
        return piece


class _Unpacking:
    """gzip, piece by piece, never more than is asked for: a few bytes can stand for thousands of times as many."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def more(self, piece: bytes, limit: int) -> bytes:
        try:
            # What follows the end of the stream is left out, as browsers do.
            return self._stream.decompress(piece, limit)
        except zlib.error as error:
            raise http.client.IncompleteRead(b"") from error


def _socket(request: Request) -> socket.socket:
    goal = (str(request.address), request.place.port)
    try:
        stream = socket.create_connection(goal, timeout=min(MAX_CONNECT, request.remaining()))
    except OSError as error:
        request.remaining()
        found = f"{request.shown} could not be reached: {_reason(error)}"
        raise UnreachableError(found, advice=f"Check the network, or try again later. {_SAVE}") from error
    stream.settimeout(MAX_WAIT)
    return stream


@contextmanager
def _ended_in_time(raw: socket.socket, request: Request) -> Iterator[None]:
    """Cut the connection when the time is over: a host that sends a byte now and then would never run into a timeout.

    The connection is held by a second handle, since encryption takes the first one over.
    """
    with raw.dup() as handle:

        def cut() -> None:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(request.remaining(), cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


def _encrypted(raw: socket.socket, request: Request, trusting: ssl.SSLContext | None) -> ssl.SSLSocket:
    context = trusting or ssl.create_default_context()
    return context.wrap_socket(raw, server_hostname=request.place.host)


def _too_large(request: Request) -> ReportError:
    return ReportError(f"{request.shown} is too large", expected=f"at most {request.limit:,} bytes", advice=_SAVE)


def _reason(error: Exception) -> str:
    """What stopped a connection, without words that the other side chose."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({shown_address(error.verify_message)})"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection could be made"
    if isinstance(error, TimeoutError):
        return "nothing came for some seconds"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer broke off"
    if isinstance(error, http.client.HTTPException):
        return "the answer is no HTTP that can be read"
    reason = (isinstance(error, OSError) and error.strerror) or "the connection failed"
    return f"{reason[:1].lower()}{reason[1:]}"

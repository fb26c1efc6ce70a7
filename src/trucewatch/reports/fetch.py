"""A page is fetched by its address, when a person asks for it and only then.

Whoever gives an address may have been given it by somebody else, and pages send on to other addresses. So each one is
looked at before anything is sent (`fetch_address`), the host is resolved once, all that it resolves to must be public,
and the connection goes to an address that was looked at (`fetch_connection`).
"""

from __future__ import annotations

import codecs
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from ipaddress import ip_address

from trucewatch import __version__
from trucewatch.errors import ReportError
from trucewatch.reports.fetch_address import (
    IpAddress,
    WebAddress,
    check_addresses,
    check_port,
    parse_address,
    redirected,
    shown_address,
)
from trucewatch.reports.fetch_connection import MAX_BODY, Answer, Connect, Request, UnreachableError, connect, read_body
from trucewatch.reports.plain import refuse_binary

MAX_REDIRECTS = 5
MAX_SECONDS = 30.0  # for all of it, redirects included
MAX_TRIED = 4  # addresses of one host
USER_AGENT = f"Trucewatch/{__version__} (one page, fetched because a person asked for it)"

_HEADERS = (("User-Agent", USER_AGENT), ("Accept-Encoding", "gzip"), ("Connection", "close"))
_PAGES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
_FEEDS = {
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/xml": ".rss",
    "text/xml": ".rss",
    "text/html": ".rss",  # what many hosts call everything; a page is refused when it is taken apart
    "text/plain": ".rss",
}
MAX_FEED = 40_000_000  # bytes: one item that is far too large must not hold up the others
_ROBOTS = {"text/plain": ".txt", "text/html": ".txt"}
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_READ_CHARSETS = re.compile(r"utf-?(8|16)|iso-?8859|latin|windows-|cp\d|koi8|gb|big5|shift|euc|us-?ascii|ascii")
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # as browsers read these labels
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUS = {
    401: "a sign-in is needed",
    402: "it has to be paid for",
    403: "it may not be fetched",
    404: "no such page",
    410: "the page is gone",
    429: "too many requests; try again later",
    451: "withheld for legal reasons",
    503: "not available now; try again later",
}
_LONGEST_HEADER = 200
_SAVE = "Save the page in a browser and add it as a file"


class AnsweredError(ReportError):
    """The host answered, and not with what was asked for.

    Attributes:
        status: what it answered, such as 404.
    """

    def __init__(self, found: str, status: int) -> None:
        self.status = status
        super().__init__(found, expected="a page (200)", advice=_SAVE)


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """All numeric addresses of a host, as this machine resolves it; it waits as long as the system does.

    Raises:
        OSError: the name cannot be resolved.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class FetchOptions:
    """How a page is fetched; the defaults are for use, the rest is for tests.

    Attributes:
        clock: gives the moment of fetching, with time zone.
        resolve: gives all numeric addresses of a host.
        connect: sends one request.
        seconds: how long all of it may take.
        allow: (numeric address, port) pairs that are taken although they are not public. Nothing that a user can
            reach sets it.
    """

    clock: Callable[[], datetime] = utc_now
    resolve: Callable[[str, int], Sequence[str]] = resolve
    connect: Connect = connect
    seconds: float = MAX_SECONDS
    allow: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Fetched:
    """A page as it came.

    Attributes:
        asked: the address that was given.
        address: the address it was found at, behind all redirects.
        at: when it was fetched.
        content_type: such as "text/html" or "application/pdf".
        suffix: the ending a file of this kind has, such as ".html".
        body: its bytes, unpacked; in UTF-8 with a byte order mark where the host declared an encoding that fits them.
        last_modified: the header of that name, as sent.
        etag: likewise.
    """

    asked: str
    address: str
    at: datetime
    content_type: str
    suffix: str
    body: bytes
    last_modified: str | None = None
    etag: str | None = None


@dataclass(frozen=True)
class _Wanted:
    """What is asked for: content types with their endings, what they are called, headers, and a limit in bytes."""

    kinds: Mapping[str, str]
    named: str
    headers: tuple[tuple[str, str], ...] = ()
    limit: int = MAX_BODY

    @property
    def all_headers(self) -> tuple[tuple[str, str], ...]:
        return (*_HEADERS, ("Accept", ", ".join(self.kinds)), *self.headers)


class _UnchangedError(Exception):
    """The host answers that nothing has changed since (304)."""


_NOTHING = FetchOptions()


def fetch(address: str, options: FetchOptions = _NOTHING) -> Fetched:
    """Fetch one page, or a PDF document.

    Args:
        address: its http or https address.
        options: how.

    Raises:
        ReportError: an address that is refused (see `fetch_address`), also one that the page leads on to; no answer,
            or one that is no page, is too large or takes too long.
    """
    return _fetch(address, _Wanted(_PAGES, "a web page (text/html), a PDF document or plain text"), options)


def fetch_feed(
    address: str, options: FetchOptions = _NOTHING, *, etag: str | None = None, last_modified: str | None = None
) -> Fetched | None:
    """Fetch a feed, unless the host says that it is as it was.

    Args:
        address: its http or https address.
        options: how.
        etag: the header of that name as it last came; None: never.
        last_modified: likewise.

    Returns:
        The feed as it came; None where it has not changed.

    Raises:
        ReportError: as `fetch`.
    """
    known = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
    headers = tuple((name, value) for name, value in known if value)
    try:
        return _fetch(address, _Wanted(_FEEDS, "an RSS or Atom feed", headers, MAX_FEED), options)
    except _UnchangedError:
        return None


def fetch_robots(address: str, options: FetchOptions = _NOTHING) -> Fetched:
    """Fetch a robots.txt.

    Raises:
        ReportError: as `fetch`; `status` of the error tells what the host answered.
    """
    return _fetch(address, _Wanted(_ROBOTS, "a robots.txt"), options)


def _fetch(address: str, wanted: _Wanted, options: FetchOptions) -> Fetched:
    place = parse_address(address)
    ends = time.monotonic() + options.seconds
    for _ in range(MAX_REDIRECTS + 1):
        got = _ask(place, ends, wanted, options)
        if isinstance(got, WebAddress):
            place = got
            continue
        return Fetched(
            asked=shown_address(address.strip()),
            address=str(place),
            at=options.clock(),
            content_type=got.content_type,
            suffix=wanted.kinds[got.content_type],
            body=_in_utf8(got.body, got.charset),
            last_modified=got.last_modified,
            etag=got.etag,
        )
    raise ReportError(
        f"{shown_address(address)} leads on more than {MAX_REDIRECTS} times, last to {shown_address(str(place))}",
        expected="a page",
        advice=_SAVE,
    )


@dataclass(frozen=True)
class _Page:
    content_type: str
    charset: str | None
    body: bytes
    last_modified: str | None
    etag: str | None


def _ask(place: WebAddress, ends: float, wanted: _Wanted, options: FetchOptions) -> _Page | WebAddress:
    """The page at an address, or the address it leads on to."""
    failed: ReportError | None = None
    for ip in _checked(place, options)[:MAX_TRIED]:
        request = Request(place, ip, ends, wanted.all_headers, wanted.limit)
        try:
            with options.connect(request) as answer:
                return _answered(answer, request, wanted)
        except UnreachableError as error:
            failed = error
    raise failed or ReportError(f"{place.host} has no address", expected="a host that can be reached")


def _checked(place: WebAddress, options: FetchOptions) -> tuple[IpAddress, ...]:
    """The addresses of a host, resolved once and all of them looked at."""
    try:
        found = (place.host,) if place.numeric else tuple(options.resolve(place.host, place.port))
    except OSError as error:
        found_ = f"the host {place.host} of {shown_address(str(place))} was not found"
        raise ReportError(found_, advice="Check its spelling and the network") from error
    if found and all((address, place.port) in options.allow for address in found):
        return tuple(map(ip_address, found))
    check_port(place)
    return check_addresses(place, found)


def _answered(answer: Answer, request: Request, wanted: _Wanted) -> _Page | WebAddress:
    status = answer.status
    if status == HTTPStatus.NOT_MODIFIED and wanted.headers:
        raise _UnchangedError
    if status in _REDIRECTS and (there := answer.header("Location")):
        return redirected(request.place, _as_sent(there))
    if status != HTTPStatus.OK:
        meaning = _STATUS.get(status, "an error of the host" if 500 <= status < 600 else "no page")
        raise AnsweredError(f"{request.shown} answered {status}: {meaning}", status)
    declared = answer.header("Content-Type") or ""
    content_type = declared.partition(";")[0].strip().lower()
    if content_type not in wanted.kinds:
        told = f'is of the type "{shown_address(content_type)[:60]}"' if content_type else "does not say what it is"
        raise ReportError(f"{request.shown} {told}", expected=wanted.named, advice=_SAVE)
    charset = _CHARSET.search(declared)
    body = read_body(answer, request)
    if content_type != "application/pdf":
        refuse_binary(body, request.shown, may_hold_nul=True)  # before another encoding hides how it begins
    return _Page(
        content_type=content_type,
        charset=charset[1].lower() if charset else None,
        body=body,
        last_modified=_header(answer, "Last-Modified"),
        etag=_header(answer, "ETag"),
    )


def _header(answer: Answer, name: str) -> str | None:
    value = answer.header(name)
    return value.strip()[:_LONGEST_HEADER] if value else None


def _as_sent(location: str) -> str:
    """A Location with the letters that were meant: headers are read as Latin-1, and many hosts send UTF-8."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """The body in UTF-8 with its mark, where the declared encoding fits it; else as it came, for intake to judge.

    What the host declares goes before what the page declares, as in browsers; but a Western label is often a setting
    that nobody changed, and what is valid UTF-8 is hardly ever anything else.
    """
    if charset is None or body.startswith(_MARKS) or not _READ_CHARSETS.match(charset):
        return body
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return body
    encoding = _LARGER.get(name, name)
    for choice in ("utf-8", encoding) if encoding == "cp1252" else (encoding,):
        try:
            return codecs.BOM_UTF8 + body.decode(choice).encode()
        except UnicodeError:
            continue
    return body

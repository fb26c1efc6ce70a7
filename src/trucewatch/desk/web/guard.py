"""What stands before every page: one ASGI middleware a matter. Nothing of a report or another site gets past them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 256 * 1024
"""Bytes of a request's body, where a page sets no limit of its own."""

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer has, unless a page sets its own value."""
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_SAFE_SITES = {None, "same-origin", "none"}
_FIELD = re.compile(rb'(?:^|&)csrf=([\w-]+)|name="csrf"\r\n\r\n([\w-]+)\r\n')


class SecurityHeaders:
    """Puts the headers of security on every answer; a page may set its own value of one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope.get("path", "").startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-cache")  # asked each time whether it is still the same
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, told)


class HostCheck:
    """Answers only requests for this machine by name: another name may lead here through somebody else's DNS."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and Headers(scope=scope).get("host", "").lower() not in self.hosts:
            told = f"The desk answers only at {' or '.join(sorted(self.hosts))}.\n"
            await PlainTextResponse(told, 400)(scope, receive, send)
            return
        if scope["type"] == "websocket":  # the desk has none
            return
        await self.app(scope, receive, send)


class BodyLimit:
    """Reads the body of a request, up to a limit, and hands it on whole."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int]) -> None:
        """Begin.

        Args:
            app: what comes next.
            limits: bytes by the path they hold for.
        """
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        limit = self.limits.get(scope["path"], BODY_LIMIT)
        declared = Headers(scope=scope).get("content-length", "0")
        body, more = b"", True
        while more and len(body) <= limit and declared.isdigit() and int(declared) <= limit:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if more or len(body) > limit:
            await PlainTextResponse(f"More than {limit:,} bytes were sent to {scope['path']}.\n", 413)(
                scope, receive, send
            )
            return
        scope.setdefault("state", {})["body"] = body
        await self.app(scope, _replayed(body, receive), send)


class FormToken:
    """Lets only those act who were shown a page of the desk: they hold its token, in a field or in X-CSRF-Token."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[str]) -> None:
        self.app, self.token = app, token
        self.origins = {f"http://{host}" for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS and not self._may(scope):
            told = "This was not sent from a page of the desk as it is open now. Load the page again and repeat it.\n"
            await PlainTextResponse(told, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        # Forms of pages that send no referrer come with the origin "null": then the browser's word on the site counts.
        foreign = origin and origin not in self.origins and not (origin == "null" and site == "same-origin")
        if foreign or site not in _SAFE_SITES:
            return False
        field = _FIELD.search(scope.get("state", {}).get("body", b""))
        given = headers.get("x-csrf-token") or (field and (field[1] or field[2]).decode()) or ""
        return compare_digest(given.encode(), self.token.encode())


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again

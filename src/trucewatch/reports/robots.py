"""What a host allows programs to fetch (robots.txt, RFC 9309), looked at once a day for each host."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from trucewatch.errors import ReportError
from trucewatch.reports.fetch import AnsweredError, Fetched, FetchOptions, fetch_robots

ROBOT = "Trucewatch"
MAX_BYTES = 512_000  # what RFC 9309 asks to read at least
MOST_DELAY = 60.0  # seconds; a host that asks for more is asked once a minute
KEPT = 24 * 3600.0  # seconds; RFC 9309 lets nobody go by older rules, unless the host does not answer
ASKED_AGAIN = 3600.0  # seconds until a host that did not answer is asked again
_NOTHING_ALLOWED = ("User-agent: *", "Disallow: /")

Fetch = Callable[[str, FetchOptions], Fetched]
Before = Callable[[str], None]


def _at_once(_: str) -> None:
    """No pause."""


@dataclass(frozen=True)
class _Held:
    """The rules of a host, until when they hold (seconds of the clock), and whether the host gave them."""

    rules: RobotFileParser
    until: float
    is_answer: bool


@dataclass
class Robots:
    """The rules of hosts, as they were last seen; kept for a day, between rounds too.

    A host without such a file (4xx) allows everything. One that answers with an error of its own (5xx) or not at all
    allows nothing, unless its rules were seen before: then these go on, and it is asked again within the hour.

    Attributes:
        options: how the files are fetched.
        before: called with an address before its host is asked for its rules; makes the pause.
        fetch: what fetches; another one in tests.
        clock: seconds that only go up; another one in tests.
    """

    options: FetchOptions = field(default_factory=FetchOptions)
    before: Before = _at_once
    fetch: Fetch = fetch_robots
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, _Held] = field(default_factory=dict)

    def allows(self, address: str) -> bool:
        """May this address be fetched by a program? Asks its host where the rules are not known."""
        return self._rules(address).can_fetch(ROBOT, address)

    def delay(self, address: str) -> float:
        """Seconds that the host wants between two requests, at most a minute; 0 where it says nothing."""
        rules = self._rules(address)
        asked = [float(delay)] if (delay := rules.crawl_delay(ROBOT)) else []
        rate = rules.request_rate(ROBOT)
        if rate is not None and rate.requests:
            asked.append(rate.seconds / rate.requests)
        return min(max(asked, default=0.0), MOST_DELAY)

    def _rules(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}".lower()
        held = self._known.get(host)
        if held is None or self.clock() >= held.until:
            held = self._known[host] = self._asked(host, held)
        return held.rules

    def _asked(self, host: str, earlier: _Held | None) -> _Held:
        place = f"{host}/robots.txt"
        self.before(place)
        lines = self._lines(place)
        if lines is not None:
            return _Held(_parsed(lines), self.clock() + KEPT, is_answer=True)
        again = self.clock() + ASKED_AGAIN
        if earlier is not None and earlier.is_answer:
            return _Held(earlier.rules, again, is_answer=True)
        return _Held(_parsed(_NOTHING_ALLOWED), again, is_answer=False)

    def _lines(self, place: str) -> Sequence[str] | None:
        """The lines of the file, () where there is none; None where it is not known which rules there are."""
        try:
            body = self.fetch(place, self.options).body[:MAX_BYTES]
        except AnsweredError as error:
            is_client = HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR
            return () if is_client else None
        except ReportError:
            return None
        return body.decode("utf-8-sig", "replace").splitlines()


def _parsed(lines: Sequence[str]) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(lines)
    return rules

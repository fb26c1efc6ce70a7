"""What a host allows programs to fetch (robots.txt, RFC 9309), looked at once for each host and round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from trucewatch.errors import ReportError
from trucewatch.reports.fetch import AnsweredError, Fetched, FetchOptions, fetch_robots

ROBOT = "Trucewatch"
MAX_BYTES = 512_000  # what RFC 9309 asks to read at least
MOST_DELAY = 60.0  # seconds; a host that asks for more is asked once a minute

Fetch = Callable[[str, FetchOptions], Fetched]


@dataclass
class Robots:
    """What was asked of hosts so far.

    Attributes:
        options: how their files are fetched.
        fetch: what fetches; another one in tests.
    """

    options: FetchOptions
    fetch: Fetch = fetch_robots
    _known: dict[str, RobotFileParser] = field(default_factory=dict)

    def allows(self, address: str) -> bool:
        """May this address be fetched by a program?

        A host without such a file allows everything; one that fails to answer, nothing for now.
        """
        return self._rules(address).can_fetch(ROBOT, address)

    def delay(self, address: str) -> float:
        """Seconds that the host wants between two requests; 0 where it says nothing."""
        asked = self._rules(address).crawl_delay(ROBOT)
        return min(float(asked), MOST_DELAY) if asked else 0.0

    def _rules(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._known:
            self._known[host] = self._asked(host)
        return self._known[host]

    def _asked(self, host: str) -> RobotFileParser:
        rules = RobotFileParser()
        lines: list[str] = []
        try:
            lines = (
                self.fetch(f"{host}/robots.txt", self.options)
                .body[:MAX_BYTES]
                .decode("utf-8-sig", "replace")
                .splitlines()
            )
        except AnsweredError as error:
            # 4xx: there are no rules. 5xx and no answer at all: it is not known which, so that nothing is fetched.
            if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                lines = ["User-agent: *", "Disallow: /"]
        except ReportError:
            lines = ["User-agent: *", "Disallow: /"]
        rules.parse(lines)
        return rules

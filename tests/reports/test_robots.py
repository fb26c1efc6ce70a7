"""What hosts allow is asked once a day, with a pause, and a host that does not answer is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports.fetch import AnsweredError, Fetched, FetchOptions
from trucewatch.reports.robots import ASKED_AGAIN, KEPT, MOST_DELAY, Robots

PAGE = "https://herald.example.org/north/1"
CLOSED = b"User-agent: *\nDisallow: /north"


@dataclass
class Host:
    """A host that gives the answers it is told to, and a clock beside it."""

    answers: list[bytes | int | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    now: float = 0.0

    def __call__(self, address: str, options: FetchOptions) -> Fetched:
        self.asked.append(address)
        given = self.answers.pop(0)
        if isinstance(given, int):
            raise AnsweredError(f"{address} answered {given}", given)
        if given is None:
            raise ReportError(f"{address} does not answer")
        return Fetched(address, address, datetime(2025, 3, 3, tzinfo=UTC), "text/plain", ".txt", given)

    def robots(self) -> Robots:
        return Robots(fetch=self, clock=lambda: self.now)


@pytest.mark.parametrize(
    ("given", "allowed"),
    [(CLOSED, False), (b"", True), (404, True), (403, True), (429, True), (500, False), (503, False), (None, False)],
)
def test_what_an_answer_allows(given: bytes | int | None, allowed: bool) -> None:
    assert Host([given]).robots().allows(PAGE) is allowed


def test_rules_hold_a_day_and_are_asked_for_anew_then() -> None:
    host = Host([CLOSED, b""])
    robots = host.robots()
    assert not robots.allows(PAGE)
    host.now = KEPT - 1
    assert not robots.allows("https://HERALD.example.org/north/2")  # a host has one name, however it is written
    assert robots.delay(PAGE) == 0
    assert host.asked == ["https://herald.example.org/robots.txt"]
    host.now = KEPT
    assert robots.allows(PAGE)
    assert len(host.asked) == 2


def test_each_host_and_port_has_rules_of_its_own() -> None:
    host = Host([CLOSED, 404])
    robots = host.robots()
    assert not robots.allows(PAGE)
    assert robots.allows("https://herald.example.org:8443/north/1")
    assert len(host.asked) == 2


def test_rules_seen_before_go_on_while_the_host_does_not_answer() -> None:
    host = Host([b"User-agent: *\nDisallow: /south", 503, None, CLOSED])
    robots = host.robots()
    assert robots.allows(PAGE)
    for later in (KEPT, KEPT + ASKED_AGAIN):
        host.now = later
        assert robots.allows(PAGE)
        assert not robots.allows("https://herald.example.org/south/1")
    host.now = KEPT + 2 * ASKED_AGAIN
    assert not robots.allows(PAGE)
    assert len(host.asked) == 4


def test_host_that_never_answered_is_asked_again_within_the_hour() -> None:
    host = Host([500, b""])
    robots = host.robots()
    assert not robots.allows(PAGE)
    host.now = ASKED_AGAIN - 1
    assert not robots.allows(PAGE)
    assert len(host.asked) == 1
    host.now = ASKED_AGAIN
    assert robots.allows(PAGE)


def test_pause_comes_before_the_rules_are_asked_for() -> None:
    order: list[str] = []
    host = Host([b"User-agent: *\nCrawl-delay: 5"])
    robots = host.robots()
    robots.before = lambda address: order.append(f"pause {len(host.asked)} {address}")
    assert robots.delay(PAGE) == 5
    assert robots.allows(PAGE)
    assert order == ["pause 0 https://herald.example.org/robots.txt"]


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        (b"User-agent: *\nCrawl-delay: 3", 3),
        (b"User-agent: *\nRequest-rate: 1/10", 10),
        (b"User-agent: *\nCrawl-delay: 3\nRequest-rate: 2/10", 5),
        (b"User-agent: *\nCrawl-delay: 86400", MOST_DELAY),
        (b"User-agent: Other\nCrawl-delay: 30", 0),
    ],
)
def test_delay_that_a_host_asks_for(rules: bytes, seconds: float) -> None:
    assert Host([rules]).robots().delay(PAGE) == seconds

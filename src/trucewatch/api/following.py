"""Following feeds: what is new in them is read into the record, each item once; hosts are asked as they like."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from trucewatch.api.fetching import fetch_reports
from trucewatch.api.records import AddOptions, add_reports
from trucewatch.errors import ReportError, TrucewatchError
from trucewatch.record.feeds import FeedVisit, ItemOutcome, dealt_with, note_item, note_visit, validators
from trucewatch.record.writer import Record
from trucewatch.reports.details import Refusal
from trucewatch.reports.feeds import Feed, FeedItem, feed_of
from trucewatch.reports.fetch import FetchOptions, fetch_feed
from trucewatch.reports.fetch_address import parse_address, shown_address
from trucewatch.reports.intake import report_of_entry
from trucewatch.reports.plain import read_plain
from trucewatch.reports.robots import Robots
from trucewatch.vocabulary.report import Report, digest

PAUSE = 2.0  # seconds between two requests to one host


@dataclass
class Hosts:
    """What is known of the hosts that were asked.

    Attributes:
        robots: what they allow.
        asked: when each was last asked for anything, in seconds of a clock that only goes up.
    """

    robots: Robots = field(default_factory=Robots)
    asked: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class FollowOptions:
    """How feeds are followed.

    Attributes:
        add: what is declared of the reports, and how they are read.
        fetch: how is fetched.
        pages: fetch the page behind an item that holds a teaser only.
        pause: seconds between two requests to one host, its robots.txt among them; what that asks for, if it is more.
        sleep: waits; another one in tests.
        hosts: what is known of hosts; kept between rounds by whoever follows in several.
    """

    add: AddOptions = field(default_factory=AddOptions)
    fetch: FetchOptions = field(default_factory=FetchOptions)
    pages: bool = True
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    hosts: Hosts = field(default_factory=Hosts)


@dataclass(frozen=True)
class Followed:
    """What one visit to a feed did.

    Attributes:
        visit: as it is kept in the record.
        added: reports that are new in the record.
        known: items whose report the record held.
        refused: items that could not be read, and why; each is tried once.
        before: items that earlier visits had dealt with.
    """

    visit: FeedVisit
    added: tuple[Report, ...] = ()
    known: int = 0
    refused: tuple[Refusal, ...] = ()
    before: int = 0


def read_feed_list(path: Path) -> tuple[str, ...]:
    """The addresses in a file, one a line; blank lines and lines that begin with # are passed over.

    Raises:
        ReportError: the file cannot be read, or holds no address.
    """
    lines = [line.strip() for line in read_plain(path).splitlines()]
    found = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not found:
        raise ReportError(f"{path} holds no address", expected="the address of a feed a line")
    return found


def follow(record: Record, feeds: Sequence[str], options: FollowOptions | None = None) -> tuple[Followed, ...]:
    """Visit feeds once, one after the other, and read what is new in them.

    A visit that fails loses nothing: the next one begins where this one ended. An item is dealt with once; where the
    program is stopped between reading an item and noting that, the record knows its report and nothing is read again.

    Args:
        record: a record open for writing.
        feeds: their addresses.
        options: how.

    Returns:
        What came of each, in their order.

    Raises:
        ReportError: an address is refused; nothing was fetched then.
        ReadingError: the reader cannot be used.
        RecordError: the record cannot be written.
    """
    chosen = options or FollowOptions()
    for address in feeds:
        parse_address(address)
    round_ = _Round(record, chosen)
    return tuple(round_.visit(address) for address in dict.fromkeys(feeds))


@dataclass
class _Round:
    """One round through all feeds."""

    record: Record
    options: FollowOptions

    def __post_init__(self) -> None:
        self.robots = self.options.hosts.robots
        self.robots.options = self.options.fetch
        self.robots.before = self._pause

    def visit(self, address: str) -> Followed:
        etag, modified = validators(self.record, address)
        try:
            self._ask_leave(address)
            self._wait(address)
            got = fetch_feed(address, self.options.fetch, etag=etag, last_modified=modified)
            if got is None:
                return self._noted(Followed(FeedVisit(address, self.record.now(), "unchanged", etag, modified)))
            feed = feed_of(got.body, shown_address(address))
        except ReportError as error:
            return self._noted(Followed(FeedVisit(address, self.record.now(), "failed", told=str(error))))
        done = self._items(address, feed)
        visit = FeedVisit(address, self.record.now(), "read", got.etag, got.last_modified)
        if feed.trouble:
            visit = replace(visit, outcome="damaged", etag=None, last_modified=None, told=feed.trouble)
        return self._noted(replace(done, visit=visit))

    def _ask_leave(self, address: str) -> None:
        if not self.robots.allows(address):
            raise ReportError(f"the host of {shown_address(address)} does not allow programs to fetch it (robots.txt)")

    def _items(self, address: str, feed: Feed) -> Followed:
        seen = set(dealt_with(self.record, address))
        added: list[Report] = []
        refused: list[Refusal] = []
        known = before = 0
        # Feeds have the newest first; in the record they come as they were published.
        for item in reversed(feed.items):
            mark = _mark(item)
            if mark in seen:
                before += 1
                continue
            seen.add(mark)
            outcome, reports, trouble = self._dealt(item)
            added += reports
            refused += trouble
            known += outcome == "known"
            told = "; ".join(str(one.error) for one in trouble)[:500] or None
            note_item(self.record, address, mark, outcome, told)
        empty = FeedVisit(address, self.record.now(), "read")
        return Followed(empty, tuple(added), known, tuple(refused), before)

    def _dealt(self, item: FeedItem) -> tuple[ItemOutcome, list[Report], list[Refusal]]:
        name = shown_address(item.address or item.key)
        try:
            held = self._behind(item) if item.is_teaser else None
            if held is None:
                if isinstance(item.entry, ReportError):
                    raise item.entry
                held = (report_of_entry(item.entry, self.options.add.intake, name=name),)
        except ReportError as error:
            return "refused", [], [Refusal(name, error)]
        done = add_reports(self.record, held, self.options.add)
        if done.added:
            return "added", [one.report for one in done.added], list(done.refused)
        return ("known" if done.known else "refused"), [], list(done.refused)

    def _behind(self, item: FeedItem) -> tuple[Report | Refusal, ...] | None:
        """What the page behind a teaser holds; None where it is not fetched, or holds no more than the item."""
        if not self.options.pages or not item.address:
            return None
        try:
            parse_address(item.address)
            if not self.robots.allows(item.address):
                return None
            self._wait(item.address)
            declared = self.options.add.intake
            if not isinstance(item.entry, ReportError):
                # The feed knows day and outlet as well as the page does, and pages often keep them to themselves.
                own = item.entry.details
                declared = replace(declared, published=declared.published or own.published)
                declared = replace(declared, outlet=declared.outlet or own.outlet)
            held = fetch_reports(item.address, declared, self.options.fetch)[1]
        except TrucewatchError:
            return None
        good = tuple(one for one in held if isinstance(one, Report))
        return good or None

    def _wait(self, address: str) -> None:
        self._pause(address, self.robots.delay(address))

    def _pause(self, address: str, wanted: float = 0.0) -> None:
        """Wait until the host of an address may be asked again, and note that it is asked now."""
        host, asked = urlsplit(address).netloc.lower(), self.options.hosts.asked
        if host in asked:
            rest = asked[host] + max(self.options.pause, wanted) - time.monotonic()
            if rest > 0:
                self.options.sleep(rest)
        asked[host] = time.monotonic()

    def _noted(self, done: Followed) -> Followed:
        note_visit(self.record, done.visit)
        return done


def _mark(item: FeedItem) -> str:
    """A digest of an item's key and contents: a corrected item is another one."""
    contents = item.entry.found if isinstance(item.entry, ReportError) else item.entry.text
    return digest([item.key, item.address, contents])

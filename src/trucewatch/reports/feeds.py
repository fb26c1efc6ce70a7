"""Feeds come in (RSS and Atom): each item is a report, by feedparser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, located, stated
from trucewatch.reports.fragment import words_of
from trucewatch.reports.plain import check_text, read_bytes
from trucewatch.reports.published import parse_published

MAX_FEED_BYTES = 50_000_000
_SHORT_OF_A_REPORT = 400  # characters; what is shorter than this is mostly a teaser for the page behind it


@dataclass(frozen=True)
class FeedItem:
    """One item of a feed.

    Attributes:
        key: what tells it from the others of its feed: its own id, else its address, else its title.
        address: of the page behind it; None where it names none.
        entry: its report, or what is wrong with it.
        is_teaser: its text is so short that the page behind it will hold more.
    """

    key: str
    address: str | None
    entry: Entry | ReportError
    is_teaser: bool


@dataclass(frozen=True)
class Feed:
    """A feed as it was parsed.

    Attributes:
        title: its name; the outlet of its items.
        items: in the feed's order.
        trouble: what is wrong with its XML, in the parser's words; None where it is whole.
    """

    title: str | None
    items: tuple[FeedItem, ...]
    trouble: str | None = None


def read_feed(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The items of a saved feed.

    Yields:
        Number from 1 and the report of each item; last, what is wrong with the feed's XML, if anything.

    Raises:
        ReportError: the file cannot be read, or is no feed, or one without items.
    """
    feed = feed_of(read_bytes(path, MAX_FEED_BYTES), str(path))
    for number, item in enumerate(feed.items, start=1):
        yield number, item.entry
    if feed.trouble:
        yield (
            len(feed.items) + 1,
            ReportError(f"{path} is not well-formed ({feed.trouble}); items behind that place may be missing"),
        )


def feed_of(data: bytes, name: str) -> Feed:
    """A feed whose bytes are in memory.

    Args:
        data: RSS or Atom; broken XML gives the items before the break.
        name: what to call it in errors.

    Raises:
        ReportError: no feed, or no item in it.
    """
    parsed = _parser()(data)
    trouble = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if not parsed.entries:
        why = f" ({trouble})" if trouble else ""
        found = f"{name} is a feed without items" if parsed.get("version") else f"{name} is no RSS or Atom feed{why}"
        raise ReportError(found, expected="an RSS or Atom feed with items")
    title = stated(parsed.feed.get("title"))
    items = tuple(_item(entry, title, f"{name}:{number}") for number, entry in enumerate(parsed.entries, start=1))
    # Feeds that say one encoding and use another are read all the same; only broken XML may have cost items.
    broken = trouble is not None and type(trouble).__name__.startswith("SAX")
    return Feed(title, items, str(trouble)[:200] if broken else None)


@cache
def _parser() -> Any:
    import feedparser  # noqa: PLC0415 - only feeds pay for it

    def parse(data: bytes) -> Any:
        # Bytes are never taken for an address; no header is known, so the XML declares its own encoding.
        return feedparser.parse(data, response_headers={"content-type": "application/xml"}, sanitize_html=True)

    return parse


def _item(entry: Any, outlet: str | None, name: str) -> FeedItem:
    title = words_of(entry.get("title", ""))
    address = stated(entry.get("link"))
    bodies = [words_of(part.get("value", "")) for part in entry.get("content", [])]
    bodies.append(words_of(entry.get("summary", "")))
    body = max(bodies, key=len)
    key = stated(entry.get("id")) or address or title or body[:100]
    text = body if not title or body.startswith(title) else f"{title}\n{body}".strip()
    made: Entry | ReportError
    try:
        check_text(text, name)
        made = Entry(text, _details(entry, title, outlet), given_id=key[:1000], extracted=True)
    except ReportError as error:
        made = error if name in error.found else located(error, name)
    return FeedItem(key, address, made, is_teaser=len(body) < _SHORT_OF_A_REPORT)


def _details(entry: Any, title: str, outlet: str | None) -> Details:
    # The day as printed, in the outlet's own zone: the parser's own value is in UTC, and may be the day before.
    printed = stated(entry.get("published")) or stated(entry.get("updated"))
    source = entry.get("source") or {}
    return Details(
        published=parse_published(printed) if printed else None,
        outlet=stated(source.get("title")) or outlet,
        url=stated(entry.get("link")),
        title=title or None,
        byline=stated(entry.get("author")),
    )

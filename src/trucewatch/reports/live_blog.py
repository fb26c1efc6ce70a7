"""Live blogs come in: each entry is a report with its own day, from what the page declares of itself (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, stated
from trucewatch.reports.fragment import words_of
from trucewatch.reports.published import parse_published

_SCRIPT = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_LEAST = 2  # entries; a page with one is an article


def live_entries(markup: str) -> tuple[Entry, ...]:
    """The entries of a live blog, in the page's order; empty where the page is none.

    Entries without words are left out; one without a day of its own has none, since a blog runs over days.

    Args:
        markup: the page, decoded.
    """
    if "LiveBlogPosting" not in markup:
        return ()
    for script in _SCRIPT.findall(markup):
        try:
            declared = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for blog in _blogs(declared):
            entries = tuple(_entries(blog))
            if len(entries) >= _LEAST:
                return entries
    return ()


def _blogs(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of this type, at the top, in a list, or in a graph."""
    waiting = value if isinstance(value, list) else [value]
    for item in waiting:
        if not isinstance(item, dict):
            continue
        kinds = item.get("@type")
        if kinds == "LiveBlogPosting" or (isinstance(kinds, list) and "LiveBlogPosting" in kinds):
            yield item
        graph = item.get("@graph")
        if isinstance(graph, list):
            yield from _blogs(graph)


def _entries(blog: dict[str, Any]) -> Iterator[Entry]:
    publisher = blog.get("publisher")
    outlet = _words(publisher.get("name")) if isinstance(publisher, dict) else None
    updates = blog.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if not isinstance(update, dict):
            continue
        title, body = _words(update.get("headline")), words_of(str(update.get("articleBody") or ""))
        if not body:
            continue
        text = body if not title or body.startswith(title) else f"{title}\n{body}"
        address = _words(update.get("url")) or _words(update.get("@id"))
        details = Details(published=_day(update), outlet=outlet, url=address, title=title)
        yield Entry(text, details, given_id=address, extracted=True)


def _words(value: Any) -> str | None:
    return stated(words_of(value)) if isinstance(value, str) else None


def _day(update: dict[str, Any]) -> Any:
    for key in ("datePublished", "dateModified", "dateCreated"):
        if isinstance(value := update.get(key), str) and value.strip():
            try:
                return parse_published(value)
            except ReportError:
                continue
    return None

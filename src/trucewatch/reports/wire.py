"""What news agencies send comes in: NewsML-G2 (XML) and ninjs (JSON), both of the IPTC."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, located, stated
from trucewatch.reports.fragment import words_in, words_of
from trucewatch.reports.language import declared_language
from trucewatch.reports.plain import check_text, decode, read_bytes
from trucewatch.reports.published import parse_published

MAX_WIRE_BYTES = 50_000_000
NEWSML = "http://iptc.org/std/nar/2006-10-01/"
_N = {"n": NEWSML}


def read_newsml(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The text items of a NewsML-G2 file: one news item, or a message with several.

    Yields:
        Number from 1 among the items, and the report or what is wrong with it; items without text (pictures, packages)
        are left out.

    Raises:
        ReportError: the file cannot be read, is not well-formed, or holds no item with text.
    """
    from lxml import etree  # noqa: PLC0415 - only wires pay for it

    data = read_bytes(path, MAX_WIRE_BYTES)
    # Entities are not resolved and nothing is fetched: an XML file may name files of this machine, or grow without end.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"{path} is not well-formed XML: {error}", expected="a NewsML-G2 file") from error
    items = [root] if root.tag == f"{{{NEWSML}}}newsItem" else root.findall(".//n:newsItem", _N)
    empty = True
    for number, item in enumerate(items, start=1):
        text = _newsml_text(item)
        if text:
            empty = False
            yield number, _checked(text, lambda item=item: _newsml_details(item), item.get("guid"), f"{path}:{number}")
    if empty:
        raise ReportError(
            f"{path} holds no news item with text (its root is {str(root.tag)[:80]})",
            expected="NewsML-G2 with inlineXML or inlineData",
        )


def _newsml_text(item: Any) -> str:
    content = item.find("n:contentSet", _N)
    if content is None:
        return ""
    for inline in content.findall("n:inlineXML", _N):
        # XHTML and NITF both keep the article in a body; NITF's head lines stand in it.
        bodies = [
            e
            for e in inline.iter()
            if isinstance(e.tag, str) and e.tag.endswith(("}body.content", "}body", "body.content"))
        ]
        if text := words_in(min(bodies, key=lambda e: len(list(e.iter()))) if bodies else inline):
            return text
    for data in content.findall("n:inlineData", _N):
        if (
            text := words_of(data.text or "")
            if "html" in (data.get("contenttype") or "")
            else (data.text or "").strip()
        ):
            return text
    return ""


def _newsml_details(item: Any) -> Details:
    def told(path: str) -> str | None:
        found = item.find(path, _N)
        return None if found is None else stated("".join(found.itertext()))

    provider = item.find("n:itemMeta/n:provider", _N)
    named = told("n:itemMeta/n:provider/n:name")
    # The day of this version: what an item says of "today" is as of it.
    when = (
        told("n:itemMeta/n:versionCreated")
        or told("n:contentMeta/n:contentCreated")
        or told("n:itemMeta/n:firstCreated")
    )
    language = item.find("n:contentMeta/n:language", _N)
    tag = language.get("tag") if language is not None else None
    return Details(
        published=parse_published(when) if when else None,
        outlet=named or (stated(provider.get("literal") or provider.get("qcode")) if provider is not None else None),
        title=told("n:contentMeta/n:headline") or told("n:itemMeta/n:title"),
        byline=told("n:contentMeta/n:by"),
        language=declared_language(tag.split("-")[0] if tag else None),
    )


def read_ninjs(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The text items of a ninjs file: one object, or a list of them.

    Yields:
        Number from 1, and the report or what is wrong with it; items without text (pictures, video) are left out.

    Raises:
        ReportError: the file cannot be read, is no JSON, or holds no item with text.
    """
    name = str(path)
    try:
        value = json.loads(decode(read_bytes(path, MAX_WIRE_BYTES), name))
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{name} is not valid JSON: {error}", expected="a ninjs object, or a list of them") from error
    items = value if isinstance(value, list) else [value]
    empty = True
    for number, item in enumerate(items, start=1):
        text = _ninjs_text(item) if isinstance(item, dict) else ""
        if text:
            empty = False
            given = item.get("uri") if isinstance(item.get("uri"), str) else None
            yield number, _checked(text, lambda item=item: _ninjs_details(item), given, f"{name}:{number}")
    if empty:
        raise ReportError(
            f"{name} holds no ninjs item with text",
            expected='objects with "body_text", "body_xhtml" or "bodies"',
            advice="Other JSON comes in as JSON Lines (.jsonl), an object a line",
        )


def _ninjs_text(item: Mapping[str, Any]) -> str:
    """Versions 1 (`body_text`, `body_xhtml`) and 2, 3 (`bodies`); plain text before HTML."""
    if isinstance(words := item.get("body_text"), str) and words.strip():
        return words.strip()
    if isinstance(markup := item.get("body_xhtml") or item.get("body_html"), str):
        return words_of(markup)
    bodies = [b for b in item.get("bodies") or [] if isinstance(b, dict) and isinstance(b.get("value"), str)]
    for body in sorted(bodies, key=lambda b: "html" in str(b.get("contentType") or b.get("contenttype") or "")):
        kind = str(body.get("contentType") or body.get("contenttype") or "")
        text = words_of(body["value"]) if "html" in kind else str(body["value"]).strip()
        if text:
            return text
    return ""


def _ninjs_details(item: Mapping[str, Any]) -> Details:
    def first(*keys: str) -> str | None:
        for key in keys:
            value = item.get(key)
            if isinstance(value, list) and value and isinstance(value[0], dict):
                value = value[0].get("value") or value[0].get("name")
            if isinstance(value, str) and value.strip():
                return value.strip()
        return None

    when = first("versioncreated", "versionCreated", "firstcreated", "firstCreated", "contentcreated", "contentCreated")
    return Details(
        published=parse_published(when) if when else None,
        outlet=first("provider", "copyrightholder", "copyrightHolder", "infosources"),
        url=first("canonical", "website"),
        title=first("headline", "headlines", "title", "titles"),
        byline=first("byline", "by", "bylines"),
        language=declared_language((first("language") or "").split("-")[0] or None),
    )


def _checked(text: str, details: Any, given_id: str | None, name: str) -> Entry | ReportError:
    try:
        check_text(text, name)
        return Entry(text, details(), given_id=given_id, extracted=True)
    except ReportError as error:
        return error if name in error.found else located(error, name)

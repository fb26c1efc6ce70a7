"""What holds of every page: hostile words stay words, parties are exchanged without a trace, data and page agree."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest

from desk.cli.cli_case import HARBOUR, WIRE
from desk_case import Browser, add, fill, words
from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.rendering import NAVIGATION
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    Party,
    Position,
    Proposal,
    Quote,
    Talks,
    Violation,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

pytestmark = pytest.mark.slow

NAMES = [name for name, _ in ALL_PAGES if name in {one for group in NAVIGATION for one in group}]
RUN = "alert(1)"
VECTORS = (
    f"<script>{RUN}</script>", f"<ScRiPt src=//evil.example>{RUN}", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x>", f'<iframe srcdoc="<script>{RUN}</script>">',
    f'<a href="javascript:{RUN}">x</a>', f"<form action=javascript:{RUN}><button>", f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>", f"<body onload={RUN}>", "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>", "<base href=//evil.example>",
    '<meta http-equiv=refresh content="0;url=//evil.example">', f"<object data=javascript:{RUN}>",
    f"<math><mtext><script>{RUN}</script>", f"<template><script>{RUN}</script>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">', f'<!--<img src="--><img src=x onerror={RUN}>',
    f"<x onclick={RUN} tabindex=1>", f"<button popovertarget=keys onbeforetoggle={RUN}>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>", f" onmouseover={RUN} x=", f"javascript:{RUN}",
    "{{ 7 * 7 }}{% raw %}", "${7*7}", f"<svg><script href=//evil.example>{RUN}", "\u202e<b onclick=x>\u2066",
)  # fmt: skip
PAYLOADS = tuple(f"{before}{vector}" for vector in VECTORS for before in ("", '">', "'>", "--></td>"))
PLACE = re.compile(r"\(report [0-9a-f]{12}(?:, \d+–\d+)?")
"""Id and place of a passage in a footnote: made of the very words that are exchanged, which differ in length."""
OURS = set(
    "html head meta title link script body a header div span form input label select option button nav ul ol li main h1"
    " h2 h3 h4 p section table thead tbody tr th td figure figcaption blockquote mark picture source img footer dl dt"
    " dd abbr kbd strong em small time details summary fieldset legend textarea br hr i b u code pre article aside"
    " output bdi wbr sup sub ins del datalist progress cite q caption colgroup col search".split()
)


class Marks(HTMLParser):
    """Looks at every tag of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        scripts = tag == "script" and not (held.get("src") or "").startswith("/static/")
        leads = [held.get(name) or "" for name in ("href", "src", "action", "srcset", "formaction") if name in held]
        away = [to for to in leads if not to.startswith(("/", "#", "data:image/")) or to.startswith("//")]
        runs = [name for name in held if name.startswith("on") or name in {"style", "srcdoc", "autofocus"}]
        if tag not in OURS or scripts or away or runs:
            self.wrong.append(self.get_starttag_text() or tag)


def wrong_marks(page: str) -> list[str]:
    marks = Marks()
    marks.feed(page)
    return marks.wrong


def contents(text: str, at: tuple[Passage, ...]) -> Iterator[Content]:
    """A statement of every kind whose every field is hostile."""
    yield Party(name=text, role="party", aliases=(text,), evidence=at, step="t")
    period: dict[str, Any] = {"start": "2031-05-03", "duration": "P20D"}
    yield Agreement(kind="truce", term_used=text, status=text, evidence=at, step="t", **period)
    yield Proposal(label=text, proposer=text, evidence=at, step="t")
    yield Position(actor=text, proposal=text, stance="accept", speaker=text, evidence=at, step="t")
    yield Obligation(
        bearer=text, action="withdraw", object=text, state="breached", deadline="2031-05-12", condition=text,
        demanded_by=text, evidence=at, step="t",
    )  # fmt: skip
    yield Quote(speaker=text, mention=text, cue=text, type="direct", content=at, source=at, step="t")
    yield Figure(what="killed", measure=text, number=3, scope=text, attributed_to=text, evidence=at, step="t")
    people: dict[str, Any] = {"participants": (text,), "mediators": (text,)}
    yield Talks(venue=text, date="2031-05-20", status="planned", evidence=at, step="t", **people)
    yield Violation(alleged_by=text, against=text, what=text, status="alleged", evidence=at, step="t")
    yield Instrument(citation=text, cited_by=text, evidence=at, step="t")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The desk over a record in which every word is hostile."""
    browser = Browser(tmp_path_factory.mktemp("hostile"))
    with browser.desk.writing() as record:
        for number, text in enumerate(PAYLOADS):
            published = date(2031, 5, 1 + number % 20)
            report = Report(
                f"{text} {number}", published=published, outlet=text, title=text, byline=text, process=PAYLOADS[0],
                url=f"https://example.org/{quote(text)}",
            )  # fmt: skip
            at = (Passage.of(report.text, 0, len(text)),)
            held = tuple(Statement(report.id, content, published) for content in contents(text, at))
            record.add(Reading(report, held, steps=("t 1",)), author=text)
    yield browser
    browser.desk.close()


@pytest.fixture(scope="module")
def reef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The desk over a record with both reports, for looking only."""
    browser = Browser(tmp_path_factory.mktemp("reef"))
    with browser.desk.writing() as record:
        fill(record)
    yield browser
    browser.desk.close()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The same reports, the names of the parties exchanged in them."""
    browser = Browser(tmp_path_factory.mktemp("other"))
    with browser.desk.writing() as record:
        for text, day, outlet in ((HARBOUR, "2031-05-10", "Harbour Post"), (WIRE, "2031-05-11", "Island Wire")):
            add(record, exchanged(text), day, outlet)
    yield browser
    browser.desk.close()


def test_there_are_enough_hostile_words() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_of_reports_stay_words(hostile: Browser, name: str) -> None:
    page = hostile.page(f"/{name}")
    assert wrong_marks(page) == []
    assert wrong_marks(hostile.page(f"/{name}?all=force&as_of=2031-05-09")) == []
    if "data-table" in page:
        assert "&lt;script&gt;" in page


def test_hostile_words_in_a_report_stay_words(hostile: Browser) -> None:
    for filed in hostile.desk.record.reports()[:: len(PAYLOADS) // 8]:
        assert wrong_marks(hostile.page(f"/report/{filed.report.id}?at=0-5")) == []


@pytest.mark.parametrize("name", NAMES)
def test_hostile_parameters_stay_words(reef: Browser, name: str) -> None:
    described: Any = reef.json("/api/openapi.json")
    asked = described["paths"].get(f"/api/{name}", {}).get("get", {}).get("parameters", [])
    names = {"all", "unknown", *(one["name"] for one in asked if one["in"] == "query")}
    for payload in PAYLOADS[1::40]:
        for parameter in sorted(names):
            answer = reef.client.get(f"/{name}?{parameter}={quote(payload)}")
            assert answer.status_code in {200, 303, 400, 404}
            assert wrong_marks(answer.text) == []


def test_hostile_words_in_a_picture_stay_words(hostile: Browser) -> None:
    tree = ET.fromstring(hostile.client.get("/board/phase-bars.svg").text)  # noqa: S314 - drawn by the desk
    for element in tree.iter():
        assert element.tag.rpartition("}")[2] not in {"script", "image", "foreignObject", "iframe"}
        assert not [name for name in element.attrib if name.lower().startswith("on") or name.endswith("href")]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "add"])
def test_exchanging_the_parties_exchanges_the_page(reef: Browser, other: Browser, name: str) -> None:
    """What stands where may differ by the alphabet, as the page tells; the words are the same, exchanged."""
    there, here = (PLACE.sub("", words(main(browser, name))) for browser in (other, reef))
    assert sorted(exchanged(there).split()) == sorted(here.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_its_name_in_the_menu_and_is_light(reef: Browser, name: str) -> None:
    page = reef.page(f"/{name}")
    assert 'aria-current="page"' in page
    assert page.count("<h1") == 1
    assert len(page.encode()) < 300_000


def main(browser: Browser, name: str) -> str:
    """A page without what stands around it, which names the record."""
    return browser.page(f"/{name}").partition("<main")[2].partition("</main>")[0]


def exchanged(text: str) -> str:
    """A text in which the two parties have each other's names."""
    one, two = "Harbour Council", "Shore League"
    return text.replace(one, "\0").replace(two, one).replace("\0", two)

"""The founding document at the desk: pasted, read, and looked at on the main pages; nothing of it stands here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from trucewatch.desk.web.app import create_app
from trucewatch.desk.web.options import DeskOptions
from trucewatch.settings import Settings

from .conftest import ROOT, Watched, free_port, serving, watch
from .test_every_page import serious

FOUNDING = ROOT.parent / "shared" / "seed" / "texts" / "00.txt"
PROCESS = "founding"

pytestmark = pytest.mark.skipif(not FOUNDING.exists(), reason="the founding document is not beside this checkout")


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Watched]:
    """A desk to which the document was given in the browser."""
    place = tmp_path_factory.mktemp("founding") / "founding.sqlite"
    options = DeskOptions(Settings(place, author="Noor"), port=free_port(), patience=60)
    with serving(create_app(options), options.port):
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        watched = watch(context.new_page(), options.address)
        watched.go("/add")
        page = watched.page
        page.locator("#text-text").fill(FOUNDING.read_text(encoding="utf-8"))
        page.locator("#text-process").fill(PROCESS)
        page.locator("#text-published").fill("2025-03-09")
        page.locator("#text-outlet").fill("Founding outlet")
        page.locator('form[action^="/add/text"] button').last.click()
        page.locator("[data-done]").wait_for(timeout=180_000)
        yield watched
        context.close()


@pytest.fixture
def page(window: Watched) -> Iterator[Page]:
    """The page, on which nothing may have gone wrong when the test ends."""
    yield window.page
    window.is_well()


def rows(page: Page, table: str) -> int:
    """How many rows of a table are shown."""
    return page.locator(f'[data-table="{table}"] tbody tr:not(.group)').count()


def test_the_board_has_every_section(window: Watched, page: Page) -> None:
    window.go(f"/board?process={PROCESS}")
    expect(page.locator("h1")).to_contain_text("9 March 2025")
    for table in ("force", "contested", "access", "positions", "talks", "obligations", "figures", "findings"):
        assert rows(page, table), f"the board tells nothing of {table}"
    page.locator("#phase-bars [data-drawn] svg").wait_for()
    assert serious(window) == []


def test_a_cell_opens_its_words_in_the_report(window: Watched, page: Page) -> None:
    text = FOUNDING.read_text(encoding="utf-8")
    window.go(f"/board?process={PROCESS}")
    for table in ("force", "positions", "figures"):
        window.go(f"/board?process={PROCESS}")
        link = page.locator(f'[data-table="{table}"] tbody tr:not(.group) a.opens').first
        link.click()
        mark = page.locator("article mark")
        expect(mark.first).to_be_in_viewport()
        start, end = (int(one) for one in urlsplit(page.url).query.partition("at=")[2].partition("&")[0].split("-"))
        assert "".join(text[start:end].split()) == "".join("".join(mark.all_text_contents()).split())
    assert page.locator("[data-statement]").count() > 50
    assert serious(window) == []


def test_positions_talks_and_the_timeline(window: Watched, page: Page) -> None:
    for path, table, least in (("positions", "grid", 2), ("talks", "talks", 2), ("timeline", "timeline", 5)):
        window.go(f"/{path}?process={PROCESS}")
        assert rows(page, table) >= least
        assert serious(window) == []
    window.go(f"/talks?process={PROCESS}")
    expect(page.locator("#month-title")).to_contain_text(re.compile(r"\w+ 2025"))


def test_the_wrong_year_of_a_resolution_is_found_and_can_be_set_aside(window: Watched, page: Page) -> None:
    window.go(f"/findings?process={PROCESS}")
    found = page.locator(".finding", has_text="2720").first
    expect(found).to_contain_text("2023")
    expect(found).to_contain_text("2024")
    found.locator("summary").first.click()
    found.locator("[name=reason]").fill("The register was looked at.")
    with page.expect_navigation():
        found.locator("form button").click()
    expect(page.locator("main")).to_contain_text("The register was looked at.")
    assert serious(window) == []


def test_words_are_found_and_the_day_is_moved(window: Watched, page: Page) -> None:
    window.go(f"/search?process={PROCESS}&q=resolution")
    assert page.locator(".hit mark").count()
    window.go(f"/board?process={PROCESS}")
    stood = page.locator("#force").inner_text()
    page.locator("#as_of").fill("2025-02-01")
    page.locator(".clocks button").click()
    page.wait_for_url(re.compile("as_of=2025-02-01"))
    expect(page.locator("h1")).to_contain_text("1 February 2025")
    assert page.locator("#force").inner_text() != stood

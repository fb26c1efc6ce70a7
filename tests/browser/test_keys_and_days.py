"""Single keys can be switched off for good, and a day is the same day wherever somebody looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from trucewatch.desk.web.options import DeskOptions

from .conftest import Watched, watch

PROCESS = "karsa-2031"
BOARD = f"/board?process={PROCESS}"
DRAWN = """(svg) => [...svg.querySelectorAll('path, line, text')]
    .map((one) => ['d', 'transform', 'x2', 'y2'].map((name) => one.getAttribute(name)).join(' ') + one.textContent)"""
"""Where everything stands in a drawing, and what is written there."""
SWITCH = "#keys form[action='/keys'] button"


@pytest.fixture
def without_scripts(served: DeskOptions, chromium: Browser) -> Iterator[Watched]:
    """A window in which no script of a page runs."""
    context = chromium.new_context(java_script_enabled=False)
    yield watch(context.new_page(), served.address)
    context.close()


def switch(watched: Watched) -> None:
    """Press the button in the list of keys."""
    watched.page.locator(".masthead [popovertarget=keys]").click()
    watched.page.locator(SWITCH).click()
    watched.page.wait_for_load_state("networkidle")


def test_single_keys_act_and_can_be_switched_off(watched: Watched) -> None:
    page = watched.page
    watched.go(BOARD)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    page.wait_for_url(re.compile("as_of="))
    there = page.url
    switch(watched)
    assert page.url == there, "the switch leads away from the page"
    for key in ("?", "[", "g", "t"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == there
    expect(page.locator("#keys")).to_be_hidden()
    watched.go(f"/findings?process={PROCESS}")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "finding"
    switch(watched)
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url(re.compile("/timeline"))
    watched.is_well()


def test_keys_of_a_report_are_switched_off_with_the_others(watched: Watched) -> None:
    page = watched.page
    watched.go(BOARD)
    switch(watched)
    page.locator("#force td a.opens").first.click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    expect(page.locator("[data-statement].chosen")).to_have_count(0)
    watched.is_well()


def test_the_switch_works_without_scripts(without_scripts: Watched) -> None:
    page = without_scripts.page
    without_scripts.go(BOARD)
    switch(without_scripts)
    expect(page.locator("html")).to_have_attribute("data-keys", "off")
    switch(without_scripts)
    expect(page.locator("html")).to_have_attribute("data-keys", "on")


def test_a_day_is_drawn_the_same_in_every_time_zone(served: DeskOptions, chromium: Browser) -> None:
    drawn = {}
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "UTC"):
        context = chromium.new_context(timezone_id=zone, viewport={"width": 1440, "height": 900})
        watched = watch(context.new_page(), served.address)
        held = []
        for path in (BOARD, f"/timeline?process={PROCESS}", f"/figures?process={PROCESS}"):
            watched.go(path)
            for box in watched.page.locator("[data-chart]").all():
                box.scroll_into_view_if_needed()
                box.locator("[data-drawn] svg").wait_for()
                held += box.locator("[data-drawn] svg").evaluate(DRAWN)
        watched.is_well()
        context.close()
        drawn[zone] = held
    assert len(drawn["UTC"]) > 100
    assert drawn["Pacific/Auckland"] == drawn["UTC"] == drawn["America/Los_Angeles"]

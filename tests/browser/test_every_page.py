"""Every page of the desk: nothing goes wrong on it, nothing leaves the machine, and everybody can use it."""

from __future__ import annotations

from typing import Literal

import pytest

from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.rendering import NAVIGATION

from .conftest import AXE, SCREENS, Watched

PROCESS = "karsa-2031"
MENU = {name: f"/{name}?process={PROCESS}" for group in NAVIGATION for name in group if name in dict(ALL_PAGES)}
OTHERS = {
    "start": "/",
    "data": "/api/docs",
    "searched": f"/search?process={PROCESS}&q=ceasefire",
    "one-actor": f"/actors?process={PROCESS} #actors a.opens",
    "one-report": f"/board?process={PROCESS} #force a.opens",
    "correcting": f"/board?process={PROCESS} #force a.opens >> [data-act=c]",
    "writing-a-note": f"/board?process={PROCESS} #force a.opens >> .jottings a",
    "no-reports": f"/quotes?process={PROCESS}&q=nowhere-said",
}
"""Pages that the menu does not lead to; behind a blank the links that lead there, one after the other."""
PAGES = MENU | OTHERS
WINDOWS = [(width, scheme) for width in (1440, 390) for scheme in ("light", "dark")]


@pytest.mark.parametrize("watched", WINDOWS, indirect=True, ids=lambda w: f"{w[0]} {w[1]}")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_made(name: str, watched: Watched) -> None:
    path, _, links = PAGES[name].partition(" ")
    watched.go(path)
    for link in filter(None, links.split(" >> ")):
        watched.page.locator(link).first.click()
        watched.page.wait_for_load_state("networkidle")
    size = watched.page.viewport_size
    assert size is not None
    scheme = "dark" if watched.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    SCREENS.mkdir(parents=True, exist_ok=True)
    watched.page.screenshot(path=SCREENS / f"{name}-{size['width']}-{scheme}.png", full_page=True)
    assert serious(watched) == []
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size["width"], f"the page is {wide} wide in a window of {size['width']}"
    watched.is_well()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_a_page_is_well_made(scheme: Literal["light", "dark"], watched: Watched) -> None:
    watched.page.emulate_media(color_scheme=scheme)
    watched.go(PAGES["board"])
    for button in ("#force button.source >> nth=0", ".masthead [popovertarget=keys]"):
        watched.page.locator(button).click()
        assert watched.page.locator(":popover-open").is_visible()
        assert serious(watched) == []
        watched.page.keyboard.press("Escape")
    watched.is_well()


@pytest.mark.parametrize("watched", WINDOWS, indirect=True, ids=lambda w: f"{w[0]} {w[1]}")
def test_notes_that_wait_and_that_are_settled_are_well_made(watched: Watched) -> None:
    page = watched.page
    watched.go(f"/notes?process={PROCESS}")
    page.locator("#write-kind").select_option("question")
    page.locator("#write-text").fill("Which of the two lists of the wardens is the later one?")
    for found in ("#write button", ".open-note summary"):
        page.locator(found).last.click()
        page.wait_for_load_state("networkidle")
        assert serious(watched) == []
    page.locator(".open-note [name=text]").last.fill("That of the evening.")
    page.locator(".open-note details[open] button").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("#notes").get_by_text("That of the evening.").count() >= 1
    assert serious(watched) == []
    watched.is_well()


@pytest.mark.parametrize("path", ["/board?process=nobody", "/nowhere"])
def test_a_refusal_is_well_made(path: str, watched: Watched) -> None:
    watched.page.goto(watched.address + path)
    assert serious(watched) == []
    assert watched.strangers == []


def serious(watched: Watched) -> list[str]:
    """What axe-core finds that is serious or critical, by WCAG 2.2 AA, with the first place of each."""
    watched.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = watched.page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]

"""Every page of the desk: nothing goes wrong on it, nothing leaves the machine, and everybody can use it."""

from __future__ import annotations

import pytest

from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.rendering import NAVIGATION

from .conftest import AXE, SCREENS, Watched

PAGES = [name for group in NAVIGATION for name in group if name in dict(ALL_PAGES)]
PROCESS = "karsa-2031"
WINDOWS = [(width, scheme) for width in (1440, 390) for scheme in ("light", "dark")]


@pytest.mark.parametrize("watched", WINDOWS, indirect=True, ids=lambda w: f"{w[0]} {w[1]}")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_made(name: str, watched: Watched) -> None:
    watched.go(f"/{name}?process={PROCESS}")
    size = watched.page.viewport_size
    assert size is not None
    scheme = "dark" if watched.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    SCREENS.mkdir(parents=True, exist_ok=True)
    watched.page.screenshot(path=SCREENS / f"{name}-{size['width']}-{scheme}.png", full_page=True)
    assert serious(watched) == []
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size["width"], f"the page is {wide} wide in a window of {size['width']}"
    watched.is_well()


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

"""The main paths of the desk in a browser: what an analyst does there, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched

PROCESS = "karsa-2031"
BOARD = f"/board?process={PROCESS}"
REVIEW = f"/review?process={PROCESS}&whole=true"


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """The page, on which nothing may have gone wrong when the test ends."""
    yield watched.page
    watched.is_well()


def a_report(watched: Watched) -> None:
    """Open the report that the board's first cell comes from."""
    watched.go(BOARD)
    watched.page.locator("#force td a.opens").first.click()
    watched.page.wait_for_load_state("networkidle")


def test_a_cell_shows_its_sentence_and_opens_the_report_at_it(watched: Watched, page: Page) -> None:
    watched.go(BOARD)
    page.locator("#force button.source").first.click()
    sheet = page.locator(":popover-open")
    said = sheet.locator("mark").first.inner_text()
    assert said
    sheet.locator("figcaption a").first.click()
    mark = page.locator("article mark")
    expect(mark.first).to_be_in_viewport()
    assert " ".join("".join(mark.all_inner_texts()).split()) == " ".join(said.split())


def test_the_slider_moves_the_day_and_the_address(watched: Watched, page: Page) -> None:
    watched.go(BOARD)
    before = page.locator("#force").inner_text()
    page.locator("#slide").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("as_of="))
    day = parse_qs(urlsplit(page.url).query)["as_of"][0]
    expect(page.locator("#as_of")).to_have_value(day)
    expect(page.locator("#force")).not_to_have_text(before)
    moved = page.locator("#force").inner_text()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("#force").inner_text() == moved


def test_accept_and_withdraw_by_keyboard(watched: Watched, page: Page) -> None:
    a_report(watched)
    page.keyboard.press("j")
    chosen = page.locator("[data-statement].chosen")
    id_ = chosen.get_attribute("data-statement")
    page.keyboard.press("a")
    page.wait_for_url(re.compile("done="))
    expect(page.locator(f"#s-{id_} [data-act=a]")).to_have_count(0)
    watched.go(urlsplit(page.url).path)
    page.keyboard.press("j")
    page.keyboard.press("j")
    other = page.locator("[data-statement].chosen").get_attribute("data-statement")
    page.keyboard.press("w")
    page.keyboard.type("Read twice, it is not there.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("done="))
    expect(page.locator(f"#s-{other}")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Read twice, it is not there.")


def test_all_of_a_kind_are_accepted_with_one_key_and_an_answer(watched: Watched, page: Page) -> None:
    watched.go(REVIEW)
    page.locator("#queue tbody tr a[href^='/report/']").last.click()
    page.wait_for_load_state("networkidle")
    group = page.locator("[data-kind]:has([data-together])").first
    kind, waiting = group.get_attribute("data-kind"), group.locator("[data-act=a]").count()
    group.locator("[data-statement] .stated").first.click()
    page.keyboard.press("A")
    expect(group.locator("[data-together] button")).to_be_focused()
    expect(group.locator("[data-together] p")).to_contain_text(str(waiting))
    page.keyboard.press("Escape")
    expect(group.locator("[data-together] button")).to_be_hidden()
    page.keyboard.press("A")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("done="))
    expect(page.locator("#done")).to_contain_text("in one go")
    expect(page.locator(f'[data-kind="{kind}"] [data-act=a]')).to_have_count(0)


def test_correct_by_mouse(watched: Watched, page: Page) -> None:
    a_report(watched)
    page.locator('[data-kind="quotes"] [data-act="c"]').first.click()
    page.locator('[name="f.speaker"]').fill("The envoy")
    page.locator("#form-reason").fill("The sentence before names who speaks.")
    page.locator("#form button").first.click()
    page.wait_for_url(re.compile("done="))
    expect(page.locator('[data-kind="quotes"]')).to_contain_text("The envoy")


def test_selected_words_become_a_statement(watched: Watched, page: Page) -> None:
    a_report(watched)
    words = page.evaluate(
        """() => {
          const run = [...document.querySelectorAll("article .run")].find((one) => one.textContent.trim().length > 8);
          getSelection().selectAllChildren(run);
          return getSelection().toString();
        }"""
    )
    page.locator("[data-take]").click()
    expect(page.locator("#add-words")).to_have_value(" ".join(words.split()))
    page.locator("#add-kind").select_option("parties")
    page.locator("#add button").click()
    page.locator('[name="f.name"]').fill("Harbour wardens")
    page.locator('[name="f.role"]').select_option("party")
    page.locator("#form button").first.click()
    page.wait_for_url(re.compile("done="))
    expect(page.locator('[data-kind="parties"]')).to_contain_text("Harbour wardens")


def test_a_finding_is_set_aside_and_opened_again(watched: Watched, page: Page) -> None:
    watched.go(f"/findings?process={PROCESS}")
    first = page.locator('form[action^="/findings/decide"]').first
    id_ = first.locator("[name=finding]").get_attribute("value")
    for verdict in ("dismissed", "reopened"):
        form = page.locator(f'form[action^="/findings/decide"]:has([name=finding][value="{id_}"])')
        assert form.locator("[name=verdict]").get_attribute("value") == verdict
        if not form.locator("[name=reason]").is_visible():
            form.locator("xpath=ancestor::details").locator("summary").first.click()
        form.locator("[name=reason]").fill("Looked at with the second source.")
        with page.expect_navigation():
            form.locator("button").click()
    expect(page.locator("main")).to_contain_text("Looked at with the second source.")


def test_searched_words_lead_to_reports(watched: Watched, page: Page) -> None:
    watched.go(f"/search?process={PROCESS}")
    page.locator("main [name=q]").fill("ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=ceasefire"))
    page.locator('main a[href^="/report/"]').first.click()
    expect(page.locator("article")).to_contain_text(re.compile("ceasefire", re.IGNORECASE))


def test_the_look_stays_chosen(watched: Watched, page: Page) -> None:
    watched.go(BOARD)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(paper) != light


def test_a_table_is_copied_and_all_can_be_taken_away(watched: Watched, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.go(BOARD)
    page.locator('[data-copy="force"]').click()
    expect(page.locator("#told")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(copied) > 1
    assert "\t" in copied[0]
    for link, start in (
        ("#force a[href*='.csv']", b""),
        ("#phase-bars a[href*='.svg']", b"<svg"),
        ("#phase-bars a[href*='.png']", b"\x89PNG"),
    ):
        with page.expect_download() as coming:
            page.locator(link).first.click()
        content = Path(coming.value.path()).read_bytes()
        assert content.startswith(start)
        assert len(content) > 100


def test_paper_has_the_words_and_nothing_to_press(watched: Watched, page: Page) -> None:
    watched.go(BOARD)
    page.emulate_media(media="print")
    for gone in ("nav.menu", ".masthead .tools", "button.source >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#force table")).to_be_visible()


@pytest.mark.parametrize("process", [PROCESS, "gaza-2025"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_brief_is_printed_on_two_pages(watched: Watched, page: Page, process: str, audience: str) -> None:
    watched.go(f"/brief?process={process}&audience={audience}")
    made = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2
    links = page.locator(".files a")
    assert links.count() == 4
    for link in links.all():
        with page.expect_download() as coming:
            link.click()
        name = coming.value.suggested_filename
        assert re.fullmatch(rf"brief-{process}-[0-9-]{{10}}\.(md|html|docx|pdf)", name)
        assert len(Path(coming.value.path()).read_bytes()) > 1000
        if name.endswith(".html"):  # the file prints as the page does
            alone = page.context.new_page()
            alone.set_content(Path(coming.value.path()).read_text("utf-8"))
            assert len(re.findall(rb"/Type\s*/Page\b", alone.pdf(prefer_css_page_size=True))) == 2
            alone.close()


def test_pasted_text_is_read_and_opened(watched: Watched, page: Page) -> None:
    watched.go("/add")
    page.locator("#text-text").fill("The Tarn Delegation agreed to a ceasefire on 4 May 2031, Envoy Mira Sole said.")
    page.locator("#text-process").fill("tarn-2031")
    page.locator("#text-published").fill("2031-05-05")
    page.locator('form[action^="/add/text"] button').last.click()
    page.locator('main a[href^="/report/"]').first.click(timeout=60_000)
    expect(page.locator("article")).to_contain_text("Tarn Delegation")

"""The board: what each speaker says, as of a day and as known on a day, every cell with its sentence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from pydantic import TypeAdapter

from desk_case import Browser, add, words
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import LATER, Nothing
from trucewatch.desk.web.pages.board import BoardData, early

HOSTILE = (
    "The reef truce took effect on 3 May 2031 for 20 days. The Shore League accused the Harbour Council of "
    "<img src=x onerror=alert(1)>'\"><script>alert(2)</script> {{ 7 * 7 }}. “<b>We counted</b>,” Dr. Ana Velu said."
)


def board(browser: Browser, query: str = "") -> Any:
    return browser.json("/api/board" + query)


def cells(table: Any) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in table["rows"]]


def flat(data: Any) -> str:
    return str([value for value in data.values() if isinstance(value, dict) and "rows" in value])


def test_the_sections_tell_what_the_reports_state(browser: Browser) -> None:
    held = board(browser)
    assert held["as_of"] == "2031-05-11"
    assert ["start", "3 May 2031", "Harbour Post itself, 10 May 2031"] in cells(held["force"])
    assert [row[0] for row in cells(held["due"])] == ["12 May 2031", "20 May 2031", "22 May 2031"]
    assert cells(held["positions"]) == [
        ["Harbour Council", "accepts", "Harbour Post itself, 10 May 2031"],
        ["Shore League", "rejects", "Island Wire itself, 11 May 2031"],
    ]
    assert cells(held["talks"])[0][0] == "Sarn, 20 May 2031"
    assert cells(held["incidents"])[0][1] == "shelling the pier"
    assert [row[0] for row in cells(held["figures"])] == ["14", "27"]
    assert cells(held["sources"]) == [["Harbour Post", "1"], ["Island Wire", "1"]]
    assert "2720" in cells(held["findings"])[0][0]


def test_json_is_of_the_shape_that_is_told_and_holds_what_the_page_shows(browser: Browser) -> None:
    answer = browser.client.get("/api/board")
    TypeAdapter(BoardData).validate_json(answer.content)
    shown = words(browser.page("/board"))
    for table in (value for value in answer.json().values() if isinstance(value, dict) and "rows" in value):
        for text in (cell["text"] for row in table["rows"] for cell in row["cells"]):
            assert " ".join(text.split()) in shown


def test_every_cell_of_a_report_opens_its_passage(browser: Browser) -> None:
    page = browser.page("/board")
    links = re.findall(r'href="/report/([0-9a-f]+)\?[^"]*?at=(\d+)-(\d+)#p"', unescape(page))
    assert len(links) > 10
    for report, start, end in set(links):
        assert browser.desk.record.find_report(report).text[int(start) : int(end)] in unescape(page)
    sheets = set(re.findall(r'popovertarget="(said-\d+)"', page))
    assert sheets == set(re.findall(r'<div id="(said-\d+)" popover', page))


def test_the_day_asked_about_changes_the_board(browser: Browser) -> None:
    early, late = board(browser, "?as_of=2031-05-10"), board(browser, "?as_of=2031-05-30")
    assert cells(early["positions"]) == [["Harbour Council", "accepts", "Harbour Post itself, 10 May 2031"]]
    assert early["freshness"]["later"] == 1
    assert cells(late["due"]) == []
    assert late["quiet"]["rows"] or any(row["cells"][0]["stale"] for row in late["obligations"]["rows"])
    known = board(browser, "?known_on=2031-05-10")
    assert known["as_of"] == "2031-05-10"
    assert "Island Wire" not in flat(known)


def test_the_clocks_stay_in_every_address(browser: Browser) -> None:
    page = unescape(browser.page("/board?as_of=2031-05-10&known_on=2031-05-11"))
    links = re.findall(r'(?:href|action|src)="(/(?:board|report|api/board)[^"]*\?[^"]*)"', page)
    assert len(links) > 10
    without = [link for link in links if "known_on=2031-05-11" not in link or "as_of=2031-05-1" not in link]
    assert without == ["/board?process=reef"]  # the link to the latest day
    assert 'data-days="2031-05-' in page


def test_parameters_that_nobody_asked_for_and_days_at_the_end_of_the_calendar_do_no_harm(browser: Browser) -> None:
    with browser.desk.writing() as record:
        add(record, "The last truce took effect on 31 December 9999 for 20 days.", "2031-05-12", "Reef Radio")
        add(record, "The last truce took effect on 3 May 2031 for 999999999 days.", "2031-05-12", "Reef Post")
    page = browser.page("/board?path=x&asked=y&at_path=z&self=1&request=2&name=%3Cb%3E&as_of=2999-12-31")
    assert "last truce" in page
    assert "<b>" not in page
    assert browser.client.get("/board/phase-bars.json").status_code == 200


def test_hostile_words_are_shown_as_words(empty: Browser) -> None:
    with empty.desk.writing() as record:
        add(record, HOSTILE, "2031-05-10", "<i>Post</i>", "reef")
    page = empty.page("/board")
    assert "onerror=alert(1)" in unescape(page)
    for mark in ("<img src=x", "<script>", "<b>We", "<i>Post"):
        assert mark not in page
    assert "{{ 7 * 7 }}" in page


def test_an_actor_that_answers_both_ways_is_contested(browser: Browser) -> None:
    with browser.desk.writing() as record:
        add(record, "The Harbour Council rejected the ferry offer.", "2031-05-10", "Reef Radio")
    rows = [row for row in cells(board(browser)["contested"]) if row[0] == "Harbour Council on ferry offer"]
    assert {row[1] for row in rows} == {"accept", "reject"}


def test_what_is_new_is_what_came_after_the_visit(browser: Browser) -> None:
    assert board(browser)["since"] is None
    assert browser.client.post("/board/visit?process=reef", headers=browser.token).status_code == 303
    assert cells(board(browser)["changed"]) == []
    browser.clock.forward()
    with browser.desk.writing() as record:
        add(record, "The Harbour Council rejected the ferry offer.", "2031-05-12", "Reef Radio")
    changed = cells(board(browser)["changed"])
    assert changed[0][2] == "Reef Radio, 12 May 2031"
    assert ["ferry offer: Harbour Council", "rejects", "Reef Radio itself, 12 May 2031"] in changed
    assert not [row for row in changed if "Island Wire" in row[2]]


def test_phases_are_drawn_as_svg_png_and_described(browser: Browser) -> None:
    svg = browser.client.get("/board/phase-bars.svg?theme=dark")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert "script-src" not in svg.headers["content-security-policy"]
    assert "<script" not in svg.text
    assert browser.client.get("/board/phase-bars.png").content.startswith(b"\x89PNG")
    spec = browser.json("/board/phase-bars.json")
    assert "reef truce: 3 May 2031 to 22 May 2031" in str(spec["description"])
    assert "reef truce: 3 May 2031 to 22 May 2031" in browser.page("/board")


def test_the_board_is_sent_before_the_checks_have_run(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    first = browser.page("/board")
    start, _, rest = browser.page("/board").partition(LATER.decode())  # kept, and sent in one
    assert first == start + rest
    assert 'id="findings"' in rest
    monkeypatch.setattr(Desk, "judged", lambda *_: pytest.fail("the checks ran"))
    assert early(browser.desk, Asked("reef"), Nothing()) is not None


def test_what_was_set_aside_is_counted_on_the_board(browser: Browser) -> None:
    rows = board(browser)["findings"]["rows"]
    one, *_ = browser.desk.judged(Asked("reef"))
    form = {"finding": one.finding.id, "verdict": "dismissed", "reason": "A slip."}
    assert browser.client.post("/findings/decide", data=form, headers=browser.token).status_code == 303
    assert len(board(browser)["findings"]["rows"]) == len(rows) - 1
    assert "1 was set aside by a person." in words(browser.page("/board"))

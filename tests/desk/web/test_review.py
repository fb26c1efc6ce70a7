from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from desk_case import Browser, add, words
from trucewatch import api
from trucewatch.desk.web.pages import review
from trucewatch.vocabulary.report import Report

pytestmark = pytest.mark.slow

ASKED = ("Harbour Post", "Island Wire")


def queue(browser: Browser, asked: str = "") -> list[list[str]]:
    data: Any = browser.json(f"/api/review?whole=true{asked}")
    return [[cell["text"] for cell in row["cells"]] for row in data["queue"]["rows"]]


def stepped(browser: Browser, asked: str) -> str:
    answer = browser.client.get(f"/review/step?process=reef{asked}")
    assert answer.status_code == 303
    return urlsplit(answer.headers["location"]).path.removeprefix("/report/")


def reports(browser: Browser) -> list[Report]:
    """The reports of the queue, in its order."""
    items = api.review_queue(browser.desk.record, "Noor", api.ReviewFilter("reef"))
    return list({item.row.report.id: item.row.report for item in items}.values())


def test_the_queue_says_why_each_waits(browser: Browser) -> None:
    items = api.review_queue(browser.desk.record, "Noor")
    rows = queue(browser)
    assert [row[0] for row in rows] == [item.row.text for item in items]
    differing = [row[2] for row, item in zip(rows, items, strict=True) if item.contested]
    assert differing
    assert set(differing) == {"reports differ"}
    shown = words(browser.page("/review?whole=true"))
    assert all(row[0] in shown for row in rows)
    assert f"{len(rows)} statements wait for Noor in 2 reports" in shown


def test_without_more_only_what_is_spoken_against_is_listed(browser: Browser) -> None:
    data: Any = browser.json("/api/review")
    assert 0 < len(data["queue"]["rows"]) == data["pressing"] < data["waiting"]


def test_people_who_differ_and_rulings_are_told(browser: Browser) -> None:
    record = browser.desk.record
    figure = next(s for s in api.statements(record.view(), "figures"))
    with browser.desk.writing():
        api.accept_statement(record, figure.id, api.Act("Ade"))
        browser.clock.forward()
        api.withdraw_statement(record, figure.id, api.Act("Mira", "not <b>counted</b>"))
    (row,) = queue(browser, "&ruled_by=Mira")
    assert row[2] == "people differ: accepted by Ade, withdrawn by Mira"
    assert queue(browser, "&ruled_by=Nobody<script>") == []


def test_what_was_decided_waits_no_longer(browser: Browser) -> None:
    before = queue(browser)
    first = api.review_queue(browser.desk.record, "Noor")[0].statement
    sent = {"statement": first.id}
    browser.client.post(f"/report/{first.report_id}/accept", headers=browser.token, data=sent)
    assert queue(browser) == before[1:]


def test_the_queue_in_part(browser: Browser) -> None:
    assert {row[1] for row in queue(browser, "&kind=figures")} == {"figures"}
    assert queue(browser, "&carried=true") == []
    assert "poems" in words(browser.page("/review?kind=poems", 400))
    with browser.desk.writing() as record:
        add(record, "Officials counted 27 dead by noon.", "2031-05-12", "Dove Post", process=None)
    assert {row[3].split(",")[0] for row in queue(browser, "&process=")} == {"Dove Post"}
    assert {row[3].split(",")[0] for row in queue(browser, "&process=reef")} == set(ASKED)


def test_from_report_to_report(browser: Browser) -> None:
    first, second = reports(browser)
    assert stepped(browser, "") == first.id[:16]
    assert stepped(browser, f"&report={first.id}") == second.id[:16]
    assert stepped(browser, f"&report={second.id}") == "/review"
    assert stepped(browser, f"&report={second.id}&to=before") == first.id[:16]
    assert stepped(browser, f"&report={first.id}&to=before") == "/review"
    assert browser.client.get("/review/step?to=sideways").status_code == 400
    shown = browser.page(f"/report/{first.id}?process=reef&queue=figures")
    assert "to=next&amp;kind=figures" in shown


def test_a_long_queue_is_shown_page_by_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "ROWS", 2)
    rows, shown = queue(browser), list[str]()
    pages = -(-len(rows) // 2)
    assert pages > 2
    for number in range(1, pages + 1):
        html = browser.page(f"/review?whole=true&page={number}")
        last = min(2 * number, len(rows))
        assert f"Rows {2 * number - 1} to {last} of {len(rows)}" in words(html)
        assert f'aria-label="Page {number} of {pages}" aria-current="page"' in html
        assert ('rel="prev"' in html, 'rel="next"' in html) == (number > 1, number < pages)
        body = html.partition("<tbody>")[2].partition("</tbody>")[0]
        shown += [words(row) for row in body.split("<tr")[1:]]
    assert len(shown) == len(rows)
    assert all(row[0] in line for row, line in zip(rows, shown, strict=True))
    assert "whole=true&amp;page=3#queue" in browser.page("/review?whole=true&page=2")


def test_what_is_taken_along_has_all_pages(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "ROWS", 2)
    whole = queue(browser)
    assert queue(browser, "&page=2") == whole
    held = browser.client.get("/review/queue.csv?whole=true&page=2").text
    assert held.count("\r\n") == len(whole) + 1


def test_a_page_that_the_queue_no_longer_reaches_is_its_last(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "ROWS", 2)
    rows = queue(browser)
    assert f"to {len(rows)} of {len(rows)}" in words(browser.page("/review?whole=true&page=1000000"))
    for wrong in ("0", "-1", "9999999999999"):
        assert "of a list" in words(browser.page(f"/review?page={wrong}", 400))
    assert 'class="pager"' not in browser.page("/review?carried=true&page=3")


def test_an_empty_record_has_nothing_to_review(empty: Browser) -> None:
    assert "Nothing waits for you here" in words(empty.page("/review"))
    assert empty.client.get("/review/step").headers["location"] == "/review"

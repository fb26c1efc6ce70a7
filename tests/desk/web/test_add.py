from __future__ import annotations

import re
import threading
import time
from typing import Any

import pytest

from desk.cli.cli_case import HARBOUR, WIRE, read
from desk_case import Browser, words
from trucewatch import api
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.pages.add import MOST_FILES
from trucewatch.desk.web.pages.add_jobs import MOST_OPEN, jobs_of
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from web_host import answer, serving

PAGE = f"<!doctype html><title>Reef</title><article><h1>Reef</h1><p>{WIRE}</p><p>{HARBOUR}</p></article>"
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def post(browser: Browser, form: str, **sent: Any) -> str:
    """Send a form, wait until it is done, and give the address of its outcome."""
    got = browser.client.post(f"/add/{form}", headers=browser.token, **sent)
    assert got.status_code == 303, got.text[:2000]
    until_done(browser.desk)
    return str(got.headers["location"])


def until_done(desk: Desk) -> None:
    for _ in range(500):
        if not any(job.is_open for job in jobs_of(desk).latest()):
            return
        time.sleep(0.02)
    raise AssertionError("an adding did not end")


def outcome(browser: Browser, where: str) -> list[list[str]]:
    """The cells of the rows of the results."""
    data: Any = browser.json(where.replace("/add", "/api/add"))
    return [[cell["text"] for cell in row["cells"]] for row in data["results"]["rows"]]


def test_pasted_text_is_added_as_it_was_pasted(empty: Browser) -> None:
    form = {"text": HARBOUR.replace("\n", "\r\n"), "process": " reef ", "published": "2031-05-10"}
    form |= {"outlet": "Harbour Post", "title": "Guns", "url": "https://post.example.org/a", "rights": "licensed"}
    where = post(empty, "text", data=form)
    (filed,) = empty.desk.record.reports()
    report = filed.report
    assert (report.text, report.process, str(report.published)) == (HARBOUR, "reef", "2031-05-10")
    assert (report.outlet, report.title, report.url) == ("Harbour Post", "Guns", "https://post.example.org/a")
    assert filed.rights == "licensed"
    (row,) = outcome(empty, where)
    assert row[:2] == ["Guns", "added"]
    assert f'href="/report/{report.id}' in empty.page(where)
    assert "1 added, 0 known already, 0 not added" in words(empty.page("/add"))
    assert empty.desk.processes() == ("reef",)  # the pages see what the adding wrote


def test_files_each_by_itself(browser: Browser) -> None:
    files = [
        ("files", ("../../harbour.txt", (HARBOUR + " Again.").encode(), "text/plain")),
        ("files", ("reef.html", PAGE.encode(), "image/png")),
        ("files", ("lines.jsonl", b'{"text": "Guns fell silent on the reef today."}\nnone\n', "text/plain")),
        ("files", ("<img src=x onerror=alert(1)>.exe", b"MZ", "text/plain")),
        ("files", ("fault.txt", b"FAULT", "text/plain")),
    ]
    where = post(browser, "files", files=files, data={"csrf": browser.options.token, "process": "reef"})
    assert "process=reef" in where
    rows = outcome(browser, where)
    assert [row[:2] for row in rows] == [
        ["lines.jsonl:2", "not added"],
        ["<img src=x onerror=alert(1)>.exe", "not added"],
        ["fault.txt", "not added"],
        ["harbour.txt", "added"],
        ["Reef", "added"],
        ["lines.jsonl:1", "added"],
    ]
    shown = browser.page(where)
    assert "<img" not in shown
    assert "onerror" in words(shown)
    assert browser.client.get(where.replace("/add?", "/add/results.csv?")).text.count("\r\n") == len(rows) + 1


def test_adding_again_tells_that_it_is_known(browser: Browser) -> None:
    form = {"text": HARBOUR, "process": "reef", "published": "2031-05-12", "outlet": "Harbour Post"}
    (row,) = outcome(browser, post(browser, "text", data=form))
    assert row[3].endswith("the record keeps published 2031-05-10, not 2031-05-12.")
    assert len(browser.desk.record.reports()) == 2


def test_day_that_was_missing_is_given_by_adding_again(empty: Browser) -> None:
    (row,) = outcome(empty, post(empty, "text", data={"text": HARBOUR}))
    assert "without a publication date" in row[3]
    assert "again with its day" in row[3]
    assert "--" not in row[3]
    (row,) = outcome(empty, post(empty, "text", data={"text": HARBOUR, "published": "2031-05-10"}))
    assert row[1:] == ["added", row[2], ""]
    (filed,) = empty.desk.record.reports()
    assert str(filed.report.published) == "2031-05-10"


def test_address_is_fetched_when_the_form_is_sent(empty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    add_address = api.add_address
    with serving({"/reef": answer(PAGE.encode())}) as host:
        monkeypatch.setattr(api, "add_address", lambda r, a, options: add_address(r, a, options, host.options()))
        assert "leaves your machine" in words(empty.page("/add"))
        assert not host.asked
        (row,) = outcome(empty, post(empty, "address", data={"address": host.url("/reef"), "process": "reef"}))
        assert row[:2] == ["Reef", "added"]
        assert len(host.asked) == 1
    (filed,) = empty.desk.record.reports()
    assert filed.report.url == host.url("/reef")


@pytest.mark.parametrize("given", ["http://127.0.0.1:8080/", "file:///etc/passwd", "http://ana:secret@10.0.0.1/"])
def test_address_of_the_own_network_is_refused(empty: Browser, given: str) -> None:
    where = post(empty, "address", data={"address": given})
    (row,) = outcome(empty, where)
    assert row[1] == "not added"
    assert "secret" not in empty.page(where)
    assert not empty.desk.record.reports()


@pytest.mark.parametrize(
    ("form", "sent", "told"),
    [
        ("text", {"text": " \r\n"}, "The text is empty"),
        ("text", {"text": NASTY, "outlet": NASTY, "published": "03/04/2031"}, "two readings"),
        ("text", {"text": "A", "rights": "mine"}, "rights"),
        ("address", {"address": " "}, "No address"),
        ("files", {"process": "reef"}, "No file"),
    ],
)
def test_what_cannot_be_added_comes_back_as_it_was_filled_in(
    empty: Browser, form: str, sent: dict[str, str], told: str
) -> None:
    got = empty.client.post(f"/add/{form}", headers=empty.token, data=sent)
    assert got.status_code == 400
    assert told in words(got.text)
    assert "<img" not in got.text
    if sent.get("outlet"):
        assert got.text.count("onerror") == 2
    assert not jobs_of(empty.desk).latest()


def test_nothing_is_added_without_the_token_of_the_desk(empty: Browser) -> None:
    for form, sent in (("text", {"text": HARBOUR}), ("address", {"address": "http://herald.example.org/"})):
        for token in ("", "x" * 43):
            got = empty.client.post(f"/add/{form}", data={**sent, "csrf": token})
            assert got.status_code == 403
    for path in ("/add/text", "/add/files", "/add/address"):
        assert empty.client.get(path).status_code in {404, 405}
    assert not jobs_of(empty.desk).latest()


def test_more_than_is_taken_is_refused(empty: Browser) -> None:
    long = empty.client.post("/add/text", headers=empty.token, data={"text": "a" * 1_000_000})
    assert long.status_code == 413
    (row,) = outcome(empty, post(empty, "text", data={"text": "é" * 160_000}))
    assert row[1] == "added"
    many = [("files", (f"{n}.txt", b"A", "text/plain")) for n in range(MOST_FILES + 1)]
    got = empty.client.post("/add/files", headers=empty.token, files=many)
    assert got.status_code == 400
    assert f"More than {MOST_FILES} files" in words(got.text)


def test_pages_are_shown_while_reports_are_read(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, begun = threading.Event(), threading.Event()

    def slow(report: Report) -> Reading:
        begun.set()
        assert goes_on.wait(20)
        return read(report)

    monkeypatch.setattr(browser.desk, "reader", api.LazyReader(reader=slow))
    files = [("files", (f"{n}.txt", f"{WIRE} Edition {n}.".encode(), "text/plain")) for n in range(2)]
    first = browser.client.post("/add/files", headers=browser.token, files=files).headers["location"]
    try:
        assert begun.wait(20)
        shown = browser.page(first)
        assert "File 1 of 2: 0.txt" in words(shown)
        assert f'data-poll="{first}"' in shown
        assert browser.desk.processes() == ("reef",)
        for n in range(MOST_OPEN - 1):
            later = browser.client.post("/add/text", headers=browser.token, data={"text": f"{WIRE} Late {n}."})
            assert "Waiting" in words(browser.page(later.headers["location"]))
        refused = browser.client.post("/add/text", headers=browser.token, data={"text": WIRE})
        assert refused.status_code == 400
        assert "waiting already" in words(refused.text)
    finally:
        goes_on.set()
    until_done(browser.desk)
    assert "data-poll" not in browser.page(first)
    assert len(browser.desk.record.reports()) == 2 + 2 + MOST_OPEN - 1


def test_adding_that_the_program_breaks_does_not_stop_the_next(empty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **named: object) -> api.AddSummary:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(api, "add_text", broken)
        where = post(empty, "text", data={"text": HARBOUR})
    assert "This is a fault of Trucewatch" in words(empty.page(where))
    (row,) = outcome(empty, post(empty, "text", data={"text": HARBOUR}))
    assert row[1] == "added"


def test_unknown_adding_is_not_found(empty: Browser) -> None:
    assert "not known" in words(empty.page("/add?job=abc", 404))
    ids = {re.sub(r".*job=", "", post(empty, "text", data={"text": f"{WIRE} {n}."})) for n in range(2)}
    assert all(len(one) >= 22 for one in ids)

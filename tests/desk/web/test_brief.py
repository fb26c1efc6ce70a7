"""The brief at the desk: every sentence leads to its words, days and audiences are asked for, files are the same."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from desk_case import Browser, words
from trucewatch.desk.web.catalogue import runs

pytestmark = pytest.mark.slow


def test_every_sentence_has_footnotes_that_lead_to_their_words(browser: Browser) -> None:
    page = browser.page("/brief")
    held: Any = browser.json("/api/brief")
    numbers = {note["number"] for note in held["footnotes"]}
    clauses = [clause for s in held["sections"] for sentence in s["sentences"] for clause in sentence]
    assert clauses
    assert all(clause["notes"] and set(clause["notes"]) <= numbers for clause in clauses)
    cited = [note for note in held["footnotes"] if note["place"] and note["place"]["passage"]]
    assert cited
    for note in cited:
        report, passage = note["place"]["report_id"], note["place"]["passage"]
        text = browser.desk.record.find_report(report).text
        assert text[passage["start"] : passage["end"]] == passage["text"]
        assert f"/report/{report[:16]}" in page
    assert all(page.count(f'id="note-{n}"') == 1 and page.count(f'id="mark-{n}"') == 1 for n in numbers)


def test_its_last_day_is_that_of_the_address_and_bounds_what_was_published(browser: Browser) -> None:
    whole, early = browser.page("/brief"), browser.page("/brief?as_of=2031-05-10")
    assert "Island Wire" in whole
    assert "Island Wire" not in early
    assert "to 10 May 2031" in words(early)


@pytest.mark.parametrize(
    ("query", "told"),
    [("since=2031-05-12&as_of=2031-05-11", "which is not later"), ("since=soon", "which is no day"),
     ("proposal=nothing-of-that-name", "no proposal has")],
)  # fmt: skip
def test_what_cannot_be_briefed_is_refused(browser: Browser, query: str, told: str) -> None:
    assert told in words(browser.page(f"/brief?{query}", 400))


def test_what_is_made_for_others_leads_to_no_report(browser: Browser) -> None:
    for audience in ("partner", "public"):
        held: Any = browser.json(f"/api/brief?audience={audience}")
        assert held["footnotes"]
        assert not [note for note in held["footnotes"] if note["place"]]
        assert "/report/" not in browser.page(f"/brief?audience={audience}").partition("<article")[2]


@pytest.mark.parametrize(
    ("form", "begins"), [("md", b"# "), ("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF-")]
)
def test_it_is_taken_along_as_a_file(browser: Browser, form: str, begins: bytes) -> None:
    answer = browser.client.get(f"/brief/brief.{form}?as_of=2031-05-11")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="brief-reef-2031-05-11.{form}"'


def test_without_the_extra_a_pdf_is_refused_with_what_to_do(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab", None)
    told = words(browser.page("/brief/brief.pdf", 400))
    assert "reportlab is not installed" in told
    assert "trucewatch[pdf]" in told


def test_there_is_no_file_of_another_form(browser: Browser) -> None:
    browser.page("/brief/brief.exe", 400)


def test_only_commands_and_options_are_code() -> None:
    told = [(run.text, run.is_code) for run in runs("see `trucewatch review list`, not `<b>`")]
    assert told == [("see ", False), ("trucewatch review list", True), (", not `<b>`", False)]

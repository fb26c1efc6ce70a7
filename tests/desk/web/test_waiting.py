"""What takes long is computed while others are answered, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from desk_case import Browser, fill, words
from trucewatch import api
from trucewatch.desk.web import opened
from trucewatch.desk.web.asking import Asked
from trucewatch.errors import RecordError
from trucewatch.vocabulary.view import View

pytestmark = pytest.mark.slow

BOARD = "/board?process=reef"


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Browser]:
    """The desk over both reports, with hardly any patience."""
    browser = Browser(tmp_path, patience=0.01)
    with browser.desk.writing() as record:
        fill(record)
    yield browser
    browser.desk.close()


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Until this is set, no board is ready."""
    event, board = Event(), opened._board

    def slowly(view: View) -> api.Board:
        assert event.wait(20)
        return board(view)

    monkeypatch.setattr(opened, "_board", slowly)
    yield event
    event.set()


def test_a_page_that_is_being_computed_says_so_and_comes(hurried: Browser, go_on: Event) -> None:
    html = hurried.page(BOARD, 202)
    assert "This page is being computed" in words(html)
    assert "What 2 reports state" in words(html)
    assert 'role="status"' in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
    assert html.count("<h1>") == 1
    assert f'href="{BOARD}"' in html
    hurried.page(BOARD, 202)
    go_on.set()
    assert hurried.desk.stands(Asked("reef"))
    assert "This page is being computed" not in words(hurried.page(BOARD))


def test_others_are_answered_meanwhile(hurried: Browser, go_on: Event) -> None:
    hurried.page(BOARD, 202)
    assert "This page is being computed" in words(hurried.page("/timeline?process=reef", 202))
    assert "Quotes" in words(hurried.page("/quotes?process=reef"))
    report = next(iter(hurried.desk.record.reports())).report
    assert report.text.split()[0] in words(hurried.page(f"/report/{report.id}?process=reef"))
    assert not go_on.is_set()


def test_what_is_computed_is_of_the_record_as_it_is_when_asked(hurried: Browser, go_on: Event) -> None:
    hurried.page(BOARD, 202)
    with hurried.desk.writing() as record:
        newest = api.statements(record.view(process="reef"))[0]
        api.withdraw_statement(record, newest.id, api.Act("Noor", "misread"))
    go_on.set()
    held: object = hurried.json(f"/api{BOARD}")
    assert newest.id not in str(held)
    assert held == Browser.json(hurried, f"/api{BOARD}&as_of=2031-05-11")


def test_data_wait_until_they_are_there(hurried: Browser) -> None:
    assert hurried.json(f"/api{BOARD}")["process"] == "reef"
    assert hurried.client.get("/board/findings.csv?process=reef").status_code == 200


def test_what_goes_wrong_is_told_to_whoever_asks(hurried: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    board = opened._board

    def damaged(_: View) -> api.Board:
        raise RecordError("a row is damaged")

    monkeypatch.setattr(opened, "_board", damaged)
    with pytest.raises(RecordError, match="damaged"):
        hurried.desk.stands(Asked("reef"))
    assert "a row is damaged" in words(hurried.page(BOARD, 400))
    monkeypatch.setattr(opened, "_board", board)
    assert hurried.desk.stands(Asked("reef"))


@pytest.mark.parametrize("page", ["findings", "review"])
def test_findings_are_looked_for_behind_such_a_page(
    hurried: Browser, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, found_in = Event(), api.found_in

    def slowly(view: View) -> object:
        assert event.wait(20)
        return found_in(view)

    monkeypatch.setattr(api, "found_in", slowly)
    try:
        assert "This page is being computed" in words(hurried.page(f"/{page}?process=reef", 202))
        event.set()
        assert hurried.desk.look_for_findings(Asked("reef"))
        assert "This page is being computed" not in words(hurried.page(f"/{page}?process=reef"))
    finally:
        event.set()

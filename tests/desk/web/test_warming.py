from __future__ import annotations

from threading import Event

import pytest

from desk_case import Browser, add
from trucewatch import api
from trucewatch.desk.web import opened, warming
from trucewatch.desk.web.asking import Asked
from trucewatch.vocabulary.view import View

pytestmark = pytest.mark.slow


def nothing() -> None:
    """No templates."""


@pytest.fixture
def many(empty: Browser) -> Browser:
    """The desk over reports of five processes and of none; "delta" was reported on last."""
    days = {"reef": "2031-05-03", "delta": "2031-05-09", "island": "2031-05-04", "coast": "2031-05-01", None: None}
    with empty.desk.writing() as record:
        for number, (process, day) in enumerate(days.items(), 20):
            add(record, f"Officials counted {number} dead by noon.", day, "Post", process)
    return empty


def test_boards_of_what_was_reported_on_last_are_there_first(many: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    made, looked, board, found_in = [], [], opened._board, api.found_in

    def noted(view: View) -> api.Board:
        made.append(view.reports()[0].process)
        return board(view)

    def found(view: View) -> object:
        looked.append(view.reports()[0].process)
        return found_in(view)

    monkeypatch.setattr(opened, "_board", noted)
    monkeypatch.setattr(api, "found_in", found)
    warming.warm(many.desk, nothing).join(60)
    assert made == ["delta", "island", "reef"]
    assert not looked
    many.page("/board?process=delta")
    assert made == ["delta", "island", "reef"]
    many.page("/board?process=coast")
    assert made[3:] == ["coast"]


def test_of_the_only_process_findings_are_there_as_well(browser: Browser) -> None:
    warming.warm(browser.desk, nothing).join(60)
    assert browser.desk.is_looked_through(Asked("reef"))


def test_whoever_asks_comes_first(many: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()
    monkeypatch.setattr(warming, "_PAUSE", 0.001)
    with many.desk.lock:
        thread = warming.warm(many.desk, begun.set)
        assert not begun.wait(0.1)
    thread.join(60)
    assert begun.is_set()


def test_nothing_is_begun_once_the_desk_closes(many: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_board", None)  # called, it would fail
    many.desk.is_closing = True
    begun = Event()
    warming.warm(many.desk, begun.set).join(60)
    assert not begun.is_set()


def test_an_empty_record_has_nothing_to_compute(empty: Browser) -> None:
    warming.warm(empty.desk, nothing).join(60)
    assert empty.desk.view(Asked()).reports() == ()

from __future__ import annotations

import re
from typing import Any

import pytest

from desk_case import Browser, words
from trucewatch import api

pytestmark = pytest.mark.slow

CODE = "resolution-year"


def found(browser: Browser, which: str = "open", query: str = "") -> list[Any]:
    data: Any = browser.json(f"/api/findings?{query}")
    return [one for one in data[which] if one["code"] == CODE]


def decide(browser: Browser, id_: str, verdict: str, reason: str, **more: Any) -> Any:
    form = {"finding": id_, "verdict": verdict, "reason": reason}
    return browser.client.post("/findings/decide?severity=", data=form, **{"headers": browser.token, **more})


def test_passages_stand_side_by_side_with_the_readings(browser: Browser) -> None:
    (one,) = found(browser)
    assert one["severity"] == "error_in_source"
    page = browser.page(f"/findings?code={CODE}")
    card = page[page.index(f'id="{one["anchor"]}"') :]
    assert re.search(r"<blockquote dir=\"auto\">The text recalls <mark>resolution 2720 \(2024\)</mark>\.", card)
    for reading in one["readings"]:
        assert f'<li dir="auto">{reading}</li>' in card
    assert f'href="/report/{one["places"][0]["report_id"][:16]}?' in card
    assert one["sentence"] in browser.client.get("/findings/findings.csv").text.replace('""', '"')


def test_set_aside_with_a_reason_and_opened_again(browser: Browser) -> None:
    (one,) = found(browser)
    browser.page("/findings")
    answer = decide(browser, one["id"], "dismissed", "A slip <b>of</b> the pen.")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/findings?process=reef&severity=#{one['anchor']}",
    )
    assert not found(browser)
    (aside,) = found(browser, "set_aside")
    assert aside["decided"] == {
        "verdict": "dismissed", "author": "Noor", "day": "20 May 2031", "reason": "A slip <b>of</b> the pen.",
    }  # fmt: skip
    page = browser.page("/findings")
    assert "set aside by Noor on 20 May 2031: A slip &lt;b&gt;of&lt;/b&gt; the pen." in page
    assert "<b>of" not in page
    assert decide(browser, one["id"], "reopened", "It is in the original.").status_code == 303
    assert found(browser)[0]["decided"]["verdict"] == "reopened"
    assert "opened again by Noor" in words(browser.page("/findings"))


@pytest.mark.parametrize(
    ("verdict", "reason", "status"),
    [("dismissed", " ", 400), ("reopened", "Why not.", 400), ("erased", "Away.", 400)],
)
def test_what_cannot_be_decided_is_refused(browser: Browser, verdict: str, reason: str, status: int) -> None:
    (one,) = found(browser)
    assert decide(browser, one["id"], verdict, reason).status_code == status
    assert found(browser) == [one]


def test_unknown_findings_and_strangers_decide_nothing(browser: Browser) -> None:
    (one,) = found(browser)
    assert decide(browser, "f" * 64, "dismissed", "None.").status_code == 404
    for headers in ({}, {"X-CSRF-Token": "no"}):
        assert decide(browser, one["id"], "dismissed", "Mine.", headers=headers).status_code == 403
    assert api.judged(browser.desk.record, browser.desk.record.view())[0].decided is None


def test_filters_leave_what_they_name(browser: Browser) -> None:
    (one,) = found(browser)
    assert found(browser, query="severity=error_in_source") == [one]
    assert found(browser, query="severity=gap") == []
    assert found(browser, query=f"report={one['places'][0]['report_id'][:12]}") == [one]
    assert found(browser, query="report=0000000") == []
    assert found(browser, query="as_of=2031-05-09&known_on=2031-05-09") == []

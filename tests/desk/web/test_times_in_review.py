"""Times that nothing speaks against wait apart: they are most of what is read, and nearly all of them are right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from desk_case import Browser, words
from trucewatch import api
from trucewatch.vocabulary.kinds import Figure, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement

pytestmark = pytest.mark.slow

TEXT = "On 3 May and on 4 May, and once more in the spring, wardens saw 11 boats."


def put(browser: Browser, outlet: str, *, boats: bool = True) -> Report:
    """A report with three times, of which "the spring" was read with doubt, and with a figure."""
    report = Report(TEXT, outlet=outlet, process="reef", language="en")

    def at(said: str) -> tuple[Passage, ...]:
        start = TEXT.index(said)
        return (Passage.of(TEXT, start, start + len(said)),)

    held: list[AnyStatement] = [
        Statement(
            report.id,
            TimeExpression(
                type="date", value=value, surface=at(said), step="t", confidence=0.2 if value is None else 0.9
            ),
            None,
        )
        for said, value in (("3 May", "2031-05-03"), ("4 May", "2031-05-04"), ("the spring", None))
    ]
    if boats:
        figure = Figure(what="other", measure="boats", number=11, evidence=at("11 boats"), step="t", confidence=0.9)
        held.append(Statement(report.id, figure, None))
    with browser.desk.writing() as record:
        record.add(Reading(report, tuple(held), steps=("t 1",)), author="Noor")
    return report


def listed(browser: Browser, asked: str) -> tuple[dict[str, Any], list[str]]:
    data: Any = browser.json(f"/api/review?process=reef{asked}")
    return data, sorted(row["cells"][0]["text"] for row in data["queue"]["rows"])


def statements(browser: Browser, report: Report) -> dict[str, str]:
    """The ids of what the report states, by their words."""
    data: Any = browser.json(f"/api/report/{report.id}")
    return {one["words"]: one["id"] for group in data["groups"] for one in group["statements"]}


def test_they_are_left_out_of_the_queue_and_the_page_says_so(empty: Browser) -> None:
    put(empty, "Dove Post")
    data, shown = listed(empty, "&whole=true")
    assert shown == ["11 boats other reported", "the spring"]
    assert (data["waiting"], data["times_left_out"]) == (2, 2)
    page = words(empty.page("/review?process=reef&whole=true"))
    assert "2 statements wait for Noor" in page
    assert "2 times that nothing speaks against are left out." in page
    assert len(listed(empty, "")[1]) == 1


@pytest.mark.parametrize("asked", ["&whole=true&times=true", "&whole=true&kind=times"])
def test_whoever_asks_for_them_has_them(empty: Browser, asked: str) -> None:
    put(empty, "Dove Post")
    data, shown = listed(empty, asked)
    assert {"3 May", "4 May", "the spring"} <= set(shown)
    assert data["times_left_out"] == 0
    assert "are left out" not in words(empty.page(f"/review?process=reef{asked}"))


def test_a_report_in_which_only_they_wait_is_passed_by(empty: Browser) -> None:
    first, second = put(empty, "Dove Post"), put(empty, "Tern Post", boats=False)
    doubtful = statements(empty, second)["the spring"]

    def stepped(asked: str = "") -> str:
        answer = empty.client.get(f"/review/step?process=reef&report={first.id}{asked}")
        return urlsplit(answer.headers["location"]).path

    assert second.id[:16] in {stepped().rpartition("/")[2], stepped("&to=before").rpartition("/")[2]}
    with empty.desk.writing() as record:
        api.accept_statement(record, doubtful, api.Act("Noor"))
    assert {stepped(), stepped("&to=before")} == {"/review"}


def test_the_next_statement_is_none_of_them_unless_one_is_at_the_times(empty: Browser) -> None:
    report = put(empty, "Dove Post")
    ids = statements(empty, report)

    def following(said: str, queue: str = "") -> str | None:
        empty.clock.forward()
        sent = {"statement": ids[said]}
        where = empty.client.post(f"/report/{report.id}/accept?queue={queue}", headers=empty.token, data=sent)
        data: Any = empty.json("/api" + where.headers["location"])
        found: str | None = data["next_statement"]
        return found

    assert following("11 boats") == ids["the spring"]
    told = words(empty.page(f"/report/{report.id}?done={ids['11 boats']}"))
    assert "Next statement" in told
    assert following("the spring") in {ids["3 May"], ids["4 May"]}  # who decides on a time is at the times
    with empty.desk.writing() as record:
        api.accept_statement(record, ids["11 boats"], api.Act("Noor"))
    told = words(empty.page(f"/report/{report.id}?done={ids['11 boats']}"))
    assert "Every statement of this report was looked at, except for 2 times that the reader was sure of." in told
    assert following("3 May", "times") == ids["4 May"]
    assert following("4 May", "times") is None
    told = words(empty.page(f"/report/{report.id}?done={ids['4 May']}"))
    assert "Every statement of this report was looked at." in told

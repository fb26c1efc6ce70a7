from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from desk_case import Browser, words
from trucewatch import api
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement

pytestmark = pytest.mark.slow

TEXT = "Wardens saw 11 boats, 12 barges, 13 rafts and 14 ferries, and 21 sailors of the reef."
FOUND = re.compile(r"(\d+) (\w+)")


def put(browser: Browser, text: str = TEXT, outlet: str = "Dove Post") -> Report:
    """A report with a figure for each number in it; the ferries were read with doubt."""
    report = Report(text, outlet=outlet, process="reef", language="en")
    held: list[AnyStatement] = []
    for one in FOUND.finditer(text):
        at = (Passage.of(text, *one.span()),)
        sure = 0.2 if one[2] == "ferries" else 0.9
        content = Figure(what="other", measure=one[2], number=int(one[1]), evidence=at, step="t", confidence=sure)
        held.append(Statement(report.id, content, None))
    with browser.desk.writing() as record:
        record.add(Reading(report, tuple(held), steps=("t 1",)), author="Noor")
    return report


def ids(browser: Browser, report: Report) -> list[str]:
    held = api.open_view(browser.desk.record).by_report({report.id})
    return [s.id for _, statements in held for s in sorted(statements, key=lambda s: s.start)]


def offer(page: str) -> tuple[str, str]:
    """Where the page's form leads, and the statements that it holds."""
    found = re.search(r'data-together>.*?action="([^"]+)".*?name="statements" value="([0-9a-f ]+)">', page, re.DOTALL)
    assert found
    return unescape(found[1]), found[2]


def send(browser: Browser, where: str, statements: str, status: int = 303) -> str:
    """The address that follows, or the words of the page that refuses."""
    browser.clock.forward()
    answer = browser.client.post(where, headers=browser.token, data={"statements": statements})
    assert answer.status_code == status, words(answer.text)[:2000]
    return str(answer.headers["location"]) if status == 303 else words(answer.text)


def verdicts(browser: Browser, report: Report) -> list[list[tuple[str, str]]]:
    rulings = browser.desk.record.rulings
    return [[(r.verdict, r.author) for r in rulings(id_)] for id_ in ids(browser, report)]


def test_all_of_a_kind_are_accepted_with_a_ruling_each(empty: Browser) -> None:
    report = put(empty)
    page = empty.page(f"/report/{report.id}")
    assert "Accept the 5 that wait" in words(page)
    assert "5 statements are shown here that nobody decided on" in words(page)
    assert "in the name of Noor" in words(page)
    assert "1 of them is marked to be looked at" in words(page)
    where, shown = offer(page)
    after = send(empty, where, shown)
    assert verdicts(empty, report) == [[("accept", "Noor")]] * 5
    told = words(empty.page(after))
    assert "Accepted. " in told
    assert "accepted in one go with 4 others of its kind" in told
    assert "Every statement of this report was looked at" in told
    assert "data-together" not in empty.page(after)
    reasons = {r.reason for id_ in ids(empty, report) for r in empty.desk.record.rulings(id_)}
    assert reasons == {"accepted in one go with 4 others of its kind"}


def test_what_somebody_decided_on_is_left_alone(empty: Browser) -> None:
    report = put(empty)
    first, second, *_ = ids(empty, report)
    with empty.desk.writing() as record:
        api.withdraw_statement(record, first, api.Act("Ade", "other boats"))
        given = api.GivenFields({"number": 120})
        api.correct_statement(record, second, given, api.Act("Ade", "a nought was lost"))
        given = api.GivenFields({"what": "other", "number": 3}, ("the reef",))
        api.add_statement(record, report.id, "figures", given, api.Act("Ade"))
    where, shown = offer(empty.page(f"/report/{report.id}"))
    assert len(shown.split()) == 3
    send(empty, where, shown)
    standing: Any = empty.json(f"/api/report/{report.id}")
    (group,) = standing["groups"]
    found = sorted((one["standing"], len(one["rulings"])) for one in group["statements"])
    assert found == [("accepted", 1)] * 3 + [("added", 0), ("corrected", 1)]


def test_each_is_taken_back_by_itself(empty: Browser) -> None:
    report = put(empty)
    send(empty, *offer(empty.page(f"/report/{report.id}")))
    one, *others = ids(empty, report)
    sent = {"statement": one, "reason": "looked again"}
    empty.clock.forward()
    answer = empty.client.post(f"/report/{report.id}/withdraw", headers=empty.token, data=sent)
    assert answer.status_code == 303
    assert ids(empty, report) == others


def test_a_page_that_is_stale_accepts_nothing(empty: Browser) -> None:
    report = put(empty)
    where, shown = offer(empty.page(f"/report/{report.id}"))
    with empty.desk.writing() as record:
        api.accept_statement(record, ids(empty, report)[2], api.Act("Ade"))
    told = send(empty, where, shown, 400)
    assert "1 of the 5 statements that the page showed as waiting were decided on since" in told
    assert "None was accepted" in told
    assert "Accept the 4 that wait" in told  # the page as it is now stands below
    assert verdicts(empty, report) == [[], [], [("accept", "Ade")], [], []]


def test_what_a_newer_reading_no_longer_gives_is_stale(empty: Browser) -> None:
    report = put(empty)
    where, shown = offer(empty.page(f"/report/{report.id}"))
    with empty.desk.writing() as record:
        record.add(Reading(report, (), steps=("t 2",)), author="Noor")
    assert "are no longer read in their report" in send(empty, where, shown, 400)
    assert all(empty.desk.record.rulings(empty.desk.record.find_statement(id_).id) == () for id_ in shown.split())


@pytest.mark.parametrize("sent", ["", " ", "ffffffffffffffff", "<b>", "x" * 300])
def test_a_form_without_statements_is_refused(empty: Browser, sent: str) -> None:
    report = put(empty)
    page = f"/report/{report.id}/together"
    assert "This was not done" in send(empty, page, sent, 400)
    assert verdicts(empty, report) == [[]] * 5
    send(empty, "/review/together?kind=figures", sent, 404 if sent.strip() else 400)


def test_nothing_is_accepted_without_the_token(empty: Browser) -> None:
    report = put(empty)
    for where in (f"/report/{report.id}/together", "/review/together?kind=figures"):
        answer = empty.client.post(where, data={"statements": " ".join(ids(empty, report))})
        assert answer.status_code == 403
    assert verdicts(empty, report) == [[]] * 5


def test_one_that_waits_alone_is_accepted_by_itself(empty: Browser) -> None:
    report = put(empty, "Wardens saw 11 boats.")
    assert "data-together" not in empty.page(f"/report/{report.id}")


def test_kinds_that_are_not_shown_are_not_offered(empty: Browser) -> None:
    report = put(empty)
    assert "data-together" not in empty.page(f"/report/{report.id}?show=quotes")


def test_whoever_codes_the_report_in_an_open_round_accepts_nothing_outside_of_it(empty: Browser) -> None:
    report = put(empty)
    where, shown = offer(empty.page(f"/report/{report.id}"))
    with empty.desk.writing() as record:
        api.open_round(record, "first", ["Noor", "Ade"], [report.id], ("Noor", "to compare"))
    assert "0 of 5 statements were accepted, the next was not: Noor codes report" in send(empty, where, shown, 400)
    assert verdicts(empty, report) == [[]] * 5


def test_the_review_list_offers_what_it_shows_of_one_kind(empty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [put(empty), put(empty, "Later they counted 31 boats and 32 barges.", "Tern Post")]
    assert "data-together" not in empty.page("/review?whole=true")
    assert "Where one kind is chosen above" in words(empty.page("/review?whole=true"))
    monkeypatch.setattr("trucewatch.desk.web.pages.review.ROWS", 4)
    page = empty.page("/review?whole=true&kind=figures")
    where, shown = offer(page)
    assert len(shown.split()) == 4
    after = send(empty, where, shown)
    assert after.startswith("/review?kind=figures&whole=True&done=")
    ruled = [one for report in reports for one in verdicts(empty, report)]
    assert sorted(map(len, ruled)) == [0, 0, 0, 1, 1, 1, 1]
    told = words(empty.page(after))
    assert "accepted in one go with 3 others of its kind" in told
    assert "Accept the 3 that wait" in told
    where, shown = offer(empty.page(after))
    assert "done=" not in where
    send(empty, where, shown)
    assert all(verdicts(empty, reports[0]) + verdicts(empty, reports[1]))


def test_on_the_review_list_only_what_nobody_decided_on_is_offered(empty: Browser) -> None:
    report = put(empty)
    one = ids(empty, report)[0]
    with empty.desk.writing() as record:
        api.accept_statement(record, one, api.Act("Ade"))
        empty.clock.forward()
        api.withdraw_statement(record, one, api.Act("Mira", "other boats"))
    page = empty.page("/review?whole=true&kind=figures&process=reef")
    assert "people differ" in words(page)
    _, shown = offer(page)
    assert len(shown.split()) == 4
    assert one[:16] not in shown


def test_a_stale_review_list_accepts_nothing(empty: Browser) -> None:
    report = put(empty)
    where, shown = offer(empty.page("/review?whole=true&kind=figures"))
    with empty.desk.writing() as record:
        api.accept_statement(record, ids(empty, report)[0], api.Act("Ade"))
    assert "None was accepted" in send(empty, where, shown, 400)
    assert verdicts(empty, report)[1:] == [[]] * 4


def test_an_address_alone_tells_nothing_as_accepted(empty: Browser) -> None:
    report = put(empty)
    for done in (ids(empty, report)[0][:16], "ffffffffffff", "x", quote("<b>")):
        assert 'id="done"' not in empty.page(f"/review?kind=figures&done={done}")

"""Coding rounds at the desk: two coders, blind to each other, and what they come to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from desk.web.listing_case import counts, put
from desk_case import Browser, words
from trucewatch import api

TEXT = "Officials counted 27 dead by noon. The hospital counted 31 dead by night."


@pytest.fixture
def desk(empty: Browser) -> Browser:
    with empty.desk.writing() as record:
        put(record, TEXT, "2031-05-10", "Harbour Post", counts(27, TEXT, "27 dead"), counts(31, TEXT, "31 dead"))
    return empty


def post(browser: Browser, act: str, status: int = 303, **sent: str) -> str:
    answer = browser.client.post(f"/rounds/{act}", headers=browser.token, data=sent)
    assert answer.status_code == status, words(answer.text)[:800]
    return answer.headers["location"] if status == 303 else words(answer.text)


def opened(browser: Browser) -> None:
    post(browser, "open", name="spring", coders="Noor, Ade", process="reef", reason="to compare")


def shown(browser: Browser, coder: str = "") -> Any:
    data: Any = browser.json(f"/api/rounds?round=spring&coder={coder}")
    return data["shown"]


def rule(browser: Browser, coder: str, verdict: str, reason: str = "", **more: str) -> None:
    item = shown(browser, coder)["item"]
    sent = {"round": "spring", "coder": coder, "statement": item["id"], "verdict": verdict, "reason": reason, **more}
    post(browser, "rule", **sent)


def rows(table: Any) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in table["rows"]]


def test_two_coders_rule_blind_and_agreement_is_told_when_both_have_finished(desk: Browser) -> None:
    opened(desk)
    rule(desk, "Noor", "accept")
    rule(desk, "Noor", "withdraw", "said of another town")
    assert shown(desk, "Noor")["item"] is None
    held = shown(desk, "Ade")
    assert held["item"]["words"] == "27 dead"
    assert held["item"]["left"] == 2
    assert held["agreement"] is None
    for address in ("/rounds?round=spring", "/rounds?round=spring&coder=Ade", "/api/rounds?round=spring&coder=Ade"):
        assert "another town" not in desk.page(address)
    assert rows(held["progress"]) == [["Ade", "0", "2"], ["Noor", "2", "0"]]
    rule(desk, "Ade", "accept")
    rule(desk, "Ade", "accept")
    done = shown(desk)
    assert done["state"] == "finished"
    assert rows(done["agreement"])[-1] == ["all kinds", "2", "1", "0.000"]
    assert "another town" in rows(done["differences"])[0][1]
    assert "another town" in words(desk.page("/rounds?round=spring"))


def test_differences_are_settled_before_the_rulings_count(desk: Browser) -> None:
    opened(desk)
    for coder, second in (("Ade", "accept"), ("Noor", "withdraw")):
        rule(desk, coder, "accept")
        rule(desk, coder, second, "why not")
    assert "still differ" in post(desk, "close", 400, round="spring")
    ((id_, _),) = shown(desk)["unsettled"]
    post(desk, "settle", round="spring", statement=id_, verdict="withdraw", reason="both looked again")
    assert shown(desk)["unsettled"] == []
    assert len(api.statements(desk.desk.record.view(), "figures")) == 2
    post(desk, "close", round="spring")
    assert len(api.statements(desk.desk.record.view(), "figures")) == 1
    assert shown(desk)["state"] == "closed"
    assert rows(desk.json("/api/rounds")["rounds"])[0][-1] == "closed; its rulings count"


def test_a_correction_is_made_with_the_fields_of_the_kind(desk: Browser) -> None:
    opened(desk)
    id_ = shown(desk, "Noor")["item"]["id"]
    page = desk.page(f"/rounds?round=spring&coder=Noor&correct={id_[:16]}")
    assert 'name="f.number"' in page
    sent = {
        "round": "spring",
        "coder": "Noor",
        "statement": id_,
        "verdict": "correct",
        "words": "27 dead",
        "f.number": "26",
    }
    told = post(desk, "rule", 400, **sent)
    assert "a reason is needed" in told
    post(desk, "rule", **sent, reason="a misprint")
    rule(desk, "Noor", "accept")
    rule(desk, "Ade", "accept")
    rule(desk, "Ade", "accept")
    assert "correct to" in rows(shown(desk)["differences"])[0][1]


def test_a_round_can_be_abandoned(desk: Browser) -> None:
    opened(desk)
    rule(desk, "Noor", "withdraw", "not so")
    post(desk, "close", round="spring", abandon="true")
    assert shown(desk)["state"] == "abandoned"
    assert shown(desk)["agreement"] is None
    assert "not so" not in desk.page("/rounds?round=spring")
    assert len(api.statements(desk.desk.record.view(), "figures")) == 2


@pytest.mark.parametrize(
    ("act", "sent", "told"),
    [
        ("open", {"name": "x", "coders": "Noor", "process": "reef"}, "has 1 coder"),
        ("open", {"name": "x", "coders": "Noor, Ade", "process": "dune"}, "no report of a process"),
        ("open", {"name": "spring", "coders": "Noor, Ade", "process": "reef"}, "already"),
        ("rule", {"round": "spring", "coder": "Mira", "verdict": "accept"}, "Mira"),
        ("rule", {"round": "autumn", "coder": "Noor", "verdict": "accept"}, "no coding round"),
        ("rule", {"round": "spring", "coder": "Noor", "verdict": "dance"}, "not ruled on"),
        ("rule", {"round": "", "coder": "Noor", "verdict": "accept"}, "names no round"),
        ("settle", {"round": "spring", "verdict": "accept"}, "not finished"),
        ("close", {"round": "spring"}, "not finished"),
    ],
)
def test_what_cannot_be_is_told_with_the_page(desk: Browser, act: str, sent: dict[str, str], told: str) -> None:
    opened(desk)
    statement = shown(desk, "Noor")["item"]["id"]
    assert told in post(desk, act, 400, **{"statement": statement, **sent})


def test_addresses_that_name_no_round_or_coder_are_refused(desk: Browser) -> None:
    opened(desk)
    assert "no coding round" in words(desk.page("/rounds?round=autumn", 400))
    assert "does not rule" in words(desk.page("/rounds?round=spring&coder=Mira", 400))
    assert "nothing is left" in words(desk.page("/rounds?round=spring&coder=Noor&correct=abcdef", 400))
    assert desk.client.post("/rounds/dance", headers=desk.token).status_code == 404
    assert desk.client.post("/rounds/open", data={"name": "x"}).status_code == 403


def test_the_page_is_ready_for_readers_of_screens(desk: Browser) -> None:
    opened(desk)
    id_ = shown(desk, "Noor")["item"]["id"]
    for query in ("", "?round=spring&coder=Noor", f"?round=spring&coder=Noor&correct={id_[:16]}"):
        page = desk.page(f"/rounds{query}")
        levels = [int(level) for level in re.findall(r"<h(\d)", page.partition("<main")[2])]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        fields = re.findall(r'<(?:textarea|select|input type="text")[^>]*\bid="([^"]+)"', page)
        assert set(fields) <= set(re.findall(r'<label[^>]*\bfor="([^"]+)"', page))
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))

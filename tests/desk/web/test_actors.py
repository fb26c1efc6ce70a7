"""Actors: each once, one with all that is told of it, and decisions on which are one."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from desk_case import Browser, add, words
from trucewatch.linking.score import Model

pytestmark = pytest.mark.slow

SPOKEN = (
    "The Shore League accepted the ferry offer. “We counted 15 dead,” spokeswoman Ana Velu said.\n\n"
    "The herder Ana Velu was not there. Officials counted 16 dead, and both sides rested."
)


@pytest.fixture(autouse=True)
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is sure and every one is asked: what the tests see does not hang on measured weights."""
    monkeypatch.setattr("trucewatch.linking.decide.load_model", lambda: Model({}, sure=0.9, review=0.1))


@pytest.fixture
def told(browser: Browser) -> Browser:
    """The desk with a third report, of 12 May 2031."""
    with browser.desk.writing() as record:
        add(record, SPOKEN, "2031-05-12", "Shore Radio")
    return browser


def listed(browser: Browser, query: str = "") -> list[list[str]]:
    data: Any = browser.json(f"/api/actors{query}")
    return [[cell["text"] for cell in row["cells"]] for row in data["actors"]["rows"]]


def pairs(browser: Browser, query: str = "") -> list[dict[str, Any]]:
    data: Any = browser.json(f"/api/actors{query}")
    held: list[dict[str, Any]] = data["pairs"]
    return held


def decide(browser: Browser, pair: dict[str, Any], verdict: str, status: int = 303, **more: str) -> str:
    form = {"left": pair["left"]["id"], "right": pair["right"]["id"], "kind": pair["kind"], "verdict": verdict}
    given = {**form, "reason": "her name on the door", **more}
    answer = browser.client.post("/actors/decide?process=reef", data=given, headers=browser.token)
    assert answer.status_code == status, answer.text
    return answer.headers["location"] if status == 303 else words(answer.text)


def leagues(browser: Browser) -> list[dict[str, Any]]:
    return [one for one in pairs(browser) if one["left"]["name"] == one["right"]["name"] == "Shore League"]


def test_actors_stand_in_the_order_of_the_alphabet(told: Browser) -> None:
    names = [row[0] for row in listed(told)]
    assert names == sorted(names, key=str.casefold)
    assert names.count("Shore League") == 3
    assert "both sides" not in names
    assert "both sides" in [row[0] for row in listed(told, "?nobody=true")]
    data: Any = told.json("/api/actors")
    assert data["left_out"] == 1
    what = {row["cells"][0]["text"]: row["cells"][1] for row in data["actors"]["rows"]}
    assert (what["officials"]["text"], what["officials"]["note"]) == ("unnamed source", "tied to nobody")
    assert what["Dr. Ana Velu"]["text"] == "person, not known"


def test_filters_leave_what_they_name(told: Browser) -> None:
    assert {row[0] for row in listed(told, "?type=party")} == {"Harbour Council", "Shore League"}
    assert {row[0] for row in listed(told, "?q=velu")} == {"Ana Velu", "Dr. Ana Velu"}
    assert len(listed(told, "?known_on=2031-05-10&q=league")) == 1


def test_two_become_one_and_two_again(told: Browser) -> None:
    pair = leagues(told)[0]
    where = decide(told, pair, "same")
    assert sorted(row[3] for row in listed(told, "?q=league")) == ["1", "2"]
    page = words(told.page(where.partition("#")[0]))
    assert "Shore League and Shore League are one: decided by Noor on 20 May 2031: her name on the door" in page
    told.clock.forward()
    decide(told, pair, "withdrawn")
    assert [row[3] for row in listed(told, "?q=league")] == ["1", "1", "1"]
    told.clock.forward()
    decide(told, pair, "different")
    assert pair["anchor"] not in [one["anchor"] for one in leagues(told)]


def test_a_pair_is_shown_in_both_its_sentences(told: Browser) -> None:
    page = told.page("/actors")
    pair = leagues(told)[0]
    card = page.partition(f'id="{pair["anchor"]}"')[2].partition("</article>")[0]
    assert card.count("<mark>Shore League</mark>") == 2
    assert 'name="csrf"' in card
    assert "likelihood 0." in words(card)
    assert len(re.findall(r'name="verdict" value="(?:same|different)"', card)) == 2


def test_what_is_sealed_takes_part_in_no_decision(told: Browser) -> None:
    data: Any = told.json("/api/actors?q=officials")
    ids = [row["cells"][0]["href"].partition("id=")[2] for row in data["actors"]["rows"]]
    assert len(ids) == 2
    sealed = {"left": {"id": ids[0]}, "right": {"id": ids[1]}, "kind": "actor"}
    assert "tied to nobody" in decide(told, sealed, "same", status=400)
    assert not [one for one in pairs(told) if "officials" in (one["left"]["name"], one["right"]["name"])]
    assert 'name="verdict"' not in told.page(f"/actor?id={ids[0]}")


def test_a_decision_needs_a_reason_and_the_token_of_the_desk(told: Browser) -> None:
    before = leagues(told)
    pair = before[0]
    assert "without a reason" in decide(told, pair, "same", status=400, reason="  ")
    form = {"left": pair["left"]["id"], "right": pair["right"]["id"], "verdict": "same", "reason": "so"}
    assert told.client.post("/actors/decide?process=reef", data=form).status_code == 403
    assert leagues(told) == before


def test_proposals_are_decided_on_the_same_page(told: Browser) -> None:
    pair = pairs(told, "?kind=proposal")[0]
    assert pair["left"]["name"] == "ferry offer"
    before = len(pairs(told, "?kind=proposal"))
    where = decide(told, pair, "different")
    assert "kind=proposal" in where
    assert "ferry offer and ferry offer are two" in words(told.page(where.partition("#")[0]))
    assert len(pairs(told, "?kind=proposal")) < before


def test_one_actor_with_all_that_is_told_of_it(told: Browser) -> None:
    data: Any = told.json("/api/actors?q=ana+velu")
    of_radio = [row for row in data["actors"]["rows"] if row["cells"][2]["text"] == "Shore League"]
    held: Any = told.json("/api" + of_radio[0]["cells"][0]["href"])
    assert held["stands_for"] == ["Shore League"]
    assert [[cell["text"] for cell in row["cells"]] for row in held["told"]["rows"]] == [
        ["spokeswoman", "Shore League", "12 May 2031", "Shore Radio"]
    ]
    assert [cell["text"] for cell in held["statements"]["rows"][0]["cells"]][1:] == [
        "spokeswoman Ana Velu, in Shore Radio", "12 May 2031",
    ]  # fmt: skip
    page = told.page(of_radio[0]["cells"][0]["href"])
    assert '<h1 dir="auto">Ana Velu</h1>' in page
    assert "Shore Radio, 12 May 2031" in words(page)
    for table in ("members", "told", "statements"):
        assert told.client.get(f"/actor/{table}.csv?process=reef&id={held['id']}").status_code == 200


def test_decisions_are_taken_back_and_members_parted_on_the_page_of_the_actor(told: Browser) -> None:
    pair = leagues(told)[0]
    where = decide(told, pair, "same", actor=pair["left"]["id"])
    assert where.startswith("/actor?")
    held: Any = told.json("/api" + where)
    assert [one["verdict"] for one in held["decisions"]] == ["same"]
    assert len(held["parts"]) == 2
    assert [row["cells"][2]["text"] for row in held["links"]["rows"]] == ["decided by a person"]
    page = unescape(told.page(where))
    assert "her name on the door" in page
    assert 'value="withdrawn"' in page
    assert len(re.findall(r'<select id="split-', page)) == 2


@pytest.mark.parametrize("asked", ["", "abc", "0123456789ab", "<script>"])
def test_an_actor_that_is_not_there(told: Browser, asked: str) -> None:
    page = told.page(f"/actor?id={asked}", 404)
    assert "<script>" not in page
    assert "found" in told.json(f"/api/actor?id={asked}", 404)


def test_names_from_reports_are_only_text(empty: Browser) -> None:
    with empty.desk.writing() as record:
        add(record, SPOKEN, "2031-05-12", "<b>Radio</b>", "reef")
        add(record, SPOKEN, "2031-05-13", "<b>Post</b>", "reef")
    data: Any = empty.json("/api/actors")
    addresses = [row["cells"][0]["href"] for row in data["actors"]["rows"]]
    for address in ("/actors?kind=proposal", "/actors?q=<script>", *addresses):
        page = empty.page(address)
        assert "<b>Radio" not in page
        assert "<script>" not in page

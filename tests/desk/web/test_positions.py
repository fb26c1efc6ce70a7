from __future__ import annotations

from typing import Any

import pytest

from desk.web.listing_case import NASTY, offered, put, says
from desk_case import Browser, words

FIRST = "The council offered a ferry. Dr. Velu said the League may accept it in principle. The League’s man refused it."
LATER = "The League rejects the ferry offer. Glen Assembly welcomes it if the guns leave."


def fill(browser: Browser, *, league: str = "Shore League", assembly: str = "Glen Assembly") -> None:
    with browser.desk.writing() as record:
        put(
            record, FIRST, "2031-04-01", "Harbour Post",
            offered(FIRST, "offered a ferry"),
            says(league, "accept", FIRST, "accept it in principle", speaker="Ana Velu",
                 stance_detail="accept_in_principle"),
            says(league, "reject", FIRST, "refused it", speaker="Bo Lind", basis="conduct"),
        )  # fmt: skip
        put(
            record, LATER, "2031-05-10", "Island Wire",
            says(league, "reject", LATER, "rejects the ferry offer", speaker="Ana Velu"),
            says(assembly, "conditional", LATER, "welcomes it", condition="if the guns leave"),
            says("Sea Forum", "endorse", LATER, "Glen Assembly", proposal="lighthouse plan"),
        )  # fmt: skip


def rows(browser: Browser, address: str, table: str) -> list[list[str]]:
    data: Any = browser.json(f"/api/positions{address}")
    return [[cell["text"] for cell in row["cells"]] for row in data[table]["rows"]]


def test_grid_has_the_latest_of_each_speaker_side_by_side(empty: Browser) -> None:
    fill(empty)
    data: Any = empty.json("/api/positions")
    assert [column["title"] for column in data["grid"]["columns"]] == [
        "proposal", "Glen Assembly", "Sea Forum", "Shore League",
    ]  # fmt: skip
    assert rows(empty, "", "grid") == [
        ["ferry offer", "conditional: if the guns leave", "", "rejects; rejects (by its conduct)"],
        ["lighthouse plan", "", "endorses", ""],
    ]
    told = data["grid"]["rows"][0]["cells"]
    assert told[0]["note"] == "by Harbour Council"
    assert told[3]["note"] == "Ana Velu, in Island Wire, 10 May 2031; Bo Lind, in Harbour Post, 1 April 2031"
    assert len(told[3]["places"]) == 2


def test_history_is_kept_and_follows_the_clock(empty: Browser) -> None:
    fill(empty)
    steps = rows(empty, "?proposal=ferry+offer", "history")
    assert [step[:3] for step in steps] == [
        ["1 April 2031", "Shore League", "accepts in principle"],
        ["1 April 2031", "Shore League", "rejects (by its conduct)"],
        ["10 May 2031", "Glen Assembly", "conditional: if the guns leave"],
        ["10 May 2031", "Shore League", "rejects"],
    ]
    assert rows(empty, "?as_of=2031-04-02", "grid")[0][-1] == "accepts in principle; rejects (by its conduct)"
    late: Any = empty.json("/api/positions?as_of=2031-04-02&proposal=ferry+offer")
    assert [row["cells"][2]["note"] for row in late["history"]["rows"]] == [
        "",
        "",
        *["cannot be placed by this day"] * 2,
    ]
    assert len(rows(empty, "?known_on=2031-04-02&proposal=ferry+offer", "history")) == 2
    shown = empty.page("/positions?proposal=ferry+offer")
    assert "<details" not in shown
    assert 'href="/positions?process=reef&amp;proposal=ferry+offer#history"' in shown


def test_filters_leave_what_they_name(empty: Browser) -> None:
    fill(empty)
    assert rows(empty, "?actor=Sea+Forum", "grid") == [["lighthouse plan", "endorses"]]
    assert rows(empty, "?actor=nobody", "grid") == []
    assert "No position was read" in words(empty.page("/positions?actor=nobody"))


def test_proposals_without_a_name_are_not_taken_for_one(empty: Browser) -> None:
    with empty.desk.writing() as record:
        for day, outlet in (("2031-04-01", "Harbour Post"), ("2031-05-10", "Island Wire")):
            text = f"The League accepts the plan, {outlet} learned."
            put(
                record, text, day, outlet, says("Shore League", "accept", text, "accepts the plan", proposal="the plan")
            )
    named = [row[0] for row in rows(empty, "", "grid")]
    assert named == ["the plan (Island Wire, 10 May 2031)", "the plan (Harbour Post, 1 April 2031)"]
    data: Any = empty.json("/api/positions?proposal=the+plan+(Harbour+Post,+1+April+2031)")
    assert [row["group"]["text"] for row in data["history"]["rows"]] == [named[1]]


def test_exchanged_names_exchange_the_grid(empty: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Browser(tmp_path_factory.mktemp("other"))
    fill(empty)
    fill(other, league="Glen Assembly", assembly="Shore League")
    one, two = rows(empty, "", "grid")[0], rows(other, "", "grid")[0]
    assert [one[1], one[3]] == [two[3], two[1]]
    other.desk.close()


def test_names_from_reports_are_only_text(empty: Browser) -> None:
    fill(empty, league=NASTY)
    for address in ("/positions", f"/positions?actor={NASTY}", f"/positions?proposal={NASTY}"):
        assert "<script>alert" not in empty.page(address)
        assert "<img" not in empty.page(address)
    assert "actor: <script>" in empty.client.get("/positions/grid.csv").text

from __future__ import annotations

from typing import Any

import pytest

from desk.web.listing_case import guns, owes, put
from desk_case import Browser, words

FIRST = "The League must withdraw its guns by 12 April. The council demands a road."
LATER = "The League has withdrawn its guns, the council said. It broke its word on its guns, said others."


@pytest.fixture
def duties(empty: Browser) -> Browser:
    with empty.desk.writing() as record:
        put(
            record, FIRST, "2031-04-01", "Harbour Post",
            owes("Shore League", "pending", FIRST, "must withdraw its guns", deadline="2031-04-12", quantity=guns(9)),
            owes(None, "demanded", FIRST, "demands a road", action="other", object="a road",
                 demanded_by="Harbour Council"),
        )  # fmt: skip
        put(
            record, LATER, "2031-04-14", "Island Wire",
            owes("Shore League", "done", LATER, "has withdrawn its guns"),
            owes("Shore League", "breached", LATER, "broke its word"),
        )  # fmt: skip
    return empty


def rows(browser: Browser, query: str = "", table: str = "obligations") -> list[list[str]]:
    data: Any = browser.json(f"/api/obligations?{query}")
    return [[cell["text"] for cell in row["cells"]] for row in data[table]["rows"]]


def test_force_performance_and_claims_are_three_columns(duties: Browser) -> None:
    league, nobody = rows(duties)
    assert league == [
        "withdraw: its guns",
        "stated as in force or created",
        "none reported; reported done in full",
        "breach stated",
        "by 12 April 2031; due 2 days ago; reported done",
        "3 statements",
    ]
    assert nobody[:4] == ["a road", "no force stated; demanded by Harbour Council", "", ""]
    assert "fulfilled" not in words(duties.page("/obligations"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bearer=Shore+League", ["withdraw: its guns"]),
        ("action=other", ["a road"]),
        ("force=demanded", ["a road"]),
        ("force=pending", ["withdraw: its guns"]),
        ("force=none", []),
        ("bearer=Shore+League&action=other", []),
    ],
)
def test_filters_leave_what_they_name(duties: Browser, query: str, found: list[str]) -> None:
    assert [row[0] for row in rows(duties, query)] == found
    assert ("none fits the filters" in words(duties.page(f"/obligations?{query}"))) == (not found)


def test_history_is_opened_by_its_address(duties: Browser) -> None:
    data: Any = duties.json("/api/obligations")
    assert data["history"] is None
    href = data["obligations"]["rows"][0]["cells"][5]["href"]
    shown = words(duties.page(href))
    assert "History: Shore League: its guns" in shown
    query = href.split("?")[1].split("#")[0]
    assert [row[:2] for row in rows(duties, query, "history")] == [
        ["1 April 2031", "stated as in force or created"],
        ["14 April 2031", "reported done"],
        ["14 April 2031", "breach stated"],
    ]
    assert [row[1] for row in rows(duties, query + "&known_on=2031-04-02", "history")] == [
        "stated as in force or created"
    ]


def test_as_of_moves_the_calendar(duties: Browser) -> None:
    assert rows(duties, "as_of=2031-04-10")[0][2:5] == ["none reported", "", "by 12 April 2031; due in 2 days"]

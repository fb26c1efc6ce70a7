from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from desk.web.listing_case import put, quoted
from desk_case import Browser, words

FIRST = "“The pier stays shut,” Ana Velu said. An officer said boats had left. The League said the count was wrong."
LATER = "Officers said nothing had moved. “We wait,” Ana Velu said, the state channel reported."


@pytest.fixture
def quotes(empty: Browser) -> Browser:
    with empty.desk.writing() as record:
        put(
            record, FIRST, "2031-04-01", "Harbour Post",
            quoted("Ana Velu", FIRST, "The pier stays shut,"),
            quoted("an officer", FIRST, "boats had left", type="indirect", sealed=True),
            quoted("Shore League", FIRST, "the count was wrong", type="indirect", mention="The League"),
        )  # fmt: skip
        put(
            record, LATER, "2031-05-10", "Island Wire",
            quoted("an officer", LATER, "nothing had moved", type="indirect", sealed=True),
            quoted("Ana Velu", LATER, "We wait,", speaker_chain=("state channel",)),
        )  # fmt: skip
    return empty


def listed(browser: Browser, query: str = "") -> list[tuple[str, str]]:
    data: Any = browser.json(f"/api/quotes?{query}")
    return [(row["group"]["text"], row["cells"][1]["text"]) for row in data["quotes"]["rows"]]


def test_quotes_stand_by_speaker_and_unnamed_sources_are_kept_apart(quotes: Browser) -> None:
    assert listed(quotes) == [
        ("an officer (unnamed, in Harbour Post, 1 April 2031)", "boats had left"),
        ("an officer (unnamed, in Island Wire, 10 May 2031)", "nothing had moved"),
        ("Ana Velu", "The pier stays shut,"),
        ("Ana Velu", "We wait,"),
        ("Shore League", "the count was wrong"),
    ]
    shown = words(quotes.page("/quotes"))
    assert "passed on by state channel" in shown
    assert "there: The League" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker=Ana+Velu", ["The pier stays shut,", "We wait,"]),
        ("type=indirect", ["boats had left", "nothing had moved", "the count was wrong"]),
        ("q=PIER+velu", ["The pier stays shut,"]),
        ("q=channel", ["We wait,"]),
        ("type=indirect&q=count", ["the count was wrong"]),
        ("type=sung", []),
    ],
)
def test_filters_leave_what_they_name(quotes: Browser, query: str, found: list[str]) -> None:
    assert [text for _, text in listed(quotes, query)] == found
    rows = list(csv.DictReader(StringIO(quotes.client.get(f"/quotes/quotes.csv?{query}").text)))
    assert [row["words"].split("; ")[0] for row in rows] == found
    assert ("none fits the filters" in words(quotes.page(f"/quotes?{query}"))) == (not found)


def test_report_is_chosen_by_its_first_digits(quotes: Browser) -> None:
    data: Any = quotes.json("/api/quotes")
    (post,) = [one for one in data["reports"] if one["name"].startswith("Harbour Post")]
    assert post["n"] == 3
    assert len(listed(quotes, f"report={post['value']}")) == 3
    assert f'value="{post["value"]}" selected' in quotes.page(f"/quotes?report={post['value']}")


def test_later_reports_are_left_out_as_of_a_day(quotes: Browser) -> None:
    assert {text for _, text in listed(quotes, "as_of=2031-04-02")} == {
        "The pier stays shut,", "boats had left", "the count was wrong",
    }  # fmt: skip

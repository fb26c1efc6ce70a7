"""The timeline: what is dated, ahead and back from the day asked about, stated and computed."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from desk.web.listing_case import NASTY, at, owes, put, says
from desk_case import Browser, words
from trucewatch.desk.web.catalogue import load_catalogue
from trucewatch.desk.web.pages.spans import span_words
from trucewatch.desk.web.pages.talks import STAGES
from trucewatch.vocabulary.actors import ActorType, PersonClass
from trucewatch.vocabulary.kinds import Agreement, InvitationReply, Kind, Talks, TalksMode, TalksStatus, TalksTrack

pytestmark = pytest.mark.slow

FIRST = "The reef truce began on 3 May for 20 days. The guns leave by 12 May. The envoys meet in Sarn in that week."
LATER = "The League must go by 12 May. Both sides rejected the ferry offer in April."


def fill(browser: Browser, *, league: str = "Shore League", council: str = "Harbour Council") -> None:
    truce: dict[str, Any] = {"start": "2031-05-03", "duration": "P20D", "expiry": "2031-05-22", "computed": True}
    with browser.desk.writing() as record:
        put(
            record, FIRST, "2031-05-10", "Harbour Post",
            Agreement(kind="truce", evidence=at(FIRST, "The reef truce began"), term_used="reef truce", **truce),
            owes(league, "pending", FIRST, "The guns leave", deadline="2031-05-12"),
            Talks(venue="Sarn", date="2031-W21", status="planned", participants=(league, council),
                  evidence=at(FIRST, "The envoys meet in Sarn")),
        )  # fmt: skip
        put(
            record, LATER, "2031-05-11", "Island Wire",
            owes(league, "pending", LATER, "The League must go", deadline="2031-05-12"),
            says(f"{league} and {council}", "reject", LATER, "rejected the ferry offer", date="2031-04"),
        )  # fmt: skip


def lines(browser: Browser, query: str = "") -> list[tuple[str, str, str, str]]:
    """Group, day, kind and what of each row."""
    data: Any = browser.json(f"/api/timeline{query}")
    return [(row["group"]["text"], *(cell["text"] for cell in row["cells"][:3])) for row in data["timeline"]["rows"]]


def test_what_is_ahead_stands_first_and_the_rest_goes_back_by_month(empty: Browser) -> None:
    fill(empty)
    ahead = "Ahead of 11 May 2031"
    assert lines(empty) == [
        (ahead, "12 May 2031", "obligation: deadline", "Shore League: withdraw (its guns), pending"),
        (ahead, "the week of 19 May 2031", "talks", "talks planned: Sarn (Shore League, Harbour Council)"),
        (ahead, "22 May 2031", "agreement: last day", "reef truce, 20 days"),
        ("May 2031", "3 May 2031", "agreement: first day", "reef truce, 20 days"),
        ("April 2031", "April 2031", "position", "Shore League and Harbour Council: reject, ferry offer"),
    ]
    assert [line[1] for line in lines(empty, "?order=earliest")][:2] == ["April 2031", "3 May 2031"]
    data: Any = empty.json("/api/timeline")
    cells = [row["cells"] for row in data["timeline"]["rows"]]
    assert [row[0]["note"] for row in cells] == [
        "in 1 day", "in 8 days", "in 11 days; computed from start and length", "", "",
    ]  # fmt: skip
    assert cells[0][3]["text"] == "Harbour Post itself; Island Wire itself"
    assert len(cells[0][2]["places"]) == 2


def test_the_day_asked_about_moves_what_is_ahead(empty: Browser) -> None:
    fill(empty)
    assert [line[0] for line in lines(empty, "?as_of=2031-05-30")][:2] == ["May 2031", "May 2031"]
    assert not [line for line in lines(empty, "?known_on=2031-05-10") if line[2] == "position"]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("kind=talks", ["the week of 19 May 2031"]),
        ("only=computed", ["22 May 2031"]),
        ("only=past&kind=agreement", ["3 May 2031"]),
        ("party=Harbour+Council", ["the week of 19 May 2031", "April 2031"]),
        ("since=2031-05-04&until=2031-05-18", ["12 May 2031"]),
        ("party=nobody", []),
    ],
)
def test_filters_leave_what_they_name(empty: Browser, query: str, days: list[str]) -> None:
    fill(empty)
    assert [line[1] for line in lines(empty, "?" + query)] == days


def test_two_joined_names_are_two_parties(empty: Browser) -> None:
    fill(empty)
    data: Any = empty.json("/api/timeline")
    assert [(one["value"], one["n"]) for one in data["parties"]] == [("Harbour Council", 2), ("Shore League", 3)]
    assert "which is no day" in words(empty.page("/timeline?since=then", 400))


def test_the_chart_tells_stated_ahead_and_computed_apart(empty: Browser) -> None:
    fill(empty)
    svg = empty.client.get("/timeline/days.svg").text
    for told in ("by the day asked about", "ahead", "computed from start and length", "11 May 2031"):
        assert told in svg
    spec: Any = empty.json("/timeline/days.json?kind=agreement")
    marks = [one for layer in spec["layer"] for one in layer["data"]["values"] if "sort" in one]
    assert {(one["first"], one["sort"], one["solid"]) for one in marks} == {
        ("2031-05-03", "by the day asked about", True),
        ("2031-05-22", "computed from start and length", False),
    }
    assert empty.json("/api/timeline?kind=talks")["drawn"] is None


def test_lines_of_one_day_and_kind_do_not_lie_over_each_other(empty: Browser) -> None:
    text = "One. Two. Three. Four."
    with empty.desk.writing() as record:
        put(
            record, text, "2031-05-10", "Harbour Post",
            *(owes(f"Side {word}", "pending", text, word, date="2031-05-08") for word in ("One", "Two", "Three")),
            owes("Side Four", "pending", text, "Four", date="2031-05-01"),
        )  # fmt: skip
    spec: Any = empty.json("/timeline/days.json")
    marks = [one for layer in spec["layer"] for one in layer["data"]["values"] if "sort" in one]
    assert len({(one["first"], one["kind"], one["lane"]) for one in marks}) == len(marks) == 4


def test_exchanged_names_exchange_the_timeline(empty: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Browser(tmp_path_factory.mktemp("other"))
    fill(empty)
    fill(other, league="Harbour Council", council="Shore League")
    one, two = (words(main(browser)) for browser in (empty, other))
    other.desk.close()
    swapped = (
        two.replace("Harbour Council", "\0").replace("Shore League", "Harbour Council").replace("\0", "Shore League")
    )
    assert sorted(re.findall(r"\w+", swapped)) == sorted(re.findall(r"\w+", one))


def main(browser: Browser) -> str:
    return browser.page("/timeline").partition("<main")[2].partition("</main>")[0]


def test_names_from_reports_are_only_text(empty: Browser) -> None:
    fill(empty, league=NASTY)
    for address in ("/timeline", f"/timeline?party={NASTY}", f"/timeline?kind={NASTY}&only={NASTY}"):
        page = empty.page(address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("query", "n"),
    [("", 4), ("as_of=1800-01-01", 4), ("as_of=2999-12-31", 4), ("since=1800-01-01", 3), ("until=2999-12-31", 3)],
)
def test_the_first_and_the_last_day_that_there_are(empty: Browser, query: str, n: int) -> None:
    text = "Never. Always. Soon. Now."
    days = {"Never": "9999-12-31", "Always": "0001-01-01", "Soon": "2031-05", "Now": "2031-05-09"}
    with empty.desk.writing() as record:
        duties = (owes("League", "pending", text, word, date=day) for word, day in days.items())
        put(record, text, "2031-05-10", "Harbour Post", *duties)
    assert len(lines(empty, f"?{query}")) == n
    drawn = empty.client.get(f"/timeline/days.svg?{query}").status_code
    assert drawn == (400 if query.startswith("as_of") else 200)  # nothing lies within a year of these


def test_dates_keep_their_precision() -> None:
    t = load_catalogue()
    assert [span_words(t, value) for value in ("2031", "2031-02", "2031-02-03T08:00", "2031-02-27/2031-03-02")] == [
        "2031", "February 2031", "3 February 2031", "27 February 2031 to 2 March 2031",
    ]  # fmt: skip
    assert (span_words(t, None), span_words(t, "PRESENT_REF")) == ("", "PRESENT_REF")


def test_closed_values_have_words() -> None:
    t = load_catalogue()
    keys = [f"talks.modes.{one}" for one in get_args(TalksMode)]
    keys += [f"talks.tracks.{one.replace('.', '_')}" for one in get_args(TalksTrack)]
    keys += [f"talks.answers.{one}" for one in get_args(InvitationReply)]
    keys += [f"talks.statuses.{one}" for one in get_args(TalksStatus)]
    keys += [f"talks.{of}.{one}" for of in ("stages", "short") for one in STAGES]
    keys += [f"actors.types.{one}" for one in get_args(ActorType)]
    keys += [f"actors.persons.{one}" for one in get_args(PersonClass)]
    keys += [f"search.kinds.{one}" for one in get_args(Kind)]
    assert [key for key in keys if not t.has(key)] == []


def test_a_year_stands_under_its_year(empty: Browser) -> None:
    with empty.desk.writing() as record:
        put(record, FIRST, "2031-05-10", "Harbour Post", owes("League", "pending", FIRST, "The guns", date="2030"))
    assert [line[:2] for line in lines(empty)] == [("2030", "2030")]

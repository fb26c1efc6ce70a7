"""Talks: a calendar of a month and the list of all meetings."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desk.web.listing_case import NASTY, at, put
from desk_case import Browser, words
from trucewatch.vocabulary.kinds import InvitationAnswer, Talks

pytestmark = pytest.mark.slow

FIRST = "The envoys meet in Sarn on 20 May. A round in Ost ran from 8 to 10 May. A summit in Velm is due in June."
LATER = "The Sarn meeting is put off. They met in Kelm."
SIDES = ("Shore League", "Harbour Council")


def fill(browser: Browser, *, sides: tuple[str, str] = SIDES) -> None:
    asked: dict[str, Any] = {"invited_by": "Glen", "answers": (InvitationAnswer(actor=sides[0], answer="declined"),)}
    with browser.desk.writing() as record:
        put(
            record, FIRST, "2031-05-10", "Harbour Post",
            meets("Sarn", "2031-05-20", "planned", FIRST, "meet in Sarn", participants=sides, mediators=("Glen",)),
            meets("Ost", "2031-05-08/2031-05-10", "held", FIRST, "in Ost", participants=sides, mode="indirect"),
            meets("Velm", "2031-06", "planned", FIRST, "in Velm", participants=(sides[0],), **asked),
        )  # fmt: skip
        put(
            record, LATER, "2031-05-12", "Island Wire",
            meets("Sarn", "2031-05-20", "postponed", LATER, "put off", participants=sides),
            meets("Kelm", None, "held", LATER, "in Kelm", participants=(sides[1],)),
        )  # fmt: skip


def meets(venue: str, date: str | None, status: str, text: str, said: str, **more: Any) -> Talks:
    return Talks(venue=venue, date=date, status=status, evidence=at(text, said), **more)  # type: ignore[arg-type]


def month(browser: Browser, query: str = "") -> dict[str, list[str]]:
    """What falls on each day that has something."""
    data: Any = browser.json(f"/api/talks{query}")
    days = [day for week in data["calendar"]["weeks"] for day in week]
    return {day["day"]: [cell["text"] for cell in day["meetings"]] for day in days if day["meetings"]}


def listed(browser: Browser, query: str = "") -> list[tuple[str, str, str]]:
    data: Any = browser.json(f"/api/talks{query}")
    return [(row["group"]["text"], row["cells"][0]["text"], row["cells"][1]["text"]) for row in data["talks"]["rows"]]


def test_meetings_stand_on_their_days(empty: Browser) -> None:
    fill(empty)
    assert month(empty) == {
        "2031-05-08": ["Ost"], "2031-05-09": ["Ost"], "2031-05-10": ["Ost"], "2031-05-20": ["Sarn"],
    }  # fmt: skip
    data: Any = empty.json("/api/talks")
    weeks = data["calendar"]["weeks"]
    assert [len(week) for week in weeks] == [7] * len(weeks)
    assert (weeks[0][0]["day"], weeks[0][0]["in_month"], weeks[-1][-1]["day"]) == ("2031-04-28", False, "2031-06-01")
    assert [day["day"] for week in weeks for day in week if day["is_asked"]] == ["2031-05-12"]


def test_what_has_no_day_is_not_put_on_one(empty: Browser) -> None:
    fill(empty)
    data: Any = empty.json("/api/talks?month=2031-06")
    assert month(empty, "?month=2031-06") == {}
    assert [(cell["text"], cell["note"]) for cell in data["calendar"]["longer"]] == [("Velm", "June 2031")]
    assert "day not stated" in [line[1] for line in listed(empty)]


def test_the_list_goes_by_standing(empty: Browser) -> None:
    fill(empty)
    assert listed(empty) == [
        ("Ahead", "June 2031", "Velm"),
        ("Held", "8 May 2031 to 10 May 2031", "Ost"),
        ("Held", "day not stated", "Kelm"),
        ("Postponed or called off", "20 May 2031", "Sarn"),
    ]
    data: Any = empty.json("/api/talks")
    rows = {row["cells"][1]["text"]: row["cells"] for row in data["talks"]["rows"]}
    assert rows["Sarn"][2]["text"] == "Harbour Council, Shore League"
    assert rows["Sarn"][2]["note"] == "through Glen"
    assert rows["Sarn"][3]["text"] == (
        "planned: Harbour Post itself, 10 May 2031; postponed: Island Wire itself, 12 May 2031"
    )
    assert rows["Velm"][2]["note"] == "invited by Glen; Shore League declined"
    assert rows["Ost"][2]["note"] == "indirect"


def test_the_clock_and_the_filters(empty: Browser) -> None:
    fill(empty)
    assert ("Ahead", "20 May 2031", "Sarn") in listed(empty, "?as_of=2031-05-10")
    assert [line[2] for line in listed(empty, "?stage=held")] == ["Ost", "Kelm"]
    assert [line[2] for line in listed(empty, "?party=Glen")] == ["Sarn"]
    assert month(empty, "?stage=held&month=2031-05") == {f"2031-05-{day}": ["Ost"] for day in ("08", "09", "10")}
    assert month(empty, "?as_of=2031-01-01") == month(empty)  # nothing in January: the nearest month that has something


@pytest.mark.parametrize("asked", ["2031-13", "2031-5", "0001-01", "9999-12", "May"])
def test_what_is_no_month_is_refused(browser: Browser, asked: str) -> None:
    assert "which is none" in words(browser.page(f"/talks?month={asked}", 400))


def test_the_months_beside_keep_what_was_asked(empty: Browser) -> None:
    fill(empty)
    page = empty.page("/talks?month=2031-01&party=Glen&as_of=2031-05-11")
    links = re.findall(r'class="step" href="(/talks[^"]+)#month"', page)
    assert [re.findall(r"month=([\d-]+)", link) for link in links] == [["2030-12"], ["2031-02"]]
    assert all("party=Glen" in link and "as_of=2031-05-11" in link for link in links)


def test_a_calendar_is_a_table_and_its_cells_open_their_sentences(empty: Browser) -> None:
    fill(empty)
    page = empty.page("/talks")
    days = page.partition('<table class="days"')[2].partition("</table>")[0]
    assert days.count('<th scope="col">') == 7
    assert days.count("<tr>") == days.count("</tr>") == 6
    assert 'aria-current="date"' in days
    assert re.search(r'href="/report/[^"]+at=\d+-\d+#p"', days)
    assert "popovertarget" in days


@pytest.mark.parametrize("query", ["", "as_of=1800-01-01", "as_of=2999-12-31", "month=0002-01", "month=9998-12"])
def test_the_first_and_the_last_day_that_there_are(empty: Browser, query: str) -> None:
    with empty.desk.writing() as record:
        held = [meets(venue, day, "held", FIRST, venue) for venue, day in (("Sarn", "9999-12-31"), ("Ost", "0001-01"))]
        put(record, FIRST, "2031-05-10", "Harbour Post", *held)
    assert len(listed(empty, f"?{query}")) == 2
    assert "31 December 9999" in words(empty.page(f"/talks?{query}"))


def test_no_talks_no_calendar(empty: Browser) -> None:
    with empty.desk.writing() as record:
        put(record, "The sea was calm.", None, "Harbour Post")
    assert empty.json("/api/talks")["calendar"] is None
    assert "No talks were read" in words(empty.page("/talks"))


def test_exchanged_names_exchange_the_page(empty: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Browser(tmp_path_factory.mktemp("other"))
    fill(empty)
    fill(other, sides=(SIDES[1], SIDES[0]))
    one, two = words(main(empty)), words(main(other))
    other.desk.close()
    swapped = two.replace(SIDES[0], "\0").replace(SIDES[1], SIDES[0]).replace("\0", SIDES[1])
    assert sorted(re.findall(r"\w+", swapped)) == sorted(re.findall(r"\w+", one))


def test_names_from_reports_are_only_text(empty: Browser) -> None:
    fill(empty, sides=(NASTY, "<b>Council</b>"))
    for address in ("/talks", f"/talks?party={NASTY}", f"/talks?stage={NASTY}"):
        page = empty.page(address)
        assert "<script>alert" not in page
        assert "<b>Council" not in page


def main(browser: Browser) -> str:
    return browser.page("/talks").partition("<main")[2].partition("</main>")[0]

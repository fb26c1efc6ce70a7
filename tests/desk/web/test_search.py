"""Search: paragraphs with the words marked, and statements whose own line has them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desk.web.listing_case import NASTY, put, says
from desk_case import Browser, add, words
from trucewatch import api
from trucewatch.desk.web.pages import search

pytestmark = pytest.mark.slow


def found(browser: Browser, query: str) -> dict[str, Any]:
    data: Any = browser.json(f"/api/search?{query}")
    assert isinstance(data, dict)
    return data


def marked(data: dict[str, Any]) -> list[list[str]]:
    return [[run["text"] for run in hit["runs"] if run["is_hit"]] for hit in data["shown"]]


def lines(data: dict[str, Any]) -> list[str]:
    return [row["cells"][2]["text"] for row in data["statements"]["rows"]]


def test_words_are_marked_in_their_paragraphs(browser: Browser) -> None:
    data = found(browser, "q=ferry")
    assert marked(data) == [["ferry"], ["ferry"]]
    assert [hit["told"] for hit in data["shown"]] == ["Island Wire, 11 May 2031", "Harbour Post, 10 May 2031"]
    for hit in data["shown"]:
        text = browser.desk.record.find_report(hit["place"]["report_id"]).text
        assert "".join(run["text"] for run in hit["runs"]) in text
    page = browser.page("/search?q=ferry")
    assert page.count("<mark>ferry</mark>") >= 2
    assert re.search(r'href="/report/[0-9a-f]+\?[^"]*at=\d+-\d+#p"', page)


@pytest.mark.parametrize(
    ("query", "hits", "statements"),
    [
        ("withdr*", [["withdraw"]], ["Shore League: withdraw (its guns), pending"]),
        (
            '"Shore League" reject*',
            [["Shore League", "rejected", "Shore League"]],
            ["Shore League: reject, ferry offer"],
        ),
        ("ferry -Harbour", [], ["ferry offer", "ferry offer", "Shore League: reject, ferry offer"]),
        ("LEAGUE pier", [["League", "League", "pier"]], ["shelling the pier: alleged by Shore League"]),
        ("position council", [], ["Harbour Council: accept, ferry offer"]),
    ],
)
def test_what_a_search_means(browser: Browser, query: str, hits: list[list[str]], statements: list[str]) -> None:
    data: Any = browser.client.get("/api/search", params={"q": query, "process": "reef"}).json()
    assert marked(data) == hits
    assert sorted(lines(data)) == sorted(statements)


def test_statements_are_found_by_names_that_their_passages_lack(empty: Browser) -> None:
    text = "Its leader refused. Nobody else spoke."
    with empty.desk.writing() as record:
        put(record, text, "2031-05-10", "Harbour Post", says("Shóre League", "reject", text, "Its leader refused"))
    data = found(empty, "q=shore")
    assert data["shown"] == []
    assert lines(data) == ["Shóre League: reject, ferry offer"]


def test_one_kind_alone(browser: Browser) -> None:
    data = found(browser, "q=ferry&kind=positions&process=reef")
    assert {one["kind"] for hit in data["shown"] for one in hit["statements"]} == {"position"}
    assert lines(data) == ["Harbour Council: accept, ferry offer", "Shore League: reject, ferry offer"]
    assert "no kind" in words(browser.page("/search?q=ferry&kind=nothing", 400))


def test_one_process_or_all(browser: Browser) -> None:
    with browser.desk.writing() as record:
        add(record, "The ferry sank off Glen.", "2031-05-12", "Glen Post", "glen")
        add(record, "A ferry nobody filed.", "2031-05-12", "Sea Post", None)
    assert len(found(browser, "q=ferry&process=reef")["shown"]) == 2
    assert [hit["told"] for hit in found(browser, "q=ferry&process=")["shown"]] == ["Sea Post, 12 May 2031"]
    everywhere = found(browser, "q=ferry&process=reef&everywhere=true")
    assert len(everywhere["shown"]) == len(found(browser, "q=ferry")["shown"]) == 4
    assert everywhere["statements"] is None
    page = browser.page("/search?q=ferry&process=reef&everywhere=true")
    link = re.search(r'href="(/report/[^"]+)" dir="auto">Glen Post', page)
    assert link
    assert "sank off Glen" in words(browser.page(link[1].replace("&amp;", "&")))


def test_only_what_was_known(browser: Browser) -> None:
    assert [hit["told"] for hit in found(browser, "q=ferry&known_on=2031-05-10")["shown"]] == [
        "Harbour Post, 10 May 2031"
    ]


def test_a_paragraph_keeps_its_marks(browser: Browser) -> None:
    hit = found(browser, "q=counted+14")["shown"][0]
    shown = "".join(run["text"] for run in hit["runs"])
    assert shown.startswith("“We counted 14 dead,”")
    assert shown.endswith("in Sarn.")


def test_a_long_paragraph_is_cut_around_the_words(empty: Browser) -> None:
    text = "calm water " * 200 + "then the lantern went out " + "calm water " * 200
    with empty.desk.writing() as record:
        put(record, text, "2031-05-10", "Harbour Post")
    runs = found(empty, "q=lantern")["shown"][0]["runs"]
    assert (runs[0]["text"], runs[-1]["text"]) == ("… ", " …")
    shown = "".join(run["text"] for run in runs[1:-1])
    assert shown in text
    assert shown.startswith(("calm", "water"))
    assert len(shown) <= 700


def test_what_names_no_word_is_refused_and_nothing_asked_is_a_page(browser: Browser) -> None:
    assert "names no word" in words(browser.page("/search?q=-ferry", 400))
    assert "does not close" in words(browser.page("/search?q=%22ferry", 400))
    page = browser.page("/search")
    assert 'role="search"' in page
    assert "<mark>" not in page
    assert found(browser, "q=+")["shown"] == []


def test_words_of_reports_and_searches_are_only_text(empty: Browser) -> None:
    with empty.desk.writing() as record:
        put(record, f"A lantern {NASTY} went out.", "2031-05-10", NASTY)
    nasty = NASTY.replace('"', "")
    for address in ("/search?q=lantern", "/search?q=script", f"/search?q=lantern+{nasty}"):
        page = empty.page(address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<mark>lantern</mark>" in empty.page("/search?q=lantern")


def test_the_table_has_all_and_names_the_places(browser: Browser) -> None:
    answer = browser.client.get("/search/hits.csv?q=ferry")
    rows = answer.text.splitlines()
    assert len(rows) == 3
    report_id, _, span = rows[1].rpartition(",")[2].partition(":")
    start, end = map(int, span.split("-"))
    assert browser.desk.record.find_report(report_id).text[start:end] == "ferry"


def test_many_paragraphs_are_shown_page_by_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHOWN", 2)
    with browser.desk.writing() as record:
        for number in range(5):
            add(
                record, f"The ferry sailed on run {number}, officials said.", f"2031-06-0{number + 1}", f"Post {number}"
            )
    asked, shown = "/search?process=reef&q=ferry", list[str]()
    data = found(browser, "process=reef&q=ferry&page=3")
    assert len(data["hits"]["rows"]) == data["part"]["rows"] == 7
    for page in range(1, 5):
        html = browser.page(f"{asked}&page={page}")
        assert f"Rows {2 * page - 1} to {min(2 * page, 7)} of 7" in words(html)
        shown += re.findall(r'<p class="where"><a [^>]*>([^<,]+),', html)
    assert shown == ["Post 4", "Post 3", "Post 2", "Post 1", "Post 0", "Island Wire", "Harbour Post"]
    assert "page=2#found" in browser.page(asked)
    browser.page(f"{asked}&page=0", 400)


def test_of_many_statements_some_are_listed_and_all_can_be(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "ROWS", 1)
    data = found(browser, "process=reef&q=ferry")
    every = len(data["statements"]["rows"])
    assert every == data["stating"] > 1
    html = browser.page("/search?process=reef&q=ferry")
    assert f"1 of {every} rows are shown: show all" in words(html)
    assert f"of {every} rows are shown" not in words(browser.page("/search?process=reef&q=ferry&all=statements"))


def test_what_came_since_is_found(browser: Browser) -> None:
    before = len(marked(found(browser, "process=reef&q=ferry")))
    assert len(marked(found(browser, "process=reef&q=ferry"))) == before
    with browser.desk.writing() as record:
        report = add(record, "The ferry sailed, officials said.", "2031-06-01", "Post")
    assert len(marked(found(browser, "process=reef&q=ferry"))) == before + 1
    with browser.desk.writing() as record:
        api.erase(record, report.id, author="Noor", reason="asked for")
    assert len(marked(found(browser, "process=reef&q=ferry"))) == before


def test_reports_of_no_process_are_searched_by_themselves(browser: Browser) -> None:
    with browser.desk.writing() as record:
        add(record, "The ferry sailed, officials said.", "2031-06-01", "Dove Post", process=None)
    assert [hit["told"] for hit in found(browser, "process=&q=ferry")["shown"]] == ["Dove Post, 1 June 2031"]
    assert len(found(browser, "process=reef&q=ferry")["shown"]) == 2
    assert len(found(browser, "everywhere=true&q=ferry")["shown"]) == 3

"""How things stand under the terms of an agreement, at the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import TypeAdapter

from desk.web.terms_case import FIRST, TERMS, desk_under_terms, exchanged
from desk_case import Browser, add, words
from trucewatch import api
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.pages.terms import TermsData
from trucewatch.desk.web.pages.terms_under import ids_for, known_ids
from trucewatch.desk.web.terms_given import given_terms
from trucewatch.errors import TrucewatchError


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The desk over two reports, opened with the terms of the quay truce; for looking only."""
    browser = desk_under_terms(tmp_path_factory.mktemp("quay"))
    yield browser
    browser.desk.close()


def stood(browser: Browser, query: str = "") -> Any:
    data: Any = browser.json(f"/api/terms?{query}")
    return data


def rows(table: Any) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in table["rows"]]


def tokens(text: str) -> list[str]:
    """Words without the commas between names, which stand elsewhere in another alphabetical order."""
    return re.findall(r"\w+", text)


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_force_performance_and_claims_stand_beside_each_other(quay: Browser) -> None:
    held = stood(quay)["stood"]
    assert rows(held["phases"]) == [["the first phase", "in force", "20 April 2031", "none"]]
    assert rows(held["duties"]) == [
        ["its guns from the quay", "in force", "reported done in full", "reported done in time", "none"],
        ["its guns from the dunes", "in force", "reported done in part", "due, not reported done", "none"],
    ]
    assert [row["group"]["text"] for row in held["duties"]["rows"]] == ["Harbour Council", "Shore League"]
    assert rows(held["accounts"]) == [["Island Wire", "9", "9", "0"], ["Harbour Post", "9", "4", "5"]]
    assert rows(held["powers"])[0][:3] == ["extend: the first phase", "Harbour Council, Shore League", "open"]
    assert "No act is expressly permitted." in [row[0] for row in rows(held["lacks"])]
    assert "violated" not in words(quay.page("/terms"))


def test_the_day_asked_about_moves_what_is_due(quay: Browser) -> None:
    def due(query: str) -> list[tuple[str, str, str]]:
        table = stood(quay, query)["stood"]["due"]
        return [(row["group"]["text"], row["cells"][0]["text"], row["cells"][1]["text"]) for row in table["rows"]]

    assert due("as_of=2031-04-08") == [
        ("within 72 hours", "10 April 2031", "falls due"),
        ("within 14 days", "16 April 2031", "falls due"),
        ("within 14 days", "20 April 2031", "last day"),
    ]
    assert due("as_of=2031-04-12&known_on=2031-04-09")[0] == ("due, not reported done", "10 April 2031", "falls due")
    known = stood(quay, "as_of=2031-04-14&known_on=2031-04-09")["stood"]
    assert rows(known["duties"])[0][2] == "none"


def test_what_an_answer_rests_on_opens_its_passage(quay: Browser) -> None:
    page = quay.page("/terms?why=league-guns.performance")
    assert "Why league-guns.performance is: reported done in part" in words(page)
    why = stood(quay, "why=league-guns.performance")["why"]
    assert rows(why) == [["withdrew four guns on 8 April", "Harbour Post itself", "9 April 2031"]]
    report, start, end = re.findall(r'href="/report/([0-9a-f]+)\?[^"]*?at=(\d+)-(\d+)#p"', unescape(main(page)))[0]
    text = quay.desk.record.find_report(report).text
    assert text[int(start) : int(end)] == "withdrew four guns on 8 April"
    assert "clause league-guns, in the terms, clause 3" in words(quay.page("/terms?why=league-guns.due"))
    assert "no answer" in words(quay.page("/terms?why=nothing.at-all", 400))


def test_every_answer_is_led_to(quay: Browser) -> None:
    links = set(re.findall(r'href="(/terms\?[^"]*why=[^"]*)#why"', unescape(quay.page("/terms"))))
    assert len(links) > 10
    for link in links:
        assert 'id="why"' in quay.page(link)


def test_what_if_is_shown_beside_today_and_nothing_is_written(quay: Browser) -> None:
    before = api.verify_record(quay.desk.record)
    query = "set=" + quote("phase-1.lasts=P30D") + "&event=" + quote("league-guns done 5 on 2031-04-14")
    data = stood(quay, query)
    moved = {path: (now, then) for path, now, then in rows(data["moved"])}
    assert moved["phase-1.last_day"] == ("20 April 2031", "30 April 2031")
    assert moved["league-guns.delivered"] == ("Harbour Post: 4", "Harbour Post: 4; supposed: 5")
    assert rows(data["stood"]["phases"])[0][2] == "20 April 2031"
    page = quay.page(f"/terms?{query}")
    assert "phase-1.lasts=P30D</textarea>" in page
    assert "Nothing was written" in words(page)
    assert api.verify_record(quay.desk.record) == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("set=nonsense", "no path and value"),
        ("set=phase-9.lasts%3DP1D", "phase-9.lasts"),
        ("set=league-guns.due%3D9999-12-31", "longer than the calendar"),
        ("event=the+guns+are+gone", "of no known form"),
        ("event=league-guns+done+on+2031-02-31", "2031-02-31"),
        ("event=" + "x%0A" * 50, "More than 40 lines"),
    ],
)
def test_what_cannot_be_supposed_is_told_beside_the_form(quay: Browser, asked: str, told: str) -> None:
    data = stood(quay, asked)
    assert data["moved"] is None
    assert told in str(data["trouble"])
    assert told in words(quay.page(f"/terms?{asked}"))


def test_json_is_of_the_shape_that_is_told_and_tables_are_csv(quay: Browser) -> None:
    answer = quay.client.get("/api/terms?why=agreement.force&set=phase-1.lasts%3DP30D")
    TypeAdapter(TermsData).validate_json(answer.content)
    csv = quay.client.get("/terms/duties.csv").text.splitlines()
    assert csv[0] == "group,duty,force,performance,due_column,claims,statements,passages"
    assert csv[2].startswith("Shore League,its guns from the dunes")
    assert quay.client.get("/terms/moved.csv?set=phase-1.lasts%3DP30D").text.count("\n") > 1


def test_the_board_says_what_the_terms_name_and_leads_there(quay: Browser) -> None:
    board: Any = quay.json("/api/board?as_of=2031-04-14")
    told = [(row["group"]["text"], row["cells"][0]["text"]) for row in board["due"]["rows"]]
    assert ("by the terms: Quay truce of April 2031", "20 April 2031") in told
    notes = [row["cells"][-1]["note"] for row in board["obligations"]["rows"]]
    assert "under the terms: Quay truce of April 2031, league-guns" in notes
    hrefs = [row["cells"][-1]["href"] for row in board["obligations"]["rows"]]
    assert "Why council-guns.force is: in force" in words(quay.page(hrefs[0].partition("#")[0]))


def test_without_terms_the_page_lists_those_that_are_known(browser: Browser) -> None:
    data = stood(browser)
    assert data["stood"] is None
    assert [row[0] for row in rows(data["known"])] == list(known_ids(browser.desk))
    assert "by the terms" not in words(browser.page("/board"))
    assert "nothing says that they hold" in words(browser.page("/terms?terms=vell-orsk-2033"))
    assert browser.client.get("/api/terms?terms=../../etc/passwd").status_code == 400


def test_terms_hold_for_the_process_they_were_given_for(tmp_path: Path) -> None:
    browser = desk_under_terms(tmp_path, process="reef")
    with browser.desk.writing() as record:
        add(record, FIRST, "2031-04-09", "Reef Radio", "dune")
    assert ids_for(browser.desk, "reef") == ("quay-2031",)
    assert ids_for(browser.desk, "dune") == ()
    assert stood(browser, "process=reef")["is_of_process"]
    assert "Choose some below" in words(browser.page("/terms?process=dune"))
    browser.desk.close()


def test_terms_given_for_no_process_hold_for_the_only_one(tmp_path: Path) -> None:
    browser = desk_under_terms(tmp_path)
    assert ids_for(browser.desk, "reef") == ("quay-2031",)
    with browser.desk.writing() as record:
        add(record, FIRST, "2031-04-09", "Reef Radio", "vell-orsk-2033")
    assert ids_for(browser.desk, "reef") == ()
    assert ids_for(browser.desk, "vell-orsk-2033") == ("vell-orsk-2033",)
    browser.desk.close()


def test_a_process_without_a_dated_report_has_no_standing(tmp_path: Path) -> None:
    browser = Browser(tmp_path)
    with browser.desk.writing() as record:
        add(record, FIRST, None, "Reef Radio")
    assert stood(browser, "terms=vell-orsk-2033")["stood"] is None
    assert stood(browser, "terms=vell-orsk-2033&as_of=2033-05-02")["stood"]["phases"]["rows"]
    assert browser.desk.day_asked(Asked("reef")) is None
    browser.desk.close()


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TERMS)
    (tmp_path / "b=c.yaml").write_text(TERMS)
    assert given_terms([str(tmp_path / "b=c.yaml")])[0].process is None
    with pytest.raises(TrucewatchError, match="two files have the id quay-2031"):
        given_terms([str(tmp_path / "a.yaml"), f"reef={tmp_path / 'b=c.yaml'}"])


def test_exchanging_the_parties_exchanges_the_page(quay: Browser, tmp_path: Path) -> None:
    other = desk_under_terms(tmp_path, exchange=True)
    for query in ("", "?as_of=2031-04-09", "?why=league-guns.performance&set=phase-1.lasts%3DP30D"):
        one, two = main(quay.page(f"/terms{query}")), main(other.page(f"/terms{query}"))
        assert sorted(tokens(exchanged(words(two)))) == sorted(tokens(words(one)))
        assert "Shore League" in one
    other.desk.close()


def test_the_page_is_ready_for_readers_of_screens(quay: Browser) -> None:
    page = quay.page("/terms?why=league-guns.due&set=phase-1.lasts%3DP30D")
    levels = [int(level) for level in re.findall(r"<h(\d)", main(page))]
    assert levels[0] == 1
    assert max(levels) == 2
    fields = re.findall(r'<(?:textarea|input|select)[^>]*\bid="([^"]+)"', page)
    assert set(fields) <= set(re.findall(r'<label[^>]*\bfor="([^"]+)"', page))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)) <= set(ids)

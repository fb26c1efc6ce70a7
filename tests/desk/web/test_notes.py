"""Notes at the desk: written where they belong, shown there, and settled."""

from __future__ import annotations

from typing import Any

import pytest

from desk.web.listing_case import counts, put
from desk_case import Browser, add, words
from trucewatch import api

TEXT = "Officials counted 27 dead by noon. The hospital counted 31 dead by night."


def post(browser: Browser, act: str, status: int = 303, process: str = "reef", **sent: str) -> str:
    browser.clock.forward()
    answer = browser.client.post(f"/notes/{act}?process={process}", headers=browser.token, data=sent)
    assert answer.status_code == status, words(answer.text)[:800]
    return answer.headers["location"] if status == 303 else words(answer.text)


def notes(browser: Browser, query: str = "") -> Any:
    held: Any = browser.json(f"/api/notes?process=reef{query}")
    return held


def rows(browser: Browser) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in notes(browser)["notes"]["rows"]]


@pytest.fixture
def desk(empty: Browser) -> Browser:
    with empty.desk.writing() as record:
        put(record, TEXT, "2031-05-10", "Harbour Post", counts(27, TEXT, "27 dead"), counts(31, TEXT, "31 dead"))
    return empty


def statement(browser: Browser) -> Any:
    report = browser.desk.record.reports()[0].report
    data: Any = browser.json(f"/api/report/{report.id}")
    return data["groups"][0]["statements"][0]


def test_a_question_on_a_statement_is_shown_beside_it_and_settled(desk: Browser) -> None:
    one = statement(desk)
    back = post(desk, "write", kind="question", about=one["id"][:16], text="By which list?", to="Ade")
    assert back.startswith("/report/")
    assert back.endswith(f"#s-{one['id'][:16]}")
    (held,) = statement(desk)["notes"]
    assert (held["text"], held["to"], held["is_open"]) == ("By which list?", "Ade", True)
    beside = words(desk.page(back.partition("#")[0]).partition(f'id="s-{one["id"][:16]}"')[2].partition("</li>")[0])
    assert "By which list? question by Noor, 20 May 2031; for Ade" in beside
    (waiting,) = notes(desk)["open"]
    assert waiting["about"]["id"] == one["id"]
    post(desk, "settle", number=str(waiting["id"]), text="By that of noon.")
    assert notes(desk)["open"] == []
    assert rows(desk)[0][1:] == ["By which list?", waiting["about"]["text"], "By that of noon."]
    (settled,) = statement(desk)["notes"]
    assert settled["answer"]["text"] == "By that of noon."
    assert "settled by Noor, 20 May 2031" in words(desk.page(back.partition("#")[0]))


def test_notes_on_a_report_and_on_a_process_stand_with_them_and_with_no_other(desk: Browser) -> None:
    with desk.desk.writing() as record:
        other = put(record, f"Later. {TEXT}", "2031-05-11", "Dove Post")
        filed = next(one.report for one in record.reports() if one.report.id != other.id)
    assert post(desk, "write", kind="remark", about=filed.id, text="A morning edition.").startswith("/report/")
    assert post(desk, "write", kind="task", text="Ask for the bulletins.") == "/notes?process=reef#notes"
    assert "A morning edition." in words(desk.page(f"/report/{filed.id}"))
    assert "A morning edition." not in words(desk.page(f"/report/{other.id}"))
    assert [row[1:3] for row in rows(desk)] == [
        ["Ask for the bulletins.", "reef"],
        ["A morning edition.", "Harbour Post, 10 May 2031"],
    ]
    held: Any = desk.json("/api/notes")
    assert len(held["notes"]["rows"]) == 2
    assert held["notes"]["rows"][1]["cells"][1]["text"] == "A morning edition."


def test_notes_are_those_of_the_process_asked_about(desk: Browser) -> None:
    with desk.desk.writing() as record:
        add(record, f"Elsewhere. {TEXT}", "2031-05-11", "Dove Post", "north")
    post(desk, "write", kind="remark", text="Of the reef.")
    post(desk, "write", process="north", kind="remark", text="Of the north.")
    assert [row[1] for row in rows(desk)] == ["Of the reef."]


def test_notes_written_on_the_command_line_are_shown_where_they_belong(browser: Browser) -> None:
    data: Any = browser.json("/api/actors?process=reef")
    href = data["actors"]["rows"][0]["cells"][0]["href"]
    about = browser.json("/api" + href)["about"]
    assert isinstance(about, str)
    with browser.desk.writing() as record:
        api.add_note(record, "remark", "Spells its name anew.", author="Ade", target=about)
    assert "Spells its name anew. remark by Ade, 20 May 2031" in words(browser.page(href))
    assert [row[1] for row in rows(browser)] == ["Spells its name anew."]


@pytest.mark.parametrize(("name", "parameter"), [("positions", "proposal"), ("obligations", "duty")])
def test_notes_on_a_proposal_and_a_duty(browser: Browser, name: str, parameter: str) -> None:
    listed: Any = browser.json(f"/api/{name}?process=reef")
    cells = [cell for row in listed["grid" if name == "positions" else name]["rows"] for cell in row["cells"]]
    value = cells[0]["text"] if name == "positions" else cells[0]["statements"][0]
    assert listed["about"] == ""
    shown: Any = browser.client.get(f"/api/{name}", params={"process": "reef", parameter: value}).json()
    assert shown["about"]
    post(browser, "write", kind="question", about=shown["about"], text="Does the annex count?")
    shown = browser.client.get(f"/api/{name}", params={"process": "reef", parameter: value}).json()
    assert [note["text"] for note in shown["notes"]] == ["Does the annex count?"]
    assert "Does the annex count?" in browser.page(f"/{name}?process=reef")
    assert "Does the annex count?" not in browser.page("/figures?process=reef")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "remark", "text": " "}, "a remark came without a text"),
        ({"kind": "answer", "text": "So."}, "a note is no 'answer'"),
        ({"kind": "remark", "text": "Look here.", "to": "Ade"}, "a remark was to be for Ade"),
        ({"kind": "remark", "text": "Look here.", "about": "ffffff"}, "no report, statement or actor 'ffffff'"),
    ],
)
def test_what_is_refused_is_told_and_keeps_what_was_written(desk: Browser, sent: dict[str, str], told: str) -> None:
    shown = post(desk, "write", 400, **sent)
    assert told in shown
    assert sent["text"].strip() in shown
    assert rows(desk) == []


def test_only_a_question_or_a_task_is_settled_and_only_once(desk: Browser) -> None:
    post(desk, "write", kind="remark", text="A remark.")
    assert "note 1 is a remark" in post(desk, "settle", 400, number="1", text="Done.")
    assert "names no note but 'x'" in post(desk, "settle", 400, number="x", text="Done.")
    post(desk, "write", kind="task", text="A task.")
    post(desk, "settle", number="2", text="Done.")
    assert "was closed before" in post(desk, "settle", 400, number="2", text="Again.")


def test_nothing_is_written_without_the_token(desk: Browser) -> None:
    answer = desk.client.post("/notes/write?process=reef", data={"kind": "remark", "text": "From elsewhere."})
    assert answer.status_code == 403
    assert rows(desk) == []


def test_a_note_on_erased_words_stays_without_them(desk: Browser) -> None:
    one = statement(desk)
    post(desk, "write", kind="remark", about=one["id"], text="Kept apart.")
    with desk.desk.writing() as record:
        api.erase(record, record.reports()[0].report.id, author="Noor", reason="a person asked")
    (row,) = rows(desk)
    assert row[2] == "something whose words were erased"


def test_what_waits_stands_first_and_each_is_told_apart(desk: Browser) -> None:
    for text in ("Which list counts?", "Ask the harbour master."):
        post(desk, "write", kind="question", text=text)
    page = desk.page("/notes?process=reef")
    assert page.index('id="open"') < page.index('id="write"') < page.index('id="notes"')
    for number in (1, 2):
        assert f'aria-label="Note {number}"' in page
        assert f'<summary aria-label="Settle it: note {number}">' in page

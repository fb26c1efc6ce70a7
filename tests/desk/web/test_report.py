from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from desk.cli.cli_case import HARBOUR, read
from desk_case import Browser, add, fill, words
from trucewatch import api
from trucewatch.desk.web.pages.report_acts import ACTS
from trucewatch.desk.web.pages.report_data import KINDS
from trucewatch.desk.web.pages.report_text import marks_of, paragraphs_of, words_at
from trucewatch.errors import TrucewatchError
from trucewatch.record.report_versions import record_version
from trucewatch.vocabulary.kinds import Content, Figure, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

pytestmark = pytest.mark.slow

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Held(HTMLParser):
    """The text of the article of a page, of the asked passage, and of each mark by statement."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.asked, self.marks = "", "", dict[str, str]()
        self._open: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"article", "p", "span", "mark"}:
            self._open.append({"tag": tag, **dict(attrs)})

    def handle_endtag(self, tag: str) -> None:
        if tag in {"article", "p", "span", "mark"}:
            self._open.pop()
        self.text += "\n" if tag == "p" else ""

    def handle_data(self, data: str) -> None:
        if not any("data-text" in one for one in self._open) or not any(one["tag"] == "p" for one in self._open):
            return
        self.text += data
        if any(one["tag"] == "mark" for one in self._open):
            self.asked += data
        for id_ in {id_ for one in self._open for id_ in (one.get("data-s") or "").split()}:
            self.marks[id_] = self.marks.get(id_, "") + data


def statements(browser: Browser, report: Report, kind: str) -> list[dict[str, Any]]:
    data: Any = browser.json(f"/api/report/{report.id}")
    return [one for group in data["groups"] if group["kind"] == kind for one in group["statements"]]


def post(browser: Browser, report: Report, act: str, **sent: str) -> str:
    """Send a form of the page; gives the address that follows."""
    browser.clock.forward()
    answer = browser.client.post(f"/report/{report.id}/{act}", headers=browser.token, data=sent)
    assert answer.status_code == 303, words(answer.text)[:3000]
    return str(answer.headers["location"])


@pytest.fixture
def harbour(empty: Browser) -> Report:
    with empty.desk.writing() as record:
        return fill(record)[0]


def test_the_text_stands_there_with_its_passages(empty: Browser, harbour: Report) -> None:
    (quote,) = statements(empty, harbour, "quotes")
    (figure,) = statements(empty, harbour, "figures")
    held = Held(empty.page(f"/report/{harbour.id[:16]}?at={figure['places'][0]}"))
    assert held.text.split() == HARBOUR.split()
    assert held.asked == "14 dead"
    assert held.marks[quote["id"][:16]] == "We counted 14 dead"  # in which the figure's passage lies
    assert held.marks[figure["id"][:16]] == "14 dead"


def test_places_count_characters_behind_an_emoji(empty: Browser) -> None:
    text = "🕊️ A day 🕊️ of doves.\n\nOfficials counted 27 dead 👩‍👩‍👧 by noon."
    with empty.desk.writing() as record:
        report = add(record, text, "2031-05-12", "Dove Post")
    start = text.index("27 dead")
    html = empty.page(f"/report/{report.id}?at={start}-{start + 7}")
    assert Held(html).asked == "27 dead"
    assert f'data-at="{start}" id="p"' in html
    where = post(
        empty, report, "add", kind="times", start=str(text.index("noon")), end=str(len(text) - 1), **{"f.type": "vague"}
    )
    assert "done=" in where
    assert statements(empty, report, "times")[0]["words"] == "noon"


def test_right_to_left(empty: Browser) -> None:
    with empty.desk.writing() as record:
        report = Report("اتفق الطرفان على هدنة.", outlet="Reef", process="reef", language="ar")
        record.add(read(report), author="Noor")
    html = empty.page(f"/report/{report.id}")
    assert 'lang="ar"' in html
    assert '<p dir="rtl">' in html
    assert "added by hand" in words(html)
    sent = {"kind": "agreement", "words": "هدنة", "f.kind": "truce", "f.term_used": "هدنة"}
    post(empty, report, "add", **sent)
    assert Held(empty.page(f"/report/{report.id}")).marks


def test_accept_withdraw_and_take_back(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    page = empty.page(f"/report/{harbour.id}")
    assert f'<button form="accept" name="statement" value="{figure["id"]}"' in page
    assert re.search(rf'<form id="accept" method="post" action="/report/{harbour.id[:16]}/accept\?process=reef">', page)
    shown = words(empty.page(post(empty, harbour, "accept", statement=figure["id"])))
    assert "Accepted. " in shown
    assert statements(empty, harbour, "figures")[0]["standing"] == "accepted"
    where = post(empty, harbour, "withdraw", statement=figure["id"], reason="said of another reef")
    shown = words(empty.page(where))
    assert "Withdrawn. " in shown
    assert "said of another reef" in shown
    assert "Take this back" in shown
    assert not statements(empty, harbour, "figures")
    post(empty, harbour, "accept", statement=figure["id"])
    assert [one["id"] for one in statements(empty, harbour, "figures")] == [figure["id"]]
    assert [r.author for r in empty.desk.record.rulings(figure["id"])] == ["Noor"] * 3


def test_withdrawing_needs_a_reason(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    sent = {"statement": figure["id"], "reason": " "}
    answer = empty.client.post(f"/report/{harbour.id}/withdraw", headers=empty.token, data=sent)
    assert answer.status_code == 400
    assert "a reason is needed" in words(answer.text)
    assert empty.desk.record.rulings(figure["id"]) == ()


def test_correcting_sends_only_what_differs(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    page = empty.page(f"/report/{harbour.id}?correct={figure['id'][:16]}")
    assert re.search(r'<option value="killed" selected>', page)
    data: Any = empty.json(f"/api/report/{harbour.id}?correct={figure['id'][:16]}")
    sent = {f"f.{one['name']}": one["value"] for one in data["form"]["fields"]}
    sent |= {"statement": figure["id"], "words": data["form"]["words"], "reason": "misread", "f.number": "15"}
    where = post(empty, harbour, "correct", **sent)
    (now,) = statements(empty, harbour, "figures")
    assert now["text"] == figure["text"].replace("14", "15") != figure["text"]
    assert (now["standing"], now["words"]) == ("corrected", "14 dead")
    (ruling,) = empty.desk.record.rulings(figure["id"])
    put = empty.desk.record.find_statement(ruling.replacement_id or "").content
    was = empty.desk.record.find_statement(figure["id"]).content
    assert isinstance(put, Figure)
    assert isinstance(was, Figure)
    assert (put.number, put.what, put.measure, put.status) == (15, was.what, was.measure, was.status)
    shown = empty.page(where)
    assert "corrected by Noor" in words(shown)
    post(empty, harbour, "accept", statement=figure["id"])  # what "Take this back" sends
    assert statements(empty, harbour, "figures")[0]["text"] == figure["text"]


def test_a_refused_correction_comes_back_as_it_was_filled_in(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    sent = {"statement": figure["id"], "words": "41 dead", "reason": NASTY, "f.number": "many <b>"}
    answer = empty.client.post(f"/report/{harbour.id}/correct", headers=empty.token, data=sent)
    assert answer.status_code == 400
    assert "number cannot be" in words(answer.text)
    assert 'value="many &lt;b&gt;"' in answer.text
    assert "41 dead</textarea>" in answer.text
    assert "<img" not in answer.text
    assert empty.desk.record.rulings(figure["id"]) == ()


def test_adding_by_words_and_by_place(empty: Browser, harbour: Report) -> None:
    at = HARBOUR.index("Harbour Council")
    page = empty.page(f"/report/{harbour.id}?add=parties&start={at}&end={at + 15}")
    assert "Harbour Council</textarea>" in page
    assert re.search(r'<select id="f-role" name="f.role" required>', page)
    sent = {
        "kind": "parties",
        "f.name": "Harbour Council",
        "f.role": "party",
        "f.aliases": "the Council\r\nHC",
        "f.unsure": "false",
    }
    where = post(empty, harbour, "add", words="Harbour Council", **sent)
    (party,) = statements(empty, harbour, "parties")
    assert (party["standing"], party["read_by"], party["places"]) == ("added", "Noor", [f"{at}-{at + 15}"])
    assert "Added. " in words(empty.page(where))
    content = empty.desk.record.find_statement(party["id"]).content
    assert getattr(content, "aliases", None) == ("the Council", "HC")


def test_the_next_statement_is_offered(empty: Browser, harbour: Report) -> None:
    data: Any = empty.json(f"/api/report/{harbour.id}")
    ids = [one["id"] for group in data["groups"] for one in group["statements"]]
    for this, following in pairwise(ids):
        where = post(empty, harbour, "accept", statement=this)
        after: Any = empty.json("/api" + where)
        assert after["next_statement"] == following
    assert "Every statement of this report was looked at" in words(
        empty.page(post(empty, harbour, "accept", statement=ids[-1]))
    )


def test_an_address_alone_tells_nothing_as_done(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    assert 'id="done"' not in empty.page(f"/report/{harbour.id}?done={figure['id'][:16]}")


def test_every_kind_can_be_added_by_hand(empty: Browser, harbour: Report) -> None:
    for kind in KINDS:
        data: Any = empty.json(f"/api/report/{harbour.id}?add={kind}&words=reef")
        fields = data["form"]["fields"]
        sent = {f"f.{f['name']}": f["value"] for f in fields}
        sent |= {f"f.{f['name']}": next(filter(None, f["choices"]), "reef") for f in fields if f["needed"]}
        post(empty, harbour, "add", kind=kind, words="reef#1", **sent)
    data = empty.json(f"/api/report/{harbour.id}")
    made = {g["kind"]: s["id"] for g in data["groups"] for s in g["statements"] if s["standing"] == "added"}
    assert list(made) == list(KINDS)
    for id_ in made.values():
        assert 'name="f.note"' in empty.page(f"/report/{harbour.id}?correct={id_}")


def test_no_act_without_the_token(empty: Browser, harbour: Report) -> None:
    (figure,) = statements(empty, harbour, "figures")
    for act in (*ACTS, "nothing"):
        answer = empty.client.post(f"/report/{harbour.id}/{act}", data={"statement": figure["id"], "reason": "x"})
        assert answer.status_code == 403
    assert empty.desk.record.rulings(figure["id"]) == ()


def test_nothing_of_a_report_or_a_person_runs(empty: Browser) -> None:
    text = f"{NASTY}\n\nOfficials counted 27 dead by noon. {NASTY}"
    with empty.desk.writing() as record:
        report = Report(text, outlet=NASTY, title=NASTY, byline=NASTY, url="javascript:alert(1)", process=NASTY)
        record.add(read(report), author=NASTY)
    (figure,) = statements(empty, report, "figures")
    where = post(empty, report, "withdraw", statement=figure["id"], reason=NASTY)
    sent = {
        "kind": "figures",
        "words": "27 dead",
        "f.what": "killed",
        "f.number": "27",
        "f.measure": NASTY,
        "f.note": NASTY,
    }
    post(empty, report, "add", reason=NASTY, **sent)
    made = statements(empty, report, "figures")[0]["id"]
    pages = [
        where,
        f"{where}&around=true",
        f"/report/{report.id}?correct={made}",
        f"/report/{report.id}?add=talks&words={NASTY}",
    ]
    for page in (*pages, "/review?whole=true", f"/report/{report.id}?queue={NASTY}&show={NASTY}"):
        html = empty.page(page)
        assert "<img" not in html
        assert "<script>alert" not in html
        assert 'href="javascript:' not in html
        assert NASTY.split("<")[1] in words(html) or "review" in page
    assert Held(empty.page(where)).text.split() == text.split()


def test_findings_are_asked_for_apart_and_set_aside(empty: Browser, harbour: Report) -> None:
    first: Any = empty.json(f"/api/report/{harbour.id}")
    assert first["findings"] is None
    data: Any = empty.json(f"/api/report/{harbour.id}?around=true")
    finding = data["findings"][0]
    where = post(empty, harbour, "finding", finding=finding["id"], reason="known error")
    shown = words(empty.page(where))
    assert finding["sentence"].split()[0] in shown
    assert "Set aside by Noor, 20 May 2031: known error" in shown
    post(empty, harbour, "finding", finding=finding["id"], reason="after all", reopen="1")
    assert "Opened again by Noor" in words(empty.page(where))


def test_copies_are_named(empty: Browser) -> None:
    text = "The Harbour Council said on Monday that the boats would stay in the harbour until the talks were over. " * 3
    with empty.desk.writing() as record:
        one, other = (add(record, text, "2031-05-12", outlet) for outlet in ("Dove Post", "Tern Post"))
    data: Any = empty.json(f"/api/report/{other.id}?around=true")
    assert [(c["id"], c["is_origin"]) for c in data["copies"]] == [(one.id, False)] or data["copies"][0]["is_origin"]


def test_versions_show_what_changed(empty: Browser, harbour: Report) -> None:
    with empty.desk.writing() as record:
        newer = add(record, HARBOUR.replace("14 dead", "15 dead"), "2031-05-11", "Harbour Post")
        record_version(record, harbour.id, newer.id, author="Noor", reason="the outlet corrected it")
    old = empty.page(f"/report/{harbour.id}")
    assert "A newer version stands in the place of this report" in words(old)
    assert "/accept" not in old
    new = empty.page(f"/report/{newer.id}")
    assert re.search(r"<del>[^<]*14 dead[^<]*</del> <ins>[^<]*15 dead", new)
    assert "the outlet corrected it" in words(new)


def moved(content: Content) -> Content:
    """A figure on fewer words: the same matter with another id."""
    if not isinstance(content, Figure):
        return content
    (place,) = content.evidence
    return Figure(
        what="killed",
        measure="dead",
        number=14,
        evidence=(Passage(place.start, place.start + 2, "14"),),
        step="figures",
    )


@pytest.mark.parametrize(("button", "expected"), [("carry", "accepted"), ("refuse", "unseen")])
def test_a_ruling_left_behind_is_carried_over_or_not(
    empty: Browser, harbour: Report, button: str, expected: str
) -> None:
    (figure,) = statements(empty, harbour, "figures")
    post(empty, harbour, "accept", statement=figure["id"])
    with empty.desk.writing() as record:
        first = read(harbour)
        found = tuple(Statement(harbour.id, moved(s.content), harbour.published) for s in first.statements)
        record.add(
            Reading(harbour, found, steps=("figures 4",), models=first.models, actors=first.actors), author="Noor"
        )
    data: Any = empty.json(f"/api/report/{harbour.id}")
    (pending,) = data["pending"]
    assert "Rulings to carry over" in words(empty.page(f"/report/{harbour.id}"))
    sent = {"statement": pending["old"], "to": pending["successors"][0][0], "reason": "the same count", button: "1"}
    post(empty, harbour, "carry", **sent)
    assert statements(empty, harbour, "figures")[0]["standing"] == expected
    after: Any = empty.json(f"/api/report/{harbour.id}")
    assert after["pending"] == []


def test_kinds_can_be_left_out_without_script(empty: Browser, harbour: Report) -> None:
    html = empty.page(f"/report/{harbour.id}?show=figures&show=talks")
    assert set(re.findall(r'class="m k-(\w+) l-\w+ lane-\d+" data-s', html)) == {"figures", "talks"}
    assert 'value="quotes">' in html
    assert 'value="figures" checked>' in html


def test_csv_has_every_statement(empty: Browser, harbour: Report) -> None:
    rows = empty.client.get(f"/report/{harbour.id}/statements.csv").text.strip().split("\r\n")
    data: Any = empty.json(f"/api/report/{harbour.id}")
    ids = [one["id"] for group in data["groups"] for one in group["statements"]]
    assert len(rows) == 1 + len(ids)
    assert all(id_ in "".join(rows) for id_ in ids)


def test_a_place_outside_of_the_text_is_refused(empty: Browser, harbour: Report) -> None:
    for at in ("x", "5-", "9-3", "0-99999999", "-1-4", "²-³", f"0-{'9' * 60}"):
        assert "at=" in words(empty.page(f"/report/{harbour.id}?at={at}", 400))


def test_unknown_reports_statements_and_kinds_are_refused(empty: Browser, harbour: Report) -> None:
    empty.page("/report/ffffffffffff", 404)
    empty.page(f"/report/{harbour.id}?correct=ffffffffffff", 400)
    empty.page(f"/report/{harbour.id}?add=poems", 400)
    for act, sent, status in [
        ("add", {"kind": "poems", "words": "reef"}, 400),
        ("add", {"kind": "times", "start": "3", "end": "x"}, 400),
        ("accept", {"statement": "ffffffffffff"}, 400),
        ("accept", {}, 400),
        ("poem", {}, 404),
    ]:
        answer = empty.client.post(f"/report/{harbour.id}/{act}", headers=empty.token, data=sent)
        assert answer.status_code == status, (act, sent)


def test_runs_hold_the_text_and_say_what_lies_on_it() -> None:
    text = "One two three four\nfive\r\nsix \x07 seven\n"
    spans = [(0, 7), (4, 13), (8, 30), (19, 23), (4, 13)]
    made = [Figure(what="killed", number=n, evidence=(Passage.of(text, *s),)) for n, s in enumerate(spans)]
    quote = Quote(speaker=None, mention=None, cue=None, type="direct", content=(Passage.of(text, 4, 13),))
    held = [Statement("r", content) for content in (*made, quote)]
    runs = [run for p in paragraphs_of(text, marks_of(held), Passage.of(text, 8, 18)) for run in p.runs]
    for run in runs:
        assert len(run.text) == len(text[run.start : run.start + len(run.text)])
        covering = {s.id for s in held for p in s.content.passages if p.start <= run.start < p.end}
        assert {id_ for mark in run.marks for id_ in mark.statements} == covering
        assert len({mark.lane for mark in run.marks}) == len(run.marks)
    assert "".join(run.text for run in runs if run.asked) == "three four"
    shown = "".join(run.text for run in runs)
    assert shown.replace(" ", "") == re.sub(r"\s", "", text.replace("\x07", "␇"))


def test_words_are_named_so_that_they_are_found_again() -> None:
    text = "14 dead and 14\ndead, item, item#1, aaa"
    assert words_at(text, 0, 7) == "14 dead#1"
    assert words_at(text, 12, 19) == "14\ndead#2"
    assert words_at(text, 8, 11) == "and"
    for start, end in [(21, 25), (36, 38), (0, 0), (0, 500)]:  # "item", of which #1 is another; "aa" in "aaa"
        with pytest.raises(TrucewatchError):
            words_at(text, start, end)
    assert api.describe(Figure(what="killed", number=14, measure="dead"))


def test_erased_words_are_gone_from_the_next_page_on(empty: Browser, harbour: Report) -> None:
    assert "14 dead" in empty.page(f"/report/{harbour.id}")
    start = HARBOUR.index("14 dead")
    with empty.desk.writing() as record:
        api.erase(record, harbour.id, ((start, start + 7),), author="Noor", reason="name of a source")
    assert "14 dead" not in empty.page(f"/report/{harbour.id}?around=true")
    with empty.desk.writing() as record:
        api.erase(record, harbour.id, author="Noor", reason="withdrawn by its outlet")
    page = empty.page(f"/report/{harbour.id}")
    assert "The words of this report were erased" in words(page)
    assert "Harbour Council" not in page
    assert 'id="add"' not in page

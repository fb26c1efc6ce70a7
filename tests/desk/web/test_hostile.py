"""Hostile words through every form and file name: they come back as words, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

import pytest

from desk.cli.cli_case import HARBOUR
from desk_case import Browser, add, fill
from trucewatch import api

from .test_add import until_done
from .test_every_page import NAMES, PAYLOADS, wrong_marks

pytestmark = pytest.mark.slow

MORE = (
    "<scr\0ipt>alert(1)</script>",
    "<\0img src=x onerror=alert(1)>",
    "\ufeff<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cimg src=x onerror=alert(1)\\u003e",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<img src=x\nonerror\n=\nalert(1)>",
    "<a href='java\tscript:alert(1)'>x",
    "data:text/html,<script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<?xml-stylesheet href='//evil.example'?>",
    "\u202e\u2067<button formaction=//evil.example>",
    "{{ cycler.__init__.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "'-alert(1)-'",
    "`${alert(1)}`",
    "]]>\"'><x",
    "<x " + "a" * 20_000 + " onclick=alert(1)>",
    '=HYPERLINK("//evil.example")',
    "expression(alert(1))",
    "url(//evil.example)",
)
HOSTILE = (*PAYLOADS, *MORE)


@pytest.fixture(scope="module")
def reef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("forms"))
    with browser.desk.writing() as record:
        fill(record)
        for number, text in enumerate(MORE):
            add(record, f"{text} {number}. {HARBOUR}", "2031-05-10", text[:200], "reef")
    yield browser
    browser.desk.close()


def send(browser: Browser, where: str, **sent: str) -> int:
    """Send a form and follow it; whatever is answered holds no mark that is not ours."""
    browser.clock.forward()
    answer = browser.client.post(where, data=sent, headers=browser.token)
    assert answer.status_code in {303, 400, 404, 422}, answer.text[:500]
    text = answer.text
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")
        followed = browser.client.get(answer.headers["location"])
        assert followed.status_code in {200, 404}
        text = followed.text
    assert wrong_marks(text) == []
    return answer.status_code


@pytest.mark.slow
def test_decisions_about_statements(reef: Browser) -> None:
    filed = reef.desk.record.reports()[0].report
    where = f"/report/{filed.id}"
    kinds, done = cycle(("quotes", "positions", "parties", "figures", "talks")), 0
    for text in HOSTILE[::3]:
        at = str(filed.text.index("The"))
        fields = dict.fromkeys(("name", "speaker", "mention", "cue", "actor", "measure", "venue", "scope"), text)
        fields |= {"role": "party", "type": "direct", "stance": "accept", "status": "planned", "what": "killed"}
        given = {"kind": next(kinds), "start": at, "end": str(int(at) + 9), "reason": text}
        given |= {f"f.{name}": value for name, value in fields.items()}
        done += send(reef, where + "/add", **given) == 303
        send(reef, where + "/add", **given, words=text)
        send(reef, where + "/correct", statement=text, reason=text, words=text)
        send(reef, where + "/finding", finding=text, reason=text)
    assert done, "nothing was added: nothing was tried"
    statements = [s.id for s in reef.desk.record.view().statements() if s.report_id == filed.id]
    for id_, text in zip(statements, HOSTILE[1::3], strict=False):
        assert send(reef, where + "/withdraw", statement=id_, reason=text) == 303


def test_decisions_about_findings_and_actors(reef: Browser) -> None:
    found = [one.finding.id for one in api.judged(reef.desk.record, reef.desk.record.view())]
    for turn, text in enumerate(HOSTILE[::5]):
        verdict = "dismissed" if turn % 2 == 0 else "reopened"
        assert send(reef, "/findings/decide?process=reef", finding=found[0], verdict=verdict, reason=text) == 303
        send(reef, "/findings/decide?process=reef", finding=text, verdict="dismissed", reason=text)
        for verdict in ("same", "different"):
            send(reef, "/actors/decide?process=reef", left=text, right=text, verdict=verdict, reason=text, actor=text)
        send(reef, "/theme", theme=text, back=text)


def test_notes(reef: Browser) -> None:
    held = reef.desk.record.view().statements()[0]
    filed, statement = reef.desk.record.find_report(held.report_id), held.id
    for turn, text in enumerate(HOSTILE[::3]):
        given = {"text": text, "to": text, "kind": ("question", "task")[turn % 2]}
        assert send(reef, "/notes/write?process=reef", **given) == 303
        assert send(reef, "/notes/write?process=reef", **given, about=(filed.id, statement)[turn % 2]) == 303
        send(reef, "/notes/write?process=reef", **{**given, "kind": text, "about": text})
        waiting = api.open_notes(api.notes(reef.desk.record))
        assert send(reef, "/notes/settle?process=reef", number=str(waiting[0].id), text=text) == 303
        send(reef, "/notes/settle?process=reef", number=text, text=text)
    for path in ("/notes", "/notes?process=reef", f"/report/{filed.id}", f"/notes?about={statement}&process=reef"):
        page = reef.page(path)
        assert wrong_marks(page) == []
        assert "&lt;script" in page


@pytest.mark.slow
def test_what_is_added_and_how_it_is_named(empty: Browser) -> None:
    for turn, text in enumerate(HOSTILE[::4]):
        given = dict.fromkeys(("text", "title", "url", "outlet", "process", "published"), text)
        send(empty, "/add/text", **given)
        send(empty, "/add/text", **{**given, "url": "", "published": "2031-05-10", "text": f"{text} {turn}. {HARBOUR}"})
        send(empty, "/add/address", address=text, process=text)
        if turn % 3 == 0:
            files = [("files", (name, HARBOUR.encode())) for name in (f"{text[:200]}.txt", f"../{text[:80]}/x.html")]
            empty.client.post("/add/files", files=files, data={"process": text}, headers=empty.token)
        until_done(empty.desk)
    assert len(empty.desk.record.reports()) > 10
    assert wrong_marks(empty.page("/add")) == []
    for filed in empty.desk.record.reports()[::3]:
        assert wrong_marks(empty.page(f"/report/{filed.report.id}?around=true")) == []
    for process in empty.desk.processes()[::5]:
        for name in ("", "board", "findings"):
            assert wrong_marks(empty.page(f"/{name}?process={quote(process)}")) == []


@pytest.mark.parametrize("name", NAMES)
def test_more_hostile_words_of_reports(reef: Browser, name: str) -> None:
    assert wrong_marks(reef.page(f"/{name}?process=reef")) == []


def test_parameters_of_a_report(reef: Browser) -> None:
    id_ = reef.desk.record.reports()[-1].report.id
    for text in HOSTILE[::6]:
        for name in ("at", "show", "correct", "add", "words", "done", "queue", "process", "as_of"):
            answer = reef.client.get(f"/report/{id_}?{name}={quote(text)}&around=true")
            assert answer.status_code in {200, 400, 404}
            assert wrong_marks(answer.text) == []

"""Hostile words through every input, in the browser, which is told to heed no policy: escaping alone must hold them.

Nothing runs: no dialog opens, no global is set, nothing is said on the console, nobody else's machine is asked, and no
element stands on a page that a template has not put there.
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Error, FilePayload, Page
from typer.testing import CliRunner

from desk.cli.cli_case import HARBOUR, read
from desk.web.test_every_page import PAYLOADS, contents
from desk.web.test_hostile import MORE
from desk_case import add, fill
from trucewatch import api
from trucewatch.desk.cli.app import app as command
from trucewatch.desk.web.app import create_app
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.options import DeskOptions
from trucewatch.desk.web.pages.add_jobs import jobs_of
from trucewatch.desk.web.pages.all_pages import ALL_PAGES
from trucewatch.desk.web.rendering import NAVIGATION
from trucewatch.settings import Settings
from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

from .conftest import Watched, free_port, serving, watch

RUNS = "alert(window.ran=1)"
HOSTILE = tuple(text.replace("alert(1)", RUNS)[:600].replace("\0", "") for text in (*PAYLOADS, *MORE))
NAMED = HOSTILE[1]
"""The process that most of them are filed under."""
PAGES = [name for group in NAVIGATION for name in group if name in dict(ALL_PAGES)]
FREE = {"actors": "q", "quotes": "q", "search": "q", "review": "ruled_by", "timeline": "party", "talks": "party"}
"""A parameter of a page that takes any words."""
STRANGE = """() => [...document.querySelectorAll('*')].filter((one) => !one.closest('[data-drawn]')).filter((one) =>
    [...one.attributes].some((held) => held.name.startsWith('on') || ['style', 'srcdoc'].includes(held.name))
    || (one.localName === 'script' && !one.src.startsWith(location.origin + '/static/'))
    || ['iframe', 'object', 'embed', 'base', 'style', 'math', 'svg', 'template', 'noscript', 'x']
      .includes(one.localName)
    || (one.localName === 'a' && !['http:', 'https:'].includes(one.protocol))
).map((one) => one.outerHTML.slice(0, 200))"""


@dataclass
class Trap:
    """A window in which whatever runs is noticed.

    Attributes:
        watched: the page.
        dialogs: what was said in dialogs.
    """

    watched: Watched
    dialogs: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page."""
        return self.watched.page

    def sprung(self) -> list[str]:
        """What ran until now on this page."""
        said = [text for text in self.watched.errors if not text.startswith("Failed to load resource")]
        found = [*self.dialogs, *said, *self.watched.strangers]
        return [*found, "a global"] if self.page.evaluate("window.ran") else found

    def open(self, path: str) -> None:
        """Open a page, and look at what it became."""
        self.page.goto(self.watched.address + path)
        self.holds(path)

    def holds(self, where: str) -> None:
        """Nothing ran, and nothing strange stands there."""
        assert self.sprung() == [], where
        assert self.page.evaluate(STRANGE) == [], where


@dataclass(frozen=True)
class Served:
    """A desk that is served, and asked by hand."""

    desk: Desk
    options: DeskOptions
    client: httpx.Client

    def send(self, where: str, **sent: str) -> httpx.Response:
        """Send a form."""
        answer = self.client.post(where, data=sent)
        assert answer.status_code in {200, 303, 400, 404, 422}, answer.text[:500]
        return answer

    def until_done(self) -> None:
        """Wait until everything is added."""
        for _ in range(1000):
            if not any(job.is_open for job in jobs_of(self.desk).latest()):
                return
            time.sleep(0.02)
        raise AssertionError("an adding did not end")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk whose every word is hostile: its record's name, who works at it, and all that was ever given to it."""
    place = tmp_path_factory.mktemp("hostile") / f"<img src=x onerror={RUNS}>.sqlite"
    options = DeskOptions(Settings(place, author=HOSTILE[13]), port=free_port(), reader=read, patience=60)
    app = create_app(options)
    desk: Desk = app.state.desk
    with desk.writing() as record:
        for number, text in enumerate(HOSTILE):
            record.add(_reading(number, text), author=text)
    headers = {"X-CSRF-Token": options.token}
    with serving(app, options.port), httpx.Client(base_url=options.address, headers=headers, timeout=60) as client:
        yield Served(desk, options, client)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with two reports, of a process each payload is the name of, and one of payloads from a `meta.csv`."""
    folder = tmp_path_factory.mktemp("many")
    _declared(folder)
    place = folder / "many.sqlite"
    done = CliRunner().invoke(command, ["add", str(folder / "reports"), "--record", str(place)])
    assert done.exit_code == 0, done.output
    options = DeskOptions(Settings(place, author="Noor"), port=free_port(), reader=read, patience=60)
    app = create_app(options)
    desk: Desk = app.state.desk
    with desk.writing() as record:
        fill(record)
        for number, text in enumerate(HOSTILE):
            add(record, f"{text} {number}. {HARBOUR}", "2031-05-10", text, text)
    headers = {"X-CSRF-Token": options.token}
    with serving(app, options.port), httpx.Client(base_url=options.address, headers=headers, timeout=60) as client:
        yield Served(desk, options, client)


@pytest.fixture
def trap(chromium: Browser) -> Iterator[Trap]:
    """A window that heeds no Content-Security-Policy."""
    context = chromium.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    made = Trap(Watched(page, ""))

    def close(said: Dialog) -> None:
        made.dialogs.append(said.message)
        said.dismiss()

    page.on("dialog", close)
    yield made
    context.close()


def at(trap: Trap, served: Served) -> Trap:
    """The trap, at a desk."""
    trap.watched = watch(trap.page, served.options.address)
    return trap


def _reading(number: int, text: str) -> Reading:
    published = date(2031, 5, 1 + number % 20)
    report = Report(
        f"{text} {number}", published=published, outlet=text, title=text, byline=text, process=NAMED,
        url=f"https://example.org/{quote(text)}",
    )  # fmt: skip
    passages = (Passage.of(report.text, 0, len(text)),)
    held = tuple(Statement(report.id, content, published) for content in contents(text, passages))
    named = ReportActor(name=text, type="party", mentions=(ActorMention(passage=passages[0], how="name"),))
    return Reading(report, held, steps=("t 1",), actors=(named,))


def _declared(folder: Path) -> None:
    """A folder of reports, everything that its `meta.csv` declares of them hostile."""
    reports = folder / "reports"
    reports.mkdir()
    with (reports / "meta.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["file", "published", "title", "outlet", "process", "byline", "url"])
        for number, text in enumerate(HOSTILE[::6]):
            words = " ".join(text.split())
            name = re.sub(r"[/\x00-\x1f]", "_", words[:60]) + f" {number}.txt"
            (reports / name).write_text(f"The reef truce took effect on 3 May 2031 for 20 days. {text} {number}.")
            writer.writerow([name, "2031-05-10", words, words, "reef", words, f"https://example.org/{quote(words)}"])


def test_whatever_runs_is_noticed(trap: Trap) -> None:
    sprung = 0
    trap.page.route(re.compile("evil.example"), lambda asked: asked.abort())
    for text in HOSTILE:
        trap.dialogs.clear()
        try:
            trap.page.goto("about:blank")
            trap.page.set_content(f"<!doctype html><body>{text}</body>")
            sprung += bool(trap.dialogs or trap.page.evaluate("window.ran") or trap.page.evaluate(STRANGE))
        except Error:  # it led the window away
            sprung += 1
    assert len(set(HOSTILE)) >= 100
    assert sprung > 0.6 * len(HOSTILE), "the payloads would not run where they may"


@pytest.mark.parametrize("name", PAGES)
def test_what_reports_hold_runs_on_no_page(trap: Trap, hostile: Served, name: str) -> None:
    at(trap, hostile)
    trap.open(f"/{name}?process={quote(NAMED)}")
    for table in {one.get_attribute("data-table") for one in trap.page.locator("[data-table]").all()}:
        trap.open(f"/{name}?process={quote(NAMED)}&all={table}")
    for chart in trap.page.locator("[data-chart]").all():
        chart.scroll_into_view_if_needed()
    trap.page.wait_for_timeout(200)
    trap.holds(name)


def test_reports_and_actors_of_hostile_words_run_nothing(trap: Trap, hostile: Served) -> None:
    at(trap, hostile)
    actors: Any = hostile.client.get(f"/api/actors?process={quote(NAMED)}").json()
    rows = actors["actors"]["rows"]
    assert len(rows) > 10
    for row in rows[:: max(len(rows) // 12, 1)]:
        trap.open(row["cells"][0]["href"])
    for filed in hostile.desk.record.reports()[::9]:
        trap.open(f"/report/{filed.report.id}?process={quote(NAMED)}&around=true")
    trap.open(f"/api/board?process={quote(NAMED)}")


def test_what_is_decided_and_why_runs_nothing(trap: Trap, hostile: Served) -> None:
    filed = hostile.desk.record.reports()[0].report
    where, process = f"/report/{filed.id}", quote(NAMED)
    done, fields = 0, ("name", "speaker", "mention", "cue", "actor", "measure", "venue", "scope", "proposal", "object")
    kinds = ("quotes", "positions", "parties", "figures", "talks")
    for turn, text in enumerate(HOSTILE):
        given = {f"f.{name}": text for name in fields}
        given |= {
            "f.role": "party",
            "f.type": "direct",
            "f.stance": "accept",
            "f.status": "planned",
            "f.what": "killed",
        }
        given |= {"kind": kinds[turn % 5], "start": "0", "end": str(3 + turn % 4), "reason": text}
        done += hostile.send(where + "/add", **given).status_code == 303
    assert done > 100
    held = [s.id for s in hostile.desk.record.view().statements() if s.report_id == filed.id]
    for id_, text in zip(held, HOSTILE, strict=False):
        hostile.send(where + "/withdraw", statement=id_, reason=text)
    with hostile.desk.lock:
        view = api.open_view(hostile.desk.record, process=NAMED)
        found = [one.finding.id for one in api.judged(hostile.desk.record, view)]
    assert found
    for id_, text in zip(found[:40], HOSTILE, strict=False):
        hostile.send(f"/findings/decide?process={process}", finding=id_, verdict="dismissed", reason=text)
    at(trap, hostile)
    for path in (
        f"{where}?around=true&process={process}",
        f"/findings?process={process}",
        f"/review?process={process}",
    ):
        trap.open(path)
    trap.open(f"{where}?process={process}&add=quotes&words={quote(HOSTILE[0])}")


def test_notes_run_nothing(trap: Trap, hostile: Served) -> None:
    process = quote(NAMED)
    with hostile.desk.lock:
        held = hostile.desk.record.view().statements()[0]
        filed, statement = hostile.desk.record.find_report(held.report_id), held.id
    for turn, text in enumerate(HOSTILE):
        given = {"text": text, "to": text, "kind": "question"} | ({"about": statement} if turn % 2 else {})
        assert hostile.send(f"/notes/write?process={process}", **given).status_code == 303
        if turn % 3 == 0:
            with hostile.desk.lock:
                waiting = api.open_notes(api.notes(hostile.desk.record))
            assert hostile.send("/notes/settle", number=str(waiting[0].id), text=text).status_code == 303
    at(trap, hostile)
    for path in (f"/notes?process={process}", f"/notes?about={statement}", f"/report/{filed.id}?process={process}"):
        trap.open(path)
    trap.open(f"/notes?process={process}&about={quote(HOSTILE[0])}")


def test_names_of_processes_and_what_a_folder_declares_run_nothing(trap: Trap, many: Served) -> None:
    at(trap, many)
    trap.open("/")
    assert trap.page.locator(".choices a").count() > 100
    for text in HOSTILE[::5]:
        trap.open(f"/board?process={quote(text)}")
    for name in PAGES:
        trap.open(f"/{name}?process=reef")
    for filed in many.desk.record.reports():
        if filed.report.process == "reef":
            trap.open(f"/report/{filed.report.id}?process=reef")


def test_what_an_address_asks_runs_nothing(trap: Trap, many: Served) -> None:
    at(trap, many)
    for turn, text in enumerate(HOSTILE):
        trap.open(f"/search?process=reef&q={quote(text)}")
        name = list(FREE)[turn % len(FREE)]
        trap.open(f"/{name}?process=reef&{FREE[name]}={quote(text)}&unknown={quote(text)}&all={quote(text)}")
        if turn % 3 == 0:
            asked = ("process", "as_of", "known_on")[turn % 9 // 3]
            trap.open(f"/{PAGES[turn % len(PAGES)]}?{asked}={quote(text)}")
            trap.open(f"/{quote(text)}")


def test_what_is_added_and_what_is_refused_runs_nothing(trap: Trap, many: Served) -> None:
    at(trap, many)
    trap.open("/add?process=reef")
    for text in HOSTILE[::6]:
        with trap.page.expect_navigation():
            trap.page.evaluate(
                """(text) => {
              const form = document.querySelector('form[action="/add/text"]');
              for (const one of form.querySelectorAll('input[type=date], input[type=url]')) one.type = 'text';
              for (const name of ['text', 'title', 'outlet', 'process', 'published', 'url']) form[name].value = text;
              form.noValidate = true;
              form.querySelector('button').click();
            }""",
                text,
            )
        trap.page.wait_for_load_state("load")
        trap.holds(text)
        many.send("/add/text", text=f"{text} again. {HARBOUR}", title=text, outlet=text, process="reef")
    names = [re.sub(r"[/\x00-\x1f]", "_", text[:80]) + ".txt" for text in HOSTILE]
    trap.page.locator("#files-files").set_input_files(
        [FilePayload(name=name, mimeType="text/plain", buffer=HARBOUR.encode()) for name in names[:100]]
    )
    trap.page.locator('form[action="/add/files"] button').click()
    many.until_done()
    trap.page.wait_for_load_state("load")
    trap.page.wait_for_timeout(1200)  # the page asks by itself how far it is
    trap.holds("the names of files")
    trap.open("/add?process=reef")

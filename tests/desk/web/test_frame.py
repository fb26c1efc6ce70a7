"""What all pages share: words from the catalogue, refusals that tell, tables that are the same in every form."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment
from starlette.testclient import TestClient

from desk_case import Browser, add, words
from trucewatch.desk.web.catalogue import direction, load_catalogue
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow, csv_of

pytestmark = pytest.mark.slow

WEB = files("trucewatch.desk.web")
TEMPLATES = sorted(p.name for p in WEB.joinpath("templates").iterdir())
SCRIPTS = sorted(p.name for p in WEB.joinpath("static", "js").iterdir())
STYLES = sorted(p.name for p in WEB.joinpath("static", "css").iterdir())
SHOWN = re.compile(r"""\b(?:aria-label|alt|title|placeholder|data-title|content)=["']([^"']*)""")
VIEWPORT = {"width=device-width, initial-scale=1", "light dark"}


def source(kind: str, name: str) -> str:
    return WEB.joinpath(*kind.split("/"), name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_visible_word_stands_in_a_template(name: str) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source("templates", name), flags=re.DOTALL)
    attributes = [v for v in SHOWN.findall(text) if v not in VIEWPORT]
    assert not [v for v in attributes if re.search(r"[^\W\d_]", v)]
    between = re.sub(r"<(script|style)\b.*?</\1>|<!doctype html>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert not re.findall(r"[^\W\d_]+", between)


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_escape_and_hold_no_code(name: str) -> None:
    text = source("templates", name)
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(?:src|href)=[\"']https?:", text)
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert 'name="csrf"' in form


@pytest.mark.parametrize("name", TEMPLATES)
def test_texts_that_templates_name_are_in_the_catalogue(name: str) -> None:
    t = load_catalogue()
    named = re.findall(r"\bt\('([\w.]+)'(?!\s*~)", source("templates", name))
    assert [key for key in named if not t.has(key)] == []
    Environment(autoescape=True).parse(source("templates", name))


def test_texts_that_code_names_are_in_the_catalogue() -> None:
    t = load_catalogue()
    assert [key for key in t.all_keys() if re.search(r"\b(?:True|False|None)\b", key)] == []  # YAML's own words as keys
    missing = []
    for module in Path(str(WEB)).rglob("*.py"):
        named = re.findall(r"""\bt\(\s*"([\w.]+)"[,)]""", module.read_text(encoding="utf-8"))
        missing += [(module.name, key) for key in named if not t.has(key)]
    assert missing == []


def test_every_text_can_be_filled_in() -> None:
    t = load_catalogue()
    for key in t.all_keys():
        for n in (1, 2):
            try:
                t(key, n=n)
            except KeyError as missing:  # it has other places: those are all filled in
                names = {str(missing.args[0])}
                text = ""
                while not text:
                    try:
                        text = t(key, n=n, **dict.fromkeys(names, "x"))
                    except KeyError as another:
                        names.add(str(another.args[0]))
                assert not [f for _, f, _, _ in Formatter().parse(text) if f]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_put_no_markup_in_and_run_no_text(name: str) -> None:
    text = source("static/js", name)
    assert not re.search(
        r"(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize("name", STYLES)
def test_styles_load_nothing(name: str) -> None:
    assert not re.search(r"@import|url\(|https?:", source("static/css", name))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/board?as_of=yesterday", "which is no day"),
        ("/board?known_on=2031-02-30", "which is no day"),
        ("/board?as_of=0001-01-03", "asks for as_of"),
        ("/board?process=%3Cscript%3E", "no report of a process"),
        ("/board/nothing.csv", "no table"),
        ("/board/phases.gif", "no chart"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(browser: Browser, address: str, told: str) -> None:
    page = browser.page(address, 400)
    assert told in words(page)
    assert "<script>" not in page
    if not address.startswith("/board/"):
        assert told in str(browser.json("/api" + address, 400)["found"])


def test_a_page_that_is_not_there_is_a_page(browser: Browser) -> None:
    assert load_catalogue()("desk.status.404") in words(browser.page("/nothing", 404))


def test_a_fault_of_ours_is_a_page_that_tells_nothing(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.desk, "board", lambda asked: 1 / 0)
    client = TestClient(browser.app, base_url=browser.options.address, raise_server_exceptions=False)
    answer = client.get("/board")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert load_catalogue()("desk.status.other") in words(answer.text)


def test_an_empty_record_says_what_to_do(empty: Browser) -> None:
    assert "trucewatch add" in words(empty.page("/"))
    assert empty.client.get("/board").headers["location"] == "/"
    assert empty.json("/api/board", 400)["expected"] == "?process=NAME"


def test_of_several_processes_one_is_chosen(browser: Browser) -> None:
    assert browser.client.get("/").headers["location"] == "/board?process=reef"
    with browser.desk.writing() as record:
        hill = "The hill truce took effect on 3 May 2031 for 20 days."
        add(record, hill, "2031-05-12", "Hill Post", "hill & <b>dale</b>")
        add(record, "The glen truce took effect on 4 May 2031 for 20 days.", "2031-05-12", "Glen Post", None)
    page = browser.page("/")
    assert "hill &amp; &lt;b&gt;dale&lt;/b&gt;" in page
    assert "<b>dale" not in page
    assert browser.client.get("/board").headers["location"] == "/"
    for link, name in re.findall(r'<li><a href="(/board\?[^"]+)" dir="auto">([^<]+)', page):
        shown = words(browser.page(link.replace("&amp;", "&")))
        assert name in {"reef", "hill &amp; &lt;b&gt;dale&lt;/b&gt;", load_catalogue()("desk.no_process")}
        held = [truce for truce in ("reef truce", "hill truce", "glen truce") if truce in shown]
        assert len(held) == 1


def test_reports_of_no_process_are_never_mixed_with_others(browser: Browser) -> None:
    with browser.desk.writing() as record:
        add(record, "The glen truce took effect on 4 May 2031 for 20 days.", "2031-05-12", "Glen Post", None)
    assert "glen truce" in browser.page("/board?process=")
    assert "reef truce" not in browser.page("/board?process=")
    assert "reef truce" not in browser.page("/board?process=&known_on=2031-05-11")


def test_csv_has_no_formula_and_names_every_passage(browser: Browser) -> None:
    rows = (TableRow((TableCell("=HYPERLINK(1)", note="-n"), TableCell("@x", ("s1",)))),)
    held = list(csv.reader(StringIO(csv_of(Table("t", "T", (Column("a", "A"), Column("b", "B")), rows)))))
    assert held == [["a", "b", "statements", "passages"], ["'=HYPERLINK(1); -n", "'@x", "s1", ""]]
    answer = browser.client.get("/board/force.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="force.csv"'
    for row in csv.DictReader(StringIO(answer.text)):
        for place in row["passages"].split():
            report_id, _, span = place.partition(":")
            start, end = map(int, span.split("-"))
            assert browser.desk.record.find_report(report_id).text[start:end]


def test_openapi_names_the_pages(browser: Browser) -> None:
    described = browser.json("/api/openapi.json")
    paths = described["paths"]
    assert isinstance(paths, dict)
    assert "/api/board" in paths
    assert "/api/board" in words(browser.page("/api/docs"))


def test_names_from_right_to_left_leave_the_words_around_them_in_order() -> None:
    t = load_catalogue()
    assert t.voice("Port office", "Gazette") == "Port office, in Gazette"
    for name in ("مجلس الميناء", "מועצת הנמל"):
        told = t.voice(name, "Gazette")
        assert told == f"\u2068{name}\u2069, in Gazette"
        assert direction(told) == "ltr"
        assert direction(name) == "auto"


def test_the_keys_are_switched_off_and_on_again(browser: Browser) -> None:
    assert 'data-keys="on"' in browser.page("/board")
    for chosen, kept in (("off", "off"), ("on", "on"), ("<b>", "on")):
        answer = browser.client.post(
            "/keys", data={"keys": chosen, "back": "//evil.example/board"}, headers=browser.token
        )
        assert answer.headers["location"] == "/board"
        assert f'data-keys="{kept}"' in browser.page("/board"), "a page that was kept is shown as it was"
    assert browser.client.post("/keys", data={"keys": "off"}).status_code == 403

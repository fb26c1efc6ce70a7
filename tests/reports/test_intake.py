from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports import formats
from trucewatch.reports.details import Refusal
from trucewatch.reports.intake import IntakeOptions, intake, report_of
from trucewatch.reports.plain import read_plain
from trucewatch.vocabulary.report import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH = "The two delegations returned to the lake on Sunday and agreed to extend the truce."
PAGE = (
    '<html><head><title>Page title</title><meta name="date" content="1999-01-02">'
    '<meta property="og:site_name" content="Page Outlet"></head><body><article><p>'
    + ENGLISH
    + "</p></article></body></html>"
)


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def reports(got: Iterator[Report | Refusal]) -> list[Report]:
    items = list(got)
    assert all(isinstance(item, Report) for item in items), items
    return [item for item in items if isinstance(item, Report)]


def test_plain_text_under_any_suffix(tmp_path: Path) -> None:
    path = write(tmp_path / "cable.wire", ENGLISH + "\r\n")
    options = IntakeOptions(date(2025, 3, 9), "Harbour News", "https://x.example/1", "strait")
    [got] = reports(intake([path], options))
    assert got == Report(
        ENGLISH + "\r\n",
        published=date(2025, 3, 9),
        outlet="Harbour News",
        url="https://x.example/1",
        language="en",
        process="strait",
        name=str(path),
    )


def test_language_is_identified_where_it_is_not_declared(tmp_path: Path) -> None:
    french = "Les deux délégations sont revenues au bord du lac dimanche et ont prolongé la trêve."
    rows = [{"text": french}, {"text": french, "language": "en"}, {"text": "Ja."}]
    path = write(tmp_path / "in.jsonl", "\n".join(map(json.dumps, rows)))
    assert [r.language for r in reports(intake([path]))] == ["fr", "en", "und"]


def test_who_is_believed_first(tmp_path: Path) -> None:
    write(tmp_path / "a.html", PAGE)
    write(tmp_path / "b.html", PAGE)
    own = {"text": ENGLISH, "outlet": "Object Outlet", "published": "2001-01-01", "id": 12}
    write(tmp_path / "c.jsonl", json.dumps(own) + "\n" + json.dumps({"text": ENGLISH}))
    write(tmp_path / "d.txt", ENGLISH)
    meta = write(
        tmp_path / "meta.csv",
        "file,published,outlet,title\na.html,2002-02-02,,Row title\nc.jsonl,2002-02-02,Row Outlet,\n",
    )

    def seen(options: IntakeOptions) -> list[tuple[str | None, ...]]:
        got = reports(intake([tmp_path], options))
        return [(str(r.published), r.outlet, r.title) for r in got]

    page_alone = ("1999-01-02", "Page Outlet", "Page title")
    assert seen(IntakeOptions())[:2] == [page_alone, page_alone]
    assert seen(IntakeOptions(date(2003, 3, 3), "Option Outlet", meta=meta)) == [
        ("2002-02-02", "Option Outlet", "Row title"),
        ("2003-03-03", "Option Outlet", "Page title"),
        ("2001-01-01", "Object Outlet", None),
        ("2002-02-02", "Row Outlet", None),
        ("2003-03-03", "Option Outlet", None),
    ]


def test_page_text_is_marked_as_extracted_and_lines_keep_their_ids(tmp_path: Path) -> None:
    write(tmp_path / "a.html", PAGE)
    write(tmp_path / "b.jsonl", json.dumps({"text": ENGLISH, "id": 12}))
    page, line = reports(intake([tmp_path]))
    assert (page.extracted, page.text, page.given_id) == (True, ENGLISH, None)
    assert (line.extracted, line.given_id, line.name) == (False, "12", f"{tmp_path / 'b.jsonl'}:1")


def test_the_good_ones_come_in_and_the_others_are_listed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", ENGLISH)
    write(tmp_path / "c.txt", b"caf\xe9")
    write(tmp_path / "d.html", "<html><script>x()</script></html>")
    write(tmp_path / "e.jsonl", "{}\n" + json.dumps({"text": ENGLISH}) + "\n[]\n")
    write(tmp_path / "f.txt", b"\0\1")
    write(tmp_path / "g.jsonl", "")
    write(tmp_path / "h.txt", ENGLISH)
    write(tmp_path / "i.txt", ENGLISH)
    meta = write(tmp_path / "meta.csv", "file,published\nh.txt,soon\ni.txt,2025-03-09\n")
    got = list(intake([tmp_path / "none.txt", tmp_path], IntakeOptions(meta=meta)))
    named = [(Path(item.name or "").name, type(item).__name__) for item in got]
    assert named == [
        ("none.txt", "Refusal"),
        ("a.txt", "Refusal"),
        ("b.txt", "Report"),
        ("c.txt", "Refusal"),
        ("d.html", "Refusal"),
        ("e.jsonl:1", "Refusal"),
        ("e.jsonl:2", "Report"),
        ("e.jsonl:3", "Refusal"),
        ("f.txt", "Refusal"),
        ("g.jsonl", "Refusal"),
        ("h.txt", "Refusal"),
        ("i.txt", "Report"),
    ]
    for item in got:
        if isinstance(item, Refusal):
            assert item.name in str(item.error)
            assert str(item.error).endswith((".", "?", "!"))


def test_files_are_opened_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, ENGLISH)
    opened: list[str] = []

    def noted(path: Path) -> str:
        opened.append(path.name)
        return read_plain(path)

    monkeypatch.setattr(formats, "read_plain", noted)
    got = intake([tmp_path])
    assert opened == []
    next(got)
    assert opened == ["a.txt"]


def test_a_wrong_csv_stops_at_the_call(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", ENGLISH)
    meta = write(tmp_path / "meta.csv", "file,published\nz.txt,2025-03-09\n")
    with pytest.raises(ReportError, match="row 2"):
        intake([path], IntakeOptions(meta=meta))


def test_text_in_memory() -> None:
    got = report_of(ENGLISH, IntakeOptions(published=date(2025, 3, 9)), name="clipboard")
    assert got == Report(ENGLISH, published=date(2025, 3, 9), language="en", name="clipboard")
    with pytest.raises(ReportError, match="clipboard is empty"):
        report_of("", name="clipboard")


def test_the_samples_come_in() -> None:
    got = reports(intake([EXAMPLES], IntakeOptions(meta=EXAMPLES / "meta.csv")))
    assert len(got) == 10
    assert len({r.id for r in got}) == 10
    assert {r.language for r in got} == {"en"}
    assert all(r.published and r.outlet and r.url for r in got)
    assert sum(r.extracted for r in got) == 1
    page = next(r for r in got if r.extracted)
    assert page.published == date(2031, 4, 21)
    assert "Sign up" not in page.text
    assert "11,400 people" in page.text
    assert [r.given_id for r in got if r.given_id] == ["northquay-2025-02-26", "fennmoor-2025-03-02"]
    for name, text in ((r.name or "", r.text) for r in got):
        if name.endswith(".txt"):
            assert Path(name).read_bytes().decode() == text


def test_the_sample_page_alone_says_the_same_of_itself() -> None:
    [page] = reports(intake(sorted(EXAMPLES.glob("*/*.html"))))
    assert (page.published, page.outlet) == (date(2031, 4, 21), "Port Ansel Gazette")

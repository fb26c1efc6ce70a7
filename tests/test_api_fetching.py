from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.errors import ReportError
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from web_host import answer, serving

TEXT = "The Lake Front accepted the grazing offer on Monday, its spokesman said at the ferry landing in Sarn."
PAGE = (
    "<!doctype html><head><title>Offer accepted</title>"
    '<meta property="article:published_time" content="2031-05-04">'
    '<meta property="og:site_name" content="The Lakeside Herald">'
    '<link rel="canonical" href="http://10.0.0.1/other"></head>'
    f"<article><h1>Offer accepted</h1><p>{TEXT}</p><p>{TEXT.replace('Monday', 'Tuesday')}</p></article>"
)


def reader(report: Report) -> Reading:
    return Reading(report, steps=("nothing 1",), models=("none",))


OPTIONS = api.AddOptions(api.IntakeOptions(process="lake"), reader=reader, author="Noor")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[api.Record]:
    with api.open_record(tmp_path / "lake.sqlite") as opened:
        yield opened


def test_fetched_page_is_a_report_with_its_address(record: api.Record) -> None:
    answers = {"/short": answer(status="302 Found", Location="/talks/offer"), "/talks/offer": answer(PAGE.encode())}
    with serving(answers) as host:
        done = api.add_address(record, host.url("/short"), OPTIONS, host.options())
        again = api.add_address(record, host.url("/talks/offer"), OPTIONS, host.options())
        url = host.url("/talks/offer")
    ((one,), (known,)) = (done.added, again.known)
    assert not done.refused
    assert one.report.id == known.report.id
    report = record.find_report(one.report.id)
    assert (report.url, report.name) == (url, url)
    assert (report.outlet, report.published, report.process) == ("The Lakeside Herald", date(2031, 5, 4), "lake")
    assert TEXT in report.text
    assert report.extracted


def test_address_that_gives_no_report_is_refused(record: api.Record) -> None:
    with serving({"/": answer(b"<p></p>"), "/plain": answer(b" ", kind="text/plain")}) as host:
        for path, told in (("/", "no article text"), ("/plain", "blank")):
            done = api.add_address(record, host.url(path), OPTIONS, host.options())
            assert not done.reports
            (refused,) = done.refused
            assert str(refused.error).startswith(host.url(path))
            assert told in str(refused.error)
            assert "trucewatch-" not in str(refused.error)
    (refused,) = api.add_address(record, "http://ana:secret@127.0.0.1/", OPTIONS).refused
    assert "secret" not in f"{refused.name} {refused.error}"
    with pytest.raises(ReportError, match="this machine"):
        api.fetch_reports("http://127.0.0.1/")
    assert not record.reports()


def test_pasted_text(record: api.Record) -> None:
    (one,) = api.add_text(record, TEXT, OPTIONS, title="Offer accepted").added
    assert (one.report.text, one.report.title, one.report.process) == (TEXT, "Offer accepted", "lake")
    (refused,) = api.add_text(record, " \n", OPTIONS).refused
    assert "blank" in str(refused.error)


def test_uploads_each_by_itself(record: api.Record) -> None:
    uploads = [
        api.Upload("../../etc/offer.txt", TEXT.encode()),
        api.Upload("C:\\pages\\offer\u202e.HTML", PAGE.encode()),
        api.Upload("lines.jsonl", b'{"text": "Guns fell silent."}\n{"text": ""}\n'),
        api.Upload("scan.pdf", b"%PDF-1.7"),
        api.Upload("scan.txt", b"%PDF-1.7"),
        api.Upload("offer", TEXT.encode()),
        api.Upload("", TEXT.encode()),
        api.Upload("b" * 300 + ".txt", b""),
    ]
    told: list[api.Progress] = []
    done = api.add_uploads(record, uploads, OPTIONS, told.append)
    assert [one.report.name for one in done.added] == ["offer.txt", "offer.HTML", "lines.jsonl:1"]
    refused = {r.name: str(r.error) for r in done.refused}
    assert list(refused)[:-1] == ["lines.jsonl:2", "scan.pdf", "scan.txt", "offer", "unnamed"]
    assert "is damaged or no PDF document" in refused["scan.pdf"]
    assert "PDF document" in refused["scan.txt"]
    assert "no ending" in refused["offer"]
    assert all(len(name) <= 121 and error.startswith(name) for name, error in refused.items())
    assert [(p.name, p.file, p.files) for p in told][:3] == [
        ("offer.txt", 0, 8),
        ("offer.HTML", 1, 8),
        ("lines.jsonl:1", 2, 8),
    ]


def test_upload_over_the_limit_is_refused(record: api.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.api.fetching.MAX_UPLOAD", 10)
    (refused,) = api.add_uploads(record, [api.Upload("offer.txt", TEXT.encode())], OPTIONS).refused
    assert "at most 10" in str(refused.error)

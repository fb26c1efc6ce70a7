"""Files that hold many reports: archives of pages, tables, feeds, wires, live blogs, files of press databases."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from trucewatch.errors import ReportError
from trucewatch.reports.columns import parse_columns
from trucewatch.reports.details import Refusal
from trucewatch.reports.feeds import feed_of
from trucewatch.reports.fragment import words_of
from trucewatch.reports.intake import IntakeOptions, intake
from trucewatch.reports.many_in_one import parts
from trucewatch.vocabulary.report import Report

ONE = "The two delegations came back to the lake on Sunday and agreed that the truce is to last another month."
TWO = "The monitors counted four complaints in the week, two from each side, and asked both for the names of the units."
PAGE = (
    '<html><head><title>{title}</title><meta property="article:published_time" content="2025-03-0{day}T08:00:00+01:00">'
    '<meta property="og:site_name" content="Lake Herald"></head><body><article><h1>{title}</h1><p>{text}</p>'
    "<p>{more}</p></article></body></html>"
)


def all_of(path: Path, options: IntakeOptions | None = None) -> list[Report | Refusal]:
    return list(intake([path], options or IntakeOptions()))


def reports(path: Path, options: IntakeOptions | None = None) -> list[Report]:
    items = all_of(path, options)
    assert all(isinstance(item, Report) for item in items), items
    return [item for item in items if isinstance(item, Report)]


def archive(path: Path, *, gzip: bool) -> None:
    def answer(address: str, body: bytes, kind: str = "text/html", status: str = "200 OK") -> None:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=BytesIO(body), http_headers=headers))

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        answer("https://herald.example/1", PAGE.format(title="Truce extended", day=3, text=ONE, more=TWO).encode())
        answer("https://herald.example/", b"<html><body><nav><a href='/1'>1</a></nav></body></html>")
        answer("https://herald.example/gone", b"<html>no</html>", status="404 Not Found")
        answer("https://herald.example/x.png", b"\x89PNG\r\n", kind="image/png")
        answer("https://herald.example/2", PAGE.format(title="Four complaints", day=4, text=TWO, more=ONE).encode())


# warcio leaves its own temporary files open.
UNCLOSED = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@UNCLOSED
@pytest.mark.parametrize("gzip", [False, True])
def test_pages_of_a_web_archive(tmp_path: Path, gzip: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if gzip else "crawl.warc")
    archive(path, gzip=gzip)
    *pages, rest = all_of(path, IntakeOptions(process="lake", url="https://crawl.example"))
    assert [(p.url, p.published, p.outlet, p.process) for p in pages if isinstance(p, Report)] == [
        ("https://herald.example/1", date(2025, 3, 3), "Lake Herald", "lake"),
        ("https://herald.example/2", date(2025, 3, 4), "Lake Herald", "lake"),
    ]
    assert isinstance(pages[0], Report)
    assert ONE in pages[0].text
    assert isinstance(rest, Refusal)
    assert "of 5 pages were passed over: 1 without an article" in str(rest.error)


@UNCLOSED
def test_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    archive(path, gzip=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 200])
    items = all_of(path)
    assert isinstance(items[0], Report)
    assert any(isinstance(item, Refusal) for item in items)
    path.write_bytes(b"no archive at all, only words in a file of that name")
    (refused,) = all_of(path)
    assert isinstance(refused, Refusal)


ROWS = [
    {"body": ONE, "day": "2025-03-03", "source": "Lake Herald", "key": "a1"},
    {"body": TWO, "day": "2025-03-04", "source": "Hill Courier", "key": "a2"},
]
COLUMNS = parse_columns("text=body, published=day, outlet=source, id=key")
SEEN = [(ONE, date(2025, 3, 3), "Lake Herald", "a1"), (TWO, date(2025, 3, 4), "Hill Courier", "a2")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_a_map_of_columns(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ROWS[0], delimiter=separator)
        writer.writeheader()
        writer.writerows(ROWS)
    got = reports(path, IntakeOptions(columns=COLUMNS))
    assert [(r.text, r.published, r.outlet, r.given_id) for r in got] == SEEN


def test_parquet_with_a_map_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    table = pa.table({name: [row[name] for row in ROWS] for name in ROWS[0]})
    days = pa.array([date(2025, 3, 3), date(2025, 3, 4)])
    parquet.write_table(table.set_column(1, "day", days), path)
    got = reports(path, IntakeOptions(columns=COLUMNS))
    assert [(r.text, r.published, r.outlet, r.given_id) for r in got] == SEEN


def test_a_wrong_map_names_the_columns_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("body,day\nx,2025-03-03\n", encoding="utf-8")
    (refused,) = all_of(path)
    assert isinstance(refused, Refusal)
    assert '"text" for text' in str(refused.error)
    assert '"body", "day"' in str(refused.error)
    assert "--columns" in str(refused.error)
    for wrong in ("text", "text=", "words=body", "text=a,text=b"):
        with pytest.raises(ReportError, match="the column map"):
            parse_columns(wrong)


def test_a_row_that_cannot_be_read_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'text,published\n"{ONE}",soon\n,2025-03-04\n"{TWO}",2025-03-04\n', encoding="utf-8")
    first, second, third = all_of(path)
    assert isinstance(first, Refusal)
    assert "rows.csv:1" in first.name
    assert '"soon"' in str(first.error)
    assert isinstance(second, Refusal)
    assert isinstance(third, Report)
    assert third.text == TWO


RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Lake Herald</title>
<item><title>Truce extended</title><link>https://herald.example/1</link><guid>h-1</guid>
<pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate>
<description>&lt;p&gt;{ONE}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Four complaints</title><link>https://herald.example/2</link><guid>h-2</guid>
<pubDate>someday</pubDate><description>{TWO}</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Courier</title>
<entry><title>Truce extended</title><id>urn:c:1</id><link href="https://courier.example/1"/>
<updated>2025-03-03T10:00:00Z</updated><author><name>Ana Ruiz</name></author>
<content type="html">&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</content></entry></feed>"""


def test_items_of_a_saved_feed(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(RSS, encoding="utf-8")
    first, second = all_of(path, IntakeOptions(process="lake"))
    assert isinstance(first, Report)
    assert isinstance(second, Refusal)
    assert first.text == f"Truce extended\n{ONE}"
    assert first.published == date(2025, 3, 3)  # as printed; in UTC it is the 4th
    assert (first.outlet, first.url, first.given_id) == ("Lake Herald", "https://herald.example/1", "h-1")
    assert '"someday"' in str(second.error)
    atom = tmp_path / "news.atom"
    atom.write_text(ATOM, encoding="utf-8")
    (only,) = reports(atom)
    assert only.text == f"Truce extended\n{ONE}\n{TWO}"
    assert (only.outlet, only.byline, only.url) == ("Hill Courier", "Ana Ruiz", "https://courier.example/1")


def test_broken_feed_gives_what_came_before_the_break(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    path.write_text(RSS.replace("someday", "Tue, 04 Mar 2025 08:00:00 GMT")[:-60] + "<oops", encoding="utf-8")
    items = all_of(path)
    assert isinstance(items[0], Report)
    assert isinstance(items[-1], Refusal)
    assert "not well-formed" in str(items[-1].error)
    with pytest.raises(ReportError, match="no RSS or Atom feed"):
        feed_of(b"<html><body>no feed</body></html>", "x")


NEWSML = f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:wire:1" version="2"><itemMeta>
<provider literal="LAKE WIRE"/><versionCreated>2025-03-03T08:00:00+02:00</versionCreated>
</itemMeta><contentMeta><headline>Truce extended</headline><by>Ana Ruiz</by><language tag="en-GB"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>
<body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="tag:wire:2"><itemMeta/><contentSet><remoteContent href="x.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"""


def test_newsml_g2(tmp_path: Path) -> None:
    path = tmp_path / "wire.xml"
    path.write_text(NEWSML, encoding="utf-8")
    (got,) = reports(path)
    assert got.text == f"{ONE}\n{TWO}"
    assert (got.outlet, got.title, got.byline, got.published, got.given_id, got.language) == (
        "LAKE WIRE",
        "Truce extended",
        "Ana Ruiz",
        date(2025, 3, 3),
        "tag:wire:1",
        "en",
    )


def test_newsml_names_no_file_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    path = tmp_path / "wire.newsml"
    path.write_text(NEWSML.replace('<?xml version="1.0"?>', entity).replace(ONE, f"{ONE} &s;"), encoding="utf-8")
    assert all("not to be read" not in (item.text if isinstance(item, Report) else "") for item in all_of(path))


@pytest.mark.parametrize(
    "item",
    [
        {
            "uri": "u1",
            "type": "text",
            "body_xhtml": f"<p>{ONE}</p>",
            "headline": "Truce",
            "versioncreated": "2025-03-03",
        },
        {"uri": "u1", "body_text": ONE, "headline": "Truce", "versioncreated": "2025-03-03T09:00:00Z"},
        {
            "uri": "u1",
            "headlines": [{"role": "main", "value": "Truce"}],
            "bodies": [{"contentType": "text/html", "value": f"<p>{ONE}</p>"}],
            "versionCreated": "2025-03-03T09:00:00Z",
        },
    ],
)
def test_ninjs_of_each_version(tmp_path: Path, item: dict[str, object]) -> None:
    path = tmp_path / "wire.json"
    path.write_text(json.dumps([{"uri": "u0", "type": "picture"}, item]), encoding="utf-8")
    (got,) = reports(path)
    assert (got.text, got.title, got.published, got.given_id) == (ONE, "Truce", date(2025, 3, 3), "u1")


def test_live_blog_entries_are_reports_with_their_own_days(tmp_path: Path) -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": "Back at the lake",
            "articleBody": ONE,
            "datePublished": "2025-03-03T23:00:00Z",
        },
        {
            "@type": "BlogPosting",
            "articleBody": f"<p>{TWO}</p>",
            "datePublished": "2025-03-04T01:00:00Z",
            "url": "https://x.example/#2",
        },
        {"@type": "BlogPosting", "headline": "No words"},
    ]
    blog = {"@graph": [{"@type": "LiveBlogPosting", "liveBlogUpdate": updates, "publisher": {"name": "Lake Herald"}}]}
    path = tmp_path / "live.html"
    markup = (
        f'<html><head><script type="application/ld+json">{json.dumps(blog)}</script></head><body><p>x</p></body></html>'
    )
    path.write_text(markup, encoding="utf-8")
    first, second = reports(path, IntakeOptions(process="lake"))
    assert (first.text, first.published) == (f"Back at the lake\n{ONE}", date(2025, 3, 3))
    assert (second.text, second.published, second.url) == (TWO, date(2025, 3, 4), "https://x.example/#2")
    assert first.outlet == "Lake Herald"
    assert first.id != second.id


def test_file_of_a_press_database_is_parted(tmp_path: Path) -> None:
    text = f"""1 of 2 DOCUMENTS

Lake Herald
March 3, 2025 Monday

{ONE}

2 of 2 DOCUMENTS

Hill Courier
4 March 2025

{TWO}
"""
    path = tmp_path / "saved.txt"
    path.write_text(text, encoding="utf-8")
    first, second = reports(path)
    assert (first.published, second.published) == (date(2025, 3, 3), date(2025, 3, 4))
    assert ONE in first.text
    assert TWO not in first.text
    assert TWO in second.text
    assert all(text.count(r.text) == 1 for r in (first, second))
    ended = f"{ONE}\nDocument LAKEH00020250303el33000xx\n{TWO}\nDocument HILLC00020250304el33000yy\nSearch summary"
    path.write_text(ended.replace("el33000xx", "EL33000XX").replace("el33000yy", "EL33000YY"), encoding="utf-8")
    assert [r.text for r in reports(path)] == [ONE, TWO]


@pytest.mark.parametrize(
    "text",
    [
        "Of the points 2 of 3 are open.\n2 of 3\nOne more line.",
        "1 of 3\nA list\n3 of 3\nthat does not count up",
        f"{ONE}\nEnd of Document\n",
        "",
    ],
)
def test_one_report_stays_one(text: str) -> None:
    assert parts(text) == ((0, len(text)),)


@given(st.text(st.sampled_from("ab \n1 of2 DOCUMENTS<>&;/p"), max_size=200))
def test_parts_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for start, end in parts(text):
        assert at <= start <= end <= len(text)
        at = end


@given(st.text(st.sampled_from("ab<>/&;!?-[]\"' pdivscriptbr\n"), max_size=120))
def test_words_of_any_markup(markup: str) -> None:
    words = words_of(markup)
    assert words == "\n".join(line.strip() for line in words.split("\n") if line.strip())


def test_words_of_deep_markup() -> None:
    assert words_of("<div>" * 5000 + "truce" + "</div>" * 5000) in {"truce", ""}

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from trucewatch.errors import ReportError
from trucewatch.reports import html_page
from trucewatch.reports.html_page import read_html

HEAD = """<title>Delegations list demands - The Lakeside Herald</title>
<meta property="article:published_time" content="1992-11-22T23:30:00-05:00">
<meta property="og:site_name" content="The Lakeside Herald"><meta name="author" content="Ana Ruiz">
<link rel="canonical" href="https://herald.example.org/demands">"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World pages</a></li></ul></nav>
<article><h1>Delegations list demands</h1>
<p>The delegations of the two northern provinces laid out their demands on Sunday before the mediators.</p>
<p>The eastern side asked for the reopening of the road to Karo “within ten days”.</p>
<table><tr><th>District</th><th>Monitors</th></tr><tr><td>North</td><td>12</td></tr></table>
<p>The western side handed over a list of the monitors it would accept, and said the café was neutral ground.</p>
<p>Both sides return to the lake on Thursday, when the mediators hope to present a first draft to them.</p></article>
<section class="comments" id="comments"><p>A reader writes that nothing will come of this, as ever.</p></section>
<footer><p>Copyright 2024 The Lakeside Herald</p></footer>"""


def page(head: str = HEAD, body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def saved(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_article_and_metadata(tmp_path: Path) -> None:
    got = read_html(saved(tmp_path, page()))
    lines = got.text.split("\n")
    assert "The eastern side asked for the reopening of the road to Karo “within ten days”." in lines
    assert "| North | 12 |" in lines
    assert all(line.strip() for line in lines)
    for outside in ("World pages", "reader writes", "Copyright", "---"):
        assert outside not in got.text
    details = got.details
    assert details.published == date(1992, 11, 22)
    assert details.outlet == "The Lakeside Herald"
    assert details.url == "https://herald.example.org/demands"
    assert details.title == "Delegations list demands"
    assert details.byline == "Ana Ruiz"
    assert details.language is None
    assert details.process is None


def test_same_page_same_text(tmp_path: Path) -> None:
    path = saved(tmp_path, page())
    assert read_html(path) == read_html(path)
    assert read_html(saved(tmp_path, page())).text == read_html(path).text


def test_a_date_in_the_text_is_not_the_day_of_publication(tmp_path: Path) -> None:
    body = BODY.replace("on Sunday", "on 4 May 2019").replace("Copyright 2024", "Copyright 6 June 2024")
    body += (
        '<aside><time datetime="2020-01-02">2 January</time></aside><div class="related"><time>2020-01-03</time></div>'
    )
    assert read_html(saved(tmp_path, page("<title>Demands</title>", body))).details.published is None


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('<meta name="date" content="1993-08-05">', ""),
        ('<link rel="canonical" href="https://herald.example.org/1993/08/05/demands">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"1993-08-05T10:00"}</script>', ""),
        ("", '<p>By Ana Ruiz, <time datetime="1993-08-05">Thursday</time></p>'),
        ("", '<p class="byline">Ana Ruiz, 5 August 1993</p>'),
        ("", '<div class="article-date">August 5, 1993</div>'),
        ("", '<span itemprop="datePublished" content="1993-08-05">5 August 1993</span>'),
    ],
)
def test_where_pages_give_their_date(tmp_path: Path, head: str, line: str) -> None:
    body = BODY.replace("</h1>", "</h1>" + line).replace("on Sunday", "on 4 May 1991")
    got = read_html(saved(tmp_path, page("<title>Demands</title>" + head, body)))
    assert got.details.published == date(1993, 8, 5)


def test_labels_of_the_whole_page_do_not_hide_its_date(tmp_path: Path) -> None:
    body = BODY.replace("</h1>", '</h1><p class="byline">Ana Ruiz, 5 August 1993</p>')
    markup = page("<title>Demands</title>", body).replace("<body>", '<body class="with-sidebar comments-open">')
    assert read_html(saved(tmp_path, markup)).details.published == date(1993, 8, 5)


def test_a_day_to_come_is_kept(tmp_path: Path) -> None:
    head = HEAD.replace("1992-11-22", "2087-11-22")
    assert read_html(saved(tmp_path, page(head))).details.published == date(2087, 11, 22)


def test_a_short_page_is_a_report_too(tmp_path: Path) -> None:
    got = read_html(saved(tmp_path, page("<title>T</title>", "<p>The truce in the hills holds.</p>")))
    assert got.text == "The truce in the hills holds."


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ("<meta charset=latin1>", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="macintosh">', "mac_roman"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta charset="no-such-set">', "utf-8"),
        ('<meta charset="unicode_escape">', "utf-8"),
        ("<!-- " + "x" * 3000 + ' --><meta charset="macintosh">', "mac_roman"),
    ],
)
def test_encodings(tmp_path: Path, declaration: str, encoding: str) -> None:
    text = read_html(saved(tmp_path, page(declaration + HEAD).encode(encoding))).text
    assert "café" in text
    assert "“within ten days”" in text


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_xhtml_with_an_xml_declaration(tmp_path: Path, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n{page()}'.encode(encoding)
    got = read_html(saved(tmp_path, data))
    assert "café" in got.text
    assert got.details.published == date(1992, 11, 22)


def test_cyrillic_by_its_declaration(tmp_path: Path) -> None:
    body = "<article><p>" + "Стороны договорились о прекращении огня в долине. " * 8 + "</p></article>"
    data = page('<meta charset="windows-1251"><title>T</title>', body).encode("cp1251")
    assert "прекращении огня" in read_html(saved(tmp_path, data)).text


def refusal(path: Path) -> str:
    with pytest.raises(ReportError) as caught:
        read_html(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    ["", "  \n", "<html></html>", page("<title>T</title>", "<script>start()</script><img src=a.png>"), "<!-- -->"],
)
def test_pages_without_text(tmp_path: Path, data: str) -> None:
    assert "no article text" in refusal(saved(tmp_path, data))


def test_broken_encoding_binary_and_size(tmp_path: Path) -> None:
    broken = page('<meta charset="utf-8">' + HEAD).encode().replace("é".encode(), b"\xe9")
    assert f"byte offset {broken.index(0xE9)}" in refusal(saved(tmp_path, broken))
    assert "NUL byte" in refusal(saved(tmp_path, b"<html>\0\0</html>"))
    assert "PDF" in refusal(saved(tmp_path, b"%PDF-1.4"))
    with (tmp_path / "page.html").open("wb") as file:
        file.truncate(html_page.MAX_PAGE_BYTES + 1)
    assert "too large" in refusal(tmp_path / "page.html")


def test_deep_nesting_ends_in_a_sentence(tmp_path: Path) -> None:
    body = "<div>" * 20_000 + "<p>Talks go on.</p>" + "</div>" * 20_000
    assert "article text" in refusal(saved(tmp_path, page("", body)))


def test_trouble_in_the_library_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("lost a node")

    monkeypatch.setattr(html_page, "_library", lambda: SimpleNamespace(bare_extraction=breaks))
    assert "RuntimeError: lost a node" in refusal(saved(tmp_path, page()))

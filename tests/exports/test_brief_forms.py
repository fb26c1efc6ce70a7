"""A brief in each of its formats is opened by a library that is not ours, and hostile words stay words."""

from __future__ import annotations

import builtins
import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from typing import Any

import docx
import pypdfium2
import pytest
from markdown_it import MarkdownIt

from exports.brief_case import ONE, river_case
from trucewatch.errors import TrucewatchError
from trucewatch.exports.brief import Brief, Cited, Clause, Section, Sentence
from trucewatch.exports.brief_build import BriefAsked, build_brief, note_text
from trucewatch.exports.brief_docx import brief_docx
from trucewatch.exports.brief_html import brief_html
from trucewatch.exports.brief_markdown import brief_markdown
from trucewatch.exports.brief_pdf import brief_pdf
from trucewatch.vocabulary.kinds import Violation
from trucewatch.vocabulary.passage import Passage
from view_case import Case

_TAGS = "<script>alert(1)</script> <img src=x onerror=y> <a name='note1'/> &lt;"
HOSTILE = f"{_TAGS} [link](http://x) [^1] `rm` *bold* | # {{{{7}}}} \u202e"


@pytest.fixture(name="brief")
def _brief() -> Brief:
    return build_brief(river_case().view(), BriefAsked("river"))


@pytest.fixture(name="hostile")
def _hostile() -> Brief:
    case = Case()
    case.report("2031-05-09", "<b>Gazette</b>", f"The camp was told {HOSTILE} and more.")
    told = f"told {HOSTILE} and more"
    case.say(Violation, told, alleged_by="<i>Karsa</i>", against=None, what="it", status="alleged")
    return build_brief(case.view(), BriefAsked("<u>river</u>"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Page(HTMLParser):
    """What a page holds: its words, its elements, ids, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        self.ids += [held["id"]] if held.get("id") else []  # type: ignore[list-item]
        self.links += [held["href"]] if held.get("href") else []  # type: ignore[list-item]
        assert not any(name.startswith("on") or name == "src" for name in held)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_holds_every_sentence_and_its_links_lead_somewhere(brief: Brief) -> None:
    page = Page(brief_html(brief))
    words = squeezed("".join(page.words))
    for sentence in brief.sentences():
        assert all(squeezed(clause.text) in words for clause in sentence.clauses)
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {f"note-{n}" for n in range(1, len(brief.notes) + 1)} <= set(page.ids)
    assert "script" not in page.tags
    assert page.tags.count("h1") == 1


def test_hostile_words_stay_words_in_html(hostile: Brief) -> None:
    page = Page(brief_html(hostile))
    assert not {"script", "img", "b", "i", "u"} & set(page.tags)
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert "http" not in "".join(page.links)


def test_hostile_words_make_nothing_of_markdown(hostile: Brief) -> None:
    made = MarkdownIt("commonmark").enable("table").render(brief_markdown(hostile))
    page = Page(made)
    assert not {"script", "img", "b", "i", "u", "table"} & set(page.tags)
    assert not page.links
    assert "[link](http://x)" in "".join(page.words)


def test_markdown_has_each_footnote_once(brief: Brief) -> None:
    made = brief_markdown(brief)
    marks = {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", made)}
    notes = [int(n) for n in re.findall(r"^\[\^(\d+)\]:", made, re.MULTILINE)]
    assert notes == list(range(1, len(brief.notes) + 1))
    assert marks == set(notes)


def test_docx_opens_with_its_bookmarks_and_names_nobody(brief: Brief, hostile: Brief) -> None:
    for one in (brief, hostile):
        made = brief_docx(one)
        document = docx.Document(io.BytesIO(made))
        words = squeezed("".join(p.text for p in document.paragraphs))
        for sentence in one.sentences():
            first = squeezed(sentence.clauses[0].text.replace("\u202e", ""))
            assert first in words
        xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))
        links = set(re.findall(r'w:hyperlink [^>]*w:anchor="(\w+)"', xml))
        assert links == marks == {f"note{n}" for n in range(1, len(one.notes) + 1)}
        told: Any = document.core_properties
        assert told.author == told.last_modified_by == told.comments == ""
        assert told.created.date() == one.as_of


def test_pdf_has_two_pages_at_most_and_its_text_can_be_taken_out(brief: Brief, hostile: Brief) -> None:
    for one in (brief, hostile):
        document = pypdfium2.PdfDocument(brief_pdf(one))
        assert 1 <= len(document) <= 2
        words = squeezed("".join(page.get_textpage().get_text_range() for page in document))
        document.close()
        for sentence in one.sentences():
            first = squeezed(sentence.clauses[0].text)[:40]
            assert first in words, first
        assert squeezed("Footnotes") in words
    assert brief_pdf(brief) == brief_pdf(brief)


def test_a_full_pdf_still_has_two_pages() -> None:
    def note(n: int) -> Cited:
        return Cited("Gazette", date(2031, 5, 9), Passage(0, 150, f"W{n:03}" + "M" * 146), "0" * 64)

    sentences = tuple(Sentence((Clause("MW " * 30 + f"{n}.", (note(n),)),)) for n in range(20))
    from trucewatch.exports.brief_build import fitted  # noqa: PLC0415

    whole = Brief("W" * 60, "river", date(2031, 5, 9), None, "", (Section("figures", "Figures", sentences, 0, "x"),))
    document = pypdfium2.PdfDocument(brief_pdf(fitted(whole)))
    assert len(document) <= 2
    document.close()


def test_letters_that_the_font_lacks_are_told(brief: Brief) -> None:
    clause = Clause("Спикер сказал: “да”.", tuple(brief.notes[:1]))
    made = Brief("B", "", None, None, "", (Section("x", "X", (Sentence((clause,)),)),))
    document = pypdfium2.PdfDocument(brief_pdf(made))
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert "?" in words
    assert "letters that this font lacks" in " ".join(words.split())


def test_pdf_without_the_extra_says_what_to_do(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "reportlab":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(TrucewatchError, match=r"Install trucewatch\[pdf\]"):
        brief_pdf(brief)


def test_a_note_names_outlet_day_words_and_place(brief: Brief) -> None:
    told = [note_text(n) for n in brief.notes]
    cited = rf"Delta Wire, 20 April 2031: “{ONE} accepted the bridge plan\.” \(report [0-9a-f]{{12}}, \d+–\d+\)\."
    assert any(re.fullmatch(cited, note) for note in told)
    searched = "Searched: 5 reports, published from 2 April 2031 to 9 May 2031; the last: River Gazette"
    assert any(note.startswith(searched) for note in told)

"""A brief as a Word document: headings and bullets, marks that lead to numbered endnotes by internal links.

python-docx writes no footnotes of Word's own; the endnotes are paragraphs with bookmarks that any reader can follow.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from trucewatch.exports.brief import Brief, Section
from trucewatch.exports.brief_build import note_text
from trucewatch.exports.brief_wording import plain_words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def brief_docx(brief: Brief) -> bytes:
    """The document; it carries no author, and no time but the day of the brief."""
    import docx  # noqa: PLC0415 - loaded when a document is asked for
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(16)
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.paragraph_format.space_after = Pt(1)
    _properties(document, brief)
    document.add_heading(plain_words(brief.title), level=1)
    for line in brief.heading:
        document.add_paragraph(plain_words(line))
    for section in brief.sections:
        _section(document, brief, section)
    document.add_heading("Footnotes", level=2)
    for number, note in enumerate(brief.notes, 1):
        paragraph = document.add_paragraph()
        _bookmark(paragraph, number)
        for run in (paragraph.add_run(f"{number}. "), paragraph.add_run(plain_words(note_text(note)))):
            run.font.size = Pt(6.5)
    for remark in brief.remarks:
        document.add_paragraph(plain_words(remark))
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _properties(document: Document, brief: Brief) -> None:
    day = datetime(brief.as_of.year, brief.as_of.month, brief.as_of.day, tzinfo=UTC) if brief.as_of else _EPOCH
    told = document.core_properties
    told.title, told.author, told.last_modified_by, told.comments = plain_words(brief.title)[:255], "", "", ""
    told.created = told.modified = day
    told.language = "en"


def _section(document: Document, brief: Brief, section: Section) -> None:
    document.add_heading(section.title, level=2)
    for sentence in section.sentences:
        paragraph = document.add_paragraph(style="List Bullet")
        for at, clause in enumerate(sentence.clauses):
            paragraph.add_run((" " if at else "") + plain_words(clause.text))
            for number in brief.numbers(clause):
                _link(paragraph, number)
    if section.rest:
        document.add_paragraph().add_run(plain_words(section.rest)).italic = True


def _link(paragraph: Paragraph, number: int) -> None:
    """A raised number that leads to a note's bookmark."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"note{number}")
    run = paragraph.add_run(f" {number}")
    run.font.superscript = True
    element: Any = run._r  # noqa: SLF001 - python-docx has no links of its own
    link.append(element)
    paragraph._p.append(link)  # noqa: SLF001


def _bookmark(paragraph: Paragraph, number: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"note{number}")
        paragraph._p.append(mark)  # noqa: SLF001

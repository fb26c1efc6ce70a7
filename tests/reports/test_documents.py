"""Documents come in: PDF, DOCX, mail. The files are made here, by libraries that are not ours."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from trucewatch.errors import ReportError
from trucewatch.reports import pdf
from trucewatch.reports.details import Refusal
from trucewatch.reports.email_message import read_mail
from trucewatch.reports.intake import IntakeOptions, intake
from trucewatch.reports.notices import notices
from trucewatch.reports.pdf import pdf_of, read_pdf
from trucewatch.reports.word_document import docx_of, read_docx
from trucewatch.vocabulary.report import Report

FIRST = (
    "The commission met on Sunday in the lakeside town and looked at the complaints that both delegations had handed "
    "in during the week, of which eleven concern the crossing at the old mill and three the road behind it."
)
SECOND = (
    "It asked the two sides to keep their patrols off the bridge until Thursday, when the monitors are to come back "
    "with what they have seen, and to name officers who can be reached by night."
)


def made_pdf(*paragraphs: str, title: str = "Statement of the commission", pages: int = 1) -> bytes:
    """A PDF document with a running head and numbers on each page."""
    held = BytesIO()
    style = getSampleStyleSheet()
    flow: list[Paragraph | Spacer] = [Paragraph(title, style["Heading1"])]
    for _ in range(pages):
        for words in paragraphs:
            flow += [Paragraph(words, style["Normal"]), Spacer(1, 8)]

    def furnish(page: canvas.Canvas, document: SimpleDocTemplate) -> None:
        page.drawString(60, A4[1] - 30, "Joint Commission on the Valley Road")
        page.drawString(280, 30, f"Page {document.page}")

    SimpleDocTemplate(held, title=title, author="The commission").build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return held.getvalue()


def one(items: object) -> Report:
    (item,) = list(items)  # type: ignore[call-overload]
    assert isinstance(item, Report), item
    return item


def test_pdf_paragraphs_stand_in_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(made_pdf(FIRST, SECOND))
    entry = read_pdf(path)
    lines = entry.text.split("\n")
    assert FIRST in lines
    assert SECOND in lines
    assert lines.index(FIRST) < lines.index(SECOND)
    assert "Page 1" not in entry.text
    assert (entry.details.title, entry.details.byline) == ("Statement of the commission", "The commission")


def test_pdf_running_heads_of_many_pages_are_left_out() -> None:
    entry = pdf_of(made_pdf(FIRST, SECOND, pages=40), "x.pdf")
    assert "Valley Road" not in entry.text
    assert "Page 2" not in entry.text
    assert entry.text.count("the old mill") == 40
    # A paragraph that runs over the end of a page is one paragraph.
    assert entry.text.split("\n").count(FIRST) == 40
    assert entry.text.split("\n").count(SECOND) == 40


def test_pdf_day_is_the_day_it_was_made_and_this_is_told(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(made_pdf(FIRST).replace(b"D:20", b"D:19"))
    report = one(intake([path]))
    made = report.published
    assert made is not None
    assert made.year < 2000
    (finding,) = notices(report)
    assert finding.code == "publication-date-of-file"
    assert str(made) in finding.sentence
    declared = one(intake([path], IntakeOptions(published=date(2025, 3, 9))))
    assert declared.published == date(2025, 3, 9)
    assert notices(declared) == ()


def test_pdf_without_words_says_what_to_do() -> None:
    held = BytesIO()
    page = canvas.Canvas(held)
    page.rect(10, 10, 100, 100)
    page.save()
    with pytest.raises(ReportError, match="only pictures") as error:
        pdf_of(held.getvalue(), "scan.pdf")
    assert "recognised" in str(error.value)


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing else", b"", b"\0" * 100, b"%PDF-1.7\n" + b"<" * 5000])
def test_pdf_damaged(data: bytes) -> None:
    with pytest.raises(ReportError, match=r"x\.pdf"):
        pdf_of(data, "x.pdf")


def test_pdf_locked_with_a_password() -> None:
    held = BytesIO()
    page = canvas.Canvas(held, encrypt="secret")
    page.drawString(100, 100, "The truce holds.")
    page.save()
    with pytest.raises(ReportError, match="locked with a password"):
        pdf_of(held.getvalue(), "x.pdf")


def test_words_parted_by_the_line_are_whole_again() -> None:
    assert pdf._joined("both dele-", "gations met") == "both delegations met"
    assert pdf._joined("the self-", "declared council") == "the self-declared council"
    assert pdf._joined("from Accra-", "Lome to the coast") == "from Accra- Lome to the coast"


def test_docx_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Communique"
    document.core_properties.author = "Secretariat"
    document.core_properties.created = datetime(2025, 3, 7, 12, tzinfo=UTC)
    document.add_paragraph(FIRST)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [c for row in table.rows for c in row.cells], ["Crossing", "Days open", "Mill", "3"], strict=True
    ):
        cell.text = words
    document.add_paragraph(SECOND)
    path = tmp_path / "communique.docx"
    document.save(str(path))
    entry = read_docx(path)
    assert entry.text == f"{FIRST}\nCrossing | Days open\nMill | 3\n{SECOND}"
    assert (entry.details.title, entry.details.byline, entry.details.published) == (
        "Communique",
        "Secretariat",
        date(2025, 3, 7),
    )
    report = one(intake([path]))
    assert [f.code for f in notices(report)] == ["publication-date-of-file"]


def test_docx_template_date_is_no_date(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FIRST)
    held = BytesIO()
    document.save(held)
    assert docx_of(held.getvalue(), "x").details.published is None


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"no zip", b""])
def test_docx_damaged(data: bytes) -> None:
    with pytest.raises(ReportError, match=r"x\.docx is damaged"):
        docx_of(data, "x.docx")


def mail(**parts: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = parts.get("sender", "Press office <press@commission.example>")
    message["Date"] = "Sun, 09 Mar 2025 23:40:00 -0500"
    message["Subject"] = "Statement on the crossing"
    message["Message-ID"] = "<77@commission.example>"
    message.set_content(parts.get("body", FIRST + "\n-- \nPress office\n"))
    return message


def saved(tmp_path: Path, message: EmailMessage) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_mail_with_the_day_of_its_sender_and_without_signature(tmp_path: Path) -> None:
    report = one(intake([saved(tmp_path, mail())]))
    assert report.text == FIRST
    assert report.published == date(2025, 3, 9)  # in UTC it was the 10th by then
    assert (report.outlet, report.title, report.given_id) == (
        "Press office",
        "Statement on the crossing",
        "77@commission.example",
    )
    assert notices(report) == ()


def test_mail_in_html_alone(tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"<p>{FIRST}</p><p>{SECOND}<script>alert(1)</script></p>", subtype="html")
    assert one(intake([saved(tmp_path, message)])).text == f"{FIRST}\n{SECOND}"


def test_attachments_are_reports_with_the_day_of_the_mail(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(made_pdf(SECOND), maintype="application", subtype="pdf", filename="note.pdf")
    message.add_attachment(b"%PDF-broken", maintype="application", subtype="pdf", filename="bad.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    items = list(intake([saved(tmp_path, message)]))
    assert [type(item) for item in items] == [Report, Report, Refusal]
    assert isinstance(items[1], Report)
    assert SECOND in items[1].text
    assert items[1].published == date(2025, 3, 9)
    assert items[1].dated_by is None
    assert isinstance(items[2], Refusal)
    assert "bad.pdf" in str(items[2].error)


def test_what_is_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "x.eml"
    path.write_bytes(b"only words")
    with pytest.raises(ReportError, match="is no mail"):
        list(read_mail(path))


def test_documents_under_another_ending_are_known_by_how_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes(made_pdf(FIRST))
    assert FIRST in one(intake([path])).text
    document = docx.Document()
    document.add_paragraph(SECOND)
    document.save(str(tmp_path / "other.bin"))
    assert one(intake([tmp_path / "other.bin"])).text == SECOND


WHOLE = {
    "x.pdf": made_pdf(FIRST, SECOND),
    "x.eml": b"From: a@b.example\nDate: Sun, 09 Mar 2025 10:00:00 +0000\nSubject: =?utf-8?b?dGFsa3M=?=\n"
    b"Content-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: text/plain; charset=utf-8\n\nThe truce holds.\n"
    b"--xx--\n",
    "x.rss": b"<rss version='2.0'><channel><title>T</title><item><title>A</title><description>The truce holds."
    b"</description><pubDate>Sun, 09 Mar 2025 10:00:00 GMT</pubDate></item></channel></rss>",
    "x.json": b'[{"uri": "u", "body_text": "The truce holds.", "headline": "H", "versioncreated": "2025-03-09"}]',
    "x.csv": b"text,published\nThe truce holds.,2025-03-09\n",
}


@given(st.sampled_from(sorted(WHOLE)), st.data())
@settings(max_examples=150, deadline=None)
def test_no_broken_file_ends_the_batch(name: str, data: st.DataObject) -> None:
    """A file with bytes changed, taken out or put in gives reports or refusals, and nothing else."""
    whole = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(bytes(whole))
        for item in intake([path]):
            assert isinstance(item, Report | Refusal)
            if isinstance(item, Report):
                assert any(map(str.isalnum, item.text))

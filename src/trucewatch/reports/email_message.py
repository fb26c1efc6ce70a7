"""Mails come in: the body is a report, and so is each attachment that is of a readable kind."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, located, stated
from trucewatch.reports.fragment import words_of
from trucewatch.reports.html_page import page_of
from trucewatch.reports.pdf import pdf_of
from trucewatch.reports.plain import check_text, decode, read_bytes
from trucewatch.reports.published import FIRST_YEAR, LAST_YEAR
from trucewatch.reports.word_document import docx_of

MAX_MAIL_BYTES = 60_000_000
_READ_ATTACHMENTS = (".pdf", ".docx", ".html", ".htm", ".txt")


def read_mail(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a mail (EML).

    Args:
        path: one message as mail programs save it.

    Yields:
        0 and the body, then from 1 the attachments ending in `_READ_ATTACHMENTS`, each with the mail's day and sender;
        what is wrong with a part stands in its place. A body without words is passed over where there are attachments.

    Raises:
        ReportError: the file cannot be read or is no mail, or has neither body nor attachment with words.
    """
    name = str(path)
    message = email.message_from_bytes(read_bytes(path, MAX_MAIL_BYTES), policy=email.policy.default)
    if not (message["From"] or message["Date"] or message["Subject"]):
        raise ReportError(f"{name} is no mail: it has no From, Date or Subject", expected="a message saved as EML")
    details = _details(message)
    body = _body(message)
    attached = [part for part in message.iter_attachments() if _file_name(part).lower().endswith(_READ_ATTACHMENTS)]
    if any(map(str.isalnum, body)):
        yield 0, _checked(Entry(body, details, given_id=_id(message), extracted=True), name)
    elif not attached:
        raise ReportError(f"{name} holds no words", expected="a mail with text, or with documents attached")
    for number, part in enumerate(attached, start=1):
        yield number, _attachment(part, details, f"{name}:{number} ({_file_name(part)})")


def _details(message: EmailMessage) -> Details:
    shown, address = parseaddr(str(message["From"] or ""))
    try:
        sent = parsedate_to_datetime(str(message["Date"])) if message["Date"] else None
    except (ValueError, TypeError):
        sent = None
    # The day as printed, in the sender's own zone: that is the day its "today" is about.
    day = sent.date() if sent and FIRST_YEAR <= sent.year <= LAST_YEAR else None
    return Details(published=day, outlet=stated(shown) or stated(address), title=stated(str(message["Subject"] or "")))


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _text(part)
    if part.get_content_type() == "text/html":
        return words_of(text)
    # Signatures are parted from the words by a line of two dashes and a blank (RFC 3676).
    return text.replace("\r\n", "\n").partition("\n-- \n")[0].strip("\n")


def _text(part: MIMEPart) -> str:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, KeyError):  # an encoding nobody knows, or a wrong one
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _attachment(part: EmailMessage, details: Details, name: str) -> Entry | ReportError:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    ending = _file_name(part).lower().rpartition(".")[2]
    try:
        if ending == "pdf":
            entry = pdf_of(data, name)
        elif ending == "docx":
            entry = docx_of(data, name)
        elif ending == "txt":
            entry = Entry(decode(data, name), Details())
        else:
            page = page_of(data, name)
            entry = Entry(page.text, page.details, extracted=True)
    except ReportError as error:
        return error
    # The mail's day comes before the day a document was made, but not before the title that the document has.
    title = entry.details.title or Path(_file_name(part)).stem
    merged = Details(title=title).over(details).over(entry.details)
    return _checked(Entry(entry.text, merged, extracted=entry.extracted), name)


def _checked(entry: Entry, name: str) -> Entry | ReportError:
    try:
        check_text(entry.text, name)
    except ReportError as error:
        return error if name in error.found else located(error, name)
    return entry


def _file_name(part: EmailMessage) -> str:
    return (part.get_filename() or "").strip()


def _id(message: EmailMessage) -> str | None:
    return stated(str(message["Message-ID"] or "").strip("<> \t\r\n"))

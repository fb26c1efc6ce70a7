"""DOCX documents come in: paragraphs and tables in their order, by python-docx."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, stated
from trucewatch.reports.plain import check_text, read_bytes
from trucewatch.reports.published import FIRST_YEAR, LAST_YEAR

MAX_DOCX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000  # bytes; a packed file can hold a thousand times its size
_CLOCK_START = 2013  # python-docx's own template is of this year; its date says nothing of a report


def read_docx(path: Path) -> Entry:
    """The text of a DOCX document, a line for each paragraph and row; the day of publication is the day it was made.

    Raises:
        ReportError: the file cannot be read, is too large, damaged, or no such document, or holds no words.
    """
    return docx_of(read_bytes(path, MAX_DOCX_BYTES), str(path))


def docx_of(data: bytes, name: str) -> Entry:
    """The same of a document whose bytes are in memory; `name` is what to call it in errors."""
    import docx  # noqa: PLC0415 - only documents pay for it

    _check_packed(data, name)
    try:
        document = docx.Document(BytesIO(data))
        text = "\n".join(_lines(document))
        details = _details(document.core_properties)
    except Exception as error:  # whatever a broken file sets off in the library must not end the batch
        raise _damaged(name) from error
    check_text(text, name)
    return Entry(text, details, extracted=True)


def _check_packed(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(name) from error
    if "word/document.xml" not in names:
        raise ReportError(f"{name} is a zip archive or another office document", expected="a DOCX document")
    if size > MAX_UNPACKED:
        raise ReportError(f"{name} unpacks to {size:,} bytes", expected=f"at most {MAX_UNPACKED:,}")


def _damaged(name: str) -> ReportError:
    return ReportError(
        f"{name} is damaged or no DOCX document",
        expected="a document as Word and LibreOffice save it (.docx)",
        advice="Open it and save it anew, or save its words as plain text",
    )


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # Merged cells come once for each column they span.
                cells = [cell.text.strip() for cell in dict.fromkeys(row.cells)]
                if any(cells):
                    yield " | ".join(" ".join(cell.split()) for cell in cells)
        elif block.text.strip():
            yield " ".join(block.text.split())


def _details(told: Any) -> Details:
    made = told.created
    day = made.date() if made and max(FIRST_YEAR, _CLOCK_START + 1) <= made.year <= LAST_YEAR else None
    author = stated(told.author)
    return Details(
        published=day,
        title=stated(told.title),
        byline=None if author == "python-docx" else author,
        dated_by="the day the DOCX document was made" if day else None,
    )

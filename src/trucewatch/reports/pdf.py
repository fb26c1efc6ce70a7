"""PDF documents come in: the words in paragraphs again, without running heads, by pypdfium2."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, stated
from trucewatch.reports.plain import MAX_CHARACTERS, check_text, read_bytes
from trucewatch.reports.published import FIRST_YEAR, LAST_YEAR

MAX_PDF_BYTES = 100_000_000  # pictures weigh; what is taken out has the text's limit
MAX_PAGES = 5_000

_MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_EDGE = 2  # lines at the head and foot of a page that may be running ones
_SHORT = 0.8  # of the usual width: a line that ends earlier ends its paragraph
_GAP = 1.4  # of the usual distance between lines: a larger one parts paragraphs
_SIZE = 1.15  # of the height of the line before: a larger or smaller one is a heading or begins behind one
# PDFium marks a hyphen that it takes for one of the line break.
_SOFT_HYPHENS = ("\x02", "\ufffe", "\xad")


@dataclass(frozen=True)
class _Line:
    """One line of a page: its words, where it ends, and how high it stands; in points, from below."""

    words: str
    left: float
    right: float
    bottom: float
    height: float


def read_pdf(path: Path) -> Entry:
    """The text of a PDF document, a line for each paragraph; the day of publication is the day the file was made.

    Raises:
        ReportError: the file cannot be read, is too large, locked with a password or damaged, or has no text (scans).
    """
    return pdf_of(read_bytes(path, MAX_PDF_BYTES), str(path))


def pdf_of(data: bytes, name: str) -> Entry:
    """The same of a document whose bytes are in memory; `name` is what to call it in errors."""
    import pypdfium2  # noqa: PLC0415 - loads a library of its own, which other files should not pay for

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ReportError(
            f"{name} is locked with a password" if locked else f"{name} is damaged or no PDF document",
            expected="a PDF document that opens without a password",
            advice="Open it in a viewer and print it into a new PDF document" if locked else "",
        ) from error
    try:
        if len(document) > MAX_PAGES:
            raise ReportError(f"{name} has {len(document):,} pages", expected=f"at most {MAX_PAGES:,}")
        text = "\n".join(_paragraphs(_without_running([_lines(page) for page in document])))
        details = _details(document.get_metadata_dict())
    finally:
        document.close()
    if not any(map(str.isalnum, text)):
        raise ReportError(
            f"{name} has no text, only pictures of it",
            expected="a PDF document whose words can be selected",
            advice="Have its text recognised first (ocrmypdf does it)",
        )
    check_text(text, name)
    return Entry(text, details, extracted=True)


def _lines(page: Any) -> list[_Line]:
    try:
        text_page = page.get_textpage()
        try:
            return list(_printed(text_page))
        finally:
            text_page.close()
    finally:
        page.close()


def _printed(text_page: Any) -> Iterator[_Line]:
    count = min(text_page.count_chars(), MAX_CHARACTERS)
    whole = text_page.get_text_range(0, count) if count else ""
    at = 0
    for raw in whole.splitlines(keepends=True):
        words = raw.rstrip("\r\n")
        inked = [at + place for place, letter in enumerate(words) if not letter.isspace()]
        at += len(raw)
        # Letters outside the first plane count twice in the library: its boxes may be off then, not its words.
        if not inked or inked[-1] >= count:
            continue
        left, bottom, _, _ = text_page.get_charbox(inked[0], loose=True)
        _, low, right, high = text_page.get_charbox(inked[-1], loose=True)
        yield _Line(" ".join(words.split(" ")).strip(), left, right, min(bottom, low), high - low)


def _without_running(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers and without heads and feet that most pages have."""
    edges = [_edges(page) for page in pages]
    seen = Counter(form for lines in edges for form in {_form(line) for line in lines})
    often = max(2, len(pages) / 2)
    out = []
    for page, apart in zip(pages, edges, strict=True):
        ends = {id(line) for line in (max(page, key=_height), min(page, key=_height))} if len(page) > 1 else set()
        running = {id(line) for line in apart if seen[_form(line)] >= often}
        running |= {id(line) for line in page if id(line) in ends and _PAGE_NUMBER.fullmatch(line.words)}
        out.append([line for line in page if id(line) not in running])
    return out


def _edges(page: list[_Line]) -> list[_Line]:
    """The lines at head and foot that stand apart from the rest."""
    # By where they stand: files often hold heads and feet before or behind all other words of a page.
    ordered = sorted(page, key=_height, reverse=True)
    steps = [a.bottom - b.bottom for a, b in pairwise(ordered)]
    if len(ordered) <= 2 * _EDGE:
        return ordered
    usual = median(step for step in steps if step > 1) if any(step > 1 for step in steps) else 0.0
    apart: list[_Line] = []
    for count in range(1, _EDGE + 1):
        if steps[count - 1] > _GAP * usual:
            apart += ordered[:count]
        if steps[-count] > _GAP * usual:
            apart += ordered[-count:]
    return apart


def _height(line: _Line) -> float:
    return line.bottom


def _form(line: _Line) -> tuple[str, int]:
    """What running lines have in common: their words but for numbers, and their place."""
    return re.sub(r"\d+", "0", line.words.casefold()), round(line.bottom / 4)


def _paragraphs(pages: Sequence[list[_Line]]) -> Iterator[str]:
    lines = [line for page in pages for line in page]
    if not lines:
        return
    widths = sorted(line.right - line.left for line in lines)
    usual = widths[int(len(widths) * 0.8)]  # a column's width: most lines of running text reach it
    steps = [a.bottom - b.bottom for page in pages for a, b in pairwise(page) if a.bottom > b.bottom]
    step = median(steps) if steps else 0.0
    held = ""
    before: _Line | None = None
    for line in lines:
        if before is not None and held and _parts(before, line, usual, step):
            yield held
            held = ""
        held = _joined(held, line.words)
        before = line
    if held:
        yield held


def _parts(before: _Line, line: _Line, usual: float, step: float) -> bool:
    """Does a new paragraph begin with `line`?"""
    sizes = sorted((before.height, line.height))
    if sizes[0] > 0 and sizes[1] / sizes[0] > _SIZE:
        return True
    fall = before.bottom - line.bottom
    if step and fall > _GAP * step:
        return True
    if before.right - before.left < _SHORT * usual:
        # A short line inside a paragraph is one before a long word; the next line tells.
        return not line.words[:1].islower()
    # Behind a column or page that is full, only what begins small goes on for certain.
    return fall < 0 and before.words[-1:] in ".!?”\"'" and not line.words[:1].islower()


def _joined(held: str, words: str) -> str:
    if not held:
        return words
    if held[-1] in _SOFT_HYPHENS:
        return held[:-1] + words
    if held[-1] == "-" and held[-2:-1].isalpha() and words[:1].islower():
        return held[:-1] + words if _one_word(held) else held + words
    return f"{held} {words}"


def _one_word(held: str) -> bool:
    """Was the word parted for the line alone? Not where it has one already, or begins with what keeps one."""
    first = held[:-1].rpartition(" ")[2]
    return "-" not in first and first.casefold() not in _HYPHENED


# Fore-parts that keep their hyphen wherever the line breaks.
_HYPHENED = frozenset(
    "self non ex anti counter vice mid long short high low well so half two three four five six post pre".split()
)


def _details(told: dict[str, str]) -> Details:
    day = _made(told.get("CreationDate", ""))
    return Details(
        published=day,
        title=_named(told.get("Title")),
        byline=_named(told.get("Author")),
        dated_by="the day the PDF document was made" if day else None,
    )


def _named(value: str | None) -> str | None:
    """A declared name; what programs put in by themselves is none."""
    name = stated(value)
    generated = name is not None and (name.startswith("(") or name.lower().endswith((".doc", ".docx", ".indd", ".pdf")))
    return None if generated or name in {"untitled", "Untitled", "anonymous", "unspecified"} else name


def _made(value: str) -> date | None:
    found = _MADE.match(value)
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None

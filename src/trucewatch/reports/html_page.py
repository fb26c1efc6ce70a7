"""Web pages come in: the article's text and what the page says of itself, taken out by trafilatura, offline."""

from __future__ import annotations

import codecs
import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, stated
from trucewatch.reports.plain import bad_encoding, check_text, decode, read_bytes, refuse_binary
from trucewatch.reports.published import FIRST_YEAR, LAST_YEAR

MAX_PAGE_BYTES = 20_000_000  # scripts and styles weigh more than the article; what is taken out has the text's limit

# Browsers look into the first 1024 bytes; long <head> sections put the declaration later, at no cost to us.
_HEAD_BYTES = 16_384
_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([a-z0-9_.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([a-z0-9_.:-]+)""",
    re.IGNORECASE,
)
# Encodings that pages are written in; codecs such as utf-7 or unicode_escape would let a page rewrite its own text.
_PAGE_ENCODINGS = re.compile(
    r"utf-?8|iso[-_]?8859|windows-|cp\d|koi8|gb|big5|shift|euc|mac|tis|latin|l\d|us-?ascii|ascii"
)
# As browsers read these labels (WHATWG Encoding Standard): each stands for the larger set of its family.
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_LARGER |= {"shift_jis": "cp932", "euc_kr": "cp949"}
_TABLE_RULE = re.compile(r"\|(?:-+\|)+")
_DATES = {
    "original_date": True,
    "extensive_search": False,
    # Fixed bounds: by default they move with today's date and begin in 1995.
    "min_date": f"{FIRST_YEAR}-01-01",
    "max_date": f"{LAST_YEAR}-12-31",
}
# Where a page prints its own date, and where it prints the dates of other things.
_DATE_LABEL = re.compile(r"(?<!candi)(?<!man)date|publi|posted|timestamp|byline|time\b")
_ELSEWHERE_LABEL = re.compile(r"comment|footer|related|sidebar|promo|copyright|teaser")
_ELSEWHERE_TAGS = frozenset({"footer", "aside", "nav"})
_WHOLE_TAGS = frozenset({"html", "body", "main"})
_HEAD_TAGS = ("meta", "link", "script")
_DATE_TAGS = ("time", "abbr", "span", "div", "p", "li")
_LONGEST_DATE_LINE = 120  # characters; longer elements hold text, and dates in a text are not the page's


@dataclass(frozen=True)
class WebPage:
    """What was taken out of a page.

    Attributes:
        text: headline (where the page has it in the article) and paragraphs, a line each; no menus, no comments.
        details: what the page's own metadata declare.
    """

    text: str
    details: Details


def read_html(path: Path) -> WebPage:
    """The article of a saved web page.

    Args:
        path: an HTML file; its encoding is taken from byte order mark, meta element or XML declaration, else it is
            UTF-8 where that fits and Windows-1252 where it does not.

    Raises:
        ReportError: the file cannot be read, is too large or binary, breaks its encoding, or has no article text.
    """
    return page_of(read_bytes(path, MAX_PAGE_BYTES), str(path))


def page_of(data: bytes, name: str) -> WebPage:
    """The article of a web page whose bytes are in memory; as `read_html`.

    Args:
        data: the page, at most `MAX_PAGE_BYTES`.
        name: what to call it in errors.

    Raises:
        ReportError: as `read_html`.
    """
    markup = markup_of(data, name)
    page, published = _extract(markup, name)
    text = _tidy(page.text or "") if page else ""
    if not any(map(str.isalnum, text)):
        raise ReportError(
            f"{name} holds no article text, only markup, menus or scripts",
            expected="a page with the words of a report in it",
            advice="Save the words of the report as a plain text file",
        )
    check_text(text, name)
    details = Details(
        published=published,
        outlet=stated(page.sitename),
        url=stated(page.url),
        title=stated(page.title),
        byline=stated(page.author),
    )
    return WebPage(text, details)


def _tidy(text: str) -> str:
    """The extracted lines without the rule under a table's heading and without blanks at their ends."""
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not _TABLE_RULE.fullmatch(line))


@cache
def _library() -> Any:
    # Imported at first use: it takes half a second, which text files and the board should not pay.
    import trafilatura  # noqa: PLC0415
    import trafilatura.metadata  # noqa: PLC0415

    # Its warnings about pages without text would go to the terminal beside our own sentence for them.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _extract(markup: str, name: str) -> tuple[Any, date | None]:
    """The library's document (None where a page has no text), and the page's day of publication."""
    library = _library()
    try:
        page = library.bare_extraction(
            markup,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
        return page, _published(markup) if page else None
    except Exception as error:  # whatever a broken page sets off in the library must not end the batch
        raise ReportError(f"{name} could not be taken apart as HTML ({type(error).__name__}: {error})") from error


def _published(markup: str) -> date | None:
    """The day of publication that a page's metadata or date line give.

    The library's own search falls back on any date in the text, or the copyright line; since a wrong day moves every
    relative date of a report, it is shown only the parts of the page that are there to date it.
    """
    library = _library()
    page = library.load_html(markup)
    dated = library.load_html("<html><head></head><body></body></html>")
    for element in page.iter(*_HEAD_TAGS, *_DATE_TAGS):
        in_head = element.tag in _HEAD_TAGS
        if in_head and element.tag == "script" and "json" not in (element.get("type") or ""):
            continue
        if in_head or _dates_the_page(element):
            part = deepcopy(element)
            part.tail = None  # a copy brings along the text behind it, which is no part of it
            dated.find("head" if in_head else "body").append(part)
    return _day(library.metadata.extract_metadata(dated, date_config=dict(_DATES)).date)


def _dates_the_page(element: Any) -> bool:
    if element.tag not in {"time", "abbr"} and not _DATE_LABEL.search(_label(element)):
        return False
    if len(" ".join(element.itertext())) > _LONGEST_DATE_LINE:
        return False
    for around in (element, *element.iterancestors()):
        if around.tag in _WHOLE_TAGS:
            return True  # labels such as "with-sidebar" on the whole page say nothing of this part
        if around.tag in _ELSEWHERE_TAGS or _ELSEWHERE_LABEL.search(_label(around)):
            return False
    return True


def _label(element: Any) -> str:
    return " ".join(element.get(key) or "" for key in ("class", "id", "itemprop")).lower()


def markup_of(data: bytes, name: str) -> str:
    """A page's bytes as text, in the encoding that its mark or it itself declares.

    Raises:
        ReportError: binary data, or bytes that break the encoding.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    refuse_binary(data, name)
    declared = _declared(data)
    # Western labels are often left over from a template: what is valid UTF-8 is that, hardly ever anything else.
    choices = ("utf-8", "cp1252") if declared in {None, "cp1252"} else (declared or "utf-8",)
    failed = 0
    for encoding in choices:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failed = error.start
    raise bad_encoding(data, failed, choices[-1].upper(), name)


def _declared(data: bytes) -> str | None:
    """The encoding a page declares, by Python's name; None where it declares none that is known."""
    found = _DECLARED.search(data[:_HEAD_BYTES])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii").lower()
    if not _PAGE_ENCODINGS.match(label):
        return None
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        return None
    return _LARGER.get(encoding, encoding)


def _day(value: str | None) -> date | None:
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None

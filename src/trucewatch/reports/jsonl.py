"""JSON Lines come in: one report an object, each line refused alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, located, stated
from trucewatch.reports.language import declared_language
from trucewatch.reports.plain import MAX_CHARACTERS, check_text, decode, unreadable
from trucewatch.reports.published import parse_published

MAX_LINE_BYTES = 12 * MAX_CHARACTERS + 65_536  # a character written as two \uXXXX escapes takes 12 bytes
MAX_ID = 1_000  # characters of a given id

_OBJECT = 'an object a line, such as {"id": "a1", "published": "2025-03-09", "text": "..."}'
_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


class _Object(BaseModel):
    """The keys of a line that are read; others are left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    id: str | int | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    process: str | None = None
    text: str


def read_lines(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a JSON Lines file, one after the other; blank lines are passed over.

    Args:
        path: a file in UTF-8, a byte order mark allowed.

    Yields:
        Line number from 1, and the report or what is wrong with the line.

    Raises:
        ReportError: the file as a whole cannot be read, is UTF-16, or holds no line at all.
    """
    try:
        with path.open("rb") as file:
            if file.peek(2)[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                advice = "Convert it first, for example with: iconv -f UTF-16 -t UTF-8 OLD > NEW"
                raise ReportError(f"{path} is UTF-16", expected="JSON Lines in UTF-8", advice=advice)
            if b"\0" in file.peek(1):
                raise ReportError(f"{path} is binary, not text", expected=f"JSON Lines in UTF-8: {_OBJECT}")
            empty = True
            for item in read_part_of_lines(file, str(path)):
                empty = False
                yield item
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if empty:
        raise ReportError(f"{path} is empty", expected=_OBJECT)


def read_part_of_lines(
    file: BinaryIO,
    name: str,
    *,
    first: int = 1,
    length: int | None = None,
    wanted: Callable[[int], bool] | None = None,
) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a range of an open JSON Lines file, so that several can read one file at once.

    Args:
        file: open for reading bytes, at the beginning of a line.
        name: what the file is called in errors.
        first: the number of that line in the file.
        length: bytes of the range, to the end of a line; None: all that is left.
        wanted: asked for the number of each line that is not blank; a line that is not wanted is not looked into.

    Yields:
        As `read_lines`.
    """
    for number, raw in enumerate(_raw_lines(file, length), start=first):
        if raw is not None and not raw.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        if wanted is None or wanted(number):
            yield number, _entry(raw, f"{name}:{number}")


def _raw_lines(file: BinaryIO, length: int | None = None) -> Iterator[bytes | None]:
    """The lines of a file or range; None for one too long to hold, of which the rest is passed over."""
    left = length
    while (left is None or left > 0) and (line := file.readline(MAX_LINE_BYTES)):
        taken = len(line)
        whole = taken < MAX_LINE_BYTES or line.endswith(b"\n")
        while not whole and (rest := file.readline(MAX_LINE_BYTES)):
            taken += len(rest)
            whole = rest.endswith(b"\n")
        left = None if left is None else left - taken
        yield line if taken == len(line) else None


def _entry(raw: bytes | None, name: str) -> Entry | ReportError:
    if raw is None:
        found = f"{name} is too large: a line of more than {MAX_LINE_BYTES:,} bytes"
        advice = "Give each report a line of its own"
        return ReportError(found, expected=f"at most {MAX_CHARACTERS:,} characters of text", advice=advice)
    try:
        return _parsed(decode(raw.rstrip(b"\r\n"), name), name)
    except ReportError as error:
        return error


def _parsed(line: str, name: str) -> Entry:
    try:
        row = _Object.model_validate_json(line)
    except ValidationError as error:
        raise _misfit(error, line, name) from error
    check_text(row.text, f'{name}: "text"')
    given_id = None if row.id is None else str(row.id)
    if given_id is not None and len(given_id) > MAX_ID:
        raise ReportError(f'{name}: "id" is too long', expected=f"at most {MAX_ID:,} characters")
    published = stated(row.published)
    try:
        details = Details(
            published=parse_published(published) if published else None,
            outlet=stated(row.outlet),
            url=stated(row.url),
            process=stated(row.process),
            title=stated(row.title),
            byline=stated(row.byline),
            language=declared_language(row.language),
        )
    except ReportError as error:
        raise located(error, name) from error
    return Entry(row.text, details, given_id)


def _misfit(error: ValidationError, line: str, name: str) -> ReportError:
    """What pydantic found wrong with a line, key by key, in our words."""
    problems: dict[str, ErrorDetails] = {}
    for problem in error.errors(include_url=False):
        problems.setdefault(str(problem["loc"][0]) if problem["loc"] else "", problem)
    if "" in problems:
        broken = problems[""]["type"] == "json_invalid"
        reason = str(problems[""].get("ctx", {}).get("error", "")) if broken else ""
        found = f"{name} is not valid JSON{f' ({reason})' if reason else ''}" if broken else f"{name} is not an object"
        advice = "Put each object on one line, without line breaks in it" if line.strip() in {"[", "{"} else ""
        return ReportError(found, expected=_OBJECT, advice=advice)
    return ReportError(f"{name}: " + "; ".join(_key_problem(key, problem) for key, problem in problems.items()))


def _key_problem(key: str, problem: ErrorDetails) -> str:
    if problem["type"] == "missing":
        return f'"{key}" is missing, and it has to be the words of the report'
    wanted = {"text": "text", "id": "text or a whole number"}.get(key, "text or null")
    value = problem["input"]
    given = "null" if value is None else f"{_NAMES.get(type(value), 'something else')} ({str(value)[:40]})"
    return f'"{key}" is {given}, expected {wanted}'

"""Plain text comes in: bytes with a limit, strict decoding, and what makes a text no report."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from trucewatch.errors import ReportError

MAX_CHARACTERS = 2_000_000  # a long report has some 50,000; anything near this is an archive, not a report
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS + 4  # no encoding read here takes more than 4 bytes a character, and a mark

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FORMATS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "compressed data"),
    (b"BZh", "compressed data"),
    (b"\xfd7zXZ", "compressed data"),
    (b"\x28\xb5\x2f\xfd", "compressed data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
# Left out: tab, the line ends and form feed, and U+0080-U+009F, which wrongly converted but readable texts hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SPLIT = "Split it into single reports: a file each, or a line each of a JSON Lines file"


def read_plain(path: Path) -> str:
    """The text of a plain text file, exactly as it stands, line ends included, without a byte order mark.

    Args:
        path: a file in UTF-8, or in UTF-16 with a byte order mark.

    Raises:
        ReportError: the file cannot be read, is too large, binary, of another encoding, or holds no words.
    """
    text = decode(read_bytes(path, MAX_TEXT_BYTES), str(path))
    check_text(text, str(path))
    return text


def read_bytes(path: Path, limit: int) -> bytes:
    """A file's bytes; a file over the limit is refused by its size, without reading it.

    Args:
        path: the file.
        limit: bytes that are still read.

    Raises:
        ReportError: the file cannot be read, or is larger.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # One byte over the limit is enough to tell: devices and channels have no size to ask for.
            data = b"" if size > limit else file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if max(size, len(data)) > limit:
        found = f"{path} is too large: {max(size, len(data)):,} bytes"
        raise ReportError(found, expected=f"at most {MAX_CHARACTERS:,} characters ({limit:,} bytes)", advice=_SPLIT)
    return data


def unreadable(path: Path, error: OSError | ValueError) -> ReportError:
    """What the operating system's refusal means, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return ReportError(
            f"{path} does not exist", expected="a file or folder", advice="Check the spelling of the path"
        )
    if isinstance(error, PermissionError):
        return ReportError(f"{path} may not be read: permission denied", advice="Give yourself the right to read it")
    if isinstance(error, IsADirectoryError):
        return ReportError(f"{path} is a folder", expected="a file")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or "unknown reason"
    return ReportError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}")


def decode(data: bytes, name: str) -> str:
    """Bytes as text: UTF-8, or UTF-16 where a byte order mark says so; the mark itself is left out.

    Args:
        data: the bytes of a file or line.
        name: what to call it in an error.

    Raises:
        ReportError: the bytes are binary or not valid in their encoding.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    refuse_binary(data, name, may_hold_nul=encoding != "utf-8")
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise bad_encoding(data, at, encoding.upper(), name) from error


def bad_encoding(data: bytes, at: int, encoding: str, name: str) -> ReportError:
    """The error for bytes that break off their encoding at byte offset `at`."""
    line = data.count(b"\n", 0, at) + 1
    where = f"byte offset {at} (line {line})" if b"\n" in data else f"byte offset {at}"
    return ReportError(
        f"{name} is not valid {encoding}: it breaks off at {where}",
        expected="UTF-8, or UTF-16 with a byte order mark",
        advice="Convert it first, for example with: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
    )


def refuse_binary(data: bytes, name: str, *, may_hold_nul: bool = False) -> None:
    """Refuse bytes that are no text.

    Args:
        data: the bytes.
        name: what to call them in the error.
        may_hold_nul: NUL bytes are allowed, as UTF-16 has them.

    Raises:
        ReportError: they begin like a known binary format, or hold NUL bytes.
    """
    known = next((words for start, words in _FORMATS if data.startswith(start)), None)
    if known:
        raise ReportError(f"{name} is {known}", expected="text", advice="Save its text as a plain text file")
    if not may_hold_nul and (at := data.find(0)) >= 0:
        raise _binary(name, f"a NUL byte at byte offset {at}")


def check_text(text: str, name: str) -> None:
    """Refuse a text that is no report.

    Args:
        text: the decoded text.
        name: what to call it in the error.

    Raises:
        ReportError: it is longer than `MAX_CHARACTERS`, has NUL or many control characters, no letter or digit, or
            lone surrogates, which no encoding can keep.
    """
    if len(text) > MAX_CHARACTERS:
        found = f"{name} is too large: {len(text):,} characters"
        raise ReportError(found, expected=f"at most {MAX_CHARACTERS:,} characters", advice=_SPLIT)
    if not any(map(str.isalnum, text)):
        found = f"{name} holds no words" if text.strip() else f"{name} is {'blank' if text else 'empty'}"
        raise ReportError(found, expected="the text of a report")
    if "\0" in text:
        raise _binary(name, f"a NUL character at offset {text.index(chr(0))}")
    controls = len(_CONTROLS.findall(text))
    # A stray control character survives from old wire copy; more than one in fifty is no text.
    if controls > 1 and controls * 50 > len(text):
        raise _binary(name, f"{controls:,} control characters in {len(text):,}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ReportError(f"{name} holds half a character (a lone surrogate) at offset {error.start}") from error


def _binary(name: str, why: str) -> ReportError:
    return ReportError(f"{name} is binary, not text ({why})", expected="UTF-8, or UTF-16 with a byte order mark")

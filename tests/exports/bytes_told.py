"""Everything that somebody could read out of the bytes of a file, whatever the program that opens it shows."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pypdfium2
from pyarrow import parquet

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PDF_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)")
_TAG = re.compile(r"<[^>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def told_in(name: str, held: bytes) -> str:
    """The bytes of one file as text in every way they can be read, squeezed: no spaces, no case, no marks between."""
    return squeezed("\n".join((name, *_texts(name, held))))


def told_at(place: Path) -> str:
    """The same of a file with what lies beside it under its name, or of a folder."""
    files = sorted(place.rglob("*")) if place.is_dir() else sorted(place.parent.glob(f"{place.name}*"))
    return "\n".join(told_in(file.name, file.read_bytes()) for file in files if file.is_file())


def squeezed(text: str) -> str:
    """A text as it is looked for: lines are broken and letters composed elsewhere in each format."""
    return re.sub(r"[\s\\]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _texts(name: str, held: bytes) -> Iterator[str]:
    yield from _plain(held)
    if held.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for inside in archive.infolist():
                yield f"{inside.filename} {inside.comment!r} {inside.extra!r}"
                yield from _texts(inside.filename, archive.read(inside))
    elif held.startswith(b"%PDF-"):
        yield from _pdf(held)
    elif held.startswith(b"PAR1"):
        yield from _parquet(held)


def _plain(held: bytes) -> Iterator[str]:
    """The bytes as letters; without tags, folds and escapes as well, in which words are parted or hidden."""
    text = held.decode("utf-8", "replace")
    yield text
    yield html.unescape(_TAG.sub("", text))
    yield _FOLD.sub("", text)
    if "\\u" in text:
        yield _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    for code in ("utf-16-le", "utf-16-be"):
        yield held.decode(code, "ignore")


def _pdf(held: bytes) -> Iterator[str]:
    """What a reader takes out, the metadata, and every stream inflated."""
    document = pypdfium2.PdfDocument(held)
    yield json.dumps(document.get_metadata_dict(), ensure_ascii=False)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    for stream in _STREAM.findall(held):
        body = stream
        if body.rstrip().endswith(b"~>"):
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        with suppress(zlib.error):  # a stream that is not deflated is read as it stands
            body = zlib.decompress(body)
        yield body.decode("latin-1")
        yield "".join(part[1:-1].decode("latin-1") for part in _PDF_TEXT.findall(body))


def _parquet(held: bytes) -> Iterator[str]:
    """The rows, the schema with its metadata, and the least and greatest values kept of each column."""
    file = parquet.ParquetFile(io.BytesIO(held))
    table = file.read()
    yield json.dumps(table.to_pylist(), default=str, ensure_ascii=False)
    yield f"{table.schema.to_string(show_field_metadata=True)} {table.schema.metadata} {file.metadata.metadata}"
    for group in range(file.metadata.num_row_groups):
        for column in range(file.metadata.num_columns):
            kept = file.metadata.row_group(group).column(column).statistics
            if kept is not None and kept.has_min_max:
                yield f"{kept.min!s} {kept.max!s}"

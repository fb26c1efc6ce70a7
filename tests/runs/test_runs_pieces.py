from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from run_case import write_lines
from trucewatch.errors import ReportError
from trucewatch.reports.intake import intake
from trucewatch.runs.items import Item, items_in
from trucewatch.runs.pieces import Piece, pieces_of
from trucewatch.vocabulary.report import Report

WORDS = "Envoys of both sides met again in the harbour town and spoke of the truce for a third day in a row, they said."


def write_archive(path: Path, count: int, *, packed: bool) -> Path:
    """A web archive with `count` pages, the fourth without words."""
    with path.open("wb") as file:
        for number in range(count):
            text = "" if number == 3 else f"Bulletin {number}. {WORDS}"
            body = f"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n{text}".encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Date: 2025-03-09T00:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            record = head.encode() + body + b"\r\n\r\n"
            file.write(gzip.compress(record) if packed else record)
    return path


def write_table(path: Path, count: int) -> Path:
    rows = [{"text": f"Bulletin {number}. {WORDS}", "published": "2025-03-09"} for number in range(count)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=4)
    return path


def items(pieces: list[Piece], **more: Any) -> list[Item]:
    wanted = more.get("wanted", lambda _number, _name: True)
    return [
        item for piece in pieces for item in items_in(Piece.of(json.loads(json.dumps(piece.to_json()))), None, wanted)
    ]


def texts(found: list[Item]) -> list[tuple[str, str]]:
    return [(item.name, item.found.text) for item in found if isinstance(item.found, Report)]


@pytest.mark.parametrize("kind", ["lines", "pages", "packed pages", "rows"])
@pytest.mark.parametrize("most", [1, 700, 10**7])
def test_pieces_hold_what_the_file_holds_under_the_same_names(tmp_path: Path, kind: str, most: int) -> None:
    if kind == "lines":
        path = write_lines(tmp_path / "news.jsonl", 17)
        path.write_text("\n" + path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    elif kind == "rows":
        path = write_table(tmp_path / "news.parquet", 17)
    else:
        packed = kind == "packed pages"
        path = write_archive(tmp_path / ("news.warc.gz" if packed else "news.warc"), 17, packed=packed)
    pieces = list(pieces_of(path, {"process": "north"}, most))
    assert len(pieces) > 2 if most < 1000 else len(pieces) == 1
    whole = [(r.name, r.text) for r in intake([path]) if isinstance(r, Report)]
    assert len(whole) == 16 if "pages" in kind else len(whole) == 17
    assert texts(items(pieces)) == whole
    assert all(item.found.process == "north" for item in items(pieces) if isinstance(item.found, Report))


def test_what_is_not_wanted_is_not_looked_into(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "news.jsonl", 9)
    pieces = list(pieces_of(path, {}, 400))
    assert [item.number for item in items(pieces, wanted=lambda number, _name: number % 2 == 0)] == [2, 4, 6, 8]
    pages = list(pieces_of(write_archive(tmp_path / "a.warc", 6, packed=False), {}, 400))
    assert [item.number for item in items(pages, wanted=lambda number, _name: number == 6)] == [6]
    rows = list(pieces_of(write_table(tmp_path / "a.parquet", 9), {}, 1))
    assert [item.number for item in items(rows, wanted=lambda number, _name: number in {3, 9})] == [3, 9]


def test_archive_that_breaks_off_says_so_once(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.warc.gz", 12, packed=True)
    path.write_bytes(path.read_bytes() + b"no record")
    found = items(list(pieces_of(path, {}, 900)))
    assert len(texts(found)) == 11
    passed, broken = (item for item in found if isinstance(item.found, ReportError))
    assert "of 4 pages were passed over" in str(passed.found)
    assert f"{path} breaks off behind 12 pages" in str(broken.found)
    assert passed.of_file
    assert broken.of_file


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", "{}".encode("utf-16"), "UTF-16"),
        ("a.warc", b"no archive", "cannot be read: invalid WARC header"),
        ("a.parquet", b"no table", "damaged or no Parquet"),
        ("a.pdf", b"%PDF-no", "a.pdf"),
    ],
)
def test_files_that_are_none_are_refused_by_name(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (piece,) = pieces_of(path, {}, 1000)
    item = items([piece])[0]
    assert piece.form == "whole"
    assert told in str(item.found)


def test_whole_file_of_several_reports_is_announced_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "press.txt"
    path.write_text("".join(f"{n} of 3 DOCUMENTS\n\nBulletin {n}. {WORDS}\n\n" for n in (1, 2, 3)), encoding="utf-8")
    (piece,) = pieces_of(path, {}, 1000)
    asked: list[int] = []

    def wanted(number: int, _name: str) -> bool:
        asked.append(number)
        return True

    assert [item.name for item in items([piece], wanted=wanted)] == [f"{path}:{n}" for n in (1, 2, 3)]
    assert asked == [0, 1, 2, 3]
    assert [item.number for item in items([piece], wanted=lambda number, _name: number < 1)] == [0]


def test_files_elsewhere_are_read_as_files_here(tmp_path: Path) -> None:
    from trucewatch.runs.places import files_of  # noqa: PLC0415

    write_lines(tmp_path / "news.jsonl", 5)
    write_archive(tmp_path / "b.warc.gz", 5, packed=True)
    write_table(tmp_path / "c.parquet", 5)
    (tmp_path / "d.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "e.notes").write_text(WORDS, encoding="utf-8")
    address = f"local://{tmp_path}"
    found = [path for path in files_of(address) if isinstance(path, Path) or hasattr(path, "open")]
    assert [path.name for path in found] == ["b.warc.gz", "c.parquet", "d.txt", "news.jsonl"]
    there = texts(items([piece for path in found for piece in pieces_of(path, {}, 400)]))  # type: ignore[arg-type]
    here = texts(items([piece for path in files_of(str(tmp_path)) for piece in pieces_of(path, {}, 400)]))  # type: ignore[arg-type]
    assert [text for _name, text in there] != []
    assert sorted(text for _name, text in there) == sorted(text for _name, text in here)
    with pytest.raises(ReportError, match="none"):
        files_of(f"local://{tmp_path}/none")

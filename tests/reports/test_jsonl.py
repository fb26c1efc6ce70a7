from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import ReportError
from trucewatch.reports import jsonl
from trucewatch.reports.details import Entry
from trucewatch.reports.jsonl import read_lines


def lines(tmp_path: Path, data: bytes | str) -> list[tuple[int, Entry | ReportError]]:
    path = tmp_path / "in.jsonl"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_lines(path))


def error_of(tmp_path: Path, data: bytes | str) -> str:
    [(number, got)] = lines(tmp_path, data)
    assert isinstance(got, ReportError)
    assert f"in.jsonl:{number}" in str(got)
    return str(got)


def test_a_full_object(tmp_path: Path) -> None:
    row = {
        "id": "a1", "url": "https://x.example/1", "outlet": "Harbour News", "title": "Truce", "byline": "B. Writer",
        "published": "9 March 2025", "language": "en-GB", "process": "strait",
        "text": "The truce\r\nholds.", "more": [1],
    }  # fmt: skip
    [(number, got)] = lines(tmp_path, json.dumps(row))
    assert number == 1
    assert isinstance(got, Entry)
    assert (got.text, got.given_id) == ("The truce\r\nholds.", "a1")
    details = got.details
    assert (details.published, details.language) == (date(2025, 3, 9), "en")
    assert (details.outlet, details.url) == ("Harbour News", "https://x.example/1")
    assert (details.title, details.byline, details.process) == ("Truce", "B. Writer", "strait")


def test_numbers_nulls_and_blanks(tmp_path: Path) -> None:
    data = '\ufeff{"id": 7, "published": null, "outlet": " ", "text": "Talks."}\r\n\r\n  \n{"text": "Again."}\n'
    (one, first), (two, second) = lines(tmp_path, data)
    assert (one, two) == (1, 4)
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert (first.given_id, first.details.published, first.details.outlet) == ("7", None, None)
    assert second.given_id is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\u2028\x85")), st.booleans())
def test_text_is_kept_exactly(text: str, escaped: bool) -> None:
    row = {"text": "Truce " + text}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "in.jsonl")
        path.write_bytes(json.dumps(row, ensure_ascii=escaped).encode() + b"\n")
        [(_, got)] = read_lines(path)
    assert isinstance(got, Entry)
    assert got.text == row["text"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 5}', '"text" is a number (5), expected text'),
        ('{"text": null}', '"text" is null, expected text'),
        ('{"id": "x"}', '"text" is missing'),
        ('{"text": "T", "published": 20250309}', '"published" is a number (20250309), expected text or null'),
        ('{"text": "T", "outlet": ["a"]}', '"outlet" is a list'),
        ('{"text": "T", "id": true}', '"id" is true or false (True), expected text or a whole number'),
        ('{"text": "T", "id": 1.5}', '"id" is a number (1.5)'),
        ('{"text": "T", "published": "03/04/2025"}', "two readings"),
        ('{"text": "T", "published": "2025-02-30"}', "does not exist"),
        ('{"text": "T", "language": "my own English"}', "not a code"),
        ('{"text": ""}', "is empty"),
        ('{"text": " \\n"}', "is blank"),
        ('{"text": "a\\u0000b"}', "NUL character"),
        ('{"text": "half \\ud800"}', "not valid JSON"),
        ('["text"]', "is not an object"),
        ("{", "Put each object on one line"),
        ('{"text": "T"', "not valid JSON"),
        ("no JSON", "not valid JSON"),
        ("[" * 5000, "not valid JSON"),
        ('{"text": "T", "id": "' + "9" * 2000 + '"}', '"id" is too long'),
        ('{"text": "T", "id": ' + "9" * 2000 + "}", '"id" is too long'),
        ('{"text": "T", "id": ' + "9" * 9000 + "}", '"id"'),
        ("\ufeff\ufeffx", "not valid JSON"),
    ],
)
def test_a_line_is_refused_with_what_was_found(tmp_path: Path, line: str, reason: str) -> None:
    sentence = error_of(tmp_path, line)
    assert reason in sentence
    assert len(sentence) < 400


def test_each_line_is_refused_alone(tmp_path: Path) -> None:
    data = b'{"text": "One."}\n{"text": "caf\xe9"}\n{"text": "Two."}\nbroken\n{"text": "Three."}'
    got = lines(tmp_path, data)
    assert [(n, entry.text) for n, entry in got if isinstance(entry, Entry)] == [
        (1, "One."),
        (3, "Two."),
        (5, "Three."),
    ]
    errors = {n: str(entry) for n, entry in got if isinstance(entry, ReportError)}
    assert "byte offset 13" in errors[2]
    assert "not valid JSON" in errors[4]


def test_a_line_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 64)
    got = lines(tmp_path, '{"text": "' + "a" * 500 + '"}\n{"text": "Short."}\n')
    assert [n for n, _ in got] == [1, 2]
    assert "too large" in str(got[0][1])
    assert isinstance(got[1][1], Entry)


def test_files_refused_as_a_whole(tmp_path: Path) -> None:
    for data, reason in ((b"", "is empty"), (b"\n \n", "is empty"), (b"\x80\0\0", "binary")):
        with pytest.raises(ReportError, match=reason):
            lines(tmp_path, data)
    with pytest.raises(ReportError, match="iconv -f UTF-16"):
        lines(tmp_path, '{"text": "T"}'.encode("utf-16"))
    with pytest.raises(ReportError, match="does not exist"):
        list(read_lines(tmp_path / "none.jsonl"))

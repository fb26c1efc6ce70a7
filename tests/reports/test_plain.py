from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import ReportError
from trucewatch.reports import plain
from trucewatch.reports.plain import MAX_CHARACTERS, MAX_TEXT_BYTES, read_plain

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\x0c\x85\u2028\u200b\ufeff"), min_size=1
).map(lambda text: "Truce " + text)


def refusal(path: Path) -> str:
    with pytest.raises(ReportError) as caught:
        read_plain(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_text_is_kept_exactly(text: str, encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_bytes((mark + text).encode(encoding))
        assert read_plain(path) == text


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes(b"The truce holds.\r\n\r\nTalks resume in Juba.\r")
    assert read_plain(path) == "The truce holds.\r\n\r\nTalks resume in Juba.\r"


def test_broken_utf8_says_where_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Line one.\nThe caf\xe9 reopened.".encode("cp1252"))
    sentence = refusal(path)
    assert "byte offset 17 (line 2)" in sentence
    assert "iconv -f WINDOWS-1252 -t UTF-8" in sentence


def test_offset_counts_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_bytes(b"\xef\xbb\xbfab\xff")
    assert "byte offset 5" in refusal(path)


def test_broken_utf16(tmp_path: Path) -> None:
    path = tmp_path / "half.txt"
    path.write_bytes("Ceasefire".encode("utf-16") + b"\x41")
    assert "not valid UTF-16" in refusal(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n\t\n", "is blank"),
        ("\u200b … —\n".encode(), "holds no words"),
        (b"Talks \x00 resume", "NUL byte at byte offset 6"),
        ("Talks \0 resume".encode("utf-16"), "NUL character"),
        ("UTF-16 without its mark".encode("utf-16-le"), "NUL byte"),
        (b"ab\x01\x02\x03\x04cd" * 20, "80 control characters"),
        (b"%PDF-1.7\n1 0 obj", "PDF document"),
        (b"PK\x03\x04rest", "office document"),
        (b"{\\rtf1 Talks}", "Rich Text"),
        (b"\x89PNG\r\n", "an image"),
    ],
)
def test_what_is_no_report(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(data)
    assert reason in refusal(path)


def test_a_stray_control_character_is_no_reason(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes(b"\x02The two sides met again.")
    assert read_plain(path).startswith("\x02The")


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(20_000_000)
    monkeypatch.setattr(plain, "decode", lambda *_: pytest.fail("the file was read"))
    sentence = refusal(path)
    assert "20,000,000 bytes" in sentence
    assert "2,000,000 characters" in sentence


def test_the_limit_counts_characters(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("é" * MAX_CHARACTERS, encoding="utf-8")
    assert len(read_plain(path)) == MAX_CHARACTERS
    path.write_text("a" * (MAX_CHARACTERS + 1), encoding="utf-8")
    assert "2,000,001 characters" in refusal(path)


def test_a_device_without_end_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    assert f"{MAX_TEXT_BYTES + 1:,} bytes" in refusal(Path("/dev/zero"))


def test_missing_folder_and_impossible_names(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.txt")
    assert "is a folder" in refusal(tmp_path)
    assert "cannot be read" in refusal(tmp_path / "a\0b.txt")


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert "permission denied" in refusal(tmp_path / "closed.txt")


def test_half_a_character_in_memory() -> None:
    with pytest.raises(ReportError, match="surrogate"):
        plain.check_text("Talks \ud800 resume", "the text")

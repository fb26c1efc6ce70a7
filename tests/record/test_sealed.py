"""Sealed files: they open with their passphrase alone, and tell if a byte of them was changed."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from trucewatch.errors import RecordError
from trucewatch.record import sealed
from trucewatch.record.sealed import MAGIC, is_sealed, seal_files, unsealed_files
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import opened_files

from .filling import filled, fresh, told
from .making import ISLAND, Clock

WORDS = "reef, harbour and a grey ferry"
FAST = 2**4  # scrypt's cost; its own is for people who guess


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed.Header.__init__, "__defaults__", (FAST, 8, 1))
    monkeypatch.setattr(sealed.seal_files, "__kwdefaults__", {"n": FAST})


@pytest.fixture
def contents() -> dict[str, bytes]:
    big = b"counted" + b"".join(hashlib.sha256(f"{number}".encode()).digest() for number in range(8_000))  # packs badly
    return {"empty.jsonl": b"", "small.jsonl": b"{}\n", "big.jsonl": big}


@pytest.fixture
def place(tmp_path: Path, contents: dict[str, bytes]) -> Path:
    path = tmp_path / "sealed"
    with ExitStack() as stack:
        seal_files(path, {name: stack.enter_context(io.BytesIO(data)) for name, data in contents.items()}, WORDS)
    return path


def opened(path: Path, passphrase: str = WORDS) -> dict[str, bytes]:
    with unsealed_files(path, passphrase) as files:
        return {name: _whole(file) for name, file in files.items()}


def _whole(file: object) -> bytes:
    assert hasattr(file, "seek")
    assert hasattr(file, "read")
    file.seek(0)
    data = file.read()
    assert isinstance(data, bytes)
    return data


def test_files_come_back(place: Path, contents: dict[str, bytes]) -> None:
    assert is_sealed(place)
    assert opened(place) == contents
    assert b"counted" not in place.read_bytes()


def test_each_sealing_has_a_key_of_its_own(place: Path, tmp_path: Path, contents: dict[str, bytes]) -> None:
    with ExitStack() as stack:
        files = {name: stack.enter_context(io.BytesIO(data)) for name, data in contents.items()}
        seal_files(tmp_path / "other", files, WORDS)
    first, second = place.read_bytes(), (tmp_path / "other").read_bytes()
    assert first[len(MAGIC) :].split(b"\n", 1)[0] != second[len(MAGIC) :].split(b"\n", 1)[0]
    assert first[-100:] != second[-100:]


@pytest.mark.parametrize("passphrase", ["reef, harbour and a grey Ferry", WORDS + " ", "", "x"])
def test_another_passphrase(place: Path, passphrase: str) -> None:
    with pytest.raises(RecordError, match="the passphrase does not open"):
        opened(place, passphrase)


def test_a_passphrase_written_in_another_way_is_the_same(tmp_path: Path) -> None:
    seal_files(tmp_path / "sealed", {"a.jsonl": io.BytesIO(b"1\n")}, "pe\u0301niche et re\u0301cif")
    assert opened(tmp_path / "sealed", "p\u00e9niche et r\u00e9cif") == {"a.jsonl": b"1\n"}


def test_a_passphrase_that_is_too_short(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="the passphrase has 7 characters"):
        seal_files(tmp_path / "sealed", {}, "harbour  ")
    assert not (tmp_path / "sealed").exists()


def places_in(data: bytes) -> Iterator[int]:
    """The beginning, the header, the first pieces and their borders, the end."""
    header = data.index(b"\n") + 1
    yield from (0, len(MAGIC) + 5, header - 3, header, header + 40, header + (1 << 16) + 15, header + (1 << 16) + 16)
    yield from (len(data) // 2, len(data) - 17, len(data) - 1)


def test_every_changed_byte_is_told(place: Path) -> None:
    data = place.read_bytes()
    assert len(data) > 3 << 16
    for at in places_in(data):
        changed = bytearray(data)
        changed[at] ^= 1
        place.write_bytes(changed)
        with pytest.raises(RecordError, match=r"was altered or is not whole|passphrase does not open"):
            opened(place)


def test_cut_off_lengthened_and_reordered_files_are_told(place: Path) -> None:
    data = place.read_bytes()
    header, piece = data.index(b"\n") + 1, (1 << 16) + 16
    first, second = data[header : header + piece], data[header + piece : header + 2 * piece]
    for wrong in (
        data[: header + piece],
        data[:-1],
        data[:header],
        data[: header - 1],
        data + b"x",
        data[:header] + second + first + data[header + 2 * piece :],
        data[:header] + second + data[header + 2 * piece :],
    ):
        place.write_bytes(wrong)
        with pytest.raises(RecordError, match=r"was altered or is not whole|passphrase does not open"):
            opened(place)


@pytest.mark.parametrize("values", [{"n": 1 << 30}, {"n": 3}, {"salt": 5}, {"r": 1 << 20}, {"mode": "x"}, {"p": "one"}])
def test_a_header_that_asks_for_what_it_may_not(place: Path, values: dict[str, object]) -> None:
    line, rest = place.read_bytes().split(b"\n", 1)
    header = json.loads(line.removeprefix(MAGIC))
    place.write_bytes(MAGIC + json.dumps(header | values).encode() + b"\n" + rest)
    with pytest.raises(RecordError, match="was altered or is not whole"):
        opened(place)


def test_a_record_sealed_and_taken_in(tmp_path: Path) -> None:
    with filled(tmp_path / "record.db", Clock()) as record:
        place = tmp_path / "backup.sealed"
        export_statements(record, place, ExportOptions(with_text="all", passphrase=WORDS))
        data = place.read_bytes()
        assert ISLAND.encode() not in data
        assert sorted(path.name for path in tmp_path.iterdir() if "db" not in path.name) == ["backup.sealed"]
        with pytest.raises(RecordError, match="is sealed"), opened_files(place):
            pass
        with opened_files(place, WORDS) as files, fresh(tmp_path / "new.db") as new:
            import_statements(new, files)
            assert told(new) == told(record)

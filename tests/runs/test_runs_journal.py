from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.errors import TrucewatchError
from trucewatch.runs.files import create_once, write_whole
from trucewatch.runs.journal import (
    Attempt,
    attempts_of,
    ends_of,
    lines_in,
    look_back,
    read_seal,
    row_at,
    sealed_ends,
    write_seal,
)


def end(key: str, **more: object) -> str:
    words = "".join(f', "{name}": "{value}"' for name, value in more.items())
    return f'{{"ended": "{key}"{words}}}'


def test_lines_are_whole_or_not_there(tmp_path: Path) -> None:
    with Attempt(tmp_path, 5) as attempt:
        attempt.begin("0:1")
        attempt.end(end("0:1", text="ä" * 100_000))
        attempt.begin("0:2")
    lines = list(lines_in(attempt.path))
    assert [line.row.get("begun") for line in lines] == ["0:1", None, "0:2"]
    assert lines[-1].end == attempt.used == attempt.path.stat().st_size
    with attempt.path.open("rb") as file:
        assert row_at(file, lines[1].start)["text"] == "ä" * 100_000
    data = attempt.path.read_bytes()
    for cut in (1, lines[1].start, lines[1].end - 1, lines[1].end, len(data) - 1):
        attempt.path.write_bytes(data[:cut])
        kept = [line for line in lines if line.end <= cut]
        assert list(lines_in(attempt.path)) == kept
    attempt.path.write_bytes(data[: lines[1].end - 2] + b"xx" + data[lines[1].end :])
    assert list(lines_in(attempt.path)) == lines[:1]  # its checksum is wrong


def test_what_was_in_hand_is_counted_against_it_unless_it_was_put_down(tmp_path: Path) -> None:
    for last in ("die", "die", "put down", "next"):
        with Attempt(tmp_path, 0) as attempt:
            attempt.begin("0:1")
            attempt.end(end("0:1"))
            attempt.begin("0:2")
            if last == "put down":
                attempt.put_down()
            if last == "next":
                attempt.begin("0:3")
                attempt.end(end("0:3"))
    before = look_back(tmp_path, 0)
    assert before.ended == {"0:1", "0:3"}
    assert before.deaths == {"0:2": 2}
    assert len(before.used) == len(attempts_of(tmp_path, 0)) == 4


def test_seal_stands_and_leaves_out_what_comes_later(tmp_path: Path) -> None:
    with Attempt(tmp_path, 1) as first:
        first.end(end("0:1", by="first"))
        with Attempt(tmp_path, 1) as second:
            second.end(end("0:1", by="second"))
            second.end(end("0:2", by="second"))
        used = {first.path.name: first.used, second.path.name: second.used}
        seal = write_seal(tmp_path, 1, used, {"read": 2})
        first.end(end("0:3", by="a process that was thought lost"))
    told = [(line.row["ended"], line.row["by"]) for _path, line in sealed_ends(tmp_path, seal)]
    assert told == [("0:1", "first"), ("0:2", "second")]
    assert write_seal(tmp_path, 1, {}, {"read": 0}) == seal == read_seal(tmp_path, 1)
    assert len(list(ends_of(tmp_path, 1, {first.path.name: first.path.stat().st_size}))) == 2


def test_damage_behind_a_seal_is_told(tmp_path: Path) -> None:
    with Attempt(tmp_path, 1) as attempt:
        attempt.end(end("0:1"))
    seal = write_seal(tmp_path, 1, {attempt.path.name: attempt.used}, {})
    data = attempt.path.read_bytes()
    attempt.path.write_bytes(data[:-1] + b"x")
    with pytest.raises(TrucewatchError, match="not what was sealed"):
        list(sealed_ends(tmp_path, seal))
    next(tmp_path.rglob("*.seal.json")).write_text("{", encoding="utf-8")
    with pytest.raises(TrucewatchError, match="is damaged"):
        read_seal(tmp_path, 1)


def test_files_are_put_in_place_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert create_once(path, "one")
    assert not create_once(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    write_whole(path, "three")
    assert path.read_text(encoding="utf-8") == "three"
    assert list(tmp_path.iterdir()) == [path]

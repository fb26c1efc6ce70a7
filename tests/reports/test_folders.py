from __future__ import annotations

import os
from pathlib import Path

import pytest

from trucewatch.reports.details import Refusal
from trucewatch.reports.folders import list_files


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Talks.", encoding="utf-8")


def listed(root: Path) -> list[str]:
    return [str(item.relative_to(root)) for item in list_files([root]) if isinstance(item, Path)]


def refusals(*paths: Path) -> list[str]:
    return [str(item.error) for item in list_files(paths) if isinstance(item, Refusal)]


def test_sorted_recursive_hidden_and_other_suffixes_left_out(tmp_path: Path) -> None:
    make(tmp_path, "b.TXT", "a.html", "c.jsonl", "z/1.text", "m/x/2.ndjson", "m/3.htm", "README.md", "meta.csv")
    make(tmp_path, ".hidden.txt", ".git/d.txt", "sheet.xlsx", "notes.json", "rows.csv")
    make(tmp_path, "paper.PDF", "y.warc.gz", "y.tar.gz")
    expected = ["a.html", "b.TXT", "c.jsonl", "paper.PDF", "y.warc.gz", "m/3.htm", "m/x/2.ndjson", "z/1.text"]
    assert listed(tmp_path) == expected
    assert refusals(tmp_path) == []


def test_order_of_the_call_is_kept_and_suffixes_are_free(tmp_path: Path) -> None:
    make(tmp_path, "b.wire", "a.txt", ".c")
    paths = [tmp_path / "b.wire", tmp_path / "a.txt", tmp_path / ".c"]
    assert list_files(paths) == tuple(paths)


def test_nothing_readable_says_what_was_passed_over(tmp_path: Path) -> None:
    [empty] = refusals(tmp_path)
    assert "it is empty" in empty
    make(tmp_path, *(f"{n}.xlsx" for n in range(7)))
    [sentence] = refusals(tmp_path)
    assert "passed over: 0.xlsx, 1.xlsx, 2.xlsx, 3.xlsx, 4.xlsx and 2 more" in sentence


def test_missing_and_impossible_paths(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    got = list_files([tmp_path / "none", tmp_path / "a.txt", tmp_path / "a\0b"])
    assert [type(item).__name__ for item in got] == ["Refusal", type(tmp_path).__name__, "Refusal"]
    assert "does not exist" in refusals(tmp_path / "none")[0]


def test_a_circle_of_links_is_refused_once(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "round").symlink_to(tmp_path, target_is_directory=True)
    assert listed(tmp_path) == ["in/a.txt"]
    [sentence] = refusals(tmp_path)
    assert "leads back" in sentence


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "me").symlink_to("me")
    [sentence] = refusals(tmp_path / "me")
    assert "cannot be read" in sentence


def test_links_to_folders_are_followed_and_each_folder_is_entered_once(tmp_path: Path) -> None:
    make(tmp_path, "store/a.txt", "call/own.txt")
    for name in ("one", "two"):
        (tmp_path / "call" / name).symlink_to(tmp_path / "store", target_is_directory=True)
    assert listed(tmp_path / "call") == ["own.txt", "one/a.txt"]
    assert refusals(tmp_path / "call") == []


def test_a_folder_whose_name_begins_alike_is_no_circle(tmp_path: Path) -> None:
    make(tmp_path, "ab/x.txt")
    (tmp_path / "abc").mkdir()
    (tmp_path / "abc" / "link").symlink_to(tmp_path / "ab", target_is_directory=True)
    assert listed(tmp_path / "abc") == ["link/x.txt"]


def test_broken_links_stay_and_channels_go(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert listed(tmp_path) == ["a.txt", "gone.txt"]


def test_a_closed_folder_is_refused_and_the_rest_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert listed(tmp_path) == ["a.txt"]
    [sentence] = refusals(tmp_path)
    assert "closed may not be read: permission denied" in sentence

"""Putting an export in its place whole: written beside it, then moved there, and nothing left where that failed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trucewatch.errors import TrucewatchError

ABOUT = "about.json"
"""The file by which a folder is known as an export; it names every other file in it."""
WITHHELD = "withheld.json"
PROGRAM = "Trucewatch"


def beside(place: Path) -> Path:
    """Where a single file's account of what was withheld stands."""
    return place.with_name(f"{place.name}.{WITHHELD}")


@contextmanager
def placed(place: Path, *, force: bool, is_folder: bool) -> Iterator[Path]:
    """A new folder beside a place; what is in it in the end goes to the place.

    Args:
        place: where the export is to stand.
        force: an earlier export that stands there is replaced; nothing else ever is.
        is_folder: the folder itself goes there; else its files go where the place is, each under its name.

    Raises:
        TrucewatchError: something stands there already, or its folder does not exist.
    """
    whole = place.absolute()
    _check(whole, place, force=force, is_folder=is_folder)
    partial = whole.with_name(f".{whole.name}.{os.getpid()}.partial")
    partial.mkdir()
    try:
        yield partial
        if is_folder:
            _swap(partial, whole)
        else:
            names = {file.name for file in partial.iterdir()}
            # The file itself comes last: where it stands, what belongs to it does too.
            for name in sorted(names, key=lambda name: name == whole.name):
                (partial / name).replace(whole.with_name(name))
            if (account := beside(whole)).name not in names:
                account.unlink(missing_ok=True)  # of an earlier export, of which it told what was withheld
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, indented, in UTF-8."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _swap(partial: Path, whole: Path) -> None:
    old = None
    if whole.exists():
        old = whole.with_name(f".{whole.name}.{os.getpid()}.old")
        whole.rename(old)
    try:
        partial.rename(whole)
    except OSError:
        if old is not None:
            old.rename(whole)
        raise
    if old is not None:
        shutil.rmtree(old)


def _check(whole: Path, place: Path, *, force: bool, is_folder: bool) -> None:
    if not whole.parent.is_dir():
        raise TrucewatchError(f"the folder {place.parent} does not exist", advice="Make it, or name another place.")
    there = [p for p in (whole, *(() if is_folder else (beside(whole),))) if p.exists() or p.is_symlink()]
    if not there:
        return
    if not force:
        raise TrucewatchError(
            f"{there[0] if there[0] != whole else place} is there already",
            expected="a new name",
            advice="Name another one, or replace an earlier export with --force.",
        )
    if is_folder and not _is_export(whole):
        raise TrucewatchError(
            f"{place} holds something else than an export",
            expected="a folder that `trucewatch export` wrote and nothing was added to",
            advice="Nothing was changed. Name another place.",
        )
    if not is_folder and any(not p.is_file() or p.is_symlink() for p in there):
        raise TrucewatchError(f"{place} is no file", advice="Nothing was changed. Name another place.")


def _is_export(folder: Path) -> bool:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        named = {*about["files"], ABOUT}
        return about["program"] == PROGRAM and {p.name for p in folder.iterdir()} <= named
    except (OSError, ValueError, TypeError, KeyError):
        return False

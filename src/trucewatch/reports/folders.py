"""Which files a call means: files as given, folders with everything readable below them, in one stable order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.details import Refusal
from trucewatch.reports.plain import unreadable

SINGLE_ENDINGS = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
"""Of files that are one report each, as a rule."""

MANY_ENDINGS = frozenset(
    {".jsonl", ".ndjson", ".eml", ".warc", ".warc.gz", ".rss", ".atom", ".xml", ".newsml", ".ninjs", ".parquet"}
)
"""Of files that may hold many."""

NAMED_ENDINGS = frozenset({".json", ".csv"})
"""Read where a file is named itself; in a folder these are as likely notes, settings or the CSV with the details."""

READABLE = SINGLE_ENDINGS | MANY_ENDINGS


def ending_of(path: Path) -> str:
    """The ending in small letters, the two of a compressed archive together (".warc.gz")."""
    name = path.name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else path.suffix.lower()


def list_files(paths: Sequence[Path]) -> tuple[Path | Refusal, ...]:
    """The files that paths stand for; nothing is opened.

    Args:
        paths: files, taken whatever their ending, and folders, of which files with an ending in `READABLE` are taken at
            any depth; there, hidden names and other endings (notes, the CSV with the details) are passed over.

    Returns:
        Paths in the order given, folders in sorted order (a folder's own files before its subfolders), and a refusal
        for each path that is missing, may not be looked into, leads back into itself or holds nothing readable.
    """
    found: list[Path | Refusal] = []
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            found.append(Refusal(str(path), unreadable(path, error)))
            continue
        found.extend(_below(path) if is_folder else [path])
    return tuple(found)


@dataclass
class _Walk:
    """What one walk through a folder has met so far."""

    refusals: list[Refusal] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def trouble(self, error: OSError) -> None:
        path = Path(str(error.filename))
        self.refusals.append(Refusal(str(path), unreadable(path, error)))

    def enters(self, folder: Path) -> bool:
        """Is this a folder to go into? Each is entered once, by whichever way comes first."""
        real = os.path.realpath(folder)
        above = os.path.realpath(folder.parent)
        if above == real or above.startswith(real.rstrip(os.sep) + os.sep):
            error = ReportError(f"{folder} leads back to a folder it lies in", advice="Remove the link")
            self.refusals.append(Refusal(str(folder), error))
            return False
        if real in self.visited:
            return False
        self.visited.add(real)
        return True


def _below(folder: Path) -> Iterator[Path | Refusal]:
    walk = _Walk(visited={os.path.realpath(folder)})
    empty = True
    # Links to folders are followed, since archives are often put together from links; `enters` breaks circles.
    for top, folders, names in os.walk(folder, onerror=walk.trouble, followlinks=True):
        folders[:] = [d for d in sorted(folders) if not d.startswith(".") and walk.enters(Path(top, d))]
        for name in sorted(names):
            path = Path(top, name)
            if name.startswith("."):
                continue
            if ending_of(path) in READABLE and _is_file(path):
                empty = False
                yield path
            else:
                walk.skipped.append(path)
    yield from walk.refusals
    if empty and not walk.refusals:
        yield Refusal(str(folder), _nothing_readable(folder, walk.skipped))


def _is_file(path: Path) -> bool:
    """Not a channel or device, which could keep us waiting; a broken link passes, to be refused when it is opened."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _nothing_readable(folder: Path, skipped: list[Path]) -> ReportError:
    shown = ", ".join(str(path.relative_to(folder)) for path in skipped[:5])
    more = f" and {len(skipped) - 5} more" if len(skipped) > 5 else ""
    return ReportError(
        f"{folder} holds no readable file" + (f" (passed over: {shown}{more})" if skipped else " (it is empty)"),
        expected=f"files ending in {', '.join(sorted(READABLE - {'.xml'}))} or .xml",
        advice="Name a CSV or JSON file itself; one with another ending is read as plain text" if skipped else "",
    )

"""What the generators of reference pages share: writing a page, or checking that the one on disk is up to date."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

ALIKE = 0.95
"""The least share of words that two runs on different processors have in common (decisions/0021)."""

_ID = re.compile(r"\b[0-9a-f]{12}\b")

PAGES = Path(__file__).parent / "reference"


def alike(kept: str, now: str) -> bool:
    """Are these the outputs of one program, but for what another processor's last digits do to a reading?

    Ids count as equal: one stands for a passage, and moves when an edge of that does.
    """
    before, after = (_ID.sub("ID", output).split() for output in (kept, now))
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def write_or_check(page: str, text: str, arguments: Sequence[str]) -> int:
    """Write a page of the reference; with `--check` among the arguments only compare it with the one on disk.

    Args:
        page: file name below docs/reference.
        text: the whole page.
        arguments: of the command line.

    Returns:
        Exit code: 0, or 1 where the page on disk is not up to date.
    """
    path = PAGES / page
    if "--check" not in arguments:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"docs/reference/{page} is not up to date. Run `make generated` and look at what changed.\n")
    return 1

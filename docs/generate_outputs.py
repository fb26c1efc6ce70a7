"""Writes the outputs shown in README.md and in docs/ from real runs.

    python docs/generate_outputs.py [--check]

A comment `<!-- trucewatch COMMAND ... | Section, Section -->` asks for what stands in the block below it: the output of
that command on a record of the samples, of a board only the named sections. `{positions reject NAME}` in a command is
the id of the first of that kind, with that value, in that process. A comment `<!-- python -->` asks for what the Python
block below it prints, in the text block behind that. With --check nothing is written; exit code 1 says that a block is
not up to date; what another processor may change is let pass (`write_or_check.alike`).
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from write_or_check import alike

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "spacy.md")
SECTION_LINES = 16
OUTPUT_LINES = 26

_BLOCK = re.compile(
    r"<!-- trucewatch (?P<command>[^|\n]+?)(?: \| (?P<sections>[^\n]+?))? -->\n```text\n.*?```\n", re.DOTALL
)
_PYTHON = re.compile(r"(?P<shown><!-- python -->\n```python\n(?P<code>.*?)```\n+)```text\n.*?```\n", re.DOTALL)
_SHORT_ID = 12
_SEEN = re.compile(r"seen \d{4}-\d\d-\d\d \d\d:\d\d UTC")


def run(folder: Path, *arguments: str) -> str:
    """What a command prints, with the paths and the moment of this run taken out."""
    words = output_of(folder, f"trucewatch {' '.join(arguments)}", "-m", "trucewatch", *arguments)
    return _SEEN.sub("seen 2026-11-22 09:00 UTC", words)


def output_of(folder: Path, name: str, *arguments: str) -> str:
    """What Python prints when it is called so, with the paths of this run taken out."""
    environment = {**os.environ, "COLUMNS": "92", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{name} ended with {done.returncode}:\n{done.stderr}")
    words = done.stdout.replace(f"{ROOT}/", "")
    return "\n".join(line.rstrip() for line in words.splitlines()) + "\n"


def sections_of(board: str, wanted: list[str]) -> str:
    """The head of a board and its wanted sections, long ones cut short with an ellipsis."""
    head, *sections = re.split(r"\n(?=\S)", board.strip("\n"))
    kept = [section.rstrip("\n") for section in sections if section.startswith(tuple(wanted))]
    return "\n\n".join([head.strip("\n"), *(shortened(section, SECTION_LINES) for section in kept)]) + "\n"


def shortened(words: str, most: int) -> str:
    """At most so many lines."""
    lines = words.splitlines()
    return "\n".join(lines if len(lines) <= most else [*lines[:most], "  …"])


def id_of(folder: Path, wanted: str) -> str:
    """The id that stands for "KIND VALUE PROCESS"; the words themselves where there is none."""
    kind, value, process = wanted.split()
    rows = json.loads(run(folder, "show", kind, "--process", process, "--json"))
    return next((str(row["id"])[:_SHORT_ID] for row in rows if value in row.values()), wanted)


def renewal(folder: Path) -> Callable[[re.Match[str]], str]:
    """What gives each block anew, over a record of the samples in a folder."""
    shown = run(folder, "demo", "--record", "trucewatch.sqlite")

    def renewed(block: re.Match[str]) -> str:
        asked = block["command"]
        command = re.sub(r"\{([^}]+)\}", lambda m: id_of(folder, m[1]), asked)
        output = shown if command == "demo" else run(folder, *shlex.split(command))
        wanted = [name.strip() for name in (block["sections"] or "").split(",") if name.strip()]
        output = sections_of(output, wanted) if wanted else shortened(output.rstrip("\n"), OUTPUT_LINES) + "\n"
        comment = f"trucewatch {asked}" + (f" | {block['sections']}" if block["sections"] else "")
        return f"<!-- {comment} -->\n```text\n$ trucewatch {command}\n{output}```\n"

    return renewed


def printed(folder: Path) -> Callable[[re.Match[str]], str]:
    """What gives each Python block with its output anew."""

    def renewed(block: re.Match[str]) -> str:
        words = output_of(folder, "A Python block", "-c", block["code"])
        return f"{block['shown']}```text\n{words}```\n"

    return renewed


def _shown(document: str) -> str:
    """The blocks of a document that are made by runs."""
    found = [*_BLOCK.finditer(document), *_PYTHON.finditer(document)]
    return "\n".join(block.group() for block in found)


def main(arguments: list[str]) -> int:
    """Renew or check the blocks of all documents; gives the exit code."""
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        renew, print_anew = renewal(Path(folder)), printed(Path(folder))
        for path in DOCUMENTS:
            before = path.read_text(encoding="utf-8")
            after = _PYTHON.sub(print_anew, _BLOCK.sub(renew, before))
            if "--check" in arguments:
                if not alike(_shown(before), _shown(after)):
                    stale.append(path.name)
            elif after != before:
                path.write_text(after, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"The outputs in {name} are not up to date. Run `make generated` and look at what changed.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

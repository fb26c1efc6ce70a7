"""Runs the notebooks of docs/notebooks on the sample reports and keeps their outputs.

    python docs/generate_notebooks.py [--check]

Each notebook runs in a kernel of its own, in a fresh folder that holds a copy of the samples, so that nothing of the
machine gets into it and nothing is left behind. With --check nothing is written; exit code 1 says that the outputs of a
notebook are not up to date. Of an output its plain text is compared, and of a chart what is written in it; what another
processor may change is let pass (`write_or_check.alike`).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from write_or_check import alike

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "docs" / "notebooks"
_KERNEL = "python3"
_SECONDS = 300  # for one cell; the first one that reads loads the learned model
_LETTERS = re.compile(r"<text[^>]*>([^<]*)</text>")
_TAG = re.compile(r"<[^>]*>")
_WRITTEN = ("image/svg+xml", "text/html", "text/markdown", "text/plain")


def run(path: Path) -> Any:
    """A notebook with the outputs that it gives now."""
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        client = NotebookClient(
            notebook, timeout=_SECONDS, kernel_name=_KERNEL, resources={"metadata": {"path": folder}}
        )
        client.execute(env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"})
        _tidy(notebook, folder)
    return notebook


def _tidy(notebook: Any, folder: str) -> None:
    """Take out what differs from run to run: times, the machine's versions and paths."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": _KERNEL},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.pop("transient", None)
            if "metadata" in output:
                output.metadata = {}
    written = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    for place in (folder, str(ROOT), str(Path.home())):
        if place in written:
            raise SystemExit(f'A notebook prints the path "{place}" of this machine. Print the file\'s name instead.')


def said(notebook: Any) -> Iterator[tuple[str, ...]]:
    """What can be compared of each cell: its source and the words of its outputs."""
    for cell in notebook.cells:
        yield cell.source, *(words_of(output) for output in cell.get("outputs", ()))


def _joined(cells: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(words for cell in cells for words in cell)


def words_of(output: Any) -> str:
    """The words of one output: what was printed, what is written in a chart, else the text of a table or page."""
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    kind = next((kind for kind in _WRITTEN if kind in output.data), None)
    words = str(output.data[kind]) if kind else ""
    if kind == "image/svg+xml":
        return "\n".join(_LETTERS.findall(words))
    return " ".join(_TAG.sub(" ", words).split())


def main(arguments: list[str]) -> int:
    """Write or check all notebooks; gives the exit code."""
    stale = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        before: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        kept = list(said(before))
        after = run(path)
        if "--check" not in arguments:
            beside = path.with_suffix(".new")
            beside.write_text(nbformat.writes(after) + "\n", encoding="utf-8")  # type: ignore[no-untyped-call]
            beside.replace(path)
        elif not alike(_joined(kept), _joined(said(after))):
            stale.append(path.name)
    for name in stale:
        sys.stderr.write(f"The outputs of docs/notebooks/{name} are not up to date. Run `make generated` and look.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A reader for tests of runs: quick, picklable, and obedient to words in the report."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trucewatch.errors import ReadingError, ReportError
from trucewatch.reports.details import Refusal
from trucewatch.runs.hands import Hands, Ready
from trucewatch.runs.plan import RunOptions
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

STEPS = ("words 1", "lengths 2")
MODELS = ("none@0",)


@dataclass(frozen=True)
class TestReader:
    """Counts words; "KILL ME" ends the process, "HANG" keeps it, "BREAK" is refused.

    Attributes:
        log: a folder for a file that each process adds the name of each report to that it begins.
        seconds: that each report takes.
        steps: what it says of itself.
        unfit: it cannot be loaded.
        dies: its process ends while it is loaded.
    """

    __test__ = False

    log: Path
    seconds: float = 0.0
    steps: tuple[str, ...] = STEPS
    unfit: bool = False
    dies: bool = False

    def __call__(self) -> Ready:
        if self.dies:
            os._exit(3)
        if self.unfit:
            raise ReadingError("the test reader cannot be loaded", expected="another one")
        return Ready(self._read, self.steps, MODELS)

    def _read(self, report: Report) -> Reading | Refusal:
        with (self.log / str(os.getpid())).open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{report.name}\n")
        if "KILL ME" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in report.text:
            time.sleep(60)
        if "BREAK" in report.text:
            return Refusal(report.name or "", ReportError(f"{report.name}: broken as asked"))
        time.sleep(self.seconds)
        words = {"tid": "t1", "words": len(report.text.split())}
        return Reading(report, steps=self.steps, models=MODELS, other_timex=(words,))


@dataclass(frozen=True)
class Turned:
    """What `turn_away` says."""

    score: float
    kept: bool
    ground: str


def turn_away(text: str, headline: str | None) -> Turned:
    """Turns away what tells of the harvest."""
    kept = "harvest" not in text
    return Turned(0.9 if kept else 0.1, kept, "talks" if kept else f"no word of the lexicon in {headline or 'it'}")


def hands(log: Path, **more: Any) -> Hands:
    """Hands with the test reader, that logs into a folder which is made."""
    log.mkdir(exist_ok=True)
    return Hands(TestReader(log, **more))


def begun(log: Path) -> list[str]:
    """The names of all reports that a reader began."""
    return sorted(line for path in log.iterdir() for line in path.read_text(encoding="utf-8").splitlines())


def write_lines(path: Path, count: int, **words: str) -> Path:
    """A JSON Lines file with numbered reports; `words` gives the texts of single ones, as `_7="KILL ME"`."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            text = words.get(f"_{number}", f"Delegations met in the harbour town for round {number} of the talks.")
            row = {
                "text": text,
                "published": f"2025-03-{number % 28 + 1:02d}",
                "outlet": "Harbour Post",
                "language": "en",
            }
            file.write(json.dumps(row) + "\n")
    return path


SMALL = RunOptions(shard_bytes=1000)
"""Seven or so of these reports a shard."""


def lines_of(folder: Path) -> list[dict[str, Any]]:
    """All rows of merged JSON Lines files, file by file."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

"""Runs the peers (bench/peers.py) on samples, in an environment of their own.

Their packages pin others than ours do, so they live in build/peers (made by `make peers`), and texts and readings pass
as JSON Lines. Without that environment nothing is run and it is said so.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.corpus.compile import Row
from bench.quality.measure import Measured, add
from bench.quality.samples import Sample

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "build" / "peers" / "bin" / "python"
TOOLS = ROOT / "bench" / "peers.py"


def available() -> bool:
    """Is the peers' environment there?"""
    return PYTHON.exists()


def run_peers(samples: Sequence[Sample]) -> dict[str, Measured]:
    """Every peer on the same samples: peer -> what it gave."""
    found: dict[str, Measured] = {}
    for row in peer_rows([(s.text, s.published) for s in samples]):
        measured = found.setdefault(row["peer"], Measured())
        reading: Row = row["reading"]
        add(measured, samples[row["number"]], reading)
        measured.seconds += row["seconds"]
    return found


def peer_rows(texts: Sequence[tuple[str, date | None]]) -> list[Row]:
    """What the peers give for texts with days of publication: a row for every peer and text, with its CPU-seconds."""
    lines = [json.dumps({"text": text, "published": day.isoformat() if day else None}) for text, day in texts]
    command = [str(PYTHON), str(TOOLS)]
    run = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        raise SystemExit(f"the peers failed (exit {run.returncode}):\n{run.stderr[-2000:]}")
    return [json.loads(line) for line in run.stdout.splitlines()]

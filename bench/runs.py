"""Archive runs measured: growth with the size, one worker against two, both engines byte for byte, memory, the journal.

    python -m bench.runs grow [--sizes 2000 6000 20000] [--workers 2] [--engine local]
    python -m bench.runs scale [--reports 240]
    python -m bench.runs engines [--reports 2000]
    python -m bench.runs overhead [--reports 20000]

The archive is generated: reports of about 700 words, paragraphs of our own corpus drawn by a seed, no two alike, dated
over ten years. `grow` reads archives of growing size, prefilter and all, and prints reports a second, CPU-seconds a
report, the most memory of a worker and of the driver, and bytes of journal and merged files a report. `scale` reads one
archive with one worker and with two, on a machine that has nothing else to do, and prints the ratio of their rates over
two, once the reader was loaded. `engines` reads one with local processes and with Ray, and compares the merged files.
`overhead` runs a reader that does nothing, which leaves what runs themselves cost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from trucewatch import api
from trucewatch.reports.details import Refusal
from trucewatch.runs import driver
from trucewatch.runs.force import Engine
from trucewatch.runs.hands import Hands, Ready
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_WORDS = 700
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3650
_MIB = 1 << 20


@dataclass(frozen=True)
class IdleReader:
    """Reads nothing, at once."""

    def __call__(self) -> Ready:
        return Ready(_nothing, ("nothing 1",), ())


def _nothing(report: Report) -> Reading | Refusal:
    return Reading(report, steps=("nothing 1",))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=sorted(_MEASURES))
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 6_000, 20_000])
    parser.add_argument("--reports", type=int, help="reports of scale (240), engines (2,000), overhead (20,000)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", choices=["local", "ray"], default="local")
    parser.add_argument("--no-prefilter", dest="prefilter", action="store_false")
    parser.add_argument("--folder", type=Path, help="where runs are left; else they are deleted")
    options = parser.parse_args(argv)
    print(f"load before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        return int(_MEASURES[options.what](options, folder))


def write_archive(path: Path, count: int, seed: int = 7) -> Path:
    """Write generated reports as JSON Lines; each is new, and its words are those of the corpus."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    paragraphs = sorted(
        {
            part.strip()
            for text in sorted(CORPUS.glob("*/*.txt"))
            for part in text.read_text(encoding="utf-8").split("\n\n")
            if len(part.split()) > 20
        }
    )
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            parts, words = [f"Bulletin {number} of the archive"], 0
            while words < _WORDS - 30:
                parts.append(chance.choice(paragraphs))
                words += len(parts[-1].split())
            published = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
            row = {"text": "\n\n".join(parts), "published": published.isoformat(), "outlet": "Bench", "language": "en"}
            file.write(json.dumps(row) + "\n")
    return path


def grow(options: argparse.Namespace, folder: Path) -> int:
    """Archives of growing size, from end to end."""
    print("reports  read  s      reports/s  CPU s/report  worker MiB  driver MiB  journal B  merged B  merge s")
    for size in options.sizes:
        archive = write_archive(folder / f"{size}.jsonl", size)
        root = folder / f"run {size}"
        done = _read(archive, root, options.workers, options.engine, prefilter=options.prefilter)
        start = time.perf_counter()
        api.merge_run(root)
        merging = time.perf_counter() - start
        row = done.to_json()
        reports = row["read"] + row["rejected"]
        print(
            f"{size:7}  {row['read']:5} {row['wall_seconds']:7.1f}  {row['reports_per_second']:8.3f}  "
            f"{row['cpu_seconds_per_report']:11.4f}  {row['peak_memory_mib']:10}  {_own_mib():10.0f}  "
            f"{_bytes(root / 'journal') / reports:9.0f}  {_bytes(root / 'merged') / reports:8.0f}  {merging:7.1f}",
            flush=True,
        )
        if reports != size:
            print(f"  {size - reports} reports are missing")
            return 1
    return 0


def scale(options: argparse.Namespace, folder: Path) -> int:
    """One worker against two, by the time from the first report to the last."""
    archive = write_archive(folder / "scale.jsonl", options.reports or 240)
    rates = {}
    for workers in (1, 2):
        watch = _Watch()
        done = _read(archive, folder / f"scale {workers}", workers, "local", prefilter=False, told=watch)
        rates[workers] = watch.rate
        print(f"{workers} workers: {watch.rate:.3f} reports/s, {done.to_json()['cpu_seconds_per_report']} CPU s/report")
    print(f"of twice one worker's rate two have {rates[2] / rates[1] / 2:.3f}")
    return 0


def engines(options: argparse.Namespace, folder: Path) -> int:
    """Both engines on one archive; their merged files must be the same."""
    archive = write_archive(folder / "engines.jsonl", options.reports or 2_000)
    found: list[dict[str, bytes]] = []
    names: tuple[Engine, ...] = ("local", "ray")
    for engine in names:
        root = folder / f"engines {engine}"
        done = _read(archive, root, options.workers, engine, prefilter=options.prefilter)
        api.merge_run(root)
        found.append({path.name: path.read_bytes() for path in sorted((root / "merged").iterdir())})
        print(f"{engine}: {done.outcomes}, {done.wall:.0f} s, {len(found[-1])} files")
    same = found[0] == found[1]
    print("merged files are byte for byte the same" if same else "merged files DIFFER")
    return 0 if same else 1


def overhead(options: argparse.Namespace, folder: Path) -> int:
    """What is left when the reading costs nothing: taking apart, journal, seals, merging."""
    count = options.reports or 20_000
    archive = write_archive(folder / "overhead.jsonl", count)
    root = folder / "overhead"
    force = api.Force("local", options.workers)
    start = time.perf_counter()
    done = driver.start([str(archive)], root, Hands(IdleReader()), api.RunOptions(), force)
    read = time.perf_counter()
    api.merge_run(root)
    merged = time.perf_counter()
    assert done.outcomes["read"] == count
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (children.ru_utime + children.ru_stime) / count * 1000
    print(
        f"{count} reports: {read - start:.1f} s with {options.workers} workers ({count / (read - start):.0f} a second, "
        f"{cpu:.2f} ms CPU of the workers a report), merged in {merged - read:.1f} s "
        f"({(merged - read) / count * 1000:.2f} ms a report); worker {done.peak / 1024:.0f} MiB, "
        f"driver {_own_mib():.0f} MiB"
    )
    return 0


class _Watch:
    """Reports a second between the first word of a worker and the last."""

    def __init__(self) -> None:
        self._told: list[tuple[float, int]] = []

    def __call__(self, now: api.RunProgress) -> None:
        self._told.append((time.perf_counter(), sum(now.outcomes.values())))

    @property
    def rate(self) -> float:
        (start, before), (end, after) = self._told[0], self._told[-1]
        return (after - before) / (end - start)


def _read(
    archive: Path, root: Path, workers: int, engine: Engine, *, prefilter: bool, told: _Watch | None = None
) -> api.Account:
    force = api.Force(engine, workers)
    return api.start_run([str(archive)], root, prefilter=prefilter, force=force, on_progress=told)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _own_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MIB


_MEASURES: dict[str, Any] = {"grow": grow, "scale": scale, "engines": engines, "overhead": overhead}


if __name__ == "__main__":
    sys.exit(main())

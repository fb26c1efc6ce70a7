"""Scores the reader, and its peers, on everything there is.

    python -m bench.quality [--open] [--no-peers] [--no-public] [--out DIR]

Sets: our own annotations of real news and the corpus, dev and test of each, and the founding document; PolNeAR dev; the
time and event sets by fold. --open leaves the test parts out: use it while working, so that nothing is tuned to them.
Prints the table and, without --open, writes it with all figures to bench/results/DATE-COMMIT.{md,json}.
Event scoring: bench/scoring/events.py. Sets whose texts are not at hand are left out and said so.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.quality import peers, public_sets
from bench.quality.measure import counts_json, measure, swap_share, trucewatch_reader
from bench.quality.samples import ALL_SETS, OPEN_SETS, digest_of, names_of, samples
from bench.quality.table import page
from trucewatch.reading import reader as reading
from trucewatch.reading.steps import DEFAULT_STEPS

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench" / "results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", action="store_true", help="only the parts that may be looked at while working")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--no-public", action="store_true")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the results")
    options = parser.parse_args(arguments)
    results = run(options)
    text = page(results)
    print(text)
    if not options.open:
        options.out.mkdir(parents=True, exist_ok=True)
        target = options.out / f"{results['date']}-{results['commit']}"
        target.with_suffix(".md").write_text(text, "utf-8")
        target.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        print(f"written to {target.relative_to(ROOT) if target.is_relative_to(ROOT) else target}.md and .json")
    return 0


def run(options: argparse.Namespace) -> dict[str, Any]:
    """All figures by name."""
    reader = trucewatch_reader()
    sets: dict[str, Any] = {}
    of_peers: dict[str, Any] = {}
    with_peers = not options.no_peers and peers.available()
    if not options.no_peers and not with_peers:
        print("SKIPPED peers: their environment is not there (make peers)", file=sys.stderr)
    for name in OPEN_SETS if options.open else ALL_SETS:
        found = samples(name)
        if not found:
            print(f"SKIPPED {name}: its texts are not at hand", file=sys.stderr)
            continue
        print(f"{name}: {names_of(found)}", file=sys.stderr)
        sets[name] = measure(reader, found).to_json()
        if with_peers:
            of_peers[name] = {peer: given.to_json() for peer, given in peers.run_peers(found).items()}
    public = not options.no_public
    return {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "commit": commit(),
        "reader": f"{', '.join(reading.models_of(DEFAULT_STEPS))}; {', '.join(reading.names_of(DEFAULT_STEPS))}",
        "corpus_digest": digest_of("dev"),
        "sets": sets,
        "peers": of_peers,
        "polnear_dev": public_sets.attribution("attributions") if public else None,
        "polnear_dev_quotes": public_sets.attribution("quotes") if public else None,
        "times": public_sets.times() if public else None,
        "gsr": public_sets.events(reader) if public else None,
        "swap": counts_json(swap_share(reader, samples("corpus dev"))),
    }


def commit() -> str:
    """The commit the working tree stands on; "+" behind it where files differ from it."""
    try:
        head = subprocess.run(
            ["git", "rev-parse", "--short=8", "HEAD"],  # noqa: S607
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"],  # noqa: S607
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head}+" if changed else head


if __name__ == "__main__":
    sys.exit(main())

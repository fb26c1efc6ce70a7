"""The gate: reading quality on the development part of the corpus may not fall.

    python -m bench.quality.gate                     measure and compare with the floors; exit status 1 below one
    python -m bench.quality.gate --raise             lift floors to what is measured (never lowers one)
    python -m bench.quality.gate --because PAGE      set floors to what is measured, lower ones too; PAGE is a page of
                                                     decisions/ that says why, and is named in the floors from then on

Floors stand in bench/floors.json with a digest of the texts and annotations they were measured on. When the corpus
has changed, floors do not compare: --raise takes the new digest if nothing fell, --because if something did.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.quality.measure import Measured, measure, swap_share, trucewatch_reader
from bench.quality.samples import Sample, digest_of, samples
from bench.scoring.counts import Counts
from trucewatch.reading.step import Step
from trucewatch.reading.steps import DEFAULT_STEPS

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ROOT / "bench" / "floors.json"
MARGIN = 1.0
"""Points a figure may lie under its floor: what another processor's last digits can do to a parse."""
LEAST_RECORDS = 30
"""A kind with fewer gold records has no floor of its own; it counts in the sum."""


@dataclass(frozen=True)
class Floors:
    """What was reached: name of a figure -> percent, on the texts with this digest."""

    corpus_digest: str = ""
    margin: float = MARGIN
    because: list[str] = field(default_factory=list)
    floors: Mapping[str, float] = field(default_factory=dict)


def figures(measured: Measured, swap: Counts | None) -> dict[str, float]:
    """The figures that have floors: F1 in percent of every kind and of all, verbatim passages, neutrality."""
    given = measured.to_json()
    found: dict[str, float] = {}
    for kind, levels in [*given["kinds"].items(), ("all", given["micro"])]:
        if kind == "all" or levels["found"]["gold"] >= LEAST_RECORDS:
            for level in ("found", "right"):
                if levels[level]["f1"] is not None:
                    found[f"{kind} {level}"] = levels[level]["f1"]
    found["attributions"] = given["attributions"]["f1"] or 0.0
    if given["events"]["found"]["pred"]:
        found["events found"] = given["events"]["found"]["f1"]
    found["verbatim"] = given["verbatim"] or 0.0
    if swap is not None and swap.measure.f1 is not None:
        found["swap"] = round(100 * swap.measure.f1, 1)
    return found


def failures(floors: Floors, reached: Mapping[str, float], digest: str) -> list[str]:
    """Why the gate is shut, one sentence a reason; empty where it is open."""
    if not floors.floors:
        return [f"there are no floors yet; expected {FLOORS.name}: make them with --raise"]
    if floors.corpus_digest != digest:
        known = f"digest {digest[:12]}, floors {floors.corpus_digest[:12]}"
        return [f"the floors were measured on another corpus dev ({known}): run with --raise and commit {FLOORS.name}"]
    found = []
    for name, floor in floors.floors.items():
        value = reached.get(name)
        margin = 0.0 if name == "verbatim" else floors.margin
        if value is None or value < floor - margin:
            shown = "nothing" if value is None else f"{value:.1f}"
            found.append(f"{name}: {shown} reached, at least {floor:.1f} wanted (margin {margin:.1f})")
    return found


def raised(floors: Floors, reached: Mapping[str, float], digest: str) -> Floors | list[str]:
    """Floors lifted to what was reached; where something fell by more than the margin, the reasons of the refusal."""
    held = Floors(digest, floors.margin, floors.because, floors.floors)
    fallen = failures(held, reached, digest) if floors.floors else []
    if fallen:
        return fallen
    lifted = {name: max(value, floors.floors.get(name, value)) for name, value in reached.items()}
    return Floors(digest, floors.margin, floors.because, lifted)


def load(path: Path = FLOORS) -> Floors:
    """The floors as committed; none where there is no file."""
    return Floors(**json.loads(path.read_text("utf-8"))) if path.exists() else Floors()


def save(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, figures in the order of their names."""
    data = {
        "corpus_digest": floors.corpus_digest,
        "margin": floors.margin,
        "because": floors.because,
        "floors": dict(sorted(floors.floors.items())),
    }
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


def reach(steps: Sequence[Step] = DEFAULT_STEPS, given: Sequence[Sample] | None = None) -> dict[str, float]:
    """Measure a reader with these steps on the development part of the corpus (or on given samples)."""
    found = samples("corpus dev") if given is None else given
    reader = trucewatch_reader(steps)
    return figures(measure(reader, found), swap_share(reader, found))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--raise", dest="lift", action="store_true")
    how.add_argument("--because", type=Path, metavar="decisions/NNNN-why.md")
    options = parser.parse_args(arguments)
    if options.because and (not options.because.exists() or options.because.resolve().parent != ROOT / "decisions"):
        parser.error(f"{options.because} is no page of decisions/: floors fall only for a reason that is written there")
    digest, reached, floors = digest_of("dev"), reach(), load()
    for name, value in reached.items():
        print(f"{name:24}{value:6.1f}   floor {floors.floors.get(name, float('nan')):6.1f}")
    if options.because:
        because = [*floors.because, str(options.because)]
        save(Floors(digest, floors.margin, because, reached))
        return 0
    lifted = raised(floors, reached, digest) if options.lift else failures(floors, reached, digest)
    if isinstance(lifted, Floors):
        save(lifted)
        return 0
    for reason in lifted:
        print(f"reading quality: {reason}", file=sys.stderr)
    return int(bool(lifted))


if __name__ == "__main__":
    sys.exit(main())

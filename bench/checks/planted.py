"""What the checks find of the inconsistencies planted in `corpus/planted`, and what they find in the clean twins.

    python -m bench.checks.planted [dev | test] [--show]

Every text is read by the reader of this program, as a user's would be, and a sequence becomes one view. A planted
inconsistency counts as found where a finding of a fitting check (`CODES`) has a passage that shares a character with
the words marked; as noticed where a finding of any other check has. Whatever is found in a clean twin counts as false,
but for what its key lists as true of both twins. `--show` prints each, on the dev half alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from trucewatch.checks.all_checks import run_checks
from trucewatch.reading.reader import read
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import EarlierVersion, MemoryView, Outline

PLANTED = Path(__file__).parents[2] / "corpus" / "planted"
CODES: Mapping[str, tuple[str, ...]] = {
    "duration-dates": ("duration-against-dates",),
    "weekday-date": ("weekday-against-date",),
    "order-of-events": ("order-of-events",),
    "anchor-undated": ("undated-anchor",),
    "segments-anchors": ("several-anchors",),
    "deadline-silent": ("deadline-passed-in-silence",),
    "coverage-gap": (
        "gone-quiet",
        "deadline-passed-in-silence",
    ),
    "parts-whole": ("parts-larger-than-whole",),
    "total-sum": ("total-against-sum",),
    "subset": (
        "subsets-of-whole",
        "parts-larger-than-whole",
    ),
    "scope-mismatch": ("scopes-mixed",),
    "percentage": ("percentage",),
    "cumulative-falls": ("cumulative-figure-falls",),
    "sources-differ": ("figures-differ",),
    "account": ("account-does-not-balance",),
    "proposed-as-reported": ("proposed-as-reported",),
    "resolution-year": ("resolution-year",),
    "symbol-malformed": ("symbol-malformed",),
    "charter-article": ("charter-article",),
    "accepts-and-rejects": (
        "accepted-and-rejected",
        "speakers-differ",
    ),
    "spokesman-envoy": (
        "speakers-differ",
        "accepted-and-rejected",
    ),
    "summary-words": ("summary-against-words",),
    "stance-before-proposal": ("stance-before-proposal",),
    "expired-completed": ("completed-versus-expired",),
    "inforce-expired": ("in-force-versus-expired",),
    "comply-breach": ("complies-and-breaches",),
    "phase-before-trigger": ("begun-before-trigger",),
    "speaker-lost": ("speaker-lost",),
    "circular-sourcing": ("circular-sourcing",),
    "anonymous-hardened": (
        "anonymous-source-hardened",
        "speaker-lost",
    ),
    "quotation-changed": ("quotation-changed",),
    "headline-body": ("headline-against-body",),
    "version-figure": ("figure-changed-between-versions",),
}
"""By kind of inconsistency the checks that are there to find it."""

_Span = tuple[str, int, int]


@dataclass(frozen=True)
class Mark:
    """One planted inconsistency: its kind, what an analyst would say, and its words as (report id, start, end)."""

    kind: str
    say: str
    spans: tuple[_Span, ...]

    def meets(self, finding: Finding) -> bool:
        """Does a passage of the finding share a character with the words?"""
        return any(
            place.report_id == report_id and place.passage.start < end and start < place.passage.end
            for place in finding.places
            if place.passage is not None
            for report_id, start, end in self.spans
        )


@dataclass(frozen=True)
class Twin:
    """One twin, read: its view, what was planted in it (nothing in a clean one), and what is true of both twins."""

    name: str
    view: MemoryView
    planted: tuple[Mark, ...]
    known: tuple[Mark, ...]


@dataclass
class Score:
    """Counts by kind, and what was found in clean twins."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    disturbed: int = 0
    false: Counter[str] = field(default_factory=Counter)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure one half and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="?", choices=("dev", "test"), default="dev")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(argv)
    if options.show and options.half == "test":
        parser.error("the test half is measured, not looked at: --show goes with dev")
    score = Score()
    for planted, clean in twins(PLANTED / options.half):
        for line in (*_count_planted(planted, score), *_count_clean(clean, score)):
            if options.show:
                print(line)
    _print(options.half, score)
    return 0


def twins(folder: Path) -> Iterator[tuple[Twin, Twin]]:
    """Each planted text or sequence of a half with its clean twin, read."""
    for key in sorted(folder.glob("*/key.yaml")):
        given = yaml.safe_load(key.read_text(encoding="utf-8"))
        yield _twin(key.parent, given, "planted"), _twin(key.parent, given, "clean")


def _twin(folder: Path, key: Mapping[str, Any], which: str) -> Twin:
    files = (
        {str(name): (folder / which / f"{name}.txt", one) for name, one in key["reports"].items()}
        if "reports" in key
        else {"": (folder / f"{which}.txt", key)}
    )
    readings = {name: _read(path, one, key["process"]) for name, (path, one) in files.items()}
    newer = {str(one["replaces"]): name for name, (_, one) in files.items() if "replaces" in one}
    shown = [reading for name, reading in readings.items() if name not in newer]
    view = MemoryView(
        tuple(r.report for r in shown),
        tuple(s for r in shown for s in r.statements),
        as_of=key.get("as_of"),
        all_actors={r.report.id: r.actors for r in readings.values()},
        all_outlines={r.report.id: Outline(r.headline, r.segments) for r in readings.values()},
        all_earlier=tuple(
            EarlierVersion(readings[old].report, readings[old].statements, readings[new].report.id)
            for old, new in newer.items()
        ),
    )
    reports = {name: reading.report for name, reading in readings.items()}
    planted = _marks(key["planted"], reports) if which == "planted" else ()
    return Twin(f"{folder.name} {which}", view, planted, _marks(key.get("also") or (), reports))


def _read(path: Path, given: Mapping[str, Any], process: str) -> Reading:
    published: date = given["published"]
    text = path.read_bytes().decode()
    return read(Report(text, published=published, outlet=given["outlet"], process=process, language="en"))


def _marks(given: Sequence[Mapping[str, Any]], reports: Mapping[str, Report]) -> tuple[Mark, ...]:
    return tuple(Mark(one["kind"], one["say"], tuple(_spans(one["words"], reports))) for one in given)


def _spans(words: Sequence[str | Mapping[Any, str]], reports: Mapping[str, Report]) -> Iterator[_Span]:
    for one in words:
        for name, held in one.items() if isinstance(one, Mapping) else (("", one),):
            report = reports[str(name)]
            start = report.text.find(held)
            if start >= 0:  # what is true of both twins may stand in one of them in other words
                yield report.id, start, start + len(held)


def _count_planted(twin: Twin, score: Score) -> Iterator[str]:
    findings = run_checks(twin.view)
    for mark in twin.planted:
        met = {finding.code for finding in findings if mark.meets(finding)}
        is_found = bool(met & set(CODES[mark.kind]))
        score.planted[mark.kind] += 1
        score.found[mark.kind] += is_found
        score.noticed[mark.kind] += bool(met) and not is_found
        sort = "found" if is_found else "noticed" if met else "missed"
        yield f"{twin.name}: {sort:<8}{mark.kind}: {mark.say} {sorted(met)}"


def _count_clean(twin: Twin, score: Score) -> Iterator[str]:
    false = [f for f in run_checks(twin.view) if not any(mark.meets(f) for mark in twin.known)]
    score.clean += 1
    score.disturbed += bool(false)
    score.false.update(finding.code for finding in false)
    for finding in false:
        yield f"{twin.name}: false   {finding.code}: {finding.sentence}"


def _print(half: str, score: Score) -> None:
    print(f"{'kind':<24}{'planted':>8}{'found':>8}{'noticed':>8}")
    for kind in CODES:
        print(f"{kind:<24}{score.planted[kind]:>8}{score.found[kind]:>8}{score.noticed[kind]:>8}")
    planted, found, noticed = (sum(c.values()) for c in (score.planted, score.found, score.noticed))
    print(f"{half}: found {found} of {planted} ({found / planted:.1%}); noticed by another check {noticed}")
    told = ", ".join(f"{code} {number}" for code, number in sorted(score.false.items()))
    print(f"clean twins: {sum(score.false.values())} findings in {score.disturbed} of {score.clean}: {told or 'none'}")


if __name__ == "__main__":
    sys.exit(main())

"""Measures how often records of each sort are right to be there, and writes the curves the reader's confidence uses.

    python -m bench.quality.calibrate [--check]

Read are the development sets (corpus dev and real dev). A record counts as right to be there when the scorer finds an
annotated one for it. Records of one kind, and of one mind of the step (sure or unsure), are put in the order of what
the tagger gave for their words; shares that would fall are levelled (isotonic regression), so a curve never falls.
--check prints how well the confidence of the present reader fits each set and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.quality.reliability import error, reliability, told
from bench.quality.samples import OPEN_SETS, Sample, SetName, samples
from bench.scoring.scorer import score_report
from trucewatch.reading import confidence
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.reader import read

TARGET = Path(confidence.__file__).with_name(confidence.FILE)
LEAST = 12
"""Records that a group must have for a curve, and that a step of a curve rests on."""


@dataclass(frozen=True)
class Seen:
    """One record that was read.

    Attributes:
        group: its curve.
        told: what the tagger gave for its words.
        given: its confidence, None without.
        found: whether an annotated record was found for it.
    """

    group: str
    told: float
    given: float | None
    found: bool


def seen_in(sample: Sample) -> Iterable[Seen]:
    """Every record that the reader gives for a report."""
    reading = read(sample.report)
    predicted = reading.to_json()
    score = score_report(sample.gold, predicted, sample.text)
    found = {
        record["id"]: is_found for kind in score.kinds for record, is_found in told(kind, predicted, score.kinds[kind])
    }
    tagged = Tagger.load(None)(sample.text)
    tags = Tags(tagged.spans, tagged.model)
    for statement in reading.statements:
        content = statement.content
        if statement.id in found:
            yield Seen(
                confidence.group(content.KIND, unsure=content.unsure),
                confidence.told(tags, content.KIND, content.passages),
                content.confidence,
                found[statement.id],
            )


def curve(records: Sequence[Seen]) -> list[tuple[float, float]]:
    """Points (told, share found), rising in both; one point where the tagger tells nothing apart."""
    ordered = sorted(records, key=lambda each: each.told)
    mean = sum(each.found for each in ordered) / len(ordered)
    steps: list[tuple[float, float, int]] = []  # sum of told, found, records
    for at in range(0, len(ordered), LEAST):
        part = ordered[at : at + LEAST]
        if len(part) < LEAST and steps:
            told, found, number = steps.pop()
            steps.append((told + sum(p.told for p in part), found + sum(p.found for p in part), number + len(part)))
        else:
            steps.append((sum(p.told for p in part), sum(p.found for p in part) + mean, len(part) + 1))
        while len(steps) > 1 and steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]:
            (a, b, c), (d, e, f) = steps[-2:]
            steps[-2:] = [(a + d, b + e, c + f)]
    return [(round(told / max(number - 1, 1), 3), round(found / number, 3)) for told, found, number in steps]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the curves; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print how well it fits, write nothing")
    options = parser.parse_args(arguments)
    found = {name: [each for sample in samples(name) for each in seen_in(sample)] for name in OPEN_SETS}
    if options.check:
        _show(found)
        return 0
    groups: dict[str, list[Seen]] = defaultdict(list)
    for records in found.values():
        for each in records:
            groups[each.group].append(each)
    curves = {name: curve(records) for name, records in sorted(groups.items()) if len(records) >= LEAST}
    told = {"measured_on": [name for name, records in found.items() if records], "curves": curves}
    TARGET.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"{TARGET.name}: {len(curves)} curves from {sum(map(len, groups.values()))} records")
    return 0


def _show(found: Mapping[SetName, Sequence[Seen]]) -> None:
    for name, records in found.items():
        rows = reliability((each.given, each.found) for each in records if each.given is not None)
        print(f"{name}: expected calibration error {error(rows) or 0.0:.3f}")
        for row in rows:
            print(f"  {row['records']:5} records, confidence {row['confidence']:.2f}, found {row['found']:.2f}")


if __name__ == "__main__":
    sys.exit(main())

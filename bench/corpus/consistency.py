"""How far two blind annotations of the same report agree, kind by kind.

    python -m bench.corpus.consistency

The first annotation is taken as gold and the second is scored against it, found and right, as a reader would be; F1 is
the same the other way round. Attributions as PolNeAR's, events as in bench/scoring/events.py; mentions agree when they
have the same characters (found) and the same actor and type as well (right). Both annotations are by a large language
model in sessions that knew nothing of each other: a measure of how clear the guide is, no agreement between people.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.corpus.compile import Row
from bench.corpus.files import CORPUS, entries, second_path
from bench.corpus.validate import check_file
from bench.quality.measure import Measured, add
from bench.quality.samples import Sample
from bench.scoring.counts import Counts, Levels


def consistency(corpus: Path = CORPUS) -> tuple[Measured, Levels]:
    """Scores of every second annotation against the first, and of the mentions."""
    found, mentions = Measured(), Levels()
    for entry in entries(corpus):
        path = second_path(entry)
        if path.exists():
            first, second = entry.checked(), check_file(path, entry.text, entry.name)
            add(found, Sample(entry.name, entry.text, None, first.reading), second.reading)
            mentions += _mentions(first.reading, second.reading)
    return found, mentions


def _mentions(gold: Row, predicted: Row) -> Levels:
    def keys(reading: Row, *fields: str) -> set[tuple[object, ...]]:
        return {tuple(row[field] for field in ("start", "end", *fields)) for row in reading["mentions"]}

    def counts(*fields: str) -> Counts:
        one, other = keys(gold, *fields), keys(predicted, *fields)
        return Counts(len(one & other), len(one), len(other))

    return Levels(counts(), counts("actor", "type"))


def table(corpus: Path = CORPUS) -> str:
    """A Markdown table of the agreement."""
    found, mentions = consistency(corpus)
    rows = [*found.kinds.kinds.items(), ("all kinds", found.kinds.micro)]
    rows += [("events (type / all fields)", found.events), ("mentions (place / actor and type)", mentions)]
    lines = [f"| {found.reports} reports, twice | records | found | right |", "|---|---|---|---|"]
    for name, levels in rows:
        cells = [_shown(levels.found), _shown(levels.right)]
        lines.append(f"| {name} | {levels.found.gold} and {levels.found.pred} | " + " | ".join(cells) + " |")
    given = found.attributions
    lines.append(f"| attributions, full | {given.gold} and {given.pred} | {_shown(given)} | |")
    return "\n".join(lines)


def _shown(counts: Counts) -> str:
    f1 = counts.measure.f1
    return "-" if f1 is None else f"{100 * f1:.0f}"


if __name__ == "__main__":
    print(table())
    sys.exit(0)

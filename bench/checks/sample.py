"""A random sample of findings to judge by hand, and what people judged of it.

    python -m bench.checks.sample FOLDER ... --size 150 --seed 1 --sheet sheet.md --index drawn.jsonl [--apart]
    python -m bench.checks.sample --tally judged.jsonl

A folder is one record: its texts are read as a user's would be, laid into one process and checked together; with
`--apart` each text is a record by itself. A text is dated by `index.jsonl` in its folder (a line a text:
`{"file": "a.txt", "published": "2031-03-09", "outlet": "Courier"}`), else by a name that begins with a day
(`2031-03-09-a.txt`), else not at all. Every finding is as likely to be drawn as any other.

The sheet has what a judge needs: code, sentence, and each passage with the text around it. The index has no words of
the texts: by line the code, for each passage the path of the report, its SHA-256 and the offsets, and two verdicts
still to be given, `one` and `two` (true: these passages do not fit together, and the sentence says truly why).
`--tally` counts the verdicts of such a file by code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trucewatch.checks.all_checks import run_checks
from trucewatch.errors import ReportError, TrucewatchError
from trucewatch.reading.reader import read
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView, Outline

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_AROUND = 300  # characters shown before and behind a passage


@dataclass(frozen=True)
class Dated:
    """A text of a folder: its path as it was given, and the report made of it."""

    path: Path
    report: Report


@dataclass(frozen=True)
class Drawn:
    """A finding with the texts of its record by report id."""

    finding: Finding
    texts: Mapping[str, Dated]

    def row(self) -> dict[str, object]:
        """A line of the index; offsets are None where the whole report is meant."""
        places = [self._row(place) for place in self.finding.places]
        return {"code": self.finding.code, "places": places, "one": None, "two": None}

    def _row(self, place: Place) -> dict[str, object]:
        held = self.texts[place.report_id]
        sha256 = hashlib.sha256(held.path.read_bytes()).hexdigest()
        start, end = (place.passage.start, place.passage.end) if place.passage else (None, None)
        return {"report": held.path.as_posix(), "sha256": sha256, "start": start, "end": end}

    def sheet(self, number: int) -> str:
        """What a judge sees of it."""
        parts = [f"## {number}. {self.finding.code} ({self.finding.severity})", self.finding.sentence]
        parts += [self._shown(place) for place in self.finding.places]
        return "\n\n".join([*parts, "Apt: ____ Why: ____"])

    def _shown(self, place: Place) -> str:
        held = self.texts[place.report_id]
        head = f"- {held.path.as_posix()}, published {held.report.published or 'on no day told'}"
        if place.passage is None:
            return f"{head}: the whole report"
        text, start, end = held.report.text, place.passage.start, place.passage.end
        shown = f"{text[max(0, start - _AROUND) : start]}[[[{text[start:end]}]]]{text[end : end + _AROUND]}"
        return f"{head}:\n  " + "\n  ".join(line for line in shown.splitlines() if line.strip())


def main(argv: Sequence[str] | None = None) -> int:
    """Draw a sample, or count what was judged; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="each a record")
    parser.add_argument("--size", type=int, default=150, help="findings to draw (default 150)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sheet", type=Path, help="where the sheet to judge is written (Markdown)")
    parser.add_argument("--index", type=Path, help="where the index of what was drawn is written (JSON Lines)")
    parser.add_argument("--apart", action="store_true", help="each text is a record by itself")
    parser.add_argument("--tally", type=Path, help="an index with verdicts, to be counted by code")
    options = parser.parse_args(argv)
    try:
        if options.tally:
            print(tally(options.tally))
            return 0
        if not (options.folders and options.sheet and options.index):
            parser.error("a sample takes folders, --sheet and --index; --tally takes a file that was judged")
        found = [one for folder in options.folders for one in findings_of(folder, apart=options.apart)]
    except TrucewatchError as error:
        print(error, file=sys.stderr)
        return 2
    drawn = draw(found, options.size, options.seed)
    options.sheet.write_text(_sheet(drawn, len(found)), encoding="utf-8")
    options.index.write_text("".join(json.dumps(one.row()) + "\n" for one in drawn), encoding="utf-8")
    print(f"drawn {len(drawn)} of {len(found)} findings with seed {options.seed}\n{_counts(found)}")
    return 0


def findings_of(folder: Path, *, apart: bool = False) -> list[Drawn]:
    """Everything found in a folder of texts.

    Args:
        folder: texts (`*.txt`, UTF-8), and `index.jsonl` where their names do not begin with their day.
        apart: is each text a record by itself, not all of them one?

    Raises:
        ReportError: there is no text in the folder, one is not UTF-8, or a line of its index cannot be used.
    """
    texts = dated_texts(folder)
    return [one for part in ([text] for text in texts) for one in _found(part)] if apart else _found(texts)


def dated_texts(folder: Path) -> list[Dated]:
    """The texts of a folder with the days and outlets given for them, by name; as `findings_of` reads them."""
    index = _index(folder / "index.jsonl")
    texts = []
    for path in sorted(folder.glob("*.txt")):
        given = index.get(path.name, {})
        day = given.get("published") or (m[0] if (m := _DAY.match(path.name)) else None)
        try:
            text, published = path.read_bytes().decode(), date.fromisoformat(day) if day else None
        except ValueError as error:
            raise ReportError(
                f"{path}: {error}",
                expected="text in UTF-8, and a day like 2031-03-09",
                advice="Mend the text, its name or its line in index.jsonl.",
            ) from None
        report = Report(text, published=published, outlet=given.get("outlet"), process=folder.name, language="en")
        texts.append(Dated(path, report))
    if not texts:
        raise ReportError(
            f"there is no text in {folder}", expected="files with names that end in .txt", advice="Name their folder."
        )
    return texts


def _index(path: Path) -> dict[str, dict[str, str]]:
    rows = dict[str, dict[str, str]]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        try:
            row = json.loads(line)
            rows[row["file"]] = row
        except (ValueError, KeyError, TypeError):
            raise ReportError(
                f"{path}, line {number} names no file: {line[:60]!r}",
                expected='a line like {"file": "a.txt", "published": "2031-03-09"}',
                advice="Mend the line.",
            ) from None
    return rows


def _found(texts: Sequence[Dated]) -> list[Drawn]:
    """What is found in texts taken as one record; a text that stands there twice counts once."""
    by_id = {text.report.id: text for text in reversed(texts)}
    readings = [read(text.report) for text in by_id.values()]
    view = MemoryView(
        tuple(r.report for r in readings),
        tuple(s for r in readings for s in r.statements),
        all_actors={r.report.id: r.actors for r in readings},
        all_outlines={r.report.id: Outline(r.headline, r.segments) for r in readings},
    )
    return [Drawn(finding, by_id) for finding in run_checks(view)]


def draw(found: Sequence[Drawn], size: int, seed: int) -> list[Drawn]:
    """So many findings by chance, or all where there are no more; the same for the same seed and findings."""
    return random.Random(seed).sample(list(found), min(size, len(found)))  # noqa: S311  no secret hangs on it


def _sheet(drawn: Sequence[Drawn], of: int) -> str:
    head = (
        f"# {len(drawn)} of {of} findings, to be judged\n\nApt: a careful analyst agrees that the passages in "
        "[[[brackets]]] do not fit together (or that what is said to be lacking is), and that the sentence says "
        "truly why.\n"
    )
    return "\n\n".join([head, *(one.sheet(number) for number, one in enumerate(drawn, 1))]) + "\n"


def _counts(found: Sequence[Drawn]) -> str:
    counted = defaultdict[str, int](int)
    for one in found:
        counted[one.finding.code] += 1
    return "\n".join(f"{number:>6}  {code}" for code, number in sorted(counted.items(), key=lambda c: (-c[1], c[0])))


def tally(path: Path) -> str:
    """What was judged, by code: findings, those that the one found apt, those that the other did, and both.

    Raises:
        ReportError: there is no such file, or a line has no verdict.
    """
    counted = defaultdict[str, list[int]](lambda: [0, 0, 0, 0])
    for code, one, two in _verdicts(path):
        for row in (counted[code], counted["all"]):
            row[:] = [row[0] + 1, row[1] + one, row[2] + two, row[3] + (one and two)]
    lines = [f"{'code':<34}{'judged':>8}{'one':>8}{'two':>8}{'both':>8}"]
    lines += (
        f"{code:<34}" + "".join(f"{number:>8}" for number in counted[code])
        for code in sorted(counted, key=lambda c: (c == "all", c))
    )
    if counted:
        shares = [number / counted["all"][0] for number in counted["all"][1:]]
        lines.append("apt: {:.1%} by the one, {:.1%} by the other, {:.1%} by both".format(*shares))
    return "\n".join(lines)


def _verdicts(path: Path) -> Iterator[tuple[str, bool, bool]]:
    if not path.is_file():
        raise ReportError(f"there is no file {path}", expected="an index with verdicts", advice="Give its path.")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        one, two = row.get("one"), row.get("two")
        if not (isinstance(one, bool) and isinstance(two, bool)):
            raise ReportError(
                f"{path}, line {number} is not judged: one is {one}, two is {two}",
                expected="true or false for both",
                advice="Write the verdicts of both judges into the line.",
            )
        yield row["code"], one, two


if __name__ == "__main__":
    sys.exit(main())

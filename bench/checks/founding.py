"""What the checks find of the key at the end of the founding document's list of things that do not add up.

    python -m bench.checks.founding

The document is read twice: with its day of publication, and without it for the one item that is about its lack. An
item of the key counts as found where a finding of a fitting check has a passage in one of its paragraphs; each entry of
the list that must stay silent is a pattern over passages that no finding may have.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trucewatch.checks.all_checks import run_checks
from trucewatch.reading.reader import read
from trucewatch.reports.notices import notices
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Talks
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView, Outline, statements_of

SEED = Path(__file__).parents[3] / "shared" / "seed"
UNDATED = 5
"""The item that is about the lack of a day of publication."""

KEY: Mapping[int, tuple[str, tuple[int, ...], tuple[str, ...]]] = {
    1: ("the counting rule named", (1, 9, 12, 17), ("counting-named",)),
    4: ("the meeting's date is not stated", (18,), ("undated-anchor",)),
    5: ("relative days need the publication date", (), ("publication-date-missing", "relative-days-undated")),
    7: ("the extension's base date is missing", (7,), ("extension-without-base",)),
    12: ("8 not living, implied", (10,), ("implied-rest",)),
    22: ("2720 belongs to 2023", tuple(range(1, 53)), ("resolution-year",)),
    29: ("talks: willing, and not allowed to begin", (1, 3, 12), ("talks-open-and-refused",)),
    30: ("completed and expired", (6, 12), ("completed-versus-expired",)),
    31: ("in force and expired", (1, 7, 12, 17, 50), ("in-force-versus-expired",)),
    33: ("two bearers mixed", (14,), ("bearers-mixed",)),
    35: ("two officials of one government differ", tuple(range(16, 30)), ("speakers-differ", "accepted-and-rejected")),
    36: ("one event from two sources", (12, 51), ("one-event-two-sources",)),
    37: ("one plan, many names", tuple(range(1, 53)), ("one-plan-many-names",)),
    38: ("five different stances, not one", tuple(range(16, 35)), ("stances-of-degrees",)),
    42: ("segments with different anchors", tuple(range(1, 31)), ("several-anchors",)),
    43: ("phase three named only in a list", (32,), ("listed-phase",)),
}
"""By number of the key: what it is, paragraphs (from 1) in one of which a passage lies, checks that may find it."""
_ACTORS = {35: re.compile(r"United States|\bUS\b|Bruce|Witkoff"), 22: re.compile(r"2720")}
"""Where other findings of the same check may lie in these paragraphs: what the sentence names."""

_SUMS = ("total-against-sum", "parts-larger-than-whole", "subsets-of-whole", "account-does-not-balance")
SILENT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("12: 38 and 30 added", _SUMS, r"\b(?:38|30)\b"),
    ("15: ten live prisoners beside the captives", (*_SUMS, "figures-differ", "scopes-mixed"), r"\b10\b"),
    ("20: 57 members", ("figures-differ", "scopes-mixed", *_SUMS), r"\b57\b|four European|Britain"),
    ("21: 2735 (2024)", ("resolution-year", "symbol-malformed"), r"2735"),
    ("23: 2334 (2016)", ("resolution-year", "symbol-malformed"), r"2334"),
    ("24: 79/232 as Security Council 232", ("resolution-year", "symbol-malformed"), r"79/232"),
    ("25: Article 2 (5)", ("charter-article",), r"Article 2"),
    ("26: Fourth Geneva Convention", ("charter-article", "symbol-malformed"), r"Geneva Convention"),
    ("27: 1967 as a citation", ("resolution-year", "symbol-malformed"), r"1967"),
)
"""What must stay silent: its name, the checks that could speak, and what none of their passages may hold."""


@dataclass(frozen=True)
class Founding:
    """What was found.

    Attributes:
        found: by number of the key, the findings that fit it.
        broken: names of entries that should have stayed silent, with the finding's sentence.
        others: findings that fit no item of the key.
    """

    found: Mapping[int, tuple[Finding, ...]]
    broken: tuple[str, ...]
    others: tuple[Finding, ...]


def main() -> int:
    """Measure and print; returns the exit status."""
    if not SEED.exists():
        print(f"The founding document is not at hand: expected at {SEED}.", file=sys.stderr)
        return 2
    result = founding()
    for number, (name, _, _) in KEY.items():
        held = result.found[number]
        print(
            f"{number:>3} {'found  ' if held else 'MISSING'} {name}" + "".join(f"\n        {f.sentence}" for f in held)
        )
    print(f"found {sum(map(bool, result.found.values()))} of {len(KEY)}")
    print(f"must stay silent: {len(result.broken)} of {len(SILENT) + 2} spoke", *result.broken, sep="\n  ")
    print(f"further findings: {len(result.others)}", *(f"{f.code}: {f.sentence}" for f in result.others), sep="\n  ")
    return 0


def founding() -> Founding:
    """Read the founding document and hold what is found against its key."""
    text = (SEED / "texts" / "00.txt").read_bytes().decode()
    published = date.fromisoformat(json.loads((SEED / "00.json").read_text(encoding="utf-8"))["meta"]["published"])
    report = Report(text, published=published, language="en")
    reading = read(report)
    findings = run_checks(MemoryView((report,), reading.statements, all_outlines=_outline(reading)))
    undated = replace(report, published=None)
    plain = read(undated)
    without = (*notices(undated), *run_checks(MemoryView((undated,), plain.statements, all_outlines=_outline(plain))))
    paragraphs = [m.span() for m in re.finditer(r"\S[^\n]*", text)]
    found = {
        number: tuple(
            f
            for f in (without if number == UNDATED else findings)
            if f.code in codes
            and (not where or _numbers(f, paragraphs) & set(where))
            and (number not in _ACTORS or _ACTORS[number].search(f.sentence))
        )
        for number, (_, where, codes) in KEY.items()
    }
    used = {f.id for held in found.values() for f in held}
    return Founding(found, tuple(_broken(findings, reading)), tuple(f for f in findings if f.id not in used))


def _outline(reading: Reading) -> dict[str, Outline]:
    return {reading.report.id: Outline(reading.headline, reading.segments)}


def _numbers(finding: Finding, paragraphs: list[tuple[int, int]]) -> set[int]:
    starts = [place.passage.start for place in finding.places if place.passage]
    return {n for n, (start, end) in enumerate(paragraphs, 1) for at in starts if start <= at < end}


def _broken(findings: tuple[Finding, ...], reading: Reading) -> Iterator[str]:
    for name, codes, pattern in SILENT:
        for finding in findings:
            words = " ".join(place.passage.text for place in finding.places if place.passage)
            if finding.code in codes and re.search(pattern, words):
                yield f"{name}: {finding.sentence}"
    for statement in statements_of(reading.statements, Talks):
        words = " ".join(p.text for p in statement.content.passages)
        if "June" in words and statement.content.status == "held":
            yield f"9: the conference of June shown as held: {words}"
    for actor in reading.actors:
        said = {mention.passage.text for mention in actor.mentions}
        if any("Qanoua" in words for words in said) and any(
            re.fullmatch(r"(?:a|an|the)\b.*spokes\w+", w) for w in said
        ):
            yield f"39: the unnamed spokesperson merged: {sorted(said)}"


if __name__ == "__main__":
    sys.exit(main())

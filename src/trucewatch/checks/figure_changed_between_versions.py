"""A number that differs between two versions of one report, in a sentence that is otherwise the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from trucewatch.checks.claim_words import claim_roots
from trucewatch.checks.counts import Count, counts_in
from trucewatch.checks.material import Material
from trucewatch.checks.measures import measures_in
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_ALIKE = 0.6  # of the shorter sentence's words, how many the other must have in the same order
_WORD = re.compile(r"#|[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(
    r"[\d,.]*\d|\b(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty[ -]?)?(?:one|two|three|four|five|six|"
    r"seven|eight|nine)\b|"
    r"\b(?:ten|eleven|twelve|[a-z]+teen|[a-z]+ty)\b"
)
_EXPLAINED = re.compile(
    r"\b(?:up from|down from|instead of|earlier (?:version|report|figure|count|toll|number)|revis\w+|"
    r"correct(?:ed|ion|s)|previously|at first|initially|first (?:said|reported|put|given)|updated (?:to|from)|"
    r"since (?:risen|fallen)|ha[sd] (?:since )?(?:risen|fallen|grown|climbed)|rose|rises|later died|"
    r"more (?:bodies|victims))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Line:
    """A sentence with counts; `words` has "#" in their places."""

    sentence: Passage
    counts: tuple[Count, ...]
    words: tuple[str, ...]
    roots: frozenset[str]


class FigureChangedBetweenVersions:
    """A count of an earlier version of a report for which the version in its place has another, told in the same words.

    The two exclude each other, their qualifiers granted. Silent where the newer version tells of the change itself
    ("up from nine", "corrected"), and where its sentence is of something else.
    """

    code = "figure-changed-between-versions"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        earlier = material.view.earlier_versions()
        held = {r.id: r for r in (*material.reports, *(one.report for one in earlier))}
        for one in earlier:
            newer = held.get(one.newer_id)
            if newer is not None and newer.text != one.report.text:
                yield from self._between(one.report, newer)

    def _between(self, old: Report, new: Report) -> Iterator[Finding]:
        lines = list(_lines(new))
        by_root: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            for root in sorted(line.roots):
                by_root[root].append(number)
        unchanged = {line.sentence.text for line in lines}
        for line in _lines(old):
            if line.sentence.text in unchanged:
                continue
            near = {n for root in line.roots for n in by_root.get(root, ())}
            scored = sorted(((_likeness(line, lines[n]), -n) for n in near), reverse=True)
            if scored and scored[0][0] >= _ALIKE:
                yield from self._changed(old, new, line, lines[-scored[0][1]])

    def _changed(self, old: Report, new: Report, line: _Line, now: _Line) -> Iterator[Finding]:
        if _EXPLAINED.search(now.sentence.text):
            return
        for before, after in _pairs(line, now):
            if before.low <= after.high and after.low <= before.high and not _only_number_differs(before, after):
                continue
            sentence = (
                f"“{before.shown}” in {report_and_day(old)} is “{after.shown}” in the version of it that took its place"
                f"{f', of {new.published.day} {new.published:%B} {new.published.year}' if new.published else ''}; "
                "the newer one does not say why."
            )
            repairs = (
                "the newer version corrects or updates the number",
                "the number was changed in error",
                "the two are of different moments",
            )
            places = (Place(old.id, before.passage), Place(new.id, after.passage))
            yield Finding(self.code, self.severity, sentence, places, repairs)


def _lines(report: Report) -> Iterator[_Line]:
    for sentence in sentences_of(report.text):
        counts = (
            *counts_in(report.text, sentence.start, sentence.end),
            *measures_in(report.text, sentence.start, sentence.end),
        )
        counts = tuple(sorted(counts, key=lambda c: c.start))
        if not counts:
            continue
        parts, at = [], sentence.start
        for count in counts:
            # The nouns behind a number stay: they tell what it counts.
            parts.append(f"{report.text[at : count.start]} # {' '.join(count.nouns)} ")
            at = count.end
        masked = "".join(parts) + report.text[at : sentence.end]
        words = tuple(m[0].lower() for m in _WORD.finditer(masked))
        yield _Line(sentence, counts, words, claim_roots(masked))


def _likeness(one: _Line, other: _Line) -> float:
    if not one.roots & other.roots:
        return 0.0
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    shorter = min(len(one.words), len(other.words))
    return sum(b.size for b in matcher.get_matching_blocks()) / shorter if matcher.quick_ratio() > _ALIKE / 2 else 0.0


def _only_number_differs(before: Count, after: Count) -> bool:
    """As in "at least 31" and "at least 13": the words around the number are the same."""
    if before.number is None or after.number is None or before.number == after.number:
        return False
    words = (_NUMBER.sub("#", count.shown.lower()) for count in (before, after))
    return next(words) == next(words)


def _pairs(one: _Line, other: _Line) -> Iterator[tuple[Count, Count]]:
    """The counts that stand at the same place of two sentences and count the same."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    at = (
        [n for n, word in enumerate(one.words) if word == "#"],
        [n for n, word in enumerate(other.words) if word == "#"],
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            if one.words[block.a + offset] == "#":
                before, after = one.counts[at[0].index(block.a + offset)], other.counts[at[1].index(block.b + offset)]
                if before.noun == after.noun:
                    yield before, after

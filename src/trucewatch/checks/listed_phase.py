"""A phase of an agreement of which nothing is told but that it exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import sentence_at, words_of
from trucewatch.checks.told_states import PHASE, phases_named
from trucewatch.standing.wording import ORDINALS
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage

_COUNT = re.compile(
    r"\b(?P<number>two|three|four|five|2|3|4|5)[- ](?:phases?|stages?)\b(?P<list>[^.;]{0,60}\b(?:which"
    r" )?(?:includ\w+|namely|provid\w+"
    r"|compris\w+|consist\w+)\b[^.;]*)?",
    re.IGNORECASE,
)
_TOLD_TOGETHER = re.compile(
    r"\b(?:second|third|fourth|2|3|4|two|three) (?:and|or|to) (?:third|fourth|fifth|final|last|3|4|5|three|four"
    r"|five) (?:phases|stages)\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?:final|last|later|further|following|subsequent|remaining) (?:phases?|stages?)\b", re.IGNORECASE
)


class ListedPhase:
    """An agreement said to have n phases, of which the last is never told of by itself: no date, state or duty is its.

    A gap, one a report. Silent where fewer than n - 1 phases are told of at all, and where the last one, or "the later
    phases", stand anywhere by name.
    """

    code = "listed-phase"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            if words_of(report.text).isdisjoint({"phase", "phases", "stage", "stages"}):
                continue
            counts = list(_COUNT.finditer(report.text))
            numbers = {ORDINALS.get(m["number"].lower(), 0) or int(m["number"]) for m in counts if m}
            if len(numbers) != 1 or _LAST.search(report.text):
                continue
            number = numbers.pop()
            told = {key.removeprefix(PHASE): passage for passage, key in phases_named(report.text)}
            if str(number) in told or not all(str(n) in told for n in range(1, number)):
                continue
            listed = next((m for m in counts if m["list"]), _TOLD_TOGETHER.search(report.text) or counts[-1])
            yield self._finding(report.id, report.text, number, listed, told[str(number - 1)])

    def _finding(self, report_id: str, text: str, number: int, listed: re.Match[str], before: Passage) -> Finding:
        sentence = sentence_at(text, listed.start())
        return Finding(
            self.code,
            self.severity,
            f"The report tells of {number} phases (“{listed[0][:80].strip()}”) and of phase {number - 1} and"
            f" those before it "
            f"by themselves; phase {number} is named only in that count or list, and nothing is assigned to it.",
            tuple(dict.fromkeys((Place(report_id, sentence), Place(report_id, sentence_at(text, before.start))))),
            (
                f"what the list names is phase {number}'s, in whole or in part",
                f"phase {number} has not been worked out",
                "the report leaves it out",
            ),
        )

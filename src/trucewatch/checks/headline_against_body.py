"""What the headline says against what the text below it says: a number, or how something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.headline_numbers import other_month, other_numbers
from trucewatch.checks.headline_states import other_state
from trucewatch.checks.headlines import headlines_of
from trucewatch.checks.material import Material
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_NEITHER = re.compile(r"Neither (?:side|party|of (?:them|the two)) (?:has|had|have)\b")
_LEAD = 300  # characters below a headline in which what it stands for is told
_SHORTEST = 40  # characters of text below a headline that are worth comparing


class HeadlineAgainstBody:
    """A number or a state of the headline for which the text below has another, and not the headline's.

    Qualifiers and rounding are granted, and sums of the text's own numbers. Silent on questions, on what a headline
    puts in quotation marks or in the future, and where the text has both.
    """

    code = "headline-against-body"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            direct = (s.content for s in material.by_report(Quote)[report.id] if s.content.type != "indirect")
            spoken = tuple(p for content in direct for p in (*content.quoted, *content.content))
            lines, body = headlines_of(material, report)
            for line in lines:
                for head, told in _pairs(report.text, line, body, spoken):
                    yield self._finding(report, head, told, (Place(report.id, head),))
            title = (report.title or "").strip()
            if title and title not in report.text:
                yield from self._of_title(report, title, spoken)

    def _of_title(self, report: Report, title: str, spoken: tuple[Passage, ...]) -> Iterator[Finding]:
        """A title that was given beside the text is compared as if it headed it."""
        text, shift = f"{title}\n\n{report.text}", len(title) + 2
        moved = tuple(Passage(p.start + shift, p.end + shift, p.text) for p in spoken)
        for head, told in _pairs(text, Passage.of(text, 0, len(title)), shift, moved):
            yield self._finding(report, head, Passage(told.start - shift, told.end - shift, told.text), ())

    def _finding(self, report: Report, head: Passage, told: Passage, places: tuple[Place, ...]) -> Finding:
        sentence = f"The headline has “{head.text}”; the text has “{told.text}”."
        repairs = ("the headline goes by the text", "the text goes by the headline", "the two are of different matters")
        return Finding(self.code, self.severity, sentence, (*places, Place(report.id, told)), repairs)


def _pairs(text: str, line: Passage, body: int, spoken: tuple[Passage, ...]) -> Iterator[tuple[Passage, Passage]]:
    """Words of a headline with words of the text below that they do not go together with, each pair once."""
    if body + _SHORTEST > len(text) or line.text.endswith("?"):
        return
    pairs = [*other_numbers(text, line, body), *other_month(text, line, body)]
    told = other_state(text, line, body, spoken)
    # Further down a text has other meetings, offers and days, of which the headline does not speak.
    if told is not None and (told.start < body + _LEAD or _NEITHER.match(told.text)):
        pairs.append((line, told))
    yield from dict.fromkeys(pairs)

"""One halt that a report tells twice, in its own words and in a speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of, words_in, words_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage

_MATTERS = {
    "aid": "aid|assistance|relief|humanitarian supplies|humanitarian deliveries|food convoys?|aid convoys?",
    "fuel": "fuel|electricity|power supply|water supply",
    "talks": "talks|negotiations",
    "crossing": "crossing|border post|checkpoint|corridor",
    "releases": "releases?|exchanges?|handovers?",
}
_HALT = (
    r"(?:halt\w*|suspend\w*|suspension|stopp\w+|stoppage|cut(?:ting)? off|cut-off|block(?:ed|ing|ade)?|clos(?:ed"
    r"|ing|ure)"
    r"|froze\w*|freez\w+|interrupt\w*)"
)
_TOLD = {
    matter: re.compile(
        rf"\b{_HALT}\b[^.;:]{{0,50}}\b(?:{words})\b|\b(?:{words})\b[^.;:,]{{0,30}}\b{_HALT}\b", re.IGNORECASE
    )
    for matter, words in _MATTERS.items()
}
_WORDS = frozenset(
    "halt halts halted halting suspend suspends suspended suspending suspension stopped stopping stoppage block"
    " blocked "
    "blocking blockade closed closing closure froze frozen freeze freezing interrupted interruption cut".split()
)
_NOT_TOLD = re.compile(
    r"\b(?:not|never|if|would|could|might|(?-i:may)|threat\w*|warn\w*|fear\w*|until|unless|demand\w*|call\w*"
    r"|urg\w*|will|lift\w*|resum\w*"
    r"|must|should)\b|n['’]t\b",
    re.IGNORECASE,
)
_BETWEEN = 3  # sentences: nearer than this, the one leads to the other in one passage of the text


class OneEventTwoSources:
    """A halt (of aid, of fuel, of talks) told in the report's own words, and further on by a speaker: one event or two?

    A candidate for a person to judge; silent where the second telling gives another day or place of its own, where the
    two stand together, and where either is only threatened or demanded to end. One a report.
    """

    code = "one-event-two-sources"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            if words_of(report.text).isdisjoint(_WORDS):
                continue
            halts = [s for s in sentences_of(report.text) if not words_in(s.text).isdisjoint(_WORDS)]
            for matter, pattern in _TOLD.items():
                told = [
                    (s, m) for s in halts if (m := pattern.search(s.text)) is not None and not _NOT_TOLD.search(s.text)
                ]
                pair = self._pair(material, report.id, report.text, told)
                if pair is not None:
                    yield self._finding(report.id, matter, *pair)
                    break

    def _pair(
        self, material: Material, report_id: str, text: str, told: list[tuple[Passage, re.Match[str]]]
    ) -> tuple[Passage, Passage, str] | None:
        voiced = []
        for sentence, m in told:
            words = Passage.of(text, sentence.start + m.start(), sentence.start + m.end())
            voiced.append((sentence, content_words(m[0]), material.voices.speaker(report_id, (words,))))
        for own, matter, by in voiced:
            for other, again, speaker in voiced:
                apart = abs(number_at(text, own.start) - number_at(text, other.start)) >= _BETWEEN
                if by is None and speaker is not None and apart and matter & again:
                    return own, other, speaker
        return None

    def _finding(self, report_id: str, matter: str, own: Passage, other: Passage, speaker: str) -> Finding:
        return Finding(
            self.code,
            self.severity,
            f"A halt ({matter}) is told by the report (“{own.text.rstrip('.')}”) and by {speaker} "
            f"(“{other.text.rstrip('.')}”); the report does not say whether they are one event.",
            (Place(report_id, own), Place(report_id, other)),
            ("one event told by two sources", "two events", "one event that goes on"),
        )

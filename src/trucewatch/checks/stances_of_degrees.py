"""Support that one passage puts together though the bodies took the plan in different degrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.plan_names import plan_names
from trucewatch.checks.report_sentences import number_at, sentences_of, words_of
from trucewatch.checks.told_stances import FOR
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

_TOGETHER = re.compile(
    r"\b(?:(?:international|regional|broad|wide|growing|general|widespread|unanimous|united|global|worldwide) "
    r"(?:support|backing|endorsement|acceptance)|(?:support|backing|endorsements?|approval) (?:\w+ )?(?:grew"
    r"|grows|growing"
    r"|mounted|mounts|came|comes|spread|spreads|widened|poured)|(?:won|gathered|gathers|gained|gains|drew|draws|wins)"
    r" (?:\w+ )?(?:support|backing|endorsements?|approval)|(?:all|everyone|everybody|whole region|neighbours)"
    r" (?:back|backs|backed|support|supports|supported|behind))\b",
    re.IGNORECASE,
)
_DEGREES = {
    "adopted": re.compile(r"\b(?:adopt|ratif|approv)\w*", re.IGNORECASE),
    "endorsed": re.compile(r"\b(?:endors\w*|back(?:s|ed|ing)|support\w*)\b", re.IGNORECASE),
    "accepted": re.compile(r"\b(?:accept|agree[ds]?\b|sign(?:s|ed)\b)\w*", re.IGNORECASE),
    "welcomed": re.compile(r"\b(?:welcom|hail|prais|commend)\w*", re.IGNORECASE),
}
_REACH = 8  # sentences from the one that puts the support together
_BODIES = 3
_WORDS = frozenset(
    "backing endorsement endorsements acceptance approval back backed backs behind support supported supports".split()
)


class StancesOfDegrees:
    """A passage that tells of one support for a plan, where the bodies adopted, endorsed or welcomed it.

    A candidate for a person to judge, one a report. Silent where fewer than three bodies are named near it, where all
    took the plan in the same way, and where no passage puts them together.
    """

    code = "stances-of-degrees"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report_id, positions in material.by_report(Position).items():
            text = material.view.report(report_id).text
            favourable = [p for p in positions if p.content.stance in FOR and p.content.evidence]
            if len(favourable) < _BODIES or words_of(text).isdisjoint(_WORDS):
                continue
            for sentence in sentences_of(text):
                if _TOGETHER.search(sentence.text) and plan_names(text).inside(sentence.start, sentence.end):
                    held = _degrees(text, sentence, favourable)
                    if held:
                        yield self._finding(report_id, sentence, held)
                        break

    def _finding(self, report_id: str, together: Passage, held: dict[str, list[Statement[Position]]]) -> Finding:
        told = "; ".join(
            f"{degree}: {', '.join(dict.fromkeys(p.content.actor for p in positions))}"
            for degree, positions in held.items()
        )
        statements = [p for positions in held.values() for p in positions]
        places = [Place(report_id, together), *(Place(report_id, p.content.evidence[0]) for p in statements)]
        return Finding(
            self.code,
            self.severity,
            f"“{together.text.rstrip('.')}” puts together support of different degrees ({told}).",
            tuple(dict.fromkeys(places)),
            ("keep each body's own verb", "the verbs are used for one thing", "they are about different plans"),
            tuple(p.id for p in statements),
        )


def _degrees(
    text: str, together: Passage, favourable: list[Statement[Position]]
) -> dict[str, list[Statement[Position]]] | None:
    """The stances near the passage by the degree that their own words give; None where there are not enough."""
    here = number_at(text, together.start)
    held: dict[str, list[Statement[Position]]] = {}
    for position in favourable:
        words = position.content.evidence[0]
        if abs(number_at(text, words.start) - here) <= _REACH:
            degree = next((d for d, pattern in _DEGREES.items() if pattern.search(words.text)), None)
            if degree is not None and not words.text.lower().startswith(("international", "support")):
                held.setdefault(degree, []).append(position)
    bodies = {p.content.actor for positions in held.values() for p in positions}
    return held if len(bodies) >= _BODIES and len(held) >= 2 else None

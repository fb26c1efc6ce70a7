"""A part named as living, or as dead, where no passage tells of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.counts import Count, counts_in, finding_of, kind_of
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage

_LIVING = frozenset(("living", "alive", "live"))
_DEAD = frozenset(("dead", "deceased"))
_NAMED = re.compile(r"\b(?:living|alive|live|dead|deceased)\b")
_NAMED_HOLDS = ("live", "living", "dead", "deceased")
_SIGN = re.compile(r"\b(?:including|among them|of whom|of them)\b|\bOf (?:the |its |their )?(?=[^,.;]{3,40}, )")
_REST_OF = {
    "living": re.compile(
        r"\b(?:dead|deceased|bod(?:y|ies)|remains|corpses?|killed|died|not (?:living|alive))\b", re.IGNORECASE
    ),
    "dead": re.compile(r"\b(?:living|alive|surviv\w+|live|wounded|injured)\b", re.IGNORECASE),
}


class ImpliedRest:
    """Of a number of people so many are called living, or dead; how many are not is nowhere said.

    Only between living and dead, for other classes need not leave a rest of one sort. Silent where the report speaks of
    the others, or gives their number.
    """

    code = "implied-rest"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            for sentence in sentences_with(report.text, _NAMED, holding=_NAMED_HOLDS):
                found = _implied(report.text, sentence)
                if found:
                    yield self._finding(material, report.id, *found)

    def _finding(self, material: Material, report_id: str, whole: Count, part: Count, named: str) -> Finding:
        rest = whole.low - part.low
        sentence = (
            f"Of “{whole.shown}”, “{part.shown}” are given as {named}; that leaves {rest:,.0f} who are not, and no "
            "passage of the report speaks of them."
        )
        repairs = (f"{rest:,.0f} are {'dead' if named == 'living' else 'living'}", "the two numbers overlap otherwise")
        return finding_of(self, material, sentence, [(report_id, c.passage) for c in (whole, part)], repairs)


def _implied(text: str, sentence: Passage) -> tuple[Count, Count, str] | None:
    counts = counts_in(text, sentence.start, sentence.end)
    for sign in _SIGN.finditer(text, sentence.start, sentence.end):
        whole, part = _tied(counts, sign)
        if part is None or whole is None or not (part.is_exact and whole.is_exact and part.low < whole.low):
            continue
        kinds = {*part.nouns, kind_of(text, part)}
        m = re.match(r"(?:[\s,]+(?:of them|are|were|still))*\s+(\w+)", text[part.end : sentence.end])
        kinds |= {m[1].lower()} if m else set()
        named = "living" if kinds & _LIVING else "dead" if kinds & _DEAD else None
        others = _DEAD | {"body"} if named == "living" else _LIVING
        if any(kind_of(text, c) in others for c in counts if c is not part):
            continue
        if named and whole.of_people and not _is_told(text, named, whole.low - part.low):
            return whole, part, named
    return None


def _tied(counts: tuple[Count, ...], sign: re.Match[str]) -> tuple[Count | None, Count | None]:
    """The whole and the part that a sign ties."""
    if sign[0].startswith("Of "):
        behind = [c for c in counts if c.start >= sign.end()]
        return (behind[0], behind[1]) if len(behind) > 1 else (None, None)
    part = next((c for c in counts if abs(c.start - sign.end()) <= 12 or 0 <= sign.start() - c.end <= 1), None)
    return next((c for c in reversed(counts) if part and c.end <= min(sign.start(), part.start)), None), part


def _is_told(text: str, named: str, rest: float) -> bool:
    """Does any sentence with the rest's number, or any words beside the part, speak of those who are not?"""
    return any(
        any(c.low <= rest <= c.high for c in counts_in(text, s.start, s.end))
        for s in sentences_with(text, _REST_OF[named])
    )

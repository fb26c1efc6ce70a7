"""A side said to be ready for talks, and not to have let them begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import sentences_of, sentences_with
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage

_MATTER = r"(?:talks|negotiations|dialogue|(?:next|second|third|\w+) (?:stage|phase|round)|second-phase)"
_READY = re.compile(
    r"\b(?:willing(?:ness)?|read(?:y|iness)|prepared|(?:has|have|had) (?:accepted|agreed)|accepted|agreed"
    r"|indicated|keen|open)"
    rf" [^.;]{{0,90}}\b{_MATTER}\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:(?:has|have|is|are|does|do) (?:still |so far |yet )?(?:not (?:allow\w*|let|agreed to (?:open|begin|start))"
    r"|refus\w+ to (?:open|begin|start|hold|enter|join)|declin\w+ to (?:open|begin|start|hold|enter|join)"
    r"|block\w*|prevent\w*|h[eo]ld\w* up|obstruct\w*|stall\w*)"
    r"|(?:blocked|prevented|obstructed|held up|refused to (?:open|begin|start|enter|join)|would not let))"
    rf" [^.;]{{0,60}}\b{_MATTER}\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"not (?:allow|let|agreed)|would not let|refus|declin|block|prevent|h[eo]ld|obstruct|stall")
_EARLIER = re.compile(
    r"\b(?:until|earlier|previously|at first|initially|no longer|now|finally|eventually|after weeks|deny|den(?:ied|ies)"
    r"|accus\w+|alleg\w+|if|unless)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:\b[Tt]he )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3} $")
_ABOUT = re.compile(r"\b(?:talks|negotiations|dialogue) (?:about|on|over|with) ((?:[\w’-]+ ?){1,4})", re.IGNORECASE)
_SUBJECT = 70  # characters before the readiness in which the side must be named


class TalksOpenAndRefused:
    """A side that is said to be ready for talks or a next phase, and, in the same report, not to have let them begin.

    Silent where the words tell of a change, where the refusal is only what somebody accuses it of, and where the two
    are said of different sides.
    """

    code = "talks-open-and-refused"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            pair = _pair(report.text)
            if pair is not None:
                ready, refused, side = pair
                yield Finding(
                    self.code,
                    self.severity,
                    f"{side} is said to be ready to go on (“{ready.text.rstrip('.')}”) and not to have let it begin "
                    f"(“{refused.text.rstrip('.')}”).",
                    (Place(report.id, ready), Place(report.id, refused)),
                    (
                        "the position changed between the two",
                        "the readiness is for other talks than those that have not begun",
                        "readiness is declared, and the talks hang on something else",
                    ),
                )


def _pair(text: str) -> tuple[Passage, Passage, str] | None:
    """The sentence of the readiness, that of the refusal, and the side, as the refusal names it."""
    for refused in sentences_with(text, _SIGNS):
        m = _REFUSED.search(refused.text)
        if m is None or _EARLIER.search(refused.text[: m.end()]):
            continue
        subject = _NAME.search(refused.text[: m.start()])
        if subject is None:
            continue
        side = content_words(subject[0])
        for ready in sentences_of(text):
            told = _READY.search(ready.text) if ready != refused else None
            if told is not None and not _EARLIER.search(ready.text):
                before = content_words(ready.text[max(0, told.start() - _SUBJECT) : told.start()])
                if side <= before and not _of_other_talks(ready.text[told.start() :], refused.text[m.start() :]):
                    return ready, refused, subject[0].strip()
    return None


def _of_other_talks(ready: str, refused: str) -> bool:
    """Do both say what the talks are about, in other words?"""
    one, other = _ABOUT.search(ready), _ABOUT.search(refused)
    return one is not None and other is not None and not content_words(one[1]) & content_words(other[1])

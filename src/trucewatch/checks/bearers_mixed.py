"""One duty whose words bind two sides at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import sentences_of, words_of
from trucewatch.vocabulary.finding import Finding, Place, Severity

_PEOPLE = r"(?:prisoners|captives|hostages|detainees|abductees|prisoners of war|internees)"
_RELEASE = re.compile(
    rf"\b(?:releas\w+|free(?:ing|d)?|return(?:ing|ed)?|hand(?:ing|ed)? over|exchang\w+)(?: of)? (?:all|every) (?:the )?"
    rf"(?:\w+ ){{0,2}}(?P<who>{_PEOPLE})(?: on both sides| of both sides)?,? (?:including|among them|also) "
    r"(?:those|the ones|some|\w+) (?:who are |that are )?(?:held|detained|jailed|imprisoned|kept|in the hands)"
    r" (?:in|by|of|at) (?P<where>(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"\b(?:holds?|holding|held|keeps?|detains?)\b[^.;]{{0,40}}\b{_PEOPLE}\b|\b{_PEOPLE} (?:still )?held (?:by|in)\b",
    re.IGNORECASE,
)
_WORDS = frozenset({"prisoners", "captives", "hostages", "detainees", "abductees", "internees"})


class BearersMixed:
    """A duty to free everybody that takes in those whom one named side holds: both would act, yet one duty is named.

    Only where the report also tells that another side than the one named holds people.
    """

    code = "bearers-mixed"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            words = words_of(report.text)
            if words.isdisjoint(_WORDS) or "including" not in words:
                continue
            for sentence in sentences_of(report.text):
                m = _RELEASE.search(sentence.text)
                where = m["where"] if m else ""
                held = sorted(
                    (s for s in sentences_of(report.text) if m and s != sentence and _by_another(s.text, where)),
                    key=lambda s: (" hold" not in s.text, s.start),
                )
                if m and held:
                    yield Finding(
                        self.code,
                        self.severity,
                        f"The duty “{m[0]}” binds whoever holds the {m['who']}: {where}, named in it, and"
                        f" another side, "
                        f"which the report also says holds some (“{held[0].text.rstrip('.')}”); who must release"
                        f" whom is "
                        "not told apart.",
                        (Place(report.id, sentence), Place(report.id, held[0])),
                        (
                            "two duties, one of each side, are told as one",
                            f"only those held by {where} are meant",
                            "the demand is for a full exchange",
                        ),
                    )
                    break


def _by_another(text: str, where: str) -> bool:
    """Does the sentence name a holder that is not the one named in the duty?"""
    name = where.removeprefix("the ").casefold()
    m = _HOLDS.search(text)
    if m is None:
        return False
    subject = text[: m.start()].casefold()
    if re.search(r"held (?:by|in)$", m[0]):
        subject = text[m.end() : m.end() + 40].casefold()
    return bool(subject.strip()) and name not in subject

"""One side for and against one plan at one time."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.stances_in_words import opposed_in_words, speak_differently
from trucewatch.checks.told_stances import NO, YES, days_apart, divided_sides, opposed, same_speaker, tells_of_a_change
from trucewatch.vocabulary.finding import Finding, Place, Severity

_DAYS = 3

_REPAIRS = (
    "the position changed between the two",
    "the two are about different plans, or different parts of one",
    "different persons or wings speak",
)


class AcceptedAndRejected:
    """A side that is said to accept and to reject one plan within three days.

    Silent where the two stand further apart (positions change), where the words tell of a change or of a part of the
    plan, where one is praise or criticism only, and where two named speakers say them (`SpeakersDiffer` tells of it).
    """

    code = "accepted-and-rejected"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        seen = set[str]()
        for held in divided_sides(material).values():
            for pair in opposed([s for s in held if s.stance in YES | NO]):
                if days_apart(*pair) <= _DAYS and same_speaker(*pair) and not tells_of_a_change(*pair):
                    first, second = sorted(pair, key=lambda s: (s.day is None, s.day, s.passage))
                    seen |= {s.statement.report_id for s in pair}
                    yield Finding(
                        self.code,
                        self.severity,
                        f"{first.side} is said to accept and to reject the same plan: {first.told}; {second.told}.",
                        (first.place, second.place),
                        _REPAIRS,
                        (first.statement.id, second.statement.id),
                    )
                    break
        for report in material.reports:
            for one, other in opposed_in_words(report.text) if report.id not in seen else ():
                if not speak_differently(one, other):
                    yield Finding(
                        self.code,
                        self.severity,
                        f"{one.name} is said to be for and against one matter: “{one.sentence.text.rstrip('.')}”; "
                        f"“{other.sentence.text.rstrip('.')}”.",
                        tuple(dict.fromkeys(Place(report.id, s.sentence) for s in (one, other))),
                        _REPAIRS,
                    )

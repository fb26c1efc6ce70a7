"""One side for and against one plan at one time."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.divided_stances import Division, findings_of
from trucewatch.checks.material import Material
from trucewatch.checks.stances_in_words import speak_differently
from trucewatch.checks.told_stances import NO, YES, same_speaker
from trucewatch.vocabulary.finding import Finding, Severity

_ASKED = Division(
    days=3,
    told=lambda one, other: {one.stance, other.stance} <= YES | NO and same_speaker(one, other),
    said=lambda one, other: not speak_differently(one, other),
    sentence="{side} is said to accept and to reject the same plan",
    in_words="{side} is said to be for and against one matter",
    repairs=(
        "the position changed between the two",
        "the two are about different plans, or different parts of one",
        "different persons or wings speak",
    ),
)


class AcceptedAndRejected:
    """A side that is said to accept and to reject one plan within three days.

    Silent where the two stand further apart (positions change), where the words tell of a change or of a part of the
    plan, where one is praise or criticism only, and where two named speakers say them (`SpeakersDiffer` tells of it).
    """

    code = "accepted-and-rejected"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        return findings_of(self, material, _ASKED)

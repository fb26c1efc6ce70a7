"""Two speakers of one side, one for and one against a plan."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.divided_stances import Division, findings_of
from trucewatch.checks.material import Material
from trucewatch.checks.stances_in_words import speak_differently
from trucewatch.checks.told_stances import same_speaker
from trucewatch.vocabulary.finding import Finding, Severity

_ASKED = Division(
    days=14,
    told=lambda one, other: not same_speaker(one, other),
    said=speak_differently,
    sentence="Two speakers for {side} differ on one plan",
    in_words="Two who speak for {side} differ on one matter",
    repairs=(
        "the speakers hold different views",
        "the position changed between the two",
        "the two are about different plans",
    ),
)


class SpeakersDiffer:
    """Two named speakers of one side, one for and one against a plan, within two weeks.

    Silent where one speaker changes position, where the words tell of a change, and where only the report speaks.
    """

    code = "speakers-differ"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        return findings_of(self, material, _ASKED)

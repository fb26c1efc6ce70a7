"""Two speakers of one side, one for and one against a plan."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.stances_in_words import opposed_in_words, speak_differently
from trucewatch.checks.told_stances import days_apart, divided_sides, opposed, same_speaker, tells_of_a_change
from trucewatch.vocabulary.finding import Finding, Place, Severity

_DAYS = 14

_REPAIRS = (
    "the speakers hold different views",
    "the position changed between the two",
    "the two are about different plans",
)


class SpeakersDiffer:
    """Two named speakers of one side, one for and one against a plan, within two weeks.

    Silent where one speaker changes position, where the words tell of a change, and where only the report speaks.
    """

    code = "speakers-differ"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        seen = set[str]()
        for held in divided_sides(material).values():
            for pair in opposed(held):
                if days_apart(*pair) <= _DAYS and not same_speaker(*pair) and not tells_of_a_change(*pair):
                    first, second = sorted(pair, key=lambda s: (s.day is None, s.day, s.passage))
                    seen |= {s.statement.report_id for s in pair}
                    yield Finding(
                        self.code,
                        self.severity,
                        f"Two speakers for {first.side} differ on one plan: {first.told}; {second.told}.",
                        (first.place, second.place),
                        _REPAIRS,
                        (first.statement.id, second.statement.id),
                    )
                    break
        for report in material.reports:
            for one, other in opposed_in_words(report.text) if report.id not in seen else ():
                if speak_differently(one, other):
                    yield Finding(
                        self.code,
                        self.severity,
                        f"Two who speak for {one.name} differ on one matter: “{one.sentence.text.rstrip('.')}”; "
                        f"“{other.sentence.text.rstrip('.')}”.",
                        tuple(dict.fromkeys(Place(report.id, s.sentence) for s in (one, other))),
                        _REPAIRS,
                    )

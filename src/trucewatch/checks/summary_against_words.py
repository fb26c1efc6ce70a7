"""The report's summary of what somebody says against the quoted words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from trucewatch.checks.material import Material
from trucewatch.checks.summed_up import summed_up_otherwise
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Obligation, Position, Quote

_REPAIRS = (
    "the quoted words tell the stance more closely than the summary",
    "summary and quotation are about different things",
    "the summary rests on words that are not quoted",
)


class SummaryAgainstWords:
    """What the report sums up in its own words, and the speaker's quoted words that say the opposite.

    Opposite are two sides of one axis (`opposites.txt`), or one verb that the one denies and the other tells. The
    summary must name the speaker, an office or "he" in the sentence of the quotation or one of the two before it, and
    nobody else may be named in between. Silent where the quoted words only set a condition or ask, where the summary is
    itself quoted, denied or told of an earlier time, and where others speak; and where neither of the two tells of a
    position or a duty: what people say of other things has more shades than two sides. One a report.
    """

    code = "summary-against-words"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            quotes = material.by_report(Quote)[report.id] if "“" in report.text or '"' in report.text else ()
            opposed = (
                pair
                for pair in summed_up_otherwise(report.text)
                if material.is_read_in((Position, Obligation), ((report.id, one) for one in pair))
            )
            for summary, words in islice(opposed, 1):
                yield Finding(
                    self.code,
                    self.severity,
                    f"The report says “{summary.text.rstrip('.')}”; the words quoted beside it are "
                    f"“{words.text.rstrip('.')}”.",
                    (Place(report.id, summary), Place(report.id, words)),
                    _REPAIRS,
                    tuple(q.id for q in quotes if any(p.overlaps(words) for p in q.content.content)),
                )

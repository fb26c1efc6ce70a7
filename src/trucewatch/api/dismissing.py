"""Findings of a record beside what people decided about them, and deciding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trucewatch.agreements.terms import Terms
from trucewatch.api.views import check, parts_by_process
from trucewatch.errors import UnknownIdError
from trucewatch.record.dismissals import dismiss, dismissals, reopen
from trucewatch.record.writer import Record
from trucewatch.standing.voices import report_name
from trucewatch.vocabulary.dismissal import Dismissal, DismissalVerdict
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import View

_LEAST = 6  # digits by which a finding may be called


@dataclass(frozen=True)
class JudgedFinding:
    """A finding with what was decided about it.

    Attributes:
        finding: the finding.
        sources: for each of its places how the report is named, with its day.
        decided: the last decision on it, None where nobody took one.
        earlier: a dismissal of a finding by the same check in the same report whose evidence has changed since, and
            which therefore does not hold for this one.
    """

    finding: Finding
    sources: tuple[str, ...] = ()
    decided: Dismissal | None = None
    earlier: Dismissal | None = None

    @property
    def is_dismissed(self) -> bool:
        """Did a person set it aside?"""
        return self.decided is not None and self.decided.verdict == "dismissed"

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            **self.finding.to_json(),
            "sources": list(self.sources),
            "decided": self.decided.to_json() if self.decided else None,
            "dismissed_before": self.earlier.to_json() if self.earlier else None,
        }


def judged(record: Record, view: View, terms: tuple[Terms, ...] = ()) -> tuple[JudgedFinding, ...]:
    """Everything that does not add up in a view of a record, process by process, with what was decided about it.

    Args:
        record: the record that the view is of.
        view: the view, whole or a part.
        terms: the agreements whose terms are known.
    """
    return judged_of(record, view, found_in(view, terms))


def found_in(view: View, terms: tuple[Terms, ...] = ()) -> tuple[Finding, ...]:
    """Everything that does not add up in a view, process by process, whatever was decided about it.

    Args:
        view: the view, whole or a part.
        terms: the agreements whose terms are known.
    """
    return tuple(finding for _, part in parts_by_process(view) for finding in check(part, terms))


def judged_of(record: Record, view: View, found: Sequence[Finding]) -> tuple[JudgedFinding, ...]:
    """Findings with what was decided about them.

    Args:
        record: the record that the view is of.
        view: the view that they were found in.
        found: all that was found in it.
    """
    decided = dismissals(record)
    current = {finding.id for finding in found}
    gone = {
        (one.code, one.report_id): one
        for one in decided.values()
        if one.verdict == "dismissed" and one.finding_id not in current
    }
    names = {r.id: _named(r) for r in (*view.reports(), *(version.report for version in view.earlier_versions()))}
    return tuple(
        JudgedFinding(
            finding,
            tuple(names[place.report_id] for place in finding.places),
            decided.get(finding.id),
            gone.get((finding.code, finding.places[0].report_id)) if finding.places else None,
        )
        for finding in found
    )


def _named(report: Report) -> str:
    return f"{report_name(report)}, {report.published.isoformat() if report.published else 'no date'}"


def decide_finding(
    record: Record,
    found: Iterable[JudgedFinding],
    prefix: str,
    verdict: DismissalVerdict,
    *,
    author: str,
    reason: str,
) -> Finding:
    """Dismiss one finding of a record, or open it again.

    Args:
        record: a record open for writing.
        found: the findings that it is one of, as `judged` gave them.
        prefix: the finding's id, or its first digits (at least 6).
        verdict: dismissed or reopened.
        author: who decides.
        reason: why.

    Raises:
        UnknownIdError: none of the findings, or several, begin with these digits.
        RecordError: no author or reason, or the finding is in that state already.
    """
    by_id = {one.finding.id: one.finding for one in found}
    meant = [finding for id_, finding in by_id.items() if id_.startswith(prefix.lower())]
    if len(prefix) < _LEAST or len(meant) != 1:
        told = f"{len(meant)} findings begin" if len(meant) > 1 and len(prefix) >= _LEAST else "no one finding begins"
        raise UnknownIdError(
            f"{told} with {prefix!r}",
            expected=f"the id of one finding, or at least {_LEAST} of its first digits",
            advice="`trucewatch findings --all` lists them with their ids.",
        )
    (dismiss if verdict == "dismissed" else reopen)(record, meant[0], author=author, reason=reason)
    return meant[0]

"""Publishers' corrections: a report in another's place, and what changed between the texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from trucewatch.api.reader import incoming
from trucewatch.api.records import AddedReport, AddOptions, add_paths
from trucewatch.errors import ReportError
from trucewatch.record.report_versions import check_version, record_version, versions_of
from trucewatch.record.versions import Version
from trucewatch.record.writer import Record
from trucewatch.reports.details import Refusal
from trucewatch.reports.intake import IntakeOptions
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.surroundings import sentences


@dataclass(frozen=True)
class SentenceChange:
    """Sentences that one version has in the place of others.

    Attributes:
        removed: the sentences of the older version, () where some were added.
        added: the sentences of the newer one, () where some were removed.
    """

    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class ReportVersion:
    """One version of a report.

    Attributes:
        report: the version.
        recorded: that it stands in the place of another; None for the first.
        changes: what changed in the text since that one, sentence by sentence, in the order of the text.
    """

    report: Report
    recorded: Version | None = None
    changes: tuple[SentenceChange, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        published = self.report.published
        out: dict[str, object] = {
            "id": self.report.id,
            "outlet": self.report.outlet,
            "title": self.report.title,
            "published": published.isoformat() if published else None,
            "replaces": None,
        }
        if self.recorded is not None:
            out |= {
                "replaces": self.recorded.old_id,
                "author": self.recorded.author,
                "at": self.recorded.at.isoformat(),
                "reason": self.recorded.reason,
                "changes": [{"removed": list(c.removed), "added": list(c.added)} for c in self.changes],
            }
        return out


@dataclass(frozen=True)
class AddedVersion:
    """What adding a version did.

    Attributes:
        old: the report until then.
        added: the report in its place.
        is_new: False where this was recorded already.
    """

    old: Report
    added: AddedReport
    is_new: bool


def add_report_version(record: Record, old_id: str, path: Path, options: AddOptions, *, reason: str) -> AddedVersion:
    """Add a report that its publisher put in another's place.

    Views show the older one up to the day on which the newer one was published, and from then on the newer one alone.
    Outlet, address and process are the older one's unless they are declared. The report is added first; if the program
    is stopped before the version is recorded, the same call goes on where it was.

    Args:
        record: a record open for writing.
        old_id: the older report's id, or its first digits (at least 6).
        path: a file with the newer text.
        options: what is declared of it, and how it is read; its day of publication above all.
        reason: why it was changed, as far as is known.

    Raises:
        UnknownIdError: no report, or several, has that id.
        ReportError: the file holds no report, or several, or cannot be added.
        RecordError: the two are one, or the older one is itself a version of the newer one.
    """
    old = record.find_report(old_id)
    declared = options.intake
    inherited = replace(
        declared,
        outlet=declared.outlet or old.outlet,
        url=declared.url or old.url,
        process=declared.process or old.process,
    )
    new = _one_report(path, inherited)
    check_version(record, old.id, new.id)
    done = add_paths(record, [path], replace(options, intake=inherited))
    if done.refused:
        raise done.refused[0].error
    added = done.reports[0]
    is_new = record_version(record, old.id, added.report.id, author=options.author, reason=reason)
    return AddedVersion(old, added, is_new)


def report_versions(record: Record, report_id: str) -> tuple[ReportVersion, ...]:
    """All versions of a report, whichever of them is asked for: each after the one it replaced.

    Raises:
        UnknownIdError: no report, or several, has that id.
    """
    held = versions_of(record, report_id)
    texts = {report.id: report for report, _ in held}
    return tuple(
        ReportVersion(report, version, text_changes(texts[version.old_id].text, report.text) if version else ())
        for report, version in held
    )


def text_changes(old: str, new: str) -> tuple[SentenceChange, ...]:
    """What changed between two texts, sentence by sentence, in the order of the newer one."""
    before, after = sentences(old), sentences(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(SentenceChange(before[a:b], after[c:d]) for tag, a, b, c, d in codes if tag != "equal")


def _one_report(path: Path, declared: IntakeOptions) -> Report:
    found = list(incoming([path], declared))
    for item in found:
        if isinstance(item, Refusal):
            raise item.error
    if len(found) != 1:
        raise ReportError(f"{path} holds {len(found)} reports", expected="one: the newer version")
    return next(item for item in found if isinstance(item, Report))

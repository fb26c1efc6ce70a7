"""A reading: what one pass over one report gave. Its JSON is a contract (see docs/reference)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.attributed import Attributed
from trucewatch.vocabulary.events import Event, event_id, plover_records
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.incidents import Incident, incident_id
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Agreement, plain, plain_fields
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading_html import reading_html
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Reading:
    """Everything read from one report.

    Attributes:
        report: the report.
        statements: in the order of the text, kind by kind.
        findings: what came up while reading; checks add theirs.
        steps: "name version" of each step that ran, in order.
        models: what was learned and took part, each as "name@digest" or "name version", in the order of the steps.
        headline: the line that heads the text, where it has one.
        segments: the parts of a text that was joined from several pieces (one where it was not).
        other_timex: time expressions outside `times` ("now", "recently"), as TIMEX3.
        events: what was done, is planned or is threatened between actors, in the terms of PLOVER.
        incidents: what was logged or told to have happened, apart from what is alleged as a breach.
        actors: who is named in it, each with all its mentions, by the first of them.
        attributions: all that the report attributes: its quotes, and plans, hopes and thoughts of somebody.
    """

    report: Report
    statements: tuple[AnyStatement, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    headline: Passage | None = None
    segments: tuple[Passage, ...] = ()
    other_timex: tuple[dict[str, object], ...] = ()
    attributions: tuple[Attributed, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    actors: tuple[ReportActor, ...] = ()

    def with_findings(self, *findings: Finding) -> Reading:
        """The same reading with further findings behind its own."""
        return replace(self, findings=self.findings + findings)

    def to_json(self) -> dict[str, object]:
        """The JSON of one reading, in the names and nesting of the contract."""
        report = self.report
        meta: dict[str, object] = {
            "title": report.title,
            "outlet": report.outlet,
            "byline": report.byline,
            "url": report.url,
            "published": report.published.isoformat() if report.published else None,
            "language": report.language,
            "process": report.process,
            "file": report.name,
            "report_id": report.id,
            "chars": len(report.text),
            "headline": plain(self.headline),
            "steps": list(self.steps),
            "models": list(self.models),
        }
        if report.extracted:
            meta["text"] = report.text
        out: dict[str, object] = {"id": report.given_id or report.id, "meta": meta}
        for cls in CONTENT_CLASSES:
            rows = [row_of(s) for s in self.statements if type(s.content) is cls]
            out[cls.KIND] = (rows[0] if rows else None) if cls is Agreement else rows
        out["events"] = [{"id": event_id(e, report), **e.to_json()} for e in self.events]
        out["incidents"] = [{"id": incident_id(i, report), **i.to_json()} for i in self.incidents]
        out["actors"] = [{"id": actor_id(a, report), **a.to_json()} for a in self.actors]
        out["other_timex"] = list(self.other_timex)
        out["attributions"] = [plain(a) for a in self.attributions]
        out["findings"] = [f.to_json() for f in self.findings]
        return out

    def to_plover(self) -> Iterator[dict[str, object]]:
        """The events as records of PLOVER, each one line of JSON Lines; see `vocabulary.events`."""
        return plover_records(self.events, self.report)

    def _repr_html_(self) -> str:
        """How a notebook shows a reading; see `reading_html`."""
        return reading_html(self.report, self.statements, self.findings, self.models or self.steps)


def row_of(statement: AnyStatement) -> dict[str, object]:
    """A statement as one row of JSON: its content's fields and its id; `review` where it is too doubtful to pass."""
    row = {"id": statement.id, **plain_fields(statement.content)}
    return row | {"review": True} if statement.content.is_doubtful else row

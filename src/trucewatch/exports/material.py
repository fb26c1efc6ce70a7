"""What tables are made of: a view with what hangs on its reports in the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from trucewatch.checks.all_checks import run_checks
from trucewatch.linking.actors import LinkedActors, link_actors
from trucewatch.record.notes import notes
from trucewatch.record.rows import Rights
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.registers.known_actors import KnownActors
from trucewatch.standing.asof import day_asked, placed, said_by
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.events import Event
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.note import Note
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View


@dataclass(frozen=True)
class Material:
    """A view, and what the record holds beside its statements.

    Attributes:
        view: reports and statements as they stood.
        actors: the actors of all its reports, linked across them.
        findings: what does not add up in it.
        events: what was done, planned or threatened, by the id of the report.
        incidents: what was logged or told to have happened, by the id of the report.
        rights: what may be done with a report's words, by its id; one that is not in it has unknown rights.
        notes: of the people of the desk.
        known: registers with the user's own file of actors.
        process: the process the view was cut to; None: all.
    """

    view: View
    actors: LinkedActors = field(default_factory=LinkedActors)
    findings: tuple[Finding, ...] = ()
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    incidents: Mapping[str, tuple[Incident, ...]] = field(default_factory=dict)
    rights: Mapping[str, Rights] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    known: KnownActors | None = None
    process: str | None = None

    @cached_property
    def voices(self) -> Voices:
        """Who says what inside the reports."""
        return Voices(self.view)

    @property
    def as_of(self) -> date | None:
        """The day asked about; None where no report is dated and none was given."""
        return day_asked(self.view)

    @cached_property
    def statements(self) -> tuple[AnyStatement, ...]:
        """The statements in the one order; where the view asks about a day, those that can be placed by it."""
        asked = self.view.as_of
        return tuple(s for s in self.view.statements() if said_by(s, asked) or placed(s, asked) == "by_then")


def material_of(record: Record, view: RecordView, known: KnownActors | None = None) -> Material:
    """What a record holds behind a view of it.

    Args:
        record: the open record.
        view: a view of it.
        known: the user's own file of actors with the registers; None: the registers alone.

    Raises:
        RecordError: a row of the record is damaged.
    """
    readings = {report.id: record.reading(report.id) for report in view.reports()}
    return Material(
        view,
        link_actors(view, view.judgements(), known),
        tuple(dict.fromkeys((*view.findings(), *run_checks(view)))),
        {id_: reading.events for id_, reading in readings.items()},
        {id_: reading.incidents for id_, reading in readings.items()},
        {filed.report.id: filed.rights for filed in record.reports()},
        notes(record, process=view.question.process),
        known,
        view.question.process,
    )

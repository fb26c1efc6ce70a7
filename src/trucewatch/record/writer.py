"""Opening a record, adding to it, and asking it.

A record only grows: what was added is never changed or deleted. Each report, correction and ruling is one transaction;
what fails leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, select

from trucewatch.errors import RecordError
from trucewatch.record import lookup, metadata
from trucewatch.record.adding import Added, add_reading, add_report, add_run, is_in_force
from trucewatch.record.chain import appending
from trucewatch.record.database import Database, database_at
from trucewatch.record.incoming import Incoming
from trucewatch.record.judging import add_judgement
from trucewatch.record.kept_views import KeptViews
from trucewatch.record.metadata import Changes, Origin
from trucewatch.record.question import Question
from trucewatch.record.revision import is_current, upgrade
from trucewatch.record.rows import FiledReport, MadeBy, MetaRow, Rights, Sighting
from trucewatch.record.rulings import add_ruling
from trucewatch.record.schema import ACTOR, REPORT, STATEMENT, moment_text
from trucewatch.record.tombstones import refuse_erased
from trucewatch.record.view import RecordView
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def open_record(
    place: str | PathLike[str], *, read_only: bool = False, wait: float = 10.0, clock: Clock = utc_now
) -> Record:
    """Open the record at a place; unless `read_only`, make it where it is new and upgrade it where it is older.

    Args:
        place: a file, or the address of a PostgreSQL database (`postgresql://USER@HOST/DATABASE`) as text.
        read_only: change nothing; works without the right to write as well.
        wait: seconds to wait for another program that writes.
        clock: gives the moment, with time zone, at which things are recorded.

    Raises:
        RecordError: no record (a folder, another kind of file, another program's database), one of a newer Trucewatch,
            a missing file, folder, server or database, a wrong password, no right to write, a full disk, a record in
            use for longer than `wait`.
    """
    database = database_at(place, read_only=read_only, wait=wait)
    database.check()
    engine = database.engine()
    try:
        with database.translated():
            _bring_up_to_date(engine, database)
    except BaseException:
        engine.dispose()
        raise
    return Record(database, engine, clock)


def _bring_up_to_date(engine: Engine, database: Database) -> None:
    with engine.begin() as connection:
        current = is_current(connection, database.name)
    if database.read_only:
        if not current:
            raise RecordError(
                f"{database.name} is empty or of an older form and was opened for reading only",
                advice="Open it once for writing, as `trucewatch add` does.",
            )
        return
    if not current:
        with engine.execution_options(writes=True).begin() as connection:
            if not is_current(connection, database.name):  # another program may have been quicker
                upgrade(connection)
    database.make_writable(engine)


@dataclass(frozen=True)
class Corrected:
    """What a correction of metadata did.

    Attributes:
        report: the report with the metadata now in force.
        is_changed: False where it had these values already; nothing was written.
        added: what the new reading did, None where none was made.
    """

    report: Report
    is_changed: bool
    added: Added | None = None


class Record:
    """A record that is open; made by `open_record`, closed by `close` or at the end of a `with` block.

    One run stands for one opening of the record with one list of steps and models. Ids may be given in full or by
    their first digits (at least 6) except in rulings. Every method raises RecordError where the record cannot be read
    or written, and where one of its rows is damaged.
    """

    def __init__(self, database: Database, engine: Engine, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._runs: dict[MadeBy, int] = {}
        self._views = KeptViews(self.looking, engine.dispose)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """What messages call the record: its file, or its address without the password."""
        return self._database.name

    @property
    def path(self) -> Path | None:
        """The file of the record, None where it is kept in PostgreSQL."""
        return self._database.path

    @property
    def is_read_only(self) -> bool:
        """Was it opened for reading only?"""
        return self._database.read_only

    def now(self) -> datetime:
        """The moment by the record's clock."""
        return self._clock()

    def close(self) -> None:
        """Let go of the file."""
        self._views.close()
        self._engine.dispose()

    # Adding

    def as_known(self, report: Report) -> Report:
        """A report with the metadata that the record has for it; to be read so before it is added again.

        Where the record has no value the given one stays; a report that the record does not hold is given back as is.
        """
        with self.looking() as connection:
            if not connection.execute(select(REPORT.c.id).where(REPORT.c.id == report.id)).first():
                return report
            refuse_erased(connection, report)
            return metadata.merged(report, lookup.report_in_force(connection, report.id))

    def add(self, reading: Reading, *, author: str = "trucewatch", rights: Rights = "unknown") -> Added:
        """Add a report with what was read in it; the reading is in force from now on.

        Adding a report with the reading that is in force already writes nothing. Metadata that the record lacks is
        taken from the report; where the two differ nothing is added (see `as_known`).

        Args:
            reading: a reading made with the metadata that the record has, if it has any.
            author: who adds it.
            rights: what may be done with the text; counts when the report is new.

        Raises:
            RecordError: a passage that is not in the text, statements of another report, or other metadata.
        """
        incoming = Incoming.of(reading)
        with self.writing() as connection:
            at = moment_text(self._clock())
            is_new = add_report(connection, reading.report, rights, Origin(at, author, "given with the report"))
            added, run_id = self._add_reading(connection, incoming, at)
        self._keep_run(incoming, run_id)
        return replace(added, is_new=is_new)

    def set_meta(
        self,
        report_id: str,
        changes: Changes,
        *,
        author: str,
        reason: str,
        reread: Callable[[Report], Reading] | None = None,
    ) -> Corrected:
        """Correct a report's metadata; the earlier row stays.

        Args:
            report_id: the report.
            changes: new values of published (a date), outlet, process, title, byline, language, rights; None: unknown.
            author: who corrects it.
            reason: why.
            reread: reads the report with the new metadata; its reading is added in the same transaction. Without it a
                corrected date leaves the old reading in force (`FiledReport.needs_reading`) until one is added.

        Raises:
            UnknownIdError: no report, or several, has that id.
            RecordError: an unknown field or a value of the wrong form; the metadata changed while it was read.
        """
        with self.looking() as connection:
            id_ = lookup.find_id(connection, REPORT.c.id, report_id)
            before = lookup.report_and_rights(connection, id_)
        after = metadata.changed(*before, changes)
        if after == before:
            return Corrected(before[0], is_changed=False)
        incoming = Incoming.of(reread(after[0])) if reread and not after[0].is_erased else None
        if incoming and incoming.reading.report.id != id_:
            raise RecordError(f"the new reading is one of report {incoming.reading.report.id}", expected=f"of {id_}")
        added, run_id = None, 0
        with self.writing() as connection:
            if lookup.report_and_rights(connection, id_) != before:
                raise RecordError(f"report {id_[:12]} was corrected by somebody else meanwhile", advice="Try again.")
            at = moment_text(self._clock())
            metadata.insert_meta(connection, *after, Origin(at, author, reason))
            if incoming:
                added, run_id = self._add_reading(connection, incoming, at)
        if incoming:
            self._keep_run(incoming, run_id)
        return Corrected(after[0], is_changed=True, added=added)

    def rule(self, ruling: Ruling, replacement: AnyStatement | None = None) -> bool:
        """Add a ruling; of those on a statement the one with the latest time is in force.

        Args:
            ruling: with full ids.
            replacement: for a correction, the statement to put in place if the record does not hold it.

        Returns:
            False where the record held this very ruling.

        Raises:
            UnknownIdError: the record does not hold the statement or its replacement.
            RecordError: no author, no time zone, or a replacement that does not fit.
        """
        with self.writing() as connection:
            return add_ruling(connection, ruling, replacement, moment_text(self._clock()))

    def judge(self, judgement: Judgement) -> bool:
        """Add a judgement on two actors, proposals or agreements; of those on a pair the latest one is in force.

        Args:
            judgement: with full ids; which of the two is given first means nothing.

        Returns:
            False where the record held this very judgement.

        Raises:
            UnknownIdError: no reading of the record tells of the actor, or it holds no such statement.
            RecordError: no author, no time zone, one id twice, or a sealed source that is taken for somebody.
        """
        with self.writing() as connection:
            return add_judgement(connection, judgement, moment_text(self._clock()))

    # Asking

    def view(
        self,
        *,
        as_of: date | None = None,
        known_on: date | None = None,
        recorded_by: datetime | None = None,
        process: str | None = None,
        parties: tuple[str, ...] = (),
        text: str | None = None,
    ) -> RecordView:
        """The record as it stood; see `view` for what the clocks mean and `Question` for the rest. None: no bound."""
        return self._views.view(Question(as_of, known_on, recorded_by, process, parties, text))

    def reports(self) -> tuple[FiledReport, ...]:
        """All reports, by publication, then id; undated ones last."""
        with self.looking() as connection:
            return lookup.list_reports(connection)

    def reading(self, report_id: str) -> Reading:
        """The reading in force of a report, without rulings."""
        with self.looking() as connection:
            return lookup.reading_in_force(connection, lookup.find_id(connection, REPORT.c.id, report_id))

    def reading_if_made_by(self, report: Report, made_by: MadeBy) -> Reading | None:
        """The reading in force of a report, if reading it again with these steps and models could give nothing else.

        Args:
            report: with its full metadata (see `as_known`).
            made_by: the steps and models that would read it.

        Returns:
            None where another version of the program, another step or model or other metadata made the reading, or
            where the record does not hold the report.
        """
        with self.looking() as connection:
            return lookup.reading_if_made_by(connection, report, made_by)

    def find_report(self, prefix: str) -> Report:
        """The report whose id begins so, with the metadata in force.

        Raises:
            UnknownIdError: none or several begin so, or it is shorter than 6 digits.
        """
        with self.looking() as connection:
            return lookup.report_in_force(connection, lookup.find_id(connection, REPORT.c.id, prefix))

    def find_statement(self, prefix: str) -> AnyStatement:
        """The statement whose id begins so, as it was last seen; also one that views do not show (any more).

        Raises:
            UnknownIdError: none or several begin so, or it is shorter than 6 digits.
        """
        with self.looking() as connection:
            id_ = lookup.find_id(connection, STATEMENT.c.id, prefix)
            return lookup.statement_as_last_seen(connection, id_)

    def sightings(self, statement_id: str) -> tuple[Sighting, ...]:
        """Every reading's sight of a statement, oldest first; empty for one that only a ruling put in place."""
        with self.looking() as connection:
            id_ = lookup.find_id(connection, STATEMENT.c.id, statement_id)
            return lookup.sightings_of(connection, id_)

    def rulings(self, statement_id: str) -> tuple[Ruling, ...]:
        """Every ruling on a statement, by the time it was taken; the last is in force."""
        with self.looking() as connection:
            return lookup.rulings_on(connection, lookup.find_id(connection, STATEMENT.c.id, statement_id))

    def judgements(self, recorded_by: datetime | None = None, kind: LinkedKind | None = None) -> tuple[Judgement, ...]:
        """The judgements recorded by a moment, by the time they were taken; the last on a pair is in force."""
        with self.looking() as connection:
            return lookup.load_judgements(connection, recorded_by, kind)

    def find_actor(self, prefix: str) -> tuple[Report, ReportActor]:
        """The actor of a report whose id begins so, with the report, as it was last seen.

        Raises:
            UnknownIdError: none or several begin so, or it is shorter than 6 digits.
        """
        with self.looking() as connection:
            return lookup.actor_as_last_seen(connection, lookup.find_id(connection, ACTOR.c.id, prefix))

    def history(self, report_id: str) -> tuple[MetaRow, ...]:
        """A report's metadata through time, oldest first; the last is in force."""
        with self.looking() as connection:
            return lookup.meta_history(connection, lookup.find_id(connection, REPORT.c.id, report_id))

    def _add_reading(self, connection: Connection, incoming: Incoming, at: str) -> tuple[Added, int]:
        """Add a reading; gives what it did and the number of its run, 0 where nothing was written."""
        if is_in_force(connection, incoming):
            seen = len(incoming.statements)
            return Added(incoming.reading.report.id, False, False, new=0, again=seen, gone=0), 0
        made_by = incoming.made_by
        run_id = self._runs.get(made_by) or add_run(connection, made_by, at)
        return add_reading(connection, incoming, run_id, at), run_id

    def _keep_run(self, incoming: Incoming, run_id: int) -> None:
        """Remember a run once its row is safely written."""
        if run_id:
            self._runs[incoming.made_by] = run_id

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record; for the modules of this package."""
        with self._database.translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that adds rows, all of them or none; for the modules of this package.

        Raises:
            RecordError: the record was opened for reading only.
        """
        if self._database.read_only:
            raise RecordError(
                f"the record {self.name} was opened for reading only", advice="Open it without read_only to add to it."
            )
        writer = self._engine.execution_options(writes=True)
        with self._database.translated(), writer.begin() as connection, appending(connection, self._clock):
            yield connection

    @contextmanager
    def bare(self) -> Iterator[Any]:
        """A connection of the driver outside of any transaction; for the modules of this package."""
        with self._database.translated(), closing(self._engine.raw_connection()) as connection:
            yield connection.driver_connection

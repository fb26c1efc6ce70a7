"""Opening a record, adding to it, and asking it.

A record only grows: what was added is never changed or deleted. Each report, correction and ruling is one transaction;
what fails leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from trucewatch.errors import RecordError
from trucewatch.record import lookup, metadata
from trucewatch.record.adding import Added, add_reading, add_report, add_run, is_in_force
from trucewatch.record.incoming import Incoming
from trucewatch.record.metadata import Changes, Origin
from trucewatch.record.revision import is_current, upgrade
from trucewatch.record.rows import FiledReport, MadeBy, MetaRow, Rights, Sighting
from trucewatch.record.rulings import add_ruling
from trucewatch.record.schema import REPORT, STATEMENT, moment_text
from trucewatch.record.sqlite import RecordFile
from trucewatch.record.view import Question, RecordView, load_view
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def open_record(
    path: str | PathLike[str], *, read_only: bool = False, wait: float = 10.0, clock: Clock = utc_now
) -> Record:
    """Open the record in a file; unless `read_only`, make it where it is new and upgrade it where it is older.

    Args:
        path: the file.
        read_only: change nothing; works without the right to write as well.
        wait: seconds to wait for another program that writes.
        clock: gives the moment, with time zone, at which things are recorded.

    Raises:
        RecordError: no record (a folder, another kind of file, another program's database), one of a newer Trucewatch,
            a missing file or folder, no right to write, a full disk, a record in use for longer than `wait`.
    """
    file = RecordFile(Path(path), read_only, wait)
    file.check()
    engine = file.engine()
    try:
        with file.translated():
            _bring_up_to_date(engine, file)
    except BaseException:
        engine.dispose()
        raise
    return Record(file, engine, clock)


def _bring_up_to_date(engine: Engine, file: RecordFile) -> None:
    name = str(file.path)
    with engine.begin() as connection:
        current = is_current(connection, name)
    if file.read_only:
        if not current:
            raise RecordError(
                f"{name} is empty or of an older form and was opened for reading only",
                advice="Open it once for writing, as `trucewatch add` does.",
            )
        return
    if not current:
        with engine.execution_options(writes=True).begin() as connection:
            if not is_current(connection, name):  # another program may have been quicker
                upgrade(connection)
    file.use_log()
    engine.dispose()  # its connections were opened before the log was


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

    def __init__(self, file: RecordFile, engine: Engine, clock: Clock) -> None:
        self._file = file
        self._engine = engine
        self._clock = clock
        self._runs: dict[MadeBy, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file of the record."""
        return self._file.path

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # Adding

    def as_known(self, report: Report) -> Report:
        """A report with the metadata that the record has for it; to be read so before it is added again.

        Where the record has no value the given one stays; a report that the record does not hold is given back as is.
        """
        with self._reading() as connection:
            if not connection.execute(select(REPORT.c.id).where(REPORT.c.id == report.id)).first():
                return report
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
        with self._writing() as connection:
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
        with self._reading() as connection:
            id_ = lookup.find_id(connection, REPORT.c.id, report_id)
            before = lookup.report_and_rights(connection, id_)
        after = metadata.changed(*before, changes)
        if after == before:
            return Corrected(before[0], is_changed=False)
        incoming = Incoming.of(reread(after[0])) if reread else None
        if incoming and incoming.reading.report.id != id_:
            raise RecordError(f"the new reading is one of report {incoming.reading.report.id}", expected=f"of {id_}")
        added, run_id = None, 0
        with self._writing() as connection:
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
        with self._writing() as connection:
            return add_ruling(connection, ruling, replacement, moment_text(self._clock()))

    # Asking

    def view(
        self,
        *,
        as_of: date | None = None,
        known_on: date | None = None,
        recorded_by: datetime | None = None,
        process: str | None = None,
    ) -> RecordView:
        """The record as it stood; see `view` for what the clocks mean. None: no bound."""
        with self._reading() as connection:
            return load_view(connection, Question(as_of, known_on, recorded_by, process))

    def reports(self) -> tuple[FiledReport, ...]:
        """All reports, by publication, then id; undated ones last."""
        with self._reading() as connection:
            return lookup.list_reports(connection)

    def reading(self, report_id: str) -> Reading:
        """The reading in force of a report, without rulings."""
        with self._reading() as connection:
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
        with self._reading() as connection:
            return lookup.reading_if_made_by(connection, report, made_by)

    def find_report(self, prefix: str) -> Report:
        """The report whose id begins so, with the metadata in force.

        Raises:
            UnknownIdError: none or several begin so, or it is shorter than 6 digits.
        """
        with self._reading() as connection:
            return lookup.report_in_force(connection, lookup.find_id(connection, REPORT.c.id, prefix))

    def find_statement(self, prefix: str) -> AnyStatement:
        """The statement whose id begins so, as it was last seen; also one that views do not show (any more).

        Raises:
            UnknownIdError: none or several begin so, or it is shorter than 6 digits.
        """
        with self._reading() as connection:
            id_ = lookup.find_id(connection, STATEMENT.c.id, prefix)
            return lookup.statement_as_last_seen(connection, id_)

    def sightings(self, statement_id: str) -> tuple[Sighting, ...]:
        """Every reading's sight of a statement, oldest first; empty for one that only a ruling put in place."""
        with self._reading() as connection:
            id_ = lookup.find_id(connection, STATEMENT.c.id, statement_id)
            return lookup.sightings_of(connection, id_)

    def rulings(self, statement_id: str) -> tuple[Ruling, ...]:
        """Every ruling on a statement, by the time it was taken; the last is in force."""
        with self._reading() as connection:
            return lookup.rulings_on(connection, lookup.find_id(connection, STATEMENT.c.id, statement_id))

    def history(self, report_id: str) -> tuple[MetaRow, ...]:
        """A report's metadata through time, oldest first; the last is in force."""
        with self._reading() as connection:
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
    def _reading(self) -> Iterator[Connection]:
        with self._file.translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._file.read_only:
            raise RecordError(
                f"the record {self.path} was opened for reading only", advice="Open it without read_only to add to it."
            )
        with self._file.translated(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

"""What a view shows of its reports, read when it is asked for, and as it stood when the view was.

A view fixes at its start which reports it has, which reading of each is in force, and how far the record's rulings,
judgements and people's statements went (`Ends`). Rows are added and never changed, so that whatever is read later is
what would have been read then. Erasure alone changes rows: what a view reads after one comes without the erased words,
and it forgets what it had read before; statements and reports that it gave out are with whoever asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import wraps
from itertools import chain, dropwhile, islice
from threading import RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from trucewatch.record.json_layer import layers_of_readings
from trucewatch.record.lookup import load_judgements
from trucewatch.record.question import BATCH, Question, batches, reports_with
from trucewatch.record.read_so_far import ByHand, Earlier, Read, merged, ordered
from trucewatch.record.rows import (
    actors_of,
    finding_of,
    kept_statement,
    outline_of,
    sighting_name,
    stands,
    statement_of,
)
from trucewatch.record.ruled import Ruled, load_person_statements
from trucewatch.record.schema import ERASURE, NOTICE, READING, SIGHTING, STATEMENT
from trucewatch.record.scope import Looking, Scope
from trucewatch.record.tombstones import erased_findings
from trucewatch.record.versions import load_versions
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, Kind
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import EarlierVersion, Outline, leading_to

MadeT = TypeVar("MadeT")
AskedT = ParamSpec("AskedT")

_EARLIER = 3
"""How many earlier views a view takes from: one may have read what the next was never asked for."""


def _alone(
    method: Callable[Concatenate[Shown, AskedT], MadeT],
) -> Callable[Concatenate[Shown, AskedT], MadeT]:
    """A method that one thread at a time is in, among all views that take from each other."""

    @wraps(method)
    def locked(self: Shown, /, *given: AskedT.args, **named: AskedT.kwargs) -> MadeT:
        with self._lock:
            return method(self, *given, **named)

    return locked


class Shown:
    """The reports of a view, and what stands in them; every method raises RecordError where a row is damaged.

    Several threads may ask for them at once.
    """

    def __init__(self, looking: Looking, scope: Scope, earlier: Shown | None = None) -> None:
        """Read nothing yet.

        Args:
            looking: opens a transaction that sees one state of the record.
            scope: what it is made of.
            earlier: another view of the record; what it has read of reports that did not change is not read again.
        """
        self._looking = looking
        self._scope = scope
        self._reports = dict(scope.reports)
        self._erasure = scope.ends.erasure
        self._read = Read()
        self._lock: AbstractContextManager[object] = earlier._lock if earlier is not None else RLock()  # noqa: SLF001
        self._earlier: tuple[Earlier, ...] = ()
        if earlier is not None and earlier.scope.ends.erasure == self._erasure:
            held = [(earlier.scope, earlier._read), *((e.scope, e.read) for e in earlier._earlier)]  # noqa: SLF001
            self._earlier = tuple(Earlier(*one, scope) for one in held[:_EARLIER])

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by id, in their order."""
        return self._reports

    @property
    def scope(self) -> Scope:
        """What it is made of."""
        return self._scope

    @_alone
    def of(self, content_class: type[Content]) -> tuple[AnyStatement, ...]:
        """The statements of exactly one class of contents, in the one order."""
        if content_class not in self._read.kinds:
            with self._reading() as connection:
                self._read.kinds[content_class] = self._assembled(connection, content_class)
        return self._read.kinds[content_class]

    @_alone
    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements in the one order."""
        if self._read.whole is None:
            with self._reading() as connection:
                self._read.whole = self._load_whole(connection)
        return self._read.whole

    def by_report(self, report_ids: Collection[str] | None = None) -> Iterator[tuple[Report, tuple[AnyStatement, ...]]]:
        """Reports in their order, each with its statements; some hundred are held at a time, and none is kept.

        Args:
            report_ids: which of the reports; None: all.
        """
        for batch in batches(id_ for id_ in self._reports if report_ids is None or id_ in report_ids):
            found: dict[str, list[AnyStatement]] = {id_: [] for id_ in batch}
            with self._reading() as connection:
                for statement in chain(self._as_read(connection, batch), self._by_hand(connection).shown):
                    if statement.report_id in found:
                        found[statement.report_id].append(statement)
            for id_ in batch:
                yield self._reports[id_], ordered(found[id_])

    @_alone
    def findings(self) -> tuple[Finding, ...]:
        """What came up while the reports were read, by report, in the order of the reading, and what was erased."""
        if self._read.findings is None:
            with self._reading() as connection:
                self._read.findings = self._load_findings(connection)
        return tuple(finding for id_ in self._reports for finding in self._read.findings.get(id_, ()))

    @_alone
    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements, whichever reports they are about, by the time they were taken."""
        if self._read.judgements is None:
            with self._reading() as connection:
                recorded_by, last = self._scope.recorded_by, self._scope.ends.judgement
                self._read.judgements = load_judgements(connection, recorded_by, up_to=last)
        return self._read.judgements

    @_alone
    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors of a report; () where its reading knew none. KeyError: the report is not among these."""
        if report_id not in self._reports:
            raise KeyError(report_id)
        if report_id not in self._read.actors and report_id not in self._read.actor_rows:
            self._load_actors(report_id)
        if report_id not in self._read.actors:
            row, report = self._read.actor_rows.pop(report_id), self._reports[report_id]
            self._read.actors[report_id] = actors_of(row[1], report, f"reading {row[0]}") if row else ()
        return self._read.actors[report_id]

    @_alone
    def outline_of(self, report_id: str) -> Outline:
        """How a report is built. KeyError: the report is not among these."""
        if report_id not in self._reports:
            raise KeyError(report_id)
        if report_id not in self._read.outlines:
            with self._reading() as connection:
                self._load_outlines(connection, report_id)
        return self._read.outlines[report_id]

    @_alone
    def earlier_versions(self, question: Question) -> tuple[EarlierVersion, ...]:
        """What the reports stand in the place of; `question` is what these are the answer to."""
        if self._read.replaced is None:
            asked = replace(question, replaced=True, parties=(), text=None)
            with self._reading() as connection:
                versions = [
                    v for v in load_versions(connection) if question.recorded_by is None or v.at <= question.recorded_by
                ]
                scope = Scope.load(connection, asked) if versions else None
            held = Shown(self._looking, scope).by_report() if scope is not None else ()
            newer = {version.old_id: version.new_id for version in versions}
            found = (EarlierVersion(report, said, newer[report.id]) for report, said in held)
            self._read.replaced = leading_to(found, self._reports)
        return self._read.replaced

    def kept(self, key: Hashable, make: Callable[[], MadeT]) -> MadeT:
        """What was made of these before under a key, else what is made now; erasure makes it forgotten as well."""
        made = self._read.made  # another one once something is erased, even while it is being made
        if key not in made:
            made[key] = make()
        found: MadeT = made[key]
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction for reading; whatever was erased since the last one is forgotten first."""
        with self._looking() as connection:
            last = connection.execute(select(func.coalesce(func.max(ERASURE.c.id), 0))).scalar_one()
            if last != self._erasure:
                self._reread(connection)
                self._erasure, self._read = last, Read()
                self._earlier = ()
            yield connection

    def _reread(self, connection: Connection) -> None:
        """Take reports of which words were erased as they are now."""
        erased = connection.execute(select(ERASURE.c.report_id).where(ERASURE.c.id > self._erasure)).scalars()
        for batch in batches({id_ for id_ in erased if id_ in self._reports}):
            found = reports_with(connection, [self._scope.metas[id_] for id_ in batch])
            self._reports.update((report.id, report) for report in found)

    def _load_whole(self, connection: Connection) -> tuple[AnyStatement, ...]:
        """All statements; puts those of each class beside them."""
        kinds = self._read.kinds
        if any(earlier.held(None) is not None for earlier in self._earlier):
            whole = self._assembled(connection, None)
        else:
            for content_class in {c for earlier in self._earlier for c in earlier.read.kinds} - kinds.keys():
                kinds[content_class] = self._assembled(connection, content_class)
            but = [content_class.KIND for content_class in kinds]
            shown = (s for s in self._by_hand(connection).shown if s.content.KIND not in but)
            whole = ordered(chain(*kinds.values(), self._as_read(connection, self._reports, but=but), shown))
        lacking: dict[type[Content], list[AnyStatement]] = {c: [] for c in CONTENT_CLASSES if c not in kinds}
        for statement in whole:
            if (found := lacking.get(type(statement.content))) is not None:
                found.append(statement)
        kinds.update((content_class, tuple(found)) for content_class, found in lacking.items())
        return whole

    def _assembled(self, connection: Connection, content_class: type[Content] | None) -> tuple[AnyStatement, ...]:
        """The statements of one class, or with None all of them: what an earlier view held, and what that one lacks."""
        only = content_class.KIND if content_class is not None else None
        by_hand = self._by_hand(connection)
        kept: list[AnyStatement] = []
        lacking = list(self._reports)
        having = (e for e in self._earlier if e.held(content_class) is not None)
        earlier = max(having, key=lambda e: len(e.unchanged), default=None)
        if earlier is not None and earlier.read.by_hand is not None:
            untouched_now = earlier.read.by_hand.touched - by_hand.touched
            unchanged = earlier.unchanged - self._reports_of(connection, untouched_now)
            held = earlier.held(content_class) or ()
            kept = [s for s in held if s.report_id in unchanged and s.id not in by_hand.touched]
            lacking = [id_ for id_ in self._reports if id_ not in unchanged]
        new = list(self._as_read(connection, lacking, only=only))
        return merged(kept, new + [s for s in by_hand.shown if only in {None, s.content.KIND}])

    def _reports_of(self, connection: Connection, statement_ids: Collection[str]) -> set[str]:
        """The reports of some statements."""
        found: set[str] = set()
        for batch in batches(statement_ids):
            found.update(connection.execute(select(STATEMENT.c.report_id).where(STATEMENT.c.id.in_(batch))).scalars())
        return found

    def _as_read(
        self, connection: Connection, report_ids: Iterable[str], *, only: Kind | None = None, but: Collection[Kind] = ()
    ) -> Iterator[AnyStatement]:
        """The statements of some reports that stand as they were read, in no order.

        Args:
            connection: in a transaction.
            report_ids: the reports.
            only: the one kind to read; None: all kinds.
            but: kinds to leave out.
        """
        touched = self._by_hand(connection).touched
        query = _sightings(only, but)
        for batch in batches(report_ids):
            read = self._by_reading(batch)
            for reading_id, id_, kind, content in connection.execute(query, {"readings": list(read)}).all():
                if id_ not in touched:
                    name = sighting_name({"reading_id": reading_id, "statement_id": id_})
                    yield kept_statement(read[reading_id], kind, id_, content, name)

    def _by_reading(self, report_ids: Iterable[str]) -> dict[int, Report]:
        """Some of the reports by the keys of their readings in force."""
        readings = self._scope.readings
        return {readings[id_]: self._reports[id_] for id_ in report_ids if id_ in readings}

    def _by_hand(self, connection: Connection) -> ByHand:
        if self._read.by_hand is None:
            self._read.by_hand = self._load_by_hand(connection)
        return self._read.by_hand

    def _load_by_hand(self, connection: Connection) -> ByHand:
        recorded_by, ends = self._scope.recorded_by, self._scope.ends
        ruled = Ruled.load(connection, recorded_by, self._reports, ends.ruling)
        by_people = load_person_statements(connection, recorded_by, self._reports, ends.person_statement)
        acting = [ruling for ruling in ruled.verdicts.values() if ruling.verdict != "accept"]
        touched = {r.statement_id for r in acting} | {r.replacement_id for r in acting if r.replacement_id}
        touched |= by_people.keys()
        read = self._by_reading(self._reports) if touched else {}
        query = select(STATEMENT.c.kind, SIGHTING).join(SIGHTING, SIGHTING.c.statement_id == STATEMENT.c.id)
        given = {}
        for batch in batches(touched):
            rows = connection.execute(query.where(STATEMENT.c.id.in_(batch), stands(SIGHTING.c.content))).mappings()
            for row in rows:
                if row["reading_id"] in read:
                    statement = statement_of(row, read[row["reading_id"]], sighting_name(row))
                    given[statement.id] = statement
        shown = ruled.applied({**given, **by_people})
        return ByHand(frozenset(touched), tuple(shown.values()))

    def _load_findings(self, connection: Connection) -> dict[str, tuple[Finding, ...]]:
        found: dict[str, tuple[Finding, ...]] = {}
        for earlier in self._earlier:
            before = earlier.read.findings
            found |= {id_: before[id_] for id_ in earlier.unchanged} if before is not None else {}
        new: dict[str, list[Finding]] = {id_: [] for id_ in self._reports if id_ not in found}
        for batch in batches(new):
            read = self._by_reading(batch)
            query = select(NOTICE.c.reading_id, NOTICE.c.position, NOTICE.c.content)
            query = query.where(NOTICE.c.reading_id.in_(read)).order_by(NOTICE.c.reading_id, NOTICE.c.position)
            for reading_id, position, content in connection.execute(query):
                finding = finding_of(content, f"notice (reading {reading_id}, {position})")
                new[read[reading_id].id].append(finding)
        for finding in erased_findings(connection, new):
            new[finding.places[0].report_id].append(finding)
        return found | {id_: tuple(findings) for id_, findings in new.items()}

    def _load_outlines(self, connection: Connection, report_id: str) -> None:
        """How reports are built: this one and some that come after it."""
        known = self._read.outlines
        waiting = islice(dropwhile(lambda id_: id_ != report_id, self._reports), BATCH)
        lacking = [id_ for id_ in waiting if id_ not in known]
        asked = READING.c.id.in_(self._by_reading(lacking))
        found: dict[str, dict[str, str | None]] = {id_: {} for id_ in lacking}
        rows = dict.fromkeys(lacking, "reading")
        for layer in ("headline", "segments"):
            for id_, key, text in layers_of_readings(connection, layer, asked):
                found[id_][layer], rows[id_] = text, f"reading {key}"
        known.update((id_, outline_of(layers, self._reports[id_], rows[id_])) for id_, layers in found.items())

    def _load_actors(self, report_id: str) -> None:
        """What readings say of actors, as their rows have it: of this report and some that come after it."""
        with self._reading() as connection:
            read = self._read
            for earlier in self._earlier if not read.actors else ():
                read.actors.update((id_, a) for id_, a in earlier.read.actors.items() if id_ in earlier.unchanged)
            waiting = islice(dropwhile(lambda id_: id_ != report_id, self._reports), BATCH)
            lacking = [id_ for id_ in waiting if id_ not in read.actors]
            rows = layers_of_readings(connection, "actors", READING.c.id.in_(self._by_reading(lacking)))
            read.actor_rows.update(dict.fromkeys(lacking))
            read.actor_rows.update((id_, (key, text)) for id_, key, text in rows if text is not None)


def _sightings(only: Kind | None, but: Collection[Kind]) -> Select[Any]:
    """What the readings bound to `readings` saw; of one kind alone, or of all kinds but some."""
    # From the report to its statements, by the index that has their kinds, and from there to what the reading says of
    # each: no other kind is touched, and rows that lie together are read together.
    saw = (SIGHTING.c.reading_id == READING.c.id) & (SIGHTING.c.statement_id == STATEMENT.c.id)
    asked: BindParameter[Any] = bindparam("readings", expanding=True)
    query = (
        select(SIGHTING.c.reading_id, SIGHTING.c.statement_id, STATEMENT.c.kind, SIGHTING.c.content)
        .select_from(READING)
        .join(STATEMENT, STATEMENT.c.report_id == READING.c.report_id)
        .join(SIGHTING, saw)
        .where(READING.c.id.in_(asked), stands(SIGHTING.c.content))
    )
    if only is not None:
        return query.where(STATEMENT.c.kind == only)
    return query.where(STATEMENT.c.kind.not_in(but)) if but else query

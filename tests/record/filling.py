"""A record with a row in every table, and all that a record tells, to compare two of them."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from trucewatch.record import coding, dismissals, feeds, notes
from trucewatch.record.carrying import CarryDecision, decide_pending
from trucewatch.record.erasing import erase
from trucewatch.record.people import add_own_statement, people_who_read
from trucewatch.record.schema import RETENTION, SIGHTING, STATEMENT, moment_text
from trucewatch.record.tombstones import erasures
from trucewatch.record.versions import Version, add_version, load_versions
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import statements_of

from .making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of


@functools.cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        open_record(Path(folder) / "record.db").close()
        return (Path(folder) / "record.db").read_bytes()


@functools.cache
def _filled() -> tuple[bytes, Clock]:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        with fresh(Path(folder) / "record.db", clock) as record:
            fill(record, clock)
        return (Path(folder) / "record.db").read_bytes(), clock


def fresh(path: Path, clock: Callable[[], datetime] | None = None) -> Record:
    """A new record; faster than letting it be made each time."""
    path.write_bytes(_empty())
    return open_record(path, clock=clock or Clock())


def filled(path: Path, clock: Clock) -> Record:
    """A record with a row in every table; the clock goes on from then."""
    data, then = _filled()
    path.write_bytes(data)
    clock.now, clock.given = then.now, list(then.given)
    return open_record(path, clock=clock)


def fill(record: Record, clock: Clock) -> None:
    """Put a row into every table: reports with and without a date, readings of two versions, all that people do."""
    island, delta, valley = report_of(ISLAND), report_of(DELTA, date(2031, 4, 12)), report_of(VALLEY, None, None)
    gone = report_of(ISLAND, outlet="Gazette")
    reading = read(island)
    record.add(reading, rights="own")
    record.add(read(delta), rights="licensed")
    record.add(read(valley))
    record.add(read(gone), rights="own")
    figure, other = statements_of(reading.statements, Figure)
    mended = Statement(island.id, replace(figure.content, number=15), island.published)
    record.rule(Ruling(figure.id, "correct", "Noor", clock(), "misread", mended.id), mended)
    record.add(read(island, "2", figures=False))
    decide_pending(record, figure.id, CarryDecision("accept", "Noor", clock(), "still there"))
    record.rule(Ruling(figure_in(read(delta)).id, "withdraw", "Ravi", clock(), "a guess"))
    add_own_statement(record, other, "Ravi", "the reader lost it")
    record.set_meta(valley.id, {"published": date(2031, 4, 1)}, author="Noor", reason="on the page", reread=read)
    left, right = (actor_id(actor, island) for actor in reading.actors)
    record.judge(Judgement("actor", left, right, "different", "Noor", clock()))
    coding.open_round(record, "spring", ("Noor", "Ravi"), (valley.id,), ("Ana", "to learn from"))
    first = read(valley).statements[0]
    coding.code(record, "spring", Ruling(first.id, "accept", "Noor", clock(), "as it says"))
    coding.close_round(record, "spring", "Ana", "no time", abandoned=True)
    with record.writing() as connection:
        add_version(connection, Version(valley.id, delta.id, "Noor", clock(), "the page was changed"))
    erase(record, delta.id, ((len(DELTA) - 20, len(DELTA)),), author="Ana", reason="a court asked for it")
    erase(record, gone.id, author="Ana", reason="its publisher asked for it")
    with record.writing() as connection:
        for keep in ("P2Y", None):
            row = {"process": "north", "keep": keep, "author": "Ana", "at": moment_text(clock()), "reason": "policy"}
            connection.execute(insert(RETENTION).values(**row))
    asked = notes.add_note(record, "question", "Who counted?", author="Ravi", target=delta.id, process="north")
    notes.answer(record, asked.id, "The harbour office.", author="Noor")
    notes.mark_visit(record, "Ravi", "north")
    doubt = Finding("figures-differ", "tension", "Two numbers.", (Place(island.id, figure.content.passages[0]),))
    dismissals.dismiss(record, doubt, author="Noor", reason="two counts of two days")
    dismissals.reopen(record, doubt, author="Ravi", reason="both are of one day")
    feeds.note_item(record, "https://north.example/feed", "ab" * 32, "refused", "it holds no words")
    feeds.note_visit(record, feeds.FeedVisit("https://north.example/feed", clock(), "read", etag='"1"'))


def told(record: Record, moments: Iterable[datetime | None] = (None,)) -> list[Any]:
    """All that a record tells: its views at these moments and at every day of publication, and what lies behind."""
    days = [None, *sorted({filed.report.published for filed in record.reports() if filed.report.published})]
    questions = [(moment, day) for moment in moments for day in (days if moment is None else [None])]
    out: list[Any] = []
    for recorded_by, known_on in questions:
        view = record.view(as_of=date(2031, 5, 1), known_on=known_on, recorded_by=recorded_by)
        actors = {report.id: view.actors_of(report.id) for report in view.reports()}
        out.append((view.reports(), view.statements(), view.findings(), view.judgements(), actors))
    out.extend((filed, record.history(filed.report.id)) for filed in record.reports())
    with record.looking() as connection:
        ids = set(connection.execute(select(STATEMENT.c.id)).scalars())
        erased = set(
            connection.execute(select(SIGHTING.c.statement_id).where(SIGHTING.c.content.like('{"erased%'))).scalars()
        )
        kept = connection.execute(
            select(RETENTION.c.process, RETENTION.c.keep, RETENTION.c.at).order_by(RETENTION.c.id)
        )
        out.append([tuple(row) for row in kept])
    for id_ in sorted(ids - erased):
        seen = [replace(sighting, run_id=0) for sighting in record.sightings(id_)]  # numbers are each record's own
        out.append((record.find_statement(id_), seen, record.rulings(id_), people_who_read(record, id_)))
    with record.looking() as connection:
        out.append(load_versions(connection))
        out.extend(replace(erasure, id=0) for erasure in erasures(connection))
    out.append([replace(found, row=0) for found in coding.rounds(record)])
    out.append(notes.notes(record))
    out.append(dismissals.dismissals(record))
    out.append((feeds.last_visits(record), feeds.dealt_with(record, "https://north.example/feed")))
    return out

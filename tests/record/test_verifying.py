"""Verification says nothing of a sound record, and names every damage that another program can do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from trucewatch.record.erasing import erase
from trucewatch.record.schema import METADATA
from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement

from .making import ISLAND, VALLEY, Clock, figure_in, read, report_of, rows

REPORT = report_of(ISLAND, None)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with rows in the tables that verification reads closely."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    clock = Clock()
    reading = read(REPORT)
    figure = figure_in(reading)
    right = Statement(figure.report_id, replace(figure.content, number=15), figure.published)
    with open_record(path, clock=clock) as record:
        record.add(reading)
        record.add(read(report_of(VALLEY)))
        record.set_meta(REPORT.id, {"published": date(2031, 4, 1)}, author="Noor", reason="found", reread=read)
        record.rule(Ruling(figure.id, "correct", "Noor", clock.now, "read again", right.id), right)
        left, other = (actor_id(actor, REPORT) for actor in reading.actors)
        record.judge(Judgement("actor", left, other, "different", "Noor", clock.now))
    with closing(sqlite3.connect(path)) as connection:  # the log's content comes home: the file can be copied
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "record.db"
    copy.write_bytes(sound.read_bytes())
    return copy


def troubles(path: Path, chain: str | None = None) -> list[str]:
    with open_record(path, read_only=True) as record:
        return [trouble.sentence for trouble in verify(record, chain)]


def damage(path: Path, *changes: str) -> None:
    """Change rows as another program could: the triggers are taken away and put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for change in changes:
            assert connection.execute(change).rowcount > 0, change
        for _, sql in triggers:
            connection.execute(sql)


def test_a_sound_record_is_told_nothing_of(path: Path) -> None:
    before = path.read_bytes()
    assert troubles(path) == []
    assert path.read_bytes() == before


def test_an_empty_record_is_sound(tmp_path: Path) -> None:
    open_record(tmp_path / "new.db").close()
    assert troubles(tmp_path / "new.db") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE report SET text = text || '!' WHERE text LIKE 'The H%'", "its text, outlet or address is not"),
        ("UPDATE report SET outlet = 'Other' WHERE text LIKE 'The H%'", "its text, outlet or address is not"),
        ("UPDATE report SET name = 'other.txt' WHERE text LIKE 'The H%'", "append 1 .*: a row of report is not as"),
        ("UPDATE report_meta SET title = 'Other' WHERE id = 1", "append 1 .*: a row of report_meta is not as"),
        ("UPDATE report_meta SET published = 'soon' WHERE id = 3", "report_meta 3 is damaged"),
        ("UPDATE report_meta SET at = '2031-05-01T11:00:00.000000Z' WHERE id = 3", "report_meta 3: it is dated"),
        ("UPDATE reading SET layers = replace(layers, 'Harbour', 'Reefside')", "reading 1 is damaged .*not in the rep"),
        ("UPDATE reading SET layers = '{' WHERE id = 2", "reading 2 is damaged"),
        ("UPDATE reading SET digest = 'x' WHERE id = 2", "reading 2 is damaged .*its digest was made of"),
        ("UPDATE run SET program = 'other'", "append 1 .*: a row of run is not as it was added"),
        ("UPDATE statement SET start = 3 WHERE kind = 'quotes'", "append 2 .*: a row of statement is not as"),
        ("UPDATE sighting SET content = replace(content, ':14,', ':41,')", "sighting .*the one its id was made of"),
        ("UPDATE sighting SET content = replace(content, '14 dead', '41 dead')", "sighting .*not in the report's text"),
        ("UPDATE sighting SET confidence = 1 WHERE confidence = 0.75", "append 1 .*: a row of sighting is not as"),
        ("UPDATE sighting SET content = '{\"erased\":1}'", "sighting .*nothing of its report was"),
        ("UPDATE notice SET content = '[]'", "notice .* is damaged"),
        ("UPDATE ruling SET verdict = 'guilty'", "ruling 1 is damaged .*'guilty' does not exist"),
        ("UPDATE ruling SET reason = 'because'", "append 4 .*: a row of ruling is not as it was added"),
        ("UPDATE ruling SET replacement = replace(replacement, '15', '16')", "ruling 1 .*its id was made of"),
        ("UPDATE ruling SET recorded_at = 'then'", "ruling 1: 'then' is no moment"),
        ("UPDATE ruling SET recorded_at = '2032-01-01T00:00:00.000000Z'", "ruling 1: it is dated 2032.*after the app"),
        ("UPDATE judgement SET right_id = replace(right_id, 'a', 'b')", "judgement 1: its right_id .* is not in the"),
        ("UPDATE actor SET id = 'e' || substr(id, 2)", "actor .*no reading of its report tells of it"),
        (
            "DELETE FROM sighting WHERE statement_id IN (SELECT id FROM statement WHERE kind = 'figures')",
            "and 0 are|and",
        ),
        ("DELETE FROM report_meta WHERE report_id IN (SELECT id FROM report WHERE text LIKE 'The U%')", "no metadata"),
        ("DELETE FROM reading WHERE id = 2", "reading_id 2 is not in the record|it has no reading"),
        ("DELETE FROM actor", "actor .*a reading of report .* tells of it, and it is not there"),
        ("DELETE FROM append WHERE id = 2", "no append stands between 1 and this one"),
        ("DELETE FROM append WHERE id = 5", "judgement: 1 of its rows belong to append 5"),
        ("UPDATE append SET at = '2030-01-01T00:00:00.000000Z' WHERE id = 3", "append 3 .*it is dated before append 2"),
        ("UPDATE append SET at = replace(at, '2031', '2032') WHERE id = 3", "append 3 .*it does not fit the chain"),
        ("UPDATE append SET chain = 'x' WHERE id = 2", "append 3 .*it does not fit the chain"),
        ("UPDATE append SET added = 'x' WHERE id = 2", "append 2 .*cannot be read any more"),
        ("UPDATE append SET added = '{}' WHERE id = 4", "append 4 .*it added 0 rows of ruling, and 1 are there"),
        (
            "INSERT INTO run (started_at, program, steps) VALUES ('2031-05-01T12:00:00.000000Z', 'x', '[]')",
            "run 2: it b",
        ),
        (
            "INSERT INTO run VALUES (2, '2031-05-01T12:00:00.000000Z', 'x', '[]', NULL, 1)",
            "append 1 .*it added 1 rows of run, and 2 are there",
        ),
        (
            "INSERT INTO statement (id, report_id, kind, start, append_id) VALUES ('a', 'nowhere', 'figures', 0, 1)",
            "statement a: its report_id nowhere is not in the record",
        ),
    ],
)
def test_every_damage_is_told(path: Path, change: str, told: str) -> None:
    damage(path, change)
    found = troubles(path)
    assert any(re.search(told, sentence) for sentence in found), found
    assert all(any(table in sentence for table in METADATA.tables) for sentence in found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE erasure SET spans = '[['", "erasure 1 is damaged"),
        ("UPDATE erasure SET spans = '[7]'", "erasure 1 is damaged"),
        ("UPDATE erasure SET spans = '[[0,4]]'", "append 6 .*: a row of erasure is not as it was added"),
        ("UPDATE erasure SET spans = '[[0,40]]'", "words stand where erasure 1 took them away"),
        ("UPDATE erased_row SET before = 'x'", "append 1 .*: a row of report is not as it was added"),
        ("UPDATE erased_row SET after = 'é'", "append 1 .*: a row of report is not as it was added"),
        ("DELETE FROM erasure", "it was erased, and there is no tombstone 1 of it"),
    ],
)
def test_damage_to_a_tombstone_is_told(path: Path, change: str, told: str) -> None:
    with open_record(path, clock=Clock(datetime(2031, 6, 1, tzinfo=UTC))) as record:
        erase(record, REPORT.id, ((0, 19),), author="Ana", reason="asked for")
        assert list(verify(record)) == []
    damage(path, change)
    found = troubles(path)
    assert any(re.search(told, sentence) for sentence in found), found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP TRIGGER sighting_no_update", "sighting: the trigger sighting_no_update that guards it is missing"),
        ("DROP TRIGGER append_no_delete", "append: the trigger append_no_delete that guards it is missing"),
    ],
)
def test_a_missing_guard_is_told(path: Path, change: str, told: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
    assert troubles(path) == [told]


def test_another_guard_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER report_no_delete")
        connection.execute("CREATE TRIGGER report_no_delete BEFORE DELETE ON report WHEN 0 BEGIN SELECT 1; END")
    assert troubles(path) == ["report: the trigger report_no_delete that guards it was changed"]


def test_a_page_that_was_overwritten_is_told(path: Path) -> None:
    (number,) = rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_sighting_append_id'")[0]
    (size,) = rows(path, "PRAGMA page_size")[0]
    content = bytearray(path.read_bytes())
    end = int(str(number)) * int(str(size))
    content[end - 400 : end] = bytes(400)
    path.write_bytes(content)
    assert any("the file is damaged" in sentence for sentence in troubles(path))


def test_a_noted_chain_shows_that_the_end_was_cut_off(path: Path) -> None:
    noted = str(rows(path, "SELECT chain FROM append ORDER BY id DESC")[0][0])
    assert troubles(path, noted[:16].upper()) == []
    damage(path, "DELETE FROM judgement", "DELETE FROM append WHERE id = 5")
    assert troubles(path) == []  # nothing of what is left tells of it
    assert troubles(path, noted[:16]) == [
        f"append: the chain never had the value {noted[:16]}; appends were changed or cut off"
    ]


def test_clocks_may_differ_a_little(tmp_path: Path) -> None:
    clock = Clock(step=timedelta(0))
    with open_record(tmp_path / "r.db", clock=clock) as record:
        record.add(read(report_of(ISLAND)))
        clock.now -= timedelta(seconds=30)
        record.add(read(report_of(VALLEY)))
        assert list(verify(record)) == []
        clock.now -= timedelta(hours=1)
        figure = figure_in(read(report_of(ISLAND)))
        record.rule(Ruling(figure.id, "accept", "Noor", datetime(2031, 5, 1, tzinfo=UTC), "read again"))
        assert ["append 3" in trouble.sentence for trouble in verify(record)] == [True]


def test_other_programs_may_write_while_a_record_is_verified(path: Path) -> None:
    with open_record(path) as record:
        found = verify(record)
        with open_record(path, clock=Clock(datetime(2031, 6, 1, tzinfo=UTC))) as other:
            assert next(found, None) is None
            other.add(read(report_of(VALLEY, outlet="Other")))
        assert list(verify(record)) == []

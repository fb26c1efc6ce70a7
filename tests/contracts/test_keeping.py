"""The chain, verification and erasure, the same on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from record.making import DELTA, ISLAND, VALLEY, read, report_of
from trucewatch.errors import RecordError
from trucewatch.record.chain import last_link
from trucewatch.record.erasing import erase
from trucewatch.record.retention import due, set_retention
from trucewatch.record.schema import APPEND, REPORT
from trucewatch.record.search import search
from trucewatch.record.tombstones import BLOCK
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record, open_record

from .places import Kept

NAME = "Harbour Council"
AT = (ISLAND.index(NAME), ISLAND.index(NAME) + len(NAME))


def fill(record: Record) -> None:
    for text in (ISLAND, VALLEY, DELTA):
        record.add(read(report_of(text)))


def said(record: Record) -> list[str]:
    return [trouble.sentence for trouble in verify(record)]


def test_a_sound_record_is_told_nothing_of(record: Record) -> None:
    assert said(record) == []
    fill(record)
    assert said(record) == []
    with record.looking() as connection:
        assert len(connection.execute(select(APPEND)).all()) == last_link(connection).number == 3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE report SET text = 'x' WHERE text LIKE 'The H%'", "is not the one its id was made of"),
        ("UPDATE sighting SET confidence = 1 WHERE confidence = 0.75", "a row of sighting is not as it was added"),
        ("DELETE FROM actor", "tells of it, and it is not there"),
        ("UPDATE append SET chain = 'x' WHERE id = 2", "append 3"),
        ("INSERT INTO run (started_at, program, steps) VALUES ('x', 'x', 'x')", "belongs to no append"),
    ],
)
def test_damage_is_told(record: Record, kept: Kept, change: str, told: str) -> None:
    fill(record)
    kept.spoil(change)
    found = said(record)
    assert any(told in sentence for sentence in found), found
    assert any("report_no_update that guards it is missing" in sentence for sentence in found)


def test_erased_words_are_gone_and_the_record_is_sound(record: Record, kept: Kept) -> None:
    fill(record)
    island, valley = report_of(ISLAND), report_of(VALLEY)
    assert search(record, record.view(), "harbour")
    done = erase(record, island.id, (AT,), author="Noor", reason="name of a source")
    assert done.rows["sighting"] == 2
    assert record.find_report(island.id).text == ISLAND[: AT[0]] + BLOCK * len(NAME) + ISLAND[AT[1] :]
    assert erase(record, valley.id, author="Noor", reason="withdrawn").rows["report"] == 1
    assert record.find_report(valley.id).text == ""
    assert said(record) == []
    assert search(record, record.view(), "harbour") == ()
    assert NAME not in repr(kept.dump())
    assert "grazing" not in repr(kept.dump())
    for report in (island, valley):
        with pytest.raises(RecordError, match="not taken up again"):
            record.add(read(report))


def test_nothing_but_an_erasure_changes_a_row(record: Record, kept: Kept) -> None:
    fill(record)
    erase(record, report_of(ISLAND).id, (AT,), author="Noor", reason="names")
    before = kept.dump()
    for change in ("UPDATE report SET text = ''", "UPDATE sighting SET content = ''", "UPDATE erasure SET reason = ''"):
        with pytest.raises(Exception, match="append-only: rows of"):
            kept.change(change)
    writer = record._engine.execution_options(writes=True)
    with pytest.raises(DBAPIError, match="append-only"), writer.begin() as connection:
        connection.execute(REPORT.update().values(text=""))
    assert kept.dump() == before


def test_a_rule_makes_texts_due(record: Record, kept: Kept) -> None:
    fill(record)
    set_retention(record, "north", "P1D", author="Noor")
    assert due(record) == ()
    with open_record(kept.place, read_only=True) as later:
        assert len(due(later, record.now().date().replace(year=2099))) == 3
    assert said(record) == []

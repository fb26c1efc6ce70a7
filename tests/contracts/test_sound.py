"""Verifying, erasing and searching give the same on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of
from trucewatch.record.erasing import erase
from trucewatch.record.search import search
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.ruling import Ruling

from .places import InServer, Kept

LATER = datetime(2031, 6, 1, tzinfo=UTC)


def troubles(kept: Kept) -> list[str]:
    with open_record(kept.place, read_only=True) as record:
        return [trouble.sentence for trouble in verify(record)]


def filled(kept: Kept) -> str:
    """Put three reports and a ruling there; gives the id of one of the reports."""
    with open_record(kept.place, clock=Clock()) as record:
        readings = [read(report_of(text, date(2031, 4, 10))) for text in (ISLAND, VALLEY, DELTA)]
        for reading in readings:
            record.add(reading)
        record.rule(Ruling(figure_in(readings[1]).id, "accept", "Noor", Clock().now, "read again"))
    return readings[0].report.id


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE report_meta SET title = 'Other words' WHERE id = 1", "append 1"),
        ("UPDATE ruling SET verdict = 'withdraw'", "append 4"),
        ("UPDATE append SET chain = 'x' WHERE id = 2", "append 3"),
    ],
)
def test_what_was_changed_behind_the_records_back_is_told(kept: Kept, change: str, told: str) -> None:
    filled(kept)
    assert troubles(kept) == []
    kept.spoil(change)
    found = troubles(kept)
    assert any(told in sentence for sentence in found), found


def test_erased_words_are_nowhere_and_the_record_is_sound(kept: Kept) -> None:
    id_ = filled(kept)
    with open_record(kept.place, clock=Clock(LATER)) as record:
        assert _found(record, "reef plan")
        done = erase(record, id_, author="Noor", reason="a person asked for it")
        assert done.erasure is not None
        assert done.is_wiped
        assert not _found(record, "reef plan")
        assert _found(record, "grazing accord")
    everything = repr(kept.dump())
    assert "reef plan" not in everything
    assert "grazing accord" in everything
    assert troubles(kept) == []


def test_the_guard_holds_again_after_an_erasure(kept: Kept) -> None:
    id_ = filled(kept)
    with open_record(kept.place) as record:
        erase(record, id_, author="Noor", reason="a person asked for it")
    for change in ("UPDATE report SET text = '' ", "UPDATE report_meta SET title = NULL", "DELETE FROM erasure"):
        with pytest.raises(kept.refusal, match="append-only: rows of "):
            kept.change(change)


def test_a_missing_guard_is_told(kept: Kept) -> None:
    filled(kept)
    kept.change("DROP TRIGGER ruling_no_delete" + (" ON ruling" if isinstance(kept, InServer) else ""))
    assert any("ruling_no_delete" in sentence for sentence in troubles(kept))


def _found(record: Record, words: str) -> list[str]:
    return [hit.report.text[a:b] for hit in search(record, record.view(), f'"{words}"') for a, b in hit.places]

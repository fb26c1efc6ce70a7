"""Statement files are the same from both databases, and go into both."""

from __future__ import annotations

from pathlib import Path

import pytest

from record.filling import fill, filled, told
from record.making import Clock
from trucewatch.record.schema import METADATA
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import StatementFilesError, opened_files
from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record

from .conftest import Places
from .places import Kept

ALL = ExportOptions(with_text="all")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_both_databases_give_the_same_files_and_take_them_in(places: Places, tmp_path: Path) -> None:
    clock = Clock()
    with filled(tmp_path / "model.db", Clock()) as model:
        export_statements(model, tmp_path / "model", ALL)
    with open_record(places().place, clock=clock) as record, open_record(places().place, clock=clock) as new:
        fill(record, clock)
        export_statements(record, tmp_path / "out", ALL)
        assert content(tmp_path / "out") == content(tmp_path / "model")
        with opened_files(tmp_path / "out") as files:
            assert import_statements(new, files).is_changed
            assert not import_statements(new, files).is_changed
        assert told(new) == told(record)
        assert list(verify(new)) == []
        export_statements(new, tmp_path / "again", ALL)
        assert content(tmp_path / "again") == content(tmp_path / "out")
        done = export_statements(record, tmp_path / "bare", ExportOptions(with_text="none", process="north"))
        assert len(done.manifest.without_text) == 3


def test_what_fails_half_way_leaves_nothing(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path / "model.db", Clock()) as model:
        export_statements(model, tmp_path / "out", ALL)
    with open_record(kept.place, clock=Clock()) as record, opened_files(tmp_path / "out") as files:
        # as if somebody had a round of this name: the table refuses the row when the others are in
        monkeypatch.setattr("trucewatch.record.statement_import._BATCH", 2)
        with record.writing() as connection:
            row = {"name": "spring", "author": "Ravi", "at": "2031-05-01T12:00:00.000000Z", "reason": "mine"}
            connection.execute(METADATA.tables["coding_round"].insert().values(**row))
        before = kept.dump()
        with pytest.raises(StatementFilesError, match=r"coding_round\.jsonl line 1: the record refuses it"):
            import_statements(record, files)
        assert kept.dump() == before

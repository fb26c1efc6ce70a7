"""Records in files are copied from one that was made by the migrations, once a run: hundreds of tests begin with one.

`tests/record/test_revision.py` and `test_forms.py` run the migrations themselves.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from trucewatch.record import writer
from trucewatch.record.database import Database
from trucewatch.record.sqlite import RecordFile

_make = writer._bring_up_to_date


@pytest.fixture(scope="session")
def _empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "empty.sqlite"
    writer.open_record(path).close()
    return path


@pytest.fixture(autouse=True)
def _records_are_copied(_empty_record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(engine: Engine, database: Database) -> None:
        if isinstance(database, RecordFile) and not database.read_only and not database.path.exists():
            beside = database.path.with_name(f"{database.path.name}.{os.getpid()}.copy")
            try:
                shutil.copyfile(_empty_record, beside)
                os.link(beside, database.path)  # never over a record that another process made meanwhile
            except OSError:
                pass  # what is wrong with the place is for the record itself to say
            finally:
                beside.unlink(missing_ok=True)
        _make(engine, database)

    monkeypatch.setattr(writer, "_bring_up_to_date", copy)

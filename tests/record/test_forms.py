"""What earlier revisions make never changes: records of theirs are out there."""

from __future__ import annotations

from pathlib import Path

from alembic import command

from trucewatch.record.revision import settings
from trucewatch.record.sqlite import RecordFile

from .making import rows

AS_FIRST_MADE = Path(__file__).with_name("form_0003.sql")


def test_the_first_three_revisions_make_what_they_made_when_they_were_new(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    engine = RecordFile(path).engine()
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(settings(connection), "0003")
    engine.dispose()
    made = rows(path, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    assert "".join(f"{sql};\n" for (sql,) in made) == AS_FIRST_MADE.read_text()
    assert rows(path, "PRAGMA application_id") == [(0x54525743,)]

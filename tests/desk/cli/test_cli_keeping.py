"""record verify, backup, restore, upgrade, retention, erase-due and report erase, through the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trucewatch.record.writer import open_record
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.view import statements_of

from .cli_case import HARBOUR, ID, WIRE, Desk, flat


def ids(desk: Desk) -> dict[str, str]:
    """Report ids by outlet."""
    return {row["outlet"]: row["id"] for row in json.loads(desk.out("report", "list", "--json"))}


def spoil(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'report_no_update'").fetchone()[0]
        connection.execute("DROP TRIGGER report_no_update")
        connection.execute(change)
        connection.execute(made)


def test_a_sound_record_is_verified(filled: Desk) -> None:
    told = filled.out("record", "verify")
    assert told.startswith("Sound: 2 appends, chain ")
    found = json.loads(filled.out("record", "verify", "--json"))
    assert found["sound"]
    assert found["chain"] in told
    assert filled.out("record", "verify", "--chain", found["chain"][:12]) == told


def test_troubles_are_sentences_and_exit_code_1(filled: Desk) -> None:
    spoil(filled.record, "UPDATE report SET text = text || '!' WHERE outlet = 'Island Wire'")
    result = filled.run("record", "verify", rc=1)
    assert f"report {ids_of(filled)['Island Wire']}: its text, outlet or address" in flat(result.stdout)
    found = json.loads(filled.run("record", "verify", "--json", rc=1).stdout)
    assert {t["table"] for t in found["troubles"]} >= {"append", "report"}
    assert "never had the value" in filled.run("record", "verify", "--chain", "abcdef", rc=1).stdout


def ids_of(desk: Desk) -> dict[str, str]:
    with closing(sqlite3.connect(desk.record)) as connection:
        return dict(connection.execute("SELECT outlet, id FROM report"))


def test_what_cannot_be_opened_is_exit_code_2(desk: Desk) -> None:
    assert "there is no record" in desk.run("record", "verify", rc=2).stderr
    desk.record.write_text("no record at all")
    assert "is not a Trucewatch record" in desk.run("record", "verify", rc=2).stderr


def test_a_backup_and_its_restoration(filled: Desk) -> None:
    assert "2 appends" in flat(filled.out("record", "backup", "copy.db"))
    assert "is there already" in filled.run("record", "backup", "copy.db", rc=2).stderr
    assert "already" in filled.run("record", "restore", "copy.db", rc=2).stderr
    assert "before-" in flat(filled.out("record", "restore", "copy.db", "--replace"))
    assert "Restored" in filled.out("record", "restore", "copy.db", "--record", "new.db")
    assert ids(filled) == {r["outlet"]: r["id"] for r in json.loads(filled.out("report", "list", "--json"))}


def test_words_erased_since_a_backup_are_named_when_it_is_restored(filled: Desk) -> None:
    filled.out("record", "backup", "copy.db")
    id_ = ids(filled)["Harbour Post"]
    filled.out("report", "erase", id_, "--reason", "withdrawn")
    assert id_[:12] in flat(filled.out("record", "restore", "copy.db", "--replace"))


def test_an_upgrade_of_a_record_of_this_form(filled: Desk) -> None:
    assert "already; nothing was to be done" in flat(filled.out("record", "upgrade"))
    assert "there is no record" in filled.run("record", "upgrade", "--record", "none.db", rc=2).stderr


def test_words_are_erased(filled: Desk) -> None:
    id_ = ids(filled)["Harbour Post"]
    start = HARBOUR.index("Dr. Ana Velu")
    span = f"{start}:{start + len('Dr. Ana Velu')}"
    told = flat(filled.out("report", "erase", id_[:12], "--span", span, "--reason", "a witness", "--by", "Ada"))
    assert f"characters {span} of the text were erased" in told
    assert "by Ada: a witness. 1 statement rested on it." in told
    assert "Backups" in told
    assert b"Ana" not in filled.record.read_bytes()
    listed = json.loads(filled.out("report", "list", "--json"))
    assert [e["reason"] for row in listed for e in row["erased"]] == ["a witness"]
    assert "erased on" in flat(filled.out("report", "list"))
    assert "a witness" in filled.out("findings", "--json")
    assert "a witness" in filled.out("record", "verify")
    for words in (("board",), ("show", "quotes"), ("show", "timeline"), ("actors", "list")):
        assert "Velu" not in filled.out(*words)
    again = json.loads(filled.out("report", "erase", id_, "--span", span, "--reason", "x", "--json"))
    assert (again["erasure"], again["wiped"]) == (None, True)


def test_why_tells_of_what_was_erased(filled: Desk) -> None:
    with open_record(filled.record, read_only=True) as record:
        (position,) = [s for s in statements_of(record.view().statements(), Position) if s.content.stance == "reject"]
    filled.out("report", "erase", position.report_id, "--reason", "withdrawn by the wire")
    told = flat(filled.out("why", position.id[:12]))
    assert "Erased" in told
    assert "withdrawn by the wire" in told
    found = json.loads(filled.out("why", position.id, "--json"))
    assert (found["id"], found["erased"][0]["reason"]) == (position.id, "withdrawn by the wire")
    assert "rejected" not in filled.out("board")


def test_an_erased_report_is_refused_when_it_is_added_again(filled: Desk) -> None:
    filled.out("report", "erase", ids(filled)["Island Wire"], "--reason", "withdrawn by the wire")
    told = flat(filled.run("add", filled.reports, "--meta", filled.meta, rc=2).stderr)
    assert "is not taken up again" in told
    assert "withdrawn by the wire" in told
    assert WIRE[:30] not in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--span", "4"), "names no place"),
        (("--span", "4:99999"), "has no characters 4:99999"),
    ],
)
def test_a_place_that_is_none_is_refused(filled: Desk, words: tuple[str, ...], told: str) -> None:
    id_ = ids(filled)["Island Wire"]
    assert told in flat(filled.run("report", "erase", id_, *words, "--reason", "x", rc=2).stderr)
    assert ID.search(filled.run("report", "erase", "0" * 12, "--reason", "x", rc=2).stderr)


def test_texts_are_kept_as_long_as_was_said(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "without end" in filled.out("record", "retention")
    assert "0 texts due" in filled.out("record", "erase-due")
    told = filled.out("record", "retention", "--process", "reef", "--keep", "P2Y", "--why", "agreed")
    assert "reef: texts are kept for P2Y" in told
    assert json.loads(filled.out("record", "retention", "--json"))[0]["keep"] == "P2Y"
    assert "0 texts due" in filled.out("record", "erase-due")
    monkeypatch.setattr("trucewatch.record.writer.Record.now", lambda _: datetime.now(UTC) + timedelta(days=800))
    listed = flat(filled.out("record", "erase-due"))
    assert "2 texts due" in listed
    assert "--yes` erases" in listed
    assert len(json.loads(filled.out("record", "erase-due", "--json"))["due"]) == 2
    assert "Texts erased" in flat(filled.out("record", "erase-due", "--yes"))
    assert "0 texts due" in filled.out("record", "erase-due")
    assert b"Shore League" not in filled.record.read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--process", "reef"), "both, or none"),
        (("--process", "reef", "--keep", "2 years"), "no length of time"),
        (("--process", "rief", "--keep", "P2Y"), "no report of a process 'rief'"),
    ],
)
def test_a_rule_that_is_none_is_refused(filled: Desk, words: tuple[str, ...], told: str) -> None:
    assert told in flat(filled.run("record", "retention", *words, rc=2).stderr)

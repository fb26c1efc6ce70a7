from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import Any

import pytest

from trucewatch import api
from trucewatch.errors import RecordError
from trucewatch.record.adding import Added
from trucewatch.record.writer import Record
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

from . import cli_case
from .cli_case import HARBOUR, ID, Desk, flat


def statements(desk: Desk) -> list[str]:
    with api.open_record(desk.record, read_only=True) as record:
        return [s.id for s in record.view().statements()]


def report_ids(desk: Desk) -> dict[str | None, str]:
    return {r["outlet"]: r["id"] for r in json.loads(desk.out("report", "list", "--json"))}


def test_add_tells_what_it_did_and_twice_changes_nothing(desk: Desk) -> None:
    first = desk.add()
    assert "Added 2 reports with 12 statements" in flat(first.stdout)
    before = statements(desk)
    again = desk.add()
    assert "Added 0 reports" in again.stdout
    assert "2 reports known already, unchanged" in flat(again.stdout)
    assert statements(desk) == before


def test_known_reports_are_read_anew_only_when_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cli_case.read(Report(HARBOUR))
    seen: list[str] = []

    def read(report: Report) -> Reading:
        seen.append(report.id)
        return replace(cli_case.read(report), steps=made.steps)

    loaded = api.LoadedReader(read, made.steps, made.models)
    monkeypatch.setattr("trucewatch.api.reader.load_reader", lambda pipeline=None: loaded)
    desk.add()
    assert "2 reports known already" in flat(desk.add().stdout)
    assert len(seen) == 2
    again = desk.run("add", desk.reports, "--meta", desk.meta, "--again")
    assert "2 reports known already" in flat(again.stdout)
    assert len(seen) == 4


def test_bad_files_are_listed_and_the_good_ones_added(desk: Desk) -> None:
    desk.write("reports/empty.txt", "")
    desk.write("reports/picture.txt", bytes(range(256)) * 40)
    desk.write("reports/hollow.html", "<html><body></body></html>")
    desk.write("reports/cut.txt", "Les d\u00e9l\u00e9gu\u00e9s".encode("utf-16")[3:])
    desk.write("reports/fault.txt", "The FAULT of this English sentence is in the reader, they said on the pier.")
    result = desk.run("add", desk.reports, desk.folder / "gone.txt", "--meta", desk.meta, rc=2)
    assert "Added 2 reports" in result.stdout
    assert "Left out: 6" in result.stderr
    for name in ("empty.txt", "picture.txt", "hollow.html", "cut.txt", "fault.txt", "gone.txt"):
        assert name in result.stderr
    assert "a fault of Trucewatch" in flat(result.stderr)
    assert len(report_ids(desk)) == 2


def test_nothing_readable_makes_no_report(desk: Desk) -> None:
    (desk.folder / "bare").mkdir()
    result = desk.run("add", "bare", rc=2)
    assert "holds no readable file" in flat(result.stderr)
    assert json.loads(desk.out("report", "list", "--json")) == []


def test_an_unknown_date_is_refused_before_anything_is_added(desk: Desk) -> None:
    result = desk.run("add", desk.reports, "--published", "03/04/2031", rc=2)
    assert "--published" in result.stderr
    assert "two readings" in flat(result.stderr)
    assert not desk.record.exists()


def test_a_report_without_a_date_is_added_and_the_date_asked_for(desk: Desk) -> None:
    result = desk.run("add", desk.reports / "harbour.txt")
    assert "comes without a publication date" in flat(result.stderr)
    assert "harbour.txt" in result.stderr


def test_other_metadata_given_again_is_told_and_not_taken(filled: Desk) -> None:
    result = filled.run("add", filled.reports / "wire.txt", "--published", "2031-06-01", "--outlet", "Island Wire")
    assert "keeps published 2031-05-11, not 2031-06-01" in flat(result.stderr)
    assert "known already" in result.stdout


def test_add_as_json(desk: Desk) -> None:
    desk.write("reports/empty.txt", "")
    result = desk.run("add", desk.reports, "--meta", desk.meta, "--json", rc=2)
    told = json.loads(result.stdout)
    assert [r["outlet"] for r in told["added"]] == ["Harbour Post", "Island Wire"]
    assert "empty.txt" in told["refused"][0]["name"]


def test_stopping_keeps_what_was_added(desk: Desk) -> None:
    desk.write("reports/later.txt", "INTERRUPT comes while this English report is being read by the reader.")
    result = desk.run("add", desk.reports, rc=130)
    assert "Stopped" in result.stderr
    assert len(json.loads(desk.out("report", "list", "--json"))) == 1


def test_a_record_that_cannot_be_written(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = statements(filled)
    monkeypatch.setattr("os.access", lambda path, mode, **_: mode != os.W_OK)
    assert "cannot be written" in flat(filled.run("add", filled.reports, rc=2).stderr)
    assert statements(filled) == before


def test_a_full_disk_refuses_one_report_and_not_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Record.add

    def full_at_first(self: Record, reading: Reading, **more: Any) -> Added:
        if "harbour" in (reading.report.name or ""):
            raise RecordError("the record is on a full disk", advice="Free some space.")
        return kept(self, reading, **more)

    monkeypatch.setattr(Record, "add", full_at_first)
    result = desk.run("add", desk.reports, rc=2)
    assert "harbour.txt: the record is on a full disk. Free some space." in flat(result.stderr)
    assert list(report_ids(desk)) == [None]


def test_trouble_of_the_system_is_one_message(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trucewatch.api.reader.intake", no_space)
    result = desk.run("add", desk.reports, rc=2)
    assert "did not let us go on: No space left on device" in flat(result.stderr)
    assert "Traceback" not in result.stderr


def test_a_record_of_another_kind_is_refused(desk: Desk) -> None:
    desk.record.write_text("not a record at all")
    assert "is not a Trucewatch record" in flat(desk.run("add", desk.reports, rc=2).stderr)


def test_report_list_shows_what_is_known(filled: Desk) -> None:
    shown = flat(filled.out("report", "list"))
    assert "2031-05-10 Harbour Post" in shown
    assert "2 reports in" in shown
    assert len(ID.findall(shown)) == 2
    assert "0 reports" in filled.out("report", "list", "--process", "elsewhere")


def test_report_set_corrects_and_reads_again(filled: Desk) -> None:
    id_ = report_ids(filled)["Island Wire"][:12]
    told = flat(filled.out("report", "set", id_, "--published", "2031-05-09", "--title", "No deal", "--why", "misread"))
    assert "published 2031-05-09, title No deal" in told
    assert "Read again: 0 statements new, 4 as before, 0 gone" in told
    with api.open_record(filled.record, read_only=True) as record:
        history = record.history(id_)
        assert {s.published for s in record.view().statements() if s.report_id.startswith(id_)} == {
            history[-1].values["published"]
        }
    assert [(h.author, h.reason) for h in history][-1] == ("Noor", "misread")
    assert str(history[0].values["published"]) == "2031-05-11"


def test_report_set_takes_a_value_away(filled: Desk) -> None:
    id_ = report_ids(filled)["Island Wire"][:12]
    assert "outlet unknown" in flat(filled.out("report", "set", id_, "--unset", "outlet", "--why", "not theirs"))
    listed = {r["id"][:12]: r["outlet"] for r in json.loads(filled.out("report", "list", "--json"))}
    assert listed[id_] is None


def test_report_set_needs_something_to_set(filled: Desk) -> None:
    id_ = report_ids(filled)["Island Wire"]
    assert "nothing to correct" in filled.run("report", "set", id_, "--why", "x", rc=2).stderr
    both = filled.run("report", "set", id_, "--outlet", "A", "--unset", "outlet", "--why", "x", rc=2)
    assert "both given" in flat(both.stderr)
    assert "no report" in filled.run("report", "set", "abcdef123456", "--title", "A", "--why", "x", rc=2).stderr


def test_lines_of_a_file_are_reports_of_their_own(desk: Desk) -> None:
    rows = [{"id": "a", "text": HARBOUR, "outlet": "Harbour Post"}, {"id": "b", "text": ""}]
    desk.write("both.jsonl", "\n".join(json.dumps(r) for r in rows))
    result = desk.run("add", "both.jsonl", rc=2)
    assert "Added 1 report " in result.stdout
    assert "both.jsonl:2" in result.stderr

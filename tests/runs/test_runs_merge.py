from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from run_case import SMALL, bytes_of, hands, lines_of, write_lines
from trucewatch import api
from trucewatch.api.running import ReaderForRuns
from trucewatch.reports.details import Refusal
from trucewatch.reports.intake import IntakeOptions, report_of
from trucewatch.runs.driver import start
from trucewatch.runs.force import Force
from trucewatch.runs.hands import Hands
from trucewatch.runs.merge import merge_files, merge_into
from trucewatch.runs.plan import Format, RunOptions
from trucewatch.runs.reading_form import reading_of, reading_text
from trucewatch.vocabulary.reading import Reading

ROOT = Path(__file__).parents[2]
ONE = Force(workers=1)
SAMPLE = next((ROOT / "examples" / "karsa-2031").glob("*.txt"))


def test_reading_comes_back_from_its_line_as_it_was() -> None:
    ready = ReaderForRuns()()
    options = IntakeOptions(published=date(2031, 4, 22), outlet="Harbour Post", process="north")
    text = SAMPLE.read_text(encoding="utf-8")
    for report in (report_of(text, options, name="a.txt"), report_of("Die Waffenruhe hält, und man spricht. " * 9)):
        reading = ready.read(report)
        assert not isinstance(reading, Refusal)
        line = reading_text(reading, ready.steps, ready.models)
        back = reading_of(json.loads(line), ready.steps, ready.models, "a line")
        assert back.report == reading.report
        assert back.statements == reading.statements
        assert json.dumps(back.to_json()) == json.dumps(reading.to_json())
        assert (back.steps, back.models) == (reading.steps, reading.models)
    assert json.loads(reading_text(Reading(report), (), ()))["by"] is None


def test_merging_into_a_record_gives_what_adding_gives(tmp_path: Path) -> None:
    options = RunOptions(IntakeOptions(process="north"), shard_bytes=4000)
    start([str(SAMPLE.parent)], tmp_path / "run", Hands(ReaderForRuns()), options, ONE)
    with api.open_record(str(tmp_path / "run.sqlite")) as record:
        merged = merge_into(tmp_path / "run", record, "tester")
        assert merged.added == merged.readings > 1
        again = merge_into(tmp_path / "run", record, "tester")
        assert (again.added, again.known, again.kept) == (0, merged.readings, ())
        ours = {filed.report: record.reading(filed.report.id) for filed in record.reports()}
    with api.open_record(str(tmp_path / "add.sqlite")) as record:
        api.add_paths(record, [SAMPLE.parent], api.AddOptions(IntakeOptions(process="north")))
        theirs = {filed.report: record.reading(filed.report.id) for filed in record.reports()}
    assert ours == theirs


def test_report_that_the_record_knows_otherwise_is_left_out_and_named(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 3)
    start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), SMALL, ONE)
    with api.open_record(str(tmp_path / "a.sqlite")) as record:
        row = json.loads(archive.read_text(encoding="utf-8").splitlines()[1])
        known = report_of(row["text"], IntakeOptions(published=date(2025, 4, 1), outlet=row["outlet"]))
        record.add(Reading(replace(known, language="en")))
        merged = merge_into(tmp_path / "run", record, "tester")
    assert (merged.added, merged.known) == (2, 0)
    assert [name for name, _why in merged.kept] == [f"{archive}:2"]
    assert "other details" in merged.kept[0][1]


def test_parquet_holds_the_same_readings(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 9)
    start([str(archive)], tmp_path / "a", hands(tmp_path / "log"), SMALL, ONE)
    start([str(archive)], tmp_path / "b", hands(tmp_path / "log"), replace(SMALL, format="parquet"), ONE)
    assert len(merge_files(tmp_path / "a").files) == len(merge_files(tmp_path / "b").files) == 9
    folder = tmp_path / "b" / "merged"
    rows = [row for path in sorted(folder.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    assert [json.loads(row["reading"]) for row in rows] == lines_of(tmp_path / "a" / "merged")
    assert rows[0]["published"] == date(2025, 3, 2)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_names_that_are_no_utf8_and_broken_titles_end_nothing(tmp_path: Path, form: Format) -> None:
    archive = tmp_path / "news"
    archive.mkdir()
    with open(os.fsencode(archive) + b"/bad\xff.txt", "wb") as file:  # noqa: PTH123 - a path cannot be bytes
        file.write(b"Delegations met in the harbour town.")
    (archive / "a.jsonl").write_text('{"text": "They met again.", "title": "Half \\ud83d"}\n{"text": "And then."}\n')
    done = start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), replace(SMALL, format=form), ONE)
    assert sum(done.outcomes.values()) == 3
    assert done.outcomes["read"] >= 2
    merged = merge_files(tmp_path / "run")
    assert merged.readings == done.outcomes["read"]
    if form == "jsonl":
        names = [Path(row["meta"]["file"]).name for row in lines_of(tmp_path / "run" / "merged")]
        assert "bad\udcff.txt" in names


def test_days_are_written_the_same_by_two_processes(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 40)
    rows = [json.loads(line) for line in archive.read_text(encoding="utf-8").splitlines()]
    for row in rows[::7]:
        del row["published"]
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    root = tmp_path / "run"
    start([str(archive)], root, hands(tmp_path / "log"), SMALL, ONE)
    told: list[tuple[int, int]] = []
    one = merge_files(root, lambda done, all_: told.append((done, all_)), workers=1)
    before = bytes_of(root / "merged")
    assert one.readings == 40
    assert told[-1] == (40, 40)
    assert one.files[-1] == "undated.jsonl"
    assert merge_files(root, workers=2) == one
    assert bytes_of(root / "merged") == before


def test_files_of_an_earlier_merge_do_not_stay(tmp_path: Path) -> None:
    archive = write_lines(tmp_path / "news.jsonl", 2)
    start([str(archive)], tmp_path / "run", hands(tmp_path / "log"), SMALL, ONE)
    merge_files(tmp_path / "run")
    (tmp_path / "run" / "merged" / "2024-01-01.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "run" / ".merging-killed").mkdir()
    merge_files(tmp_path / "run")
    assert sorted(path.name for path in (tmp_path / "run" / "merged").iterdir()) == [
        "2025-03-02.jsonl",
        "2025-03-03.jsonl",
        "contents.json",
    ]
    assert [path.name for path in (tmp_path / "run").iterdir() if path.name.startswith(".merging")] == []

"""A record as a folder of files: what stands in them, and that a record made of them tells the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trucewatch.errors import RecordError
from trucewatch.record.schema import METADATA
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_form import exported_tables, text_digest, with_words
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import opened_files
from trucewatch.record.writer import Record
from trucewatch.vocabulary.report import Report

from .filling import filled, fresh, told
from .making import DELTA, ISLAND, VALLEY, Clock, read, report_of

ALL = ExportOptions(with_text="all")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path, clock: Clock) -> Iterator[Record]:
    with filled(tmp_path / "record.db", clock) as opened:
        yield opened


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_bytes().splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def taken_in(folder: Path, path: Path, clock: Clock | None = None) -> Record:
    record = fresh(path, clock)
    with opened_files(folder) as files:
        import_statements(record, files)
    return record


def test_every_table_but_the_chain_has_its_file_with_rows(record: Record, tmp_path: Path) -> None:
    done = export_statements(record, tmp_path / "out")
    assert {table.name for table in exported_tables()} == METADATA.tables.keys() - {"append", "erased_row"}
    assert {entry.name: entry.rows > 0 for entry in done.manifest.files} == {
        f"{table.name}.jsonl": True for table in exported_tables()
    }
    assert sorted(content(tmp_path / "out")) == sorted([*(e.name for e in done.manifest.files), "manifest.json"])


def test_a_record_made_of_the_files_tells_the_same_at_every_moment(
    record: Record, tmp_path: Path, clock: Clock
) -> None:
    export_statements(record, tmp_path / "out", ALL)
    moments = [None, *clock.given]
    with taken_in(tmp_path / "out", tmp_path / "new.db") as new:
        assert told(new, moments) == told(record, moments)
        export_statements(new, tmp_path / "again", ALL)
    assert content(tmp_path / "again") == content(tmp_path / "out")


def test_equal_records_give_equal_files_in_whatever_order_reports_came(tmp_path: Path) -> None:
    texts = (ISLAND, VALLEY, DELTA)
    for name, order in (("one", texts), ("two", texts[::-1])):
        with fresh(tmp_path / f"{name}.db", lambda: Clock().now) as record:
            for text in order:
                record.add(read(report_of(text)))
            export_statements(record, tmp_path / name)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_lines_are_sorted_and_numbers_count_within_a_report(record: Record, tmp_path: Path) -> None:
    export_statements(record, tmp_path / "out")
    for name in ("report", "statement", "actor"):
        ids = [row["id"] for row in lines(tmp_path / "out", name)]
        assert ids == sorted(ids)
    readings = [(row["report_id"], row["number"]) for row in lines(tmp_path / "out", "reading")]
    assert readings == sorted(readings)
    assert sorted(number for _, number in readings) == [1, 1, 1, 1, 2, 2]
    first = (tmp_path / "out" / "run.jsonl").read_text().splitlines()[0]
    assert first == json.dumps(json.loads(first), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    named = {row["reading_id"] for row in lines(tmp_path / "out", "sighting")}
    assert named == {f"{report}/{number}" for report, number in readings}


def test_odd_characters_come_back_whole(tmp_path: Path) -> None:
    text = "\ufeff\r\n  The Left Bank accepted the\u2028b\u0301ridge plan\x85 on \u202eTuesday\u202c 𝔘 \t\n"
    with fresh(tmp_path / "record.db") as record:
        record.add(read(Report(text)))
        export_statements(record, tmp_path / "out", ALL)
        with taken_in(tmp_path / "out", tmp_path / "new.db") as new:
            assert told(new) == told(record)


def test_reasons_that_look_like_json_come_back_as_they_were(tmp_path: Path) -> None:
    report = report_of(ISLAND)
    reasons = ["[1, 2]", "[1,2]", '{"a":1}', '{"a": 1}', "null", "12", '"said"', "[" * 20_000]
    with fresh(tmp_path / "record.db") as record:
        record.add(read(report))
        for number, reason in enumerate(reasons):
            record.set_meta(report.id, {"title": f"no. {number}"}, author="Noor", reason=reason)
        export_statements(record, tmp_path / "out", ALL)
        with taken_in(tmp_path / "out", tmp_path / "new.db") as new:
            assert [row.reason for row in new.history(report.id)][1:] == reasons


# Rights


def test_words_stay_at_home_where_rights_do_not_let_them_leave(record: Record, tmp_path: Path) -> None:
    valley = report_of(VALLEY, None, None)
    done = export_statements(record, tmp_path / "out")
    assert done.manifest.without_text == (valley.id,)
    assert done.beyond_rights == ()
    texts = {row["id"]: (row["text"], row["text_sha256"]) for row in lines(tmp_path / "out", "report")}
    assert texts[valley.id] == (None, text_digest(VALLEY))
    assert texts[report_of(ISLAND).id] == (ISLAND, text_digest(ISLAND))
    everything = b"".join(content(tmp_path / "out").values()).decode()
    for words in ("Herders' elders", "we counted", "grazing accord on Tuesday"):
        assert words not in everything
    assert "14 dead" in everything
    seen = [row for row in lines(tmp_path / "out", "sighting") if row["reading_id"].startswith(valley.id)]
    places = [p for row in seen for name in ("evidence", "content", "surface") for p in row["content"].get(name, ())]
    assert places
    assert all(set(p) == {"start", "end", "text"} and p["text"] is None and p["end"] > p["start"] for p in places)


def test_the_rights_in_force_count(record: Record, tmp_path: Path) -> None:
    island, valley = report_of(ISLAND).id, report_of(VALLEY, None, None).id
    record.set_meta(island, {"rights": "quotation_only"}, author="Noor", reason="the licence ran out")
    record.set_meta(valley, {"rights": "licensed"}, author="Noor", reason="a licence came")
    assert export_statements(record, tmp_path / "out").manifest.without_text == (island,)


@pytest.mark.parametrize(("with_text", "without", "beyond"), [("all", 0, 1), ("none", 3, 0)])
def test_words_of_all_or_of_none(record: Record, tmp_path: Path, with_text: Any, without: int, beyond: int) -> None:
    done = export_statements(record, tmp_path / "out", ExportOptions(with_text=with_text))
    assert len(done.manifest.without_text) == without
    assert len(done.beyond_rights) == beyond


def test_long_phrases_among_the_values_stay_at_home_with_the_words(record: Record, tmp_path: Path) -> None:
    phrase = "the grazing accord on Tuesday.\nHerders' elders"
    assert phrase in VALLEY
    valley = report_of(VALLEY, None, None)
    record.set_meta(valley.id, {"byline": "a byline of more than six words, and not in it"}, author="N", reason="x")
    reading = read(record.find_report(valley.id), "3")
    longer = tuple({"surface": phrase, "timex": {"value": "PAST_REF"}} for _ in range(2))
    object.__setattr__(reading, "other_timex", longer)
    record.add(reading)
    export_statements(record, tmp_path / "out")
    layers = lines(tmp_path / "out", "reading")
    start = VALLEY.index(phrase)
    assert [row["layers"]["other_timex"] for row in layers if row["report_id"] == valley.id][-1] == [
        {"surface": {"words_at": [start, start + len(phrase)]}, "timex": {"value": "PAST_REF"}} for _ in range(2)
    ]
    with opened_files(tmp_path / "out") as files, fresh(tmp_path / "new.db") as new:
        import_statements(new, files, lambda report, sha: VALLEY)
        assert told(new) == told(record)


def test_files_without_words_are_taken_in_where_the_words_are_found(record: Record, tmp_path: Path) -> None:
    export_statements(record, tmp_path / "bare", ExportOptions(with_text="none"))
    valley = report_of(VALLEY, None, None)
    texts = {text_digest(text): text for text in (ISLAND, record.find_report(report_of(DELTA).id).text)}
    with opened_files(tmp_path / "bare") as files, fresh(tmp_path / "new.db") as new:
        with pytest.raises(RecordError, match=rf"lacks the words of 1 of its reports: {valley.id[:12]}"):
            import_statements(new, files, lambda report, sha: texts.get(sha))
        with pytest.raises(RecordError, match="lacks the words of 3 of its reports"):
            import_statements(new, files)
        assert new.reports() == ()
        with pytest.raises(RecordError, match="lacks the words of 3 of its reports"):
            import_statements(new, files, lambda report, sha: ISLAND + " ")  # another text
        texts[text_digest(VALLEY)] = VALLEY
        import_statements(new, files, lambda report, sha: texts.get(sha))
        assert told(new) == told(record)


def test_a_record_that_holds_the_reports_needs_no_words(record: Record, tmp_path: Path, clock: Clock) -> None:
    export_statements(record, tmp_path / "before", ALL)
    record.add(read(record.find_report(report_of(ISLAND).id), "7", figures=False))
    export_statements(record, tmp_path / "bare", ExportOptions(with_text="none"))
    with taken_in(tmp_path / "before", tmp_path / "new.db") as new, opened_files(tmp_path / "bare") as files:
        import_statements(new, files)
        assert told(new, [None, *clock.given]) == told(record, [None, *clock.given])


def test_words_of_another_report_in_a_row_are_those_of_that_report() -> None:
    seen = []
    row = {"report_id": "a", "places": [{"report_id": "b", "passage": {"start": 1, "end": 2, "text": None}}], "x": "y"}
    with_words(row, "a", lambda report, value: seen.append((report, value)))
    assert seen == [("a", "a"), ("b", "b"), ("b", {"start": 1, "end": 2, "text": None}), ("a", "y")]


# One process


def test_only_one_process(record: Record, tmp_path: Path) -> None:
    south = Report("The Salt Guild welcomed the lagoon rules on Tuesday.", process="south", language="en")
    record.add(read(south), rights="own")
    done = export_statements(record, tmp_path / "out", ExportOptions(process="south", with_text="all"))
    assert done.manifest.process == "south"
    assert [row["id"] for row in lines(tmp_path / "out", "report")] == [south.id]
    for table in ("ruling", "judgement", "carried", "coding_round", "note", "visit", "report_version", "dismissal"):
        assert lines(tmp_path / "out", table) == []
    with taken_in(tmp_path / "out", tmp_path / "new.db") as new:
        assert new.view().statements() == record.view(process="south").statements()
        assert new.view().reports() == (south,)
    north = export_statements(record, tmp_path / "north", ExportOptions(process="north", with_text="all"))
    rows = {entry.name: entry.rows for entry in north.manifest.files}
    assert rows["report.jsonl"] == 4
    names = ("note", "visit", "judgement", "carried", "retention", "erasure", "dismissal")
    counts = {name: rows[f"{name}.jsonl"] for name in names}
    assert counts == {"note": 2, "visit": 1, "judgement": 1, "carried": 1, "retention": 2, "erasure": 2, "dismissal": 2}
    with taken_in(tmp_path / "north", tmp_path / "other.db") as new:
        assert new.view().statements() == record.view(process="north").statements()


def test_a_process_without_reports(record: Record, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no report is filed under the process 'souht'.*one of the record's: north"):
        export_statements(record, tmp_path / "out", ExportOptions(process="souht"))
    assert not (tmp_path / "out").exists()


# The place


def test_nothing_that_is_there_is_overwritten(record: Record, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    for place in (tmp_path / "full", tmp_path / "full" / "note.txt"):
        with pytest.raises(RecordError, match="is there already"):
            export_statements(record, place)
    with pytest.raises(RecordError, match="does not exist"):
        export_statements(record, tmp_path / "nowhere" / "out")
    (tmp_path / "empty").mkdir()
    export_statements(record, tmp_path / "empty")
    assert len(lines(tmp_path / "empty", "report")) == 4


@pytest.mark.parametrize("sealed", [False, True])
def test_an_interrupted_export_leaves_nothing(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed: bool
) -> None:
    place = tmp_path / "exports"
    place.mkdir()

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    options = ExportOptions(with_text="all", passphrase="reef and harbour" if sealed else None)
    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(RecordError, match="No space left on device"):
        export_statements(record, place / "out", options)
    assert list(place.iterdir()) == []

    def stopped(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        export_statements(record, place / "out", options)
    assert list(place.iterdir()) == []


def test_an_empty_record(tmp_path: Path) -> None:
    with fresh(tmp_path / "record.db") as record:
        done = export_statements(record, tmp_path / "out")
    assert sum(entry.rows for entry in done.manifest.files) == 0
    with taken_in(tmp_path / "out", tmp_path / "new.db") as new:
        assert new.reports() == ()

"""Taking statement files in: mistakes in them, and rows that the record holds, contradicts or has gone beyond."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from trucewatch.errors import RecordError
from trucewatch.record import notes
from trucewatch.record.erasing import erase
from trucewatch.record.person_statements import add_person_statement
from trucewatch.record.schema import moment_text
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import Imported, import_statements
from trucewatch.record.statement_rows import StatementFilesError, opened_files
from trucewatch.record.verifying import verify
from trucewatch.record.versions import Version, add_version
from trucewatch.record.writer import Record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement

from .filling import filled, fresh, told
from .making import DELTA, ISLAND, VALLEY, Clock, dump, figure_in, read, report_of

ALL = ExportOptions(with_text="all")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a record with a row in every table."""
    folder = tmp_path_factory.mktemp("exported")
    with filled(folder / "record.db", Clock()) as record:
        export_statements(record, folder / "out", ALL)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture
def folder(exported: dict[str, bytes], tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    for name, data in exported.items():
        (place / name).write_bytes(data)
    return place


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Record]:
    with fresh(tmp_path / "new.db", later()) as record:
        yield record


def later() -> Clock:
    """The clock of one who takes in what others wrote before."""
    return Clock(Clock().now + timedelta(days=30))


def take(folder: Path, record: Record) -> Imported:
    with opened_files(folder) as files:
        return import_statements(record, files)


def sign(folder: Path) -> None:
    """Bring the manifest up to the files."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for entry in manifest["files"]:
        data = (folder / entry["name"]).read_bytes()
        entry |= {"sha256": hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n")}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def change(folder: Path, table: str, number: int, values: Row | Callable[[Row], object]) -> None:
    """Change the row on a line of a file (0: the last), as a program that writes such files could."""
    path = folder / f"{table}.jsonl"
    lines = path.read_text().splitlines()
    row = json.loads(lines[number - 1])
    if callable(values):
        values(row)
    else:
        row |= values
    lines[number - 1] = json.dumps(row)
    path.write_text("".join(f"{line}\n" for line in lines))
    sign(folder)


def mistakes(folder: Path, record: Record) -> list[str]:
    before = dump(record_path(record))
    with pytest.raises(StatementFilesError) as caught:
        take(folder, record)
    assert dump(record_path(record)) == before
    return [str(mistake) for mistake in caught.value.mistakes]


def record_path(record: Record) -> Path:
    assert record.path is not None
    return record.path


# What is no copy


def test_a_record_made_of_files_is_sound(folder: Path, new: Record) -> None:
    take(folder, new)
    assert list(verify(new)) == []


def test_places_that_are_no_copy(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("a note")
    for name, told_ in (("empty", "has no manifest.json"), ("note.txt", "is not a copy"), ("nowhere", "is nothing at")):
        with pytest.raises(RecordError, match=told_), opened_files(tmp_path / name):
            pass
    for text in ("[]", "{", '{"files": 1}', '{"files": [], "without_text": [], "form": 7}', "[" * 9999):
        (folder / "manifest.json").write_text(text)
        with pytest.raises(RecordError, match=r"manifest\.json is not the manifest of a copy"), opened_files(folder):
            pass
    good = {"files": [], "without_text": [], "form": 7, "program": "1", "process": None, "texts": "all"}
    (folder / "manifest.json").write_text(json.dumps(good))
    with pytest.raises(RecordError, match="has no right form"), opened_files(folder):
        pass


def test_a_newer_form_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"form": "9999", "program": "7.0"}))
    told_ = r"written by a newer Trucewatch \(form 9999, version 7.0\)"
    with pytest.raises(RecordError, match=told_), opened_files(folder):
        pass


def test_missing_altered_and_further_files_are_all_told(folder: Path, new: Record) -> None:
    (folder / "notice.jsonl").unlink()
    (folder / "mine.jsonl").write_text("{}\n")
    text = (folder / "report.jsonl").read_text()
    (folder / "report.jsonl").write_text(text.replace("14 dead", "41 dead"))
    (folder / "ruling.jsonl").write_text("")
    assert mistakes(folder, new) == [
        "mine.jsonl: the manifest does not list it",
        "notice.jsonl: it is missing",
        "report.jsonl: it was altered: its SHA-256 is not the one of the manifest",
        "ruling.jsonl: it was altered: its SHA-256 is not the one of the manifest; it has 0 lines, 2 were written",
    ]


# What is wrong in a line


def test_every_mistake_is_told_with_its_file_and_line(folder: Path, new: Record) -> None:
    change(folder, "report_meta", 2, {"rights": "mine"})
    change(folder, "run", 1, {"started_at": "yesterday"})
    change(folder, "sighting", 1, {"position": "first"})
    change(folder, "sighting", 3, {"confidence": True})
    change(folder, "statement", 4, {"kind": "rumours"})
    change(folder, "ruling", 1, {"verdict": "guilty"})
    change(folder, "judgement", 1, lambda row: row.pop("reason"))
    change(folder, "note", 1, {"mood": "good"})
    (folder / "visit.jsonl").write_bytes(b'{"a":\n\xff\n[]\n')
    sign(folder)
    found = mistakes(folder, new)
    assert [mistake for mistake in found if not mistake.startswith(("sighting.jsonl line 1", "coding"))] != found
    told_ = "\n".join(found)
    for expected in (
        "report_meta.jsonl line 2: the rights 'mine' do not exist; they are one of own, licensed",
        "run.jsonl line 1: started_at is 'yesterday', no moment such as",
        "sighting.jsonl line 1: position is 'first', no whole number",
        "sighting.jsonl line 3: confidence is True, no number",
        "statement.jsonl line 4: it is of a kind 'rumours' that does not exist",
        "ruling.jsonl line 1: the verdict 'guilty' does not exist",
        "judgement.jsonl line 1: reason is missing",
        "note.jsonl line 1: a note has no 'mood'",
        "visit.jsonl line 1: it is no JSON",
        "visit.jsonl line 2: it is not UTF-8 at byte 0",
        "visit.jsonl line 3: it is no JSON object",
    ):
        assert expected in told_


@pytest.mark.parametrize(
    ("table", "number", "values", "expected"),
    [
        ("report", 0, {"outlet": "Gazette and Herald"}, "is not the one its id was made of"),
        ("report", 0, {"text": "Another text."}, "its text does not have the digest text_sha256"),
        ("report", 0, {"text": ["a", "b"]}, "text is no text"),
        ("report", 0, {"id": None}, "id is null"),
        ("report", 0, {"extracted": 1}, "extracted is 1, neither true nor false"),
        ("report_meta", 1, {"published": "2031-02-30"}, "day is out of range"),
        ("report_meta", 1, {"report_id": "a" * 64}, "names a report aaaaaaaaaaaa that the copy does not hold"),
        ("report_meta", 1, {"report_id": ["a"]}, "report_id is no text"),
        ("report_meta", 1, {"number": 2}, "it has the number 2 where 1 comes next"),
        ("report_meta", 1, {"number": "1"}, "it has no number"),
        ("report_meta", 2, {"report_id": "0" * 64}, "and the file is to be sorted"),
        ("reading", 1, {"run_id": 99}, "run_id names a run 99 that the copy does not hold"),
        ("reading", 1, {"run_id": "1"}, "run_id is '1', no name of a run"),
        ("reading", 1, {"layers": {"headline": 5}}, "headline: "),
        ("actor", 1, {"id": "f" * 64}, "no reading tells of the actor ffffffffffff"),
        ("person_statement", 1, {"content": {"what": "killed"}}, "Field required"),
        ("coding", 1, {"recorded_at": "2031-05-01"}, "recorded_at is '2031-05-01', no moment"),
        ("carried", 1, {"ruling_id": "nowhere/1"}, "names a ruling nowhere/1 that the copy does not hold"),
        ("erasure", 1, {"report_id": 5}, "report_id is no text"),
    ],
)
def test_one_mistake(folder: Path, new: Record, table: str, number: int, values: Row, expected: str) -> None:
    change(folder, table, number, values)
    found = [mistake for mistake in mistakes(folder, new) if expected in mistake]
    assert found
    assert found[0].startswith(f"{table}.jsonl line ")


def test_a_content_that_was_changed_is_told(folder: Path, new: Record) -> None:
    rows = list(map(json.loads, (folder / "sighting.jsonl").read_text().splitlines()))
    line, row = next((n, row) for n, row in enumerate(rows, 1) if "number" in row["content"])
    change(folder, "sighting", line, {"content": row["content"] | {"number": 1000}})
    assert mistakes(folder, new) == [
        f"sighting.jsonl line {line}: its content is not the one that the id {row['statement_id'][:12]} was made of"
    ]
    moved = [{**passage, "start": passage["start"] - 1} for passage in row["content"]["evidence"]]
    change(folder, "sighting", line, {"content": row["content"] | {"evidence": moved}})
    assert "are not in the text of report" in mistakes(folder, new)[0]


def test_what_the_tables_refuse_is_told_with_its_line(folder: Path, new: Record) -> None:
    lines = (folder / "notice.jsonl").read_text().splitlines()
    (folder / "notice.jsonl").write_text("".join(f"{line}\n" for line in [*lines, lines[0]]))
    sign(folder)
    (found,) = mistakes(folder, new)
    assert found.startswith(f"notice.jsonl line {len(lines) + 1}: the record refuses it")


def test_of_many_mistakes_some_are_listed(folder: Path, new: Record) -> None:
    (folder / "visit.jsonl").write_text("no JSON\n" * 80)
    sign(folder)
    with pytest.raises(StatementFilesError, match=r"has 80 mistakes:(?s:.*)\.\.\. and 30 more") as caught:
        take(folder, new)
    assert len(caught.value.mistakes) == 80


# Into a record that holds reports


def test_taking_in_twice_writes_nothing(folder: Path, new: Record) -> None:
    first = take(folder, new)
    assert first.is_changed
    assert not first.held
    before = dump(record_path(new))
    again = take(folder, new)
    assert (again.is_changed, again.held) == (False, first.added)
    assert dump(record_path(new)) == before


def test_what_the_record_has_stays_beside_it(folder: Path, new: Record) -> None:
    other = read(report_of("The Reef Guild rejected the buoy plan on Tuesday. 3 dead were counted."))
    new.add(other)
    new.rule(Ruling(figure_in(other).id, "withdraw", "Noor", new.now(), "a guess"))
    ids = {s.id for s in new.view().statements()}
    done = take(folder, new)
    assert done.late == ()
    assert ids < {s.id for s in new.view().statements()}
    assert new.rulings(figure_in(other).id)[0].verdict == "withdraw"
    assert list(verify(new)) == []


def test_a_copy_that_grew_brings_what_is_new(tmp_path: Path) -> None:
    clock = Clock()
    with filled(tmp_path / "record.db", clock) as record, fresh(tmp_path / "new.db", later()) as new:
        export_statements(record, tmp_path / "one", ALL)
        take(tmp_path / "one", new)
        report = report_of(ISLAND)
        record.add(read(report, "5"))
        record.set_meta(report.id, {"title": "Reef"}, author="Noor", reason="found")
        record.rule(Ruling(figure_in(read(report)).id, "withdraw", "Ravi", clock(), "no"))
        export_statements(record, tmp_path / "two", ALL)
        done = take(tmp_path / "two", new)
        assert done.added == {"run": 1, "reading": 1, "report_meta": 1, "ruling": 1, "sighting": 5}
        moments = [None, *clock.given[-6:]]
        assert told(new, moments) == told(record, moments)


@pytest.fixture
def parted(tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    """Two records that parted with one report, the first one's clock always behind the second one's."""
    clocks = Clock(), Clock()
    with fresh(tmp_path / "one.db", clocks[0]) as one, fresh(tmp_path / "two.db", clocks[1]) as two:
        for record in (one, two):
            record.add(read(report_of(ISLAND)), rights="own")
        for days, clock in enumerate(clocks, 1):
            clock.now += timedelta(days=days)
        yield one, two


def test_what_came_late_is_kept_and_does_not_come_into_force(parted: tuple[Record, Record], tmp_path: Path) -> None:
    one, two = parted
    id_ = report_of(ISLAND).id
    one.add(read(report_of(ISLAND), "2", figures=False))
    one.set_meta(id_, {"title": "First"}, author="Noor", reason="earlier")
    two.add(read(report_of(ISLAND), "3"))
    two.set_meta(id_, {"title": "Second"}, author="Ravi", reason="later")
    start = Clock().now
    moments = [start + timedelta(hours=hour) for hour in range(0, 24 * 3, 3)]
    before = told(two, moments)[: len(moments)]
    export_statements(one, tmp_path / "one", ALL)
    done = take(tmp_path / "one", two)
    assert done.late == (id_,)
    assert two.reading(id_).steps[0] == "p 3"
    assert [row.values["title"] for row in two.history(id_)] == [None, "Second", "First", "Second"]
    assert told(two, moments)[: len(moments)] == before  # what it showed earlier stays as it was
    assert not take(tmp_path / "one", two).is_changed
    assert list(verify(two)) == []
    # and the other way round: what is newer comes into force
    export_statements(two, tmp_path / "two", ALL)
    assert take(tmp_path / "two", one).late == ()
    assert (one.reading(id_), one.history(id_)[-1].values) == (two.reading(id_), two.history(id_)[-1].values)
    assert one.view().statements() == two.view().statements()


def test_newer_rows_between_older_ones_of_the_record(parted: tuple[Record, Record], tmp_path: Path) -> None:
    one, two = parted
    id_ = report_of(ISLAND).id
    one.set_meta(id_, {"title": "First"}, author="Noor", reason="earlier")
    two.set_meta(id_, {"title": "Second"}, author="Ravi", reason="later")
    one._clock = Clock(Clock().now + timedelta(days=3))  # ahead of the other one's
    one.set_meta(id_, {"title": "Third"}, author="Noor", reason="last")
    export_statements(one, tmp_path / "one", ALL)
    assert take(tmp_path / "one", two).late == (id_,)
    assert [row.values["title"] for row in two.history(id_)] == [None, "Second", "First", "Third"]
    assert not take(tmp_path / "one", two).is_changed


def test_the_same_rulings_are_kept_once_whenever_they_were_recorded(
    parted: tuple[Record, Record], tmp_path: Path
) -> None:
    one, two = parted
    at, read_by_noor = Clock().now, replace(read(report_of(ISLAND)).statements[2].content, unsure=True)
    figure = figure_in(read(report_of(ISLAND)))
    for record in parted:
        record.rule(Ruling(figure.id, "withdraw", "Noor", at, "misread"))
        with record.writing() as connection:
            own = Statement(report_of(ISLAND).id, read_by_noor)
            add_person_statement(connection, own, ("Noor", at, "so it says"), moment_text(record.now()))
    export_statements(one, tmp_path / "one", ALL)
    assert not take(tmp_path / "one", two).is_changed
    assert len(two.rulings(figure.id)) == 1


def test_rows_that_contradict_the_record_are_refused(folder: Path, new: Record) -> None:
    take(folder, new)
    line, row = next(
        (number, row)
        for number, row in enumerate(map(json.loads, (folder / "notice.jsonl").read_text().splitlines()), 1)
        if row["content"]["sentence"] != "Erased."
    )
    change(folder, "notice", line, {"content": row["content"] | {"sentence": "The report gives a date."}})
    assert mistakes(folder, new) == [f"notice.jsonl line {line}: the record has another content for the same notice"]


def test_two_versions_of_a_report_in_a_circle_are_refused(tmp_path: Path) -> None:
    old, mended = report_of(VALLEY), report_of(VALLEY + " Again.")
    for name, pair in (("one", (old, mended)), ("two", (mended, old))):
        with fresh(tmp_path / f"{name}.db") as record:
            for report in (old, mended):
                record.add(read(report))
            with record.writing() as connection:
                add_version(connection, Version(pair[0].id, pair[1].id, "Noor", Clock().now, "changed"))
            export_statements(record, tmp_path / name, ALL)
    with fresh(tmp_path / "new.db", later()) as new:
        take(tmp_path / "one", new)
        (found,) = mistakes(tmp_path / "two", new)
    assert found.startswith("report_version.jsonl line 1: ")


# Erasure


def test_what_was_erased_here_does_not_come_back(folder: Path, new: Record) -> None:
    take(folder, new)
    island = report_of(ISLAND).id
    erase(new, island, author="Ana", reason="asked for")
    new.add(read(report_of("The Reef Guild rejected the buoy plan on Tuesday.")))
    before = dump(record_path(new))
    done = take(folder, new)
    assert done.erased == (island,)
    assert not done.is_changed
    assert dump(record_path(new)) == before
    assert "14 dead" not in "".join(before)


def test_an_older_copy_brings_no_word_back_that_people_wrote_on_what_was_erased(tmp_path: Path) -> None:
    council_name = "Harbour Council"
    report, other = report_of(ISLAND), report_of(VALLEY)
    with fresh(tmp_path / "record.db") as record:
        for one in (report, other):
            record.add(read(one))
        council, front = (actor_id(read(one).actors[0], one) for one in (report, other))
        record.judge(
            Judgement("actor", council, front, "different", "Noor", Clock().now, f"{council_name} is an office")
        )
        figure = figure_in(read(report)).id
        for target in (report.id, figure, council):
            asked = notes.add_note(record, "question", f"Who is the {council_name}?", author="Ravi", target=target)
            notes.answer(record, asked.id, f"The {council_name} of Velu.", author="Noor")
        record.rule(Ruling(figure, "accept", "Noor", Clock().now, f"the {council_name} says so"))
        export_statements(record, tmp_path / "older", ALL)
        erase(record, report.id, author="Ana", reason="asked for")
        before = dump(record_path(record))
        assert council_name not in "".join(before)
        done = take(tmp_path / "older", record)
        assert (done.erased, done.is_changed) == ((report.id,), False)
        assert dump(record_path(record)) == before


@pytest.mark.parametrize("spans", [None, ((0, 20),)])
def test_what_was_erased_stays_so_in_every_record_that_the_copy_goes_into(
    tmp_path: Path, spans: tuple[tuple[int, int], ...] | None
) -> None:
    report = report_of(ISLAND)
    with fresh(tmp_path / "record.db") as record, fresh(tmp_path / "new.db", later()) as new:
        record.add(read(report))
        export_statements(record, tmp_path / "older", ALL)
        export_statements(record, tmp_path / "bare", ExportOptions(with_text="none"))
        erase(record, report.id, spans, author="Ana", reason="asked for")
        export_statements(record, tmp_path / "newer", ALL)
        take(tmp_path / "newer", new)
        (filed,) = new.reports()
        assert [(e.author, e.reason, e.spans) for e in filed.erasures] == [("Ana", "asked for", spans)]
        before = dump(record_path(new))
        assert take(tmp_path / "older", new).erased == (report.id,)
        with opened_files(tmp_path / "bare") as files:  # somebody has the text still
            assert import_statements(new, files, lambda *_: ISLAND).erased == (report.id,)
        with pytest.raises(RecordError, match="was erased and is not taken up again"):
            new.add(read(report))
        assert dump(record_path(new)) == before
        assert "Harbour" not in "".join(before)
        assert list(verify(new)) == []


def test_what_was_erased_elsewhere_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    with filled(tmp_path / "record.db", Clock()) as record, fresh(tmp_path / "new.db", later()) as new:
        export_statements(record, tmp_path / "one", ALL)
        take(tmp_path / "one", new)
        island = report_of(ISLAND).id
        erase(record, island, ((0, 20),), author="Ana", reason="asked for")
        record.add(read(report_of(DELTA, date(2031, 4, 30), "Post")))
        export_statements(record, tmp_path / "two", ALL)
        done = take(tmp_path / "two", new)
        assert done.erased == (island,)
        assert done.added["report"] == 1
        assert new.find_report(island).text == ISLAND
        assert list(verify(new)) == []


def test_erasures_get_the_numbers_of_the_record_that_takes_them_in(folder: Path, new: Record) -> None:
    other = report_of("The Reef Guild rejected the buoy plan on Tuesday. 3 dead were counted.")
    new.add(read(other))
    erase(new, other.id, author="Ana", reason="first here")
    take(folder, new)
    assert list(verify(new)) == []
    with new.looking() as connection:
        marks = connection.exec_driver_sql("SELECT DISTINCT content FROM sighting WHERE content LIKE '{\"erased%'")
        found = sorted(marks.scalars())
        numbers = {row.reason: row.id for row in connection.exec_driver_sql("SELECT reason, id FROM erasure")}
    assert found == sorted(f'{{"erased":{numbers[reason]}}}' for reason in ("first here", "its publisher asked for it"))

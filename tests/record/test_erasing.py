"""Erased words are gone from everything; what rested on them is shown as erased, and the record stays sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Text

from trucewatch.errors import ErasedError, RecordError, UnknownIdError
from trucewatch.record.dismissals import dismiss
from trucewatch.record.erasing import HOLDS_WORDS, erase
from trucewatch.record.notes import add_note, answer
from trucewatch.record.person_statements import add_person_statement
from trucewatch.record.redacting import FIXED, WORDED, Redaction
from trucewatch.record.schema import ERASED_ROW, METADATA, moment_text
from trucewatch.record.search import search
from trucewatch.record.tombstones import BLOCK, erasures
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Figure, Party, Position, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import statements_of

from .filling import fresh
from .making import ISLAND, VALLEY, Clock, figure_in, read, report_of, rows

NAME = "Harbour Council"
AT = (ISLAND.index(NAME), ISLAND.index(NAME) + len(NAME))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def island() -> Report:
    return replace(report_of(ISLAND), title=f"The {NAME} says yes", byline="Ada Moss, for the Courier")


def filled(path: Path, island: Report) -> Record:
    """A record whose every table with words holds some of the island's."""
    clock = Clock()
    record = fresh(path, clock)
    reading = read(island)
    record.add(reading)
    record.add(read(report_of(VALLEY)))
    figure = figure_in(reading)
    put = Statement(figure.report_id, replace(figure.content, scope=f"{NAME} waters"), figure.published)
    record.rule(Ruling(figure.id, "correct", "Noor", clock.now, f"the {NAME} said so", put.id), put)
    party = statements_of(reading.statements, Party)[0]
    own = replace(party.content, role="mediator", step="person Noor")
    with record.writing() as connection:
        act = ("Noor", clock.now, f"{NAME} mediates")
        add_person_statement(connection, Statement(island.id, own, island.published), act, moment_text(clock.now))
    left, right = (actor_id(actor, island) for actor in reading.actors)
    record.judge(Judgement("actor", left, right, "different", "Noor", clock.now, f"{NAME} is no monitor"))
    question = add_note(record, "question", f"Who speaks for the {NAME}?", author="Noor", target=island.id)
    answer(record, question.id, f"Its chair speaks for the {NAME}.", author="Ada")
    doubt = Finding("figures-differ", "tension", "Two numbers.", (Place(island.id, figure.content.passages[0]),))
    dismiss(record, doubt, author="Noor", reason=f"the {NAME} counts otherwise")
    search(record, record.view(), "harbour")
    return record


def bytes_of(path: Path) -> bytes:
    return b"".join(p.read_bytes() for p in path.parent.iterdir() if p.name.startswith(path.name))


def words_in(path: Path, *words: str) -> list[str]:
    """Which of these words the file and its log hold anywhere, however they are written."""
    held = bytes_of(path).lower()
    return [word for word in words if word.lower().encode() in held]


def test_a_span_is_gone_from_everything(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        assert words_in(path, "Harbour", "Council") == ["Harbour", "Council"]
        done = erase(record, island.id[:12], (AT,), author="Noor", reason="name of a source")
        assert done.is_wiped
        assert set(done.rows) == {
            "report", "report_meta", "reading", "statement", "sighting", "ruling", "person_statement", "judgement",
            "note", "dismissal",
        }  # fmt: skip
        assert words_in(path, "Harbour", "Council") == []
        assert list(verify(record)) == []
    assert words_in(path, "Harbour", "Council") == []


def test_a_whole_text_is_gone_from_everything(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        gone = ("Harbour Council", "accepted", "reef plan", "Monitors", "nurses", "Velu", "Ada Moss")
        assert words_in(path, *gone) == list(gone)
        done = erase(record, island.id, author="Noor", reason="withdrawn by its outlet")
        assert done.is_wiped
        assert done.rows["sighting"] == len(read(island).statements)
        assert words_in(path, *gone) == []
        assert list(verify(record)) == []


def test_places_of_the_rest_stay(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        erase(record, island.id, (AT,), author="Noor", reason="name of a source")
        report = record.find_report(island.id)
        assert report.id == island.id
        assert report.text == ISLAND[: AT[0]] + BLOCK * len(NAME) + ISLAND[AT[1] :]
        assert report.title == f"The {BLOCK * 7} {BLOCK * 7} says yes"
        reading = record.reading(island.id)
        kept = {s.id for s in reading.statements}
        before = read(island)
        rested = {s.id for s in before.statements if isinstance(s.content, Party | Position)}
        assert kept == {s.id for s in before.statements} - rested
        assert all(p.is_verbatim_in(report.text) for s in reading.statements for p in s.content.passages)
        assert [a.sealed for a in reading.actors] == [True, True]
        assert NAME not in repr(reading)
        assert all(NAME not in repr(e) for e in reading.events)


def test_what_rested_on_the_words_is_shown_as_erased(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        done = erase(record, island.id, (AT,), author="Noor", reason="name of a source")
        position = statements_of(read(island).statements, Position)[0]
        with pytest.raises(ErasedError, match=r"erased on 2031-05-01 by Noor: name of a source") as caught:
            record.find_statement(position.id[:12])
        assert (caught.value.id, caught.value.report_id) == (position.id, island.id)
        assert record.sightings(position.id) == ()
        told = [f for f in record.view().findings() if f.code == "erased"]
        assert [p.report_id for f in told for p in f.places] == [island.id]
        assert "name of a source" in told[0].sentence
        assert done.erasure is not None
        assert f"{done.erasure.statements} statements rested on it" in told[0].sentence
        assert position.id not in {s.id for s in record.view().statements()}
        filed = {f.report.id: f for f in record.reports()}
        assert [e.reason for e in filed[island.id].erasures] == ["name of a source"]
        assert filed[report_of(VALLEY).id].erasures == ()
        (stone,) = rows(path, "SELECT author, reason, spans FROM erasure")
        assert stone == ("Noor", "name of a source", f"[[{AT[0]},{AT[1]}]]")


def test_other_reports_keep_their_words(path: Path, island: Report) -> None:
    other = report_of(ISLAND, outlet="Other")
    with filled(path, island) as record:
        record.add(read(other))
        erase(record, island.id, author="Noor", reason="withdrawn")
        assert record.reading(other.id) == read(other)
        assert record.reading(report_of(VALLEY).id) == read(report_of(VALLEY))


def test_the_view_of_a_whole_erasure_is_empty_and_says_so(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        erase(record, island.id, author="Noor", reason="withdrawn")
        view = record.view()
        assert view.report(island.id).is_erased
        assert [s for s in view.statements() if s.report_id == island.id] == []
        assert view.actors_of(island.id) == ()
        assert [f.code for f in view.findings()] == ["erased"]
        assert record.reading(island.id).statements == ()
        with pytest.raises(ErasedError):
            record.find_actor(actor_id(read(island).actors[0], island))
        assert search(record, view, "harbour") == ()


def test_an_erased_report_is_not_taken_up_again(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        erase(record, island.id, (AT,), author="Noor", reason="name of a source")
        for again in (lambda: record.as_known(island), lambda: record.add(read(island))):
            with pytest.raises(RecordError, match=r"not taken up again: .* by Noor: name of a source"):
                again()
        assert record.add(read(replace(island, outlet="Other"))).is_new


def test_what_is_left_can_be_read_again(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        erase(record, island.id, (AT,), author="Noor", reason="name of a source")
        record.set_meta(island.id, {"published": date(2031, 4, 2)}, author="Noor", reason="x", reread=read)
        reading = record.reading(island.id)
        assert reading.report.published == date(2031, 4, 2)
        assert len(statements_of(reading.statements, Figure)) == 2
        assert list(verify(record)) == []
        erase(record, island.id, author="Noor", reason="withdrawn")
        done = record.set_meta(island.id, {"process": "south"}, author="Noor", reason="x", reread=read)
        assert done.added is None
        assert not {f.report.id: f for f in record.reports()}[island.id].needs_reading
        assert list(verify(record)) == []


def test_words_erased_one_after_another(path: Path, island: Report) -> None:
    velu = (ISLAND.index("Velu"), ISLAND.index("Velu") + 4)
    with filled(path, island) as record:
        for spans in ((AT,), (velu,), (AT, velu)):
            done = erase(record, island.id, spans, author="Noor", reason="names")
            assert done.is_wiped
            assert list(verify(record)) == []
        assert done.erasure is None  # nothing was left to erase
        assert words_in(path, NAME, "Velu") == []
        with record.looking() as connection:
            assert [e.spans for e in erasures(connection, island.id)] == [(AT,), (velu,)]


@pytest.mark.parametrize("span", [(0, 10_000), (-1, 4), (5, 5)])
def test_a_place_outside_the_text_is_refused(path: Path, island: Report, span: tuple[int, int]) -> None:
    with filled(path, island) as record:
        with pytest.raises(RecordError, match="has no characters"):
            erase(record, island.id, (span,), author="Noor", reason="x")
        with pytest.raises(UnknownIdError):
            erase(record, "0" * 12, author="Noor", reason="x")
        with pytest.raises(RecordError, match="without its author or reason"):
            erase(record, island.id, author="Noor", reason=" ")
    assert rows(path, "SELECT * FROM erasure") == []


def test_a_file_in_use_is_told_and_wiped_later(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM report").fetchone()
            with open_record(path, wait=0.1, clock=Clock()) as quick:
                assert not erase(quick, island.id, (AT,), author="Noor", reason="names").is_wiped
        done = erase(record, island.id, (AT,), author="Noor", reason="names")
        assert (done.erasure, done.is_wiped) == (None, True)
        assert words_in(path, NAME) == []


CHANGES = (
    "UPDATE report SET text = 'x'",
    "UPDATE sighting SET content = '{}'",
    "UPDATE ruling SET reason = ''",
    "UPDATE note SET text = ''",
    "DELETE FROM report",
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_without_a_tombstone(path: Path, island: Report, change: str) -> None:
    with filled(path, island) as record:
        erase(record, island.id, (AT,), author="Noor", reason="names")
    with closing(sqlite3.connect(path)) as plain, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        plain.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE report SET outlet = 'Other' WHERE id = :id",
        "UPDATE report SET id = 'x' WHERE id = :id",
        "UPDATE report SET added_at = '' WHERE id = :id",
        "UPDATE report SET text = text || '!' WHERE id = :id",
        "UPDATE report SET text = '' WHERE id <> :id",
        "UPDATE report_meta SET title = NULL",
        "DELETE FROM report WHERE id = :id",
    ],
)
def test_a_tombstone_opens_its_rows_words_alone(path: Path, island: Report, change: str) -> None:
    open_ = (
        "INSERT INTO erasure VALUES (1, :id, NULL, '', '', '', 0, :n)",
        "INSERT INTO erased_row VALUES ('report', :id, 1, '', '', :n)",
    )
    filled(path, island).close()
    (number,) = rows(path, "SELECT max(id) FROM append")[0]
    for n, is_open in ((int(str(number)) + 1, True), (int(str(number)), False)):
        with closing(sqlite3.connect(path)) as plain:
            for statement in open_:
                plain.execute(statement, {"id": island.id, "n": n})
            if is_open:
                plain.execute("UPDATE report SET text = '' WHERE id = :id", {"id": island.id})
                plain.execute("UPDATE report SET text = NULL WHERE 0")
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(change, {"id": island.id})


def test_an_erasure_behind_the_records_back_is_told(path: Path, island: Report) -> None:
    filled(path, island).close()
    (number,) = rows(path, "SELECT max(id) + 1 FROM append")[0]
    with closing(sqlite3.connect(path)) as plain, plain:
        values = {"id": island.id, "n": number}
        plain.execute(
            "INSERT INTO erasure VALUES (1, :id, NULL, 'x', '2031-05-01T12:00:00.000000Z', 'x', 0, :n)", values
        )
        plain.execute("INSERT INTO erased_row VALUES ('report', :id, 1, '00', '00', :n)", values)
        plain.execute("UPDATE report SET text = '', erasure_id = 1 WHERE id = :id", values)
    with open_record(path, read_only=True) as record:
        told = [trouble.sentence for trouble in verify(record)]
    assert any("belong to append" in sentence for sentence in told)
    assert any("a row of report is not as it was added" in sentence for sentence in told)


def test_words_put_back_are_told(path: Path, island: Report) -> None:
    with filled(path, island) as record:
        erase(record, island.id, (AT,), author="Noor", reason="names")
    with closing(sqlite3.connect(path)) as plain, plain:
        (made,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'report_no_update'").fetchone()
        plain.execute("DROP TRIGGER report_no_update")
        plain.execute("UPDATE report SET text = ? WHERE id = ?", (ISLAND, island.id))
        plain.execute(made)
    with open_record(path, read_only=True) as record:
        told = [trouble.sentence for trouble in verify(record)]
    assert any("words stand where erasure 1 took them away" in sentence for sentence in told)


def test_every_column_with_text_is_known() -> None:
    """A new column is either one that can hold a report's words, and is erased, or is named here as one that cannot."""
    wordless = {
        "id", "report_id", "statement_id", "kind", "at", "recorded_at", "added_at", "started_at", "author", "verdict",
        "replacement_id", "left_id", "right_id", "published", "outlet", "process", "language", "rights", "url", "name",
        "given_id", "program", "steps", "models", "digest", "step", "step_version", "code", "old_id", "new_id",
        "target", "to", "keep", "spans", "chain", "added", "before", "after", "erased_table", "erased_key",
        "finding_id", "address", "outcome", "etag", "last_modified", "told",
    }  # fmt: skip
    own = {"report_meta": {"reason"}, "coding_round": {"reason"}, "coding_close": {"reason"}, "erasure": {"reason"}}
    own |= {"retention": {"reason"}}
    for table in METADATA.tables.values():
        texts = {column.name for column in table.c if isinstance(column.type, Text)}
        known = wordless | set(HOLDS_WORDS.get(table.name, ())) | own.get(table.name, set())
        assert texts <= known, f"{table.name}: {texts - known} may hold words of a report: see erasing.HOLDS_WORDS"
    assert "erased_row" in ERASED_ROW.name


def test_every_field_with_text_is_known() -> None:
    import inspect  # noqa: PLC0415
    import typing  # noqa: PLC0415
    from dataclasses import is_dataclass  # noqa: PLC0415

    from trucewatch.vocabulary import actors, agreement, attributed, events, finding, incidents, kinds  # noqa: PLC0415

    for module in (actors, agreement, attributed, events, incidents, kinds, finding):
        for cls in vars(module).values():
            if not (inspect.isclass(cls) and is_dataclass(cls)) or cls in (Report, Passage):
                continue
            for name, hint in typing.get_type_hints(cls).items():
                is_open = "str" in str(hint) and "Literal" not in str(hint)
                if is_open and not name.isupper() and name not in {"id", "report_id", "statements"}:
                    assert name in WORDED | FIXED, f"{cls.__name__}.{name}: can it hold a report's words?"


TOLD = (
    "Ada Moss, 14, of Quay Street spoke. She said the reef plan was dead. Officials of Velu heard her on Quay Street."
)


def redaction(words: str) -> Redaction:
    start = TOLD.index(words)
    return Redaction(TOLD, ((start, start + len(words)),), 1)


def test_only_what_the_rest_does_not_say_is_blocked_out() -> None:
    one = redaction("Ada Moss, 14, of Quay Street")
    assert one.subject("Ada Moss") is None
    assert one.subject("Officials of Velu") == "Officials of Velu"
    assert one.said("Moss lives on Quay Street") == f"{BLOCK * 4} lives on Quay Street"
    assert one.declared("ADA MOSS SPEAKS") == f"{BLOCK * 3} {BLOCK * 4} SPEAKS"


def test_a_resolved_name_goes_and_its_statement_stays() -> None:
    words = TOLD.index("the reef plan was dead")
    content = Quote(
        speaker="Ada Moss", mention="She", cue="said", type="indirect",
        content=(Passage.of(TOLD, words, words + 22),),
    )  # fmt: skip
    from trucewatch.record.rows import content_of, content_text  # noqa: PLC0415

    left = redaction("Ada Moss").content("quotes", content_text(content), "a" * 64)
    kept = content_of("quotes", left, "")
    assert isinstance(kept, Quote)
    assert (kept.speaker, kept.mention) == (f"{BLOCK * 3} {BLOCK * 4}", "She")
    assert Statement("a" * 64, kept).id == Statement("a" * 64, content).id
    assert redaction("reef plan").content("quotes", content_text(content), "a" * 64) == '{"erased":1}'


def test_closed_lists_and_days_are_no_words_of_a_report() -> None:
    from trucewatch.record.rows import content_text  # noqa: PLC0415

    at = TOLD.index("Officials")
    figure = Figure(what="killed", number=3, evidence=(Passage.of(TOLD, at, at + 9),), step="figures")
    one = Redaction(TOLD.replace("spoke", "killed figures"), ((0, 40),), 1)
    assert one.content("figures", content_text(figure), "a" * 64) == content_text(figure)

"""Searching the texts of a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.making import DELTA, ISLAND, VALLEY, read, report_of
from trucewatch.errors import RecordError
from trucewatch.record import search as searching
from trucewatch.record import search_query
from trucewatch.record.erasing import erase
from trucewatch.record.search import forget, search, sought
from trucewatch.record.search_index import indexed, proposed_by_index
from trucewatch.record.search_query import Holding, holding, pieces_of, places_of, query_of, words_by_piece
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record

TEXTS = (ISLAND, VALLEY, DELTA)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "north.db") as opened:
        for number, text in enumerate(TEXTS):
            opened.add(read(report_of(text, date(2031, 4, 10 + number))))
        yield opened


def _words(record: Record, query: str, **about: object) -> list[str]:
    """What is found, as the words at each place."""
    hits = search(record, record.view(), query, **about)  # type: ignore[arg-type]
    return [hit.report.text[start:end] for hit in hits for start, end in hit.places]


def test_words_are_found_whatever_their_case(record: Record) -> None:
    assert _words(record, "HARBOUR council") == ["Harbour", "Council"]


def test_accents_count_for_nothing(tmp_path: Path) -> None:
    with open_record(tmp_path / "x.db") as record:
        record.add(read(report_of("The Côte accord was signed in Ñandú.")))
        assert _words(record, "cote nandu") == ["Côte", "Ñandú"]


def test_all_words_must_stand_in_one_paragraph(record: Record) -> None:
    assert _words(record, "harbour grazing") == []


def test_a_phrase_stands_side_by_side(record: Record) -> None:
    assert _words(record, '"reef plan"') == ["reef plan"]
    assert _words(record, '"plan reef"') == []


def test_a_word_with_a_star_may_go_on(record: Record) -> None:
    assert _words(record, "herd*") == ["Herders"]
    assert _words(record, "herd") == []


def test_an_unwanted_word_takes_a_paragraph_away(record: Record) -> None:
    assert _words(record, "tuesday -grazing -ferry") == ["Tuesday"]


def test_newest_reports_come_first(record: Record) -> None:
    days = [hit.report.published for hit in search(record, record.view(), "tuesday")]
    assert days == [date(2031, 4, 12), date(2031, 4, 11), date(2031, 4, 10)]


def test_a_view_bounds_what_is_searched(record: Record) -> None:
    assert search(record, record.view(known_on=date(2031, 4, 10)), "grazing") == ()
    assert search(record, record.view(process="south"), "harbour") == ()


def test_each_hit_has_the_statements_at_its_places(record: Record) -> None:
    (hit,) = search(record, record.view(), "counted 27")
    kinds = {statement.content.KIND for statement in hit.statements}
    assert kinds == {"quotes", "figures"}


def test_a_kind_keeps_only_places_in_its_statements(record: Record) -> None:
    assert _words(record, "counted", kind="quotes") == ["counted"]
    assert {hit.report.text for hit in search(record, record.view(), "counted", kind="quotes")} == {VALLEY}


def test_a_place_in_statements_of_other_kinds_alone_is_left_out(record: Record) -> None:
    assert _words(record, "grazing") == ["grazing"]
    assert _words(record, "grazing", kind="positions") == ["grazing"]
    assert _words(record, "grazing", kind="quotes") == []


def test_a_record_that_may_not_be_written_answers_alike(record: Record) -> None:
    with open_record(record.name, read_only=True) as looked:
        without_index = search(looked, looked.view(), "tuesday -ferry")
    with_index = search(record, record.view(), "tuesday -ferry")
    with open_record(record.name, read_only=True) as looked:
        assert search(looked, looked.view(), "tuesday -ferry") == without_index == with_index


def test_reports_added_later_are_found(record: Record) -> None:
    assert _words(record, "lantern") == []
    record.add(read(report_of("A lantern was lit.")))
    assert _words(record, "lantern") == ["lantern"]


def test_the_index_proposes_and_is_filled_once(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    search(record, record.view(), "harbour")
    monkeypatch.setattr(searching, "_put", lambda *_: pytest.fail("indexed again"))
    assert _words(record, "ferry") == ["ferry"]
    with record.looking() as connection:
        reports = {r.id: r for r in record.view().reports()}
        proposed = proposed_by_index(connection, query_of("ferry"), reports)
    assert proposed == {report_of(DELTA, date(2031, 4, 12)).id}


def test_what_is_forgotten_leaves_the_index(record: Record) -> None:
    search(record, record.view(), "harbour")
    with record.writing() as connection:
        forget(connection, [report_of(ISLAND).id])
        assert indexed(connection) == {r.id for r in record.view().reports()} - {report_of(ISLAND).id}
    assert _words(record, "harbour") == ["Harbour"]


def test_words_in_marks_stand_by_themselves_wherever_a_blank_is_missing() -> None:
    assert query_of('ferry"reef plan"-"grazing accord"') == query_of('ferry "reef plan" -"grazing accord"')


def test_a_view_from_before_an_erasure_brings_no_words_back(record: Record) -> None:
    before = record.view()
    erase(record, report_of(ISLAND, date(2031, 4, 10)).id, author="Noor", reason="asked for")
    assert search(record, before, "harbour") == ()
    with record.looking() as connection:
        held = connection.exec_driver_sql("SELECT words FROM search_entry").scalars().all()
    assert held
    assert not [words for words in held if "harbour" in words]


@pytest.mark.parametrize("query", ["", "  ", "-only", "…", '"'])
def test_a_search_for_no_word_is_refused(record: Record, query: str) -> None:
    with pytest.raises(RecordError, match="Expected"):
        search(record, record.view(), query)


_ALPHABET = st.sampled_from(["accord", "Accord", "grâce", "grace", "reef", "plan", "F-16", "don’t", "ﬁrst", "x_y", "."])


@given(st.lists(_ALPHABET, min_size=1, max_size=12), st.lists(_ALPHABET, min_size=1, max_size=3))
def test_a_text_holds_a_phrase_exactly_if_its_words_stand_in_it(said: list[str], sought: list[str]) -> None:
    text, phrase = " ".join(said), " ".join(sought)
    words = [w.plain for piece in pieces_of(text) for w in piece.words]
    wanted = [w.plain for piece in pieces_of(phrase) for w in piece.words]
    if not wanted:
        return
    found = any(places_of(query_of(f'"{phrase}"'), piece) for piece in pieces_of(text))
    assert found == any(words[i : i + len(wanted)] == wanted for i in range(len(words)))
    begun_found = any(places_of(query_of(f"{wanted[-1][:2]}*"), piece) for piece in pieces_of(text))
    assert begun_found == any(word.startswith(wanted[-1][:2]) for word in words)


@given(st.text(max_size=80))
def test_every_word_of_a_text_is_at_its_place(text: str) -> None:
    for piece in pieces_of(text):
        assert piece.words
        assert all(text[w.start : w.end].strip() and w.plain for w in piece.words)


LETTERS = st.text(alphabet="ab cé’-_…İßﬁ²ª\u0301Σς.א한\n", max_size=60)
QUERIES = ["a", '"a b"', "b*", "a -b", '"a a"', "c e", '"a b*" -é', "σ*", "ss", "2", "i", "ﬁ"]


@given(text=LETTERS, query=st.sampled_from(QUERIES), longest=st.sampled_from([3, 1000]))
def test_what_is_found_at_once_is_what_is_found_word_by_word(text: str, query: str, longest: int) -> None:
    terms = query_of(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_query, "_LONGEST", longest)
        pieces = [(piece, places_of(terms, piece)) for piece in pieces_of(text)]
        assert [list(words) for words in words_by_piece(text)] == [[w.plain for w in p.words] for p, _ in pieces]
        assert list(holding(terms, text)) == [Holding(p.start, p.end, places) for p, places in pieces if places]


def test_hits_are_counted_and_read_as_they_are_asked_for(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    every = search(record, record.view(), "tuesday")
    asked: list[set[str]] = []

    def noted(view: RecordView, report_ids: set[str]) -> object:
        asked.append(set(report_ids))
        return by_report(view, report_ids)

    by_report = RecordView.by_report
    monkeypatch.setattr(RecordView, "by_report", noted)
    found = sought(record, record.view(), "tuesday")
    assert len(found) == len(every) == 3
    assert not asked
    assert found.hits(1, 2) == every[1:2]
    assert asked == [{every[1].report.id}]
    assert found.hits() == every
    assert len(sought(record, record.view(), "tuesday", within={every[0].report.id})) == 1


def test_what_was_erased_since_is_no_hit(record: Record) -> None:
    view = record.view()
    found = sought(record, view, "tuesday")
    newest = found.hits(0, 1)[0].report.id
    erase(record, newest, author="Noor", reason="asked for")
    assert newest not in {hit.report.id for hit in found.hits()}
    assert len(found.hits()) == 2

"""Tables and the files that spreadsheets and data frames open, read back by libraries that are not ours."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyarrow import parquet

from trucewatch import api
from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.exports.all_tables import tables_of
from trucewatch.exports.cells import cell_text, text_of
from trucewatch.exports.csv_files import write_csv
from trucewatch.exports.material import material_of
from trucewatch.exports.parquet_files import arrow_table, write_parquet
from trucewatch.exports.statement_tables import STATEMENT_TABLES
from trucewatch.exports.tables import Column, Row, Table, Tables
from trucewatch.exports.xlsx_file import write_xlsx
from trucewatch.record.writer import Record

from .export_case import FIRST, SIDES, record_at

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x.example","a")')


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with record_at(tmp_path) as opened:
        yield opened


def tables(record: Record) -> Tables:
    return tables_of(material_of(record, api.open_view(record)))


def small(*values: str) -> Tables:
    columns = (
        Column("id", "its id"),
        Column("what", "the deed", holds="words"),
        Column("names", "names", "list", "name"),
    )
    return Tables(
        (Table("things", "A thing.", columns, tuple(Row((str(n), v, (v, v))) for n, v in enumerate(values))),)
    )


def test_every_statement_is_in_one_row_and_every_passage_verbatim(record: Record) -> None:
    given_, view = tables(record), api.open_view(record)
    ids = [row["id"] for name in STATEMENT_TABLES for row in given_[name].records()]
    assert sorted(map(str, ids)) == sorted(s.id for s in view.statements())
    texts = {r.id: r.text for r in view.reports()}
    rows = list(given_["passages"].records())
    assert len(rows) == sum(len(s.content.passages) for s in view.statements())
    for row in rows:
        start, end = row["start_offset"], row["end_offset"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert texts[str(row["report_id"])][start:end] == row["words"]


def test_tables_are_the_same_whatever_the_order_of_adding(record: Record, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    from .export_case import first, second  # noqa: PLC0415

    with record_at(tmp_path / "other", later=False) as other:
        other.add(second(*SIDES).reading())
        other.add(first(*SIDES).reading())
        names = [t.name for t in tables(record) if t.name != "notes"]
        assert [tables(record)[n] for n in names] == [tables(other)[n] for n in names]


def test_clocks_cut_the_tables(record: Record) -> None:
    early, _ = api.tables(record, api.ExportChoice(known_on=date(2031, 5, 4)))
    assert len(early["reports"].rows) == 1
    assert early.known_on == early.as_of == date(2031, 5, 4)
    with pytest.raises(RecordError, match="no report of a process 'gulf'"):
        api.tables(record, api.ExportChoice(process="gulf"))


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="two columns of one key"):
        Table("t", "T.", (Column("a", "a"), Column("a", "b")))
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        Table("t", "T.", (Column("a", "a"),), (Row(("1", "2")),))


def test_csv_is_read_back(record: Record, tmp_path: Path) -> None:
    api.export(record, "csv", tmp_path / "out")
    for table in tables(record):
        with (tmp_path / "out" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [list(row.values()) for row in rows] == [[text_of(v) for v in row.values] for row in table.rows]
    with (tmp_path / "out" / "columns.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["file"], row["column"]) for row in csv.DictReader(file)}
    assert told == {(f"{t.name}.csv", key) for t in tables(record) for key in t.keys}
    about = json.loads((tmp_path / "out" / "about.json").read_text())
    assert {*about["files"], "about.json"} == {p.name for p in (tmp_path / "out").iterdir()}


def test_a_workbook_is_read_back(record: Record, tmp_path: Path) -> None:
    api.export(record, "xlsx", tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [table.name for table in tables(record)]
    sheet = book["obligations"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert {row["deadline"] for row in rows} == {"2031-05-12", "2031-05-15"}
    assert {row["quantity"] for row in rows} == {3, None}
    assert {row["unsure"] for row in rows} == {False}
    notes = {cell.comment.text for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment}
    words = FIRST.format(one=SIDES[0], other=SIDES[1])
    assert any(note.strip("“”") in words for note in notes)
    assert len(notes) == len(rows)


def test_a_workbook_for_others_counts_what_was_withheld(record: Record, tmp_path: Path) -> None:
    done = api.export(record, "xlsx", tmp_path / "out.xlsx", api.ExportChoice("public"))
    book = load_workbook(tmp_path / "out.xlsx")
    assert {row[0]: row[2] for row in book["withheld"].iter_rows(min_row=2, values_only=True)} == done.withheld.counts
    assert "notes" not in book.sheetnames
    told = book.properties
    assert (told.creator, told.lastModifiedBy, told.title, told.keywords) == ("Trucewatch", "Trucewatch", None, None)
    assert told.created.year == 2000


def test_parquet_is_read_back_with_its_types(record: Record, tmp_path: Path) -> None:
    api.export(record, "parquet", tmp_path / "out")
    for table in tables(record):
        back = parquet.ParquetFile(tmp_path / "out" / f"{table.name}.parquet").read()
        assert back.column_names == list(table.keys)
        assert [tuple(row.values()) for row in back.to_pylist()] == [
            tuple(list(v) if isinstance(v, tuple) else v for v in row.values) for row in table.rows
        ]
        assert back.schema.field(0).metadata[b"about"].decode() == table.columns[0].about
    types = {f.name: str(f.type) for f in arrow_table(tables(record)["talks"]).schema}
    assert (types["published"], types["confidence"], types["start_offset"], types["unsure"]) == (
        "date32[day]", "double", "int64", "bool",
    )  # fmt: skip


def test_without_pyarrow_the_message_says_what_to_install(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(TrucewatchError, match=r"trucewatch\[tables\]"):
        api.export(record, "parquet", tmp_path / "out")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(words: str, tmp_path: Path) -> None:
    assert text_of(words) == f"'{words}"
    write_xlsx(small(words), tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["things"]
    cells = [cell for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(str(cell.value).startswith("'") for cell in cells)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=4))
def test_any_text_survives_in_every_file(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    folder = tmp_path_factory.mktemp("out")
    things = small(*words)
    write_csv(things, folder)
    write_xlsx(things, folder / "out.xlsx")
    write_parquet(things, folder)
    with (folder / "things.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [row[1] for row in rows] == [cell_text(w) for w in words]
    begun = {row[1][:1] for row in rows}
    assert not begun & set("=+-@\t\r\n")
    assert load_workbook(folder / "out.xlsx")["things"].max_row == len(words) + 1
    back = parquet.ParquetFile(folder / "things.parquet").read().to_pylist()
    clean = [w.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for w in words]
    assert [row["what"] for row in back if "\ufffd" not in row["what"]] == [w for w in clean if "\ufffd" not in w]


def test_a_very_long_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    write_xlsx(small("a" * 40_000), tmp_path / "out.xlsx")
    value = load_workbook(tmp_path / "out.xlsx")["things"]["B2"].value
    assert len(value) <= 32_767
    assert value.endswith("[…]")

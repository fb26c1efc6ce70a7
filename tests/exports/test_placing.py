"""An export stands whole or not at all, and takes the place of nothing but an earlier export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.api import exporting
from trucewatch.errors import TrucewatchError
from trucewatch.exports.formats import Form
from trucewatch.record.writer import Record

from .export_case import record_at


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    (tmp_path / "kept").mkdir()
    with record_at(tmp_path / "kept") as opened:
        yield opened


FORCED = api.ExportChoice(force=True)


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_what_stands_there_is_not_replaced_unasked(record: Record, tmp_path: Path, form: Form) -> None:
    place = tmp_path / "out"
    place.write_text("mine")
    with pytest.raises(TrucewatchError, match="is there already"):
        api.export(record, form, place)
    assert place.read_text() == "mine"


def test_an_earlier_export_is_replaced_when_asked(record: Record, tmp_path: Path) -> None:
    api.export(record, "csv", tmp_path / "out")
    api.export(record, "crosswalk", tmp_path / "out", FORCED)
    assert json.loads((tmp_path / "out" / "about.json").read_text())["form"] == "crosswalk"
    assert not (tmp_path / "out" / "quotes.csv").exists()
    assert [p.name for p in tmp_path.iterdir() if p.name != "kept"] == ["out"]


def test_a_folder_with_anything_else_in_it_is_never_replaced(record: Record, tmp_path: Path) -> None:
    api.export(record, "csv", tmp_path / "out")
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(TrucewatchError, match="something else than an export"):
        api.export(record, "csv", tmp_path / "out", FORCED)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"
    (tmp_path / "dir").mkdir()
    with pytest.raises(TrucewatchError, match="is no file"):
        api.export(record, "ics", tmp_path / "dir", FORCED)


def test_an_account_of_what_was_withheld_goes_with_its_export(record: Record, tmp_path: Path) -> None:
    place, account = tmp_path / "out.ics", tmp_path / "out.ics.withheld.json"
    api.export(record, "ics", place, api.ExportChoice("public"))
    assert account.exists()
    with pytest.raises(TrucewatchError, match="is there already"):
        api.export(record, "ics", place)
    api.export(record, "ics", place, FORCED)
    assert not account.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "ics", "jsonld"])
def test_nothing_half_written_is_left(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("write_csv", "write_xlsx", "write_parquet", "write_ics", "write_jsonld"):
        written = getattr(exporting, name)

        def half(given: object, place: Path, *rest: object, whole: object = written) -> None:
            whole(given, place, *rest)  # type: ignore[operator]
            stop()

        monkeypatch.setattr(exporting, name, half)
    with pytest.raises(OSError, match="No space left"):
        api.export(record, form, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def test_a_place_in_no_folder_is_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(TrucewatchError, match="does not exist"):
        api.export(record, "ics", tmp_path / "none" / "out.ics")


def test_the_key_stands_beside_the_record_and_never_beside_the_export(record: Record, tmp_path: Path) -> None:
    done = api.export(record, "csv", tmp_path / "out", api.ExportChoice("public"))
    assert done.key == tmp_path / "kept" / "strait.sqlite.export-key"
    secret = done.key.read_text().strip()
    assert not [p for p in (tmp_path / "out").iterdir() if secret in p.read_text()]
    own = api.export(record, "csv", tmp_path / "other", api.ExportChoice("public", key=tmp_path / "my-key"))
    assert own.key == tmp_path / "my-key"
    assert (tmp_path / "out" / "quotes.csv").read_text() != (tmp_path / "other" / "quotes.csv").read_text()
    assert api.export(record, "csv", tmp_path / "third").key is None


def test_an_unknown_form_is_told(record: Record, tmp_path: Path) -> None:
    with pytest.raises(TrucewatchError, match="one of csv, xlsx"):
        api.export(record, "pdf", tmp_path / "out")  # type: ignore[arg-type]

"""Names of files stay at the desk: they tell of somebody's machine, and often of who was met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.exports.keyed import ExportKey
from trucewatch.exports.material import material_of
from trucewatch.exports.private_names import NO_OUTLET, PrivateNames
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

FILE = "talk with the ferryman (draft).txt"
TEXT = "The truce at the lake held on Sunday, the monitors said, and both sides kept their patrols off the bridge."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[api.Record]:
    (tmp_path / FILE).write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text(TEXT.replace("Sunday", "Monday"), encoding="utf-8")

    def reader(report: Report) -> Reading:
        return Reading(report, steps=("nothing 1",), models=("none",))

    with api.open_record(tmp_path / "lake.sqlite") as opened:
        declared = api.IntakeOptions(published=date(2031, 5, 4), process="lake")
        api.add_paths(opened, [tmp_path / FILE], api.AddOptions(declared, reader=reader))
        named = api.IntakeOptions(published=date(2031, 5, 5), process="lake", outlet="Lake Herald")
        api.add_paths(opened, [tmp_path / "other.txt"], api.AddOptions(named, reader=reader))
        yield opened


def test_sentences_name_no_file(record: api.Record, tmp_path: Path) -> None:
    view = api.open_view(record)
    names = PrivateNames(material_of(record, view), ExportKey.fresh())
    told = f"Two counts differ: 40 ({tmp_path / FILE} of 4 May 2031) and 44 (Lake Herald of 5 May 2031)."
    assert names.scrub(told).text == (
        f"Two counts differ: 40 ({NO_OUTLET} of 4 May 2031) and 44 (Lake Herald of 5 May 2031)."
    )


@pytest.mark.parametrize("audience", ["internal", "partner", "public"])
def test_a_brief_names_no_file(record: api.Record, audience: str) -> None:
    made = api.brief(record, api.BriefOptions("lake", audience=audience))  # type: ignore[arg-type]
    shown = api.brief_as(made, "md").decode()
    assert "ferryman" not in shown
    assert f"{NO_OUTLET} 1" in shown
    assert "Lake Herald 1" in shown


@pytest.mark.parametrize("form", ["csv", "jsonld"])
def test_exports_for_others_name_no_file(record: api.Record, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    api.export(record, form, out, api.ExportChoice(audience="partner"))  # type: ignore[arg-type]
    files = [out] if out.is_file() else sorted(out.rglob("*"))
    assert files
    assert not any(b"ferryman" in file.read_bytes() for file in files if file.is_file())

"""`import trucewatch as tw`: what notebooks and scripts use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import altair
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import trucewatch as tw
from trucewatch import api
from trucewatch.errors import TrucewatchError

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    path = tmp_path_factory.mktemp("record") / "samples.sqlite"
    with api.open_record(path) as opened:
        options = api.AddOptions(api.IntakeOptions(meta=EXAMPLES / "meta.csv"))
        api.add_paths(opened, [EXAMPLES / "karsa-2031"], options)
        yield opened


def test_importing_loads_nothing() -> None:
    code = "import sys, trucewatch; print([m for m in sys.modules if m.startswith('trucewatch.')])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_names_of_the_api_are_at_hand() -> None:
    assert tw.open_record is api.open_record
    assert set(api.__all__) <= set(dir(tw))
    with pytest.raises(AttributeError, match="no_such_name"):
        tw.no_such_name  # noqa: B018
    with pytest.raises(AttributeError):
        tw.__no_such_name__  # noqa: B018


def test_text_with_its_day() -> None:
    reading = tw.read_report("The truce took effect on Sunday, the council said.", published="20 January 2025")
    assert reading.report.published == date(2025, 1, 20)
    assert "2025-01-19" in {time["value"] for time in cast("list[dict[str, str]]", reading.to_json()["times"])}
    assert tw.read_report(reading.report).to_json() == reading.to_json()
    with pytest.raises(TrucewatchError, match="no known form"):
        tw.read_report("The truce holds.", published="the day before")


@pytest.mark.slow
def test_frames_of_three_libraries_hold_the_same(record: api.Record) -> None:
    by_pandas, by_polars, by_arrow = (
        tw.frame(record, "positions", library=library) for library in ("pandas", "polars", "arrow")
    )
    assert isinstance(by_pandas, pd.DataFrame)
    assert isinstance(by_polars, pl.DataFrame)
    assert isinstance(by_arrow, pa.Table)
    assert list(by_pandas["stance"]) == by_polars["stance"].to_list() == by_arrow["stance"].to_pylist()
    assert len(by_pandas) > 3
    assert str(by_pandas["published"].dtype).startswith("datetime64")
    texts = {report.report.id: report.report.text for report in record.reports()}
    for row in by_pandas.itertuples():
        assert texts[row.report_id][row.start_offset : row.end_offset].startswith(row.words.split(" … ")[0][:20])


@pytest.mark.slow
def test_frames_keep_to_the_clocks(record: api.Record) -> None:
    days = sorted(tw.frame(record, "reports")["published"])
    early = tw.frame(record, "reports", api.ExportChoice(known_on=days[0].date()))
    assert list(early["published"]) == [day for day in days if day == days[0]]


@pytest.mark.slow
def test_all_frames_and_a_wrong_name(record: api.Record) -> None:
    held = tw.frames(record)
    assert {"reports", "positions", "obligations", "figures", "findings"} <= set(held)
    with pytest.raises(TrucewatchError, match='no table "stances"'):
        tw.frame(record, "stances")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["figures", "positions", "statements"])
def test_charts_are_altairs_own(record: api.Record, name: str) -> None:
    drawn = tw.chart(record, name)  # type: ignore[arg-type]
    assert isinstance(drawn, altair.Chart)
    made = drawn.to_dict()  # Altair checks it against the schema of Vega-Lite
    rows = made["data"]["values"]
    assert rows
    used = {channel.get("field") for channel in made["encoding"].values() if isinstance(channel, dict)}
    assert {field for field in used if field} <= set(rows[0]) | {None}


@pytest.mark.slow
def test_a_library_that_is_not_there(record: api.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(TrucewatchError, match="polars is not installed"):
        tw.frame(record, "positions", library="polars")
    with pytest.raises(TrucewatchError, match="no chart"):
        tw.chart(record, "pie")  # type: ignore[arg-type]

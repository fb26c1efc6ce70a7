"""The commands `export csv`, `export xlsx` ...; what they write is tried in tests/exports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from trucewatch.exports.formats import FORMATS, Format

from .cli_case import Desk, flat


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.form)
def test_every_form_is_written(filled: Desk, tmp_path: Path, form: Format) -> None:
    name = form.form
    done = json.loads(filled.out("export", name, "--out", f"made-{name}", "--json"))
    assert done["form"] == name
    assert done["for"] == "internal"
    assert sum(done["rows"].values()) > 0 or name == "plover"  # the reports of this case tell of no event
    assert (tmp_path / f"made-{name}").is_dir() == form.is_folder


def test_what_is_withheld_is_told_by_kind(filled: Desk, tmp_path: Path) -> None:
    done = filled.run("export", "csv", "--out", "made", "--for", "public")
    assert flat(done.stdout).startswith("Wrote made (2 reports, ")
    told = flat(done.stderr)
    assert "Withheld: ids (" in told
    assert "keep it at the desk" in told
    with (tmp_path / "made" / "reports.csv").open(newline="") as file:
        assert {row["file"] for row in csv.DictReader(file)} == {""}


def test_an_export_is_not_replaced_unasked(filled: Desk) -> None:
    filled.run("export", "ics", "--out", "made.ics")
    assert "is there already" in flat(filled.run("export", "ics", "--out", "made.ics", rc=2).stderr)
    filled.run("export", "ics", "--out", "made.ics", "--force")


def test_what_cannot_be_done_is_told_with_code_2(filled: Desk) -> None:
    assert "copy of the record" in flat(filled.run("export", "jsonl", "--out", "m", "--for", "public", rc=2).stderr)
    assert "--as-of" in flat(filled.run("export", "csv", "--out", "m", "--as-of", "soon", rc=2).stderr)
    assert "no report of a process" in flat(filled.run("export", "csv", "--out", "m", "--process", "gulf", rc=2).stderr)
    assert "does not exist" in flat(filled.run("export", "csv", "--out", "no/m", rc=2).stderr)

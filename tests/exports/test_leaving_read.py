"""A text of our own, read by the reader itself: none of its private names leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.exports.formats import FORMATS
from trucewatch.exports.withholding import Audience
from trucewatch.record.writer import open_record

from .test_withholding import everything_in

TEXT = (
    "Families wait at the {place} crossing\n\n"
    "Teresa Quillan, whose brother was among the 240 detainees, said on Saturday that she had heard nothing since "
    "March. "
    "“They told us he would come home by Easter,” said Quillan, 41, who runs a bakery near the harbour.\n\n"
    "Jonas Abreu, a former detainee freed last week, accused the {one} of beating prisoners. The {one} denied Abreu's "
    "account. The {other}'s interior minister, Lena Ostrow, said the {one} must release all detainees by 20 April.\n\n"
    "A negotiator who spoke on condition of anonymity said the list of names had not been agreed. The girl, Amina, 9, "
    "was found at 35.12345 N, 36.54321 E, according to her teacher, Mr Dahl.\n\n"
    "Quillan's neighbour Pavel Istrate told the Quay Daily that 12 people had been killed in the shelling of 10 April."
)
NAMES = ("Teresa", "Quillan", "Jonas", "Abreu", "Amina", "Dahl", "Pavel", "Istrate", "A negotiator who spoke")
EXACT = ("35.12345", "36.54321")


@pytest.mark.slow
@pytest.mark.parametrize("sides", [("Upland Front", "Lowland Pact"), ("Lowland Pact", "Upland Front")])
@pytest.mark.parametrize("audience", ["partner", "public"])
def test_no_private_name_leaves(tmp_path: Path, sides: tuple[str, str], audience: Audience) -> None:
    text = TEXT.format(place="Tamsen", one=sides[0], other=sides[1])
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    with open_record(tmp_path / "kept.sqlite") as record:
        api.add_paths(record, [tmp_path / "report.txt"])
        for form in FORMATS:
            if form.form != "jsonl":
                place = tmp_path / f"out{form.suffix if form.form == 'xlsx' else '-' + form.form}"
                api.export(record, form.form, place, api.ExportChoice(audience))
                told = everything_in(place)
                stays = (*NAMES, *EXACT) if audience == "public" else NAMES
                assert not [name for name in stays if name in told], form.form
                assert "Lena Ostrow" in told or form.form in ("ics", "crosswalk", "plover")

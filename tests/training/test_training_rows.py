"""Rows to train on: what each set's form becomes, what is held out, and the file they travel in."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bench.corpus.files import part, splits
from bench.quality.public_sets import folds
from training import rows as module
from training.diplomacy import KINDS, WHO
from training.heads import Row, read_rows, write_rows
from training.rows import TUNE_PROCESSES, missing, own, own_row, polnear, timeml, timeml_row, with_marks

TML = """<?xml version="1.0" ?><TimeML><DCT><TIMEX3 type="DATE" value="2001-02-03">3 Feb</TIMEX3></DCT><TEXT>
Bakers &amp; millers <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="x">Monday</TIMEX3> for
<TIMEX3 tid="t2" type="DURATION" value="P2D">two <EVENT>days</EVENT></TIMEX3><TIMEX3 tid="t3" type="DATE"/>.
</TEXT></TimeML>"""
NAMED = {"start": 0, "end": 6, "text": "Ostova", "actor": "Ostova", "type": "state"}
READING: dict[str, Any] = {
    "attributions": [
        {
            "source": [{"start": 17, "end": 19, "text": "he"}],
            "cue": [{"start": 20, "end": 24, "text": "said"}],
            "content": [{"start": 9, "end": 14, "text": "never"}],
        }
    ],
    "times": [
        {"type": "date", "surface": [{"start": 25, "end": 31, "text": "Monday"}]},
        {"type": "vague", "surface": [{"start": 36, "end": 42, "text": "a week"}]},
    ],
    "other_timex": [{"surface": [{"start": 32, "end": 35, "text": "now"}]}],
    "mentions": [NAMED | {"form": "name"}, NAMED | {"start": 17, "end": 19, "form": "description"}],
    "quotes": [{"content": [{"start": 9, "end": 14, "text": "never"}]}],
    "events": [
        {
            "type": "REJECT",
            "status": "actual",
            "actor": [],
            "recipient": [],
            "trigger": [{"start": 9, "end": 14, "text": "never"}],
        }
    ],
    **{kind: [] for kind in ("obligations", "positions", "violations", "talks", "parties")},
}
OWN = 'Ostova: "never", he said Monday now a week'


def test_a_timeml_file_gives_the_text_without_tags_and_its_time_expressions() -> None:
    row = timeml_row(TML, "timebank/one", "train")
    assert "Bakers & millers met on Monday for\ntwo days." in row.text
    assert [(row.text[start:end], kind) for start, end, kind in row.spans["time"]] == [
        ("Monday", "DATE"),
        ("two days", "DURATION"),
    ]
    assert row.spans.keys() == {"time"}


def test_a_report_of_ours_is_annotated_for_every_head() -> None:
    row = own_row(OWN, READING, "corpus/a/01", "train")
    assert [OWN[s:e] for s, e, _ in row.spans["content"]] == ['"never"']
    assert [(OWN[s:e], kind) for s, e, kind in row.spans["time"]] == [
        ("Monday", "DATE"),
        ("now", "DATE"),
        ("a week", "DATE"),
    ]
    assert row.spans["actor"] == [(0, 6, "state")]
    assert row.spans["event"] == [(9, 14, "REJECT")]
    assert [OWN[s:e] for s, e, _ in row.spans["quote"]] == ['"never"']
    assert row.attributions[0]["content"] == [[8, 15]]


def test_quotation_marks_are_taken_in_only_where_a_content_fills_them() -> None:
    assert with_marks(OWN, 9, 14) == [8, 15]
    assert with_marks(OWN, 25, 31) == [25, 31]
    assert with_marks("“So it is,” Ede said.", 1, 10) == [0, 11]


def _public(folder: Path, ids: list[str]) -> Path:
    (folder / "data" / "attribution").mkdir(parents=True)
    (folder / "data" / "time").mkdir()
    each = {"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 12]]}
    for name in ("train", "dev"):
        lines = [json.dumps({"id": one, "text": "He said none.", "attributions": [each]}) for one in ids]
        path = folder / "data" / "attribution" / f"polnear_{name}.jsonl.gz"
        path.write_bytes(gzip.compress("\n".join(lines).encode()))
    with tarfile.open(folder / "data" / "time" / "timebank_aquaint.tar.gz", "w:gz") as tar:
        for fold in "01234":
            entry = tarfile.TarInfo(f"timebank/{folds()['timebank'][fold][0]}.tml")
            entry.size = len(TML)
            tar.addfile(entry, io.BytesIO(TML.encode()))
    return folder


def test_polnear_loses_what_is_held_and_every_tenth_article_tunes(tmp_path: Path) -> None:
    held = folds()["polnear"]["held"]
    rows = list(polnear(_public(tmp_path, [f"a{number:02}" for number in range(21)] + held)))
    assert not {f"polnear/{each}" for each in held} & {row.name for row in rows}
    assert [row.name for row in rows if row.part == "tune"] == ["polnear/a00", "polnear/a10", "polnear/a20"]
    assert sum(row.part == "train" for row in rows) == 18
    assert sum(row.part == "dev" for row in rows) == 21


def test_fold_0_is_only_measured_and_one_fold_tunes(tmp_path: Path) -> None:
    parts = {row.name: row.part for row in timeml(_public(tmp_path, ["a"]))}
    expected = {"0": "dev", "1": "train", "2": "train", "3": "train", "4": "tune"}
    assert parts == {f"timebank/{folds()['timebank'][fold][0]}": part for fold, part in expected.items()}


def test_sets_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert not list(polnear(tmp_path))
    assert not list(timeml(tmp_path))


@pytest.fixture(scope="module")
def ours() -> list[Row]:
    """Some reports of the corpus: one process of each part, and one of test, which must give nothing."""
    wanted = {"lenta", "dessim", "aceh-2005", "el-salvador-1992"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "part", lambda split, corpus: [e for e in part(split, corpus) if e.process in wanted])
        return list(own(swaps=2))


def test_our_reports_come_with_copies_under_other_names_in_train_alone(ours: list[Row]) -> None:
    of = splits()
    for row in ours:
        process = row.name.split("/")[1]
        expected = "dev" if of[process] == "dev" else "tune" if process in TUNE_PROCESSES else "train"
        assert (row.part, of[process] != "test") == (expected, True)
        assert row.copy == 0 or row.part == "train"
    originals = [row for row in ours if row.part == "train" and row.copy == 0]
    copies = [row for row in ours if row.copy]
    assert len({row.text for row in originals + copies}) == len(originals) + len(copies)
    assert len(copies) == 2 * len({row.name for row in copies}) >= 2


def test_copies_keep_what_is_annotated(ours: list[Row]) -> None:
    original = next(row for row in ours if row.part == "train")
    copies = [row for row in ours if row.name == original.name and row.copy]
    assert [copy.copy for copy in copies] == [1, 2]
    annotation = next(e for e in part("train") if f"corpus/{e.name}" == original.name).checked().annotation
    assert annotation is not None
    assert all(name in copies[0].text and name not in copies[1].text for name in annotation.exchange)
    for copy in copies:
        assert copy.spans.keys() == original.spans.keys()
        told = original.spans.keys() - {*KINDS, *WHO}  # those hang on the parse, which names change
        assert {head: len(copy.spans[head]) for head in told} == {head: len(original.spans[head]) for head in told}
        for (s, e, _), (start, end, _) in zip(original.spans["time"], copy.spans["time"], strict=True):
            assert original.text[s:e] == copy.text[start:end]


def test_rows_come_back_from_their_file_and_give_the_same_bytes(ours: list[Row], tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl.gz", tmp_path / "other.jsonl.gz"
    write_rows(ours, one)
    write_rows(read_rows(one), other)
    assert read_rows(one) == ours
    assert one.read_bytes() == other.read_bytes()


def test_a_line_separator_in_a_text_divides_no_row(tmp_path: Path) -> None:
    row = Row("corpus/x", "train", 0, "one\u2028two\nthree", {"time": [(0, 3, "DATE")]})
    write_rows([row], tmp_path / "rows.jsonl")
    assert read_rows(tmp_path / "rows.jsonl") == [row]


def test_a_set_that_is_not_at_hand_is_named_with_what_it_is_for(tmp_path: Path) -> None:
    assert len(missing(tmp_path)) == 3
    folder = tmp_path / "data" / "time"
    folder.mkdir(parents=True)
    (folder / "timebank_aquaint.tar.gz").write_bytes(b"")
    told = missing(tmp_path)
    assert [line.split(" is not there ")[0].rpartition("/")[2] for line in told] == [
        "polnear_train.jsonl.gz",
        "polnear_dev.jsonl.gz",
    ]
    assert "attributions are learnt from" in told[0]

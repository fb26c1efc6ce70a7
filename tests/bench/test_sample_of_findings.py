"""A sample of findings to judge: what is drawn, what is written of it, and what is counted of the verdicts."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from bench.checks.sample import dated_texts, draw, findings_of, main, tally
from trucewatch.errors import ReportError

WRONG_DAY = "The truce was signed on Monday, 4 March 2031, in Halvorn, the two sides said.\n"
SECOND = "The second round of talks opened on Friday, 6 March 2031, in Belm, the mediator said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "valley"
    made.mkdir()
    (made / "2031-03-09-a.txt").write_text(WRONG_DAY, encoding="utf-8")
    (made / "b.txt").write_text(SECOND, encoding="utf-8")
    (made / "index.jsonl").write_text('{"file": "b.txt", "published": "2031-03-08", "outlet": "Courier"}\n', "utf-8")
    return made


def test_texts_are_dated_by_the_index_or_by_their_names(folder: Path) -> None:
    texts = {text.path.name: text.report for text in dated_texts(folder)}
    assert texts["2031-03-09-a.txt"].published == date(2031, 3, 9)
    assert (texts["b.txt"].published, texts["b.txt"].outlet) == (date(2031, 3, 8), "Courier")
    assert {report.process for report in texts.values()} == {"valley"}


@pytest.mark.parametrize("apart", [False, True])
def test_the_index_has_places_and_no_words(folder: Path, tmp_path: Path, apart: bool) -> None:
    sheet, index = tmp_path / "sheet.md", tmp_path / "drawn.jsonl"
    given = [str(folder), "--sheet", str(sheet), "--index", str(index)]
    assert main([*given, "--apart"] if apart else given) == 0
    rows = [json.loads(line) for line in index.read_text("utf-8").splitlines()]
    held = [row for row in rows if row["code"] == "weekday-against-date"]
    assert len(held) == 2
    for row in held:
        assert row["one"] is row["two"] is None
        for place in row["places"]:
            written = Path(place["report"]).read_bytes()
            assert place["sha256"] == hashlib.sha256(written).hexdigest()
            assert "March 2031" in written.decode()[place["start"] : place["end"]]
    assert "Halvorn" not in index.read_text("utf-8")
    assert "[[[" in sheet.read_text("utf-8")
    assert "in Halvorn, the two sides said." in sheet.read_text("utf-8")


def test_a_seed_draws_the_same_again(folder: Path) -> None:
    found = findings_of(folder)
    assert [one.finding.id for one in draw(found, 1, 7)] == [one.finding.id for one in draw(found, 1, 7)]
    assert len(draw(found, 1, 7)) == 1
    assert {one.finding.id for one in draw(found, 99, 7)} == {one.finding.id for one in found}


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("index.jsonl", '{"published": "2031-03-08"}\n', "line 1 names no file"),
        ("index.jsonl", '{"file": "b.txt", "published": "8 March"}\n', "8 March"),
        ("2031-13-09.txt", "Nothing.\n", "2031-13-09.txt"),
    ],
)
def test_what_cannot_be_dated_is_told(
    folder: Path, name: str, words: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(words, encoding="utf-8")
    assert main([str(folder), "--sheet", "s", "--index", "i"]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no text in"):
        dated_texts(tmp_path)


def test_verdicts_are_counted_by_code(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    rows = [("percentage", True, True), ("percentage", True, False), ("listed-phase", False, False)]
    path.write_text("".join(json.dumps({"code": c, "one": a, "two": b}) + "\n" for c, a, b in rows), "utf-8")
    lines = tally(path).splitlines()
    assert [line.split() for line in lines[1:4]] == [
        ["listed-phase", "1", "0", "0", "0"],
        ["percentage", "2", "2", "1", "1"],
        ["all", "3", "2", "1", "1"],
    ]
    assert lines[4] == "apt: 66.7% by the one, 33.3% by the other, 33.3% by both"


def test_a_line_that_nobody_judged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text('{"code": "percentage", "one": true, "two": null}\n', "utf-8")
    with pytest.raises(ReportError, match="line 1 is not judged"):
        tally(path)

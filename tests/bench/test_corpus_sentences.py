"""Single sentences with one event each: what is sound, and what is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.corpus.annotation import Meta
from bench.corpus.check import main
from bench.corpus.files import partial_entries
from bench.corpus.sentences import check_sentences, read_sentences, sentence_files

SOUND = {
    "text": "Ostova turned down the envoy's offer on Monday.", "type": "REJECT", "mode": "", "trigger": ["turned down"],
    "actor": ["Ostova"], "recipient": ["envoy"], "status": "actual",
}  # fmt: skip


def write(folder: Path, *rows: object) -> Path:
    path = folder / "partial" / "events" / "x.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def test_a_sound_file_has_no_mistakes_and_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND)
    assert list(check_sentences(path)) == []
    assert [each.type for each in read_sentences(path)] == ["REJECT"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (SOUND | {"type": "REFUSE"}, "type: Input should be"),
        (SOUND | {"actor": ["Karsa"]}, "'Karsa' is not in the sentence"),
        (SOUND | {"trigger": []}, "trigger: "),
        (SOUND | {"place": "Ostova"}, "place: Extra inputs"),
        ("{", "Invalid JSON"),
        (SOUND, "the same sentence as in line 1"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, row: object, said: str) -> None:
    (mistake,) = check_sentences(write(tmp_path, SOUND, row))
    assert mistake.line == 2
    assert said in mistake.message


def test_ours_are_sound_and_each_type_has_some() -> None:
    files = sentence_files()
    assert [mistake for path in files for mistake in check_sentences(path)] == []
    types = [each.type for path in files for each in read_sentences(path)]
    assert len(set(types)) == 16
    assert min(types.count(name) for name in set(types)) >= 100


def test_reports_annotated_in_part_say_so_and_leave_out_quotes() -> None:
    entries = partial_entries()
    assert len({entry.name for entry in entries}) == len(entries) > 150
    annotation = entries[0].checked().annotation
    assert annotation is not None
    assert isinstance(annotation.meta, Meta)
    assert annotation.meta.only
    assert annotation.quotes == []


def test_the_check_of_the_corpus_looks_at_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "splits.yaml").write_text("train: []\ndev: []\ntest: []\n", "utf-8")
    write(tmp_path, SOUND | {"type": "REFUSE"})
    assert main(["--brief", "--corpus", str(tmp_path)]) == 1
    assert "x.jsonl:1: type: " in capsys.readouterr().err

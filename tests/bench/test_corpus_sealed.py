"""Sealed annotations: offsets and a digest, none of the text's words; the same reading where the text is at hand."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from corpus_case import BODY, TEXT

from bench.corpus.annotation import SealedMeta
from bench.corpus.files import real_splits
from bench.corpus.sealed import SHARED, seal_file, sealed_entries, source_text
from bench.corpus.validate import check_file, digest

HEAD = f"""\
meta:
  source: polnear_dev
  document: skerry-1
  sha256: {digest(TEXT)}
  chars: {len(TEXT)}
  published: 2015-05-04
  process: perran
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of data with the one text."""
    path = tmp_path / "shared" / "data" / "attribution" / "polnear_dev.jsonl.gz"
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "skerry-1", "text": TEXT}) + "\n")
    return tmp_path / "shared"


def draft(folder: Path, body: str = BODY) -> Path:
    path = folder / "draft.yaml"
    path.write_text(HEAD + body, "utf-8")
    return path


def test_sealed_and_draft_give_the_same_reading(tmp_path: Path, shared: Path) -> None:
    target = tmp_path / "sealed.yaml"
    assert seal_file(draft(tmp_path), target, shared) == []
    before, after = (check_file(path, TEXT, "x").reading for path in (draft(tmp_path), target))
    assert after == before
    assert len(after["quotes"]) == 2


def test_no_words_of_the_text_are_left(tmp_path: Path, shared: Path) -> None:
    target = tmp_path / "sealed.yaml"
    seal_file(draft(tmp_path), target, shared)
    values = " ".join(line.split(":", 1)[-1] for line in target.read_text("utf-8").split("exchange:")[1].split("\n"))
    left = set(re.findall(r"[A-Za-z]{6,}", values))
    assert not left & set(re.findall(r"[A-Za-z]{6,}", TEXT)), left


def test_a_value_with_a_tail_is_sealed_by_its_head(tmp_path: Path, shared: Path) -> None:
    body = BODY.replace(
        "speaker: Ines Varga, mention: Varga", "speaker: the army's spokeswoman (unnamed), mention: Varga"
    )
    target = tmp_path / "sealed.yaml"
    assert seal_file(draft(tmp_path, body), target, shared) == []
    assert re.search(r"speaker: '?@\d+-\d+ \(unnamed\)", target.read_text("utf-8"))
    assert check_file(target, TEXT, "x").reading["quotes"][1]["speaker"] == "the army's spokeswoman (unnamed)"


def test_words_in_a_row_are_refused(tmp_path: Path, shared: Path) -> None:
    body = BODY.replace("object: prisoners", "object: to free 40 prisoners soon")
    (mistake,) = seal_file(draft(tmp_path, body), tmp_path / "sealed.yaml", shared)
    assert "shares 4 words in a row" in mistake.message
    assert not (tmp_path / "sealed.yaml").exists()


def test_another_text_is_noticed(tmp_path: Path, shared: Path) -> None:
    target = tmp_path / "sealed.yaml"
    seal_file(draft(tmp_path), target, shared)
    (mistake, *_) = check_file(target, TEXT.replace("Monday", "Sunday"), "x").mistakes
    assert "not the one annotated" in mistake.message


def test_without_the_data_only_the_form_is_checked(tmp_path: Path, shared: Path) -> None:
    target = tmp_path / "sealed.yaml"
    seal_file(draft(tmp_path), target, shared)
    checked = check_file(target, None, "x")
    assert (checked.mistakes, checked.compiled) == ([], None)
    data = {
        "source": "timebank",
        "document": "none",
        "sha256": "0" * 64,
        "chars": 1,
        "published": "1998",
        "process": "x",
    }
    assert source_text(SealedMeta.model_validate(data), tmp_path) is None


def test_the_sealed_set_of_the_project() -> None:
    found = sealed_entries()
    of = real_splits()
    parts = [of[entry.process] for entry in found]
    assert len(found) >= 25
    assert set(parts) == {"real_dev", "real_test"}
    assert abs(parts.count("real_dev") - parts.count("real_test")) <= 2


@pytest.mark.skipif(not SHARED.exists(), reason="the data of the sealed set is not at hand")
def test_the_sealed_set_is_sound_and_holds_none_of_its_words() -> None:
    for entry in sealed_entries():
        assert entry.checked().mistakes == []
        assert entry.text is not None
        words = re.findall(r"\w+", entry.text.lower())
        runs = {tuple(words[i : i + 4]) for i in range(len(words))}
        written = entry.yaml_path.read_text("utf-8")
        for line in written[written.index("process:") :].split("\n"):
            value = re.findall(r"[a-z]+", line.lower())
            assert not any(tuple(value[i : i + 4]) in runs for i in range(len(value) - 3)), line
